"""What an engine said of a paragraph, remembered by the paragraph's content: an edited draft costs only its
changed paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from newslint.fingerprint import blake2b
from newslint.grammar.engine import GrammarMatch


class Memory(Protocol):
    """Where answers are kept: in the process, or between runs (newslint.paragraphs)."""

    def __hash__(self) -> int:
        """One memory is another's equal only when it is the same: a session is made for each."""

    def get(self, key: bytes) -> Sequence[GrammarMatch] | None:
        """Return what was put under `key`, or None."""

    def put(self, key: bytes, matches: Sequence[GrammarMatch]) -> None:
        """Keep an answer."""


class DictMemory:
    """Answers kept in this process; the oldest go first when there are more than `limit` paragraphs."""

    def __init__(self, limit: int = 20_000) -> None:
        self._limit = limit
        self._kept: dict[bytes, tuple[GrammarMatch, ...]] = {}

    def get(self, key: bytes) -> tuple[GrammarMatch, ...] | None:
        """Return what was put under `key`, or None."""
        return self._kept.get(key)

    def put(self, key: bytes, matches: Sequence[GrammarMatch]) -> None:
        """Keep an answer."""
        if len(self._kept) >= self._limit:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = tuple(matches)


def key_of(engine: str, version: str, paragraph: str) -> bytes:
    """Return the key of one engine's answer to one paragraph: 16 bytes over everything the answer depends on."""
    return blake2b("\0".join((engine, version, paragraph)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
