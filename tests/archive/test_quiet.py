"""Daft and Ray send usage statistics by default; newslint archive sends nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newslint.archive.quiet import QUIET
from tests.archive.conftest import COMMAND, FAST, articles, write_jsonl

METADATA = (b"http://169.254.169.254/", b"http://metadata.google.internal/")


@contextmanager
def proxy() -> Iterator[tuple[dict[str, str], list[bytes]]]:
    """A listener that every HTTP client is told to go through; what it is asked for is kept."""
    asked: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                asked.append(connection.recv(1000).split(b"\r\n")[0])

    threading.Thread(target=listen, daemon=True).start()
    address = f"http://127.0.0.1:{server.getsockname()[1]}"
    names = ("http_proxy", "https_proxy", "all_proxy")
    drop = {*QUIET, "no_proxy", "NO_PROXY"}
    env = {k: v for k, v in os.environ.items() if k not in drop}
    env |= {k: address for n in names for k in (n, n.upper())}
    try:
        yield env, asked
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()


def test_daft_by_itself_would_call_home() -> None:
    """Without this the next test would prove nothing."""
    with proxy() as (env, asked):
        script = "import daft, threading, time; time.sleep(1)"
        subprocess.run([sys.executable, "-c", script], env=env, check=True, timeout=60)
    assert asked


@pytest.mark.parametrize("runner", ["native", "ray"])
def test_a_run_calls_nobody(runner: str, tmp_path: Path) -> None:
    pytest.importorskip("ray" if runner == "ray" else "daft")
    source = write_jsonl(tmp_path / "a.jsonl", articles(2))
    with proxy() as (env, asked):
        command = [COMMAND, "archive", source, tmp_path / "out", *FAST, "--jobs", "1", "--runner", runner]
        # Ray speaks to its own parts on this machine
        env["no_proxy"] = env["NO_PROXY"] = "127.0.0.1,localhost"
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    # a local Ray asks the machine's own cloud, if any, which one it is: that cannot be switched off
    assert [a for a in asked if not (runner == "ray" and any(host in a for host in METADATA))] == []


def test_telling_them_to_be_quiet_comes_before_importing_them() -> None:
    script = (
        f"import newslint.archive.runners, os, sys; sys.exit(not all(os.environ[k] == v for k, v in {QUIET!r}.items()))"
    )
    env = os.environ | {"DAFT_ANALYTICS_ENABLED": "1"}
    assert subprocess.run([sys.executable, "-c", script], env=env, timeout=60, check=False).returncode == 0


def test_no_other_command_loads_them() -> None:
    script = "import sys, newslint.cli.check, newslint.cli.archive; sys.exit('daft' in sys.modules or 'pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], timeout=60, check=False).returncode == 0


def test_where_the_work_is_done_rules_have_as_long_as_an_article() -> None:
    """Their own limits are met sooner on a busy machine, and what is found must not depend on that."""
    script = (
        "from newslint import __version__, engine; from newslint.matchers import base; "
        "from newslint.archive.plan import Reading; from newslint.archive.runners import Bench; "
        "from newslint.archive.storage import place; "
        "Bench(Reading(place('.'), 'jsonl', timeout=77.0), __version__); "
        "assert base.TIME_LIMIT == engine.RULE_SECONDS == engine.DOCUMENT_SECONDS == 77.0"
    )
    assert subprocess.run([sys.executable, "-c", script], timeout=60, check=False).returncode == 0
