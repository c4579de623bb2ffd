from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.document import Block, BlockKind, Document
from newslint.matchers.base import Pattern, prepared
from newslint.matchers.literals import fold
from newslint.matchers.texts import MOST, required_texts
from newslint.matchers.triggers import Triggers
from newslint.matchers.wordindex import word_index
from newslint.span import Span


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("in order to", [{"in order to"}]),
        (r"in\s+order\s*to", [{"in orderto", "in order to"}]),
        ("(?:many|most) people('s)?", [{"many people", "most people"}]),
        (r"\{\+\+.{1,200}?\+\+\}", [{"++}"}, {"{++"}]),
        (r"\w(?P<here>,,+)(?=[\s\w])", [{",,"}]),
        (r"\d{1,2} ?[ap]\.?m", [{"am", "pm", "a.m", "p.m"}, set("0123456789")]),
        ("a+ b", [{" b"}]),
        ("(?<=so )it", [{"so "}]),
        ("it’s (?!not)so", [{"it's so"}]),
        ("[’']s", [{"'s"}]),
        (r"&(?:lt|gt|#\d+)x", [{"&"}, {"gt", "lt", "#0", "#1", "#2", "#3", "#4", "#5", "#6", "#7", "#8", "#9"}]),
        ("(?:a b|c)?d-e", [{"d-e"}]),
        ("x*", []),
        ("said", []),  # a word: the pieces say it better
        ("(a b", []),
        (r"[^,] [a-z]", []),  # a space tells nothing
    ],
)
def test_the_stretches_a_match_must_hold(expression: str, expected: list[set[str]]) -> None:
    assert [set(texts) for texts in required_texts(prepared(expression))] == expected


def test_a_class_of_many_characters_is_looked_for_by_character() -> None:
    (texts,) = required_texts(r"[\u0370-\u03FF]\w")
    assert len(texts) > MOST
    assert max(map(len, texts)) == 1


ATOM = st.sampled_from(
    [
        "ab", "k", "s", r"\s+", r"\s*", " ", " ?", "-", "’", "'", r"\d", "[0-9]", "(?:a b|c)", "(?:x|)", "x?", "x+", "[ab]",
        "[a-c]", r"\b", "é", "(?=a)", "(?<=b )", "(?!zz)", "a{1,2}", r"\.", ",+", "(?:, ?b)+", r"\W", r"[\s,]", r"[^a]",
        r"\u0130", "ß", "σ", "(?-i:A)", ".",
    ]
)  # fmt: skip
EXPRESSION = st.lists(ATOM, min_size=1, max_size=6).map("".join)
LIKELY = st.sampled_from(
    ["ab", "a b", "c", " ", "\t", "\n ", "-", "’", "'", "1", "٣", "x", "xx", "K", "ſ", "İ", "ı", "ẞ", "ς", "Σ", ",", ", b", ".", "é"]
)  # fmt: skip
TEXT = st.one_of(st.text(alphabet="abcksx -’'1,.é\t", max_size=30), st.lists(LIKELY, max_size=10).map("".join))


def one_block(text: str) -> Document:
    span = Span(len(text) - len(text.lstrip()), len(text.rstrip()))
    return Document("a.txt", text, text, (Block(BlockKind.BODY, span),) if span.start < span.end else ())


@settings(max_examples=3000)
@given(st.lists(EXPRESSION, min_size=1, max_size=3).map("|".join), TEXT)
def test_a_text_with_a_match_holds_one_of_each_set(expression: str, text: str) -> None:
    text = text.strip()
    document = one_block(text)
    sets = required_texts(expression)
    if text and regex.search(expression, text, regex.IGNORECASE):
        assert word_index(document).has(sets), sets
        assert word_index(document).block_has(0, sets), sets


def test_folding_keeps_what_the_regex_module_takes_for_equal() -> None:
    assert fold("It’s\n\tA  ſharp K, İs ٣") == "it's a sharp k, is 3"


def test_a_pattern_sleeps_where_its_words_are_not_in_a_row() -> None:
    pattern = Pattern("in order to|at length, so")
    scope = frozenset({BlockKind.BODY})
    assert pattern.blocks(one_block("To order in a pub"), scope) == []
    assert pattern.blocks(one_block("So at length"), scope) == []
    assert len(pattern.blocks(one_block("In\norder  to go"), scope)) == 1
    assert len(pattern.blocks(one_block("At length, so"), scope)) == 1


def test_triggers_wake_what_may_match_and_what_cannot_be_told() -> None:
    groups = ([Pattern("very unique")], None, [Pattern(r"\*\*")], [Pattern(r"\w{3}")], [Pattern("nowhere")])
    triggers = Triggers(groups)
    assert list(triggers.awake(one_block("It is unique."))) == [0, 1, 3]
    assert list(triggers.awake(one_block("A **bold** word."))) == [1, 2, 3]
    assert list(triggers.awake(one_block("Nothing."))) == [1, 3]


def test_triggers_tell_which_patterns_of_a_group_are_awake() -> None:
    one, two, three = Pattern("very unique"), Pattern("nowhere"), Pattern(r"\*\*")
    triggers = Triggers([[two], [one, two, three], None])
    assert triggers.awake(one_block("A **unique** word.")) == {1: [one, three], 2: []}
    assert triggers.awake(one_block("It is unique, and nowhere else.")) == {0: [two], 1: [one, two], 2: []}


def test_triggers_hold_for_an_index_made_before_them() -> None:
    document = one_block("Quixotic plans.")
    document.fact(word_index)
    assert list(Triggers([[Pattern("quixotic")], [Pattern("zebras")]]).awake(document)) == [0]
