"""Products and comparisons: so many at so much each, twice the number of last year, six more than the year before,
12 of 40 or 30 percent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from newslint import expressions
from newslint.annotations.numbers import Quantity
from newslint.document import Document
from newslint.matchers.arithmetic.shape import FILL, Shape, agrees, compiled, interval, sentences_of, shown, written
from newslint.matchers.base import Match
from newslint.rule import Rule

_EACH = tuple(
    compiled(p)
    for p in (
        # 40 tickets at $25 each, raising $1,200; 46 payments averaging £4,000, £184,000 in all
        rf"(?P<n><<C>>)\s+{FILL}{{1,40}}?\b(?:at|of|averaging|costing|worth|for)\s+<<round>>(?P<each><<CM>>)\s+(?:each|apiece|a\s+(?:head|piece|ticket|person|time))\b"
        rf"{FILL}{{0,40}}?(?:,\s*|\s)(?:raising|making|totall?ing|bringing\s+in|for\s+a\s+total\s+of|a\s+total\s+of|or|in\s+all)\s+<<round>>(?P<total><<CM>>)",
        # $1,200 was raised by selling 40 tickets at $25 each
        rf"(?P<total><<M>>)\s+{FILL}{{1,60}}?(?P<n><<C>>)\s+{FILL}{{1,30}}?\b(?:at|of|averaging)\s+<<round>>(?P<each><<M>>)\s+(?:each|apiece)\b",
    )
)


def products(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a total that the number and the price beside it do not make."""
    for _, shape in sentences_of(document, rule, 3):
        for pattern in _EACH:
            for m in pattern.finditer(shape.text):
                n, each, total = (shape.item(m, g) for g in ("n", "each", "total"))
                if not n or not each or not total or each.kind is not total.kind or each.unit != total.unit:
                    continue
                (n1, n2), (e1, e2) = interval(n), interval(each)
                averaged = Decimal("0.04") if "averag" in m.group() else Decimal(0)
                if not agrees(total, n1 * e1 * (1 - averaged), n2 * e2 * (1 + averaged), total.value * Decimal("0.1")):
                    right = written(n.value * each.value, total, document.text)
                    yield Match(total.span, _words(document, total, right, n, each))


def _words(document: Document, said: Quantity, right: str, a: Quantity, b: Quantity) -> dict[str, str]:
    text = document.text
    return {"said": said.span.of(text), "right": right, "a": a.span.of(text), "b": b.span.of(text)}


_TIMES = {
    "double": Decimal(2),
    "twice": Decimal(2),
    "triple": Decimal(3),
    "treble": Decimal(3),
    "quadruple": Decimal(4),
}
_ROUNDED = r"(?P<round>more than|over|well over|nearly|almost|just under|about|around|roughly|less than|exactly)?\s*"
_TWICE = tuple(
    compiled(p)
    for p in (
        rf"(?P<a><<N>>){FILL}{{0,40}}?(?:,|\s[—–-])\s*(?:or\s+)?(?P<here>{_ROUNDED}(?P<times>double|twice|triple|treble|quadruple))\s+(?:as\s+many\s+as\s+)?(?:the|last\s+year['’]s|its|their)\s+{FILL}{{0,16}}?(?P<b><<N>>)",
        rf"(?P<a><<N>>){FILL}{{0,40}}?(?:,|\s[—–-])\s*(?:or\s+)?(?P<here>{_ROUNDED}(?P<count><<C>>)\s+times)\s+(?:as\s+many\s+as\s+)?(?:the|last\s+year['’]s|its|their)\s+{FILL}{{0,16}}?(?P<b><<N>>)",
    )
)


