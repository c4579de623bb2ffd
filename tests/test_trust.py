"""What comes with the drafts (configuration, rules, links, answers) cannot run code, read elsewhere, send or silence."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from newslint import settings as settings_module
from newslint.cli import _run
from newslint.errors import RuleError, SettingsError
from newslint.session import Session, accepted_words, all_rules
from newslint.settings import Settings, load, settings_for
from newslint.trust import SERVERS, may_ask
from tests.conftest import ROOT, rule_of, run

RULE = "summary: A\nmessage: “{match}” is flagged.\nseverity: error\nmatch: {phrase: {any: [slammed]}}\n"
DRAFT = "The mayor slammed the plan on Monday.\n"
SECRET = "root:x:0:0:secret"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A repository with a draft, and beside it what is none of its business."""
    place = tmp_path / "repository"
    (place / ".git").mkdir(parents=True)
    (place / "own" / "desk").mkdir(parents=True)
    (place / "own" / "desk" / "loaded.yaml").write_text(RULE)
    (place / "a.txt").write_text(DRAFT)
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "elsewhere" / "desk").mkdir(parents=True)
    (tmp_path / "elsewhere" / "desk" / "rule.yaml").write_text(RULE)
    monkeypatch.chdir(place)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("NEWSLINT_CACHE", str(tmp_path / "cache"))
    settings_module.forget()
    yield place
    settings_module.forget()


def refused(repository: Path, config: str) -> str:
    """What is said of a configuration that a pull request brings; nothing of the secret is in it."""
    (repository / ".newslint.yaml").write_text(config)
    with pytest.raises(SettingsError) as e:
        settings_for(repository / "a.txt")
    assert "secret" not in str(e.value).replace("secret.txt", "")
    return str(e.value)


# --- nothing outside the repository is read --------------------------------------------------------------


@pytest.mark.parametrize("key", ["rules", "styles", "words"])
@pytest.mark.parametrize("place", ["../elsewhere", "{tmp}/elsewhere", "own/../../elsewhere", ".git", "link", "deep"])
def test_a_path_that_leads_out_is_refused(repository: Path, key: str, place: str) -> None:
    (repository / "link").symlink_to(repository.parent / "elsewhere")
    (repository / "deep" / "desk").mkdir(parents=True)
    (repository / "deep" / "desk" / "rule.yaml").symlink_to(repository.parent / "secret.txt")
    said = refused(repository, f"{key}: ['{place.format(tmp=repository.parent)}']")
    assert "leads out of the project" in said and "--config" in said


def test_links_to_links_and_folders_are_followed_before_they_are_believed(repository: Path) -> None:
    (repository / "other").mkdir()
    (repository / "other" / "rule.yaml").symlink_to(repository.parent / "secret.txt")
    (repository / "own" / "more").symlink_to(repository / "other")
    assert "leads out" in refused(repository, "rules: [own]")
    (repository / "own" / "more").unlink()
    (repository / "own" / "round").symlink_to(repository / "own")
    (repository / ".newslint.yaml").write_text("rules: [own]\ngrammar: {engine: none}")
    settings_module.forget()
    assert [r.name for r in all_rules(settings_for(repository / "a.txt")) if r.pack == "desk"] == ["desk/loaded"]


def test_a_configuration_that_is_a_link_out_is_refused(repository: Path) -> None:
    (repository / ".newslint.yaml").symlink_to(repository.parent / "secret.txt")
    with pytest.raises(SettingsError, match="a link that leads out of the project"):
        settings_for(repository / "a.txt")


def test_what_a_trusted_configuration_names_is_read(repository: Path) -> None:
    config = repository.parent / "ci.yaml"
    config.write_text("rules: [elsewhere]\nwords: [secret.txt]\n")
    s = settings_for(repository / "a.txt", config=config)
    assert s.rules == (str(repository.parent / "elsewhere"),) and SECRET in accepted_words(s)
    own = repository.parent / "config" / "newslint" / "config.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("words: [../../secret.txt]\n")
    settings_module.forget()
    assert SECRET in accepted_words(settings_for(repository / "a.txt"))


@pytest.mark.parametrize("name", ["../../../secret.txt", "{tmp}/secret.txt"])
def test_a_vale_word_list_stays_beside_its_style(repository: Path, name: str) -> None:
    style = repository / "styles" / "Desk"
    style.mkdir(parents=True)
    (style / "Spelling.yml").write_text(
        f"extends: spelling\nmessage: '%s?'\nignore: ['{name.format(tmp=repository.parent)}']\n"
    )
    settings = Settings(styles=(str(style),), select=("Desk",), grammar=())
    from newslint.readers import read_text

    with pytest.raises(RuleError, match="leads out of the style"):
        Session().check(read_text("Wrods here.", "a.txt"), settings)


