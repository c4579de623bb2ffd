"""One run's worth of work: rules chosen once per settings, the grammar engine kept, documents checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from newslint import engine
from newslint.document import Document
from newslint.errors import ReadError
from newslint.finding import Finding
from newslint.matchers import KINDS
from newslint.rule import Rule, Severity
from newslint.ruleset import check_selectors, load_builtin, load_folder
from newslint.settings import Settings
from newslint.suppressions import ANSWERS, OWN, Others


def read_bytes(path: Path) -> bytes:
    """Read a file from disk. Raises ReadError with what to do."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file; check the name.") from None
    except IsADirectoryError:
        raise ReadError(f"{path}: is a directory; name the drafts in it.") from None
    except OSError as e:
        raise ReadError(f"{path}: cannot be read: {e.strerror or e}.") from None


def read_file(path: Path, *, encoding: str | None = None) -> Document:
    """Read a draft from disk. Raises ReadError with what to do."""
    from newslint.readers import read

    return read(read_bytes(path), str(path), encoding=encoding)


def all_rules(settings: Settings, *, examples: bool = False) -> list[Rule]:
    """Return every rule there is under these settings: shipped, the user's own, and the grammar engines'.

    A user's rule of the same name takes the place of a shipped one.
    """
    rules = {r.name: r for r in load_builtin(examples)}
    for folder in settings.rules:
        rules.update({r.name: r for r in load_folder(Path(folder), examples=examples)})
    for rule in (*OWN, *_grammar_rules(settings)):
        rules.setdefault(rule.name, rule)
    return [rules[name] for name in sorted(rules)]


def _grammar_rules(settings: Settings) -> list[Rule]:
    if not settings.grammar or "grammar" in (*settings.ignore, *settings.without):  # leaves the engine unloaded
        return []
    from newslint import grammar

    return [rule for name in settings.grammar for rule in grammar.rules(name)]


class Session:
    """Checks documents under settings; keeps what is dear between them (rules, the grammar engine)."""

    def __init__(self) -> None:
        self._chosen: dict[Settings, tuple[list[Rule], list[Rule]]] = {}
        self._others: dict[Settings, Others] = {}
        self._own: dict[Settings, dict[str, Severity]] = {}

    def rules(self, settings: Settings) -> tuple[list[Rule], list[Rule]]:
        """Return (rules with a check of ours, rules of the grammar engine) that are wanted. Raises RuleError."""
        known = self._chosen.get(settings)
        if known is None:
            everything = all_rules(settings)
            check_selectors(settings.selectors, everything, extra=("grammar",))
            wanted = [r for r in everything if settings.wants(r)]
            engines = (*KINDS, ANSWERS)
            known = ([r for r in wanted if r.check in KINDS], [r for r in wanted if r.check not in engines])
            self._chosen[settings] = known
            usual = replace(settings, only=(), without=())
            asleep = [r for r in everything if not settings.wants(r)]
            self._others[settings] = Others(
                narrowed=tuple(r for r in asleep if usual.wants(r)), off=tuple(r for r in asleep if not usual.wants(r))
            )
            self._own[settings] = {r.name: settings.severity_of(r) for r in wanted if r.check == ANSWERS}
        return known

    def prepare(self, settings: Settings) -> None:
        """Start what takes long to start (the grammar engine), in the background where it can."""
        if self.rules(settings)[1]:
            from newslint import grammar

            grammar.preload(settings.grammar)

    def check(self, document: Document, settings: Settings) -> engine.Result:
        """Return what a copy desk would query in the document."""
        ours, theirs = self.rules(settings)
        extra: list[Callable[[Document], Any]] = []
        if theirs:
            levels = {r.name: settings.severity_of(r) for r in (*ours, *theirs)}

            def by_grammar(doc: Document) -> list[Finding]:
                from newslint import grammar

                found = grammar.findings(doc, settings.grammar, server=settings.grammar_server)
                return [replace(f, severity=levels[f.rule]) for f in found if f.rule in levels]

            extra.append(by_grammar)
        result = engine.check(document, ours, settings, extra, self._others[settings])
        own = self._own[settings]
        names = {r.name for r in OWN}
        kept = (
            replace(f, severity=own[f.rule]) if f.rule in own else f
            for f in result.findings
            if f.rule in own or f.rule not in names
        )
        return replace(result, findings=tuple(kept))
