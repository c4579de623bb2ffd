"""What grammar engines said of paragraphs in earlier runs: an edited draft costs its changed paragraphs only.

Kept beside the results of whole drafts, in the same kind of file and with the same distrust: an entry carries a
checksum over its key and itself, spans must lie in the paragraph, and whatever is wrong costs time, not a run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from newslint import __version__
from newslint.cache import Cache, opened, sealed
from newslint.fingerprint import blake2b, code, engines
from newslint.grammar.engine import GrammarMatch
from newslint.grammar.memory import DictMemory
from newslint.span import Span

FILE = "paragraphs.sqlite3"
MAX_BYTES = 16_000_000  # of the file; the paragraphs not met for longest go first
_DIGEST = 16


class Paragraphs:
    """A `Memory` of a grammar session that outlives the process. Nothing here raises."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._near = DictMemory()
        self._lock = Lock()  # an engine reads ahead in a thread of its own
        self._told = f"{__version__} {code()} {engines()}".encode()
        self._begin()

    def _begin(self) -> None:
        self._cache = Cache(self._place, file=FILE, most=MAX_BYTES)
        self._process = os.getpid()

    def get(self, key: bytes) -> tuple[GrammarMatch, ...] | None:
        """Return what was put under `key` in this run or an earlier one, or None."""
        with self._lock:
            known = self._near.get(key)
            if known is None:
                full = self._full(key)
                entry = self._cache.get(full)
                known = unpacked(full, entry) if entry is not None else None
                if known is not None:
                    self._near.put(key, known)
            return known

    def put(self, key: bytes, matches: Sequence[GrammarMatch]) -> None:
        """Keep an answer; it is written with others, at the latest by close()."""
        with self._lock:
            self._near.put(key, matches)
            full = self._full(key)
            self._cache.put(full, packed(full, matches))

    def close(self) -> None:
        """Write down what was kept. What is put later is kept too."""
        with self._lock:
            self._cache.close()

    def _full(self, key: bytes) -> bytes:
        """Return the key with what else an answer depends on: newslint itself, and the wheels it finds."""
        if os.getpid() != self._process:  # a forked process has no business with the file its parent opened
            self._begin()
        return blake2b(self._told + key, digest_size=_DIGEST).digest()


def packed(key: bytes, matches: Sequence[GrammarMatch]) -> bytes:
    """Return an answer as an entry: a checksum and JSON."""
    rows = [[*m.span, m.rule, m.message, list(m.suggestions), m.category] for m in matches]
    body = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return sealed(body, key)


def unpacked(key: bytes, entry: bytes) -> tuple[GrammarMatch, ...] | None:
    """Return the answer an entry holds, or None when it is no entry or not this key's."""
    body = opened(entry, key)
    if body is None:
        return None
    try:
        return tuple(_match(*row) for row in json.loads(body))
    except (ValueError, TypeError, RecursionError):
        return None


def _match(start: int, end: int, rule: str, message: str, suggestions: list[str], category: str) -> GrammarMatch:
    return GrammarMatch(
        Span(int(start), int(end)), str(rule), str(message), tuple(map(str, suggestions)), str(category)
    )
