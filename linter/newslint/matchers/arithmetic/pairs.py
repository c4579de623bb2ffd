"""Two figures for one thing: a share and its percentage, miles and kilometres, a million here and a billion there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from newslint import expressions
from newslint.annotations.dates import Date, published
from newslint.annotations.numbers import Quantity, QuantityKind, quantities
from newslint.annotations.numberwords import LOOSE_UNITS, UNITS
from newslint.annotations.sentences import block_at
from newslint.document import BlockKind, Document
from newslint.matchers.arithmetic.shape import compiled, interval, sentences_of, shown
from newslint.matchers.base import Match
from newslint.rule import Rule
from newslint.span import Span

_FILL = r"[^⟦⟧.;:,()—–]"
_FRACTION = compiled(
    rf"(?P<share><<S>>)(?:\s+{_FILL}{{0,40}}?)?\s?(?P<open>\(|—|–|\s-\s|,\s+or\b)\s*(?:or\s+)?<<round>>(?P<p><<P>>)\s*(?P<close>\)|—|–|\s-\s|,|$|\.)"
)


def fraction_percent(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a share in words and a percentage for the same thing that disagree."""
    for _, shape in sentences_of(document, rule):
        for m in _FRACTION.finditer(shape.text):
            share, percent = shape.item(m, "share"), shape.item(m, "p")
            if share and percent and not _same_share(share, percent):
                yield Match(
                    _closed(document.text, share, percent),
                    {
                        "share": share.span.of(document.text),
                        "percent": percent.span.of(document.text),
                        "right": shown(share.value * 100),
                    },
                )


def _closed(text: str, a: Quantity, b: Quantity) -> Span:
    """From the first figure to the second, its closing bracket included."""
    return Span(
        a.span.start, b.span.end + (text[b.span.end : b.span.end + 1] == ")" and "(" in text[a.span.end : b.span.start])
    )


def _same_share(share: Quantity, percent: Quantity) -> bool:
    low = high = share.value * 100
    slack = Decimal(3)
    if share.rounding == "over":
        low, high = low - 1, high + 15
    elif share.rounding == "under":
        low, high = low - 10, high + 1
    else:
        low, high = low - slack, high + slack + (2 if share.rounding else 0)
    return low <= percent.value <= high


# --- units -----------------------------------------------------------------------------------------------

_CONVERTED = compiled(
    r"(?P<a><<U>>)(?:\s+(?:long|wide|tall|high|deep|away|square|per hour|an hour))?\s*(?:\(\s*(?:or\s+)?|,\s+or\s+)<<round>>(?P<b><<U>>)"
)
_READING = compiled(r"(?P<a><<D>>)\s*(?:\(|,\s+or\s+|/)\s*<<round>>(?P<b><<D>>)")
_CHANGE = expressions.compile(
    r"\b(?:warm(?:ed|ing|er|s)?|cool(?:ed|ing|er|s)?|by|rise|rises|risen|increase[sd]?|hotter|colder|above (?:average|normal|the average|pre-industrial|preindustrial)|below (?:average|normal)|difference|drop of|fall of|swing|anomaly)\b",
    re.I,
)
_READ = expressions.compile(
    r"\b(?:to|at|reached|hit|of up to|between|high of|low of|temperatures? of|as (?:high|low|hot|cold) as)\s+(?:\w+\s+){0,2}$",
    re.I,
)


