"""Clauses and the claims in them: the shapes, and lines a desk would agree on."""

from __future__ import annotations

import pytest

from newslint.annotations.claim.clauses import clauses
from newslint.annotations.claims import ClaimKind, claims
from newslint.readers import read_text


def texts(text: str) -> list[str]:
    document = read_text(text, "draft.txt")
    return [c.span.of(document.text) for c in document.fact(clauses)]


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
    assert [c.block.kind.value for c in document.fact(clauses)] == ["body"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The ruling will likely complicate the mayor's hopes of a second term.", ClaimKind.PREDICTION),
        ("The council leader regularly incites violence against tenants.", ClaimKind.ALLEGATION),
    ],
)
def test_claims_in_the_writers_voice_are_found(line: str, kind: ClaimKind) -> None:
    found = claims(read_text(line, "draft.txt"))
    assert [(c.kind, c.sure) for c in found] == [(kind, True)]


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
