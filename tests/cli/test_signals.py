from __future__ import annotations

import signal
import subprocess
from pathlib import Path

from tests.cli.conftest import COMMAND


def test_an_interrupt_is_130(desk: Path, env: dict[str, str]) -> None:
    process = subprocess.Popen(
        [COMMAND, "-"], cwd=desk, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        process.wait(timeout=2)  # it waits for standard input
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, b"", b"newslint: interrupted")


def test_a_closed_pipe_ends_quietly(desk: Path, env: dict[str, str]) -> None:
    (desk / "long.txt").write_text("The mayor slammed it.\n\n" * 3_000)
    process = subprocess.Popen(
        [COMMAND, "long.txt", "--format", "jsonl"], cwd=desk, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 2


def test_a_full_disk_is_one_sentence(desk: Path, env: dict[str, str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [COMMAND, "flawed.txt"], cwd=desk, env=env, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert b"No space left" in done.stderr
