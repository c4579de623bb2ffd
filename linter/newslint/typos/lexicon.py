"""Which words are English, of which kinds of English, and how common: the word list, read in place.

Sections of lexicon.bin: ``words`` (sorted by their UTF-8 bytes, one a line), ``index`` (where every 16th word
begins), ``marks`` (one byte a word: the level in the high four bits, the kinds of English in the low four), ``rare`` (the
CRC-32 of words too rare to be listed, ascending: one word in 40,000 that is none of them passes for one).
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from newslint import native
from newslint.typos.tables import DATA, Tables

if TYPE_CHECKING:
    from newslint.typos import _lexicon

STEP = 16
LEVELS = (10, 20, 35, 40, 50, 55, 60, 70, 80, 95)
DIALECTS = {"us": 1, "gb": 2, "au": 4, "ca": 8, "in": 2, "any": 15}


def dialect_bits(dialect: str) -> int:
    """Return the bits of a dialect named as people do: ``en-US``, ``british``, ``AU``; anything else is ``any``."""
    name = dialect.lower().replace("_", "-").removeprefix("en-")
    name = {
        "american": "us",
        "british": "gb",
        "uk": "gb",
        "australian": "au",
        "canadian": "ca",
        "indian": "in",
    }.get(name, name)
    return DIALECTS.get(name, 15)


class Lexicon:
    """The word list. `level` runs from 10 (the commonest thousand) to 80 (rare); `regions` are dialect bits."""

    def __init__(self, path: Path) -> None:
        self.tables = tables = Tables(path)
        self._index = tables.numbers("index", "I")
        self._marks = tables.raw("marks")
        self._rare = tables.numbers("rare", "I")
        self._known: dict[str, int] = {}
        compiled = native.load("newslint.typos._lexicon")
        self.kernel: _lexicon.Lexicon | None = None if compiled is None else compiled.Lexicon(tables)
        self._find = self.found if self.kernel is None else self.kernel.mark

    @cached_property
    def _words(self) -> bytes:
        return bytes(self.tables.raw("words"))

    def mark(self, word: str) -> int:
        """Return the mark of a word written exactly so, or -1."""
        try:
            return self._known[word]
        except KeyError:
            if len(self._known) > 200_000:
                self._known.clear()
            mark = self._known[word] = self._find(word)
            return mark

    def found(self, word: str) -> int:
        """Return the mark of a word as `mark` does, looked up anew."""
        words, index, key = self._words, self._index, word.encode("utf-8")
        if not key:
            return -1
        low, high = 0, len(index)
        while high - low > 1:
            middle = (low + high) // 2
            at = index[middle]
            if words[at : words.index(b"\n", at)] <= key:
                low = middle
            else:
                high = middle
        start = index[low]
        end = index[low + 1] if low + 1 < len(index) else len(words)
        block = words[start:end].split(b"\n")
        try:
            return self._marks[low * STEP + block.index(key)]
        except ValueError:
            return -1

    def rare(self, word: str) -> bool:
        """Tell whether a lower-case word is one of the rare ones: a word, unless it is a likely slip."""
        key = zlib.crc32(word.encode("utf-8"))
        i = bisect_left(self._rare, key)
        return i < len(self._rare) and self._rare[i] == key

    def level(self, word: str) -> int:
        """Return how common a word is (10 to 80), or 99 for one not listed."""
        mark = self.mark(word)
        return LEVELS[mark >> 4] if mark >= 0 else 99

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """Yield every word with its mark, in order."""
        return zip(self._words.decode("utf-8").splitlines(), self._marks, strict=True)


@cache
def lexicon() -> Lexicon:
    """Return the word list that ships with newslint, opened on first use."""
    return Lexicon(DATA / "lexicon.bin")
