from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from newslint.errors import SettingsError
from newslint.rule import Rule, Severity
from newslint.settings import Settings, find, load, matches, settings_for
from tests.conftest import rule_of


@pytest.fixture
def rule() -> Rule:
    return rule_of("match: {phrase: {any: [x]}}\ntags: [ap]", "sourcing/bare-source")


@pytest.fixture(autouse=True)
def _fresh() -> None:
    find.cache_clear()


@pytest.mark.parametrize(
    ("select", "extend", "ignore", "wanted"),
    [
        ((), (), (), True),
        ((), (), ("sourcing",), False),
        ((), (), ("clarity",), True),
        (("clarity",), (), (), False),
        (("sourcing/bare-source",), (), ("sourcing",), True),
        (("sourcing",), (), ("sourcing/bare-source",), False),
        (("sourcing",), (), ("sourcing",), False),
        (("all",), (), ("ap",), False),
        (("clarity",), ("ap",), (), True),
    ],
)
def test_who_wins(
    rule: Rule, select: tuple[str, ...], extend: tuple[str, ...], ignore: tuple[str, ...], wanted: bool
) -> None:
    assert Settings(select=select, extend_select=extend, ignore=ignore).wants(rule) is wanted


def test_a_rule_that_is_off_runs_when_asked_for(rule: Rule) -> None:
    off = replace(rule, enabled=False)
    assert not Settings().wants(off)
    assert Settings(select=("sourcing",)).wants(off) and Settings(extend_select=("sourcing/bare-source",)).wants(off)


def test_severity_name_beats_pack(rule: Rule) -> None:
    s = Settings(severity=(("sourcing/bare-source", Severity.ERROR), ("sourcing", Severity.SUGGESTION)))
    assert s.severity_of(rule) is Severity.ERROR
    assert Settings(severity=(("sourcing", Severity.SUGGESTION),)).severity_of(rule) is Severity.SUGGESTION


def test_a_config_replaces_only_what_it_names(tmp_path: Path) -> None:
    (tmp_path / ".newslint.yaml").write_text("house: guardian\naccept: [lede]\nrules: [own]\n")
    s = load(tmp_path / ".newslint.yaml")
    assert (s.house, s.accept, s.rules) == ("guardian", ("lede",), (str(tmp_path / "own"),))
    assert s.fail_on is Severity.ERROR and s.grammar == ("harper",)


def test_toml_has_the_same_keys(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(
        '[tool.newslint]\nfail-on = "warning"\nignore = ["house"]\n[tool.newslint.grammar]\nengine = "none"\n'
    )
    s = load(file)
    assert (s.fail_on, s.ignore, s.grammar) == (Severity.WARNING, ("house",), ())


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (
            ".newslint.yaml",
            "hose: bbc",
            ".newslint.yaml:1:1: “hose” is not a key newslint knows. Did you mean “house”?",
        ),
        (".newslint.yaml", "house: bcc", "Did you mean “bbc”?"),
        (".newslint.yaml", "overrides: [{select: [x]}]", "has no “files”"),
        (".newslint.yaml", "grammar: {engine: harpr}", "Did you mean “harper”?"),
        (".newslint.yaml", "a: [", "not valid YAML"),
        ("pyproject.toml", "[tool.newslint]\nhose = 1", "[tool.newslint]: “hose” is not a key"),
        ("pyproject.toml", "[tool", "not valid TOML"),
        ("pyproject.toml", "[tool.other]", "has no [tool.newslint] table"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, name: str, text: str, says: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(SettingsError) as e:
        load(tmp_path / name)
    assert says in str(e.value)


def test_the_nearest_config_upward_up_to_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    (tmp_path / ".newslint.yaml").write_text("house: bbc")
    repository = tmp_path / "repo"
    deep = repository / "desk" / "city"
    deep.mkdir(parents=True)
    (repository / ".git").mkdir()
    assert find(deep) is None
    find.cache_clear()
    (repository / "pyproject.toml").write_text("[tool.newslint]\nhouse = 'reuters'")
    assert find(deep) == repository / "pyproject.toml"
    find.cache_clear()
    (repository / "desk" / ".newslint.yaml").write_text("house: guardian")
    assert find(deep) == repository / "desk" / ".newslint.yaml"
    assert settings_for(deep / "x.txt", isolated=True) == Settings()


def test_the_users_own_config_is_the_last_resort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    own = tmp_path / "xdg" / "newslint" / "config.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("house: bbc")
    place = tmp_path / "repo"
    (place / ".git").mkdir(parents=True)
    assert find(place) == own


def test_overrides_by_glob(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".newslint.yaml").write_text(
        "ignore: [house]\noverrides:\n  - files: [opinion/**]\n    ignore: [language]\n    severity: {clarity: error}\n"
    )
    news = settings_for(tmp_path / "news" / "a.txt")
    opinion = settings_for(tmp_path / "opinion" / "a.txt")
    assert news.ignore == ("house",) and opinion.ignore == ("house", "language")
    assert opinion.severity == (("clarity", Severity.ERROR),)


def test_globs_are_gitignore_globs(tmp_path: Path) -> None:
    root = str(tmp_path)
    assert matches(("drafts/", "!drafts/keep.txt"), tmp_path / "drafts" / "a.txt", root)
    assert matches(("*.md",), tmp_path / "a" / "b.md", root)
    assert not matches(("/b.md",), tmp_path / "a" / "b.md", root)
