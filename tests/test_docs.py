"""What the docs show is what the program does; the GitHub action's scripts run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from newslint import yamlnodes
from newslint.errors import RuleError
from newslint.exampletests import failures
from newslint.ruleset import builtin_folder, parse_rule, word_lists
from newslint.settings import load
from tests.conftest import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
TEXTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of a language in a document; list indentation is taken off."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```", text, re.M | re.S)
    return [re.sub(rf"^{indent}", "", body, flags=re.M) for indent, body in found]


def test_the_rule_in_contributing_runs() -> None:
    [text] = [b for b in blocks("CONTRIBUTING.md", "yaml") if "summary:" in b]
    root = yamlnodes.compose(text, "rule.yaml", RuleError)
    assert root is not None
    rule = parse_rule(root, "sourcing/unnamed-memo", "rule.yaml", word_lists(builtin_folder()))
    assert [f.what for f in failures(rule)] == []


def test_the_configuration_in_the_readme_loads(tmp_path: Path) -> None:
    [text] = [b for b in blocks("README.md", "yaml") if "house:" in b]
    (tmp_path / ".newslint.yaml").write_text(text, encoding="utf-8")
    settings = load(tmp_path / ".newslint.yaml")
    assert (settings.house, settings.fail_on) == ("bbc", "warning")


def test_the_python_in_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    [code] = blocks("README.md", "python")
    exec(code, {})
    assert "sourcing/" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["README.md", "docs/install.md"])
def test_the_pre_commit_configurations_hold(name: str, tmp_path: Path) -> None:
    ids = {h["id"] for h in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    [text] = [b for b in blocks(name, "yaml") if b.startswith("repos:")]
    assert {h["id"] for h in yaml.safe_load(text)["repos"][0]["hooks"]} == ids
    (tmp_path / "c.yaml").write_text(text)
    command = [sys.executable, "-m", "pre_commit", "validate-config", tmp_path / "c.yaml"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in TEXTS:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.name}: {target}")
    assert broken == []


def test_options_named_in_the_docs_exist() -> None:
    from newslint.cli.check import check

    known = {o for p in check.params for o in p.opts}
    text = (ROOT / "README.md").read_text() + (ROOT / "docs" / "install.md").read_text()
    named = {m for line in re.findall(r"newslint[^`\n]*", text) for m in re.findall(r"(?<!\w)--[a-z-]+", line)}
    assert named - known - {"--all-files", "--into"} == set()


# --- action.yml ------------------------------------------------------------------------------------------


def test_the_action_pastes_no_input_into_a_script() -> None:
    assert ACTION["runs"]["using"] == "composite"
    scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    assert not [s for s in scripts if "${{" in s]


@pytest.mark.skipif(os.name != "posix", reason="the action's shell is bash")
def test_the_actions_last_step_runs(tmp_path: Path) -> None:
    place = tmp_path / "runner" / "newslint" / "bin"
    place.mkdir(parents=True)
    (place / "newslint").symlink_to(Path(sys.executable).with_name("newslint"))
    (tmp_path / "a draft.txt").write_text("The mayor reportedly left.\n")
    step = ACTION["runs"]["steps"][-1]
    env = {
        **os.environ,
        "RUNNER_TEMP": str(tmp_path / "runner"),
        "PATHS": "*.txt",
        "ARGS": "--isolated --select sourcing/hearsay-adverb --fail-on warning",
        "SARIF": "out.sarif",
    }
    assert set(step["env"]) <= set(env)
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::warning title=sourcing/hearsay-adverb,file=a draft.txt,line=1,")
    assert '"version": "2.1.0"' in (tmp_path / "out.sarif").read_text()


def test_the_example_workflow_uses_inputs_the_action_has() -> None:
    workflow = yaml.safe_load((ROOT / "docs" / "examples" / "newslint.yml").read_text())
    steps = workflow["jobs"]["newslint"]["steps"]
    [uses] = [s for s in steps if s["uses"].startswith("newslint/")]
    assert set(uses["with"]) <= set(ACTION["inputs"])
