"""The model's arithmetic in Python: sums of weights as integers of 16-bit lanes, parts of speech, labels.

It does the work where the compiled kernel (compiled.py) was not built, and is what the tests hold the kernel to.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from struct import Struct

from newslint.annotations.attribution.decode import LABELS, best_path, steps
from newslint.annotations.attribution.features import Row
from newslint.annotations.attribution.store import Weights, hash32, numbers, table
from newslint.annotations.attribution.sums import SecondSums, Sums
from newslint.annotations.attribution.tagger import WIDTH, tag
from newslint.annotations.attribution.wordtypes import (
    CUE_TEMPLATE,
    MODEL_TEMPLATE,
    NEAR,
    SET_TEMPLATE,
    TAG_NEAR,
    TAGGER_TEMPLATE,
    Word,
    feature_key,
)

_LANES = Struct(f"<{LABELS}H")
Rows = tuple[int, ...]  # of one feature, at each offset


class Lanes:
    """Weights in memory and the sums that were asked for so far."""

    MOST_FEATURES = 60_000  # of words: as many as 20,000 words have

    def __init__(self, sections: dict[str, memoryview]) -> None:
        self._tagger = table(sections, "tagger", WIDTH)
        self._first = table(sections, "first", 2 * LABELS)
        self._sums = Sums(self._first)
        self._second = table(sections, "second", LABELS)
        self._second_sums = SecondSums(self._second)
        self._sets = numbers(sections["words.keys"]), numbers(sections["words.sets"], "H")
        self._cues = numbers(sections["cues.keys"]), sections["cues.rows"]
        links = numbers(sections["links"], "i")
        size = LABELS * LABELS + LABELS
        both = [a + b for a, b in zip(links[:size], links[size:], strict=True)]
        self._steps = (steps(links[:size]), steps(both))
        self._features: dict[str, tuple[Rows, Rows]] = {}  # see _feature_rows
        self._beginnings: dict[str, Rows] = {}

    def forget(self) -> None:
        """Begin anew."""
        self._features.clear()
        self._beginnings.clear()
        for weights in (self._tagger, self._first, self._second):
            weights.forget()
        for sums in (self._sums, self._second_sums):
            sums.forget()

    def set_of(self, form: str) -> int:
        """Return the number of a known form's set of parts of speech, -1 for others."""
        return _found(feature_key(form, 0, SET_TEMPLATE), *self._sets)

    def cue_of(self, low: str) -> int:
        """Return how often a form in small letters is a cue, -1 for one that is not known as a cue."""
        return _found(feature_key(low, 0, CUE_TEMPLATE), *self._cues)

    def word(self, features: Sequence[str], beginnings: Sequence[str]) -> tuple[Rows, Rows]:
        """Return a word's weights by itself, `Word.near` and `Word.sums`."""
        if len(self._features) > self.MOST_FEATURES:
            self._features.clear()
            self._beginnings.clear()
        rows = [self._feature_rows(f) for f in features]
        begins = [self._tag_rows(f) for f in beginnings]
        near = tuple(map(sum, zip(*(near for near, _ in rows), *begins, strict=True)))
        return near, tuple(map(sum, zip(*(sums for _, sums in rows), strict=True)))

    def _feature_rows(self, feature: str) -> tuple[Rows, Rows]:
        """Return the rows of a feature of tagger and labels at each offset; words share most of what they have."""
        known = self._features.get(feature)
        if known is None:
            sums = _rows(self._first, feature_key(feature, 0, MODEL_TEMPLATE), NEAR[feature[0]], 3)
            known = self._features[feature] = (self._tag_rows(feature), sums)
        return known

    def _tag_rows(self, feature: str) -> Rows:
        known = self._beginnings.get(feature)
        if known is None:
            known = _rows(self._tagger, feature_key(feature, 0, TAGGER_TEMPLATE), TAG_NEAR[feature[0]], 2)
            self._beginnings[feature] = known
        return known

    def tag(self, words: Sequence[Word]) -> bytes:
        """Return the parts of speech of one sentence."""
        return bytes(tag(words, self._tagger))

    def label(self, row: Row, words: Sequence[Word]) -> bytes:
        """Return the label of every token of a row, by two passes."""
        total = self._sums(row)
        near = [_PAD, _PAD, _PAD, *(w.sums for w in words), _PAD, _PAD, _PAD]
        total = [
            t + a[0] + b[1] + c[2] + d[3] + e[4] + f[5] + g[6]
            for t, a, b, c, d, e, f, g in zip(
                total, near, near[1:], near[2:], near[3:], near[4:], near[5:], near[6:], strict=False
            )
        ]
        draft = best_path([_LANES.unpack((t & _LOW).to_bytes(2 * LABELS, "little")) for t in total], self._steps[0])
        if not any(draft):
            return bytes(draft)
        both = [
            _LANES.unpack(((t & _LOW) + (t >> _HALF) + more).to_bytes(2 * LABELS, "little"))
            for t, more in zip(total, self._second_sums(row, draft), strict=True)
        ]
        return bytes(best_path(both, self._steps[1]))


def _found(key: int, keys: Sequence[int], values: Sequence[int]) -> int:
    hashed = hash32(key)
    i = bisect_left(keys, hashed)
    return values[i] if i < len(keys) and keys[i] == hashed else -1


def _rows(weights: Weights, key: int, offsets: Sequence[int], reach: int) -> Rows:
    """Return the rows of a feature at every offset within reach, those that the template does not read as 0."""
    row = weights.row
    return tuple([row(key + offset) if offset in offsets else 0 for offset in range(-reach, reach + 1)])


_PAD = (0,) * 7
_HALF = 16 * LABELS
_LOW = (1 << _HALF) - 1