def conversion(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a measure and its conversion that are not the same length, area, mass, speed or temperature."""
    yield from _temperatures(document, rule, changes=False)
    for _, shape in sentences_of(document, rule):
        for m in _CONVERTED.finditer(shape.text):
            a, b = shape.item(m, "a"), shape.item(m, "b")
            if a and b and (found := _converted(a, b)):
                yield Match(
                    _closed(document.text, a, b),
                    {"a": a.span.of(document.text), "b": b.span.of(document.text), "right": found},
                )


def _converted(a: Quantity, b: Quantity) -> str:
    """Return what `a` is in the unit of `b`, when `b` is not it."""
    if a.unit not in UNITS or b.unit not in UNITS or a.unit == b.unit or {a.unit, b.unit} & LOOSE_UNITS or a.value <= 0:
        return ""
    (kind_a, size_a), (kind_b, size_b) = UNITS[a.unit], UNITS[b.unit]
    if kind_a != kind_b:
        return ""
    (a1, a2), (b1, b2) = interval(a), interval(b)
    low, high = a1 * size_a / size_b * Decimal("0.94"), a2 * size_a / size_b * Decimal("1.06")
    if b1 <= high and b2 >= low:
        return ""
    value = a.value * size_a / size_b
    return f"{shown(value, 1 if value < 100 else 0)} {b.span.of(b.unit) or b.unit}".strip()


def _temperatures(document: Document, rule: Rule, *, changes: bool) -> Iterator[Match]:
    for _, shape in sentences_of(document, rule):
        for m in _READING.finditer(shape.text):
            a, b = shape.item(m, "a"), shape.item(m, "b")
            if not a or not b or {a.unit, b.unit} != {"C", "F"}:
                continue
            c, f = (a, b) if a.unit == "C" else (b, a)
            before = shape.text[max(0, m.start() - 60) : m.start()]
            is_change = bool(_CHANGE.search(before)) and not _READ.search(before)
            as_change, as_reading = c.value * 9 / 5, c.value * 9 / 5 + 32
            near_change, near_reading = abs(f.value - as_change) <= 2, abs(f.value - as_reading) <= 2
            values = {
                "a": a.span.of(document.text),
                "b": b.span.of(document.text),
                "right": f"{shown(as_change if is_change else as_reading)}°F",
            }
            span = _closed(document.text, a, b)
            if (changes and is_change and near_reading and not near_change) or (
                not changes and not near_reading and not near_change and b is f
            ):
                yield Match(span, values)


def temperature_change(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a change of temperature converted as if it were a reading."""
    return _temperatures(document, rule, changes=True)


# --- one thing, two sizes --------------------------------------------------------------------------------

_NOUN_AFTER = expressions.compile(r"[\s-]+((?:[a-z][\w-]+\s+){0,2}?)([a-z][a-z-]{3,})(?![\w-])")
_STOP = frozenset(
    "from with that which this than were have been will would year years last next more over after into through during since when while they their there about".split()
)


def magnitude(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a sum that is given again with another scale: the $4 million bridge, the $4 billion bridge."""
    text = document.text
    money = [
        q
        for q in document.fact(quantities)
        if q.kind in (QuantityKind.MONEY, QuantityKind.COUNT) and q.scale and q.mantissa
    ]
    first: dict[tuple[str, str, Decimal, str], Quantity] = {}
    for q in money:
        noun = _noun(text, q)
        if not noun:
            continue
        key = (q.kind.value, q.unit, q.mantissa.normalize(), noun)
        other = first.setdefault(key, q)
        if _slipped(q, other) and _in_scope(document, q.span, rule):
            yield Match(q.span, {"a": other.span.of(text), "b": q.span.of(text), "noun": noun})
    yield from _headline_magnitude(document, money)


def _headline_magnitude(document: Document, money: list[Quantity]) -> Iterator[Match]:
    """A headline's sum that the story has only with another scale."""
    tops = [b.span for b in document.blocks if b.kind in (BlockKind.HEADLINE, BlockKind.DEK)]
    body = [q for q in money if not any(t.covers(q.span) for t in tops)]
    for q in (q for q in money if any(t.covers(q.span) for t in tops)):
        if any(b.value == q.value for b in document.fact(quantities) if not any(t.covers(b.span) for t in tops)):
            continue
        same = [
            b for b in body if b.kind is q.kind and b.unit == q.unit and b.mantissa == q.mantissa and _slipped(b, q)
        ]
        if same:
            yield Match(q.span, {"a": same[0].span.of(document.text), "b": q.span.of(document.text), "noun": "sum"})


def _slipped(a: Quantity, b: Quantity) -> bool:
    """Same figures, a thousand times apart."""
    high, low = max(a.value, b.value), min(a.value, b.value)
    return a.mantissa == b.mantissa and low > 0 and high / low in (1000, 1000000)


def _noun(text: str, q: Quantity) -> str:
    m = _NOUN_AFTER.match(text, q.span.end)
    if not m:
        return ""
    for word in (*m.group(1).split(), m.group(2)):
        if word in _STOP:
            return ""
    return m.group(2).removesuffix("s")


def _in_scope(document: Document, span: Span, rule: Rule) -> bool:
    block = block_at(document, span.start)
    return block is not None and block.span.covers(span) and block.kind in rule.scope


# --- ranges ----------------------------------------------------------------------------------------------

_BETWEEN = compiled(
    r"\bbetween\s+<<round>>(?P<a>⟦[CMPUYA]\d+⟧)\s+and\s+<<round>>(?P<b>⟦[CMPUYA]\d+⟧)(?!\s*(?:BC|BCE|B\.C\.))"
)
_RANGE = compiled(r"(?P<a><<N>>)\s+to\s+(?P<b><<N>>)\s+(?P<noun>[a-z]+s|people|troops|men|women|children)\b")
_FROM_YEAR = compiled(r"\bfrom\s+(?P<a><<Y>>)\s+(?:to|until|through|till)\s+(?P<b><<Y>>)")
_CONTEST = expressions.compile(
    r"\b(?:from|votes?|voted|ballots?|delegates?|lead(?:s|ing)?|led|beat|won|wins?|outnumber\w*|margin|approved|passed|rejected|polls?|ratio|odds|score[ds]?|defeated|against|compared|"
    r"fell|dropped|down|cut|reduced|shrank|declin\w+|seats|majority|outspent|outraised)\b",
    re.I,
)


def range_inverted(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a range whose low end is above its high end."""
    for _, shape in sentences_of(document, rule):
        for pattern in (_BETWEEN, _FROM_YEAR, _RANGE):
            for m in pattern.finditer(shape.text):
                a, b = shape.item(m, "a"), shape.item(m, "b")
                if (
                    not a
                    or not b
                    or a.value <= b.value
                    or (a.unit != b.unit and QuantityKind.COUNT not in (a.kind, b.kind))
                ):
                    continue
                if QuantityKind.YEAR in (a.kind, b.kind) and a.kind is not b.kind:
                    continue
                if b.scale and not a.scale and a.value < b.value * 1000:
                    continue  # "5 to 9 million": the scale is meant for both
                clock = pattern is _BETWEEN and a.kind is b.kind is QuantityKind.COUNT and a.value <= 12
                contest = pattern is _RANGE and (a.value < 100 or _CONTEST.search(shape.text))
                if not clock and not contest:
                    yield Match(
                        Span(a.span.start, b.span.end), {"a": a.span.of(document.text), "b": b.span.of(document.text)}
                    )


# --- ages ------------------------------------------------------------------------------------------------

_BORN = expressions.compile(r"\bborn\b[^⟦⟧.;]{0,30}?(?:in|on)?\s*⟦([YX])(\d+)⟧", re.I)
_DIED = expressions.compile(r"\b(?:died|dies|dead|death|killed)\b[^⟦⟧.;]{0,40}?⟦([YX])(\d+)⟧", re.I)
_AS_OF = expressions.compile(
    r"\b(?:according to|in|by|per)\s+(?:the|a|an|his|her|its)\s+⟦(Y)(\d+)⟧\s+(?:filing|census|report|interview|profile|application|indictment|complaint|lawsuit)",
    re.I,
)


def birth(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag an age that is not what the year of birth and the day of the story (or of death) give."""
    now = document.fact(published)
    for _, shape in sentences_of(document, rule):
        ages = [q for q in shape.items if isinstance(q, Quantity) and q.kind is QuantityKind.AGE]
        born = _BORN.search(shape.text)
        if len(ages) != 1 or not born or re.search(r"\bwhen\b|\bthen\b|\bat the time\b", shape.text, re.I):
            continue
        year = _year(shape.items[int(born.group(2))])
        ended = _DIED.search(shape.text) or _AS_OF.search(shape.text)
        then = _year(shape.items[int(ended.group(2))]) if ended else (now.year if now else None)
        if year is None or then is None or (ended and ended.group(2) == born.group(2)):
            continue
        if not then - year - 1 <= int(ages[0].value) <= then - year:
            yield Match(
                ages[0].span,
                {
                    "age": shown(ages[0].value),
                    "born": str(year),
                    "then": str(then),
                    "right": f"{then - year - 1} or {then - year}",
                },
            )


def _year(item: Quantity | Date) -> int | None:
    return item.year if isinstance(item, Date) else int(item.value)
