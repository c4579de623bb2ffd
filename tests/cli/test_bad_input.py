"""Whatever is wrong: one sentence on stderr, exit 2, no traceback; readable files are still checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import FLAWED, Done, Run


def one_sentence(done: Done, *parts: str) -> None:
    assert done.code == 2
    assert done.err.startswith("newslint: ")
    assert done.err.count("\n") == 1, done.err
    assert done.err.rstrip("\n").endswith((".", "?")), done.err
    for part in parts:
        assert part in done.err


def test_a_missing_file(nl: Run) -> None:
    done = nl("missing.txt")
    one_sentence(done, "missing.txt: no such file or folder")
    assert done.out == ""


def test_readable_files_are_checked_all_the_same(nl: Run, desk: Path) -> None:
    (desk / "binary.txt").write_bytes(b"\x00\x01\x02" * 50)
    done = nl("missing.txt", "flawed.txt", "binary.txt", "clean.txt")
    assert done.code == 2
    assert len(done.rules) == 4
    assert done.out.endswith("in 2 drafts: 1 error, 2 warnings, 1 suggestion.\n")
    assert [line.split(": ")[1] for line in done.err.splitlines()] == ["missing.txt", "binary.txt"]


@pytest.mark.parametrize("format", ["json", "jsonl", "sarif"])
def test_a_machine_gets_a_whole_report_even_of_nothing(nl: Run, format: str) -> None:
    done = nl("missing.txt", "--format", format)
    one_sentence(done)
    assert done.out == {"json": "[]\n", "jsonl": ""}.get(format, done.out)


def test_a_folder_without_drafts(nl: Run, desk: Path) -> None:
    (desk / "empty").mkdir()
    one_sentence(nl("empty"), "empty: no drafts in this folder", ".txt", ".md")


def test_a_pattern_that_names_nothing(nl: Run) -> None:
    one_sentence(nl("*.nothing"), "*.nothing: the pattern names no file")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x00\x01\x02\x03", "a binary file"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"PK\x03\x04rest", "a zip archive"),
    ],
)
def test_a_file_that_is_no_text(nl: Run, desk: Path, data: bytes, what: str) -> None:
    (desk / "draft.txt").write_bytes(data)
    one_sentence(nl("draft.txt"), "draft.txt: this is", what)


def test_bytes_that_are_not_utf8(nl: Run, desk: Path) -> None:
    (desk / "old.txt").write_bytes(b"First line.\nThe caf\xe9 closed.\n")
    one_sentence(nl("old.txt"), "old.txt:2: not utf-8 text", "--encoding cp1252")
    one_sentence(nl("-", input=b"caf\xe9"), "<stdin>:1: not utf-8 text")


def test_bytes_that_are_not_in_the_encoding_asked_for(nl: Run, desk: Path) -> None:
    (desk / "old.txt").write_bytes(b"caf\xe9")
    one_sentence(nl("old.txt", "--encoding", "ascii"), "ascii (--encoding says)")


@pytest.mark.parametrize("name", ["utf8mb4", "rot13", "base64", "", "a\x07b"])
def test_an_encoding_that_is_none(nl: Run, name: str) -> None:
    one_sentence(nl("flawed.txt", "--encoding", name or " "), "encoding")


def test_a_file_that_may_not_be_read(nl: Run, desk: Path) -> None:
    (desk / "loop.txt").symlink_to("loop.txt")
    one_sentence(nl("loop.txt"), "loop.txt: ")
    (desk / "gone.txt").symlink_to("nowhere.txt")
    one_sentence(nl("gone.txt"), "gone.txt: no such file")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("selekt: [desk]\n", (":1:1: ", "“selekt” is not a key newslint knows.", "Did you mean “select”?")),
        ("select: [desk\n", (":2:1: ", "not valid YAML")),
        ("select: {desk: yes}\n", (":1:9: ", "expected a text here")),
        ("fail-on: warnings\n", (":1:10: ", "Did you mean “warning”?")),
        ("house: times\n", (":1:8: ", "Choose from: ap, guardian, bbc, reuters.")),
        ("severity: {desk: bad}\n", (":1:18: ",)),
        ("severity: [desk]\n", (":1:11: ", "expected “key: value”")),
        ("overrides: [{ignore: [desk]}]\n", (":1:13: ", "has no “files”")),
        ("rules: [no-such-folder]\n", ("no-such-folder: no such rule folder",)),
        ("select: [desk/faceles]\nrules: [house-rules]\n", ("Did you mean “desk/faceless”?",)),
        ("ignore: [a]\nignore: [b]\n", (":2:1: ", "“ignore” is given twice")),
        ("a: &x [1]\nb: *x\n", (":2:4: ", "aliases")),
        ("- a\n- b\n", (":1:1: ", "expected “key: value”")),
        ("just words\n", (":1:1: ", "expected “key: value”")),
        ("\tselect: a\n", ("not valid YAML",)),
        ("grammar: {engine: languagetol}\n", ("Did you mean “languagetool”?",)),
    ],
)
def test_a_broken_configuration(nl: Run, desk: Path, text: str, parts: tuple[str, ...]) -> None:
    (desk / ".newslint.yaml").write_text(text)
    one_sentence(nl("flawed.txt"), *parts)


def test_a_configuration_that_is_not_utf8(nl: Run, desk: Path) -> None:
    (desk / ".newslint.yaml").write_bytes(b"accept: [caf\xe9]\n")
    one_sentence(nl("flawed.txt"), ".newslint.yaml: not UTF-8")


def test_a_broken_toml_configuration(nl: Run, desk: Path) -> None:
    (desk / ".newslint.yaml").unlink()
    toml = desk / "pyproject.toml"
    toml.write_text("[tool.newslint\n")
    one_sentence(nl("flawed.txt"), "pyproject.toml: not valid TOML")
    toml.write_text("[tool.newslint]\nselekt = ['desk']\n")
    one_sentence(nl("flawed.txt"), "pyproject.toml: [tool.newslint]: “selekt”", "Did you mean “select”?")
    toml.write_text("[tool.newslint]\nfail-on = 3\n")
    one_sentence(nl("flawed.txt"), "“3” is not one of the choices")


def test_a_config_that_is_named_but_missing(nl: Run) -> None:
    one_sentence(nl("flawed.txt", "--config", "nowhere.yaml"), "nowhere.yaml")


RULE = "summary: A\nmessage: B\nseverity: error\nmatch: {phrase: {any: [x]}}\n"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", (":1:1: ", "an empty file is no rule")),
        ("summary: A\nmessage: B\nseverity: error\n", (":1:1: ", "the rule has no “match”")),
        (RULE.replace("error", "eror"), (":3:11: ", "Did you mean “error”?")),
        (RULE.replace("phrase", "phrse"), (":4:9: ", "“phrse” is no kind of check.", "Did you mean “phrase”?")),
        (RULE.replace("any", "some"), ("“some” is not a key newslint knows",)),
        (RULE.replace("message: B", "message: “{oops”"), (":2:10: ", "braces do not pair up")),
        (RULE.replace("{phrase: {any: [x]}}", "{pattern: {any: ['(x']}}"), ("the pattern does not compile",)),
        (RULE + "fix: perhaps\n", (":5:6: ", "expected true or false")),
        (RULE + "min_words: many\n", (":5:12: ", "expected a whole number")),
        (RULE.replace("[x]", "['{{no-such-list}}']"), ("no word list “no-such-list”",)),
        (RULE.replace("message: B", "message: '{nothing}'"), ("which the check “phrase” does not give",)),
    ],
)
def test_a_broken_rule(nl: Run, desk: Path, text: str, parts: tuple[str, ...]) -> None:
    (desk / "house-rules" / "desk" / "broken.yaml").write_text(text)
    done = nl("-", "--select", "desk", input="x marks the plan.\n")
    one_sentence(done, "house-rules/desk/broken.yaml", *parts)


def test_a_rule_with_a_name_that_is_none(nl: Run, desk: Path) -> None:
    (desk / "house-rules" / "desk" / "Bad_Name.yaml").write_text(RULE)
    one_sentence(nl("flawed.txt"), "Bad_Name.yaml:1:1: ", "is no rule name")


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("--selct", "x", "flawed.txt"), ("no option --selct", "Did you mean “--select”?", "newslint check --help")),
        (("flawed.txt", "--format", "yaml"), ("yaml", "jsonl")),
        (("flawed.txt", "--fail-on", "never"), ("never", "suggestion")),
        (("flawed.txt", "--house", "times"), ("times", "guardian")),
        (("check",), ("Name a draft",)),
        (("chek", "flawed.txt"), ("“chek” is neither a command nor a file", "Did you mean “check”?")),
        (("rules", "shwo"), ("shwo", "show")),
        (("rules", "show"), ("NAME",)),
        (("flawed.txt", "--output"), ("--output",)),
        (("flawed.txt", "--output", "house-rules"), ("house-rules",)),
        (("sources",), ("DRAFTS",)),
        (("sources", "missing.txt"), ("missing.txt: no such file",)),
        (("config", "--config", "nowhere.yaml"), ("nowhere.yaml",)),
    ],
)
def test_a_command_line_that_asks_for_what_is_not(nl: Run, arguments: tuple[str, ...], parts: tuple[str, ...]) -> None:
    one_sentence(nl(*arguments), *parts)


def test_a_pattern_that_would_hang_is_stopped_and_said(nl: Run, desk: Path) -> None:
    (desk / "house-rules" / "desk" / "slow.yaml").write_text(
        RULE.replace("{phrase: {any: [x]}}", "{pattern: {any: ['(a+)+$']}}")
    )
    done = nl("-", "--select", "desk/slow,desk/loaded", input="a" * 5000 + "!\n\n" + FLAWED)
    warning, stopped = done.err.splitlines()
    assert warning.startswith("newslint: warning: ") and "desk/slow: “(a+)+$” can take for ever" in warning
    assert done.code == 2 and "desk/slow took too long and was stopped" in stopped
    assert done.rules == ["newslint/slow-rule", "desk/loaded", "desk/loaded"]
