"""A run imports what it needs and no more, and does not work out again what was kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEED

TELL = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from newslint.cli import main
main()
"""
HEAVY = ("dataclasses", "yaml", "tempfile", "shutil", "hashlib", "pickle", "difflib", "subprocess", "asyncio")


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with a cache of its own, in which the seed has been checked once."""
    env = {**os.environ, "NEWSLINT_CACHE": str(tmp_path_factory.mktemp("cache")), "PYTHONPATH": str(ROOT / "linter")}
    env["PYTHONDONTWRITEBYTECODE"] = "1"  # what is kept is kept in that cache
    loaded(env)
    loaded(env, "--no-cache")
    return env


def loaded(env: dict[str, str], *options: str) -> set[str]:
    """The modules a check of the seed imports."""
    command = [sys.executable, "-c", TELL, "--isolated", "--exit-zero", *options, str(SEED)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=120)
    return set(done.stderr.split())


@pytest.mark.parametrize("options", [["--no-cache"], ["--no-cache", "--ignore", "grammar"], ["--format", "json"]])
def test_a_run_imports_nothing_heavy(env: dict[str, str], options: list[str]) -> None:
    found = loaded(env, *options)
    assert "newslint.cli.check" in found
    assert [name for name in HEAVY if name in found] == []


def test_without_the_grammar_engine_it_is_not_imported(env: dict[str, str]) -> None:
    found = loaded(env, "--no-cache", "--ignore", "grammar")
    assert "newslint.engine" in found
    assert [name for name in found if name.startswith(("harper", "newslint.grammar"))] == []


def test_a_draft_known_from_before_is_not_looked_at(env: dict[str, str]) -> None:
    found = loaded(env)
    assert "newslint.cache" in found
    needless = ("newslint.engine", "newslint.matchers", "newslint.annotations", "newslint.typos", "regex", "harper")
    assert [name for name in found if name.startswith(needless)] == []


def test_what_was_kept_is_not_worked_out_again(env: dict[str, str]) -> None:
    files = sorted(Path(env["NEWSLINT_CACHE"]).glob("newslint.*"))
    assert [f.suffix for f in files] == [".expressions", ".programs"]
    before = [f.read_bytes() for f in files]
    loaded(env, "--no-cache")
    assert [f.read_bytes() for f in files] == before
