"""pattern: regular expressions, seen by the sentence, the paragraph or the whole text.

A named group ``here`` marks the words that are flagged (else the whole match); other named groups fill the
message's placeholders and the rule's `suggest` templates. A space stands for any white space.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.base import UNITS, Listening, Match, Matcher, Pattern, keep_case, position_of, units
from newslint.matchers.written import filled
from newslint.rule import Rule
from newslint.span import Span

OPTIONS = {"any": options.texts, "case": options.boolean, "within": options.choice(*UNITS), "first": options.boolean}


def build(rule: Rule) -> Matcher:
    """Flag the matches of any of the expressions; `first` stops at the first of the draft."""
    case = rule.options.get("case", False)
    within = rule.options.get("within", "paragraph")
    patterns = [Pattern(e, case=case, where=position_of(rule)) for e in rule.options["any"]]

    def match(document: Document, awake: Sequence[Pattern]) -> Iterator[Match]:
        for pattern in awake:
            for start, end in units(document, within, pattern.blocks(document, rule.scope, within)):
                for m in pattern.finditer(document.text, start, end):
                    yield _match(rule, m, start)
                    if rule.options.get("first"):
                        return

    return Listening(patterns, match)


def _match(rule: Rule, m: object, start: int) -> Match:
    groups = {k: v or "" for k, v in m.groupdict().items()}  # type: ignore[attr-defined]
    a, b = m.span("here") if groups.get("here") else m.span()  # type: ignore[attr-defined]
    found = m.group("here") if groups.get("here") else m.group()  # type: ignore[attr-defined]
    offers = tuple(
        keep_case(found, filled(template, {**groups, "match": found}, position_of(rule))) for template in rule.suggest
    )
    return Match(Span(start + a, start + b), groups, offers)
