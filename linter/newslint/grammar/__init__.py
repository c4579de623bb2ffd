"""Grammar engines behind one interface: Harper by default, LanguageTool by choice.

Engines see one paragraph at a time and only the rules that earned their place on news (data/*.yaml) become
findings, under newslint's names and outside quotations and names.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from newslint.document import Document
from newslint.finding import Finding
from newslint.grammar.earned import earned
from newslint.grammar.engine import GrammarEngine, GrammarMatch, GrammarUnavailable
from newslint.grammar.memory import DictMemory, Memory
from newslint.grammar.session import Factory, GrammarSession
from newslint.rule import Rule

__all__ = [
    "ENGINES",
    "DictMemory",
    "GrammarEngine",
    "GrammarMatch",
    "GrammarSession",
    "GrammarUnavailable",
    "Memory",
    "begin",
    "findings",
    "preload",
    "rules",
    "session",
]


def _harper(dialect: str, server: str | None) -> GrammarEngine:
    from newslint.grammar.harper import HarperEngine

    del server
    return HarperEngine(dialect)


def _languagetool(dialect: str, server: str | None) -> GrammarEngine:
    from newslint.grammar.languagetool import LanguageToolEngine

    return LanguageToolEngine(dialect, server=server)


# name → how to start one: (dialect, server URL or None) → engine. Nothing is imported before that.
ENGINES = {"harper": _harper, "languagetool": _languagetool}


@lru_cache(maxsize=4)
def session(
    engines: tuple[str, ...], *, server: str | None = None, dialect: str = "us", memory: Memory | None = None
) -> GrammarSession:
    """Return this process's session for a choice of engines; it is closed at exit.

    `dialect` is us, gb, au, ca or in. `server` is the URL of a LanguageTool server to speak to instead of starting
    one; its answers are remembered in this process only, as it may be another tomorrow. Raises GrammarUnavailable for an engine newslint does not know.
    """
    unknown = [e for e in engines if e not in ENGINES]
    if unknown:
        raise GrammarUnavailable(f"There is no grammar engine “{unknown[0]}”; newslint knows {' and '.join(ENGINES)}.")
    made = GrammarSession(
        {name: _factory(name, dialect, server) for name in engines}, memory=None if server else memory
    )
    atexit.register(made.close)
    return made


def _factory(name: str, dialect: str, server: str | None) -> Factory:
    return lambda: ENGINES[name](dialect, server)


def preload(
    engines: Sequence[str], *, server: str | None = None, dialect: str = "us", memory: Memory | None = None
) -> None:
    """Begin to start the engines in the background; returns at once."""
    session(tuple(engines), server=server, dialect=dialect, memory=memory).preload()


def begin(
    document: Document,
    engines: Sequence[str] = ("harper",),
    *,
    server: str | None = None,
    dialect: str = "us",
    memory: Memory | None = None,
) -> None:
    """Have the engines read `document` in the background; returns at once. findings() with the same choice waits for it."""
    session(tuple(engines), server=server, dialect=dialect, memory=memory).begin(document)


def findings(
    document: Document,
    engines: Sequence[str] = ("harper",),
    *,
    server: str | None = None,
    dialect: str = "us",
    memory: Memory | None = None,
    rules: Iterable[str] | None = None,
) -> Iterator[Finding]:
    """Yield what the engines find in `document`, in document order; `rules` limits them to these names.

    Raises GrammarUnavailable, with what to do about it, when a chosen engine cannot do its work.
    """
    yield from session(tuple(engines), server=server, dialect=dialect, memory=memory).findings(document, rules)


def rules(engine: str) -> list[Rule]:
    """Return an engine's rules as newslint names them, without loading the engine."""
    return earned(engine).rules()
