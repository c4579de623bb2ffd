"""The whole way, as a user goes it: a configuration, the command, its exit code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DRAFT = "Council meets\n\nThe council of the town met the the mayor on Monday, the clerk said.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    return tmp_path


def newslint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "newslint", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def configure(folder: Path, text: str) -> None:
    (folder / ".newslint.yaml").write_text(text, encoding="utf-8")


def test_harper_is_the_default(desk: Path) -> None:
    done = newslint(desk, "--format", "jsonl", "draft.txt")
    assert "typos/doubled-word" in done.stdout and done.returncode == 1, done.stderr


def test_an_engine_that_is_not_there_is_exit_2_and_one_sentence(desk: Path) -> None:
    configure(desk, "grammar:\n  engine: languagetool\n  server: http://127.0.0.1:9\n")
    done = newslint(desk, "draft.txt")
    assert done.returncode == 2
    assert done.stderr.startswith("newslint: The LanguageTool server at http://127.0.0.1:9/ does not answer")
    assert done.stderr.count("\n") == 1 and done.stdout == ""


@pytest.mark.parametrize("arguments", [("--ignore", "grammar"), ("--select", "sourcing")])
def test_an_engine_nobody_wants_is_not_started(desk: Path, arguments: tuple[str, ...]) -> None:
    configure(desk, "grammar:\n  engine: languagetool\n  server: http://127.0.0.1:9\n")
    done = newslint(desk, *arguments, "draft.txt")
    assert done.returncode in (0, 1) and done.stderr == ""


def test_no_engine_at_all(desk: Path) -> None:
    configure(desk, "grammar:\n  engine: none\n")
    assert newslint(desk, "draft.txt").returncode in (0, 1)


def test_status(desk: Path) -> None:
    done = newslint(desk, "grammar", "status")
    assert done.returncode == 0 and done.stdout.startswith("harper ")


def test_engine_rules_are_listed(desk: Path) -> None:
    done = newslint(desk, "rules")
    assert "grammar/harper-then-than" in done.stdout, done.stderr
