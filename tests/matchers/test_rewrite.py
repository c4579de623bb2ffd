from __future__ import annotations

import pytest

from tests.conftest import run


def offers(rule: str, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(f.text, f.suggestions) for f in run(rule, text)]


def test_each_expression_has_its_own_replacement() -> None:
    rule = r"""
match:
  rewrite:
    pairs:
      '\b(?<v>asks?|asked) help from\b': '{v} for help from'
      '\bdespite of\b': [despite, in spite of]
"""
    assert offers(rule, "Asked help from Hull, he rowed despite  of it.") == [
        ("Asked help from", ("Asked for help from",)),
        ("despite  of", ("despite", "in spite of")),
    ]


def test_only_here_is_flagged_and_replaced() -> None:
    rule = r"match: {rewrite: {pairs: {'\bweeks (?<here>in to)(?= the\b)': into}}}"
    assert offers(rule, "Three weeks in to the war; he turned himself in to the police.") == [("in to", ("into",))]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{v:ing}", "keeping"),
        ("{v:s}", "keeps"),
        ("{v:ed}", "kept"),
        ("{v:en}", "kept"),
        ("{v:cap}", "Keep"),
        ("{match}!", "keep!"),
    ],
)
def test_replacements_bend_words(template: str, expected: str) -> None:
    assert offers(rf"match: {{rewrite: {{pairs: {{'\b(?<v>keep)\b': '{template}'}}}}}}", "They keep it.") == [
        ("keep", (expected,))
    ]


def test_case_is_kept_unless_the_rule_reads_case() -> None:
    assert offers(r"match: {rewrite: {pairs: {'\bthe the\b': the}}}", "The the boat sank.") == [("The the", ("The",))]
    rule = r"match: {rewrite: {case: true, pairs: {'\b(?<here>The)(?= old)': '{match:low}'}}}"
    assert offers(rule, "He crossed The old pier.") == [("The", ("the",))]


def test_a_replacement_keeps_the_space_it_asks_for() -> None:
    rule = r"match: {rewrite: {pairs: {'(?<here>, that)(?= the boat)': ' that'}}}"
    assert offers(rule, "He told the clerk, that the boat sank.") == [(", that", (" that",))]


def test_within_sentence_sees_one_sentence_at_a_time() -> None:
    rule = r"match: {rewrite: {within: sentence, pairs: {'^however(?= the)': '{match},'}}}"
    assert offers(rule, "However the boat sank. However the crew swam.") == [
        ("However", ("However,",)),
        ("However", ("However,",)),
    ]
