from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, Run

ESC = "\x1b["


@pytest.mark.parametrize(
    ("arguments", "variables", "colored"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"CLICOLOR_FORCE": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ((), {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        (("--color", "always", "--format", "json"), {}, False),
        (("--color", "always", "--output", "report.txt"), {}, False),
    ],
)
def test_without_a_terminal(
    nl: Run, desk: Path, arguments: tuple[str, ...], variables: dict[str, str], colored: bool
) -> None:
    out = nl("flawed.txt", *arguments, **variables).out
    if "--output" in arguments:
        out = (desk / "report.txt").read_text()
    assert (ESC in out) is colored


@pytest.mark.parametrize(
    ("arguments", "variables", "colored"),
    [
        ((), {"TERM": "xterm"}, True),
        ((), {"TERM": "dumb"}, False),
        ((), {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (("--color", "never"), {"TERM": "xterm"}, False),
        (("--color", "always"), {"TERM": "dumb"}, True),
    ],
)
def test_on_a_terminal(
    desk: Path, env: dict[str, str], arguments: tuple[str, ...], variables: dict[str, str], colored: bool
) -> None:
    assert (ESC in on_terminal(desk, env | variables, "flawed.txt", *arguments)) is colored


def test_escape_sequences_of_a_draft_never_reach_the_terminal(desk: Path, env: dict[str, str]) -> None:
    (desk / "evil.txt").write_text("The mayor slammed \x1b]0;owned\x07 the \x1b[31mplan\u202e.\n")
    out = on_terminal(desk, env | {"TERM": "xterm", "NO_COLOR": "1"}, "evil.txt")
    assert "slammed" in out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)


def test_many_files_show_a_bar_on_a_terminal_only(desk: Path, env: dict[str, str]) -> None:
    names = [f"n{i:02}.txt" for i in range(20)]
    for name in names:
        (desk / name).write_text("The line opens.\n")
    assert "Reading" in on_terminal(desk, env | {"TERM": "xterm"}, *names)


def on_terminal(folder: Path, env: dict[str, str], *arguments: str) -> str:
    """Run newslint with a pseudo-terminal for its output; return what it printed there."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [COMMAND, *arguments], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    out = b""
    try:
        while data := os.read(ours, 65536):
            out += data
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    process.wait(timeout=60)
    return out.decode()
