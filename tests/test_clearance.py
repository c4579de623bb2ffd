"""What answers a query: attributions, named speakers, words around the match."""

from __future__ import annotations

from typing import Any

import pytest

from newslint.matchers.base import Pattern
from tests.conftest import flagged, run

RULE = "match: {phrase: {any: [officials]}}\n"
NEXT = "The bridge is shut, officials said. “It is unsafe,” said Ada Lund, the engineer."
LATER = "The bridge is shut, officials said. It was built in 1911.\n\n“It is unsafe,” said Ada Lund, the engineer."


@pytest.mark.parametrize(
    ("reach", "text", "silent"),
    [
        ("next", NEXT, True),
        ("sentence", NEXT, False),
        ("paragraph", NEXT, True),
        ("next", LATER, False),
        ("paragraph", LATER, False),
    ],
)
def test_a_named_person_speaks_nearby(reach: str, text: str, silent: bool) -> None:
    assert flagged(RULE + f"unless: {{named: {reach}}}", text) == ([] if silent else ["officials"])


def test_soften_lowers_the_severity_by_one() -> None:
    assert [f.severity.value for f in run(RULE + "soften: {named: next}", NEXT)] == ["suggestion"]


def test_next_takes_in_the_sentence_itself() -> None:
    assert flagged(RULE + "unless: {next: shut}", "The bridge is shut, officials said.") == []


def test_a_draft_is_searched_once_for_what_answers_many(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    search = Pattern.search

    def counted(self: Pattern, text: str, start: int = 0, end: int | None = None) -> Any:
        read.append(len(text[start:end]))
        return search(self, text, start, end)

    monkeypatch.setattr(Pattern, "search", counted)
    text = "\n\n".join(f"Bridge {i} is shut, officials said." for i in range(200))
    assert len(flagged(RULE + "unless: {document: helpline}", text)) == 200
    assert sum(read) < 2 * len(text)
    assert flagged(RULE + "unless: {document: shut}", text) == []
