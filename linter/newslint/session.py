"""One run's worth of work: rules chosen once per settings, the grammar engine kept, documents checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from newslint import engine
from newslint.document import Document
from newslint.errors import ReadError
from newslint.finding import Finding
from newslint.matchers import KINDS
from newslint.rule import Rule
from newslint.ruleset import check_selectors, load_builtin, load_folder
from newslint.settings import Settings


def read_file(path: Path, *, encoding: str | None = None, name: str | None = None) -> Document:
    """Read a draft from disk. Raises ReadError with what to do."""
    from newslint.readers import read

    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file; check the name.") from None
    except IsADirectoryError:
        raise ReadError(f"{path}: is a directory; name the drafts in it.") from None
    except OSError as e:
        raise ReadError(f"{path}: cannot be read: {e.strerror or e}.") from None
    return read(data, name or str(path), encoding=encoding)


def all_rules(settings: Settings, *, examples: bool = False) -> list[Rule]:
    """Return every rule there is under these settings: shipped, the user's own, and the grammar engines'.

    A user's rule of the same name takes the place of a shipped one.
    """
    rules = {r.name: r for r in load_builtin(examples)}
    for folder in settings.rules:
        rules.update({r.name: r for r in load_folder(Path(folder), examples=examples)})
    for rule in _grammar_rules(settings):
        rules.setdefault(rule.name, rule)
    return [rules[name] for name in sorted(rules)]


def _grammar_rules(settings: Settings) -> list[Rule]:
    if not settings.grammar or "grammar" in settings.ignore:  # --ignore grammar leaves the engine unloaded
        return []
    from newslint import grammar

    return [rule for name in settings.grammar for rule in grammar.rules(name)]


class Session:
    """Checks documents under settings; keeps what is dear between them (rules, the grammar engine)."""

    def __init__(self) -> None:
        self._chosen: dict[Settings, tuple[list[Rule], list[Rule]]] = {}

    def rules(self, settings: Settings) -> tuple[list[Rule], list[Rule]]:
        """Return (rules with a check of ours, rules of the grammar engine) that are wanted. Raises RuleError."""
        known = self._chosen.get(settings)
        if known is None:
            everything = all_rules(settings)
            named = [*settings.select, *settings.extend_select, *settings.ignore, *(s for s, _ in settings.severity)]
            check_selectors(named, everything, extra=("grammar",))
            wanted = [r for r in everything if settings.wants(r)]
            known = ([r for r in wanted if r.check in KINDS], [r for r in wanted if r.check not in KINDS])
            self._chosen[settings] = known
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
                from dataclasses import replace

                from newslint import grammar

                found = grammar.findings(doc, settings.grammar, server=settings.grammar_server)
                return [replace(f, severity=levels[f.rule]) for f in found if f.rule in levels]

            extra.append(by_grammar)
        return engine.check(document, ours, settings, extra)
