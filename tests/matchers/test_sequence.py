from __future__ import annotations

import pytest

from newslint.annotations.wordclass import in_class
from tests.conftest import flagged


def sequence(tokens: str) -> str:
    return f"match: {{sequence: {{tokens: {tokens}}}}}"


def test_steps_match_in_order_and_here_is_flagged() -> None:
    rule = sequence("[[the], {is: [capitalised], name: who}, {any: [said], here: true}]")
    assert flagged(rule, "He left when the Mayor said so. The mayor said no.") == ["said"]


def test_optional_and_repeated_steps() -> None:
    rule = sequence("[[in], {is: [lower], optional: true, upto: 2}, [manner]]")
    assert flagged(rule, "In manner, in an odd manner, in a very odd big manner.") == ["In manner", "in an odd manner"]


def test_a_sequence_stays_in_one_sentence() -> None:
    assert flagged(sequence("[[ferry], [the]]"), "They took the ferry. The crew swam.") == []


def test_not_and_is_not_bar_words() -> None:
    rule = sequence("[{is: [modal]}, {is_not: [negation, adverb], not: [have], is: [lower]}]")
    assert flagged(rule, "It will not sink, may have sunk, could slowly sink, must float.") == ["must float"]


@pytest.mark.parametrize(
    ("word", "name", "expected"),
    [
        ("The", "article", True),
        ("don’t", "do", False),
        ("ran", "past", False),
        ("rowed", "past", True),
        ("boats", "plural", True),
        ("boss", "plural", False),
        ("$3.5bn", "number", True),
        ("NATO", "all-capitals", True),
    ],
)
def test_word_classes(word: str, name: str, expected: bool) -> None:
    assert in_class(word, name) is expected
