"""Several processes, the same report; drafts too large to be drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import FLAWED, Run


@pytest.mark.parametrize("cache", [["--no-cache"], []])
def test_several_processes_say_what_one_says(nl: Run, desk: Path, cache: list[str]) -> None:
    for i in range(6):
        (desk / f"d{i}.txt").write_text(f"{FLAWED}\nNumber {i}.\n", encoding="utf-8")
    (desk / "d3.txt").write_bytes(b"\xff\xfe\x00\xd8 broken")
    for format in ("text", "jsonl", "sarif"):
        one = nl("--jobs", 1, *cache, "--format", format, ".")
        for _ in range(2):
            assert nl("--jobs", 3, *cache, "--format", format, ".") == one
    assert one.code == 2 and "d3.txt" in one.err


def test_a_draft_too_large_is_refused_in_one_sentence(nl: Run, desk: Path) -> None:
    (desk / "large.txt").write_text("The line opens in May. " * 100, encoding="utf-8")
    done = nl("--max-bytes", 1000, "large.txt")
    assert done.code == 2
    assert done.err == (
        "newslint: large.txt: 2,300 bytes, more than newslint reads of one draft (1,000); "
        "split it, or allow it with --max-bytes 2300.\n"
    )
    assert nl("--max-bytes", 2300, "large.txt").code == 0
