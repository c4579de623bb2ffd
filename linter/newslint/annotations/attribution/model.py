"""The trained model at work: tokens of a paragraph in, a label for each out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from operator import add
from pathlib import Path
from struct import Struct

from newslint.annotations.attribution.features import Row, second_pass
from newslint.annotations.attribution.store import hash32, numbers, read_sections, table
from newslint.annotations.attribution.sums import Sums
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

LABELS = 11  # 0 outside; then two for each role of features.segments: begins, goes on
OPEN_CLASS = tuple(TAGS.index(t) for t in "N NS NP VB VBD VBN VBG VBZ VBP JJ RB CD X".split())
PROPER = TAGS.index("NP")
FILE = Path(__file__).parent.parent / "models" / "attribution.bin"
_LANES = Struct(f"<{LABELS}H")


class Model:
    """Weights in memory and what has been computed of word types so far."""

    MOST_WORDS = 60_000
    MOST_PARAGRAPHS = 2_000

    def __init__(self, path: Path = FILE) -> None:
        sections = read_sections(path)
        self._tagger = table(sections, "tagger", WIDTH)
        self._first = table(sections, "first", 2 * LABELS)
        self._sums = Sums(self._first)
        self._second = table(sections, "second", LABELS)
        self._known = numbers(sections["words.keys"])
        self._sets = numbers(sections["words.sets"], "H")
        self._options = [tuple(line) for line in bytes(sections["sets"]).split(b"\xff")]
        self._cue_keys = numbers(sections["cues.keys"])
        self._cue_rows = sections["cues.rows"]
        links = numbers(sections["links"], "i")
        size = LABELS * LABELS + LABELS
        both = [a + b for a, b in zip(links[:size], links[size:], strict=True)]
        self._steps = (allowed(links[:size]), allowed(both))
        self._words: dict[str, Word] = {}
        self.labelled: dict[tuple[object, ...], tuple[int, ...]] = {}  # paragraphs labelled before, see find._labels

    def words(self, texts: Sequence[str]) -> list[Word]:
        """Return what is known of each token."""
        known = self._words
        if len(known) > self.MOST_WORDS:
            known.clear()
            for weights in (self._tagger, self._first, self._second):
                weights.trim()
            self._sums.trim()
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
        near = [0] * 5
        for feature in features + beginnings(text):
            for offset in TAG_NEAR[feature[0]]:
                near[offset + 2] += self._tagger[feature_key(feature, offset, TAGGER_TEMPLATE)]
        word.near = tuple(near)
        sums = [0] * 7
        for feature in features:
            for offset in NEAR[feature[0]]:
                sums[offset + 3] += self._first[feature_key(feature, offset, MODEL_TEMPLATE)]
        word.sums = tuple(sums)
        return word

    def tag(self, words: Sequence[Word]) -> list[int]:
        """Return the parts of speech of one sentence."""
        return tag(words, self._tagger)

    def label(self, row: Row, words: Sequence[Word]) -> list[int]:
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
            return draft
        get = self._second.__getitem__
        both = [
            (t & _LOW) + (t >> _HALF) + (sum(map(get, keys)))
            for t, keys in zip(total, second_pass(row, draft), strict=True)
        ]
        return best_path([_LANES.unpack(t.to_bytes(2 * LABELS, "little")) for t in both], self._steps[1], 2 * BEAM)


_PAD = (0,) * 7
_HALF = 16 * LABELS
_LOW = (1 << _HALF) - 1


BEAM = 1200  # units of a stored weight: paths this much worse than the best are given up
_LEAST = -(1 << 40)
_EVERY = tuple(range(LABELS))

# for each label, and last for the start: the labels that may follow with the score of doing so; the same as a row
Steps = tuple[list[list[tuple[int, int]]], list[list[int]]]


def best_path(scores: Sequence[Sequence[int]], steps: Steps, beam: int = BEAM) -> list[int]:
    """Return the best allowed labels (Viterbi within a beam)."""
    pairs, rows = steps
    alive = [LABELS]
    now: list[int] = []
    back: list[int | list[int]] = []
    for e in scores:
        if len(alive) == 1:  # all that follows hangs on one label: its own score no longer matters
            p = alive[0]
            now = list(map(add, rows[p], e))
            back.append(p)
        else:
            reached = [_LEAST] * LABELS
            came = [0] * LABELS
            for p in alive:
                v = now[p]
                for y, c in pairs[p]:
                    if v + c > reached[y]:
                        reached[y] = v + c
                        came[y] = p
            now = list(map(add, reached, e))
            back.append(came)
        low = max(now) - beam
        alive = [y for y in _EVERY if now[y] >= low]
    y = max(alive, key=now.__getitem__)
    out = []
    for origin in reversed(back):
        out.append(y)
        y = origin if isinstance(origin, int) else origin[y]
    out.reverse()
    return out


def allowed(links: Sequence[int]) -> Steps:
    """Return the steps of `best_path` from stored scores: from label to label, row by row, then from the start."""
    begin = [y for y in range(LABELS) if y == 0 or y & 1]
    pairs = []
    for p in range(LABELS):
        goes_on = [p + (p & 1)] if p else []
        pairs.append([(y, links[p * LABELS + y]) for y in sorted(begin + goes_on)])
    pairs.append([(y, links[LABELS * LABELS + y]) for y in begin])
    rows = [[dict(steps).get(y, _LEAST) for y in range(LABELS)] for steps in pairs]
    return pairs, rows


@lru_cache(maxsize=1)
def model() -> Model:
    """Load the model once a process."""
    return Model()
