from __future__ import annotations

from dataclasses import replace

import pytest

from newslint import check_text
from newslint.profiles import PROFILES, profile
from newslint.ruleset import check_selectors, load_builtin
from newslint.settings import Settings, for_draft, load

RULES = {r.name: r for r in load_builtin()}


@pytest.mark.parametrize("name", PROFILES)
def test_profiles_name_rules_there_are(name: str) -> None:
    check_selectors(profile(name).ignore, RULES.values())


def test_opinion_is_not_policed_as_news() -> None:
    news, opinion = Settings(), Settings(profile="opinion")
    assert news.wants(RULES["sourcing/vague-public"]) and not opinion.wants(RULES["sourcing/vague-public"])
    assert not any(opinion.wants(r) for r in RULES.values() if r.pack in ("attribution", "language"))
    assert opinion.wants(RULES["typos/doubled-word"]) and opinion.wants(RULES["sourcing/bare-source"])


def test_asking_for_a_rule_by_name_brings_it_back() -> None:
    assert Settings(profile="opinion", extend_select=("sourcing/vague-public",)).wants(RULES["sourcing/vague-public"])
    assert Settings(profile="opinion", only=("sourcing/vague-public",)).wants(RULES["sourcing/vague-public"])


def test_front_matter_names_the_profile_unless_the_command_line_did() -> None:
    assert for_draft(Settings(), {"profile": "Opinion"}).profile == "opinion"
    assert for_draft(Settings(), {"profile": "a profile of the mayor"}).profile == "news"
    fixed = Settings(profile="news", profile_fixed=True)
    assert for_draft(fixed, {"profile": "opinion"}).profile == "news"
    text = "---\ntitle: A column\n{}---\n\nSome say the bridge was never safe.\n"
    said = [
        {f.rule for f in check_text(text.format(p), path="d.md", settings=Settings(grammar=()))}
        for p in ("", "profile: opinion\n")
    ]
    assert "sourcing/vague-public" in said[0] and "sourcing/vague-public" not in said[1]


def test_profile_by_glob(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from newslint.settings import for_file

    (tmp_path / ".newslint.yaml").write_text("profile: breaking\noverrides: [{files: [opinion/**], profile: opinion}]")
    settings = load(tmp_path / ".newslint.yaml")
    assert settings.profile == "breaking"
    assert for_file(settings, tmp_path / "opinion" / "a.txt").profile == "opinion"
    assert replace(settings, profile="news").wants(RULES["clarity/wordy"]) and not settings.wants(
        RULES["clarity/wordy"]
    )
