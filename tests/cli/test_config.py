from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def config(desk: Path, text: str) -> None:
    (desk / ".newslint.yaml").write_text("rules: [house-rules]\n" + text)


def test_found_upward_and_paths_relative_to_it(nl: Run, desk: Path) -> None:
    deep = desk / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "x.txt").write_text("The mayor slammed it.\n")
    assert nl("a/b/x.txt").rules == ["desk/loaded"]
    assert nl("x.txt", cwd=deep).rules == ["desk/loaded"]
    assert nl("a/b/x.txt", cwd=desk).out.startswith("a/b/x.txt:1:11:")


def test_not_looked_for_above_the_repository(nl: Run, desk: Path) -> None:
    repository = desk / "repository"
    (repository / ".git").mkdir(parents=True)
    (repository / "x.txt").write_text("The mayor slammed it.\n")
    assert "desk/loaded" not in nl("repository/x.txt").rules


def test_each_draft_has_its_own(nl: Run, desk: Path) -> None:
    (desk / "sub").mkdir()
    (desk / "sub" / ".newslint.yaml").write_text("rules: [../house-rules]\nselect: [desk/wordy]\n")
    (desk / "sub" / "x.txt").write_text((desk / "flawed.txt").read_text())
    assert nl("flawed.txt", "sub/x.txt").rules == [
        "desk/loaded", "desk/faceless", "desk/loaded", "desk/wordy", "desk/wordy"
    ]  # fmt: skip


def test_the_users_own_configuration_is_the_last_resort(nl: Run, desk: Path, env: dict[str, str]) -> None:
    home = Path(env["HOME"]) / ".config" / "newslint"
    home.mkdir(parents=True)
    (home / "config.yaml").write_text(f"rules: ['{desk / 'house-rules'}']\nselect: [desk/wordy]\n")
    (desk / ".newslint.yaml").unlink()
    assert nl("flawed.txt").rules == ["desk/wordy"]
    other = desk / "xdg" / "newslint"
    other.mkdir(parents=True)
    (other / "config.yaml").write_text(f"rules: ['{desk / 'house-rules'}']\nselect: [desk/faceless]\n")
    assert nl("flawed.txt", XDG_CONFIG_HOME=str(desk / "xdg")).rules == ["desk/faceless"]


def test_pyproject(nl: Run, desk: Path) -> None:
    (desk / ".newslint.yaml").unlink()
    (desk / "pyproject.toml").write_text("[tool.newslint]\nrules = ['house-rules']\nselect = ['desk/wordy']\n")
    assert nl("flawed.txt").rules == ["desk/wordy"]


def test_a_pyproject_without_a_table_is_passed_over(nl: Run, desk: Path) -> None:
    (desk / "sub").mkdir()
    (desk / "sub" / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    (desk / "sub" / "x.txt").write_text("The mayor slammed it.\n")
    assert nl("sub/x.txt").rules == ["desk/loaded"]


def test_config_is_used_for_every_draft(nl: Run, desk: Path) -> None:
    (desk / "other.yaml").write_text("rules: [house-rules]\nselect: [desk/wordy]\n")
    assert nl("flawed.txt", "--config", "other.yaml").rules == ["desk/wordy"]


def test_isolated_reads_none(nl: Run, desk: Path) -> None:
    done = nl("clean.txt", "--isolated", "--select", "desk/wordy")
    assert done.err.startswith("newslint: “desk/wordy” is no rule, pack or tag.")
    config(desk, "selekt: [x]\n")
    assert nl("clean.txt", "--isolated").code == 0


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("select: [desk]\n", ["desk/quiet", "desk/loaded", "desk/quiet", "desk/faceless", "desk/loaded", "desk/wordy"]),
        ("select: [desk]\nignore: [words, desk/quiet]\n", ["desk/faceless"]),
        ("select: [desk/wordy]\nextend-select: [faces]\n", ["desk/faceless", "desk/wordy"]),
        ("select: desk/wordy\n", ["desk/wordy"]),
    ],
)
def test_select_and_ignore(nl: Run, desk: Path, text: str, rules: list[str]) -> None:
    config(desk, text)
    assert sorted(nl("flawed.txt").rules) == sorted(rules)


def test_the_command_line_comes_first(nl: Run, desk: Path) -> None:
    config(desk, "select: [desk/wordy]\nignore: [desk/loaded]\n")
    assert nl("flawed.txt", "--select", "desk/loaded").rules == ["desk/loaded"] * 2
    assert nl("flawed.txt", "--select", "desk", "--ignore", "desk/quiet").rules == ["desk/faceless", "desk/wordy"]
    assert nl("flawed.txt", "--ignore", "words").rules == []


