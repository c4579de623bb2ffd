"""What is dear to work out and always comes out the same, kept between runs as Python keeps bytecode.

A store is one file beside the code (in the cache folder where that cannot be written). It grows by what a run had to
work out; nothing is lost but time when it is missing, spoilt or of another newslint or Python.
"""

from __future__ import annotations

import marshal
import os
import sys
from binascii import crc32
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from newslint import __version__
from newslint.fingerprint import cache_folder, code, contents, engines

MAX_ENTRIES = 20_000  # of a section; then the file is begun anew
FORM = 3  # of what is kept in ours()
INDEX = Path(__file__).with_name("index.bin")  # see indexing.py
_HEAD = 4
OPENING = Lock()  # a grammar engine starts in a thread of its own, and two stores of one file would undo each other
_opened: list[Store] = []


class Store:
    """The file in memory. Values are bytes, by section and name; what they mean is their users' business."""

    def __init__(self, files: Sequence[Path], key: str) -> None:
        """`key` tells what the values depend on: a file under another key is not believed."""
        self._files = files
        self._key = key
        self._sections: dict[str, dict[str, bytes]] = next(filter(None, map(self._read, files)), {})
        self._changed = False
        _opened.append(self)

    def _read(self, file: Path) -> dict[str, dict[str, bytes]] | None:
        return _unpacked(file, self._key)

    def get(self, section: str, name: str) -> bytes | None:
        """Return what is kept under a name, or None."""
        try:
            return self._sections[section].get(name)
        except KeyError:
            return None

    def put(self, section: str, name: str, value: bytes) -> None:
        """Keep a value; it is written by save()."""
        self._sections.setdefault(section, {})[name] = value
        self._changed = True

    def plain(self, name: str, make: Callable[[], Any]) -> Any:
        """Return something of plain data (texts, numbers, tuples, dicts …), made if it is not known."""
        known = self.get("plain", name)
        if known is not None:
            return marshal.loads(known)
        made = make()
        self.put("plain", name, marshal.dumps(made, 4))
        return made

    def sections(self, names: Sequence[str]) -> dict[str, dict[str, bytes]]:
        """Return some sections, in a settled order."""
        return {name: dict(sorted(self._sections[name].items())) for name in names}

    def save(self) -> None:
        """Write the file if there is something new for it. What cannot be written is worked out again next time."""
        if not self._changed:
            return
        self._changed = False
        if any(len(s) > MAX_ENTRIES for s in self._sections.values()):
            self._sections = {}
        from newslint.atomic import write_bytes

        for file in self._files:
            with suppress(OSError):
                file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                write_bytes(file, packed(self._key, self._sections))
                return


def packed(key: str, sections: dict[str, dict[str, bytes]]) -> bytes:
    """Return what a file holds: a checksum, the key and the sections."""
    body = marshal.dumps((key, sections), 4)
    return crc32(body).to_bytes(_HEAD, "little") + body


def _unpacked(file: Path, wanted: str) -> dict[str, dict[str, bytes]] | None:
    """Return the sections of a file, or None when it is not there, spoilt or of another key."""
    try:
        data = file.read_bytes()
        if crc32(data[_HEAD:]) != int.from_bytes(data[:_HEAD], "little"):
            return None
        key, sections = marshal.loads(memoryview(data)[_HEAD:])
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return sections if key == wanted else None


class Ours(Store):
    """A store of what depends on newslint's code, rules and data. Where it has no file, it begins with the wheel's index."""

    def __init__(self, files: Sequence[Path]) -> None:
        super().__init__(files, f"{FORM} {__version__} {engines()} {code()}")
        if not self._sections and (brought := contents()):
            self._sections = _unpacked(INDEX, index_key(brought)) or {}


def index_key(brought: str) -> str:
    """Return the key of an index that belongs to a wheel with these contents."""
    return f"{FORM} {__version__} {brought}"


def ours() -> Ours:
    """Return this process's store of such things."""
    with OPENING:
        return _ours()


@lru_cache(maxsize=1)
def _ours() -> Ours:
    return Ours(places("programs"))


def save() -> None:
    """Write every store of this process that has something new."""
    for store in _opened:
        store.save()


def places(name: str) -> list[Path]:
    """Return where a store of that name may lie, the best place first."""
    beside = [] if sys.dont_write_bytecode else [Path(__file__).parent / "__pycache__"]
    file = f"newslint.{sys.implementation.cache_tag}.{name}"
    return [folder / file for folder in (*beside, cache_folder()) if _own(folder)]


def _own(folder: Path) -> bool:
    """Would nobody else's file be believed? Where the folder is there, it must be this user's, or the system's."""
    try:
        return not hasattr(os, "getuid") or folder.stat().st_uid in (0, os.getuid())
    except OSError:
        return True
