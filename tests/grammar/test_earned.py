from __future__ import annotations

import re

import pytest

from newslint.document import BlockKind
from newslint.grammar import ENGINES, rules
from newslint.grammar.earned import earned, kebab
from newslint.rule import Severity
from newslint.span import Span

NAME = re.compile(r"(?:grammar|typos|clarity)/[a-z0-9]+(?:-[a-z0-9]+)*$")


@pytest.mark.parametrize(
    ("engine_rule", "name"),
    [
        ("RepeatedWords", "repeated-words"),
        ("AnA", "an-a"),
        ("IAm", "i-am"),
        ("EN_A_VS_AN", "en-a-vs-an"),
        ("USUniversities", "us-universities"),
        ("Catch22", "catch22"),
    ],
)
def test_names_in_kebab_case(engine_rule: str, name: str) -> None:
    assert kebab(engine_rule) == name


@pytest.mark.parametrize("engine", ENGINES)
def test_each_kept_rule_says_what_was_measured(engine: str) -> None:
    table = earned(engine)
    assert table.kept and not set(table.kept) & set(table.refused)
    for rule in table.kept.values():
        assert NAME.match(rule.name), rule.name
        assert rule.summary and len(rule.why) > 10
    assert all(table.refused.values())


@pytest.mark.parametrize("engine", ENGINES)
def test_engine_rules_are_rule_objects(engine: str) -> None:
    listed = rules(engine)
    assert [r.name for r in listed] == sorted({r.name for r in earned(engine).kept.values()})
    for rule in listed:
        assert rule.check == "grammar" and rule.options["engine"] == engine
        assert rule.severity in Severity and BlockKind.QUOTE not in rule.scope


def test_only_and_unless_look_around_the_match() -> None:
    table = earned("harper").kept
    text = "It was one of the reason why."
    at = text.index("reason")
    assert table["OneOfTheSingular"].fits(text, Span(at, at + 6))
    text = "It was one of the best in town."
    at = text.index("best")
    assert not table["OneOfTheSingular"].fits(text, Span(at, at + 4))
