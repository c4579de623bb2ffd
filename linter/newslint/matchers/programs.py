"""What is kept between runs of the rules' expressions: what they compile to, and the literals they need."""

from __future__ import annotations

import copyreg
import marshal
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Any

import regex

from newslint.kept import Store, ours
from newslint.matchers.literals import Pieces


class Programs:
    """The rules' part of a store. Values are unpacked when asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def literals(self, expression: str, make: Callable[[], tuple[Pieces, ...]]) -> tuple[Pieces, ...]:
        """Return the literals of an expression, made if they are not known."""
        known = self._store.get("literals", expression)
        if known is not None:
            return marshal.loads(known)  # type: ignore[no-any-return]
        made = make()
        self._store.put("literals", expression, marshal.dumps(made, 4))
        return made

    def compiled(self, expression: str, flags: int, make: Callable[[], Any]) -> Any:
        """Return an expression compiled under flags, made if it is not known."""
        key = f"{flags} {expression}"
        known = self._store.get("compiled", key)
        if known is not None:
            return _rebuild()(*marshal.loads(known))
        made = make()
        with suppress(KeyError, ValueError, TypeError):
            self._store.put("compiled", key, marshal.dumps(copyreg.dispatch_table[type(made)](made)[1], 4))
        return made


@lru_cache(maxsize=1)
def _rebuild() -> Any:
    """The function that makes a compiled pattern from what is kept of it: the one pickle would call."""
    empty = regex.compile("")
    return copyreg.dispatch_table[type(empty)](empty)[0]


@lru_cache(maxsize=1)
def programs() -> Programs:
    """Return this process's store."""
    return Programs(ours())
