"""Weights stay right, and few, however many features are asked for."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from newslint.annotations.attribution import store


def test_a_table_that_grows_large_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {store.hash32(k): bytes([128 + k % 100, 7]) for k in range(0, 400, 2)}
    keys = sorted(rows)
    path = tmp_path / "m.bin"
    table = {"t.keys": array("I", keys).tobytes(), "t.rows": b"".join(rows[k] for k in keys)}
    store.write_sections(path, table)
    whole = store.table(store.read_sections(path), "t", 2)
    expected = [whole[k] for k in range(400)]
    assert len(whole) == 400 and expected[2] == 130 | 7 << 16 and expected[3] == 0

    monkeypatch.setattr(store.Weights, "LIMIT", 50)
    bounded = store.table(store.read_sections(path), "t", 2)
    for _ in range(3):
        assert [bounded[k] for k in range(400)] == expected
        assert len(bounded) <= 50
