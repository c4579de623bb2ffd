"""Sums: parts and totals, what is left, shares of a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from newslint import expressions
from newslint.annotations.numbers import Quantity, QuantityKind, quantities
from newslint.document import Document
from newslint.matchers.arithmetic.shape import FILL, Shape, compiled, interval, sentences_of, shown, written
from newslint.matchers.base import Match
from newslint.rule import Rule
from newslint.span import Span

_SIZES = (QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.MEASURE)

# --- totals ----------------------------------------------------------------------------------------------

_TOTAL = tuple(
    compiled(p)
    for p in (
        # A, B and C, making a total of T; for a total of T
        rf"(?P<list><<CM>>(?:{FILL}{{1,45}}<<CM>>)+){FILL}{{0,60}}?,?\s*\b(?P<cue>(?:making|giving|bringing|totall?ing|for|amounting to)\b{FILL}{{0,24}}?(?:\b(?:total|sum|combined|all)\b{FILL}{{0,16}}?)<<round>>(?P<total><<CM>>))",
        rf"(?P<list><<CM>>(?:{FILL}{{1,45}}<<CM>>)+){FILL}{{0,60}}?,\s*(?P<cue>totall?ing\s+<<round>>(?P<total><<CM>>))",
        rf"(?P<list><<CM>>(?:{FILL}{{1,45}}<<CM>>)+){FILL}{{0,40}}?,\s*(?P<cue>(?:which\s+comes\s+to|a\s+(?:grand\s+|combined\s+)?total\s+of)\s+<<round>>(?P<total><<CM>>))",
        # A and B, or T in all
        rf"(?P<list><<CM>>(?:{FILL}{{1,45}}<<CM>>)+){FILL}{{0,30}}?,\s*(?P<cue>or\s+<<round>>(?P<total><<CM>>){FILL}{{0,20}}?\b(?:in all|in total|altogether|combined|all told|together)\b)",
    )
)
_OF = compiled(
    rf"\bof\s+(?:the|those|its|their|all)\s+<<round>>(?P<total><<CM>>){FILL}{{0,40}}?,\s*(?P<list>{FILL}{{0,50}}<<CM>>(?:[^⟦⟧.;:]{{1,90}}<<CM>>)+)"
)
_INCLUDING = compiled(rf"(?P<total><<C>>)\s+{FILL}{{1,40}}?,\s+including\s+(?P<list><<C>>(?:[^⟦⟧.;:]{{1,60}}<<C>>)+)")
_REST = expressions.compile(
    r"\b(?:remaining|other|rest(?:\s+of)?(?:\s+the)?|balance(?:\s+of)?|last)(?:,)?\s+(?:the\s+)?$", re.I
)
_TOKEN = expressions.compile(r"⟦[CM](\d+)⟧")
_LIST_GAP = expressions.compile(
    r"\s*(?:,|and|plus|,\s*and)\s+[^⟦⟧,]{0,24}$|[^⟦⟧,.;:]{0,32}(?:,|\band\b|\bplus\b|,\s*and\b)\s+[^⟦⟧,]{0,24}$", re.I
)
# groups that leave no one in both: only such may be added up against their whole
_EXCLUSIVE = (
    (r"\b(?:child(?:ren)?|minors|juveniles|under 18)\b", r"\badults\b"),
    (r"\b(?:men|males?|boys)\b", r"\b(?:women|females?|girls)\b"),
    (r"\b(?:civilians)\b", r"\b(?:soldiers|troops|fighters|militants|combatants)\b"),
    (r"\b(?:survived|alive)\b", r"\b(?:died|dead|killed)\b"),
    (r"\b(?:in favou?r|for|yes|voted to approve)\b", r"\b(?:against|no|opposed)\b"),
    (r"\b(?:won|wins)\b", r"\b(?:lost|losses|defeats)\b"),
    (r"\b(?:passed)\b", r"\b(?:failed)\b"),
    (r"^\s*(?:[a-z]+\s+){0,3}in\s+(?-i:[A-Z])", r"^\s*(?:[a-z]+\s+){0,3}in\s+(?-i:[A-Z])"),
    (r"\b(?:guilty|convicted)\b", r"\b(?:acquitted|cleared|not guilty)\b"),
)


def _like(q: Quantity, other: Quantity) -> bool:
    return q.kind is other.kind and q.unit == other.unit


def _parts(shape: Shape, start: int, end: int, total: Quantity) -> list[Quantity]:
    """Return the quantities of a list that are of the total's kind, those joined by commas and "and" up to its end."""
    found: list[Quantity] = []
    last = end
    for m in reversed(list(_TOKEN.finditer(shape.text, start, end))):
        q = shape.items[int(m.group(1))]
        if not isinstance(q, Quantity) or not _like(q, total):
            break
        if found and not _LIST_GAP.fullmatch(shape.text, m.end(), last):
            break
        found.append(q)
        last = m.start()
    return found[::-1]


