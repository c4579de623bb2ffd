from __future__ import annotations

import pytest

from newslint.annotations.inflect import Word, base, forms


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("flout", ("flout", "flouts", "flouted", "flouted", "flouting")),
        ("write", ("write", "writes", "wrote", "written", "writing")),
        ("carry", ("carry", "carries", "carried", "carried", "carrying")),
        ("breach", ("breach", "breaches", "breached", "breached", "breaching")),
        ("whet", ("whet", "whets", "whetted", "whetted", "whetting")),
        ("seize", ("seize", "seizes", "seized", "seized", "seizing")),
        ("die", ("die", "dies", "died", "died", "dying")),
        ("toe", ("toe", "toes", "toed", "toed", "toeing")),
        ("pore over", ("pore over", "pores over", "pored over", "pored over", "poring over")),
    ],
)
def test_forms(word: str, expected: tuple[str, ...]) -> None:
    assert forms(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("went", "go"),
        ("was", "be"),
        ("wanted", "want"),
        ("agreed", "agree"),
        ("believed", "believe"),
        ("happened", "happen"),
        ("needed", "need"),
        ("says", "say"),
        ("goes", "go"),
        ("wants", "want"),
        ("row", "row"),
    ],
)
def test_base_undoes_an_ending(word: str, expected: str) -> None:
    assert base(word) == expected


def test_templates_bend_words() -> None:
    assert "{0:ing} {0:s} {0:ed} {0:en}".format(Word("take")) == "taking takes took taken"
    assert "{:one} {:many}".format(Word("have"), Word("was")) == "has were"
    assert "{:pp} {:third} {:cap}".format(Word("went"), Word("don't"), Word("row")) == "gone doesn't Row"
