"""People and abbreviations, followed through the draft."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.annotations.entities import abbreviations, named, people, stands_for
from newslint.readers import read_text


def people_of(text: str) -> list[tuple[str, int, int]]:
    return [(p.name, len(p.full), len(p.short)) for p in read_text(text, "draft.txt").fact(people)]


def test_a_name_in_full_and_in_short_is_one_person() -> None:
    text = (
        "Prime Minister Owen Rees spoke at noon. Later Mr. Rees left. Rees said it was late, and Ada Lund, 45, agreed."
    )
    assert people_of(text) == [("Owen Rees", 1, 2), ("Ada Lund", 1, 0)]


def test_titles_stand_apart_from_the_name() -> None:
    text = "They met Prime Minister Owen Rees and the Rev. Ada B. Lund at noon."
    titles = [(n.title, n.words) for n in read_text(text, "draft.txt").fact(named) if len(n.words) > 1]
    assert titles == [("Prime Minister", ("Owen", "Rees")), ("Rev.", ("Ada", "B.", "Lund"))]


@pytest.mark.parametrize(
    "text",
    [
        "They met at Ellery University in New York on Monday.",
        "He read the Ellery Gazette in Port Ellery.",
        "The White House and the Supreme Court agreed with the House Republicans.",
    ],
)
def test_bodies_and_places_are_no_people(text: str) -> None:
    assert people_of(text) == []


def test_particles_belong_to_the_surname() -> None:
    assert [name for name, *_ in people_of("They met Robin van Orden at noon. Van Orden said no.")] == [
        "Robin van Orden"
    ]


def test_abbreviations_with_what_explains_them() -> None:
    text = "The World Trade Organization (WTO) met. The WTO and the NHTSA (National Highway Traffic Safety Administration) left."
    found = read_text(text, "draft.txt").fact(abbreviations)
    assert [(a.letters, a.expansion.of(text) if a.expansion else None, a.bracketed) for a in found] == [
        ("WTO", "The World Trade Organization", True),
        ("WTO", None, False),
        ("NHTSA", "National Highway Traffic Safety Administration", False),
    ]


def test_a_line_in_capitals_holds_no_abbreviations() -> None:
    assert (
        read_text("STORM HITS COAST AGAIN\n\nThe storm hit the coast again on Monday, they said.", "draft.txt").fact(
            abbreviations
        )
        == ()
    )


@pytest.mark.parametrize(
    ("letters", "words", "holds"),
    [
        ("WHO", "the World Health Organization", True),
        ("CENTCOM", "U.S. Central Command", True),
        ("ICRC", "International Committee of the Red Cross", True),
        ("PEWB", "Port Ellery Water Board", True),
        ("WTO", "the World Health Organization", False),
        ("PEWD", "Port Ellery Water Board", False),
    ],
)
def test_what_letters_stand_for(letters: str, words: str, holds: bool) -> None:
    assert (stands_for(letters, words.split()) is not None) == holds


WORDS = st.sampled_from(
    [
        "Ada",
        "Lund",
        "the",
        "Mr.",
        "Rees",
        "B.",
        "van",
        "said",
        "U.S.",
        "(WTO)",
        "WTO",
        ",",
        ".",
        "“",
        "”",
        "President",
        "of",
        "O’Neill",
        "é",
        "\n\n",
        "-",
    ]
)


@given(st.lists(WORDS, max_size=40))
def test_names_lie_in_order_inside_the_text(words: list[str]) -> None:
    document = read_text(" ".join(words), "draft.txt")
    spans = [n.span for n in document.fact(named)]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for n in document.fact(named):
        assert n.span.of(document.text).startswith(n.words[0])
        assert n.last in n.span.of(document.text)
    for p in document.fact(people):
        assert p.full and all(p.surname.split()[-1] in n.words for n in p.full)
    for a in document.fact(abbreviations):
        assert a.span.of(document.text).startswith(a.letters)
