"""Changes: rose 5 percent from 40 to 45; doubled from 120 to 190."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from newslint import expressions
from newslint.annotations.numbers import Quantity, QuantityKind
from newslint.document import Document
from newslint.matchers.arithmetic.shape import FILL, Shape, agrees, compiled, interval, sentences_of, shown
from newslint.matchers.base import Match
from newslint.records import replace
from newslint.rule import Rule

_UP = (
    "rose|risen|rises?|rising|raised|increas(?:ed?|es|ing)|jump(?:ed|s|ing)?|climb(?:ed|s|ing)?|gr[eo]w(?:n|s|ing)?|surg(?:ed?|es|ing)|soar(?:ed|s|ing)?|"
    "gain(?:ed|s)?|improv(?:ed?|es|ing)|up|leap(?:t|ed|s)?|swell(?:ed|s)?|hike|spike|higher|more|growth|rise|increase|boost(?:ed)?|improvement"
)
_DOWN = (
    "fell|falls?|fallen|falling|drop(?:ped|s|ping)?|declin(?:ed?|es|ing)|decreas(?:ed?|es|ing)|slid|slides?|plung(?:ed?|es|ing)|shr[aiu]nk|s[aiu]nk|"
    "slump(?:ed|s)?|tumbl(?:ed?|es)|cut|cuts|down|dip(?:ped|s)?|slip(?:ped|s)?|reduc(?:ed?|es|tion)|lower|fewer|less|shrinkage|plummet(?:ed|s)?"
)
_THAN = r"(?:from|as\s+against|against|compared\s+(?:with|to)|versus)"
_PATTERNS = tuple(
    compiled(p)
    for p in (
        # rose (by) 5 percent, from 40 percent to 45 percent
        rf"\b(?P<verb>{_UP}|{_DOWN})\s+(?:\w+ly\s+)?(?:by\s+)?<<round>>(?P<by><<PTS>>)(?:,|\s*\(|\s+{FILL}{{0,40}}?)?\s*(?:up\s+|down\s+)?from\s+<<round>>(?P<a><<Q>>){FILL}{{0,45}}?\s+to\s+<<round>>(?P<b><<Q>>)",
        # rose from 81% to 72% last year, a drop of 9%
        rf"\bfrom\s+<<round>>(?P<a><<Q>>){FILL}{{0,45}}?\s+to\s+<<round>>(?P<b><<Q>>){FILL}{{0,50}}?(?:,|\s[—–-])\s*(?:or\s+)?(?:which\s+is\s+)?(?:an?\s+)?(?:\w+\s+)?(?:{_UP}|{_DOWN})\s+(?:of|by)?\s*<<round>>(?P<by><<PT>>)",
        rf"\bfrom\s+<<round>>(?P<a><<Q>>){FILL}{{0,45}}?\s+to\s+<<round>>(?P<b><<Q>>){FILL}{{0,30}}?(?:,|\s[—–-])\s*(?:or\s+)?an?\s+<<round>>(?P<by><<PT>>)\s+(?:{_UP}|{_DOWN})\b",
        rf"\bto\s+<<round>>(?P<b><<Q>>){FILL}{{0,40}}?\s+from\s+<<round>>(?P<a><<Q>>){FILL}{{0,30}}?(?:,|\s[—–-])\s*(?:or\s+)?an?\s+<<round>>(?P<by><<PT>>)\s+(?:{_UP}|{_DOWN})\b",
        rf"\b(?:{_UP}|{_DOWN})\s+from\s+<<round>>(?P<a><<Q>>){FILL}{{0,45}}?\s+to\s+<<round>>(?P<b><<Q>>){FILL}{{0,30}}?,\s+or\s+(?:by\s+)?<<round>>(?P<by><<PT>>)(?!\s*(?:of|who|said))",
        # 34%, up three percent from 31%
        rf"(?P<b><<Q>>){FILL}{{0,30}}?,\s+(?:up|down)\s+(?:by\s+)?<<round>>(?P<by><<PT>>),?\s+from\s+<<round>>(?P<a><<Q>>)",
        # a 25 percent jump in profit to Rs 84 crore from Rs 70 crore; rose 25 percent to 84 from 70
        rf"(?P<by><<PT>>)\s+(?:\w+\s+)?(?:{_UP}|{_DOWN})\s+(?:in|of|on)\s+{FILL}{{0,70}}?\bto\s+<<round>>(?P<b><<Q>>){FILL}{{0,50}}?\b{_THAN}\s+<<round>>(?P<a><<Q>>)",
        rf"(?P<by><<PT>>)\s+(?:\w+\s+)?(?:{_UP}|{_DOWN})\s+(?:in|of|on)\s+{FILL}{{0,70}}?\bfrom\s+<<round>>(?P<a><<Q>>){FILL}{{0,45}}?\s+to\s+<<round>>(?P<b><<Q>>)",
        rf"\b(?P<verb>{_UP}|{_DOWN})\s+(?:\w+ly\s+)?(?:by\s+)?<<round>>(?P<by><<PT>>),?\s+to\s+<<round>>(?P<b><<Q>>){FILL}{{0,50}}?,?\s*\b{_THAN}\s+<<round>>(?P<a><<Q>>)",
        # a 28% lower risk, down from 8% to 5%
        rf"(?P<by><<PT>>)\s+(?:lower|higher|fewer|more|less|smaller|larger|better|worse|{_UP}|{_DOWN})\b{FILL}{{0,45}}?,?\s*\b(?:down|up|falling|rising|going|dropping|moving|declining|increasing)?\s*from\s+<<round>>(?P<a><<Q>>){FILL}{{0,45}}?\s+to\s+<<round>>(?P<b><<Q>>)",
    )
)
_MULTIPLES = {
    "doubl": Decimal(2), "tripl": Decimal(3), "trebl": Decimal(3), "quadrupl": Decimal(4), "quintupl": Decimal(5),
    "halv": Decimal("0.5"),
}  # fmt: skip
_VERB = r"(?P<round>more than|nearly|almost|about|roughly|over|well over|just under|less than)?\s*(?P<verb>doubl|tripl|trebl|quadrupl|quintupl|halv)(?:ed|es|ing|e)\b"
_MULTIPLE_PATTERNS = tuple(
    compiled(p)
    for p in (
        rf"\b{_VERB}{FILL}{{0,40}}?,?\s*\bfrom\s+<<round>>(?P<a><<Q>>){FILL}{{0,45}}?\s+to\s+<<round>>(?P<b><<Q>>)",
        rf"\b{_VERB}{FILL}{{0,40}}?,?\s*\bto\s+<<round>>(?P<b><<Q>>){FILL}{{0,45}}?,?\s*\bfrom\s+<<round>>(?P<a><<Q>>)",
    )
)
_TIMES_PATTERNS = tuple(
    compiled(p)
    for p in (
        rf"\bfrom\s+<<round>>(?P<a><<N>>){FILL}{{0,45}}?\s+to\s+<<round>>(?P<b><<N>>){FILL}{{0,30}}?,\s*(?:or\s+)?<<round>>(?P<by><<C>>)\s+times\s+(?:as|the|its|more)\b",
        rf"\bto\s+<<round>>(?P<b><<N>>){FILL}{{0,45}}?\s+from\s+<<round>>(?P<a><<N>>){FILL}{{0,30}}?,\s*(?:or\s+)?<<round>>(?P<by><<C>>)\s+times\s+(?:as|the|its|more)\b",
    )
)


def comparable(a: Quantity, b: Quantity) -> bool:
    """Are the two of one kind? A bare count takes the kind of its fellow ("from 40 to 45 percent")."""
    bare = QuantityKind.COUNT
    if a.kind is b.kind:
        return a.unit == b.unit
    return bare in (a.kind, b.kind) and QuantityKind.YEAR not in (a.kind, b.kind)


_EACH = expressions.compile(
    r"\b(?<!in )(?:(?:a|per|each|every) (?:year|month|week|quarter|day|decade)\b(?! (?:ago|earlier|before))|annual(?:ly|ized)?|yearly|monthly|compound|on average|averag(?:e|ed|ing)|among|while|whereas)\b",
    re.I,
)


def _triples(document: Document, rule: Rule) -> Iterator[tuple[Shape, Quantity, Quantity, Quantity]]:
    for _, shape in sentences_of(document, rule, 3):
        seen: set[int] = set()
        for pattern in _PATTERNS:
            for m in pattern.finditer(shape.text):
                by, a, b = (shape.item(m, g) for g in ("by", "a", "b"))
                if by and by.kind is QuantityKind.SHARE:
                    by = replace(by, kind=QuantityKind.PERCENT, value=by.value * 100, rounding=by.rounding or "about")
                if not by or not a or not b or _EACH.search(m.group()):
                    continue
                if by.span.start not in seen and comparable(a, b) and a.value > 0:
                    seen.add(by.span.start)
                    yield shape, by, a, b


def _scaled(a: Quantity, b: Quantity) -> tuple[tuple[Decimal, Decimal], tuple[Decimal, Decimal]]:
    """Return what both may be; "from 40 to 45 million" gives the first the scale of the second."""
    (a1, a2), (b1, b2) = (_narrowed(q) for q in (a, b))
    if b.scale and not a.scale and a.value < 1000 and b.mantissa:
        size = b.value / b.mantissa
        a1, a2 = a1 * size, a2 * size
    return (a1, a2), (b1, b2)


def _narrowed(q: Quantity) -> tuple[Decimal, Decimal]:
    """What the figure may be, the far ends of its rounding left out: both figures lie there once in a hundred stories."""
    low, high = interval(q)
    return (
        (low, high)
        if q.rounding
        else (low + (q.value - low) * Decimal("0.3"), high - (high - q.value) * Decimal("0.3"))
    )


def _relative(a: Quantity, b: Quantity) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest change in percent, without its sign."""
    (a1, a2), (b1, b2) = _scaled(a, b)
    ends = [(y - x) / x * 100 for x in (max(a1, Decimal("0.0001")), a2) for y in (b1, b2)]
    return _unsigned(min(ends), max(ends))


