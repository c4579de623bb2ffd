"""rewrite: an expression and what to write instead.

As in `pattern`, ``(?<here>…)`` marks the flagged words and a space is any white space. The replacement is a template
that may hold ``{match}`` and named groups, bent where needed: ``{v:ing}``, ``{v:s}``, ``{v:ed}``, ``{v:en}``, ``{v:cap}``, ``{v:low}``;
as in `swap`, the offer keeps the case of what was found unless the rule says ``case: true``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newslint import expressions
from newslint.annotations.inflect import Word
from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.base import UNITS, Listening, Match, Matcher, Pattern, keep_case, position_of, units
from newslint.matchers.written import filled
from newslint.rule import Rule
from newslint.span import Span

_SPACE = expressions.compile(r"\s+")
OPTIONS = {"pairs": options.swaps, "case": options.boolean, "within": options.choice(*UNITS)}


def build(rule: Rule) -> Matcher:
    """Flag the matches of each expression and offer its own replacements."""
    case = rule.options.get("case", False)
    within = rule.options.get("within", "paragraph")
    pairs = {Pattern(e, case=case, where=position_of(rule)): right for e, right in rule.options["pairs"].items()}

    def match(document: Document, awake: Sequence[Pattern]) -> Iterator[Match]:
        for pattern in awake:
            for start, end in units(document, within, pattern.blocks(document, rule.scope, within)):
                for m in pattern.finditer(document.text, start, end):
                    yield _match(m, start, pairs[pattern], case, position_of(rule))

    return Listening(list(pairs), match)


def _match(m: object, start: int, templates: tuple[str, ...], case: bool, where: str) -> Match:
    groups = {k: v or "" for k, v in m.groupdict().items()}  # type: ignore[attr-defined]
    key = "here" if groups.get("here") else 0
    a, b = m.span(key)  # type: ignore[attr-defined]
    found: str = m.group(key)  # type: ignore[attr-defined]
    words = {k: Word(v) for k, v in {**groups, "match": found}.items()}
    made = (_SPACE.sub(" ", filled(t, words, where)) for t in templates)
    offers = tuple(made) if case else tuple(keep_case(found, f) for f in made)
    return Match(Span(start + a, start + b), groups, offers)
