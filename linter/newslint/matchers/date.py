"""date: knows the calendar. Weekdays that are not the date's, days that do not exist, tenses that the day of publication
contradicts. A date without a year is judged only when the draft says when it is published.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from newslint import expressions
from newslint.annotations.dates import MONTHS, WEEKDAYS, Date, dates, published
from newslint.annotations.numbers import Quantity, QuantityKind
from newslint.annotations.sentences import paragraph_at, sentence_at
from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.arithmetic.shape import compiled, sentences_of, shown
from newslint.matchers.base import Match, Matcher
from newslint.rule import Rule
from newslint.span import Span

_HALF_YEAR = datetime.timedelta(days=183)
_CLOSES = expressions.compile(
    r"\s*(?:[,.;:)?!–—-]|$|(?:at|in|for|and|to|or|when|after|before|as|from|by|but|with|until|is|was|were|will|on|he|she|it|they|the)\b)"
)


def _in_scope(document: Document, rule: Rule) -> Iterator[Date]:
    kinds = {b.span: b.kind for b in document.blocks}
    for d in document.fact(dates):
        block = paragraph_at(document, d.span.start)
        if block is not None and kinds.get(block) in rule.scope:
            yield d


def _nearest(d: Date, day: datetime.date) -> datetime.date | None:
    """The occurrence of a date without year that lies nearest to `day`."""
    found = [on for year in (day.year - 1, day.year, day.year + 1) if (on := d.on(year))]
    return min(found, key=lambda on: abs(on - day), default=None)


def _day(d: Date, now: datetime.date | None) -> datetime.date | None:
    if d.day is None:
        return None
    if d.year is not None:
        return d.day_of
    near = _nearest(d, now) if now else None
    return near if near and now and abs(near - now) < _HALF_YEAR else None


def _written(day: datetime.date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def weekday(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a weekday that is not the date's."""
    now = document.fact(published)
    for d in _in_scope(document, rule):
        if d.weekday is None:
            continue
        day = _day(d, now)
        if day and day.weekday() != d.weekday:
            yield Match(
                d.span, {"date": _written(day), "actual": WEEKDAYS[day.weekday()], "stated": WEEKDAYS[d.weekday]}
            )


