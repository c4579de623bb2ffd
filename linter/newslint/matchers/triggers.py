"""Which patterns can match in a document at all: one look at its words wakes them, the others are never asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newslint.document import Document
from newslint.matchers.texts import Texts
from newslint.matchers.wordindex import piece_book, word_index

if TYPE_CHECKING:
    from newslint.matchers.base import Pattern


class Triggers:
    """Groups of patterns by what must be in a document for one of the group to match; None is a group always awake."""

    def __init__(self, groups: Sequence[Sequence[Pattern] | None]) -> None:
        always: set[int] = set()
        self._pieces: dict[str, list[int]] = {}
        self._texts: list[tuple[tuple[Texts, ...], int]] = []
        for n, patterns in enumerate(groups):
            if patterns is None:
                always.add(n)
                continue
            for pattern in patterns:
                if pattern.literals:
                    for piece in pattern.literals[0]:
                        self._pieces.setdefault(piece, []).append(n)
                elif pattern.texts:
                    self._texts.append((pattern.texts, n))
                else:
                    always.add(n)
        self._always = sorted(always)
        self._version = piece_book().version

    def awake(self, document: Document) -> list[int]:
        """Return the numbers of the groups that may have something to say, in order."""
        index = document.fact(word_index)
        found = set(self._always)
        if index.version >= self._version:
            for piece in self._pieces.keys() & index.present.keys():
                found.update(self._pieces[piece])
        else:  # the index was made before the pieces were known
            for piece, numbers in self._pieces.items():
                if index.holds(piece):
                    found.update(numbers)
        for texts, number in self._texts:
            if number not in found and index.has(texts):
                found.add(number)
        return sorted(found)
