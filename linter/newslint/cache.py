"""Results of earlier runs, so that an unchanged draft costs its hash: SQLite, shared by parallel processes.

The cache is a guess that is checked, never a source of truth: an entry carries its own checksum, and every finding must
still name the words that stand at its span. Whatever is wrong with the file (corrupted, locked, read-only, from another
version) costs time, not a run. Nothing here imports the engine, the rules or the readers of formats that need them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newslint import __version__
from newslint.document import Document
from newslint.finding import Finding, Fix
from newslint.fingerprint import blake2b, code, engines
from newslint.records import fields, replace
from newslint.result import Result
from newslint.rule import Severity
from newslint.settings import Settings
from newslint.span import Span

if TYPE_CHECKING:
    import sqlite3

FORM = 1  # of the file; another one is replaced
FILE = "results.sqlite3"
MAX_BYTES = 64_000_000  # of the file; the entries not used for longest go first
PATIENCE = 1.0  # seconds to wait for another process
_DAY = 86_400
_PENDING = 64  # results kept back for one transaction
# settings that choose drafts, levels to fail at, or have had their effect when the settings of a draft are known
_NOT_IN_KEY = frozenset({"exclude", "overrides", "root", "origin", "fail_on"})
_DIGEST = 16


# --- keys ------------------------------------------------------------------------------------------------


def usable(settings: Settings) -> bool:
    """Tell whether results under these settings can be kept: not those of a server, which may be another one tomorrow."""
    return "languagetool" not in settings.grammar or "grammar" in (*settings.ignore, *settings.without)


def key_of(data: bytes, format: str, encoding: str | None, settings: Settings) -> bytes:
    """Return the key of a result: everything that findings depend on, except the draft's name."""
    key = blake2b(digest_size=_DIGEST)
    told = _of_settings(settings, "house" in settings.origin)
    for part in (told, format.encode(), (encoding or "").encode()):
        key.update(len(part).to_bytes(8, "little") + part)
    key.update(data)
    return key.digest()


@lru_cache(maxsize=256)
def _of_settings(settings: Settings, house_named: bool) -> bytes:
    """A digest of the settings, of the rules and words they name, and of the code that reads them; taken once a run."""
    told = [(f.name, getattr(settings, f.name)) for f in fields(settings) if f.name not in _NOT_IN_KEY]
    parts = [repr(told), house_named, __version__, code(), engines()]
    whole = blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=_DIGEST)
    for place in (*settings.rules, *settings.styles, *settings.words):
        for name, content in _files(Path(place)):
            whole.update(f"\0{name}\0{len(content)}\0".encode("utf-8", "surrogatepass") + content)
    return whole.digest()


