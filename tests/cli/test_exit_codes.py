from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_clean_draft_is_0(nl: Run) -> None:
    done = nl("clean.txt")
    assert (done.code, done.out, done.err) == (0, "No queries in 1 draft.\n", "")


def test_an_error_is_1(nl: Run) -> None:
    done = nl("flawed.txt")
    assert done.code == 1
    assert done.err == ""
    assert done.rules == ["desk/loaded", "desk/faceless", "desk/loaded", "desk/wordy"]
    assert done.out.endswith("4 queries in 1 draft: 1 error, 2 warnings, 1 suggestion.\n")


def test_check_may_be_written_out(nl: Run) -> None:
    assert nl("check", "flawed.txt") == nl("flawed.txt")


@pytest.mark.parametrize(
    ("select", "fail_on", "code"),
    [
        ("desk/wordy", None, 0),
        ("desk/wordy", "suggestion", 1),
        ("desk/wordy", "warning", 0),
        ("desk/loaded", None, 0),
        ("desk/loaded", "warning", 1),
        ("desk/loaded", "suggestion", 1),
        ("desk/faceless", "error", 1),
    ],
)
def test_fail_on(nl: Run, select: str, fail_on: str | None, code: int) -> None:
    more = ("--fail-on", fail_on) if fail_on else ()
    assert nl("flawed.txt", "--select", select, *more).code == code


def test_fail_on_from_the_configuration_yields_to_the_command_line(nl: Run, desk: Path) -> None:
    config = desk / ".newslint.yaml"
    config.write_text(config.read_text() + "fail-on: suggestion\n")
    assert nl("flawed.txt", "--select", "desk/wordy").code == 1
    assert nl("flawed.txt", "--select", "desk/wordy", "--fail-on", "error").code == 0


def test_exit_zero_reports_all_the_same(nl: Run) -> None:
    done = nl("flawed.txt", "--exit-zero")
    assert done.code == 0
    assert len(done.rules) == 4


def test_exit_zero_does_not_cover_what_could_not_be_done(nl: Run) -> None:
    assert nl("flawed.txt", "missing.txt", "--exit-zero").code == 2


@pytest.mark.parametrize(
    ("level", "rules"),
    [
        ("error", ["desk/faceless"]),
        ("warning", ["desk/loaded", "desk/faceless", "desk/loaded"]),
        ("suggestion", ["desk/loaded", "desk/faceless", "desk/loaded", "desk/wordy"]),
    ],
)
def test_severity_shows_this_level_and_above(nl: Run, level: str, rules: list[str]) -> None:
    assert nl("flawed.txt", "--severity", level).rules == rules


def test_severity_suggestion_lifts_the_cap_on_suggestions(nl: Run, desk: Path) -> None:
    (desk / "many.txt").write_text("He came in order to rest.\n\n" * 8)
    capped = nl("many.txt")
    assert len(capped.rules) == 5
    assert "… and 3 more suggestions in many.txt; --severity suggestion shows all." in capped.out
    assert capped.out.endswith("8 queries in 1 draft: 8 suggestions.\n")
    assert len(nl("many.txt", "--severity", "suggestion").rules) == 8


def test_help_and_version(nl: Run) -> None:
    first, rules, *engines = nl("--version").out.splitlines()
    assert first.startswith("newslint, version ") and rules.startswith("rules ")
    assert {line.split()[0] for line in engines} >= {"harper-py", "regex", "Python"}
    overview = nl("--help")
    assert overview.code == 0
    assert "sources" in overview.out
    assert nl("check", "--help").code == 0
    assert nl().out == overview.out
