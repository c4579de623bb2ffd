from __future__ import annotations

import pytest

from newslint.errors import RuleError
from newslint.matchers.tags import TagPattern
from tests.conftest import run


def offers(rule: str, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(f.text, f.suggestions) for f in run(rule, text)]


def tags(expression: str, offer: str = "") -> str:
    return f"match:\n  tags:\n    pairs:\n      '{expression}': '{offer}'\n"


def test_parts_of_speech_words_and_both() -> None:
    rule = tags("<DT:the> <NS> (?<here> <VBZ:has>) (?=<VBN>)", "{match:many}")
    assert offers(rule, "The reports has been read. The report has been read.") == [("has", ("have",))]


def test_the_ends_of_a_sentence_and_its_groups() -> None:
    rule = tags("^ (?<here> (?<who> <PRP:they>) (?<v> <VBZ>)) <>* $", "{who} {v:base}")
    assert offers(rule, "He left. They votes on Monday. On Monday they votes.") == [("They votes", ("They vote",))]


def test_what_is_barred() -> None:
    rule = tags("<VBD:!said> (?<here> <!DT|PRP$>) <:of>")
    assert [f for f, _ in offers(rule, "He knew many of them, he said much of it, and lost a third of it.")] == ["many"]


def test_tokens_keep_their_places_across_other_characters_and_blanks() -> None:
    rule = tags("<NS> (?<here> <:who> <:has>)")
    assert [f for f, _ in offers(rule, "They met 🙂 the “old”  voters\u00a0who  has left — again.")] == ["who  has"]


def test_a_contraction_is_two_tokens() -> None:
    rule = tags("(?<here> <DT:every> <N> <VBD:did> <RB:n''t>)")
    assert [f for f, _ in offers(rule, "The report said every shot didn’t count.")] == ["every shot didn’t"]


def test_a_dot_does_not_run_into_the_next_word() -> None:
    assert offers(tags("(?<here> <NS:v.*s>) <VBD>"), "The voters and visitors said so.") == [("visitors", ("",))]


def test_only_paragraphs_with_its_words_are_read() -> None:
    assert TagPattern("<NS> <:who> <VBZ:has|was>").literals == (
        frozenset({"\nwho\n"}),
        frozenset({"\nhas", "\nwas"}),  # no edge behind: hasn't
    )
    assert TagPattern("<NS> <:n't>").literals == ()


def test_an_expression_that_is_none_is_refused() -> None:
    with pytest.raises(RuleError, match="does not compile"):
        TagPattern("(<NS>", where="rule.yaml").compiled  # noqa: B018


def test_a_rule_holds_a_list_without_replacements() -> None:
    assert offers("match: {tags: {any: ['(?<here> <:one>) <:of>']}}", "It is one of them.") == [("one", ())]