def impossible(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag days that the calendar does not have."""
    for d in _in_scope(document, rule):
        certain = (
            d.year is not None or d.ordinal or d.weekday is not None or bool(_CLOSES.match(document.text, d.span.end))
        )
        if not d.exists and certain and (d.day is None or d.day <= 31 or d.year is not None or d.ordinal):
            yield Match(d.span)


_SPAN = expressions.compile(r",?\s*(?:to|until|till|through|and|-|–|—)\s*(?:the\s+)?")
_OPENS = expressions.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.I)


def inverted(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a stretch of days that ends before it begins."""
    found = list(_in_scope(document, rule))
    text = document.text
    for a, b in pairwise(found):
        if not _SPAN.fullmatch(text, a.span.end, b.span.start) or not _OPENS.search(
            text, max(0, a.span.start - 14), a.span.start
        ):
            continue
        if a.year and b.year:
            early, late = a.on(a.year), b.on(b.year)
            wrong = bool(early and late and late < early)
        else:
            wrong = a.month == b.month and a.day is not None and b.day is not None and b.day < a.day and not a.year
        if wrong:
            yield Match(Span(a.span.start, b.span.end))


_WILL = expressions.compile(
    r"\b(?:will|shall|(?:is|are) (?:to|set to|due to|scheduled to|expected to|scheduled for|set for|planned for|due on)|plans? to|intends? to)\b",
    re.I,
)
_SPOKE = expressions.compile(
    r"\b(?:said|says|announced|told|promised|would|was to|were to|had|pledged|wrote|asked)\b", re.I
)
_PAST = expressions.compile(
    r"\b(?:met|opened|closed|died|won|lost|voted|began|started|ended|arrived|left|resigned|signed|fell|rose|killed|launched|happened|took place|was held|were held|"
    r"was (?:[a-z]+ed|found|arrested|elected|sworn|born|opened|signed|shot|charged|convicted|sentenced)|were (?:[a-z]+ed|found|shot))\b(?:[^.;,]{0,60}?)\bon\s+$",
    re.I,
)
_PLAN = expressions.compile(
    r"\b(?:will|would|set|due|scheduled|schedule|planned|expected|announced|deadline|until|ahead of|before|if|when|as of|effective)\b",
    re.I,
)
_FAR = datetime.timedelta(days=75)


def _lone(document: Document, rule: Rule) -> Iterator[tuple[Date, datetime.date, datetime.date, Span]]:
    """The dates with a day that stand alone in their sentence, with their day, the day of publication and the sentence."""
    now = document.fact(published)
    if now is None:
        return
    every = document.fact(dates)
    for d in _in_scope(document, rule):
        sentence = sentence_at(document, d.span.start)
        if sentence is None or sum(sentence.covers(o.span) for o in every) != 1:
            continue
        day = _day(d, now)
        if day and (d.year is not None or abs(day - now) <= _FAR):
            yield d, day, now, sentence


def past_in_future(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a day before publication that is still spoken of as to come."""
    for d, day, now, sentence in _lone(document, rule):
        words = Span(sentence.start, d.span.start).of(document.text)
        will = list(_WILL.finditer(words))
        if day < now and will and not _SPOKE.search(words) and len(words[will[-1].end() :].split()) <= 14:
            yield Match(d.span, {"date": _written(day), "published": _written(now)})


def future_in_past(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a day after publication that is told as past."""
    for d, day, now, sentence in _lone(document, rule):
        words = Span(sentence.start, d.span.start).of(document.text)
        if day > now and _PAST.search(words) and not _PLAN.search(sentence.of(document.text)):
            yield Match(d.span, {"date": _written(day), "published": _written(now)})


_FILL = r"[^⟦⟧.;:]"
_AGO = tuple(
    compiled(p)
    for p in (
        r"(?P<n><<C>>)\s+years\s+ago,?\s+(?:in|on)\s+(?P<y>⟦[YX]\d+⟧)",
        r"\b(?P<word>a decade|two decades|a century|half a century)\s+ago,?\s+(?:in|on)\s+(?P<y>⟦[YX]\d+⟧)",
        r"\b(?:in|on)\s+(?P<y>⟦[YX]\d+⟧),\s+(?:exactly\s+|just\s+|about\s+)?(?P<n><<C>>)\s+years\s+ago",
    )
)
_STRETCH = compiled(
    r"\bfrom\s+(?P<a><<Y>>)\s+(?:to|until|through)\s+(?P<b><<Y>>)(?:,\s*|\s*\(|\s+—\s*|\s+–\s*)(?:or\s+)?(?:for\s+|a\s+(?:span|period|stretch|total)\s+of\s+)?(?P<n><<C>>)\s+years\b(?!\s+(?:ago|after|before|later|old|earlier))"
)
_FOUNDED = compiled(
    r"\b(?:founded|built|opened|established|born|launched|started|formed|set\s+up)\s+in\s+(?P<a>⟦Y\d+⟧)[^⟦⟧.;:]{0,60}?(?:\bturn(?:s|ed)\s+(?P<n>⟦[CA]\d+⟧)|(?P<nth>⟦O\d+⟧)\s+(?:anniversary|birthday))[^⟦⟧.;:]{0,20}?\s+in\s+(?P<b>⟦Y\d+⟧)"
)
_WORDS = {"a decade": 10, "two decades": 20, "a century": 100, "half a century": 50}


def elapsed(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a time gone by that the years beside it do not give."""
    now = document.fact(published)
    for _, shape in sentences_of(document, rule, 1):
        for m in _STRETCH.finditer(shape.text):
            a, b, n = (shape.item(m, g) for g in ("a", "b", "n"))
            if a and b and n and not n.rounding and abs(b.value - a.value - n.value) > 1:
                yield Match(
                    n.span,
                    {
                        "said": shown(n.value),
                        "right": shown(b.value - a.value),
                        "from": shown(a.value).replace(",", ""),
                        "to": shown(b.value).replace(",", ""),
                    },
                )
        for m in _FOUNDED.finditer(shape.text):
            a, b = shape.item(m, "a"), shape.item(m, "b")
            n = shape.item(m, "n") or shape.item(m, "nth")
            if a and b and n and abs(b.value - a.value - n.value) > 1:
                yield Match(
                    n.span,
                    {
                        "said": shown(n.value),
                        "right": shown(b.value - a.value),
                        "from": shown(a.value).replace(",", ""),
                        "to": shown(b.value).replace(",", ""),
                    },
                )
        for m in (m for p in _AGO for m in p.finditer(shape.text)) if now else ():
            item = shape.items[int(re.sub(r"\D", "", m["y"]))]
            year = item.year if isinstance(item, Date) else int(item.value)
            said = _WORDS[m["word"].lower()] if m.groupdict().get("word") else int(_value(shape.item(m, "n")))
            loose = 2 if m.groupdict().get("word") else 1
            if now and year and said and abs(now.year - year - said) > loose:
                yield Match(
                    shape.span(*m.span()),
                    {"said": str(said), "right": str(now.year - year), "from": str(year), "to": str(now.year)},
                )


def _value(q: Quantity | None) -> int:
    return int(q.value) if q and q.kind is QuantityKind.COUNT and not q.rounding else 0


PROBLEMS: dict[str, Callable[[Document, Rule], Iterator[Match]]] = {
    "weekday": weekday,
    "impossible": impossible,
    "inverted": inverted,
    "past-in-future": past_in_future,
    "future-in-past": future_in_past,
    "elapsed": elapsed,
}
OPTIONS = {"problem": options.choice(*PROBLEMS)}


def build(rule: Rule) -> Matcher:
    """Flag what `problem` names."""
    find = PROBLEMS[rule.options["problem"]]
    return lambda document: find(document, rule)
