"""The one loop: a document and rules in, findings out, in document order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from math import inf
from time import thread_time
from typing import Generic, TypeVar

from newslint import matchers
from newslint.annotations.names import names, titles
from newslint.annotations.quotes import quoted
from newslint.clearance import answered
from newslint.document import Document
from newslint.errors import RuleError
from newslint.finding import Finding, Fix
from newslint.matchers.base import CLOCK, Listening, Match, Matcher, SlowPattern
from newslint.matchers.triggers import Triggers
from newslint.records import replace
from newslint.result import Result
from newslint.rule import Rule, Severity
from newslint.settings import Settings
from newslint.span import Span, SpanIndex
from newslint.suppressions import SLOW, Others, Suppressions

T = TypeVar("T")


class _Box(Generic[T]):
    """Lets a rule, or a row of them, be a cache key by identity."""

    __slots__ = ("held",)

    def __init__(self, held: T) -> None:
        self.held = held

    def __hash__(self) -> int:
        return id(self.held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Box) and other.held is self.held


@lru_cache(maxsize=2048)
def _built(boxed: _Box[Rule]) -> Matcher:
    return matchers.build(boxed.held)


class _Roster:
    """The rules that are to run, each with its matcher, and what wakes them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = [(rule, matcher_of(rule)) for rule in rules]
        self._triggers = Triggers([m.patterns if isinstance(m, Listening) else None for _, m in self._rules])

    def awake(self, document: Document) -> Iterator[tuple[Rule, Matcher]]:
        """Yield the rules that may have something to say of a document, in order, each with its matcher."""
        for number, patterns in self._triggers.awake(document).items():
            rule, matcher = self._rules[number]
            yield rule, matcher.asking(patterns) if isinstance(matcher, Listening) else matcher


@lru_cache(maxsize=64)
def _roster(boxed: _Box[tuple[Rule, ...]]) -> _Roster:
    """Make the roster of a row of rules once."""
    return _Roster(boxed.held)


def matcher_of(rule: Rule) -> Matcher:
    """Return the rule's matcher, built once a process."""
    return _built(_Box(rule))


# how long a rule may take on a draft, and all rules together: seconds, and characters a second on top for long drafts
RULE_SECONDS, RULE_SPEED = 5.0, 10_000
DOCUMENT_SECONDS, DOCUMENT_SPEED = 60.0, 2_000
LONG = 200_000  # characters; a draft beyond that does not keep what only some packs of rules ask for
Extra = Callable[[Document], Iterable[Finding]]


def check(
    document: Document,
    rules: Sequence[Rule],
    settings: Settings,
    extra: Sequence[Extra] = (),
    others: Others = Others(),
) -> Result:
    """Run the rules over the document. `extra` are other makers of findings, the grammar engine among them.

    `others` are the rules that exist but do not run, so that an answer to one of them is not called unused.
    """
    problems: list[str] = []
    found: list[Finding] = []
    unrun: list[str] = []
    length = len(document.text)
    end = thread_time() + DOCUMENT_SECONDS + length / DOCUMENT_SPEED
    pack = ""
    try:
        for rule, matcher in _roster(_Box(tuple(rules))).awake(document):
            if length > LONG and rule.pack != pack:
                document.forget_passing()
                pack = rule.pack
            if rule.min_words and document.word_count < rule.min_words:
                continue
            now = thread_time()
            if now >= end:
                unrun.append(rule.name)
                continue
            CLOCK.deadline = min(now + RULE_SECONDS + length / RULE_SPEED, end)
            try:
                found += _findings(document, rule, settings, matcher)
            except SlowPattern:
                problems.append(f"{rule.name} took too long and was stopped; simplify its pattern.")
    finally:
        CLOCK.deadline = inf
    if length > LONG:
        document.forget_passing()
    if unrun:
        problems.append(
            f"the draft took too long; {_some(unrun)} did not run. Split it, or leave out the rules that are slow."
        )
    found += (_stopped(document, p) for p in problems)
    problems = [f"{document.path}: {p}" for p in problems]
    for more in extra:
        found += more(document)
    return arranged(document, found, problems, rules, others, answers=settings.answers)


def _some(rules: list[str]) -> str:
    return ", ".join(rules[:3]) + (f" and {len(rules) - 3} more" if len(rules) > 3 else "")


def _stopped(document: Document, what: str) -> Finding:
    """Say in the report, at the top of the draft, what did not run to its end: what it would have said is missing."""
    start = document.blocks[0].span.start if document.blocks else 0
    span = Span(start, start + 1)
    return Finding(document.path, SLOW, Severity.WARNING, what, span, span.of(document.text))


