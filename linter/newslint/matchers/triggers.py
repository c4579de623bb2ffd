"""Which patterns can match in a document at all: one look at its words wakes them, the others are never asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from newslint.document import Document
from newslint.matchers.texts import Texts
from newslint.matchers.wordindex import piece_book, word_index

if TYPE_CHECKING:
    from newslint.matchers.base import Pattern


class Triggers:
    """Groups of patterns by what must be in a document for one of them to match; None is a group always awake."""

    def __init__(self, groups: Sequence[Sequence[Pattern] | None]) -> None:
        self._sleepers: list[tuple[int, Pattern | None]] = []  # each pattern with the number of its group
        self._always: list[int] = []  # as the rest: places in the list of sleepers
        self._pieces: dict[str, list[int]] = {}
        self._texts: list[tuple[tuple[Texts, ...], int]] = []
        for group, patterns in enumerate(groups):
            for pattern in (None,) if patterns is None else patterns:
                self._put_to_sleep(len(self._sleepers), pattern)
                self._sleepers.append((group, pattern))
        self._version = piece_book().version

    def _put_to_sleep(self, number: int, pattern: Pattern | None) -> None:
        if pattern is None or not (pattern.literals or pattern.texts):
            self._always.append(number)
        elif pattern.literals:
            for piece in pattern.literals[0]:
                self._pieces.setdefault(piece, []).append(number)
        else:
            self._texts.append((pattern.texts, number))

    def awake(self, document: Document) -> dict[int, list[Pattern]]:
        """Return the numbers of the groups that may have something to say, in order, each with those of its patterns that may."""
        index = document.fact(word_index)
        if index.version >= self._version:
            pieces: Iterable[str] = self._pieces.keys() & index.present.keys()
        else:  # the index was made before the pieces were known
            pieces = filter(index.holds, self._pieces)
        woken = set(self._always).union(*map(self._pieces.__getitem__, pieces))
        woken.update(number for texts, number in self._texts if index.has(texts))
        found: dict[int, list[Pattern]] = {}
        for number in sorted(woken):
            group, pattern = self._sleepers[number]
            patterns = found.setdefault(group, [])
            if pattern is not None:
                patterns.append(pattern)
        return found
