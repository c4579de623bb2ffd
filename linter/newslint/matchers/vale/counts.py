"""occurrence and repetition: too many or too few of a token, and a token twice in a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from newslint.annotations.sentences import split
from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.base import Match, Matcher
from newslint.matchers.vale.common import Exceptions, offers, pattern, plain_groups, said, scoped, stretches
from newslint.rule import Rule
from newslint.span import Span

OCCURRENCE: dict[str, Callable[[Any], Any]] = {
    "token": options.text,
    "max": options.integer,
    "min": options.integer,
    "ignorecase": options.boolean,
}
REPETITION: dict[str, Callable[[Any], Any]] = {
    "tokens": options.texts,
    "max": options.integer,
    "alpha": options.boolean,
    "ignorecase": options.boolean,
    "exceptions": options.texts,
}


def occurrence(rule: Rule) -> Matcher:
    """Flag the first occurrence in a stretch that has more than `max` or fewer than `min` of them."""
    token = pattern(rule, f"(?:{scoped(rule.options['token'])})")
    most, least = rule.options.get("max", 0), rule.options.get("min", 0)

    def match(document: Document) -> Iterator[Match]:
        for stretch in stretches(document, rule):
            found = list(token.finditer(document.text, *stretch))
            if (most and len(found) > most) or (least and len(found) < least):
                first = found[0].span() if found else (0, 1)
                span = Span(stretch.start + first[0], stretch.start + first[1])
                yield Match(span, said(rule, span.of(document.text)))

    return match


def repetition(rule: Rule) -> Matcher:
    """Flag a token that repeats the one before it, in one sentence."""
    o = rule.options
    tokens = pattern(rule, "|".join(plain_groups(scoped(t)) for t in o.get("tokens", ())))
    exceptions = Exceptions(rule)
    fold, alpha, most = o.get("ignorecase", False), o.get("alpha", False), o.get("max", 0)

    def match(document: Document) -> Iterator[Match]:
        for stretch in stretches(document, rule):
            before, place, count = "", 0, 0
            for m in tokens.finditer(document.text, *stretch):
                now = m.group().strip()
                same = bool(now) and (now.lower() == before.lower() if fold else now == before)
                if same and (not alpha or now.isalpha()):
                    count += 1
                    span = Span(stretch.start + place, stretch.start + m.end())
                    text = span.of(document.text)
                    if count > most and len(list(split(text))) == 1 and not exceptions.hold(text):
                        count = 0
                        yield Match(span, said(rule, now), offers(rule, now))
                before, place = now, m.start()

    return match
