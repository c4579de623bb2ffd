from __future__ import annotations

from pathlib import Path

import pytest

from newslint import yamlnodes
from newslint.errors import RuleError
from newslint.exampletests import failures
from newslint.ruleset import check_selectors, load_builtin, load_folder, unmark
from tests.conftest import rule_of

BASE = "summary: s\nmessage: m\nseverity: error\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("summary: s\nseverity: error\nmatch: {phrase: {any: [x]}}", "rule.yaml:1:1: the rule has no “message”"),
        (BASE + "match: {phrse: {any: [x]}}", "rule.yaml:4:9: “phrse” is no kind of check. Did you mean “phrase”?"),
        (BASE + "match: {phrase: {an: [x]}}", "rule.yaml:4:18: “an” is not a key newslint knows. Did you mean “any”?"),
        (BASE + "match: {}", "“match” holds one kind of check"),
        (
            BASE.replace("error", "eror") + "match: {phrase: {any: [x]}}",
            "rule.yaml:3:11: “eror” is not one of the choices. Did you mean “error”?",
        ),
        (BASE + "match: {phrase: {any: [x]}}\nmatch: {phrase: {any: [x]}}", "rule.yaml:5:1: “match” is given twice"),
        (BASE + "matsh: {phrase: {any: [x]}}", "Did you mean “match”?"),
        (BASE + "match: {phrase: {any: [x]}}\nquoted: perhaps", "rule.yaml:5:9: expected true or false"),
        (BASE.replace("message: m", "message: 'a {b'") + "match: {phrase: {any: [x]}}", "braces do not pair up"),
        (BASE + "match: {pattern: {any: ['{{nolist}}']}}", "no word list “nolist”"),
        (BASE + "match: {phrase: {any: [x]}}\nexamples: {bad: ['a [b']}", "a [ without its ]"),
        ("a: [1", "not valid YAML"),
        ("a: &x 1\nb: *x", "aliases"),
        ("- 1", "expected “key: value” lines"),
    ],
)
def test_errors_say_where_and_what_to_do(text: str, says: str) -> None:
    root_error: RuleError | None = None
    try:
        root = yamlnodes.compose(text, "rule.yaml", RuleError)
        assert root is not None
        from newslint.ruleset import parse_rule

        parse_rule(root, "test/rule", "rule.yaml", {})
    except RuleError as e:
        root_error = e
    assert root_error is not None and says in str(root_error)


def test_a_pattern_that_does_not_compile_is_named() -> None:
    from newslint.engine import matcher_of
    from newslint.readers import read_text

    with pytest.raises(RuleError, match=r"rule\.yaml: the pattern does not compile"):
        list(matcher_of(rule_of("match: {pattern: {any: ['said (']}}"))(read_text("he said (", "d.txt")))


def test_unmark() -> None:
    root = yamlnodes.compose("x", "r", RuleError)
    assert root is not None
    assert unmark(r"a [b] \[c\] [d e]", root) == ("a b [c] d e", ((2, 3), (8, 11)))


def test_load_folder_complains_about_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no such rule folder"):
        load_folder(tmp_path / "no")
    with pytest.raises(RuleError, match="holds no rule"):
        load_folder(tmp_path)


def test_selectors_are_checked() -> None:
    rules = [rule_of("match: {phrase: {any: [x]}}\ntags: [ap]\naliases: [who]", "sourcing/bare-source")]
    check_selectors(["all", "sourcing", "sourcing/bare-source", "ap", "who"], rules)
    with pytest.raises(RuleError, match="Did you mean “sourcing/bare-source”"):
        check_selectors(["sourcing/bare-sorce"], rules)


def test_an_example_that_does_not_hold_is_a_failure() -> None:
    rule = rule_of(
        "match: {phrase: {any: [very]}}\nexamples: {bad: ['It is [late].'], good: ['It is very late.'], near: ['It is.']}"
    )
    said = [f.what for f in failures(rule)]
    assert len(said) == 2 and "must flag “late”" in said[0] and "flags “very”" in said[1]
    assert any("no “near” example" in f.what for f in failures(rule_of("match: {phrase: {any: [very]}}")))


SHIPPED = load_builtin(examples=True)


@pytest.mark.parametrize("rule", SHIPPED, ids=lambda r: r.name)
def test_every_example_of_every_rule_holds(rule) -> None:  # type: ignore[no-untyped-def]
    assert [f"{f.path}:{f.line}: {f.what}" for f in failures(rule)] == []


def test_every_rule_says_who_asks_for_it() -> None:
    assert [r.name for r in SHIPPED if not r.standards] == []


def test_names_are_unique_and_as_the_files_say() -> None:
    assert len({r.name for r in SHIPPED}) == len(SHIPPED)
