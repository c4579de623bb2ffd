"""How well the commonest words fit their wider surroundings: a linear model over hashed features.

The n-gram model sees two words to each side; this one sees eight, and word endings and marks. It knows the
`COMMON` commonest words only. Section of contexts.bin: ``weights``, signed bytes, by hash of (word, feature).
Scores are whole numbers; only differences between two words in one place mean anything.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from newslint.typos.ngrams import Ngrams
from newslint.typos.tables import DATA, Tables
from newslint.typos.words import Word

COMMON = 2500  # ids up to this are scored
BITS = 20
REACH = 8
_SMALL = 120  # ids up to this are left out of the bag of words around
_MASK = 0xFFFFFFFF


def sites(model: Ngrams, words: list[Word], index: int, ids: list[int], at: int) -> list[int]:
    """Return the hashed features of a place, the word in it left out."""
    far, one, two, past = ids[at - 2], ids[at - 1], ids[at + 1], ids[at + 2]
    before = words[index - 1].text if index else ""
    after = words[index + 1].text if index + 1 < len(words) else ""
    marks = (before in _MARKS) | (after in _MARKS) << 1 | (after[:1].isupper() << 2) | (before[:1].isupper() << 3)
    end_one, end_two = _ending(model, one), _ending(model, two)
    out = [
        _hash(0, 0, 0),
        _hash(1, one, 0),
        _hash(2, two, 0),
        _hash(3, far, 0),
        _hash(4, past, 0),
        _hash(5, one, two),
        _hash(6, far, one),
        _hash(7, two, past),
        _hash(8, end_one, 0),
        _hash(9, end_two, 0),
        _hash(10, end_one, end_two),
        _hash(11, marks, 0),
        _hash(12, marks, two),
        _hash(13, marks, one),
        _hash(14, end_two, _ending(model, past)),
        _hash(15, _ending(model, far), end_one),
    ]
    for j in range(max(1, at - REACH), min(len(ids) - 1, at + REACH + 1)):
        if ids[j] > _SMALL and abs(j - at) > 1:
            out.append(_hash(16, ids[j], 0))
    if at > 3:
        out.append(_hash(17, ids[at - 3], 0))
    if at + 3 < len(ids):
        out.append(_hash(18, ids[at + 3], 0))
    return out


def _hash(slot: int, a: int, b: int) -> int:
    return (slot * 0x9E3779B1 + a * 0x85EBCA6B + b * 0xC2B2AE35 + 0x165667B1) & _MASK


def place(feature: int, word: int) -> int:
    """Return where the weight of a feature for a word lies."""
    mixed = (feature ^ (word * 0x27D4EB2F)) & _MASK
    mixed = ((mixed ^ mixed >> 15) * 0x85EBCA77) & _MASK
    return (mixed ^ mixed >> 13) >> (32 - BITS)


_MARKS = frozenset(",;:\"“”‘’'()—–-.!?…")
_endings: dict[int, int] = {}


def _ending(model: Ngrams, word: int) -> int:
    """A number for the last three letters of a word; small words stand for themselves."""
    try:
        return _endings[word]
    except KeyError:
        if word <= _SMALL:
            code = word
        else:
            a, b, c = model.words[word][-3:].rjust(3).encode("utf-8", "replace")[-3:]
            code = 0x10000 + (a << 16 | b << 8 | c)
        _endings[word] = code
        return code


class Contexts:
    """The weights."""

    def __init__(self, path: Path) -> None:
        self._weights = Tables(path).raw("weights").cast("b")

    def gain(self, features: list[int], word: int, other: int) -> int:
        """Return how much better `other` fits than `word`; 0 when one of them is not common."""
        if not 0 < word <= COMMON or not 0 < other <= COMMON:
            return 0
        weights = self._weights
        return sum(weights[place(f, other)] - weights[place(f, word)] for f in features)


@cache
def contexts() -> Contexts:
    """Return the model that ships with newslint, opened on first use."""
    return Contexts(DATA / "contexts.bin")
