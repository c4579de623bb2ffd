"""A stretch of text with its quantities and dates put in tokens, so that a pattern can ask for kinds of numbers.

"Support rose 5 percent, from 40 percent to 45 percent." becomes "Support rose ⟦P0⟧, from ⟦P1⟧ to ⟦P2⟧.".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any

import regex

from newslint.annotations.dates import Date, dates
from newslint.annotations.numbers import Quantity, QuantityKind, quantities
from newslint.document import PROSE, BlockKind, Document, passing
from newslint.matchers.programs import programs
from newslint.records import dataclass
from newslint.rule import Rule
from newslint.span import Span

LETTER = {
    QuantityKind.COUNT: "C", QuantityKind.MONEY: "M", QuantityKind.PERCENT: "P", QuantityKind.POINTS: "T",
    QuantityKind.ORDINAL: "O", QuantityKind.SHARE: "S", QuantityKind.AGE: "A", QuantityKind.YEAR: "Y",
    QuantityKind.MEASURE: "U", QuantityKind.DEGREE: "D", QuantityKind.LABEL: "L",
}  # fmt: skip
ROUND = (
    r"(?:(?:about|around|roughly|approximately|some|nearly|almost|just|only|over|more than|less than|fewer than|under|up|at least|an|estimated|"
    r"as many as|as much as|close to|an estimated|a total of|another|a further|the|a record|a mere|slightly|to)\s+){0,3}"
)


# what may stand between two numbers of one sum: text, and numbers that are no part of sums (years, dates, ordinals)
FILL = r"(?:[^⟦⟧.;:]|⟦[OLYX]\d+⟧)"


@dataclass(frozen=True, slots=True)
class Shape:
    """Tokens stand for quantities (by kind) and dates (X); `items` are what they stand for, in order."""

    text: str
    items: tuple[Quantity | Date, ...]
    shifts: tuple[tuple[int, int], ...]  # (offset in text, offset in the document) after each token
    start: int

    def span(self, start: int, end: int) -> Span:
        """Return the document's span of a stretch of the shape."""
        return Span(self._back(start, opening=True), self._back(end, opening=False))

    def _back(self, offset: int, *, opening: bool) -> int:
        i = bisect_right(self.shifts, (offset, 1 << 60)) - 1
        at, real = self.shifts[i] if i >= 0 else (0, self.start)
        j = i + 1
        if j < len(self.shifts):  # inside or at the edge of the next token?
            token_start = self.shifts[j][0] - len(f"⟦P{j}⟧")
            if offset > token_start:
                item = self.items[j].span
                return item.start if opening else item.end
        return real + offset - at

    def item(self, m: re.Match[str], group: str) -> Quantity | None:
        """Return the quantity a named group caught, or None."""
        found = m.groupdict().get(group)
        if not found:
            return None
        item = self.items[int(re.sub(r"\D", "", found))]
        return item if isinstance(item, Quantity) else None


def shape(document: Document, within: Span) -> Shape:
    """Return the shape of a stretch of the document."""
    out: list[str] = []
    shifts: list[tuple[int, int]] = []
    items = [i for i in document.fact(_items)[_slice(document, within)] if within.covers(i.span)]
    at, length = within.start, 0
    for n, item in enumerate(items):
        letter = "X" if isinstance(item, Date) else LETTER[item.kind]
        for piece in (document.text[at : item.span.start], f"⟦{letter}{n}⟧"):
            out.append(piece)
            length += len(piece)
        at = item.span.end
        shifts.append((length, at))
    out.append(document.text[at : within.end])
    return Shape("".join(out), tuple(items), tuple(shifts), within.start)


@passing
def _items(document: Document) -> list[Quantity | Date]:
    return sorted([*document.fact(quantities), *document.fact(dates)], key=lambda i: i.span)


@passing
def _starts(document: Document) -> list[int]:
    return [i.span.start for i in document.fact(_items)]


def _slice(document: Document, within: Span) -> slice:
    starts = document.fact(_starts)
    return slice(bisect_left(starts, within.start), bisect_left(starts, within.end))


MOST = 40  # a sentence with more numbers is a table


