"""One run's grammar checking: the engines, kept warm, and what they have said so far."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from weakref import WeakKeyDictionary, WeakSet

from newslint import expressions
from newslint.annotations.sentences import split
from newslint.document import PROSE, Block, BlockKind, Document
from newslint.finding import Finding
from newslint.grammar.earned import Earned, earned
from newslint.grammar.engine import GrammarEngine, GrammarMatch
from newslint.grammar.filter import allowed, read
from newslint.grammar.memory import DictMemory, Memory, key_of
from newslint.span import Span

Factory = Callable[[], GrammarEngine]
_LONGEST = 8_000  # characters an engine is given at once; servers refuse more than they are set up for
_BREAK = expressions.compile(r"[\r\n\t\v\f\u2028\u2029\u00a0\u202f]")


class GrammarSession:
    """Engines for one run, started at most once each, and a memory of their answers.

    `factories` give engine by name; `memory` may outlive the session. Use as a context manager, or call close().
    """

    def __init__(self, factories: Mapping[str, Factory], *, memory: Memory | None = None) -> None:
        self._starts = {name: _Start(factory) for name, factory in factories.items()}
        self._memory = memory if memory is not None else DictMemory()
        self._ahead: WeakKeyDictionary[Document, threading.Thread] = WeakKeyDictionary()
        _sessions.add(self)

    def preload(self) -> None:
        """Start every engine in a background thread. What goes wrong there is raised by the first findings()."""
        for start in self._starts.values():
            start.begin()

    def begin(self, document: Document) -> None:
        """Have the engines read a document in the background, so that findings() has little left to do.

        What goes wrong is not said here; findings() meets it again and raises it.
        """

        def read_ahead() -> None:
            with suppress(Exception):
                for block in document.blocks:
                    for piece in _pieces(document, block):
                        for engine in self._starts:
                            self._check(engine, _on_one_line(document.text, piece))

        self._ahead[document] = thread = threading.Thread(target=read_ahead, name="newslint-grammar", daemon=True)
        thread.start()

    def findings(self, document: Document, rules: Iterable[str] | None = None) -> Iterator[Finding]:
        """Yield what the engines find in a document, in document order.

        `rules` are the names wanted (all when None); an engine none of whose rules is wanted is not loaded.
        Raises GrammarUnavailable when a wanted engine cannot do its work.
        """
        if ahead := self._ahead.pop(document, None):
            ahead.join()
        wanted = None if rules is None else frozenset(rules)
        tables = {
            name: table
            for name in self._starts
            if (table := earned(name)) and (wanted is None or any(r.name in wanted for r in table.kept.values()))
        }
        for block in document.blocks:
            for piece in _pieces(document, block) if tables else ():
                yield from self._in_piece(document, block.kind, piece, tables, wanted)

    def _in_piece(
        self,
        document: Document,
        kind: BlockKind,
        piece: Span,
        tables: Mapping[str, Earned],
        wanted: frozenset[str] | None,
    ) -> Iterator[Finding]:
        paragraph = _on_one_line(document.text, piece)
        found: list[Finding] = []
        for engine, table in tables.items():
            mine: list[Finding] = []
            for match in self._check(engine, paragraph):
                rule = table.kept.get(match.rule)
                span = Span(piece.start + match.span.start, piece.start + match.span.end)
                if rule is None or (wanted is not None and rule.name not in wanted):
                    continue
                if not read(kind, rule) or not allowed(document, span, rule):
                    continue
                if any(f.span.overlaps(span) for f in found):  # an engine asked before said it
                    continue
                text = span.of(document.text)
                mine.append(
                    Finding(
                        path=document.path,
                        rule=rule.name,
                        severity=rule.severity,
                        message=_message(rule.message or match.message, text, match),
                        span=span,
                        text=text,
                        suggestions=tuple(s for s in match.suggestions if s != text)[:3],
                    )
                )
            found += _one_a_place(mine)
        yield from sorted(found, key=lambda f: f.span)

    def _check(self, engine: str, paragraph: str) -> Sequence[GrammarMatch]:
        checker = self._starts[engine].engine()
        key = key_of(engine, checker.version, paragraph)
        known = self._memory.get(key)
        if known is None or any(not 0 <= m.span.start <= m.span.end <= len(paragraph) for m in known):
            with self._starts[engine].asking:
                known = checker.check(paragraph)
            self._memory.put(key, known)
        return known

    def settle(self) -> None:
        """Wait until no background thread is at work. A process must not fork while one is: the child would wait for
        ever for what that thread holds."""
        for thread in [*self._ahead.values(), *(t for s in self._starts.values() if (t := s.thread))]:
            thread.join()

    def close(self) -> None:
        """Stop what the engines started."""
        for start in self._starts.values():
            start.close()

    def __enter__(self) -> GrammarSession:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_sessions: WeakSet[GrammarSession] = WeakSet()


def _before_fork() -> None:
    for session in list(_sessions):
        session.settle()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork)


class _Start:
    """An engine that is started once, by whoever comes first: the preloading thread or the first check."""

    def __init__(self, factory: Factory) -> None:
        self._factory = factory
        self.thread: threading.Thread | None = None
        self._engine: GrammarEngine | None = None
        self._error: Exception | None = None
        self._beginning = threading.Lock()
        self.asking = threading.Lock()

    def begin(self) -> None:
        with self._beginning:
            if self.thread is None:
                self.thread = threading.Thread(target=self._run, name="newslint-grammar", daemon=True)
                self.thread.start()

    def _run(self) -> None:
        try:
            self._engine = self._factory()
        except Exception as error:  # kept for the thread that asks
            self._error = error

    def engine(self) -> GrammarEngine:
        self.begin()
        if self._engine is None and self.thread is not None:
            self.thread.join()
        if self._error is not None:
            raise self._error
        assert self._engine is not None
        return self._engine

    def close(self) -> None:
        if self.thread is not None:
            self.thread.join()
        if self._engine is not None:
            self._engine.close()


def _pieces(document: Document, block: Block) -> Iterator[Span]:
    """Yield what engines are given of a block: the whole paragraph, or runs of sentences of one that is very long."""
    if block.kind not in PROSE:
        return
    start, end = block.span
    if end - start <= _LONGEST:
        yield block.span
        return
    stop = start
    for sentence in split(document.text, start, end):
        if sentence.end - start > _LONGEST and stop > start:
            yield Span(start, stop)
            start = sentence.start
        stop = sentence.end
    yield Span(start, end)


def _on_one_line(text: str, piece: Span) -> str:
    """Return a piece of text on one line; every character keeps its place."""
    return _BREAK.sub(" ", piece.of(text))


def _one_a_place(findings: list[Finding]) -> list[Finding]:
    """Keep one finding where several of an engine's rules marked the same words: the most severe, then the longest."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (-f.severity.rank, f.span.start - f.span.end, f.span, f.rule)):
        if not any(k.span.overlaps(finding.span) for k in kept):
            kept.append(finding)
    return kept


def _message(template: str, text: str, match: GrammarMatch) -> str:
    """Fill {text} and {fix} of a message."""
    fix = match.suggestions[0] if match.suggestions else ""
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    return " ".join(template.replace("{text}", shown).replace("{fix}", fix).split())
