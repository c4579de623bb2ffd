"""What a draft must have, and paragraphs that come twice."""

from __future__ import annotations

from tests.conftest import flagged

BODY = "The council met on Monday and voted to close two pools in the old town."
BYLINE = "match: {requires: {block: [byline], meta: [author], given: [dek, credit]}}\nnames: true"


def test_a_block_is_asked_for_only_in_drafts_that_are_laid_out() -> None:
    assert flagged(BYLINE, f"Pools shut\n\n{BODY}") == []
    assert flagged(BYLINE, f"Pools shut\n\n{BODY}\n\nPhoto: Ada Moss") == ["Pools shut"]
    assert flagged(BYLINE, f"Pools shut\n\nBy Erin Poole\n\n{BODY}\n\nPhoto: Ada Moss") == []


def test_front_matter_meets_it() -> None:
    text = f"---\ntitle: Pools shut\ndek: Swimmers march\nauthor: Erin Poole\n---\n\n{BODY}\n"
    assert flagged(BYLINE, text, path="draft.md") == []
    assert flagged(BYLINE, text.replace("author: Erin Poole\n", ""), path="draft.md") == ["Pools shut"]


def test_the_first_words_of_the_story_may_stand_for_it() -> None:
    rule = "match: {requires: {needs: ['\\bJune\\b'], in: lede, flag: lede}}\nnames: true"
    assert flagged(rule, f"Pools shut\n\n{BODY}") == ["The council met on Monday and"]
    assert flagged(rule, f"Pools shut\n\n{BODY} It was June.") == []
    assert flagged(rule, f"Pools shut\n\n{BODY}\n\n{BODY}\n\nIt was June.") == ["The council met on Monday and"]


def test_a_paragraph_twice() -> None:
    rule = "match: {repeat: {what: paragraphs, words: 10}}\nnames: true"
    assert flagged(rule, f"{BODY}\n\nIt rained.\n\n{BODY}") == ["The council met on Monday and voted to"]
    assert flagged(rule, f"{BODY}\n\nIt rained.\n\nIt rained.") == []
