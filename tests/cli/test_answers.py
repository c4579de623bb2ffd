"""Answers in the draft: newslint: ignore pack/rule -- reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

SAID = "The mayor slammed the plan, officials said.\n"


@pytest.mark.parametrize(
    ("name", "remark"),
    [
        ("d.txt", "# newslint: ignore desk/loaded -- the mayor’s own word\n"),
        ("d.md", "<!-- newslint: ignore desk/loaded -- the mayor’s own word -->\n\n"),
    ],
)
def test_the_next_block(nl: Run, desk: Path, name: str, remark: str) -> None:
    (desk / name).write_text(f"{remark}{SAID}\n{SAID}")
    assert nl(name).rules == ["desk/faceless", "desk/loaded", "desk/faceless"]


@pytest.mark.parametrize("selector", ["desk/loaded", "words", "desk/loaded, desk/wordy", "desk/loaded desk/faceless"])
def test_the_whole_file(nl: Run, desk: Path, selector: str) -> None:
    (desk / "d.txt").write_text(f"# newslint: ignore-file {selector} -- an essay on these words\n\n{SAID}\n{SAID}")
    expected = [] if "faceless" in selector else ["desk/faceless"] * 2
    assert nl("d.txt").rules == expected


def test_an_unused_answer_is_a_finding(nl: Run, desk: Path) -> None:
    (desk / "d.txt").write_text("# newslint: ignore desk/wordy -- as said\n\nThe line opens.\n")
    done = nl("d.txt")
    assert done.rules == ["newslint/unused-ignore"]
    assert "take it out" in done.out
    assert nl("d.txt", "--fail-on", "warning").code == 1
    assert nl("d.txt", "--ignore", "newslint/unused-ignore").rules == []


def test_an_answer_to_a_rule_that_did_not_run_is_not_called_unused(nl: Run, desk: Path) -> None:
    (desk / "d.txt").write_text(f"# newslint: ignore desk/loaded -- the mayor’s own word\n{SAID}")
    assert nl("d.txt", "--select", "desk/faceless").rules == ["desk/faceless"]
    assert nl("d.txt", "--ignore", "words").rules == ["desk/faceless"]


def test_an_answer_to_a_rule_that_is_off_is_left_alone(nl: Run, desk: Path) -> None:
    (desk / "d.txt").write_text("# newslint: ignore desk/quiet -- another desk asks\n\nThe line opens.\n")
    assert nl("d.txt").rules == []


def test_an_answer_to_no_rule_names_the_near_one(nl: Run, desk: Path) -> None:
    (desk / "d.txt").write_text(f"# newslint: ignore desk/loadet -- the mayor’s own word\n{SAID}")
    done = nl("d.txt")
    assert sorted(done.rules) == ["desk/faceless", "desk/loaded", "newslint/unused-ignore"]
    assert "Did you mean “desk/loaded”?" in done.out


@pytest.mark.parametrize(
    ("remark", "words"),
    [
        ("# newslint: ignore desk/loaded", "Say why"),
        ("# newslint: ignore -- because", "Say which rule"),
        ("# newslint: ingore desk/loaded -- because", "Did you mean “ignore”?"),
    ],
)
def test_a_directive_that_cannot_be_read_is_an_error(nl: Run, desk: Path, remark: str, words: str) -> None:
    (desk / "d.txt").write_text(f"{remark}\nThe line opens.\n")
    done = nl("d.txt")
    assert done.code == 1
    assert done.rules == ["newslint/ignore-directive"]
    assert words in done.out


def test_answers_are_suppressed_results_in_sarif_and_absent_elsewhere(nl: Run, desk: Path) -> None:
    import json

    (desk / "d.txt").write_text(f"# newslint: ignore desk -- a test\n{SAID}")
    results = json.loads(nl("d.txt", "--format", "sarif").out)["runs"][0]["results"]
    assert [r["suppressions"] for r in results] == [[{"kind": "inSource"}]] * 2
    assert nl("d.txt", "--format", "json").out == "[]\n"
    assert nl("d.txt").code == 0
