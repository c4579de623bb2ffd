"""Where files lie: on this machine or in an object store, spoken to alike."""

from __future__ import annotations

import io
import os
import posixpath
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from pyarrow import ArrowException, fs

from newslint.errors import NewslintError

_AHEAD = 1 << 18  # bytes read at once
_MAGIC = ("*", "?", "[")


@dataclass(frozen=True, slots=True)
class File:
    """A file of a place: its name below the place, its size and when it was changed."""

    name: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or bucket by its address. It travels to workers, so it holds no connection."""

    address: str

    @property
    def local(self) -> bool:
        """Is it on this machine?"""
        return "://" not in self.address

    def _at(self, name: str) -> tuple[Any, str]:
        system, base = _opened(self.address)
        return system, posixpath.join(base, name) if name else base

    def files(self, pattern: str | None = None) -> list[File]:
        """Return the files at any depth in order of their names, hidden ones left out. Raises OSError."""
        system, base = self._at("")
        chosen = fs.FileSelector(base, recursive=True, allow_not_found=True)
        found = []
        for info in system.get_file_info(chosen):
            name = posixpath.relpath(info.path, base)
            if info.type != fs.FileType.File or any(p.startswith(".") for p in name.split("/")):
                continue
            if pattern is None or matches(name.split("/"), pattern.split("/")):
                found.append(File(name, info.size, info.mtime_ns or 0))
        return sorted(found, key=lambda f: f.name)

    def open(self, name: str) -> Any:
        """Open a file to read from any point of it. Raises OSError."""
        system, path = self._at(name)
        return system.open_input_file(path)

    def open_lines(self, name: str) -> io.BufferedReader:
        """Open a file to read it by lines. Raises OSError."""
        return io.BufferedReader(self.open(name), _AHEAD)

    def read(self, name: str, limit: int = -1) -> bytes:
        """Return a file's bytes, at most `limit`. Raises OSError."""
        with self.open(name) as file:
            data: bytes = file.read() if limit < 0 else file.read(limit)
            return data

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole or not at all. Raises OSError.

        On disk it is written beside its place and renamed; an object store shows an object only when all of it is there.
        """
        system, path = self._at(name)
        if not self.local:
            with system.open_output_stream(path) as out:
                out.write(data)
            return
        folder, last = posixpath.split(path)
        os.makedirs(folder, exist_ok=True)
        beside = posixpath.join(folder, f".{last}.part")
        with open(beside, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)

    def move(self, old: str, new: str) -> None:
        """Rename a file."""
        system, path = self._at(old)
        system.move(path, self._at(new)[1])

    def delete(self, name: str) -> None:
        """Delete a file; one that is gone is no fault."""
        system, path = self._at(name)
        with suppress(FileNotFoundError):
            system.delete_file(path)

    def unfinished(self) -> Iterator[str]:
        """Yield the names of files that a killed run was writing on this machine."""
        if self.local:
            for at, _, names in os.walk(self.address):
                for name in names:
                    if name.startswith(".") and name.endswith(".part"):
                        yield posixpath.relpath(posixpath.join(at, name), self.address)


def place(address: str) -> Place:
    """Return the place an address names: a path here, or s3://, gs://, abfs://, hdfs://. Raises NewslintError."""
    if address.startswith("file://"):
        address = address[len("file://") :]
    made = Place(address.rstrip("/") if "://" in address else os.path.abspath(address))
    _opened(made.address)
    return made


def is_folder(where: Place) -> bool:
    """Tell whether a place is a folder. Raises NewslintError when nothing is there."""
    system, path = _opened(where.address)
    try:
        kind = system.get_file_info(path).type
    except (OSError, ArrowException) as e:
        raise NewslintError(f"{where.address}: cannot be read: {first_line(e)}.") from None
    if kind == fs.FileType.NotFound:
        raise NewslintError(f"{where.address}: no such file or folder; check the name.")
    return bool(kind == fs.FileType.Directory)


def split_pattern(address: str) -> tuple[str, str | None]:
    """Split an address with * ? or [ in it into the folder before them and the pattern below it."""
    parts = address.split("/")
    first = next((i for i, part in enumerate(parts) if any(m in part for m in _MAGIC)), None)
    if first is None or os.path.exists(address):
        return address, None
    return "/".join(parts[:first]) or ("/" if address.startswith("/") else "."), "/".join(parts[first:])


def matches(name: Sequence[str], pattern: Sequence[str]) -> bool:
    """Tell whether a pattern names a file, folder by folder; ** is any number of folders."""
    if not pattern:
        return not name
    if pattern[0] == "**":
        return any(matches(name[i:], pattern[1:]) for i in range(len(name) + 1))
    return bool(name) and fnmatchcase(name[0], pattern[0]) and matches(name[1:], pattern[1:])


@lru_cache(maxsize=16)
def _opened(address: str) -> tuple[Any, str]:
    if "://" not in address:
        return fs.LocalFileSystem(), address
    try:
        system, path = fs.FileSystem.from_uri(address)
    except (ArrowException, OSError, ValueError) as e:
        raise NewslintError(
            f"{address}: cannot be opened ({first_line(e)}); newslint reads paths here, s3://, gs://, abfs:// and hdfs://."
        ) from None
    return system, path


def first_line(error: BaseException) -> str:
    """Return the first line of what an error says, without its full stop."""
    text = str(error).strip() or type(error).__name__
    return text.split("\n", 1)[0].rstrip(". ")[:300]
