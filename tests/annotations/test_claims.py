"""Clauses and the claims in them: the shapes, and lines a desk would agree on."""

from __future__ import annotations

import re

import pytest

from newslint.annotations.claim.clauses import clauses
from newslint.annotations.claim.model import FOCUS, focus
from newslint.annotations.claim.shape import shape
from newslint.annotations.claims import ClaimKind, claims
from newslint.readers import read_text
from newslint.span import Span


def texts(text: str) -> list[str]:
    document = read_text(text, "draft.txt")
    return [c.span.of(document.text) for c in clauses(document)]


def test_a_sentence_is_cut_where_a_new_statement_begins() -> None:
    assert texts("The mayor closed the yard on Friday because the union had left, and the owners were pleased.") == [
        "The mayor closed the yard on Friday",
        "because the union had left",
        "and the owners were pleased",
    ]


def test_lists_of_things_are_not_cut() -> None:
    assert texts("The firm sells flour, oats and barley to mills in the north.") == [
        "The firm sells flour, oats and barley to mills in the north"
    ]


def test_quotations_make_no_claims_of_the_writer() -> None:
    assert texts("“The mayor is a liar and a cheat and she knows it,” the clerk said.") == ["the clerk said"]


def test_headlines_are_left_to_other_checks() -> None:
    document = read_text("Mayor lied\n\nThe council met on Friday to hear the report.", "draft.txt")
    assert [c.block.kind.value for c in clauses(document)] == ["body"]


@pytest.mark.parametrize(
    ("line", "kind", "sure"),
    [
        ("The ruling will likely complicate the mayor's hopes of a second term.", ClaimKind.PREDICTION, True),
        ("The scandal could prove damaging to the mayor in the autumn.", ClaimKind.PREDICTION, True),
        ("The council leader regularly incites violence against tenants.", ClaimKind.ALLEGATION, False),
    ],
)
def test_claims_in_the_writers_voice_are_found(line: str, kind: ClaimKind, sure: bool) -> None:
    found = claims(read_text(line, "draft.txt"))
    assert [(c.kind, c.sure) for c in found] == [(kind, sure)]


def words(text: str) -> list[tuple[Span, str]]:
    return [(Span(*m.span()), m.group()) for m in re.finditer(r"[\w'-]+", text)]


def test_of_a_long_clause_the_heaviest_stretch_is_shown_without_its_loose_ends() -> None:
    text = "the mill on the quay at the end of the long road to the north of Orrin was easily the worst neighbour of the yard"
    shown = focus(Span(0, len(text)), words(text), {"w=worst": 2.0, "b=the_worst": 1.0})
    assert len(shown.of(text)) <= FOCUS
    assert "the worst" in shown.of(text) and not shown.of(text).endswith((" of", " the"))


def test_a_short_clause_is_shown_whole() -> None:
    text = "the mill was the worst neighbour"
    assert focus(Span(0, len(text)), words(text), {}).of(text) == text


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("but it was clearly the worst week", {"subject=it", "verb=was", "copula=worst", "ly=1", "when"}),
        ("she is not a very bold mayor", {"subject=she", "copula=bold", "negative"}),
        ("the mill is larger than the yard", {"subject=the", "compares"}),
        ("the most trusted of them", {"verb=ed", "compares"}),
        ("<name> could win <num> seats", {"subject=name", "verb=could", "names=1", "numbers=1"}),
        ("apparently hoping to win", {"epistemic", "to", "verb=none"}),
    ],
)
def test_the_shape_of_a_clause(line: str, told: set[str]) -> None:
    assert told <= set(shape(line.split()))


def test_rather_than_compares_nothing() -> None:
    assert "compares" not in set(shape("he walked rather than rode".split()))


def test_no_words_have_a_shape_too() -> None:
    assert "verb=none" in set(shape([]))


@pytest.mark.parametrize(
    "line",
    [
        "Polls will close at 8 p.m. on Tuesday.",
        "The ferry left Orrin at noon with 40 people on board.",
        "“He lied about the scandal,” Ada Lund, the auditor, said.",
    ],
)
def test_plain_events_schedules_and_quotations_are_none(line: str) -> None:
    assert claims(read_text(line, "draft.txt")) == ()


def test_no_text_no_claims() -> None:
    assert claims(read_text("", "draft.txt")) == ()


def test_finding_claims_is_linear_in_the_draft() -> None:
    document = read_text(
        "The ruling will likely complicate her hopes, and the owners were pleased.\n\n" * 400, "draft.txt"
    )
    assert len(claims(document)) >= 400