def times(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag "95, more than double the 60 of last year"."""
    for _, shape in sentences_of(document, rule, 2):
        for pattern in _TWICE:
            for m in pattern.finditer(shape.text):
                a, b, count = (shape.item(m, g) for g in ("a", "b", "count"))
                if not a or not b or a.kind is not b.kind or a.unit != b.unit or b.value <= 0:
                    continue
                if ")" in m.group() and "(" not in m.group():  # the first stands in brackets: it is not the subject
                    continue
                want = count.value if count else _TIMES[m["times"].lower()]
                if not _holds(a.value / b.value, want, (m["round"] or "").lower()):
                    span = shape.span(*m.span("here"))
                    ratio = shown(a.value / b.value, 2)
                    yield Match(
                        span, {"from": b.span.of(document.text), "to": a.span.of(document.text), "ratio": ratio}
                    )


def _holds(ratio: Decimal, want: Decimal, rounded: str) -> bool:
    if rounded in ("more than", "over", "well over"):
        return want * Decimal("0.995") <= ratio <= want * Decimal("1.7")
    if rounded in ("nearly", "almost", "just under", "less than"):
        return want * Decimal("0.75") <= ratio <= want * Decimal("1.005")
    slack = Decimal("0.2") if rounded else Decimal("0.12")
    return want * (1 - slack) <= ratio <= want * (1 + slack)


_MORE = compiled(
    rf"(?P<a><<N>>){FILL}{{0,70}}?(?:,|\s[—–])\s*(?:or\s+)?(?P<d><<N>>)\s+(?P<more>more|fewer|less|higher|lower)\s+than\s+(?:the\s+|its\s+|their\s+|last\s+year['’]s\s+)(?:\w+\s+){{0,2}}(?P<b><<N>>)"
    r"(?=\s*(?:[,.;)]|$|(?:of|in|on|at|for|it|they|he|she|last|a|the|that|who|recorded|reported|seen|counted|sold|made)\b))"
)


_MARGINS = tuple(
    compiled(p)
    for p in (
        r"(?P<a><<C>>)(?:\s+votes?)?\s+(?:to|against)\s+(?P<b><<C>>)(?:\s+votes?)?,\s+(?:a|by\s+a)\s+(?:\w+\s+)?(?:majority|margin|lead)\s+of\s+(?P<d><<C>>)(?!\s*percent)",
        r"\b(?:margin|majority|lead)\s+(?:was|of)\s+(?P<d><<C>>)(?:\s+(?:points|votes|seats))?,\s+(?P<a><<C>>)\s+to\s+(?P<b><<C>>)",
    )
)


def gaps(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag "17, six more than the 12 of last year"."""
    for _, shape in sentences_of(document, rule, 3):
        for m in (m for p in _MARGINS for m in p.finditer(shape.text)):
            a, d, b = (shape.item(m, g) for g in ("a", "d", "b"))
            if a and b and d and abs(a.value - b.value) != d.value and not (a.scale or b.scale or d.rounding):
                yield Match(d.span, _words(document, d, shown(abs(a.value - b.value)), a, b))
        for m in _MORE.finditer(shape.text):
            a, d, b = (shape.item(m, g) for g in ("a", "d", "b"))
            if not a or not b or not d or not a.kind is b.kind is d.kind or not a.unit == b.unit == d.unit:
                continue
            (a1, a2), (b1, b2) = interval(a), interval(b)
            low, high = (a1 - b2, a2 - b1) if m["more"].lower() in ("more", "higher") else (b1 - a2, b2 - a1)
            if not agrees(d, low, high, d.value * Decimal("0.1")):
                yield Match(d.span, _words(document, d, written(abs(a.value - b.value), d, document.text), a, b))


_PARTS = tuple(
    compiled(p)
    for p in (
        # 12 of the 40 members (35 percent); 12 out of 40, or 35%
        rf"(?P<a><<C>>)\s+(?:\w+\s+)?(?:of|out\s+of|in)\s+(?:the\s+|its\s+|their\s+|all\s+)?(?P<b><<C>>){FILL}{{0,40}}?(?:\s*\(|,\s+or\s+|\s[—–]\s*){{1}}(?:or\s+)?<<round>>(?P<p><<P>>)",
        # 12,000 people, or 40 percent of the town's 30,000 residents
        rf"(?P<a><<C>>)\s+{FILL}{{0,30}}?(?:,|\s[—–])\s+or\s+<<round>>(?P<p><<P>>)\s+of\s+(?:the\s+)?{FILL}{{0,24}}?(?P<b><<C>>)",
        # 35 percent (12 of 40)
        r"(?P<p><<P>>)\s*(?:\(|,\s+or\s+)\s*(?P<a><<C>>)\s+(?:\w+\s+)?(?:of|out\s+of)\s+(?:the\s+)?(?P<b><<C>>)",
    )
)


def percent_of(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag "12 of the 40 members (35 percent)"."""
    for _, shape in sentences_of(document, rule, 3):
        for pattern in _PARTS:
            for m in pattern.finditer(shape.text):
                a, b, p = (shape.item(m, g) for g in ("a", "b", "p"))
                if a and b and p and 0 < a.value < b.value and not _is_part(a, b, p):
                    right = shown(a.value / b.value * 100)
                    values = {
                        "a": a.span.of(document.text),
                        "b": b.span.of(document.text),
                        "said": p.span.of(document.text),
                    }
                    yield Match(p.span, {**values, "right": f"{right} percent"})


def _is_part(a: Quantity, b: Quantity, p: Quantity) -> bool:
    (a1, a2), (b1, b2) = interval(a), interval(b)
    return agrees(p, a1 / b2 * 100 - Decimal("0.5"), a2 / max(b1, Decimal(1)) * 100 + Decimal("0.5"), Decimal(4))


_AGE = expressions.compile(r"⟦A(\d+)⟧")


def ages(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a person's age that is another one further up."""
    first: dict[str, Quantity] = {}
    for _, shape in sentences_of(document, rule, 1):
        for name, age in _aged(shape):
            known = first.setdefault(name, age)
            if known.value != age.value:
                yield Match(age.number, {"name": name, "said": shown(age.value), "other": shown(known.value)})


def _aged(shape: Shape) -> Iterator[tuple[str, Quantity]]:
    """The people given with an age: "Owen Rees, 45," by surname."""
    for m in _AGE.finditer(shape.text):
        before = re.search(r"\b(?:[A-Z][\w’'-]+\s+)?([A-Z][\w’'-]{2,}),\s+$", shape.text[: m.start()])
        after = shape.text[m.end() : m.end() + 1]
        item = shape.items[int(m.group(1))]
        if before and isinstance(item, Quantity) and after in (",", ".", ")"):
            yield before.group(0).rstrip(", ").replace("\u00a0", " "), item


_NAME = r"(?:the\s+)?[A-Z][\w’'.-]*(?:\s+(?:de\s+|van\s+|al-|of\s+)?[A-Z][\w’'.-]*){0,3}(?:,\s+⟦[AC]\d+⟧)?"
_WHO = (
    r"⟦C(?P<n>\d+)⟧\s+(?:(?!of\b|and\b|or\b|than\b)[a-z-]+\s+){0,3}(?!of\b)(?P<noun>[a-z]+s|men|women|people|children)"
)
_NAMES = rf"(?P<list>{_NAME}(?:,\s+{_NAME})*,?\s+and\s+{_NAME})"
_LISTED = tuple(
    expressions.compile(p)
    for p in (
        rf"{_WHO}(?:\s+(?:are|were)|\s*:)\s+{_NAMES}(?=\s*(?:[.;]|$))",
        rf"{_WHO}\s+(?:–|—|--)\s+{_NAMES}(?=\s+(?:–|—|--))",
        rf"{_WHO},\s+{_NAMES}(?=,\s+(?:were|was|are|have|had|will|all|left|said)\b)",
    )
)


def listed(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag "the four winners were Ada Lund, Owen Rees and Kit Poole"."""
    for _, shape in sentences_of(document, rule, 1):
        for m in (m for p in _LISTED for m in p.finditer(shape.text)):
            item = shape.items[int(m["n"])]
            part = re.search(r"\bof\s+(?:(?:the|those|these|its|their|all)\s+)?$", shape.text[: m.start()])
            if not isinstance(item, Quantity) or item.rounding or part or not 2 <= item.value <= 12:
                continue
            names = [n for n in re.split(r",\s+and\s+|,\s+(?!⟦)|\s+and\s+", m["list"]) if n]
            if len(names) != item.value:
                yield Match(
                    item.span, {"said": item.span.of(document.text), "count": str(len(names)), "noun": m["noun"]}
                )


_DIRECTION = compiled(
    r"(?P<a><<Q>>)(?:\s+(?!lower|higher|fewer|more|less|rise|drop|fall|cut|jump)[a-z]+){0,4}(?:,|\s[—–])\s+"
    r"(?P<way>up|down)\s+(?:sharply\s+|slightly\s+)?from\s+<<round>>(?P<b><<Q>>)(?![^⟦.;]{0,24}?\sto\s+⟦)"
)


def direction(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag "40, down from 30"."""
    for _, shape in sentences_of(document, rule, 2):
        for m in _DIRECTION.finditer(shape.text):
            a, b = shape.item(m, "a"), shape.item(m, "b")
            if not a or not b or a.kind is not b.kind or a.unit != b.unit or a.rounding or b.rounding:
                continue
            wrong = a.value >= b.value if m["way"].lower() == "down" else a.value <= b.value
            if wrong and not (b.scale == "" and a.scale):
                values = {"way": m["way"].lower(), "a": a.span.of(document.text), "b": b.span.of(document.text)}
                yield Match(shape.span(m.start("way"), m.end()), values)
