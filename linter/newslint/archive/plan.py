"""What is to be done: the input cut into parts, each with a key that tells whether it has been done before."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from pyarrow import ArrowException

from newslint.archive.columns import Columns, chosen
from newslint.archive.storage import File, Place, first_line, is_folder, place, split_pattern
from newslint.cache import key_of
from newslint.errors import NewslintError, ReadError
from newslint.gather import drafts
from newslint.readers import endings
from newslint.settings import Settings

PARQUET, JSONL, DRAFTS = "parquet", "jsonl", "drafts"
FORMATS = (PARQUET, JSONL, DRAFTS)
_ENDINGS = {".parquet": PARQUET, ".pq": PARQUET, ".jsonl": JSONL, ".ndjson": JSONL}
_PEEK = 100  # lines of JSONL looked at for their keys
FORM = 1  # of the tables; a change of them makes every part anew


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of one file: `count` from row `first` (from 1) on; how to get at them depends on the format.

    Of Parquet: `skip` rows into row group `group`; of JSONL: the bytes from `begin` to `end`; of a draft: the file.
    """

    file: str
    first: int = 1
    count: int = 1
    group: int = 0
    skip: int = 0
    begin: int = 0
    end: int = 0
    settings: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What is done at one go and written as one file of each table."""

    number: int
    key: str
    pieces: tuple[Piece, ...]

    @property
    def name(self) -> str:
        """The name of its files. Their order is the order of the input."""
        return f"part-{self.number:06d}-{self.key}.parquet"

    @property
    def rows(self) -> int:
        """How many articles it has."""
        return sum(p.count for p in self.pieces)

    def packed(self) -> str:
        """Return the part as text, for its way to a worker."""
        return json.dumps([self.number, self.key, [list(asdict(p).values()) for p in self.pieces]])


def unpacked(text: str) -> Part:
    """Return the part that a text stands for."""
    number, key, pieces = json.loads(text)
    return Part(number, key, tuple(Piece(*p) for p in pieces))


@dataclass(frozen=True, slots=True)
class Reading:
    """How articles are read and checked: all that workers must know."""

    root: Place
    format: str
    columns: Columns | None = None
    text_format: str = "text"
    encoding: str | None = None
    max_chars: int = 20_000_000
    timeout: float = 60.0
    settings: tuple[Settings, ...] = ()
    named: bool = False  # the input is a file or a pattern, not all that a folder holds


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for, as far as the plan depends on it."""

    columns: dict[str, str] = field(default_factory=dict)
    format: str | None = None
    text_format: str = "text"
    encoding: str | None = None
    max_chars: int = 20_000_000
    timeout: float = 60.0
    part_size: int = 500
    config: Path | None = None
    isolated: bool = False


def planned(address: str, asked: Asked, settings: Callable[[Path], Settings]) -> tuple[Reading, list[Part]]:
    """Return how the input is read and its parts in order. `settings` gives those that hold for a file.

    Raises NewslintError when there is nothing to read or a column is not there.
    """
    root, files, format, named = _input(address, asked)
    held: dict[Settings, int] = {}
    if format == DRAFTS:
        pieces = _drafts(root, files, settings, held)
        columns = None
    else:
        here = Path(root.address) / files[0].name if root.local else Path("archive")
        held[settings(here)] = 0
        if format == PARQUET:
            columns, pieces = _parquet(root, files, asked)
        else:
            columns, pieces = _jsonl(root, files, asked)
    reading = Reading(
        root, format, columns, asked.text_format, asked.encoding, asked.max_chars, asked.timeout, tuple(held), named
    )
    states = {f.name: f"{f.name}\0{f.size}\0{f.changed}" for f in files}
    return reading, [
        Part(i, _key(reading, group, states), tuple(group)) for i, group in enumerate(_grouped(pieces, asked.part_size))
    ]


def _key(reading: Reading, pieces: Sequence[Piece], states: dict[str, str]) -> str:
    """A digest of what decides what comes out: where the rows stand, the files' states, settings, rules and code."""
    told = [
        FORM, reading.format, asdict(reading.columns) if reading.columns else None, reading.text_format,
        reading.max_chars, reading.timeout, [(states[p.file], *list(asdict(p).values())[1:-1]) for p in pieces],
    ]  # fmt: skip
    key = json.dumps(told).encode("utf-8", "surrogatepass")
    for number in sorted({p.settings for p in pieces}):
        key = key_of(key, "archive", reading.encoding, reading.settings[number])
    return key.hex()[:16]


# --- the files -------------------------------------------------------------------------------------------


