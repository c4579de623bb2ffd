"""The check kind attribution."""

from __future__ import annotations

from tests.conftest import flagged, run

VAGUE = "Talks collapsed overnight, officials said."
NAMED = "Talks collapsed overnight, Ada Lund, the minister, said."


def test_flags_by_the_footing_of_the_source() -> None:
    rule = "match: {attribution: {source: vague}}"
    assert flagged(rule, VAGUE) == ["officials"]
    assert flagged(rule, NAMED) == []


def test_who_and_not_who_look_at_the_sources_words() -> None:
    assert flagged("match: {attribution: {source: vague, who: '^officials$'}}", VAGUE) == ["officials"]
    assert flagged("match: {attribution: {source: vague, not_who: officials}}", VAGUE) == []


def test_cue_content_and_flag() -> None:
    assert flagged("match: {attribution: {cue: said, flag: cue}}", NAMED) == ["said"]
    assert flagged("match: {attribution: {content: collapsed, flag: content}}", NAMED) == ["Talks collapsed overnight"]
    assert flagged("match: {attribution: {content: rose}}", NAMED) == []


def test_an_agentless_cue_has_no_source() -> None:
    assert flagged("match: {attribution: {source: none}}", "It is believed that the pumps were off.")


def test_lede_only() -> None:
    story = "The pumps were off.\n\nThe council met on Friday.\n\nTalks collapsed, officials said."
    assert flagged("match: {attribution: {source: vague, in: lede}}", story) == []


def test_message_names_source_and_cue() -> None:
    found = run("message: “{source}” {cue}.\nmatch: {attribution: {source: vague}}", VAGUE)
    assert [f.message for f in found] == ["“officials” said."]
