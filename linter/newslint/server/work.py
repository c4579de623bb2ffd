"""Requests to answers: drafts checked in threads, a bounded number at once, each within its time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from newslint.document import Document
from newslint.errors import NewslintError
from newslint.records import replace
from newslint.report import as_json, attribution_as_json
from newslint.reporters.marked import marked
from newslint.result import Result
from newslint.rule import HOUSES
from newslint.server.options import Options
from newslint.session import Session, all_rules
from newslint.settings import SPELLINGS, Settings, load


class Busy(Exception):
    """More requests wait than the service takes."""


class TooSlow(Exception):
    """A draft took longer than the service gives it."""


class Left(Exception):
    """Whoever asked has gone."""


Gone = Callable[[], Awaitable[bool]]
T = TypeVar("T")


class Desk:
    """Checks drafts for requests. The settings are one configuration's, or the defaults."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.settings = load(options.config) if options.config else Settings()
        self.words: set[str] = set(_read_words(options.words))
        self._session = Session()
        self._lock = threading.Lock()  # rules and engines are shared
        self._slots = asyncio.Semaphore(options.at_once)
        self._threads = ThreadPoolExecutor(options.at_once, "newslint-desk")
        self._waiting = 0

    async def run(self, gone: Gone, work: Callable[[], T]) -> T:
        """Run `work` in a thread, one of `at_once`; a caller that has gone while it waited is not worked for.

        Raises Busy, TooSlow and Left. A slot is free again when its thread is, not when the caller gives up.
        """
        if self._waiting >= self.options.waiting:
            raise Busy
        self._waiting += 1
        try:
            async with asyncio.timeout(self.options.max_seconds):
                await self._slots.acquire()
                try:
                    if await gone():
                        raise Left
                    thread = asyncio.get_running_loop().run_in_executor(self._threads, work)
                except BaseException:
                    self._slots.release()
                    raise
                thread.add_done_callback(lambda _: self._slots.release())
                return await asyncio.shield(thread)
        except TimeoutError:
            raise TooSlow from None
        finally:
            self._waiting -= 1

    def check(self, document: Document, settings: Settings) -> Result:
        """Check a document; words added over HTTP are right."""
        with self._lock:
            return self._session.check(document, replace(settings, accept=(*settings.accept, *sorted(self.words))))

    def chosen(self, request: dict[str, Any]) -> Settings:
        """Return the settings a request asks for on top of the service's. Raises NewslintError."""
        changes: dict[str, Any] = {}
        for key, field in (("select", "only"), ("ignore", "without")):
            value = request.get(key)
            if value:
                changes[field] = tuple(str(v) for v in value)
        if request.get("house"):
            changes["house"] = _one_of("house", request["house"], HOUSES)
        if request.get("spelling"):
            changes["spelling"] = _one_of("spelling", request["spelling"], SPELLINGS)
        return replace(self.settings, **changes)

    def answer(self, document: Document, settings: Settings) -> dict[str, Any]:
        """Return newslint's own answer: findings, the draft marked up, who says what."""
        result = self.check(document, settings)
        return {
            "text": document.source,
            "format": document.format,
            "findings": [as_json(document, f) | {"fix": f.fix is not None} for f in result.findings],
            "marked": marked(document, result.findings, "f"),
            "sources": [attribution_as_json(document, a) for a in document.attributions],
            "problems": list(result.problems),
        }

    def rule(self, name: str) -> dict[str, Any] | None:
        """Return what there is to know about a rule."""
        rule = next((r for r in all_rules(self.settings, examples=True) if r.name == name), None)
        if rule is None:
            return None
        return {
            "rule": rule.name,
            "severity": rule.severity.value,
            "summary": rule.summary,
            "why": " ".join(rule.why.split()),
            "standards": list(rule.standards),
            "bad": [e.text.strip() for e in rule.examples.bad],
            "good": [e.text.strip() for e in rule.examples.good],
        }

    def add_word(self, word: str) -> bool:
        """Take a word as right; tell whether it is new. Raises NewslintError when it cannot be written down."""
        if not word or word in self.words or any(c.isspace() for c in word):
            return False
        self.words.add(word)
        self._keep()
        return True

    def delete_word(self, word: str) -> bool:
        """Forget a word; tell whether it was there."""
        if word not in self.words:
            return False
        self.words.discard(word)
        self._keep()
        return True

    def _keep(self) -> None:
        if self.options.words is None:
            return
        from newslint.atomic import write_text

        try:
            write_text(self.options.words, "".join(f"{w}\n" for w in sorted(self.words)))
        except OSError as e:
            raise NewslintError(
                f"{self.options.words}: cannot be written: {e.strerror or e}; see that you may write there."
            ) from None


def _one_of(name: str, value: object, known: tuple[str, ...]) -> str:
    if value not in known:
        raise NewslintError(f"“{value}” is no {name}; choose from {', '.join(known)}.")
    return str(value)


def _read_words(file: Path | None) -> list[str]:
    if file is None or not file.exists():
        return []
    try:
        return [w.strip() for w in file.read_text(encoding="utf-8").split("\n") if w.strip()]
    except (OSError, UnicodeDecodeError) as e:
        raise NewslintError(f"{file}: cannot be read ({e}); it must be UTF-8 text, one word a line.") from None
