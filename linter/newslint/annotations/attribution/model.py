"""The trained model at work: tokens of a paragraph in, a label for each out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from struct import Struct

from newslint.annotations.attribution.decode import LABELS, best_path, steps
from newslint.annotations.attribution.features import Row
from newslint.annotations.attribution.store import Weights, hash32, numbers, read_sections, table
from newslint.annotations.attribution.sums import SecondSums, Sums
from newslint.annotations.attribution.tagger import TAGS, WIDTH, tag
from newslint.annotations.attribution.wordtypes import (
    MODEL_TEMPLATE,
    NEAR,
    TAG_NEAR,
    TAGGER_TEMPLATE,
    Word,
    beginnings,
    feature_key,
    unary,
    unknown_set,
)

OPEN_CLASS = tuple(TAGS.index(t) for t in "N NS NP VB VBD VBN VBG VBZ VBP JJ RB CD X".split())
PROPER = TAGS.index("NP")
FILE = Path(__file__).parent.parent / "models" / "attribution.bin"
_LANES = Struct(f"<{LABELS}H")


Rows = tuple[int, ...]  # of one feature, at each offset


class Model:
    """Weights in memory and what has been computed of word types so far."""

    MOST_WORDS = 20_000
    MOST_PARAGRAPHS = 2_000

    def __init__(self, path: Path = FILE) -> None:
        sections = read_sections(path)
        self._tagger = table(sections, "tagger", WIDTH)
        self._first = table(sections, "first", 2 * LABELS)
        self._sums = Sums(self._first)
        self._second = table(sections, "second", LABELS)
        self._second_sums = SecondSums(self._second)
        self._known = numbers(sections["words.keys"])
        self._sets = numbers(sections["words.sets"], "H")
        self._options = [tuple(line) for line in bytes(sections["sets"]).split(b"\xff")]
        self._cue_keys = numbers(sections["cues.keys"])
        self._cue_rows = sections["cues.rows"]
        links = numbers(sections["links"], "i")
        size = LABELS * LABELS + LABELS
        both = [a + b for a, b in zip(links[:size], links[size:], strict=True)]
        self._steps = (steps(links[:size]), steps(both))
        self._words: dict[str, Word] = {}
        self._features: dict[str, tuple[Rows, Rows]] = {}  # see _feature_rows
        self._beginnings: dict[str, Rows] = {}
        self.labelled: dict[tuple[object, ...], tuple[int, ...]] = {}  # paragraphs labelled before, see find._labels

    def forget(self) -> None:
        """Drop what has been computed so far: 60 MB and more after a long draft, and the rules behind need the room."""
        self._words.clear()
        self._features.clear()
        self._beginnings.clear()
        self.labelled.clear()
        for weights in (self._tagger, self._first, self._second):
            weights.forget()
        for sums in (self._sums, self._second_sums):
            sums.forget()

    def words(self, texts: Sequence[str]) -> list[Word]:
        """Return what is known of each token."""
        known = self._words
        if len(known) > self.MOST_WORDS:
            known.clear()
            self._features.clear()
            self._beginnings.clear()
        out = []
        for text in texts:
            word = known.get(text)
            if word is None:
                word = known[text] = self._word(text)
            out.append(word)
        return out

    def _set_of(self, text: str) -> int:
        """Number of the set of parts of speech of a known form, -1 for others."""
        key = hash32(feature_key(text, 0, 62))
        i = bisect_left(self._known, key)
        return self._sets[i] if i < len(self._known) and self._known[i] == key else -1

    def _word(self, text: str) -> Word:
        word = Word(text)
        number = self._set_of(text)
        if number >= 0:
            word.tags, word.amb = self._options[number], number
        else:
            lower = self._set_of(word.low) if word.capital else -1
            if lower >= 0:
                word.tags, word.amb = (*(t for t in self._options[lower] if t != PROPER), PROPER), lower
            else:
                word.tags, word.amb = OPEN_CLASS, unknown_set(text)
        key = hash32(feature_key(word.low, 0, 63))
        i = bisect_left(self._cue_keys, key)
        if i < len(self._cue_keys) and self._cue_keys[i] == key:
            word.cue = self._cue_rows[i]
        elif 1 <= word.cls <= 12:
            word.cue = 1
        features = unary(text)
        rows = [self._feature_rows(f) for f in features]
        begins = [self._tag_rows(f) for f in beginnings(text)]
        word.near = tuple(map(sum, zip(*(near for near, _ in rows), *begins, strict=True)))
        word.sums = tuple(map(sum, zip(*(sums for _, sums in rows), strict=True)))
        return word

    def _feature_rows(self, feature: str) -> tuple[Rows, Rows]:
        """Return the rows of a feature of word and model at each offset; words share most of what they have."""
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

    def tag(self, words: Sequence[Word]) -> list[int]:
        """Return the parts of speech of one sentence."""
        return tag(words, self._tagger)

    def label(self, row: Row, words: Sequence[Word]) -> list[int]:
        """Return the label of every token of a row, by two passes; where no word is ever a cue and nothing is quoted, none."""
        if not any(row.cue) and not any(row.quote):
            return [0] * len(words)
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
            return draft
        both = [
            _LANES.unpack(((t & _LOW) + (t >> _HALF) + more).to_bytes(2 * LABELS, "little"))
            for t, more in zip(total, self._second_sums(row, draft), strict=True)
        ]
        return best_path(both, self._steps[1])


def _rows(weights: Weights, key: int, offsets: Sequence[int], reach: int) -> Rows:
    """Return the rows of a feature at every offset within reach, those that the template does not read as 0."""
    row = weights.row
    return tuple([row(key + offset) if offset in offsets else 0 for offset in range(-reach, reach + 1)])


_PAD = (0,) * 7
_HALF = 16 * LABELS
_LOW = (1 << _HALF) - 1


@lru_cache(maxsize=1)
def model() -> Model:
    """Load the model once a process."""
    return Model()
