"""What a draft must have, and paragraphs that come twice."""

from __future__ import annotations

from typing import Any

import pytest

from newslint.matchers.base import Pattern
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


def looked(monkeypatch: pytest.MonkeyPatch, rule: str, text: str) -> tuple[list[str], int]:
    """What a rule flags, and how many characters its expressions were run over."""
    read: list[int] = []
    run = Pattern.finditer

    def counted(self: Pattern, text: str, start: int = 0, end: int | None = None) -> list[Any]:
        read.append(len(text[start:end]))
        return run(self, text, start, end)

    monkeypatch.setattr(Pattern, "finditer", counted)
    return flagged(rule, text), sum(read)


@pytest.mark.parametrize("within", ["document", "before"])
def test_a_draft_is_searched_once_for_what_many_words_need(monkeypatch: pytest.MonkeyPatch, within: str) -> None:
    rule = f"match: {{requires: {{when: '\\bthe aide\\b', needs: ['\\ban aide\\b'], in: {within}}}}}\nnames: true"
    text = "\n\n".join(f"Pool {i} shut, the aide told the council." for i in range(200))
    said, read = looked(monkeypatch, rule, text)
    assert len(said) == 200
    assert read < 3 * len(text)
    said, read = looked(monkeypatch, rule, f"Pools shut, an aide said.\n\n{text}")
    assert said == []
    assert read < 3 * len(text)


def test_what_comes_before_is_looked_for_as_if_the_draft_ended_there() -> None:
    rule = "match: {requires: {when: '\\bthe aide said\\b', needs: ['\\ban? (?:\\w+ ){0,5}aide\\b'], in: before}}\nnames: true"
    assert flagged(rule, "It was late, the aide said. An aide left.") == ["the aide said"]
    assert flagged(rule, "It was an aide who left, the aide said.") == []
    assert flagged(rule, "She saw an aide before the aide said so.") == []  # one match would swallow both
    assert flagged(rule, "She saw a man before the aide said so.") == ["the aide said"]


def test_the_words_themselves_are_not_what_they_need() -> None:
    rule = "match: {requires: {when: 'the (?:old )?aide', needs: ['aide'], in: document}}\nnames: true"
    assert flagged(rule, "He met the aide.") == ["the aide"]
    assert flagged(rule, "He met the aide. Two aides left.") == []
    assert flagged(rule, "Two aides left. He met the old aide.") == []


def test_a_paragraph_twice() -> None:
    rule = "match: {repeat: {what: paragraphs, words: 10}}\nnames: true"
    assert flagged(rule, f"{BODY}\n\nIt rained.\n\n{BODY}") == ["The council met on Monday and voted to"]
    assert flagged(rule, f"{BODY}\n\nIt rained.\n\nIt rained.") == []
