"""What each format prints, to the character, on one small draft (snapshots in __snapshots__)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator
from syrupy.assertion import SnapshotAssertion

import newslint
from tests.cli.conftest import FLAWED, Run

SCHEMA = Path(__file__).parents[1] / "vendor" / "sarif" / "sarif-2.1.0-rtm.5.json"


@pytest.mark.parametrize("format", ["text", "json", "jsonl", "github", "sarif"])
def test_formats(nl: Run, snapshot: SnapshotAssertion, format: str) -> None:
    out = nl("flawed.txt", "clean.txt", "--format", format).out
    assert out.replace(f'"{newslint.__version__}"', '"VERSION"') == snapshot


@pytest.mark.parametrize("format", ["text", "json", "jsonl", "github", "sarif"])
def test_formats_of_a_clean_draft(nl: Run, snapshot: SnapshotAssertion, format: str) -> None:
    out = nl("clean.txt", "--format", format, "--select", "desk/wordy").out
    assert out.replace(f'"{newslint.__version__}"', '"VERSION"') == snapshot


def test_colors(nl: Run, snapshot: SnapshotAssertion) -> None:
    assert nl("flawed.txt", "--color", "always").out == snapshot


def test_two_runs_print_the_same(nl: Run) -> None:
    assert nl("flawed.txt", "--format", "sarif") == nl("flawed.txt", "--format", "sarif")


def test_text_lines_are_what_an_errorformat_reads(nl: Run) -> None:
    first = nl("flawed.txt").out.split("\n")[0]
    path, line, column, rest = first.split(":", 3)
    assert (path, line, column) == ("flawed.txt", "5", "11")
    assert rest == " warning “slammed” takes sides; write “criticized”. [desk/loaded]"


def test_carets_stand_under_the_words_whatever_their_width(nl: Run, desk: Path) -> None:
    (desk / "wide.txt").write_text("東京で\tcafe\u0301 🚆 the mayor slammed it.\n")
    _, line, carets, *_ = nl("wide.txt").out.split("\n")
    before = line[: line.index("slammed")]
    cells = sum(2 if c in "東京で🚆" else 0 if c == "\u0301" else 1 for c in before)
    assert carets == " " * cells + "^" * len("slammed")


def test_a_long_line_is_cut_around_the_words(nl: Run, desk: Path) -> None:
    (desk / "long.txt").write_text("so " * 200 + "the mayor slammed it " + "and " * 200 + "on.\n")
    _, line, carets, *_ = nl("long.txt").out.split("\n")
    assert len(line) <= 100
    assert line.strip().startswith("…")
    assert line.endswith("…")
    assert line[carets.index("^") : len(carets)] == "slammed"


def test_jsonl_is_one_object_a_line_and_slices_the_file(nl: Run, desk: Path) -> None:
    (desk / "odd.txt").write_bytes("\ufeffA\u2028B\x85C\r\n\r\n🚆 The mayor slammed\u2028it.\r\n".encode())
    [line] = nl("odd.txt", "--format", "jsonl", "--severity", "warning").out.splitlines()
    finding = json.loads(line)
    source = (desk / "odd.txt").read_bytes().decode("utf-8-sig")
    assert source[finding["offset"] : finding["end_offset"]] == finding["text"] == "slammed"
    assert (finding["line"], finding["column"]) == (3, 13)
    assert (finding["end_line"], finding["end_column"]) == (3, 20)


def test_the_json_contract(nl: Run) -> None:
    findings = json.loads(nl("flawed.txt", "--format", "json").out)
    assert [set(f) for f in findings] == [
        {
            "path", "rule", "severity", "message", "offset", "end_offset", "line", "column", "end_line", "end_column",
            "text", "suggestions", "also",
        }
    ] * 4  # fmt: skip
    for f in findings:
        assert FLAWED[f["offset"] : f["end_offset"]] == f["text"]
    assert [f["suggestions"] for f in findings] == [["criticized"], [], ["criticized", "rejected"], ["to"]]


def test_findings_about_the_same_words_are_folded(nl: Run, desk: Path) -> None:
    (desk / "house-rules" / "desk" / "also.yaml").write_text(
        "summary: A\nmessage: Once more “{match}”.\nseverity: suggestion\nmatch: {phrase: {any: [slammed]}}\n"
    )
    done = nl("flawed.txt", "--select", "desk/loaded,desk/also", "--format", "json")
    first = json.loads(done.out)[0]
    assert first["rule"] == "desk/loaded"
    assert [f["rule"] for f in first["also"]] == ["desk/also"]
    text = nl("flawed.txt", "--select", "desk/loaded,desk/also").out
    assert "    also suggestion: Once more “slammed”. [desk/also]\n" in text


def test_sarif_is_valid(nl: Run, desk: Path) -> None:
    (desk / "a name, with % and ü.txt").write_text("The mayor slammed it.\n")
    validator = Draft4Validator(json.loads(SCHEMA.read_text()))
    for arguments in (
        ("flawed.txt", "clean.txt"),
        ("clean.txt",),
        ("a name, with % and ü.txt",),
        (str(desk / "flawed.txt"),),
    ):
        log = json.loads(nl(*arguments, "--format", "sarif").out)
        assert [e.message for e in validator.iter_errors(log)] == []
        [run] = log["runs"]
        assert run["columnKind"] == "unicodeCodePoints"
        assert all(run["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])


def test_sarif_names_files_as_uris_and_findings_by_fingerprint(nl: Run, desk: Path) -> None:
    name = "a name, with % and ü.txt"
    (desk / name).write_text("The mayor slammed it.\n\nThe mayor slammed it.\n")
    before = json.loads(nl(name, "--format", "sarif").out)["runs"][0]["results"]
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in before}
    assert uris == {"a%20name%2C%20with%20%25%20and%20%C3%BC.txt"}
    prints = [r["partialFingerprints"] for r in before]
    assert prints[0] != prints[1]
    (desk / name).write_text("A new line.\n\nThe mayor slammed it.\n\nThe mayor slammed it.\n")
    after = json.loads(nl(name, "--format", "sarif").out)["runs"][0]["results"]
    assert [r["partialFingerprints"] for r in after] == prints


def test_sarif_says_when_something_could_not_be_done(nl: Run) -> None:
    log = json.loads(nl("missing.txt", "flawed.txt", "--format", "sarif").out)
    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is False


def test_github_is_the_default_in_actions_and_escapes_what_it_must(nl: Run, desk: Path) -> None:
    (desk / "50%, a:b.txt").write_text("The mayor slammed it.\n")
    out = nl("50%, a:b.txt", GITHUB_ACTIONS="true").out
    assert out.startswith(
        "::warning title=desk/loaded,file=50%25%2C a%3Ab.txt,line=1,endLine=1,col=11,endColumn=18::“slammed”"
    )
    assert "50%, a:b.txt:1:11: warning" in out  # the plain lines too: GitHub drops annotations past ten
    assert not nl("clean.txt", GITHUB_ACTIONS="true", FORCE_COLOR="1").out.startswith("::")
    assert nl("flawed.txt", "--format", "text", GITHUB_ACTIONS="true").out == nl("flawed.txt").out


def test_a_draft_cannot_speak_to_github(nl: Run, desk: Path) -> None:
    (desk / "evil.txt").write_text("::add-mask::slammed\n\nThe mayor slammed ##[error] it.\n")
    lines = nl("evil.txt", "--format", "github").out.splitlines()
    assert [line for line in lines if line.lstrip().startswith("::") and "title=desk" not in line] == []
    assert not any("##[" in line for line in lines)


def test_several_formats_at_once(nl: Run, desk: Path) -> None:
    done = nl("flawed.txt", "--format", "text", "--format", "sarif=out.sarif", "--format", "jsonl=out.jsonl")
    assert done.out == nl("flawed.txt").out
    assert json.loads((desk / "out.sarif").read_text())["version"] == "2.1.0"
    assert len((desk / "out.jsonl").read_text().splitlines()) == 4
    assert nl("flawed.txt", "--format", "text", "--format", "json").code == 2