def _adds_up(parts: Sequence[Quantity], total: Quantity) -> bool:
    low = sum((interval(p)[0] for p in parts), Decimal(0))
    high = sum((interval(p)[1] for p in parts), Decimal(0))
    t1, t2 = interval(total)
    if any(p.rounding == "over" for p in parts):
        high *= Decimal("1.2")
    if any(p.rounding == "under" for p in parts) or total.rounding == "over":
        low *= Decimal("0.8")
    if total.rounding == "over":
        t2 *= Decimal("1.3")
    if total.rounding == "under":
        t1 *= Decimal("0.8")
    return low <= t2 and high >= t1


def _sum_values(parts: Sequence[Quantity], total: Quantity, text: str) -> dict[str, str]:
    added = sum((p.value for p in parts), Decimal(0))
    return {
        "sum": written(added, total, text), "total": total.span.of(text), "parts": " + ".join(p.span.of(text) for p in parts),
        "gap": written(abs(added - total.value), total, text),
    }  # fmt: skip


def sums(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a total that its parts, listed beside it, do not make."""
    text = document.text
    yield from runs(document, rule)
    for whole, listed in _stated(document, rule):
        yield Match(Span(listed[0].span.start, listed[-1].span.end), _sum_values(listed, whole, text))
    for _, shape in sentences_of(document, rule, 3):
        seen: set[Span] = set()
        for pattern in _TOTAL:
            for m in pattern.finditer(shape.text):
                total = shape.item(m, "total")
                start, end = m.span("list")
                parts = _parts(shape, start, end, total) if total else []
                if total and total.span not in seen and len(parts) >= 2 and not _adds_up(parts, total):
                    seen.add(total.span)
                    yield Match(total.span, _sum_values(parts, total, text))
        for m in (*_OF.finditer(shape.text), *_INCLUDING.finditer(shape.text)):
            total = shape.item(m, "total")
            start, end = m.span("list")
            parts = _partition(shape, start, end, total) if total else []
            if total and len(parts) >= 2 and not _adds_up(parts, total):
                yield Match(Span(parts[0].span.start, parts[-1].span.end), _sum_values(parts, total, text))


_RESULT = r"(?:wins?|victor(?:y|ies)|draws?|ties?|defeats?|loss(?:es)?)"
_RUN = compiled(
    rf"(?P<nth><<O>>)(?:\s+(?:straight|successive|league|home|away|\w+))?(?:\s+{_RESULT})?\s+in\s+(?:their\s+|its\s+|his\s+|the\s+last\s+)?(?P<games><<C>>)\s+(?:\w+\s+){{0,2}}(?:games|matches|outings|starts|fixtures)\b"
    rf"{FILL}{{0,50}}?(?P<a><<C>>)\s+{_RESULT}\s+and\s+(?P<b><<C>>)\s+{_RESULT}"
)


def runs(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a run of results with more of them than games."""
    for _, shape in sentences_of(document, rule, 4):
        for m in _RUN.finditer(shape.text):
            nth, games, a, b = (shape.item(m, g) for g in ("nth", "games", "a", "b"))
            if nth and games and a and b and nth.value + a.value + b.value > games.value:
                yield Match(
                    shape.span(m.start("nth"), m.end()),
                    {"sum": shown(nth.value + a.value + b.value), "total": shown(games.value)},
                )


_STATED = compiled(
    rf"(?P<total><<CM>>){FILL}{{0,50}}?(?::|,?\s+(?:made\s+up\s+of|consisting\s+of|comprising|broken\s+down\s+as|split\s+into))\s+(?P<list>{FILL}{{0,20}}<<CM>>(?:{FILL}{{1,60}}<<CM>>)+)"
)
_REMAINING = compiled(
    rf"(?P<list><<M>>{FILL}{{1,70}}(?:<<M>>{FILL}{{1,70}})*\b(?:the|its|their)\s+(?:remaining|other)\s+<<M>>)"
)


def _stated(document: Document, rule: Rule) -> Iterator[tuple[Quantity, list[Quantity]]]:
    """Totals with parts after a colon or "made up of", and "the remaining" part of a sum given further up."""
    known = [q for q in document.fact(quantities) if q.kind is QuantityKind.MONEY]
    for sentence, shape in sentences_of(document, rule, 3):
        for m in _STATED.finditer(shape.text):
            total = shape.item(m, "total")
            tokens = list(_TOKEN.finditer(shape.text, *m.span("list")))
            parts = [
                q
                for t in tokens
                if isinstance(q := shape.items[int(t.group(1))], Quantity) and total and _like(q, total)
            ]
            joined = (
                re.search(r"\band\b", shape.text[tokens[-2].end() : tokens[-1].start()]) if len(tokens) > 1 else None
            )
            if not total or not joined or not len(parts) == len(tokens) >= 2:
                continue
            # a list that stops far short of the total was never meant to be the whole
            whole = sum(p.value for p in parts) >= total.value * Decimal("0.75")
            if whole and all(p.value < total.value for p in parts) and not _adds_up(parts, total):
                yield total, parts
        for m in _REMAINING.finditer(shape.text):
            tokens = list(_TOKEN.finditer(shape.text, *m.span("list")))
            parts = [q for t in tokens if isinstance(q := shape.items[int(t.group(1))], Quantity)]
            wholes = [
                q for q in known if _like(q, parts[0]) and sentence.start - 1500 < q.span.start < parts[0].span.start
            ]
            wholes = [q for q in wholes if q.value > max(p.value for p in parts)]
            if len(parts) < 2 or not wholes or any(_adds_up(parts, q) for q in wholes):
                continue
            added = sum((p.value for p in parts), Decimal(0))
            near = [q for q in wholes if abs(q.value - added) <= q.value * Decimal("0.1")]
            if near:
                yield near[-1], parts


def _partition(shape: Shape, start: int, end: int, total: Quantity) -> list[Quantity]:
    """Return the parts of "of the T, …" when they exclude each other and cover the whole: "the remaining", or men and women."""
    tokens = list(_TOKEN.finditer(shape.text, start, end))
    parts = [
        q
        for t in tokens
        if isinstance(q := shape.items[int(t.group(1))], Quantity) and q.kind is total.kind and q.unit == total.unit
    ]
    if len(parts) != len(tokens):
        return []
    if _REST.search(shape.text, start, tokens[-1].start()):
        return parts
    tail = re.search(r"[.;:⟦]", shape.text[end:])
    stop = end + (tail.start() if tail else len(shape.text))
    ends = [t.start() for t in tokens[1:]] + [stop]
    labels = [shape.text[t.end() : e] for t, e in zip(tokens, ends, strict=True)]
    for one, two in _EXCLUSIVE:
        if len(parts) == 2 and any(
            re.search(x, labels[0], re.I) and re.search(y, labels[1], re.I) for x, y in ((one, two), (two, one))
        ):
            # two groups that exclude each other may still leave some out; only more than all is wrong
            return parts if sum(interval(p)[0] for p in parts) > interval(total)[1] else []
    return []


# --- what is left ----------------------------------------------------------------------------------------

_LEAVING = compiled(
    rf"<<round>>(?P<part><<CM>>){FILL}{{0,60}}?(?:,\s*(?:leaving|which\s+leaves|which\s+left)|\s+leaving)\s+<<round>>(?:some\s+)?(?P<left><<CM>>)"
)
_GONE = compiled(
    rf"<<round>>(?P<total><<CM>>)(?:\s+(?:in|by|on)\s+⟦[YX]\d+⟧)?{FILL}{{0,60}}?\b(?:and|but|,|only|just|now)\s+<<round>>(?P<part><<CM>>)\s+{FILL}{{0,50}}?(?:,\s*|\s)(?:meaning|so|which\s+means)(?:\s+that)?\s+<<round>>(?P<left><<CM>>)\s+"
    rf"{FILL}{{0,20}}?\b(?:gone|lost|vanished|disappeared|died|closed|left|fewer|less|missing|destroyed|killed)\b"
)


def differences(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag what is said to be left when the numbers before it leave something else."""
    text = document.text
    known = [q for q in document.fact(quantities) if q.kind in _SIZES and not q.compound]
    for sentence, shape in sentences_of(document, rule, 2):
        for m in _GONE.finditer(shape.text):
            total, part, left = (shape.item(m, g) for g in ("total", "part", "left"))
            if (
                total
                and part
                and left
                and _like(total, part)
                and _like(part, left)
                and total.value > part.value
                and not _adds_up((part, left), total)
            ):
                yield Match(left.span, _left_values(total, part, left, text))
        for m in _LEAVING.finditer(shape.text):
            part, left = shape.item(m, "part"), shape.item(m, "left")
            if not part or not left or not _like(part, left):
                continue
            wholes = [
                q
                for q in known
                if _like(q, part)
                and q.value > part.value
                and q.span.end <= part.span.start
                and sentence.start - q.span.start < 1200
            ]
            if any(_adds_up((part, left), q) for q in [*wholes, *(q for q in known if _like(q, part))]):
                continue
            near = [q for q in wholes if _slip(left, q.value - part.value)]
            if near:
                yield Match(left.span, _left_values(near[-1], part, left, text))


def _slip(said: Quantity, true: Decimal) -> bool:
    """Is what is said one wrong digit, or two changed about, away from what is true?"""
    if true <= 0 or true != true.to_integral_value() or said.value != said.value.to_integral_value():
        return False
    a, b = str(int(said.value)), str(int(true))
    if len(a) != len(b):
        return abs(said.value - true) == 1
    wrong = [i for i in range(len(a)) if a[i] != b[i]]
    return len(wrong) == 1 or (len(wrong) == 2 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]])


def _left_values(total: Quantity, part: Quantity, left: Quantity, text: str) -> dict[str, str]:
    return {
        "total": total.span.of(text),
        "part": part.span.of(text),
        "left": written(total.value - part.value, left, text),
        "said": left.span.of(text),
    }


# --- shares ----------------------------------------------------------------------------------------------

_SIDES = (
    r"\b(?:yes|for|support(?:s|ed|ing)?|favou?r(?:s|ed|ing|able|ably)?|approv\w+|agree[ds]?|back(?:s|ed|ing)?|satisfied|remain|stay)\b",
    r"\b(?:no|against|oppos\w+|unfavou?rabl[ey]|disapprov\w+|disagree[ds]?|reject\w*|dissatisfied|leave)\b",
    r"\b(?:unsure|undecided|not sure|don['’]t know|did not know|didn['’]t know|no opinion|neither|neutral|abstain\w*)\b",
)
_BASES = expressions.compile(
    r"\b(?:among|of (?:the )?(?:Republicans|Democrats|independents|men|women|whites|blacks|Hispanics|Latinos|voters (?:under|over|aged)|those)|compared|up from|down from|last (?:year|month|week)|in 20\d\d|any|each|as many|multiple)\b",
    re.I,
)
_SPLIT = expressions.compile(r"\b(?:split|breakdown|broke down|divided|was made up|consists? of|composed of)\b", re.I)


def shares(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag shares of one whole, one to a side of a question, that add to more than 100 percent."""
    for _, shape in sentences_of(document, rule, 3):
        found = [q for q in shape.items if isinstance(q, Quantity) and q.kind is QuantityKind.PERCENT]
        if len(found) < 3 or len(found) > 8 or _BASES.search(shape.text):
            continue
        total = sum((q.value for q in found), Decimal(0))
        sides = sum(bool(re.search(s, shape.text, re.I)) for s in _SIDES)
        if 102 < total <= 130 and (sides == 3 or (_SPLIT.search(shape.text) and sides >= 2)):
            yield Match(Span(found[0].span.start, found[-1].span.end), {"sum": shown(total), "count": str(len(found))})


_MAJORITY = tuple(
    compiled(p)
    for p in (
        r"\b(?P<here>(?:a|the|an overwhelming|a clear|a large|a slim|a narrow|a bare|a small) majority)(?:\s+of\s+(?:[\w'’-]+\s+){0,5}?[\w'’-]+)?\s?(?:,|\(|—|–|:|at|of)\s*<<round>>(?P<p><<P>>)",
        r"\b(?P<here>(?:a|a clear|a large|a slim|a narrow|a small) majority)\s+of\s+(?:[\w'’-]+\s+){1,3}(?:"
        + FILL
        + r"{0,150}?(?:,|--|—|–|\()\s*)?<<round>>(?P<p><<P>>)\s+(?:to|versus|against|vs\.?)\s+(?:[\w'’.-]+\s+){0,2}<<P>>",
        r"(?:^|(?<=[.,;] )|\bthat )(?P<here>most)\s+(?:[\w'’-]+\s+){0,2}?(?:voters|people|respondents|Americans|Britons|adults|residents|patients|members|readers|those\s+(?:asked|surveyed|polled))\s?(?:,|\(|—|–)\s*<<round>>(?P<p><<P>>)",
    )
)
_NOT_MAJORITY = expressions.compile(
    r"\bmajority\s+(?:leader|whip|party|owner|stake|shareholder|rule|vote|government|opinion|staff|in)\b|\b(?:while|but|though|although|whereas|only|compared|plurality|down|up|cut)\b",
    re.I,
)


def majority(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a majority whose share is half or less."""
    for _, shape in sentences_of(document, rule, 1):
        for pattern in _MAJORITY:
            for m in pattern.finditer(shape.text):
                q = shape.item(m, "p")
                if (
                    q
                    and q.value <= (Decimal(50) if q.rounding != "over" else Decimal("49.9"))
                    and not _NOT_MAJORITY.search(m.group())
                ):
                    yield Match(shape.span(*m.span("here")), {"share": q.span.of(document.text)})
