from __future__ import annotations

from dataclasses import replace

import pytest

from newslint.grammar.earned import EarnedRule, earned
from newslint.grammar.filter import allowed, on_name
from newslint.readers import read_text
from newslint.span import Span

RULE: EarnedRule = replace(next(iter(earned("harper").kept.values())), only=None, unless=None)


def may(text: str, words: str, rule: EarnedRule = RULE, path: str = "x.txt") -> bool:
    document = read_text(text, path)
    start = document.text.index(words)
    return allowed(document, Span(start, start + len(words)), rule)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The deal is on, said the mayor of the town.", "is on"),
        ("The mayors of the town met.", "The mayors"),
        ("However the council met.", "However the"),
    ],
)
def test_plain_words_may_be_spoken_of(text: str, words: str) -> None:
    assert may(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor met Zhao Lijian there.", "Zhao Lijian"),
        ("Pixabay gave the photo. The photo of Pixabay was cut.", "Pixabay gave"),
        ("NATO met in the town.", "NATO met"),
        ("He joined the iPhone team there.", "iPhone team"),
        ("She wrote to @mayor_jones there.", "@mayor_jones there"),
        ("It is on example.com there.", "example.com"),
        ("He said “it are on” there.", "are on"),
        ('He said "it are on" there.', "are on"),
        ("He said ''it are on'' there.", "are on"),
        ('Wrote <tweet id="met">x</tweet> there.', "met"),
    ],
)
def test_names_quotations_and_no_prose_may_not(text: str, words: str) -> None:
    assert not may(text, words)


def test_a_rule_for_names_may_speak_of_names() -> None:
    assert may("He studied at John Hopkins there.", "John Hopkins", replace(RULE, names=True))


def test_italics_and_code_are_closed_in_markdown() -> None:
    assert not may("He read *a book that are* there.", "that are", path="x.md")


def test_a_capital_at_the_start_of_a_sentence_is_no_name() -> None:
    document = read_text("Mayors of the town met.")
    assert not on_name(document, Span(0, 6))
