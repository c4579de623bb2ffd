from __future__ import annotations

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "rules"),
    [
        (("--select", "desk/wordy"), ["desk/wordy"]),
        (("--select", "faces"), ["desk/faceless"]),
        (("--select", "old-faceless"), ["desk/faceless"]),
        (("--select", "words,faces"), ["desk/loaded", "desk/faceless", "desk/loaded", "desk/wordy"]),
        (("--select", "desk/wordy", "--select", "faces"), ["desk/faceless", "desk/wordy"]),
        (("--ignore", "words"), ["desk/faceless"]),
        (("--ignore", "desk/faceless,desk/wordy"), ["desk/loaded", "desk/loaded"]),
        (("--select", "desk", "--ignore", "words,faces"), ["desk/quiet", "desk/quiet"]),
        (("--select", "desk/wordy", "--ignore", "desk"), ["desk/wordy"]),
    ],
)
def test_select_and_ignore_by_name_pack_tag_and_alias(nl: Run, arguments: tuple[str, ...], rules: list[str]) -> None:
    assert nl("flawed.txt", *arguments).rules == rules


def test_ignoring_everything_says_so(nl: Run) -> None:
    done = nl("flawed.txt", "--ignore", "all", "--select", "desk")
    assert done.code in (0, 1)
    assert done.err == ""


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("word", "meant"),
    [("desk/faceles", "desk/faceless"), ("dessk", "desk"), ("worde", "words"), ("sorcing", "sourcing")],
)
def test_an_unknown_name_is_2_and_the_near_one_is_named(nl: Run, option: str, word: str, meant: str) -> None:
    done = nl("flawed.txt", option, word)
    assert done.code == 2
    assert done.out == ""
    assert done.err == f"newslint: “{word}” is no rule, pack or tag. Did you mean “{meant}”?\n"


def test_an_unknown_name_with_nothing_near_says_where_the_list_is(nl: Run) -> None:
    done = nl("flawed.txt", "--select", "zzzzzz")
    assert done.err == "newslint: “zzzzzz” is no rule, pack or tag. “newslint rules” lists them.\n"


def test_ignoring_grammar_is_understood_whether_or_not_an_engine_is_on(nl: Run) -> None:
    assert nl("clean.txt", "--isolated", "--ignore", "grammar").code == 0


def test_newslints_own_findings_can_be_named(nl: Run) -> None:
    assert nl("clean.txt", "--ignore", "newslint/unused-ignore").code == 0
