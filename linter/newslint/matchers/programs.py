"""What is kept between runs of the rules: their compiled patterns, the literals of these, the rules that ship."""

from __future__ import annotations

import copyreg
import marshal
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

from newslint import __version__
from newslint.fingerprint import code, engines
from newslint.kept import Store, places
from newslint.matchers.literals import Pieces

FORM = 2


class Programs(Store):
    """The store of what depends on newslint's code and rules. Values are unpacked when asked for."""

    def __init__(self, files: Sequence[Path]) -> None:
        super().__init__(files, f"{FORM} {__version__} {engines()} {code()}")

    def literals(self, expression: str, make: Callable[[], tuple[Pieces, ...]]) -> tuple[Pieces, ...]:
        """Return the literals of an expression, made if they are not known."""
        known = self.get("literals", expression)
        if known is not None:
            return marshal.loads(known)  # type: ignore[no-any-return]
        made = make()
        self.put("literals", expression, marshal.dumps(made, 4))
        return made

    def compiled(self, expression: str, flags: int, make: Callable[[], Any]) -> Any:
        """Return an expression compiled under flags, made if it is not known."""
        key = f"{flags} {expression}"
        known = self.get("compiled", key)
        if known is not None:
            return _rebuild()(*marshal.loads(known))
        made = make()
        with suppress(KeyError, ValueError, TypeError):
            self.put("compiled", key, marshal.dumps(copyreg.dispatch_table[type(made)](made)[1], 4))
        return made

    def thing(self, name: str, make: Callable[[], Any]) -> Any:
        """Return something else that depends on newslint alone, made if it is not known."""
        import pickle

        known = self.get("things", name)
        if known is not None:
            return pickle.loads(known)
        made = make()
        self.put("things", name, pickle.dumps(made, 4))
        return made


@lru_cache(maxsize=1)
def _rebuild() -> Any:
    """The function that makes a compiled pattern from what is kept of it: the one pickle would call."""
    empty = regex.compile("")
    return copyreg.dispatch_table[type(empty)](empty)[0]


@lru_cache(maxsize=1)
def programs() -> Programs:
    """Return this process's store."""
    return Programs(places("programs"))
