"""How the service is run, and what it will not do."""

from __future__ import annotations

from pathlib import Path

from newslint.records import dataclass

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})


@dataclass(frozen=True, slots=True)
class Options:
    """Where the service listens and its limits. Nothing of a request is written to disk or to a log."""

    host: str = "127.0.0.1"
    port: int = 8081
    token: str | None = None  # required on every call when set
    max_bytes: int = 2_000_000  # of one request
    max_seconds: float = 60.0  # for one answer
    at_once: int = 2  # drafts being checked
    waiting: int = 64  # requests that may wait for that; more are turned away
    origins: tuple[str, ...] = ()  # web pages and browser extensions that may call
    config: Path | None = None
    words: Path | None = None  # where words added over HTTP are kept

    @property
    def local(self) -> bool:
        """Does it listen on this machine only?"""
        return self.host in LOOPBACK
