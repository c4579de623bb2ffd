"""What is dear to work out and always comes out the same: compiled patterns, their literals, the rules that ship.

Kept beside the code, as Python keeps bytecode, in one file (in the cache folder where that cannot be written). It grows
by what a run had to work out; nothing is lost but time when it is missing, spoilt or of another newslint.
"""

from __future__ import annotations

import copyreg
import marshal
import os
import sys
from binascii import crc32
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

from newslint import __version__
from newslint.fingerprint import cache_folder, code, engines
from newslint.matchers.literals import Pieces

FORM = 1
MAX_PATTERNS = 20_000  # then it is begun anew
_HEAD = 4


class Programs:
    """The file in memory. Values are kept as they lie there and unpacked when asked for."""

    def __init__(self, files: list[Path]) -> None:
        self._files = files
        self._key = f"{FORM} {__version__} {engines()} {code()}"
        self._literals: dict[str, bytes] = {}
        self._compiled: dict[str, bytes] = {}
        self._things: dict[str, bytes] = {}
        self._changed = False
        for file in files:
            if self._read(file):
                break

    def _read(self, file: Path) -> bool:
        try:
            data = file.read_bytes()
            if crc32(data[_HEAD:]) != int.from_bytes(data[:_HEAD], "little"):
                return False
            key, literals, compiled, things = marshal.loads(memoryview(data)[_HEAD:])
        except (OSError, ValueError, EOFError, TypeError):
            return False
        if key != self._key:
            return False
        self._literals, self._compiled, self._things = literals, compiled, things
        return True

    def literals(self, expression: str, make: Callable[[], tuple[Pieces, ...]]) -> tuple[Pieces, ...]:
        """Return the literals of an expression, made if they are not known."""
        known = self._literals.get(expression)
        if known is not None:
            return marshal.loads(known)  # type: ignore[no-any-return]
        made = make()
        self._literals[expression] = marshal.dumps(made, 4)
        self._changed = True
        return made

    def compiled(self, expression: str, flags: int, make: Callable[[], Any]) -> Any:
        """Return an expression compiled under flags, made if it is not known."""
        key = f"{flags} {expression}"
        known = self._compiled.get(key)
        if known is not None:
            return _rebuild()(*marshal.loads(known))
        made = make()
        with suppress(KeyError, ValueError, TypeError):
            self._compiled[key] = marshal.dumps(copyreg.dispatch_table[type(made)](made)[1], 4)
            self._changed = True
        return made

    def thing(self, name: str, make: Callable[[], Any]) -> Any:
        """Return something else that depends on newslint alone, made if it is not known."""
        import pickle

        known = self._things.get(name)
        if known is not None:
            return pickle.loads(known)
        made = make()
        self._things[name] = pickle.dumps(made, 4)
        self._changed = True
        return made

    def save(self) -> None:
        """Write the file if there is something new for it. What cannot be written is worked out again next time."""
        if not self._changed:
            return
        self._changed = False
        if len(self._compiled) > MAX_PATTERNS or len(self._literals) > MAX_PATTERNS:
            self._literals, self._compiled = {}, {}
        body = marshal.dumps((self._key, self._literals, self._compiled, self._things), 4)
        for file in self._files:
            with suppress(OSError):
                from newslint.atomic import write_bytes

                file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                write_bytes(file, crc32(body).to_bytes(_HEAD, "little") + body)
                return


@lru_cache(maxsize=1)
def _rebuild() -> Any:
    """The function that makes a compiled pattern from what is kept of it: the one pickle would call."""
    empty = regex.compile("")
    return copyreg.dispatch_table[type(empty)](empty)[0]


@lru_cache(maxsize=1)
def programs() -> Programs:
    """Return this process's store."""
    name = f"newslint.{sys.implementation.cache_tag}.programs"
    beside = [] if sys.dont_write_bytecode else [Path(__file__).parents[1] / "__pycache__"]
    return Programs([folder / name for folder in (*beside, cache_folder()) if _own(folder)])


def _own(folder: Path) -> bool:
    """Would nobody else's file be believed? Where the folder is there, it must be this user's, or the system's."""
    try:
        return not hasattr(os, "getuid") or folder.stat().st_uid in (0, os.getuid())
    except OSError:
        return True
