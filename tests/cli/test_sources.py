"""newslint sources: the table and the machine formats."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

from tests.cli.conftest import Run

DRAFT = """Ferry was rusty, crew say

Two deckhands told the inquiry that rust had been found. “We painted over it,” said Bartosz Wilk.

Officials said the valve was left open.
"""


def _draft(desk: Path, text: str = DRAFT) -> str:
    (desk / "ferry.txt").write_text(text, encoding="utf-8")
    return "ferry.txt"


def test_table(nl: Run, desk: Path) -> None:
    result = nl("sources", _draft(desk))
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[0] == "ferry.txt"
    assert lines[1].split() == ["line", "source", "footing", "cue", "what", "is", "said"]
    assert any("Bartosz Wilk" in line and "named-person" in line for line in lines)
    assert any(line.startswith(("5 attributions:", "4 attributions:")) for line in lines)
    assert "Resting on one source without a name:" in lines
    assert any("Officials: the valve was left open" in line for line in lines)


def test_nothing_to_list(nl: Run, desk: Path) -> None:
    result = nl("sources", _draft(desk, "The river rose four metres on Tuesday.\n"))
    assert result.out == "ferry.txt\nNo attributions.\n"


def test_jsonl_contract(nl: Run, desk: Path) -> None:
    result = nl("sources", _draft(desk), "--format", "jsonl")
    rows = [json.loads(line) for line in result.out.splitlines()]
    assert rows
    for row in rows:
        assert set(row) == {"path", "source", "cue", "content", "line"}
        for part in (row["cue"], row["source"], *row["content"]):
            if part is not None:
                assert DRAFT[part["start"] : part["end"]] == part["text"]
        if row["source"]:
            assert set(row["source"]) == {"start", "end", "text", "kind", "antecedent"}


def test_json_is_the_same_as_a_list(nl: Run, desk: Path) -> None:
    name = _draft(desk)
    lines = [json.loads(line) for line in nl("sources", name, "--format", "jsonl").out.splitlines()]
    assert json.loads(nl("sources", name, "--format", "json").out) == lines


def test_csv(nl: Run, desk: Path) -> None:
    result = nl("sources", _draft(desk), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    vague = [r for r in rows if r["kind"] == "vague"]
    assert [r["source"] for r in vague] == ["Officials"]
    assert [r["single_unnamed_source"] for r in vague] == ["yes"]


def test_csv_runs_no_formula(nl: Run, desk: Path) -> None:
    text = "Officials said the valve was open.\n\n=HYPERLINK(0) said the minister was ill.\n"
    result = nl("sources", _draft(desk, text), "--format", "csv")
    assert not any(cell.startswith("=") for row in csv.reader(io.StringIO(result.out)) for cell in row)


def test_html_escapes_the_draft(nl: Run, desk: Path) -> None:
    result = nl(
        "sources", _draft(desk, DRAFT + "\nThe clerk said <script>alert(1)</script> was typed.\n"), "--format", "html"
    )
    assert result.out.startswith("<!doctype html>")
    assert "<script>alert" not in result.out
    assert '<mark class="source vague">Officials</mark>' in result.out


def test_svg_is_a_picture_of_the_text(nl: Run, desk: Path) -> None:
    result = nl("sources", _draft(desk), "--format", "svg")
    root = ElementTree.fromstring(result.out)
    drawn = "".join(t.text or "" for t in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "Officials" in drawn
    assert root.tag.endswith("svg")


def test_output_file(nl: Run, desk: Path) -> None:
    result = nl("sources", _draft(desk), "--format", "csv", "--output", "sources.csv")
    assert result.out == ""
    assert (desk / "sources.csv").read_text(encoding="utf-8").startswith("path,line,source")


def test_missing_draft_and_the_others(nl: Run, desk: Path) -> None:
    result = nl("sources", _draft(desk), "missing.txt")
    assert result.code == 2
    assert "Bartosz Wilk" in result.out
    assert "missing.txt" in result.err
