from __future__ import annotations

from dataclasses import replace

import pytest

from newslint.engine import check, folded
from newslint.finding import Finding
from newslint.readers import read_text
from newslint.rule import Severity
from newslint.settings import Settings
from newslint.span import Span
from tests.conftest import flagged, rule_of, run

WORD = "match: {phrase: {any: [very]}}"


@pytest.mark.parametrize(
    "text",
    [
        "“It is very late,” she said.",
        '"It is very late," she said.',
        "''It is very late,'' she said.",
        "‘It is very late,’ she said.",
        "«It is very late,» she said.",
        "> It is very late",
    ],
)
def test_quotations_are_not_ours(text: str) -> None:
    assert flagged(WORD, text) == []
    assert flagged("quoted: true\n" + WORD + "\nscope: [body, quote]", text) == ["very"]


def test_an_apostrophe_opens_no_quotation() -> None:
    assert flagged(WORD, "In the '90s players' pay was very low and O'Neill's was not.") == ["very"]


@pytest.mark.parametrize(
    "text",
    [
        "They met Mr. very at the pier.".replace("very", "Very"),
        "He met Very on the pier.",
        "A. Very left early.",
        "It is at www.very.example for all.",
    ],
)
def test_names_are_not_typos(text: str) -> None:
    assert flagged("names: false\n" + WORD, text) == []


def test_titles_of_works_are_left_alone() -> None:
    rule = "titles: false\n" + WORD
    assert flagged(rule, "She read The Very Long Road Home again.") == []
    assert flagged(rule, "She read *a very long road* again.", path="d.md") == []
    assert flagged(rule, "It was very long.") == ["very"]


def test_house_style_decides() -> None:
    rule = rule_of("house: [guardian]\n" + WORD)
    assert not Settings().wants(rule)
    assert replace(Settings(), house="guardian").wants(rule)


def test_unless_and_soften() -> None:
    assert flagged(WORD + "\nunless: {sentence: '\\bbut\\b'}", "It is very late but fine. It is very late.") == ["very"]
    assert flagged(WORD + "\nunless: {before: is, after: late}", "It is very late. Say very often. Now very late.") == [
        "very"
    ]
    found = run(WORD + "\nsoften: {paragraph: because}", "It is very late. I know because I looked.")
    assert [f.severity for f in found] == [Severity.SUGGESTION]


def test_short_texts_are_left_alone_by_story_rules() -> None:
    rule = rule_of("min_words: 100\n" + WORD)
    assert flagged(rule, "It is very late.") == []
    assert flagged(rule, "It is very late. " + "More words stand here. " * 30) == ["very"]


def _finding(start: int, end: int, severity: Severity, rule: str = "a/b") -> Finding:
    text = ("word " * 200)[start:end]
    return Finding("d", rule, severity, "m", Span(start, end), text)


def test_findings_about_the_same_words_are_folded_under_the_weightiest() -> None:
    out = folded(
        [
            _finding(0, 9, Severity.WARNING, "a/w"),
            _finding(0, 9, Severity.ERROR, "a/e"),
            _finding(20, 24, Severity.SUGGESTION),
        ]
    )
    assert [(f.rule, [a.rule for a in f.also]) for f in out] == [("a/e", ["a/w"]), ("a/b", [])]


def test_a_passage_does_not_swallow_a_word_in_it() -> None:
    out = folded([_finding(0, 400, Severity.ERROR, "a/long"), _finding(10, 14, Severity.WARNING, "a/short")])
    assert [f.rule for f in out] == ["a/long", "a/short"]


def test_findings_come_in_document_order_and_once() -> None:
    document = read_text("It is very, very late.", "d.txt")
    rule = rule_of(WORD)
    result = check(document, [rule, rule], Settings())
    assert [f.span.start for f in result.findings] == [6, 12]


def test_a_graver_finding_does_not_come_before_its_turn() -> None:
    mild = rule_of("severity: suggestion\nmatch: {phrase: {any: [first]}}", "test/mild")
    grave = rule_of("severity: error\nmatch: {phrase: {any: [second]}}", "test/grave")
    found = check(read_text("The first came, then the second.", "d.txt"), [mild, grave], Settings()).findings
    assert [f.text for f in found] == ["first", "second"]


def test_a_pattern_that_runs_away_is_stopped_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newslint.matchers.base.TIME_LIMIT", 0.05)
    rule = rule_of(r"match: {pattern: {any: ['^(?:.*?,){25}P']}}")
    result = check(read_text("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15," * 40, "d.txt"), [rule], Settings())
    assert [f.rule for f in result.findings] == ["newslint/slow-rule"]
    assert "test/rule took too long" in result.problems[0] and "test/rule took too long" in result.findings[0].message


def test_a_space_that_masked_markup_left_is_not_the_writers() -> None:
    rule = "match: {pattern: {any: ['\\w+(?<here> ;)']}}"
    assert flagged(rule, "Local *server*; start it.", path="d.md") == []
    assert flagged(rule, "Local server ; start it.", path="d.md") == [" ;"]
