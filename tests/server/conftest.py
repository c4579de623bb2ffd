"""A real `newslint serve`, on a free port of this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the server extra is not installed")
pytest.importorskip("uvicorn", reason="the server extra is not installed")


class Served:
    """A running service: its address and its process."""

    def __init__(self, *options: str) -> None:
        environment = {k: v for k, v in os.environ.items() if k != "NEWSLINT_TOKEN"}
        command = [sys.executable, "-m", "newslint", "serve", "--port", "0", *options]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
        assert self.process.stderr
        self.said: list[str] = []
        for line in self.process.stderr:
            self.said.append(line)
            found = re.search(r"http://[^ ]+", line)
            if found:
                self.url = found.group().rstrip("/")
                return
        raise AssertionError(f"it did not start: {self.said}")

    def stop(self) -> int:
        """Interrupt it as a person would; return its exit code."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(20)
        finally:
            self.process.kill()


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Without a grammar engine, so that the tests stand on newslint's own rules."""
    file = tmp_path_factory.mktemp("served") / "newslint.yaml"
    file.write_text("grammar: {engine: none}\n")
    return file


@pytest.fixture(scope="session")
def served(config: Path) -> Iterator[Served]:
    service = Served("--config", str(config))
    yield service
    service.stop()


@pytest.fixture
def serve(config: Path) -> Iterator[Callable[..., Served]]:
    """Start services with options of their own."""
    running: list[Served] = []

    def start(*options: str) -> Served:
        running.append(Served("--config", str(config), *options))
        return running[-1]

    yield start
    for service in running:
        service.stop()
