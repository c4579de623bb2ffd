"""The check kind sources: all who speak in a story."""

from __future__ import annotations

from tests.conftest import flagged, run

ONE = "Ada Lund said the plant was safe. Lund said no alarms sounded. She said work would resume. “It is fine,” Lund said."
UNNAMED = "Officials said the talks had failed. Aides said the minister was furious. Critics say she should go."


def test_one_voice() -> None:
    rule = "match: {sources: {problem: one-voice, at_least: 4}}"
    assert flagged(rule, ONE) == ["Ada Lund"]
    assert flagged(rule, ONE + " Karl Roe said it was not.") == []


def test_too_few_attributions_say_nothing() -> None:
    assert flagged("match: {sources: {problem: one-voice, at_least: 9}}", ONE) == []


def test_unnamed_only() -> None:
    rule = "message: “{count}”\nmatch: {sources: {problem: unnamed-only, at_least: 3}}"
    assert [(f.text, f.message) for f in run(rule, UNNAMED)] == [("Officials", "“3”")]
    assert flagged(rule, UNNAMED + " The ministry said talks would resume.") == []


def test_unnamed_lede() -> None:
    rule = "match: {sources: {problem: unnamed-lede}}"
    assert flagged(rule, "The treasurer will resign, officials said.\n\nShe took the post in 2011.") == ["officials"]
    assert flagged(rule, "The treasurer will resign, she said.\n\nOfficials said the post would be filled.") == []


def test_an_empty_draft() -> None:
    assert flagged("match: {sources: {problem: unnamed-lede}}", "") == []
