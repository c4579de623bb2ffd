from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.readers import read_text
from newslint.typos.realword import slips
from tests.typos.test_nonword import check


def found(text: str) -> dict[str, tuple[str, ...]]:
    document = read_text(text)
    return {s.span.of(document.text): s.suggestions for s in slips(document)}


@pytest.mark.parametrize(
    ("sentence", "wrong", "right"),
    [
        ("He went back to he office in the afternoon.", "he", "the"),
        ("The council and the mayor said they would bee ready for the vote.", "bee", "be"),
        ("The mayor an his wife were in the car.", "an", "and"),
        ("They have been playing a constrictive part by promoting peace talks.", "constrictive", "constructive"),
        ("More than 15 deferent countries took part in the talks.", "deferent", "different"),
    ],
)
def test_finds_the_slip_and_offers_the_word_first(sentence: str, wrong: str, right: str) -> None:
    assert found(sentence).get(wrong, ("",))[0] == right


@pytest.mark.parametrize(
    "sentence",
    [
        "She told reporters that the airplane was too fast for a beginner.",
        "They have been playing a constructive part by promoting peace talks.",
        "Mr Bee and Ms Deferent met the Goo family in Constrictive Street on Monday.",
        "Doctors said the scarring had a constrictive effect on the artery.",
        "The photographs belied his account of the night.",
        "Visit https://example.com/he/airplane or write to bee@example.com.",
    ],
)
def test_silent_where_the_word_is_right(sentence: str) -> None:
    assert found(sentence) == {}


def test_case_is_kept() -> None:
    for sentence in ("Thee council met on Monday and the mayor spoke for an hour.", "Teh council met."):
        for text, offers in found(sentence).items():
            assert all(o[0].isupper() for o in offers if text[0].isupper())


def test_the_same_twice() -> None:
    text = "She told reporters that he airplane was too fast. It was on of the best."
    assert list(slips(read_text(text))) == list(slips(read_text(text)))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from("The he airplane was on of the bee an off , . “ ” - 's don’t Zhao é 12 $5 \n\n".split(" ")),
            st.text(min_size=1, max_size=9),
        ),
        max_size=40,
    )
)
def test_spans_are_exact_whatever_the_text(words: list[str]) -> None:
    document = read_text(" ".join(words))
    check(document, list(slips(document)))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from("he bee constrictive deferent an off their goo belied".split()))
def test_never_in_a_name(word: str) -> None:
    assert found(f"The council thanked {word.capitalize()} Miller of {word.upper()} on Monday.") == {}