def _input(address: str, asked: Asked) -> tuple[Place, list[File], str, bool]:
    """Find the files. A file's own folder is the root; a folder or the fixed beginning of a pattern is one itself."""
    base, pattern = split_pattern(address)
    root = place(base)
    if pattern is None and not is_folder(root):
        folder, _, name = root.address.rpartition("/")
        root, pattern = Place(folder or "/"), name
    try:
        files = root.files(pattern)
    except (OSError, ArrowException) as e:
        raise NewslintError(f"{address}: cannot be read: {first_line(e)}.") from None
    format = asked.format or _format(address, files)
    wanted = [f for f in files if _is(f.name, format)] if pattern is None else files
    if format == DRAFTS and root.local and pattern is None:
        wanted = _local_drafts(root, {f.name: f for f in files}, asked)
    if not wanted:
        raise NewslintError(
            f"{address}: no {format} in it; newslint archive reads {', '.join((*_ENDINGS, *endings()))}."
        )
    return root, wanted, format, pattern is not None


def _format(address: str, files: Sequence[File]) -> str:
    there = [f for f in FORMATS if any(_is(file.name, f) for file in files)]
    if len(there) > 1:
        raise NewslintError(f"{address}: holds {' and '.join(there)}; say which with --input-format.")
    if not there:
        raise NewslintError(
            f"{address}: nothing newslint archive reads ({', '.join((*_ENDINGS, *endings()))}); --input-format names what it is."
        )
    return there[0]


def _is(name: str, format: str) -> bool:
    ending = os.path.splitext(name)[1].lower()
    if format == DRAFTS:
        return ending in endings()
    return _ENDINGS.get(ending) == format and not any(p.startswith("_") for p in name.split("/"))  # _temporary of Spark


def _local_drafts(root: Place, known: dict[str, File], asked: Asked) -> list[File]:
    """The drafts of a folder here, less what ignore files and settings leave out."""
    try:
        found, wrong = drafts([root.address], config=asked.config, isolated=asked.isolated)
    except ReadError:
        return []
    del wrong  # an empty folder is said by whoever asked
    names = (p.relative_to(root.address).as_posix() for p in found)
    return sorted((known[n] for n in names if n in known), key=lambda f: f.name)


# --- cutting ---------------------------------------------------------------------------------------------


def _grouped(pieces: Iterator[Piece], size: int) -> Iterator[list[Piece]]:
    """Put small pieces together until they make a part; none is so large that it must be cut here."""
    group: list[Piece] = []
    count = 0
    for piece in pieces:
        if group and count + piece.count > size:
            yield group
            group, count = [], 0
        group.append(piece)
        count += piece.count
    if group:
        yield group


def _drafts(
    root: Place, files: Sequence[File], settings: Callable[[Path], Settings], held: dict[Settings, int]
) -> Iterator[Piece]:
    pieces = []
    for file in files:
        where = Path(root.address) / file.name if root.local else Path(file.name)
        pieces.append(Piece(file.name, settings=held.setdefault(settings(where), len(held))))
    return iter(pieces)


def _parquet(root: Place, files: Sequence[File], asked: Asked) -> tuple[Columns, Iterator[Piece]]:
    columns: Columns | None = None
    pieces: list[Piece] = []
    for file in files:
        try:
            with root.open(file.name) as opened:
                whole = pq.ParquetFile(opened)
                names = whole.schema_arrow.names
                groups = [whole.metadata.row_group(i).num_rows for i in range(whole.metadata.num_row_groups)]
        except (OSError, ArrowException) as e:
            raise NewslintError(f"{file.name}: cannot be read as Parquet: {first_line(e)}.") from None
        columns = columns or chosen(asked.columns, names, file.name)
        if columns.text not in names:
            raise NewslintError(
                f"{file.name}: no column “{columns.text}”, which {files[0].name} has; it has {', '.join(names)}."
            )
        first = 1
        for group, count in enumerate(groups):
            for skip in range(0, count, asked.part_size):
                taken = min(asked.part_size, count - skip)
                pieces.append(Piece(file.name, first, taken, group, skip))
                first += taken
    assert columns is not None  # there is a file
    return columns, iter(pieces)


def _jsonl(root: Place, files: Sequence[File], asked: Asked) -> tuple[Columns, Iterator[Piece]]:
    keys: dict[str, None] = {}
    for file in files:
        for _, line in zip(range(_PEEK), _lines(root, file.name), strict=False):
            found = _object(line)
            keys.update(dict.fromkeys(found or ()))
        if keys:
            break
    columns = chosen(asked.columns, keys, files[0].name)
    return columns, (piece for file in files for piece in _cut(root, file.name, asked.part_size))


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _lines(root: Place, name: str) -> Iterator[bytes]:
    try:
        with root.open_lines(name) as file:
            yield from file
    except (OSError, ArrowException) as e:
        raise NewslintError(f"{name}: cannot be read: {first_line(e)}.") from None


def _cut(root: Place, name: str, size: int) -> Iterator[Piece]:
    """Cut a file into stretches of `size` lines."""
    begin = at = first = count = 0
    for line in _lines(root, name):
        at += len(line)
        count += 1
        if count == size:
            yield Piece(name, first + 1, count, begin=begin, end=at)
            first, begin, count = first + count, at, 0
    if count:
        yield Piece(name, first + 1, count, begin=begin, end=at)
