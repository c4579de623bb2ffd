"""The compiled trees say what the Python's say."""

from __future__ import annotations

import random
from typing import Any

import pytest

from newslint import native
from newslint.readers import read_text
from newslint.typos.doubts import FEATURES, doubts
from newslint.typos.gate import Trees, gate
from newslint.typos.tables import DATA, Tables
from tests.typos.kernels import Damaged, damaged, mixed, refused

TABLES = Tables(DATA / "gate.bin")
kernel: Any = native.load("newslint.typos._gate")
built = pytest.mark.skipif(kernel is None, reason="no kernel was built")


@built
def test_every_doubt_is_scored_alike() -> None:
    text = "\n\n".join(f"{sentence.capitalize()}." for sentence in mixed(300))
    found = list(doubts(read_text(text)))
    assert len(found) > 40
    trees = Trees(TABLES)
    scores = [trees.score(doubt.features) for doubt in found]
    assert scores == [gate().score(doubt.features) for doubt in found]
    assert len(set(scores)) > 40


@built
def test_any_numbers_are_scored_alike() -> None:
    chance, trees, compiled = random.Random(5), Trees(TABLES), kernel.Gate(TABLES)
    for reach in (1, 10, 1000, 70_000, 2**40):
        for _ in range(100):
            features = tuple(chance.randint(-reach, reach) for _ in FEATURES)
            assert compiled.score(features) == trees.score(features)


@built
def test_damaged_trees_raise() -> None:
    def use(damage: Damaged) -> None:
        broken = kernel.Gate(damage)
        for value in (-1000, 0, 1000):
            broken.score((value,) * len(FEATURES))

    assert refused(damaged(TABLES, "roots feature threshold yes no leaves", 4), use) > 15


@built
def test_a_ring_of_nodes_raises() -> None:
    ring = Damaged(TABLES, "yes", bytes(len(TABLES.raw("yes"))))
    with pytest.raises(ValueError, match="a damaged table"):
        kernel.Gate(ring).score((-(2**30),) * len(FEATURES))


@built
def test_wrong_features_raise() -> None:
    compiled = kernel.Gate(TABLES)
    with pytest.raises(ValueError, match="a damaged table"):
        compiled.score((1, 2, 3))
    for features in ([0] * len(FEATURES), (0,) * 257, ("a",) * len(FEATURES)):
        with pytest.raises(TypeError):
            compiled.score(features)
    with pytest.raises(TypeError):
        kernel.Gate()
