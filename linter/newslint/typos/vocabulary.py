"""The words of a trained table, found where they lie: nothing is read before it is looked up.

Sections of the table: ``words``, one a line; ``word_at``, where each begins; ``slots``, a hash table of a power of two
places: the CRC-32 of a word, cut to the table's size, is the first place to look, the one behind it the next; a place
holds a word's number and one, or 0 when it is empty.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator, Sequence
from typing import overload

from newslint.typos.tables import Tables

_REMEMBERED = 100_000
FULL = 0.6  # how much of the places may be taken


class Vocabulary(Sequence[str]):
    """The words in their order, and each word's number in it."""

    def __init__(self, tables: Tables) -> None:
        self._text = tables.raw("words")
        self._at = tables.numbers("word_at", "I")
        self._slots = tables.numbers("slots", "I")
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._at) - 1

    @overload
    def __getitem__(self, i: int) -> str: ...
    @overload
    def __getitem__(self, i: slice) -> list[str]: ...
    def __getitem__(self, i: int | slice) -> str | list[str]:
        if isinstance(i, slice):
            return list(self)[i]
        return str(self._text[self._at[i] : self._at[i + 1] - 1], "utf-8")

    def __iter__(self) -> Iterator[str]:
        return iter(str(self._text, "utf-8").split("\n"))

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.number(word) >= 0

    def number(self, word: str) -> int:
        """Return a word's number, or -1 for one that is not there."""
        try:
            return self._numbers[word]
        except KeyError:
            if len(self._numbers) >= _REMEMBERED:
                self._numbers.clear()
            number = self._numbers[word] = self._found(word.encode("utf-8", "surrogatepass"))
            return number

    def _found(self, word: bytes) -> int:
        slots, at, text = self._slots, self._at, self._text
        most = len(slots) - 1
        i = zlib.crc32(word) & most
        while (number := slots[i] - 1) >= 0:
            if text[at[number] : at[number + 1] - 1] == word:
                return number
            i = (i + 1) & most
        return -1


def places(words: Sequence[str]) -> tuple[array[int], array[int]]:
    """Return the sections ``word_at`` and ``slots`` for words. For what builds tables."""
    at, size = array("I", [0]), 1
    while size * FULL < len(words):
        size *= 2
    slots = array("I", bytes(4 * size))
    for number, word in enumerate(words):
        data = word.encode("utf-8")
        at.append(at[-1] + len(data) + 1)
        i = zlib.crc32(data) & (size - 1)
        while slots[i]:
            i = (i + 1) & (size - 1)
        slots[i] = number + 1
    return at, slots
