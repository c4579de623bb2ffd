from __future__ import annotations

import json
from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from tests.cli.conftest import RULES, Run


def test_the_list_shows_level_and_state(nl: Run) -> None:
    done = nl("rules")
    lines = {line.split()[0]: line.split()[1:] for line in done.out.splitlines()}
    assert lines["desk/faceless"] == ["error", "A", "source", "without", "a", "face"]
    assert lines["desk/quiet"][:2] == ["error", "(off)"]
    assert done.out.splitlines()[-1].endswith("“newslint rules show NAME” says why a rule asks what it asks.")


def test_the_list_as_jsonl(nl: Run) -> None:
    rows = [json.loads(line) for line in nl("rules", "--format", "jsonl").out.splitlines()]
    assert [r["rule"] for r in rows] == sorted(r["rule"] for r in rows)
    [row] = [r for r in rows if r["rule"] == "desk/loaded"]
    assert row == {
        "rule": "desk/loaded", "severity": "warning", "on": True, "summary": "A loaded verb", "tags": ["words"]
    }  # fmt: skip


def test_show(nl: Run, snapshot: SnapshotAssertion) -> None:
    assert nl("rules", "show", "desk/faceless").out == snapshot
    assert nl("rules", "show", "old-faceless").out == nl("rules", "show", "desk/faceless").out


def test_show_names_what_was_meant(nl: Run) -> None:
    assert nl("rules", "show", "desk/facelss").err == (
        "newslint: “desk/facelss” is no rule. Did you mean “desk/faceless”?\n"
    )
    assert nl("rules", "show", "words").err == (
        "newslint: “words” is no rule. It is a pack or tag of: desk/loaded, desk/wordy.\n"
    )
    assert nl("rules", "show", "words").code == 2


def test_every_shipped_rule_can_be_shown(nl: Run) -> None:
    names = [json.loads(line)["rule"] for line in nl("rules", "--isolated", "--format", "jsonl").out.splitlines()]
    for name in (names[0], names[len(names) // 2], names[-1]):
        assert nl("rules", "--isolated", "show", name).out.startswith(name)


def test_the_examples_of_a_folder_and_a_file(nl: Run) -> None:
    assert nl("rules", "test", "house-rules").out == f"{len(RULES)} rules, {3 * len(RULES)} examples, 0 failed.\n"
    assert nl("rules", "test", "house-rules/desk/wordy.yaml").out == "1 rule, 3 examples, 0 failed.\n"


def test_an_example_that_does_not_hold_is_1_with_its_place(nl: Run, desk: Path) -> None:
    path = desk / "house-rules" / "desk" / "wordy.yaml"
    path.write_text(
        RULES["desk/wordy"].replace("He left to rest.", "He left in order to rest.").replace("near", "good2", 0)
    )
    done = nl("rules", "test", "house-rules/desk/wordy.yaml")
    assert done.code == 1
    assert done.out == (
        "house-rules/desk/wordy.yaml:8: desk/wordy flags “in order to” in an example that must stay silent.\n"
        "1 rule, 3 examples, 1 failed.\n"
    )


def test_a_rule_without_a_near_miss_is_not_finished(nl: Run, desk: Path) -> None:
    path = desk / "house-rules" / "desk" / "wordy.yaml"
    path.write_text("\n".join(line for line in RULES["desk/wordy"].split("\n") if "near" not in line))
    done = nl("rules", "test", "house-rules/desk/wordy.yaml")
    assert done.code == 1
    assert "has no “near” example" in done.out


def test_a_new_rule_runs_as_written(nl: Run, desk: Path) -> None:
    done = nl("rules", "new", "politics/hot-air")
    assert done.code == 0
    assert done.out.startswith("newslint-rules/politics/hot-air.yaml written.")
    assert nl("rules", "test", "newslint-rules/politics/hot-air.yaml").code == 0
    config = desk / ".newslint.yaml"
    config.write_text("rules: [newslint-rules]\nselect: [politics]\n")
    assert nl("-", input="It was, at this moment in time, late.\n").rules == ["politics/hot-air"]


def test_a_new_rule_overwrites_nothing_and_needs_a_name(nl: Run) -> None:
    assert nl("rules", "new", "a/b", "--into", "r").code == 0
    again = nl("rules", "new", "a/b", "--into", "r")
    assert (again.code, again.err.startswith("newslint: r/a/b.yaml: there already")) == (2, True)
    for name in ("ab", "A/b", "a/b_c", "a/", "/b", "a/b/c", "../x/y", "a/ß"):
        done = nl("rules", "new", name, "--into", "r")
        assert done.code == 2, name
        assert "is no rule name" in done.err


def test_the_schema_is_printed(nl: Run) -> None:
    schema = json.loads(nl("rules", "schema").out)
    assert schema["$schema"].startswith("https://json-schema.org/")
