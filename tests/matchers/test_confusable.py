from __future__ import annotations

from dataclasses import replace

import pytest

from newslint.annotations.inflect import forms
from newslint.engine import matcher_of
from newslint.errors import RuleError
from newslint.matchers.confusable import Pair
from newslint.readers import read_text
from newslint.rule import Rule
from newslint.ruleset import load_builtin
from tests.conftest import flagged, run

SHIPPED = [r for r in load_builtin() if r.check == "confusable"]


def pair(text: str) -> str:
    return f"match: {{confusable: {{pairs: [{{{text}}}]}}}}"


WRECK = pair(
    r"wrong: wreck, right: wreak, cue: '\bwreck(?:s|ed|ing)? havoc\b', slip: it wrecked havoc, leave: wreck a car"
)


def test_the_wrong_word_alone_is_flagged_and_its_form_is_kept() -> None:
    found = run(WRECK, "The storm wrecked havoc. It wrecks a car.")
    assert [(f.text, f.suggestions) for f in found] == [("wrecked", ("wreaked",))]


def test_case_is_kept() -> None:
    assert [f.suggestions for f in run(WRECK, "Wrecking  havoc was easy.")] == [("Wreaking",)]


def test_a_flipped_word_is_wrong_unless_its_licence_is_near() -> None:
    rule = pair(
        "wrong: manger, right: manager, flip: 'christmas|crib', slip: the bank manger, leave: a crib in a manger"
    )
    assert flagged(rule, "The manger of the bank left. Two mangers stayed.") == ["manger", "mangers"]
    assert flagged(rule, "At Christmas a manger stands in the square.") == []
    assert flagged(rule, "They called on Lena Manger at home.") == []


def test_only_names_the_forms_to_look_at() -> None:
    rule = pair("wrong: bore, right: borne, only: [bore], cue: 'has bores?', slip: has bore, leave: who bore")
    assert flagged(rule, "It has bore the cost. It has bores.") == ["bore"]


def test_british_doubling_goes_along() -> None:
    rule = pair(r"wrong: pedal, right: peddle, cue: 'pedal\w* lies', slip: pedal lies, leave: pedal a bike")
    assert [(f.text, f.suggestions) for f in run(rule, "They pedalled lies, pedalling lies.")] == [
        ("pedalled", ("peddled",)),
        ("pedalling", ("peddling",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "wrong: a, right: b, slip: x, leave: y",
        "wrong: a, right: b, cue: x, flip: y, slip: x, leave: y",
        "wrong: a, right: b, cue: x, leave: y",
    ],
)
def test_a_pair_that_is_not_whole_is_refused(text: str) -> None:
    with pytest.raises(RuleError):
        run(pair(text), "A boat.")


def _cases() -> list[tuple[Rule, str, str, bool]]:
    return [
        (replace(rule, options={"pairs": (row,)}), p.wrong, text, wanted)
        for rule in SHIPPED
        for row in rule.options["pairs"]
        for p in [Pair(*row)]
        for text, wanted in [(p.slip, True), *((text, False) for text in p.leave)]
    ]


def test_every_shipped_pair_finds_its_slip_and_leaves_its_licence() -> None:
    wrong = []
    for rule, word, text, wanted in _cases():
        document = read_text(f"Here: {text}" + ("" if text.endswith(".") else " now."), "x.txt")
        if bool(list(matcher_of(rule)(document))) is not wanted:
            wrong.append((rule.name, word, text))
    assert wrong == []


def test_every_shipped_right_word_is_offered_in_the_form_of_the_wrong_one() -> None:
    for rule in SHIPPED:
        for p in (Pair(*row) for row in rule.options["pairs"]):
            assert p.swaps, p.wrong
            assert all(len(forms(right)) == 5 for right in p.right)