def test_severities_by_name_pack_and_tag(nl: Run, desk: Path) -> None:
    config(desk, "select: [words, faces]\nseverity: {words: error, desk/wordy: warning, faces: suggestion}\n")
    lines = [line.split()[1] for line in nl("flawed.txt").out.splitlines() if line.startswith("flawed")]
    assert lines == ["error", "suggestion", "error", "warning"]
    assert nl("flawed.txt").code == 1


def test_overrides_for_some_drafts(nl: Run, desk: Path) -> None:
    config(
        desk,
        "select: [desk/loaded, desk/wordy]\n"
        "overrides:\n"
        "  - files: opinion/**\n    ignore: desk/loaded\n"
        "  - files: [wire/*.txt]\n    severity: {desk/wordy: error}\n",
    )
    for folder in ("opinion", "wire"):
        (desk / folder / "deep").mkdir(parents=True)
        (desk / folder / "x.txt").write_text((desk / "flawed.txt").read_text())
    assert nl("opinion/x.txt").rules == ["desk/wordy"]
    assert nl("x.txt", cwd=desk / "opinion").rules == ["desk/wordy"]
    assert (nl("wire/x.txt").code, nl("flawed.txt").code) == (1, 0)


def test_exclude(nl: Run, desk: Path) -> None:
    config(desk, "select: [desk/loaded]\nexclude: [drafts/old/, '*.tmp.txt']\n")
    for name in ("drafts/old/x.txt", "drafts/new/x.txt", "drafts/new/y.tmp.txt"):
        (desk / name).parent.mkdir(parents=True, exist_ok=True)
        (desk / name).write_text("The mayor slammed it.\n")
    assert nl("drafts").out.startswith("drafts/new/x.txt")
    assert nl("drafts").rules == ["desk/loaded"]
    assert nl("drafts/old/x.txt").rules == ["desk/loaded"]  # named: read all the same
    assert nl("drafts/old/x.txt", "--force-exclude").rules == []
    assert nl("drafts/old/x.txt", "--force-exclude").code == 0
    assert nl("drafts/**/*.txt").rules == ["desk/loaded"]


def test_house_style(nl: Run, desk: Path) -> None:
    rule = desk / "house-rules" / "desk" / "isation.yaml"
    rule.write_text(
        "summary: A\nmessage: “{match}”.\nseverity: error\nhouse: [guardian, bbc]\nmatch: {phrase: {any: [plan]}}\n"
    )
    assert nl("flawed.txt", "--select", "desk/isation").rules == []
    assert nl("flawed.txt", "--select", "desk/isation", "--house", "bbc").rules == ["desk/isation"] * 2
    config(desk, "select: [desk/isation]\nhouse: guardian\n")
    assert nl("flawed.txt").rules == ["desk/isation"] * 2


def test_own_rules_take_the_place_of_shipped_ones(nl: Run, desk: Path) -> None:
    rule = desk / "house-rules" / "sourcing" / "hearsay-adverb.yaml"
    rule.parent.mkdir()
    rule.write_text("summary: A\nmessage: Ours.\nseverity: error\nmatch: {phrase: {any: [slammed]}}\n")
    done = nl("flawed.txt", "--select", "sourcing/hearsay-adverb")
    assert done.rules == ["sourcing/hearsay-adverb"]
    assert " error Ours. " in done.out


def test_newslint_config_shows_what_holds_and_where_it_came_from(nl: Run, desk: Path) -> None:
    config(
        desk, "select: [desk/wordy]\nhouse: bbc\nseverity: {words: error}\noverrides: [{files: '*.md', ignore: desk}]\n"
    )
    out = nl("config").out
    where = desk / ".newslint.yaml"
    assert f'select: ["desk/wordy"]  # {where}\n' in out
    assert f"house: bbc  # {where}\n" in out
    assert "fail-on: error  # default\n" in out
    assert f'severity: {{"words": "error"}}  # {where}\n' in out
    assert f'ignore: ["desk"]  # {where}, the overrides for *.md\n' in nl("config", "x.md").out
    assert "  # default\n" in nl("config", "--isolated").out
    assert str(where) not in nl("config", "--isolated").out


def test_what_newslint_config_prints_is_a_configuration(nl: Run, desk: Path) -> None:
    config(
        desk,
        "select: [desk/wordy, desk/loaded]\nseverity: {words: error}\nexclude: [old/]\naccept: [naïve]\n"
        "overrides: [{files: '*.md', ignore: desk, severity: {desk/wordy: error}}]\n",
    )
    shown = nl("config").out
    (desk / "again.yaml").write_text(shown)
    again = nl("config", "--config", "again.yaml").out
    plain = [line.partition("  # ")[0] for line in shown.splitlines()]
    assert [line.partition("  # ")[0] for line in again.splitlines()] == plain
    assert nl("flawed.txt", "--config", "again.yaml").rules == nl("flawed.txt").rules
    (desk / "defaults.yaml").write_text(nl("config", "--isolated").out)
    assert nl("clean.txt", "--config", "defaults.yaml").code == 0
