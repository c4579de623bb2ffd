"""Answers in the file: ``newslint: ignore pack/rule -- reason`` for the next block, ``ignore-file`` for the draft.

The reason is required, and a directive that answers nothing is itself a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from newslint import expressions
from newslint.document import BlockKind, Document, Remark
from newslint.finding import Finding
from newslint.hints import did_you_mean
from newslint.records import dataclass
from newslint.rule import Rule, Severity, selects
from newslint.span import Span
from newslint.valecomments import switched_off

UNUSED = "newslint/unused-ignore"
BROKEN = "newslint/ignore-directive"
SLOW = "newslint/slow-rule"
ANSWERS = "answers"  # the check of the rules below, which are about directives and the run itself and have no YAML file
OWN = (
    Rule(
        UNUSED, "An answer in the draft that answers nothing", "Nothing here is answered; take it out.",
        Severity.WARNING, ANSWERS, {}, why="An answer left behind after an edit would silence the next mistake there.",
    ),
    Rule(
        BROKEN, "An answer in the draft that newslint cannot read", "Write newslint: ignore pack/rule -- reason.",
        Severity.ERROR, ANSWERS, {}, why="A directive that is misspelled answers nothing, and nobody notices.",
    ),
    Rule(
        SLOW, "A rule that was stopped because it took too long", "A rule took too long; simplify its pattern.",
        Severity.WARNING, ANSWERS, {}, why="What a rule that was stopped would have said is missing from the report.",
    ),
)  # fmt: skip
_DIRECTIVE = expressions.compile(
    r"newslint\s*:\s*(?P<word>[\w-]+)\s*(?P<rules>.*?)\s*(?:(?:--|—|–)\s*(?P<reason>.*))?$", re.I | re.S
)


@dataclass
class _Directive:
    remark: Remark
    selectors: tuple[str, ...]
    place: Span | None  # None: the whole file
    used: bool = False


@dataclass(frozen=True, slots=True)
class Others:
    """Rules that exist but do not run: left out by the command line, or off under the configuration."""

    narrowed: tuple[Rule, ...] = ()
    off: tuple[Rule, ...] = ()


class Suppressions:
    """The directives of one document; none when they are not `heeded`."""

    def __init__(
        self, document: Document, rules: Sequence[Rule], others: Others = Others(), *, heeded: bool = True
    ) -> None:
        self._others = others
        self._directives: list[_Directive] = []
        self._broken: list[tuple[Remark, str]] = []
        self._every = rules
        remarks = document.remarks if heeded else ()
        vale = remarks and any(r.check == "vale" for r in rules)
        self._vale = switched_off(remarks, len(document.text)) if vale else []
        for remark in remarks:
            self._read(document, remark)

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        return {r.name: r for r in self._every}

    @cached_property
    def _known(self) -> set[str]:
        """What a directive may name."""
        return {n for r in self._every for n in (r.name, r.pack, *r.tags, *r.aliases)}

    def _read(self, document: Document, remark: Remark) -> None:
        m = _DIRECTIVE.match(remark.text)
        if m is None:
            return
        word = m.group("word").lower()
        if word not in ("ignore", "ignore-file"):
            hint = did_you_mean(word, ("ignore", "ignore-file"))
            self._broken.append((remark, f"“{word}” is nothing newslint knows; write ignore or ignore-file.{hint}"))
            return
        selectors = tuple(s for s in re.split(r"[\s,]+", m.group("rules")) if s)
        if not selectors:
            self._broken.append((remark, "Say which rule is answered: newslint: ignore pack/rule -- reason."))
            return
        if not (m.group("reason") or "").strip():
            self._broken.append((remark, f"Say why: newslint: {word} {' '.join(selectors)} -- reason."))
            return
        self._directives.append(
            _Directive(remark, selectors, None if word == "ignore-file" else _next_block(document, remark))
        )

    def split(self, found: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
        """Return (findings that stand, findings answered in the file)."""
        kept: list[Finding] = []
        answered: list[Finding] = []
        for f in found:
            hits = [d for d in self._directives if self._answers(d, f)]
            for d in hits:
                d.used = True
            (answered if hits or self._off(f) else kept).append(f)
        return kept, answered

    def _off(self, f: Finding) -> bool:
        """Is the rule a Vale style's, and switched off here by a comment of Vale's?"""
        rule = self._rules.get(f.rule) if self._vale else None
        return rule is not None and rule.check == "vale" and any(o.covers(f.rule, f.span.start) for o in self._vale)

    def _answers(self, d: _Directive, f: Finding) -> bool:
        if d.place is not None and not (d.place.start <= f.span.start < d.place.end):
            return False
        rule = self._rules.get(f.rule)
        return any(
            s in ("all", f.rule, f.pack) or (rule is not None and (s in rule.tags or s in rule.aliases))
            for s in d.selectors
        )

    def _asleep(self, selector: str) -> bool:
        """May the selector's rule have something to say here that this run did not ask?"""
        if any(selects(selector, r) for r in self._others.narrowed):
            return True
        awake = any(selects(selector, r) for r in self._rules.values())
        return not awake and any(selects(selector, r) for r in self._others.off)

    def complaints(self, document: Document) -> list[Finding]:
        """Return findings about the directives themselves: broken ones, and ones that answered nothing."""
        out = []
        for remark, why in self._broken:
            out.append(_complaint(document, remark, BROKEN, Severity.ERROR, why))
        for d in self._directives:
            if d.used or any(self._asleep(s) for s in d.selectors):
                continue
            names = " ".join(d.selectors)
            unknown = [s for s in d.selectors if s != "all" and s not in self._known]
            hint = "".join(did_you_mean(s, self._known) for s in unknown)
            out.append(
                _complaint(
                    document,
                    d.remark,
                    UNUSED,
                    Severity.WARNING,
                    f"Nothing here is answered by “ignore {names}”; take it out.{hint}",
                )
            )
        return out


def _complaint(document: Document, remark: Remark, rule: str, severity: Severity, message: str) -> Finding:
    return Finding(document.path, rule, severity, message, remark.span, remark.span.of(document.source))


def _next_block(document: Document, remark: Remark) -> Span:
    """The block the remark stands in or at the end of, else the next one."""
    for block in document.blocks:
        if block.kind is BlockKind.REMARK:
            continue
        between = document.text[block.span.end : remark.span.start]
        if block.span.end > remark.span.start or not ("\n" in between or "\r" in between):
            return Span(min(block.span.start, remark.span.start), max(block.span.end, remark.span.end))
    return remark.span
