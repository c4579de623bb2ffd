"""Real-word slips: English words that are not the word meant, seen by what stands around them.

Every word with look-alikes is held against them in its place (`doubts`); where another fits far better, a gate
trained on injected slips decides (`gate`). One kind of doubt needs no gate: a long rare word one letter from a
common one that is known in this very company (`striking`). No pair of words is listed by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from newslint.document import Document
from newslint.span import Span
from newslint.typos.doubts import FEATURES, doubts
from newslint.typos.gate import confidence, gate
from newslint.typos.slip import Slip
from newslint.typos.slipkinds import ADDED

MOST_SUGGESTIONS = 3
RARE = 40_000  # words past this rank are hardly ever meant (65,535: not in the n-gram model at all)
LONG = 8  # letters: a word this long seldom has a common word one letter away by chance
CLEAR = 250  # gain, in 1/64 decade

_RANK, _KIND, _LENGTH, _GAIN = (FEATURES.index(name) for name in ("rank", "kind", "length", "gain"))
_TRIPLES = tuple(FEATURES.index(name) for name in ("c_triple", "c_triple_left", "c_triple_right"))


def slips(document: Document) -> Iterator[Slip]:
    """Yield the real-word slips of a draft, in order."""
    judge = None
    for doubt in doubts(document):
        if judge is None:
            judge = gate()
        score = judge.score(doubt.features)
        if score >= judge.limit or striking(doubt.features):
            yield Slip(
                Span(doubt.word.start, doubt.word.end), doubt.meant[:MOST_SUGGESTIONS], round(confidence(score), 3)
            )


def striking(features: tuple[int, ...]) -> bool:
    """Tell whether a long rare word is one edit from a word whose three-word sequence here is known.

    In a million words of news and encyclopedia this held fifteen times with looser limits (seven letters, rank
    20,000), three of them slips in print.
    """
    return (
        features[_RANK] > RARE
        and features[_KIND] <= ADDED
        and features[_LENGTH] >= LONG
        and features[_GAIN] >= CLEAR
        and any(features[i] >= 0 for i in _TRIPLES)
    )
