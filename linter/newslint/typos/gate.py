"""The gate: which doubts are slips. Boosted trees over whole numbers, so that every machine decides alike.

Sections of gate.bin: ``roots`` (a node for each tree); nodes as ``feature`` (index into `doubts.FEATURES`),
``threshold`` (plus 65,536), ``yes`` and ``no`` (where to go when the feature is at most the threshold, or above
it: a node, or 32,768 plus a leaf); ``leaves`` (log odds in 1/4096, plus 1,048,576); ``limits`` (log odds a doubt
must reach, the same way: for text, for words in quotation marks).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from pathlib import Path

from newslint import native
from newslint.typos.tables import DATA, Tables

LEAF = 0x8000
ZERO_THRESHOLD = 65_536
ZERO_LEAF = 1_048_576
PARTS = 4096


class Gate:
    """The trees. Scores are log odds in 1/4096."""

    def __init__(self, path: Path) -> None:
        self.tables = tables = Tables(path)
        self.limit = tables.numbers("limits", "I")[0] - ZERO_LEAF
        kernel = native.load("newslint.typos._gate")
        self.score: Callable[[tuple[int, ...]], int] = (
            Trees(tables).score if kernel is None else kernel.Gate(tables).score
        )


class Trees:
    """The trees as lists: what scores where no kernel is."""

    def __init__(self, tables: Tables) -> None:
        self.roots = list(tables.numbers("roots", "H"))
        self.feature = bytes(tables.raw("feature"))
        self.threshold = [t - ZERO_THRESHOLD for t in tables.numbers("threshold", "I")]
        self.yes = list(tables.numbers("yes", "H"))
        self.no = list(tables.numbers("no", "H"))
        self.leaves = [v - ZERO_LEAF for v in tables.numbers("leaves", "I")]

    def score(self, features: tuple[int, ...]) -> int:
        """Return the log odds that a doubt is a slip."""
        feature, threshold, yes, no, leaves = self.feature, self.threshold, self.yes, self.no, self.leaves
        total = 0
        for node in self.roots:
            while node < LEAF:
                node = yes[node] if features[feature[node]] <= threshold[node] else no[node]
            total += leaves[node - LEAF]
        return total


def confidence(score: int) -> float:
    """Turn log odds into a number from 0 to 1."""
    return 1 / (1 + math.exp(-max(min(score / PARTS, 30.0), -30.0)))


@cache
def gate() -> Gate:
    """Return the gate that ships with newslint, opened on first use."""
    return Gate(DATA / "gate.bin")