def test_vocabularies_beside_a_style_lie_in_the_project_too(repository: Path) -> None:
    (repository / "styles" / "Desk").mkdir(parents=True)
    (repository / "styles" / "Desk" / "A.yml").write_text("extends: existence\nmessage: x\ntokens: [a]\n")
    words = repository / "styles" / "config" / "vocabularies" / "Desk"
    words.mkdir(parents=True)
    (words / "accept.txt").symlink_to(repository.parent / "secret.txt")
    assert "leads out" in refused(repository, "styles: [styles/Desk]")


@pytest.mark.parametrize("target", ["../secret.txt", ".git/config"])
def test_a_draft_that_is_a_link_out_is_not_shown(
    repository: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / ".git" / "config").write_text("Officials said a token.\n")
    (repository.parent / "secret.txt").write_text("Officials said a token.\n")
    (repository / "b.txt").symlink_to(repository / target)
    for argument in (".", "b.txt", "*.txt"):
        assert _run([argument, "--isolated", "--no-cache", "--select", "clarity/cliche"]) == 2
        out, err = capsys.readouterr()
        assert "b.txt: a link that leads out of the project" in err and "token" not in out + err
    assert _run([str(repository.parent / "secret.txt"), "--isolated", "--no-cache", "--select", "clarity/cliche"]) in (
        0,
        1,
    )


def test_a_link_inside_the_project_is_a_draft(repository: Path) -> None:
    (repository / "b.txt").symlink_to("a.txt")
    assert _run(["b.txt", "--isolated", "--no-cache", "--select", "clarity/cliche", "--exit-zero"]) == 0


# --- nothing is sent elsewhere ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "server",
    [
        "http://evil.example", "https://api.languagetool.org", "evil.example:8081", "http://10.0.0.7:8081",
        "http://localhost.evil.example", "http://127.0.0.1@evil.example", "http://evil.example#@127.0.0.1",
        "http://evil.example?127.0.0.1", "http://127.0.0.1:80\\@evil.example", "http://0x7f.1.evil.example",
        "http://[::1]@evil.example", "http://localhost:80@evil.example", "file:///etc/passwd", "ftp://localhost",
        "http://2130706433", "http://localhost\n.evil.example",
    ],
)  # fmt: skip
def test_no_draft_goes_to_a_server_that_a_pull_request_names(repository: Path, server: str) -> None:
    said = refused(repository, f"grammar: {{engine: languagetool, server: {json.dumps(server)}}}")
    assert "another machine" in said and SERVERS in said


@pytest.mark.parametrize("server", ["http://localhost:8081", "127.0.0.1:8081", "http://[::1]:8081/v2/", "localhost"])
def test_a_server_on_this_machine_may_be_named(repository: Path, server: str) -> None:
    (repository / ".newslint.yaml").write_text(f"grammar: {{engine: languagetool, server: '{server}'}}")
    assert settings_for(repository / "a.txt").grammar_server == server


def test_the_user_may_allow_a_server(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SERVERS, "http://lt.example:8081 http://other.example")
    assert may_ask("http://lt.example:8081/") and may_ask("http://other.example")
    assert not may_ask("http://lt.example:80811") and not may_ask("http://lt.example:8081.evil.example")
    config = repository.parent / "ci.yaml"
    config.write_text("grammar: {engine: languagetool, server: 'http://10.0.0.7:8081'}")
    assert settings_for(repository / "a.txt", config=config).grammar_server == "http://10.0.0.7:8081"


def test_a_server_on_this_machine_is_asked_past_any_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    from newslint.grammar.engine import GrammarUnavailable
    from newslint.grammar.languagetool import LanguageToolEngine
    from tests.net import listener

    with listener() as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(GrammarUnavailable):
            LanguageToolEngine(server="http://localhost:1")
        assert proxy.heard == b""


# --- no code is run --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "accept: !!python/object/apply:os.system ['touch ran']",
        "!!python/object/apply:os.system ['touch ran']",
        "accept: [!!python/name:os.system ran]",
        "select: !!python/object/new:os.system ['touch ran']",
    ],
)
def test_yaml_tags_run_nothing(repository: Path, text: str) -> None:
    (repository / ".newslint.yaml").write_text(text)
    (repository / "own" / "desk" / "loaded.yaml").write_text(text)
    _run(["a.txt", "--no-cache"])
    _run(["a.txt", "--no-cache", "--config", ".newslint.yaml"])
    _run(["rules", "test", "own"])
    (repository / "b.md").write_text(f"---\n{text}\n---\nText here.\n")
    _run(["b.md", "--isolated", "--no-cache"])
    assert not (repository / "ran").exists()


