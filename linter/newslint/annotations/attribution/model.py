"""The trained model at work: tokens of a paragraph in, a label for each out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from struct import Struct

from newslint.annotations.attribution.features import Row, first_pass, second_pass
from newslint.annotations.attribution.store import hash32, numbers, read_sections, table
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

LABELS = 7  # 0 outside; 1, 2 cue begins, goes on; 3, 4 source; 5, 6 content
OPEN_CLASS = tuple(TAGS.index(t) for t in "N NS NP VB VBD VBN VBG VBZ VBP JJ RB CD X".split())
PROPER = TAGS.index("NP")
FILE = Path(__file__).parent.parent / "models" / "attribution.bin"
_LANES = Struct("<7H")
_BEGIN = (0, 1, 3, 5)


class Model:
    """Weights in memory and what has been computed of word types so far."""

    MOST_WORDS = 60_000

    def __init__(self, path: Path = FILE) -> None:
        sections = read_sections(path)
        self._tagger = table(sections, "tagger", WIDTH)
        self._first = table(sections, "first", 2 * LABELS)
        self._second = table(sections, "second", LABELS, LABELS)
        self._known = numbers(sections["words.keys"])
        self._sets = numbers(sections["words.sets"], "H")
        self._options = [tuple(line) for line in bytes(sections["sets"]).split(b"\xff")]
        self._cue_keys = numbers(sections["cues.keys"])
        self._cue_rows = sections["cues.rows"]
        links = numbers(sections["links"], "i")
        size = LABELS * LABELS + LABELS
        self._links = (links[:size], links[size:])
        self._words: dict[str, Word] = {}

    def words(self, texts: Sequence[str]) -> list[Word]:
        """Return what is known of each token."""
        known = self._words
        if len(known) > self.MOST_WORDS:
            known.clear()
            for weights in (self._tagger, self._first, self._second):
                weights.trim()
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
        get = self._first.__getitem__
        total = [sum(map(get, keys)) for keys in first_pass(row)]
        n = len(words)
        for i, word in enumerate(words):
            sums = word.sums
            low, high = max(0, i - 3), min(n, i + 4)
            for k in range(low, high):
                total[k] += sums[i - k + 3]
        draft = best_path([_LANES.unpack((t & _LOW).to_bytes(14, "little")) for t in total], self._links[0])
        if not any(draft):
            return draft
        get = self._second.__getitem__
        again = [t + sum(map(get, keys)) for t, keys in zip(total, second_pass(row, draft), strict=True)]
        return best_path([_LANES.unpack((t >> 112).to_bytes(14, "little")) for t in again], self._links[1])


_LOW = (1 << 112) - 1


def best_path(scores: Sequence[Sequence[int]], links: Sequence[int], keep: int = 220) -> list[int]:
    """Return the best allowed labels (Viterbi); labels more than `keep` below the best of a token are not followed.

    `links[p * 7 + y]` is the score of `y` after `p`; the last seven are scores of starting with a label.
    """
    alive = [(scores[0][y] + links[49 + y], y) for y in _BEGIN]
    back: list[dict[int, int]] = []
    for e in scores[1:]:
        floor = max(e) - keep
        came: dict[int, int] = {}
        following: list[tuple[int, int]] = []
        for y in range(LABELS):
            if e[y] < floor:
                continue
            best, origin = -(1 << 60), -1
            if y in _BEGIN:
                for s, p in alive:
                    v = s + links[p * 7 + y]
                    if v > best:
                        best, origin = v, p
            else:
                for s, p in alive:
                    if p == y or p == y - 1:
                        v = s + links[p * 7 + y]
                        if v > best:
                            best, origin = v, p
            if origin >= 0:
                following.append((best + e[y], y))
                came[y] = origin
        if not following:
            for s, p in alive:
                for y in _BEGIN:
                    v = s + links[p * 7 + y] + e[y]
                    if y not in came or v > next(x for x, z in following if z == y):
                        following = [(x, z) for x, z in following if z != y]
                        following.append((v, y))
                        came[y] = p
        alive = following
        back.append(came)
    y = max(alive)[1]
    out = [y]
    for came in reversed(back):
        y = came[y]
        out.append(y)
    out.reverse()
    return out


@lru_cache(maxsize=1)
def model() -> Model:
    """Load the model once a process."""
    return Model()
