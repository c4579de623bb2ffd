"""The scorer: how likely a desk would ask "says who?" about a clause, and what kind of claim it is.

A logistic regression per class; its weights are in weights.tsv, rebuilt by bench/train_claims.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from newslint.annotations.claim.clauses import Clause
from newslint.annotations.tokens import Token
from newslint.span import Span

CLAIM = "claim"
FOCUS = 80  # characters of a long clause that are shown


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by class and feature, and the scores from which a claim is likely and very likely."""

    classes: Mapping[str, Mapping[str, float]]
    likely: float
    high: float

    def score(self, name: str, found: Iterable[str]) -> float:
        """Return the log odds that a clause with these features is of class `name`."""
        weight = self.classes[name]
        return math.fsum(weight[f] for f in found if f in weight)

    @property
    def kinds(self) -> list[str]:
        """The kinds of claim the weights know."""
        return [name for name in self.classes if name != CLAIM]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Read weights.tsv once a process."""
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
    return Weights(classes, marks["likely"], marks["high"])


def kind_of(found: frozenset[str]) -> str:
    """Return the kind of claim a clause with these features makes, the likeliest of those the weights know."""
    table = weights()
    return max(table.kinds, key=lambda k: (table.score(k, found), k))


def focus(clause: Clause, words: Iterable[tuple[Token, str]]) -> Span:
    """Return the part of a long clause that carries the claim: the stretch of FOCUS characters that weighs most."""
    span = clause.span
    if span.end - span.start <= FOCUS:
        return span
    weight = weights().classes[CLAIM]
    tokens = list(words)
    best, best_weight = span, -math.inf
    for i, (first, _) in enumerate(tokens):
        total = 0.0
        for j in range(i, len(tokens)):
            last, word = tokens[j]
            if last.end - first.start > FOCUS:
                break
            total += weight.get(f"w={word}", 0.0) + (weight.get(f"b={tokens[j - 1][1]}_{word}", 0.0) if j > i else 0.0)
            whole = j == len(tokens) - 1 or tokens[j + 1][0].end - first.start > FOCUS
            if whole and total > best_weight:
                best, best_weight = Span(first.start, last.end), total
    return best
