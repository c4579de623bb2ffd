"""The installed `newslint` command, run as a user runs it: a process, files, an environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("newslint")
UNSET = (
    "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TERM", "COLUMNS", "GITHUB_ACTIONS", "XDG_CONFIG_HOME", "PYTHONPATH",
    "XDG_CACHE_HOME", "NEWSLINT_CACHE",
)  # fmt: skip

# An own rule folder: the command line is tested on rules that no other change touches.
RULES = {
    "desk/faceless": """\
summary: A source without a face
message: “{match}” could be anyone. Name the source.
severity: error
tags: [faces]
aliases: [old-faceless]
why: A reader cannot weigh a source that has no name.
standards: ["The desk’s own book, page 1"]
match: {phrase: {any: [officials said, sources said]}}
examples:
  bad: ["Talks collapsed, [officials said]."]
  good: ["Talks collapsed, the foreign ministry said."]
  near: ["The officials left."]
""",
    "desk/loaded": """\
summary: A loaded verb
message: “{match}” takes sides; write “{suggestion}”.
severity: warning
tags: [words]
match: {swap: {pairs: {slammed: [criticized], blasted: [criticized, rejected]}}}
examples:
  bad: ["The mayor [slammed] the plan."]
  good: ["The mayor criticized the plan."]
  near: ["The door was slam-proof."]
""",
    "desk/wordy": """\
summary: More words than the thought needs
message: “{match}” says no more than “{suggestion}”.
severity: suggestion
tags: [words]
match: {swap: {pairs: {in order to: to}}}
examples:
  bad: ["He left [in order to] rest."]
  good: ["He left to rest."]
  near: ["It was put in order, to the clerk’s delight."]
""",
    "desk/quiet": """\
summary: A rule that is off unless asked for
message: “{match}” again.
severity: error
default: off
match: {phrase: {any: [plan]}}
examples: {bad: ["A [plan]."], good: ["A thing."], near: ["A planet."]}
""",
}
FLAWED = """\
Council Blasts Rail Plan

By Ada Lund

The mayor slammed the rail plan, officials said. 🚆 Ministers blasted it in order to win votes.

The line opens in May, the ministry said.
"""
CLEAN = "The line opens in May, the ministry said in a statement on its website.\n"


@dataclass(frozen=True)
class Done:
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def rules(self) -> list[str]:
        """The rules of the findings in a text report, in order."""
        return [
            line.rpartition("[")[2].rstrip("]") for line in self.out.split("\n") if line.endswith("]") and ": " in line
        ]


Run = Callable[..., Done]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment with nothing in it that changes what newslint prints."""
    home = tmp_path / "home"
    home.mkdir()
    return {k: v for k, v in os.environ.items() if k not in UNSET} | {"HOME": str(home), "COLUMNS": "100"}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder of drafts with a configuration and rules of its own; the rules that ship are left out."""
    folder = tmp_path / "desk"
    for name, text in RULES.items():
        path = folder / "house-rules" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / ".newslint.yaml").write_text("rules: [house-rules]\nselect: [desk/faceless, desk/loaded, desk/wordy]\n")
    (folder / "flawed.txt").write_text(FLAWED, encoding="utf-8")
    (folder / "clean.txt").write_text(CLEAN, encoding="utf-8")
    return folder


@pytest.fixture
def nl(desk: Path, env: dict[str, str]) -> Run:
    """Run `newslint` in the desk's folder; never a traceback."""

    def run(*args: object, input: str | bytes = b"", cwd: Path = desk, **more: str) -> Done:
        data = input.encode() if isinstance(input, str) else input
        done = subprocess.run(
            [COMMAND, *map(str, args)],
            input=data,
            capture_output=True,
            cwd=cwd,
            env=env | more,
            timeout=120,
            check=False,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in out + err, err
        return Done(done.returncode, out, err)

    return run