@passing
def _shapes(document: Document) -> list[tuple[Span, BlockKind, Shape]]:
    blocks = [b for b in document.blocks if b.kind in PROSE]
    starts = [b.span.start for b in blocks]
    out = []
    for sentence in document.sentences:
        part = _slice(document, sentence)
        i = bisect_right(starts, sentence.start) - 1
        if 0 < part.stop - part.start <= MOST and i >= 0 and sentence.start < blocks[i].span.end:
            out.append((sentence, blocks[i].kind, shape(document, sentence)))
    return out


def sentences_of(document: Document, rule: Rule, least: int = 2) -> Iterator[tuple[Span, Shape]]:
    """Yield the sentences in the rule's scope that hold at least `least` numbers, with their shapes."""
    for sentence, kind, found in document.fact(_shapes):
        if kind in rule.scope and len(found.items) >= least:
            yield sentence, found


class Expression:
    """A pattern over shapes: compiled when first asked for, and what it compiles to is kept between runs."""

    def __init__(self, expression: str) -> None:
        self._expression = expression

    @cached_property
    def _compiled(self) -> Any:
        e = self._expression
        return programs().compiled(f"shape {e}", regex.IGNORECASE, lambda: regex.compile(e, regex.IGNORECASE))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled, name)


def compiled(expression: str) -> Expression:
    """Return a pattern over shapes: {Q} any quantity with a size, {P} percent and so on, {R} rounding words."""
    for name, letters in (("Q", "CMPUT"), ("N", "CMU"), ("PT", "PT"), ("PTS", "PTS"), ("CM", "CM")):
        expression = expression.replace(f"<<{name}>>", rf"⟦[{letters}]\d+⟧")
    expression = re.sub(r"<<([A-Z])>>", r"⟦\1\\d+⟧", expression)
    return Expression(expression.replace("<<round>>", ROUND))


def step(q: Quantity) -> Decimal:
    """Return the size of the last digit the draft gives: 0.1 million of "3.5 million", 1 of "112"."""
    _, _, decimals = q.figures.partition(".")
    return q.value / q.mantissa * Decimal(10) ** -len(decimals) if q.mantissa else Decimal(1)


def interval(q: Quantity) -> tuple[Decimal, Decimal]:
    """Return what the true value may be: half a last digit either way, nothing for a count under 100; more when the
    draft rounds."""
    half = step(q) / 2
    if q.kind in (QuantityKind.COUNT, QuantityKind.MONEY) and not q.scale and q.value == int(q.value):
        digits = str(int(q.value))
        zeros = min(len(digits) - len(digits.rstrip("0")), len(digits) - 2)
        half = Decimal(10) ** zeros / 2 if zeros > 0 else Decimal(0)
    slack = max(half, abs(q.value) * Decimal("0.05")) if q.rounding else half
    return q.value - slack, q.value + slack


def agrees(said: Quantity, low: Decimal, high: Decimal, loose: Decimal) -> bool:
    """Can what the draft says stand for a true value between `low` and `high`? `loose` is the slack of "about"."""
    half = step(said) / 2 + Decimal("0.0001")
    least, most = said.value - half, said.value + half
    if said.rounding == "about":
        least, most = least - loose, most + loose
    elif said.rounding == "over":  # the truth lies above what is said, not by much
        most += max(loose, abs(said.value) * Decimal("0.4"))
    elif said.rounding == "under":
        least -= max(loose, abs(said.value) * Decimal("0.25"))
    return low <= most and high >= least


def written(value: Decimal, like: Quantity, text: str) -> str:
    """Write a value as the draft writes `like`: its sign, its scale, its unit."""
    if not like.figures:
        return shown(value)
    size = like.value / like.mantissa if like.mantissa else Decimal(1)
    before, _, after = like.span.of(text).partition(like.figures)
    return f"{before}{shown(value / size, 2)}{after}"


def shown(value: Decimal, digits: int = 1) -> str:
    """Write a number for a message: no needless decimals, thousands parted."""
    rounded = round(value, digits)
    return (
        f"{rounded.normalize():,f}" if rounded == rounded.to_integral_value() else f"{rounded:,.{digits}f}".rstrip("0")
    )