def _files(place: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file under a place, or the file itself, with its content; what cannot be read is empty."""
    names = [str(place)]
    if place.is_dir():
        names = sorted(os.path.join(at, name) for at, _, inside in os.walk(place) for name in inside)
    for name in names:
        content = b""
        with suppress(OSError), open(name, "rb") as file:
            content = file.read()
        yield name, content


# --- entries ---------------------------------------------------------------------------------------------


def sealed(body: bytes, key: bytes = b"") -> bytes:
    """Return a body with a checksum before it, over `key` too where a body is good for one key only."""
    return blake2b(key + body, digest_size=_DIGEST).digest() + body


def opened(entry: bytes, key: bytes = b"") -> bytes | None:
    """Return the body of what was sealed, or None when it is not as it was, or another key's."""
    checksum, body = entry[:_DIGEST], entry[_DIGEST:]
    return body if blake2b(key + body, digest_size=_DIGEST).digest() == checksum else None


def packed(result: Result) -> bytes:
    """Return a result as an entry: a checksum and JSON."""
    kept = {
        "findings": [_plain(f) for f in result.findings],
        "suppressed": [_plain(f) for f in result.suppressed],
    }
    body = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return sealed(body)


def _plain(f: Finding) -> list[Any]:
    fix = [*f.fix.span, f.fix.text] if f.fix else None
    also = [_plain(a) for a in f.also]
    return [f.rule, f.severity.value, f.message, *f.span, f.text, list(f.suggestions), fix, also]


def unpacked(entry: bytes, document: Document) -> Result | None:
    """Return the result an entry holds for a document, or None when it is no entry or not this document's.

    Of text and Markdown the document may be light: `text` may still show the markup that a reader masks by spaces. The
    words under a finding are then what the reader made of them.
    """
    body = opened(entry)
    if body is None:
        return None
    try:
        kept = json.loads(body)
        findings = tuple(_finding(f, document.path) for f in kept["findings"])
        suppressed = tuple(_finding(f, document.path) for f in kept["suppressed"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    everything = [g for f in (*findings, *suppressed) for g in (f, *f.also)]
    if document.format == "markdown" and not document.blocks:
        document = _masked(document, everything)
    text = document.text
    if not all(f.span.end <= len(text) and f.span.of(text) == f.text for f in everything):
        return None
    return Result(document, findings, suppressed)


def _finding(row: Sequence[Any], path: str) -> Finding:
    rule, severity, message, start, end, text, suggestions, fix, also = row
    return Finding(
        path=path,
        rule=str(rule),
        severity=Severity(severity),
        message=str(message),
        span=Span(int(start), int(end)),
        text=str(text),
        suggestions=tuple(map(str, suggestions)),
        fix=Fix(Span(int(fix[0]), int(fix[1])), str(fix[2])) if fix else None,
        also=tuple(_finding(a, path) for a in also),
    )


def _masked(document: Document, findings: Iterable[Finding]) -> Document:
    """Return a light document with the words under findings as the reader had them: markup is spaces there."""
    text = document.text
    for f in findings:
        stands = f.span.of(text)
        if stands != f.text:
            if len(stands) != len(f.text) or any(b not in (a, " ") for a, b in zip(stands, f.text, strict=True)):
                return document
            text = text[: f.span.start] + f.text + text[f.span.end :]
    return document if text is document.text else replace(document, text=text)


# --- the file --------------------------------------------------------------------------------------------


class Cache:
    """Entries by key in one SQLite file. Nothing here raises: what goes wrong is a miss, or is not kept."""

    def __init__(self, place: Path, *, file: str = FILE, most: int | None = None) -> None:
        """`most` is the size in bytes above which old entries go, MAX_BYTES when None."""
        self._file = place / file
        self._most = most
        self._pending: dict[bytes, bytes] = {}
        self._fresh: list[bytes] = []
        self._today = 0
        self._base: sqlite3.Connection | None = None
        self._broken = False

    def get(self, key: bytes) -> bytes | None:
        """Return the entry kept under a key, or None."""
        if key in self._pending:
            return self._pending[key]
        rows = self._do("SELECT entry, used FROM results WHERE key = ?", [key])
        if not rows:
            return None
        entry, used = rows[0]
        if used != self._today:
            self._fresh.append(key)
        return entry if isinstance(entry, bytes) else None

    def put(self, key: bytes, entry: bytes) -> None:
        """Keep an entry; it is written with others, at the latest by close()."""
        self._pending[key] = entry
        if len(self._pending) >= _PENDING:
            self.write()

    def write(self) -> None:
        """Write what is kept back, in one transaction; drop what has not been used for longest when there is too much."""
        entries, self._pending = self._pending, {}
        used, self._fresh = self._fresh, []
        if not entries and not used:
            return

        def write(base: sqlite3.Connection) -> None:
            with base:
                base.execute("BEGIN IMMEDIATE")
                base.executemany(
                    "INSERT OR REPLACE INTO results VALUES (?, ?, ?)", [(k, self._today, e) for k, e in entries.items()]
                )
                base.executemany("UPDATE results SET used = ? WHERE key = ?", [(self._today, k) for k in used])
                self._trim(base)

        self._with(write)

    def close(self) -> None:
        """Write what is kept back and let go of the file."""
        self.write()
        if self._base is not None:
            with suppress(Exception):
                self._base.close()
            self._base = None

    def _trim(self, base: sqlite3.Connection) -> None:
        (pages,), (size,), (free,) = (
            base.execute(f"PRAGMA {what}").fetchone() for what in ("page_count", "page_size", "freelist_count")
        )
        if (pages - free) * size > (MAX_BYTES if self._most is None else self._most):
            base.execute(
                "DELETE FROM results WHERE key IN (SELECT key FROM results ORDER BY used, key LIMIT"
                " (SELECT 1 + count(*) / 4 FROM results))"
            )

    def _do(self, sql: str, values: Sequence[Any]) -> list[Any]:
        return self._with(lambda base: base.execute(sql, values).fetchall()) or []

    def _with(self, act: Any) -> Any:
        """Do something with the file. A spoilt file is replaced once; with any other trouble the cache is left alone."""
        if self._broken:
            return None
        import sqlite3

        for attempt in range(2):
            try:
                if self._base is None:
                    self._base = self._open()
                return act(self._base)
            except (sqlite3.Error, OSError, ValueError) as e:
                if self._base is not None:
                    with suppress(Exception):
                        self._base.close()
                    self._base = None
                if attempt or not _spoilt(e) or not self._removed():
                    self._broken = True  # for this run
                    return None
        return None

    def _open(self) -> sqlite3.Connection:
        import sqlite3
        from time import time

        self._today = int(time()) // _DAY
        new = not self._file.exists()
        if new:  # drafts are not everybody's business, and findings quote them
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
        base = sqlite3.connect(self._file, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            (form,) = base.execute("PRAGMA user_version").fetchone()
            if form == 0 and not base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                with suppress(sqlite3.OperationalError):  # another process is at it
                    base.execute("PRAGMA journal_mode = WAL")
                base.execute("BEGIN IMMEDIATE")
                base.execute(
                    "CREATE TABLE IF NOT EXISTS results"
                    " (key BLOB PRIMARY KEY, used INTEGER NOT NULL, entry BLOB NOT NULL) WITHOUT ROWID"
                )
                base.execute(f"PRAGMA user_version = {FORM}")
                base.execute("COMMIT")
            elif form != FORM:
                raise sqlite3.DatabaseError("another form of the cache")
            base.execute("PRAGMA synchronous = OFF")  # a lost entry is found again
        except BaseException:
            base.close()
            raise
        return base

    def _removed(self) -> bool:
        """Take a spoilt file away, its journal first: an old journal beside a new file would spoil that too."""
        try:
            for ending in ("-wal", "-shm", ""):
                Path(f"{self._file}{ending}").unlink(missing_ok=True)
        except OSError:
            return False
        return True


def _spoilt(error: Exception) -> bool:
    """Is the file itself at fault, rather than a lock, a full disk or missing rights?"""
    import sqlite3

    if isinstance(error, sqlite3.OperationalError):
        return "no such" in str(error) or "has no column" in str(error)
    return isinstance(error, sqlite3.DatabaseError)
