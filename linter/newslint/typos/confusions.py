"""For every English word, the words it may stand for by a slip.

Sections of confusions.bin: those of `newslint.typos.vocabulary`; ``at``, where each word's row begins in ``ids`` (ids
of the n-gram model's words) and ``kinds`` (`newslint.typos.slipkinds`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from newslint.typos.tables import DATA, Tables
from newslint.typos.vocabulary import Vocabulary


class Confusions:
    """The table of slips."""

    def __init__(self, path: Path) -> None:
        tables = Tables(path)
        self._words = Vocabulary(tables)
        self._at = tables.numbers("at", "I")
        self._ids = tables.numbers("ids", "H")
        self._kinds = tables.raw("kinds")
        self._rows: dict[str, list[tuple[int, int]]] = {}

    def __iter__(self) -> Iterator[str]:
        """Yield every word that may be a slip."""
        return iter(self._words)

    def of(self, word: str) -> list[tuple[int, int]]:
        """Return (id of the word meant, kind of slip) for all that `word` may stand for."""
        try:
            return self._rows[word]
        except KeyError:
            if len(self._rows) > 50_000:
                self._rows.clear()
            place = self._words.number(word)
            row: list[tuple[int, int]] = []
            if place >= 0:
                start, end = self._at[place], self._at[place + 1]
                row = list(zip(self._ids[start:end], self._kinds[start:end], strict=True))
            self._rows[word] = row
            return row


@cache
def confusions() -> Confusions:
    """Return the table that ships with newslint, opened on first use."""
    return Confusions(DATA / "confusions.bin")
