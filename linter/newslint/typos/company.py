"""How well a word fits the words around it: a small net over word vectors, in whole numbers.

The n-gram model knows what stands side by side; this knows what words are like, and sees eight to each side. What a
word adds to the hidden sums is laid down for each place it may stand in, so that running the net is adding up rows.
Scores are in 1/64 decade, like those of the n-grams; only differences between words in one place mean anything.

Sections of company.bin: ``code``, for each word of the n-gram model the common word it stands as; ``around``, for
each slot and common word a row of signed bytes; ``base``, rows (plus 32,768) for the net itself and for each mark;
``meant``, for each word the row its sums are held against; ``usual``, for each word what it scores anywhere (plus
2^20); ``scale``, points a unit of the score is worth, in 1/2^20.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import mul
from pathlib import Path

from newslint.typos.tables import DATA, Tables
from newslint.typos.words import Word

REACH = 8  # words looked at to each side
HIDDEN = 48
# the slot of each place, from eight before to eight after; far ones share a slot
SLOTS = (4, 4, 4, 4, 4, 4, 2, 0, 1, 3, 4, 4, 4, 4, 4, 4)
MARKS = 8
_SIGNS = frozenset(",;:\"“”‘’'()—–-.!?…")


def window(ids: list[int], at: int) -> list[int]:
    """Return the ids around a place, 0 where the sentence has none."""
    before, after = ids[max(at - REACH, 0) : at], ids[at + 1 : at + REACH + 1]
    return [0] * (REACH - len(before)) + before + after + [0] * (REACH - len(after))


def marks_of(words: list[Word], index: int) -> int:
    """Return what stands beside a word, as bits: signs, commas, capitals and figures, before and after."""
    before = words[index - 1].text if index else ""
    after = words[index + 1].text if index + 1 < len(words) else ""
    return (
        (before in _SIGNS)
        | (after in _SIGNS) << 1
        | after[:1].isupper() << 2
        | before[:1].isupper() << 3
        | (before == ",") << 4
        | (after == ",") << 5
        | before[:1].isdigit() << 6
        | after[:1].isdigit() << 7
    )


class Company:
    """The net."""

    def __init__(self, path: Path) -> None:
        tables = Tables(path)
        self._code = tables.numbers("code", "H")
        self._around = tables.raw("around").cast("b")
        base = [n - 32_768 for n in tables.numbers("base", "H")]
        self._base = [base[i : i + HIDDEN] for i in range(0, len(base), HIDDEN)]
        self._meant = tables.raw("meant").cast("b")
        self._usual = tables.numbers("usual", "I")
        self._scale = tables.numbers("scale", "I")[0]
        common = len(self._around) // HIDDEN // (max(SLOTS) + 1)
        self._slots = [slot * common for slot in SLOTS]

    def sums(self, ids: list[int], at: int, marks: int) -> list[int]:
        """Return the hidden sums of a place, the word in it left out."""
        code, around = self._code, self._around
        rows: list[Sequence[int]] = [self._base[0]]
        for word, slot in zip(window(ids, at), self._slots, strict=True):
            if word:
                start = (code[word] + slot) * HIDDEN
                rows.append(around[start : start + HIDDEN])
        for bit in range(MARKS):
            if marks >> bit & 1:
                rows.append(self._base[bit + 1])
        return [n if (n := sum(column)) > 0 else 0 for column in zip(*rows, strict=True)]

    def fit(self, sums: list[int], word: int) -> int:
        """Return how well a word fits a place, given the place's sums."""
        start = word * HIDDEN
        score: int = sum(map(mul, sums, self._meant[start : start + HIDDEN]), self._usual[word] - 2**20)
        return score * self._scale >> 20


@cache
def company() -> Company:
    """Return the net that ships with newslint, opened on first use."""
    return Company(DATA / "company.bin")
