"""The check kind claim."""

from __future__ import annotations

from tests.conftest import flagged, run

LINE = "The council leader regularly incites violence against tenants."


def test_kinds_are_chosen() -> None:
    assert flagged("match: {claim: {kind: [allegation]}}", LINE) == [LINE[:-1]]
    assert flagged("match: {claim: {kind: [prediction]}}", LINE) == []


def test_sure_leaves_out_the_less_likely() -> None:
    text = LINE + " It was a weak result for the mayor. The union also has many critics. Turnout was very low."
    every, sure = flagged("match: {claim: {}}", text), flagged("match: {claim: {sure: true}}", text)
    assert sure and set(sure) < set(every)


def test_not_sure_leaves_out_the_likely() -> None:
    text = LINE + " It was a weak result for the mayor. The union also has many critics. Turnout was very low."
    every = flagged("match: {claim: {}}", text)
    sure, unsure = flagged("match: {claim: {sure: true}}", text), flagged("match: {claim: {sure: false}}", text)
    assert sure and unsure and sorted(sure + unsure) == sorted(every)


def test_what_a_source_says_is_the_sources() -> None:
    told = "The council leader regularly incites violence against tenants, Ada Lund, the judge, said."
    assert flagged("match: {claim: {}}", told) == []


def test_text_asks_for_words_in_the_clause() -> None:
    assert flagged("match: {claim: {text: incites}}", LINE) == [LINE[:-1]]
    assert flagged("match: {claim: {text: embezzled}}", LINE) == []


def test_message_names_the_kind() -> None:
    assert [f.message for f in run("message: A {kind}.\nmatch: {claim: {}}", LINE)] == ["A allegation."]
