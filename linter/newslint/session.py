"""One run's worth of work: rules chosen once per settings, the grammar engine kept, documents checked."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newslint import engine
from newslint.document import Document
from newslint.errors import SettingsError
from newslint.finding import Finding
from newslint.matchers import KINDS
from newslint.records import dataclass, replace
from newslint.result import Result
from newslint.rule import Rule, Severity
from newslint.ruleset import check_selectors, load_builtin, load_folder
from newslint.settings import Settings, for_draft
from newslint.suppressions import ANSWERS, OWN, Others

if TYPE_CHECKING:
    from newslint.grammar.memory import Memory


def all_rules(settings: Settings, *, examples: bool = False) -> list[Rule]:
    """Return every rule there is under these settings: shipped, the user's own, and the grammar engines'.

    A user's rule of the same name takes the place of a shipped one.
    """
    rules = {r.name: r for r in load_builtin(examples)}
    for folder in settings.rules:
        rules.update({r.name: r for r in load_folder(Path(folder), examples=examples)})
    for folder in settings.styles:
        from newslint.valestyles import load_style

        rules.update({r.name: r for r in load_style(Path(folder))})
    for rule in (*OWN, *_grammar_rules(settings)):
        rules.setdefault(rule.name, rule)
    return [rules[name] for name in sorted(rules)]


def _grammar_rules(settings: Settings) -> list[Rule]:
    if not settings.grammar or "grammar" in (*settings.ignore, *settings.without):  # leaves the engine unloaded
        return []
    from newslint import grammar

    return [rule for name in settings.grammar for rule in grammar.rules(name)]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to run under some settings.

    `ours` are rules with a check of newslint's own, `theirs` the grammar engines'; `levels` is the severity of each;
    `others` are the rules that do not run (an answer to one of them in a draft is not unused). `warnings` say what is
    dangerous about the user's own rules.
    """

    ours: tuple[Rule, ...]
    theirs: tuple[Rule, ...]
    levels: Mapping[str, Severity]
    others: Others
    warnings: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules that run."""
        return (*self.ours, *self.theirs)


def make_plan(settings: Settings) -> Plan:
    """Choose the rules for some settings. Raises RuleError for a selector that names no rule."""
    everything = all_rules(settings)
    check_selectors(settings.selectors, everything, extra=("grammar",))
    wanted: list[Rule] = []
    asleep: list[Rule] = []
    for rule in everything:
        (wanted if settings.wants(rule) else asleep).append(rule)
    usual = replace(settings, only=(), without=())
    return Plan(
        ours=tuple(informed(r, settings) for r in wanted if r.check in KINDS),
        theirs=tuple(r for r in wanted if r.check not in (*KINDS, ANSWERS)),
        levels={r.name: settings.severity_of(r) for r in wanted},
        others=Others(
            narrowed=tuple(r for r in asleep if usual.wants(r)), off=tuple(r for r in asleep if not usual.wants(r))
        ),
        warnings=_warnings(settings, wanted),
    )


def _warnings(settings: Settings, rules: Sequence[Rule]) -> tuple[str, ...]:
    """What is dangerous about the user's own rules; those that ship are tested."""
    places = tuple(f"{place}{os.sep}" for place in (*settings.rules, *settings.styles))
    if not places:
        return ()
    from newslint.matchers.danger import dangers

    return tuple(said for rule in rules if rule.path.startswith(places) for said in dangers(rule))


def informed(rule: Rule, settings: Settings) -> Rule:
    """Return the rule with what its check must know of the settings: spelling needs the dialect and the accepted words."""
    if rule.check != "spelling":
        return rule
    return replace(rule, options={**rule.options, "dialect": settings.spelling, "accepted": accepted_words(settings)})


def accepted_words(settings: Settings) -> frozenset[str]:
    """Return the words that are right here: from the settings and their word files. Raises SettingsError."""
    words = set(settings.accept)
    for file in settings.words:
        try:
            lines = Path(file).read_text(encoding="utf-8").split("\n")
        except FileNotFoundError:
            raise SettingsError(
                f"{file}: no such word file; write it, one word a line, or take it out of “words”."
            ) from None
        except (OSError, UnicodeDecodeError) as e:
            raise SettingsError(f"{file}: cannot be read ({e}); it must be UTF-8 text, one word a line.") from None
        words |= {w for line in lines if (w := line.partition("#")[0].strip())}
    return frozenset(words)


class Session:
    """Checks documents under settings; keeps what is dear between them (rules, the grammar engine)."""

    _PLANS = 64  # settings a long-lived session remembers

    def __init__(self, paragraphs: Memory | None = None) -> None:
        """`paragraphs` is where grammar engines' answers are kept between runs; without it they are kept in the process."""
        self._plans: dict[Settings, Plan] = {}
        self._paragraphs = paragraphs

    def plan(self, settings: Settings) -> Plan:
        """Return what is to run under the settings, worked out once. Raises RuleError and SettingsError."""
        known = self._plans.get(settings)
        if known is None:
            if len(self._plans) >= self._PLANS:
                self._plans.clear()
            known = self._plans[settings] = make_plan(settings)
        return known

    def prepare(self, settings: Settings) -> None:
        """Start what takes long to start (the grammar engine), in the background where it can.

        Where the settings choose no rules, its rules are sure to be wanted, and it starts while ours are loaded.
        """
        if settings in self._plans:
            return
        sure = settings.grammar and not (settings.only or settings.select or settings.without or settings.ignore)
        if sure or self.plan(settings).theirs:
            from newslint import grammar

            grammar.preload(
                settings.grammar,
                server=settings.grammar_server,
                dialect=_dialect(settings),
                memory=self._paragraphs,
            )
        self.plan(settings)

    def check(self, document: Document, settings: Settings) -> Result:
        """Return what a copy desk would query in the document."""
        settings = for_draft(settings, document.meta)
        plan = self.plan(settings)

        if not plan.theirs:
            return _own_levels(engine.check(document, plan.ours, settings, (), plan.others), plan)
        from newslint import grammar

        engines, server, dialect = settings.grammar, settings.grammar_server, _dialect(settings)
        memory = self._paragraphs
        grammar.begin(document, engines, server=server, dialect=dialect, memory=memory)  # while our own rules run

        def by_grammar(doc: Document) -> list[Finding]:
            found = grammar.findings(doc, engines, server=server, dialect=dialect, memory=memory)
            return [replace(f, severity=plan.levels[f.rule]) for f in found if f.rule in plan.levels]

        return _own_levels(engine.check(document, plan.ours, settings, [by_grammar], plan.others), plan)


def _dialect(settings: Settings) -> str:
    """The grammar engines' name for the English of the settings."""
    return "gb" if settings.spelling == "uk" else settings.spelling


def _own_levels(result: Result, plan: Plan) -> Result:
    """Give the findings about answers in the draft their level; leave out those that are ignored."""
    names = {r.name for r in OWN}
    kept = tuple(
        replace(f, severity=plan.levels[f.rule]) if f.rule in names else f
        for f in result.findings
        if f.rule not in names or f.rule in plan.levels
    )
    return replace(result, findings=kept)
