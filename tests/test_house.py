"""The house pack sleeps until a configuration names the house."""

from __future__ import annotations

from newslint.ruleset import load_builtin
from newslint.settings import Settings


def woken(settings: Settings) -> set[str]:
    return {r.name for r in load_builtin() if r.pack == "house" and settings.wants(r)}


def test_nobody_is_held_to_a_house_they_did_not_name() -> None:
    assert woken(Settings()) == set()


def test_naming_a_house_wakes_its_rules_and_no_others() -> None:
    guardian = woken(Settings(house="guardian"))
    ap = woken(Settings(house="ap"))
    assert {"house/date-order-uk", "house/percent", "house/ise-ize"} <= guardian
    assert {"house/date-order", "house/percent", "house/ize-ise"} <= ap
    assert not {"house/date-order", "house/us-uk"} & guardian
    assert not {"house/date-order-uk", "house/uk-us"} & ap


def test_a_named_house_can_be_told_to_leave_one_alone() -> None:
    settings = Settings(house="ap", ignore=("house/percent",))
    assert "house/percent" not in woken(settings)
