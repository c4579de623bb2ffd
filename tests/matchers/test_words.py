"""The word checks, each with what it must flag and what it must leave."""

from __future__ import annotations

import pytest

from newslint.matchers.base import keep_case, prepared
from tests.conftest import flagged, run


def test_phrase_takes_whole_words_over_any_space() -> None:
    rule = "match: {phrase: {any: [in spite of, don't]}}"
    assert flagged(rule, "It sailed in  spite\u00a0of the storm, don’t ask.") == ["in  spite\u00a0of", "don’t"]
    assert flagged(rule, "Spain in spiteof.") == []


def test_swap_offers_the_right_word_in_the_case_found() -> None:
    found = run(
        "match: {swap: {pairs: {utilise: use, as per: [according to, by]}}}", "Utilise it. AS PER him, we utilise it."
    )
    assert [(f.text, f.suggestions) for f in found] == [
        ("Utilise", ("Use",)),
        ("AS PER", ("ACCORDING TO", "BY")),
        ("utilise", ("use",)),
    ]


@pytest.mark.parametrize(
    ("found", "offer", "expected"),
    [
        ("WORD", "other", "OTHER"),
        ("Word", "other", "Other"),
        ("word", "other", "other"),
        ("A", "an", "An"),
        ("word", "NATO", "NATO"),
    ],
)
def test_case_is_kept(found: str, offer: str, expected: str) -> None:
    assert keep_case(found, offer) == expected


def test_pattern_flags_the_group_called_here_and_fills_the_message() -> None:
    rule = r"""
message: "“{who}” did it."
suggest: ["{who} did"]
match:
  pattern:
    any: ['\b(?<who>\w+) (?<here>done) it\b']
"""
    found = run(rule, "He done it.")
    assert [(f.text, f.message, f.suggestions) for f in found] == [("done", "“He” did it.", ("He did",))]


def test_pattern_sees_a_paragraph_as_a_whole_text() -> None:
    rule = "match: {pattern: {any: ['^the']}}"
    assert len(run(rule, "The first one. The second one.\n\nThe third one here.")) == 2
    rule = "match: {pattern: {any: ['^the'], within: sentence}}"
    assert len(run(rule, "The first one. The second one.\n\nThe third one here.")) == 3


def test_prepared_leaves_classes_and_escapes_alone() -> None:
    assert prepared(r"a [ '] \ b'") == r"a\s+[ ']\s+\ b['’]"


def test_repeat_neighbours_but_not_names() -> None:
    rule = "match: {repeat: {what: neighbours, allow: [had]}}"
    assert flagged(rule, "It is the the plan that he had had. Duran Duran sang in in Paris.") == ["the the", "in in"]


def test_repeat_opener() -> None:
    rule = "match: {repeat: {what: opener, words: 2, times: 2, apart: 2}}"
    text = "As per him it sailed. It was late. As per her it did not."
    assert flagged(rule, text) == ["As per"]


def test_repeat_within_sentence() -> None:
    rule = "match: {repeat: {what: within-sentence, apart: 5}}"
    assert flagged(rule, "They bought drones which are good drones. Drones fly.") == ["drones"]


def test_count() -> None:
    rule = "match: {count: {of: '\\bvery\\b', per: sentence, more_than: 1}}"
    assert flagged(rule, "It is very, very good. It is very late.") == ["very"]


def test_consistent_flags_the_rarer_spelling() -> None:
    rule = "match: {consistent: {either: [[adviser, advisor]]}}"
    found = run(rule, "The adviser met an Advisor. The adviser left.")
    assert [(f.text, f.suggestions) for f in found] == [("Advisor", ("Adviser",))]
    assert flagged(rule, "The adviser met another adviser.") == []


def test_requires_in_sentence_and_document() -> None:
    rule = "match: {requires: {when: '\\bpoll\\b', needs: ['margin of error'], in: document, first: true}}"
    assert flagged(rule, "A poll found it. A second poll too.") == ["poll"]
    assert flagged(rule, "A poll found it. The margin of error was 3 points.") == []


def test_requires_a_block() -> None:
    rule = "match: {requires: {block: [byline], meta: [author]}}"
    story = "Council backs plan\n\n{}The council met on Monday to vote on the plan for the bridge."
    assert flagged(rule, story.format("")) == ["Council backs plan"]
    assert flagged(rule, story.format("By Ada Lund\n\n")) == []


def test_measure() -> None:
    rule = "match: {measure: {of: sentence-words, max: 5}}"
    assert flagged(rule, "One two three four five six seven. One two.") == ["One two three four five six"]
    assert flagged(
        "match: {measure: {of: headline-words, max: 3}}", "One two three four\n\nThe body of it stands here."
    ) == ["One two three four"]


def test_pattern_within_a_document_spans_its_paragraphs() -> None:
    rule = r"match: {pattern: {within: document, any: ['ferry(?=(?s:.*)pier)']}}"
    assert flagged(rule, "The ferry sank here today.\n\nThe town lost its pier in the storm.") == ["ferry"]
    assert flagged(rule, "The ferry sank here today.\n\nThe town lost its boat in the storm.") == []