@pytest.mark.parametrize(
    "field", ["{match.__class__}", "{match[0]}", "{match!r}", "{match:>999999999}", "{match:{x.y}}"]
)
def test_a_message_only_names_its_placeholders(field: str) -> None:
    with pytest.raises(RuleError, match="in the message"):
        rule_of(f"message: '{field}'\nmatch: {{phrase: {{any: [x]}}}}")


def test_vale_scripts_are_refused(repository: Path) -> None:
    (repository / "styles" / "Desk").mkdir(parents=True)
    (repository / "styles" / "Desk" / "A.yml").write_text("extends: script\nmessage: x\nscript: 'x := 1'\n")
    with pytest.raises(RuleError, match="is no Vale check"):
        all_rules(Settings(styles=(str(repository / "styles"),)))


def test_python_files_beside_rules_are_not_imported(repository: Path) -> None:
    for place in (repository, repository / "own", repository / "own" / "desk"):
        for name in ("conftest.py", "newslint.py", "yaml.py", "regex.py", "sitecustomize.py"):
            (place / name).write_text("raise SystemExit('ran')\n")
    (repository / ".newslint.yaml").write_text("rules: [own]\nselect: [desk]\n")
    import subprocess
    import sys

    command = [str(Path(sys.executable).with_name("newslint")), "a.txt", "--no-cache", "--format", "jsonl"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["rule"] == "desk/loaded" and done.returncode == 1


# --- nothing is said to the terminal or the CI log that they would obey ----------------------------------

EVIL = "\x1b]0;owned\x07\x1b[31m\u202e"


@pytest.mark.parametrize("actions", ["", "true"])
def test_no_text_of_others_is_obeyed(
    repository: Path, actions: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Messages of rules, names of files, keys of configurations, words of drafts: on the screen and in what is wrong."""
    monkeypatch.setenv("GITHUB_ACTIONS", actions)
    evil = json.dumps(f"{EVIL}\n::error::x “{{match}}”")
    rule = RULE.replace("“{match}” is flagged.", evil).replace("summary: A", f"summary: {evil.replace('{match}', '')}")
    (repository / "own" / "desk" / "loaded.yaml").write_text(rule)
    (repository / f"a{EVIL}\n::error::y.txt").write_text(f"The mayor slammed{EVIL} it.\n")
    (repository / ".newslint.yaml").write_text("rules: [own]\nselect: [desk]\n")
    _run([".", "--no-cache"])
    _run(["rules"])
    _run(["rules", "show", "desk/loaded"])
    _run([f"b{EVIL}\n::error::z.txt"])
    settings_module.forget()
    (repository / ".newslint.yaml").write_text(f"{evil}: 1\n")
    assert _run([".", "--no-cache"]) == 2
    out, err = capsys.readouterr()
    assert not {*EVIL[:1], "\x07", "\u202e"} & {*re.sub("file=[^,]*,", "", out), *err}
    lines = [*out.splitlines(), *err.splitlines()]
    assert not [line for line in lines if line.startswith("::error::")]
    assert sum("::error::x" in line for line in lines) >= 4  # it is there, as part of a line


def test_a_rule_file_that_is_a_link_out_is_not_shown(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "own" / "desk" / "b.yaml").symlink_to(repository.parent / "secret.txt")
    for argument in ("own", "own/desk/b.yaml"):
        assert _run(["rules", "--isolated", "test", argument]) == 2
        out, err = capsys.readouterr()
        assert "a link that leads out of the project" in err and "secret" not in (out + err).replace("secret.txt", "")


# --- a protected configuration stays as it is ------------------------------------------------------------

QUIET = {
    ".newslint.yaml": "ignore: [all]\nexclude: ['*']\nfail-on: error\nseverity: {desk: suggestion}\n",
    "pyproject.toml": "[tool.newslint]\nignore = ['all']\n",
    ".newslintignore": "*\n",
    ".gitignore": "*.txt\n*.md\n",
}
ANSWERED = {
    "answered.md": f"<!-- newslint: ignore-file all -- because -->\n\n{DRAFT}",
    "opinion.md": f"---\nprofile: opinion\n---\n\n{DRAFT}",
    "plain.txt": f"# newslint: ignore desk/loaded -- because\n\n{DRAFT}",
}


def rules_said(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, list[str]]:
    _run([*arguments, "--format", "jsonl", "--no-cache", "--exit-zero"])
    found: dict[str, list[str]] = {}
    for line in capsys.readouterr().out.splitlines():
        f = json.loads(line)
        found.setdefault(os.path.basename(f["path"]), []).append(f["rule"])
    return found


def test_nothing_beside_the_drafts_switches_off_a_protected_configuration(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ci = repository.parent / "ci"
    (ci / "own" / "desk").mkdir(parents=True)
    (ci / "own" / "desk" / "loaded.yaml").write_text(RULE)
    (ci / "newslint.yaml").write_text("rules: [own]\nselect: [desk]\ngrammar: {engine: none}\n")
    for name, text in (QUIET | ANSWERED).items():
        (repository / name).write_text(text)
    (repository / "own" / "desk" / "loaded.yaml").write_text(RULE.replace("slammed", "nothing"))
    config = str(ci / "newslint.yaml")
    assert rules_said(capsys, "a.txt", "--config", config) == {"a.txt": ["desk/loaded"]}
    assert rules_said(capsys, *ANSWERED, "--config", config) == {"opinion.md": ["desk/loaded"]}
    names = ("a.txt", *ANSWERED)
    assert rules_said(capsys, ".", "--config", config, "--protected") == {n: ["desk/loaded"] for n in names}


def test_the_gate_that_security_md_shows(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The base branch is checked out in a hidden folder of the pull request's; its rules hold, and it is not checked itself."""
    shown = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    [arguments] = re.findall(r"- run: newslint (.*)", shown)
    base = repository / ".base"
    (base / "own" / "desk").mkdir(parents=True)
    (base / ".git").mkdir()
    (base / "own" / "desk" / "loaded.yaml").write_text(RULE)
    (base / "a.txt").write_text(DRAFT)
    (base / ".newslint.yaml").write_text(
        "rules: [own]\nselect: [desk]\ngrammar: {engine: none}\noverrides: [{files: opinion/**, ignore: [desk]}]\n"
    )
    (repository / "opinion").mkdir()
    (repository / "opinion" / "b.txt").write_text(DRAFT)
    (repository / "own" / "desk" / "loaded.yaml").unlink()
    for name, text in QUIET.items():
        (repository / name).write_text(text)
    assert rules_said(capsys, *arguments.split()) == {"a.txt": ["desk/loaded"]}
    assert _run(arguments.split()) == 1


def test_protected_needs_a_configuration_that_was_named(
    repository: Path,  # noqa: ARG001
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _run(["a.txt", "--protected"]) == 2
    assert "--protected goes with --config FILE" in capsys.readouterr().err
    assert _run(["a.txt", "--protected", "--isolated", "--no-cache", "--select", "clarity/cliche", "--exit-zero"]) == 0


def test_globs_of_a_configuration_kept_elsewhere_are_about_the_place_of_the_run(repository: Path) -> None:
    config = repository.parent / "elsewhere" / "ci.yaml"
    config.write_text("overrides: [{files: opinion/**, ignore: [language]}]\n")
    assert settings_for(Path("opinion/a.txt"), config=config).ignore == ("language",)
    assert settings_for(Path("news/a.txt"), config=config).ignore == ()


def test_a_configuration_read_by_name_is_trusted_and_one_that_was_found_is_not(repository: Path) -> None:
    file = repository / ".newslint.yaml"
    file.write_text("words: [../secret.txt]\n")
    assert load(file).words
    with pytest.raises(SettingsError):
        load(file, trusted=False)


@pytest.mark.parametrize(
    "template",
    ["{v.__format__.__globals__}", "{v.__class__}", "{match[0]}", "{v!r}", "{v:{v.x}}", "{match:>999999999}", "{nothing}", "{v:zz}", "{"],
)  # fmt: skip
@pytest.mark.parametrize("match", ["rewrite: {pairs: {'(?<v>slammed)': %s}}", "pattern: {any: ['(?<v>slammed)']}"])
def test_a_suggestion_only_names_its_placeholders(match: str, template: str) -> None:
    """What hangs on a placeholder leads to all of the program, and to its environment."""
    written = json.dumps(template)
    suggest = "" if "%s" in match else f"suggest: [{written}]\n"
    with pytest.raises(RuleError, match=r"is no placeholder|which is not there|mend its braces|do not pair up"):
        run(f"{suggest}match: {{{match % written if '%s' in match else match}}}", "It slammed it.")
