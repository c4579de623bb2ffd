"""A run over an archive: what is not done yet is done, each part is written whole, nothing is written twice."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyarrow.parquet as pq
from pyarrow import ArrowException

from newslint import __version__
from newslint.archive.plan import Part, Reading
from newslint.archive.rows import UNREADABLE
from newslint.archive.storage import Place, first_line
from newslint.archive.tables import TABLES
from newslint.errors import NewslintError

MANIFEST = "archive.json"
LOCK = ".lock"
_PART = re.compile(r"part-(\d{6,})-([0-9a-f]{16})\.parquet")
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run has to say: parts done now and before, and the rows of the tables in all."""

    parts: int
    before: int
    rows: dict[str, int]
    kinds: dict[str, int]  # of errors


def archive(
    reading: Reading, parts: Sequence[Part], output: Place, *, runner: str, jobs: int, progress: Progress
) -> Outcome:
    """Do what is left of the parts. Raises NewslintError; what is done by then is kept."""
    _apart(reading, output)
    with _alone(output):
        _take(output)
        known = _kept(output, parts)
        left = [p for p in parts if p.key not in known]
        for part in parts:
            if part.key in known:
                progress(part.rows)
        if left:
            _do(left, reading, output, runner=runner, jobs=min(jobs, len(left)), progress=progress)
        _tidy(output, parts)
        counted = _counted(output, parts)
        _say(output, "done", reading, parts, counted)
    rows = {name: sum(c[name] for c in counted) for name in TABLES}
    return Outcome(len(parts), len(known), rows, _kinds(output, parts))


def _apart(reading: Reading, output: Place) -> None:
    """Refuse an output that the next run would take for input. Raises NewslintError."""
    inside = f"{output.address}/".startswith(f"{reading.root.address.rstrip('/')}/")
    if inside and not reading.named:
        raise NewslintError(f"{output.address}: lies in the input, {reading.root.address}; name a folder elsewhere.")


def _do(left: Sequence[Part], reading: Reading, output: Place, *, runner: str, jobs: int, progress: Progress) -> None:
    from newslint.archive import runners

    by_number = {p.number: p for p in left}
    try:
        for done in runners.done(left, reading, runner=runner, jobs=jobs):
            part = by_number[done["number"]]
            _write(output, part, done)
            progress(part.rows)
    finally:
        runners.stop()


def _write(output: Place, part: Part, done: dict[str, Any]) -> None:
    """Write a part's tables; its articles last, for they say that the part is done."""
    try:
        for name in TABLES:
            if name != "errors" or done["errors_rows"]:
                output.write(f"{name}/{part.name}", done[name])
    except (OSError, ArrowException) as e:
        raise NewslintError(f"{output.address}: cannot be written: {first_line(e)}.") from None


# --- the output folder -----------------------------------------------------------------------------------


@contextmanager
def _alone(output: Place) -> Iterator[None]:
    """Keep a second run out of the folder. The lock goes with the process, however that ends."""
    if not output.local:
        yield
        return
    folder = Path(output.address)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("a")
    except OSError as e:
        raise NewslintError(f"{output.address}: cannot be written: {e.strerror or e}; name another folder.") from None
    with file:
        _lock(file, output)
        yield


def _lock(file: IO[str], output: Place) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: two runs would do the same work twice, and write the same
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise NewslintError(f"{output.address}: another run is writing there; wait for it to end.") from None


def _take(output: Place) -> None:
    """Make sure that the folder is ours to write to. Raises NewslintError."""
    try:
        there = [f.name for f in output.files()]
        if there and MANIFEST not in there:
            raise NewslintError(f"{output.address}: is not empty and no archive of newslint’s; name another folder.")
        for name in list(output.unfinished()):
            output.delete(name)
        if not there:
            output.write(MANIFEST, _json({"newslint": __version__, "state": "running"}))
    except (OSError, ArrowException) as e:
        raise NewslintError(f"{output.address}: cannot be written: {first_line(e)}.") from None


def _kept(output: Place, parts: Sequence[Part]) -> set[str]:
    """Return the keys of the parts that are done; their files are given the names they have in this plan.

    What a killed run wrote of other parts is deleted, and so are parts with files that could not be read: they are
    tried again.
    """
    files: dict[str, set[str]] = {}
    for file in output.files():
        table, _, name = file.name.partition("/")
        if table in TABLES and (m := _PART.fullmatch(name)):
            files.setdefault(m[2], set()).add(file.name)
    known: set[str] = set()
    for part in parts:
        there = files.get(part.key, set())
        old = next((n for n in sorted(there) if n.startswith("articles/")), None)
        if old is None or any(n.startswith("errors/") and UNREADABLE in _kinds_of(output, n) for n in there):
            for name in sorted(there):  # the articles first: without them the part is not done
                output.delete(name)
            continue
        if old != f"articles/{part.name}":
            _rename(output, part, there)
        known.add(part.key)
    return known


def _rename(output: Place, part: Part, there: set[str]) -> None:
    """Give a part's files another number; the articles go last, as when they are written."""
    for table in TABLES:
        target = f"{table}/{part.name}"
        for name in sorted(n for n in there if n.startswith(f"{table}/") and n != target):
            output.move(name, target)


def _tidy(output: Place, parts: Sequence[Part]) -> None:
    """Delete the files of parts that are no more."""
    wanted = {p.name for p in parts}
    for file in output.files():
        table, _, name = file.name.partition("/")
        if table in TABLES and _PART.fullmatch(name) and name not in wanted:
            output.delete(file.name)


# --- the manifest ----------------------------------------------------------------------------------------


def _counted(output: Place, parts: Sequence[Part]) -> list[dict[str, int]]:
    """Count the rows of every part's tables, from the files themselves."""
    there = {f.name for f in output.files()}
    return [{name: _rows(output, f"{name}/{p.name}", there) for name in TABLES} for p in parts]


def _rows(output: Place, name: str, there: set[str]) -> int:
    if name not in there:
        return 0
    with output.open(name) as file:
        return int(pq.ParquetFile(file).metadata.num_rows)


def _kinds(output: Place, parts: Sequence[Part]) -> dict[str, int]:
    there = {f.name for f in output.files()}
    kinds: Counter[str] = Counter()
    for part in parts:
        if f"errors/{part.name}" in there:
            kinds.update(_kinds_of(output, f"errors/{part.name}"))
    return dict(kinds.most_common())


def _kinds_of(output: Place, name: str) -> Counter[str]:
    with output.open(name) as file:
        return Counter(pq.ParquetFile(file).read(["kind"])["kind"].to_pylist())


def _say(output: Place, state: str, reading: Reading, parts: Sequence[Part], counted: Sequence[dict[str, int]]) -> None:
    told = {
        "newslint": __version__,
        "state": state,
        "format": reading.format,
        "columns": reading.columns.named() if reading.columns else None,
        "rows": {name: sum(c[name] for c in counted) for name in TABLES},
        "parts": [
            {"name": p.name, "rows": p.rows, "file": p.pieces[0].file, **c} for p, c in zip(parts, counted, strict=True)
        ],
    }
    output.write(MANIFEST, _json(told))


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")
