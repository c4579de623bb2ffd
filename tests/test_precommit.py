"""The hooks of .pre-commit-hooks.yaml, run by the real pre-commit on a repository of drafts.

pre-commit clones this checkout and installs it with pip from the registry, as it does for anybody.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from newslint.readers import endings
from tests.conftest import ROOT, copy_of_checkout

PRE_COMMIT = (sys.executable, "-m", "pre_commit")
FLAWED = "The mayor reportedly met the minister.\n"
CLEAN = "The mayor met the minister, her office said.\n"


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """A git of its own, nothing of a hook that runs these tests, and a store that starts empty."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRE_COMMIT", "GITHUB_"))}
    who = {f"GIT_{r}_{f}": v for r in ("AUTHOR", "COMMITTER") for f, v in (("NAME", "Ada"), ("EMAIL", "a@example.org"))}
    home = tmp_path_factory.mktemp("home")
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "PRE_COMMIT_COLOR": "never", "NO_COLOR": "1"}
    return kept | who | quiet | {"PRE_COMMIT_HOME": str(home / "store"), "XDG_CONFIG_HOME": str(home / "config")}


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory, env: Mapping[str, str]) -> Path:
    """This checkout as it stands, committed to a repository of its own."""
    folder = tmp_path_factory.mktemp("newslint")
    copy_of_checkout(folder)
    commit(folder, env)
    return folder


@pytest.fixture
def drafts(tmp_path: Path, env: Mapping[str, str]) -> Path:
    """A repository of drafts with a configuration."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / ".newslint.yaml").write_text(
        "select: [sourcing/hearsay-adverb]\nfail-on: warning\nexclude: [old/]\ngrammar: {engine: none}\n"
    )
    (folder / "old").mkdir()
    (folder / "old" / "excluded.txt").write_text(FLAWED)
    (folder / "LICENSE").write_text(FLAWED)
    (folder / "clean.txt").write_text(CLEAN)
    (folder / "clean.md").write_text(f"# A meeting\n\n{CLEAN}")
    commit(folder, env)
    return folder


def commit(folder: Path, env: Mapping[str, str]) -> None:
    """Put everything in the folder into a git repository."""
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "As it stands"]):
        subprocess.run(["git", *command], cwd=folder, env=env, check=True, capture_output=True)


def run(arguments: list[str], folder: Path, env: Mapping[str, str]) -> tuple[int, str]:
    """Run pre-commit in a folder; return its exit code and all it printed."""
    subprocess.run(["git", "add", "-A"], cwd=folder, env=env, check=True, capture_output=True)
    done = subprocess.run(
        [*PRE_COMMIT, *arguments], cwd=folder, env=env, capture_output=True, text=True, timeout=900, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.network
def test_try_repo_passes_clean_drafts_and_fails_on_a_flawed_one(
    hooks: Path, drafts: Path, env: Mapping[str, str]
) -> None:
    code, out = run(["try-repo", str(hooks), "newslint", "--all-files"], drafts, env)
    assert code == 0, out
    assert re.search(r"^newslint\.+Passed$", out, re.M), out

    (drafts / "flawed.txt").write_text(FLAWED)
    code, out = run(["try-repo", str(hooks), "newslint", "--all-files"], drafts, env)
    assert code == 1, out
    assert re.search(r"^newslint\.+Failed$", out, re.M), out
    assert "flawed.txt:1:11: warning " in out
    assert "[sourcing/hearsay-adverb]" in out
    assert "    The mayor reportedly met the minister.\n              ^^^^^^^^^^\n" in out
    assert "excluded.txt" not in out
    assert "LICENSE" not in out


@pytest.mark.network
def test_a_pinned_hook_with_arguments_of_the_users(hooks: Path, drafts: Path, env: Mapping[str, str]) -> None:
    rev = subprocess.run(["git", "rev-parse", "HEAD"], cwd=hooks, env=env, capture_output=True, text=True, check=True)
    config = {
        "repos": [
            {
                "repo": str(hooks),
                "rev": rev.stdout.strip(),
                "hooks": [
                    {"id": "newslint", "args": ["--force-exclude", "--fail-on", "error"]},
                    {"id": "newslint-documents"},
                ],
            }
        ]
    }
    (drafts / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    (drafts / "flawed.txt").write_text(FLAWED)
    code, out = run(["run", "--all-files"], drafts, env)
    assert code == 0, out
    assert re.search(r"^newslint\.+Passed$", out, re.M), out
    assert re.search(r"^newslint \(documents\)\.+.*Skipped$", out, re.M), out

    (drafts / "draft.docx").write_bytes(b"PK\x03\x04 not really a document")
    code, out = run(["run", "newslint-documents", "--all-files"], drafts, env)
    assert code == 1, out  # pre-commit's own; newslint's exit code is shown
    assert "exit code: 2" in out
    assert "newslint: draft.docx: " in out
    assert "Traceback" not in out


def test_the_hooks_name_what_newslint_reads() -> None:
    hooks = {h["id"]: h for h in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert set(hooks) == {"newslint", "newslint-documents"}
    for ending in endings():
        named = [id for id, h in hooks.items() if re.search(h["files"], f"draft{ending}")]
        assert len(named) == 1 or ending in (".json", ".xml"), f"no hook takes {ending}"


@pytest.mark.network
def test_this_repository_passes_its_own_hooks(env: Mapping[str, str]) -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    assert {r["repo"] for r in config["repos"]} == {"local"}  # nothing is cloned
    done = subprocess.run([*PRE_COMMIT, "validate-config"], cwd=ROOT, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    manifest = [*PRE_COMMIT, "validate-manifest"]
    assert subprocess.run(manifest, cwd=ROOT, env=env, capture_output=True, check=False).returncode == 0
