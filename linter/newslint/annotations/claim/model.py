"""The scorer: how likely a desk would ask "says who?" about a clause, and what kind of claim it is.

A logistic regression per class; its weights are in weights.tsv, rebuilt by bench/train_claims.py.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path

from newslint.kept import ours
from newslint.records import dataclass
from newslint.span import Span

CLAIM = "claim"
FOCUS = 80  # characters of a long clause that are shown
LEAST = 3  # words that stay
CLITICS = frozenset("'s 're 've 'll 'd 'm n't".split())
LEADING = frozenset("a an the of to in on at by for with from as and or but that than its his her their".split())


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by class and feature, and the scores from which a claim is likely and very likely."""

    classes: Mapping[str, Mapping[str, float]]
    likely: float
    high: float

    def score(self, name: str, found: AbstractSet[str]) -> float:
        """Return the log odds that a clause with these features is of class `name`."""
        weight = self.classes[name]
        return math.fsum(map(weight.__getitem__, weight.keys() & found))

    @property
    def kinds(self) -> list[str]:
        """The kinds of claim the weights know."""
        return [name for name in self.classes if name != CLAIM]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return what weights.tsv holds, read once a process."""
    return Weights(*ours().plain("claim weights", _read))


def _read() -> tuple[dict[str, dict[str, float]], float, float]:
    classes: dict[str, dict[str, float]] = {}
    marks = {"likely": 0.0, "high": 0.0}
    name = ""
    for line in Path(__file__).with_name("weights.tsv").read_text(encoding="utf-8").split("\n"):
        if line.startswith("["):
            name = line.strip("[]")
            classes[name] = {}
        elif line.startswith("#") or not line:
            continue
        else:
            key, _, value = line.rpartition("\t")
            if name:
                classes[name][key] = int(value) / 100
            else:
                marks[key] = int(value) / 100
    return classes, marks["likely"], marks["high"]


def kind_of(found: AbstractSet[str]) -> str:
    """Return the kind of claim a clause with these features makes, the likeliest of those the weights know."""
    table = weights()
    return max(table.kinds, key=lambda k: (table.score(k, found), k))


def focus(span: Span, words: Sequence[tuple[Span, str]], weight: Mapping[str, float]) -> Span:
    """Return the part of a long clause that carries the claim: the stretch of FOCUS characters that weighs most."""
    if span.end - span.start <= FOCUS:
        return span
    best, best_weight = span, -math.inf
    for i, (first, _) in enumerate(words):
        if i and words[-1][0].end - words[i - 1][0].start <= FOCUS:
            break  # a shorter end of what was weighed already
        total = 0.0
        for j in range(i, len(words)):
            last, word = words[j]
            if last.end - first.start > FOCUS:
                break
            total += weight.get(f"w={word}", 0.0) + (weight.get(f"b={words[j - 1][1]}_{word}", 0.0) if j > i else 0.0)
            whole = j == len(words) - 1 or words[j + 1][0].end - first.start > FOCUS
            if whole and total > best_weight:
                best, best_weight = trimmed(words[i : j + 1]), total
    return best


def trimmed(words: Sequence[tuple[Span, str]]) -> Span:
    """The stretch of these words, without the small words it is cut off after and before."""
    start, end = 0, len(words)
    while end - start > LEAST and words[end - 1][1] in LEADING:
        end -= 1
    while end - start > LEAST and words[start][1] in CLITICS:
        start += 1
    return Span(words[start][0].start, words[end - 1][0].end)
