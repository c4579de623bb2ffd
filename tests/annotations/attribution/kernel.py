"""The compiled kernel beside the Python that it stands in for, and what both are given."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import strategies as st

from newslint.annotations.attribution import features
from newslint.annotations.attribution.lanes import Lanes
from newslint.annotations.attribution.model import FILE
from newslint.annotations.attribution.store import read_sections
from newslint.annotations.attribution.wordtypes import Word
from newslint.native import load

if TYPE_CHECKING:
    from newslint.annotations.attribution._labels import Labeller

KERNEL = load("newslint.annotations.attribution._labels")
compiled = pytest.mark.skipif(KERNEL is None, reason="the kernel was not built, or is left aside")
SECTIONS = read_sections(FILE)
LANES = Lanes(SECTIONS)
TEXT = (
    "Harbour dues to rise again, say skippers\n\nThe port's own auditors warned in March that the quay was sinking; nobody, "
    "it seems, had asked Ingrid Solvang. “We were told — twice — that there’s no money,” she said. “And yet they built "
    "a ‘visitor centre’.”\n\nA spokesman for the authority (which is owned by the county) declined to comment on what "
    "he called “gossip”, but two people familiar with the talks believe the plan has been shelved. According to the "
    "2019 report, dues would double by 2026: 14 of 30 skippers said they'd leave. Reportedly, others have already. "
    '"That\'s it", Ms. Okafor tweeted @harbourwatch, adding: "Done!"'
)


def labeller(sections: dict[str, memoryview] | dict[str, bytes] | None = None) -> Labeller:
    """A kernel with the model's sections, or these."""
    assert KERNEL is not None
    made: Labeller = KERNEL.Labeller(SECTIONS if sections is None else sections)
    return made


def numbers(packed: bytes, size: int) -> list[int]:
    """What the kernel packs, as the Python has it: integers of `size` lanes."""
    assert len(packed) % (2 * size) == 0
    return [int.from_bytes(packed[i : i + 2 * size], "little") for i in range(0, len(packed), 2 * size)]


class Links(NamedTuple):
    """A model without weights, all that counts are the steps from label to label."""

    numbers: list[int]

    def sections(self) -> dict[str, memoryview]:
        """Its file."""
        names = "tagger.keys tagger.rows first.keys first.rows second.keys second.rows words.keys words.sets".split()
        empty = dict.fromkeys([*names, "cues.keys", "cues.rows", "sets"], memoryview(b""))
        return {**empty, "links": memoryview(array("i", self.numbers).tobytes())}


STEMS = {w.word: w.stem for w in map(Word, "the said officials told that Lee of in report ” ,".split())}
HASHES = st.sampled_from(sorted(STEMS)) | st.integers(0, (1 << 28) - 1)


@st.composite
def rows(draw: st.DrawFn, most: int = 30) -> features.Row:
    """Rows of tokens such as no text has, too."""
    n = draw(st.integers(1, most))

    def column(*numbers: int) -> list[int]:
        return draw(st.lists(st.sampled_from(numbers), min_size=n, max_size=n))

    words = draw(st.lists(HASHES, min_size=n, max_size=n))
    stems = [STEMS.get(w, w ^ 0x5555) for w in words]  # a word has one stem: the memos of sums.py rely on it
    tags, classes = column(*range(27)), column(*range(22))
    cues = column(0, 0, 0, 1, 2, 3)
    quotes = column(*draw(st.sampled_from([(0,), (0, 1, 2, 3), (0, 0, 0, 2), (1, 1, 3)])))
    first = [bool(b) for b in column(0, 0, 0, 1)]
    marks = column(0, 0, 0, 0, *range(9))
    return features.Row(words, stems, tags, classes, cues, quotes, first, marks, draw(st.sampled_from([0, 1, 2])))
