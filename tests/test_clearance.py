"""What answers a query: attributions, named speakers, words around the match."""

from __future__ import annotations

import pytest

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