def arranged(
    document: Document,
    found: Iterable[Finding],
    problems: Iterable[str],
    rules: Sequence[Rule],
    others: Others = Others(),
    *,
    answers: bool = True,
) -> Result:
    """Apply the file's own suppressions, fold what is about the same words, put in order."""
    suppressions = Suppressions(document, rules, others, heeded=answers)
    kept, answered_here = suppressions.split(found)
    kept += suppressions.complaints(document)
    return Result(document, tuple(folded(kept)), tuple(sorted(answered_here, key=_order)), tuple(problems))


def _findings(document: Document, rule: Rule, settings: Settings, matcher: Matcher) -> Iterator[Finding]:
    severity = settings.severity_of(rule)
    seen: set[Span] = set()
    for match in matcher(document):
        span = match.span
        if span in seen or span.end <= span.start or exempt(document, rule, span):
            continue
        if answered(document, span, rule.unless):
            continue
        seen.add(span)
        level = severity
        if rule.soften and answered(document, span, rule.soften):
            level = severity.lowered()
        yield replace(finding(document, rule, match), severity=level)


def finding(document: Document, rule: Rule, match: Match) -> Finding:
    """Make the finding a match stands for: message filled in, suggestions settled."""
    text = match.span.of(document.text)
    offers = match.suggestions or tuple(s.replace("{match}", text) for s in rule.suggest)
    offers = tuple(dict.fromkeys(o for o in offers if o != text))
    fix = Fix(match.span, offers[0]) if rule.fix and len(offers) == 1 else None
    values = {
        "match": shown(text),
        "suggestion": "” or “".join(offers),
        **{k: shown(v) for k, v in match.values.items()},
    }
    try:
        message = rule.message.format_map(values)
    except KeyError as e:
        raise RuleError(
            f"{rule.path}: the message asks for {{{e.args[0]}}}, which the check “{rule.check}” does not give; it gives {', '.join(sorted(values))}."
        ) from None
    return Finding(document.path, rule.name, rule.severity, " ".join(message.split()), match.span, text, offers, fix)


def shown(text: str) -> str:
    """Return text as a message shows it: one line, at most 80 characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else flat[:77].rsplit(" ", 1)[0] + " …"


def exempt(document: Document, rule: Rule, span: Span) -> bool:
    """The suppression contract: no rule fires where its reading does not hold."""
    if document.map.identity and any(document.text[i] != document.source[i] for i in (span.start, span.end - 1)):
        return True  # it begins or ends on masked markup: the space there is not the writer's
    if document.fact(_masked).overlaps(span):
        return True
    if not rule.quoted and document.fact(quoted).overlaps(span):
        return True
    if not rule.names and document.fact(names).overlaps(span):
        return True
    return not rule.titles and document.fact(titles).covers(span)


def _masked(document: Document) -> SpanIndex:
    return SpanIndex(document.masked)


# --- one finding a place ---------------------------------------------------------------------------------


def _order(f: Finding) -> tuple[int, int, int, str]:
    return (f.span.start, f.span.end, -f.severity.rank, f.rule)


def folded(found: Iterable[Finding]) -> list[Finding]:
    """Fold findings about the same words: the weightiest is shown, the others are listed under it.

    What a rule of ours and a grammar engine both say under one name is said once, in our words.
    """
    once: dict[tuple[str, Span], Finding] = {}
    for finding in found:
        once.setdefault((finding.rule, finding.span), finding)
    weighty = sorted(once.values(), key=lambda f: (-f.severity.rank, f.span.end - f.span.start, _order(f)))
    leaders: list[Finding] = []
    under: dict[int, list[Finding]] = {}
    near: dict[int, list[int]] = {}  # stretch of the text -> leaders in it, so that only neighbours are compared
    for f in weighty:
        stretches = range(f.span.start // _STRETCH, f.span.end // _STRETCH + 1)
        rivals = sorted({i for n in stretches for i in near.get(n, ())})
        lead = next((i for i in rivals if same_place(f, leaders[i])), None)
        if lead is None:
            for n in stretches:
                near.setdefault(n, []).append(len(leaders))
            leaders.append(f)
        else:
            under.setdefault(lead, []).append(f)
    merged = [replace(f, also=tuple(sorted(under[i], key=_order))) if i in under else f for i, f in enumerate(leaders)]
    return sorted(merged, key=_order)


_PHRASE_WORDS = 6
_STRETCH = 512  # characters


def same_place(a: Finding, b: Finding) -> bool:
    """Tell whether two findings are about the same words: they share most of them, or half of the shorter of two phrases."""
    if a.span == b.span:
        return True
    shared = min(a.span.end, b.span.end) - max(a.span.start, b.span.start)
    if shared <= 0:
        return False
    shorter, longer = sorted((a, b), key=lambda f: f.span.end - f.span.start)
    if shared * 2 >= longer.span.end - longer.span.start:
        return True
    return len(longer.text.split()) <= _PHRASE_WORDS and shared * 2 >= shorter.span.end - shorter.span.start
