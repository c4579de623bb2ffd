"""Each format read by somebody else's reader, and its columns counted by another way than ours."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.engine import check
from newslint.readers import read_text
from newslint.report import Report
from newslint.reporters import REPORTERS, render
from newslint.settings import Settings
from tests.conftest import ROOT, rule_of

RULE = rule_of("suggest: [late]\nmatch: {pattern: {any: ['\\bvery\\b']}}", "clarity/very")
TEXT = "Council backs plan\n\n😀 é It is very <late> & “odd”.\n\nIt is very late, very.\n"


def report(text: str = TEXT, path: str = "desk/a b.txt") -> Report:
    result = check(read_text(text, path), [RULE], Settings())
    clean = check(read_text("It met on Monday.", "clean.txt"), [RULE], Settings())
    return Report([result, clean], {RULE.name: RULE})


def test_every_format_ends_in_one_line_break_and_is_the_same_twice() -> None:
    for name in REPORTERS:
        text = render(name, report())
        assert text.endswith("\n") and not text.endswith("\n\n"), name
        assert text == render(name, report()), name


def test_what_two_rules_say_in_the_same_words_is_said_once_in_text() -> None:
    twin = rule_of("suggest: [late]\nmatch: {pattern: {any: ['\\bvery\\b']}}", "clarity/too")
    result = check(read_text(TEXT, "a.txt"), [RULE, twin], Settings())
    assert len(result.findings) == 3
    assert all([o.message for o in f.also] == [f.message] for f in result.findings)
    assert "also" not in render("text", Report([result], {}))


def test_rdjson_by_reviewdogs_schema_with_byte_columns() -> None:
    import jsonschema

    data = json.loads(render("rdjson", report()))
    jsonschema.validate(data, json.loads((ROOT / "tests/vendor/rdjson/DiagnosticResult.json").read_text()))
    lines = TEXT.encode().split(b"\n")
    for d in data["diagnostics"]:
        at = d["location"]["range"]
        line = lines[at["start"]["line"] - 1]
        assert line[at["start"]["column"] - 1 : at["end"]["column"] - 1] == b"very"
    assert len(data["diagnostics"]) == 3


def test_junit_by_junitparser() -> None:
    junitparser = pytest.importorskip("junitparser")
    suites = junitparser.JUnitXml.fromstring(render("junit", report()).encode())
    assert (suites.tests, suites.failures, suites.errors) == (2, 1, 0)
    [suite] = list(suites)
    flawed, clean = list(suite)
    assert clean.is_passed and not flawed.is_passed
    assert "desk/a b.txt:3:11: warning" in flawed.result[0].text


def test_checkstyle() -> None:
    root = ElementTree.fromstring(render("checkstyle", report()).encode())
    errors = [(f.get("name"), e.get("line"), e.get("column"), e.get("severity")) for f in root for e in f]
    assert errors == [
        ("desk/a b.txt", "3", "11", "warning"),
        ("desk/a b.txt", "5", "7", "warning"),
        ("desk/a b.txt", "5", "18", "warning"),
    ]


def test_gitlab_fingerprints_are_unique_and_stay_when_lines_above_change() -> None:
    before = json.loads(render("gitlab", report()))
    after = json.loads(render("gitlab", report("New lede.\n\n" + TEXT)))
    marks = [f["fingerprint"] for f in before]
    assert len(set(marks)) == 3 and marks == [f["fingerprint"] for f in after]
    assert (
        before[0]["location"] == {"path": "desk/a b.txt", "lines": {"begin": 3, "end": 3}}
        and before[0]["severity"] == "minor"
    )


def test_html_holds_the_draft_escaped_and_asks_for_nothing() -> None:
    page = render("html", report())
    assert "&lt;late&gt; &amp; “odd”" in page and "<late>" not in page
    assert "http://" not in page and "https://" not in page and "default-src 'none'" in page
    assert page.count("<mark") == 3


def test_statistics() -> None:
    assert render("statistics", report()).splitlines()[0].split()[:3] == ["3", "warning", "clarity/very"]


@given(st.text(alphabet=st.sampled_from("very é😀\u0301\u2028\x0b\x00\x1b\r\n&<]>"), max_size=50))
def test_any_text_is_reported_in_every_format(text: str) -> None:
    made = report(text + " very.", "d.txt")
    for name in ("jsonl", "json", "sarif", "gitlab", "rdjson", "text", "github", "html", "statistics"):
        render(name, made)
    for name in ("junit", "checkstyle"):
        ElementTree.fromstring(render(name, made).encode())
    for line in render("jsonl", made).split("\n")[:-1]:
        found = json.loads(line)
        assert (text + " very.")[found["offset"] : found["end_offset"]] == found["text"]
    assert "\x1b" not in render("text", made)