def _difference(a: Quantity, b: Quantity) -> tuple[Decimal, Decimal]:
    (a1, a2), (b1, b2) = _scaled(a, b)
    return _unsigned(b1 - a2, b2 - a1)


def _unsigned(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    if low <= 0 <= high:
        return Decimal(0), max(-low, high)
    return min(abs(low), abs(high)), max(abs(low), abs(high))


def _verdict(by: Quantity, a: Quantity, b: Quantity) -> str:
    """Return ``right``, ``points`` (percent said, points meant, or the other way) or ``wrong``."""
    both_percent = QuantityKind.PERCENT in (a.kind, b.kind)
    relative = agrees(by, *_relative(a, b), Decimal(2))
    points = both_percent and agrees(by, *_difference(a, b), Decimal(1))
    if by.kind is QuantityKind.POINTS:
        return "right" if points else "points" if both_percent and relative else "wrong" if both_percent else "right"
    return "right" if relative else "points" if points else "wrong"


def _values(document: Document, by: Quantity, a: Quantity, b: Quantity) -> dict[str, str]:
    (a1, a2), (b1, b2) = _scaled(a, b)
    x, y = (a1 + a2) / 2, (b1 + b2) / 2
    return {
        "from": a.span.of(document.text), "to": b.span.of(document.text), "points": shown(abs(y - x)), "said": shown(by.value),
        "percent": shown(abs(y - x) / x * 100), "ratio": shown(y / x, 2),
    }  # fmt: skip


def points(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a change between two percentages given as a percentage when it is one of points, or the other way."""
    for _, by, a, b in _triples(document, rule):
        if _verdict(by, a, b) == "points":
            yield Match(by.span, _values(document, by, a, b))


def change(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a change in percent that is not what the two figures beside it give."""
    for _, by, a, b in _triples(document, rule):
        if _verdict(by, a, b) == "wrong":
            yield Match(by.span, _values(document, by, a, b))


def multiple(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag "doubled", "halved", "13 times as many" beside two figures that say otherwise."""
    for _, shape in sentences_of(document, rule):
        for pattern in _MULTIPLE_PATTERNS:
            for m in pattern.finditer(shape.text):
                a, b = shape.item(m, "a"), shape.item(m, "b")
                if (
                    a
                    and b
                    and comparable(a, b)
                    and a.value > 0
                    and not _multiple_holds(m["verb"].lower(), (m["round"] or "").lower(), a, b)
                ):
                    start = m.start("round") if m["round"] else m.start("verb")
                    end = m.start("verb") + len(shape.text[m.start("verb") :].split(None, 1)[0].rstrip(",.;"))
                    yield Match(shape.span(start, end), _values(document, a, a, b))
        for pattern in _TIMES_PATTERNS:
            for m in pattern.finditer(shape.text):
                by, a, b = (shape.item(m, g) for g in ("by", "a", "b"))
                if by and a and b and comparable(a, b) and a.value > 0 and not _times_hold(by, a, b):
                    yield Match(by.span, _values(document, by, a, b))


def _ratio(a: Quantity, b: Quantity) -> tuple[Decimal, Decimal]:
    (a1, a2), (b1, b2) = _scaled(a, b)
    return b1 / a2, b2 / max(a1, Decimal("0.0001"))


def _multiple_holds(verb: str, round_: str, a: Quantity, b: Quantity) -> bool:
    low, high = _ratio(a, b)
    times = _MULTIPLES[verb]
    if verb == "halv":
        low, high, times = 1 / high, 1 / low, Decimal(2)
    if round_ in ("more than", "over", "well over"):
        return high >= times * Decimal("0.99") and low <= times * Decimal("1.8")
    if round_ in ("nearly", "almost", "just under", "less than"):
        return high >= times * Decimal("0.75") and low <= times * Decimal("1.01")
    slack = Decimal("0.15") if not round_ else Decimal("0.25")
    return high >= times * (1 - slack) and low <= times * (1 + slack * Decimal("1.7"))


def _times_hold(by: Quantity, a: Quantity, b: Quantity) -> bool:
    low, high = _ratio(a, b)
    # "three times more" is read as three times as many by some and as four times by others: both pass
    return any(agrees(by, low - less, high - less, by.value * Decimal("0.2")) for less in (0, 1))
