"""Regular expressions of the re module, compiled once a machine and not once a run.

There are two hundred in the path of a run, and compiling them takes longer than all that they find. What the re
module's compiler makes of an expression is a list of numbers; it is kept, and the pattern is made of it at once.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from typing import Any

from newslint.kept import OPENING, Store, places

_CODES = "I"


def compile(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Return what re.compile() returns."""
    flags = int(flags)
    name = f"{flags} {expression}"
    kept = store().get("re", name)
    if kept is not None:
        with suppress(Exception):  # whatever it is, the expression itself is still there
            return _made(expression, *marshal.loads(kept))
    pattern = re.compile(expression, flags)
    with suppress(Exception):  # a Python whose re module is another inside
        store().put("re", name, marshal.dumps(_parts(pattern, flags), 4))
    return pattern


def _parts(pattern: re.Pattern[str], flags: int) -> tuple[Any, ...]:
    """What a pattern is made of: its flags, code, groups and their names."""
    compiler = import_module("re._compiler")
    code = compiler._code(import_module("re._parser").parse(pattern.pattern, flags), flags)
    if array(_CODES).itemsize != compiler._sre.CODESIZE:
        raise TypeError("other numbers than are kept")
    names: list[str | None] = [None] * (pattern.groups + 1)
    for group, i in pattern.groupindex.items():
        names[i] = group
    return pattern.flags, array(_CODES, code).tobytes(), pattern.groups, dict(pattern.groupindex), tuple(names)


def _made(expression: str, flags: int, code: bytes, groups: int, index: dict[str, int], names: Any) -> re.Pattern[str]:
    """The last step of the re module's compiler, which checks the code it is given."""
    made: re.Pattern[str] = _sre().compile(expression, flags, array(_CODES, code).tolist(), groups, index, names)
    return made


@lru_cache(maxsize=1)
def _sre() -> Any:
    return import_module("_sre")


def store() -> Store:
    """Return this process's store. What is kept depends on the expression and on Python alone."""
    with OPENING:
        return _store()


@lru_cache(maxsize=1)
def _store() -> Store:
    return Store(places("expressions"), f"1 {sys.version} {sys.byteorder}")
