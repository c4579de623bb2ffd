"""Quantities: every number of the draft with its value, its kind, its unit and how exact it says it is.

A small grammar of our own: figures ("1,456", "$3.5bn", "21st", "Rs 84 crore"), words ("two dozen", "a hundred and
five"), both ("1.2 million"), shares ("one in five", "two-thirds"), ages ("the 45-year-old", "Diaz, 45, said"), years.
Times of day, scores, dates, phone numbers and model names are no quantities. What a range or a sum says is for those
who ask (matchers/number.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import StrEnum

from newslint import expressions
from newslint.annotations.dates import dates
from newslint.annotations.numberwords import (
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    FRACTIONS,
    ONES,
    ORDINALS,
    ROUNDING,
    SCALES,
    SHORT_SCALES,
    TENS,
    UNITS,
)
from newslint.annotations.vocabulary import blocks_with
from newslint.document import PROSE, BlockKind, Document, passing
from newslint.records import dataclass
from newslint.span import Span, SpanIndex


class QuantityKind(StrEnum):
    """What a number counts."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    POINTS = "points"  # percentage points
    ORDINAL = "ordinal"
    SHARE = "share"  # one in five, two-thirds; the value is the fraction
    AGE = "age"
    YEAR = "year"
    MEASURE = "measure"  # with a unit of length, area, mass, volume, speed
    DEGREE = "degree"  # temperatures
    LABEL = "label"  # Flight 1549, 5000 Main St.: not a quantity at all


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as the draft gives it.

    `span` runs from the currency sign to the unit, words that round ("nearly") left out; `number` is the figures or
    words alone, scale included. `rounding` is ``about``, ``over``, ``under`` or empty. `unit` is a currency code, a unit
    of measure or ``C``/``F``. `figures` are the digits as written ("1,456"), empty for words. `scale` is the word or
    letters of the scale. `compound`: it is part of a hyphenated adjective ("14-member").
    """

    span: Span
    number: Span
    kind: QuantityKind
    value: Decimal
    unit: str = ""
    rounding: str = ""
    figures: str = ""
    scale: str = ""
    compound: bool = False

    @property
    def mantissa(self) -> Decimal:
        """The value without its scale: 3.5 of $3.5 million."""
        size = SCALES.get(self.scale) or SHORT_SCALES.get(self.scale) or 1
        return self.value / size


def _any(words: object) -> str:
    return "|".join(sorted((re.escape(str(w)).replace(r"\ ", r"\s+") for w in words), key=lambda w: (-len(w), w)))  # type: ignore[attr-defined]


_Make = Callable[[str, Span], Iterator["Quantity"]]
_SCALE_WORD = r"hundred|thousand|million|billion|trillion|lakh|crore|dozen"
_DIGIT = expressions.compile(r"\d")
_FIGURES = expressions.compile(
    rf"""
    (?<![\w.,:/’'-])
    (?P<sign>(?:US|AU?|C|NZ|HK|S)?\$|[£€¥₹₦]|Rs\.?\s?|N(?=[\d.,]+\s+(?:million|billion|thousand)))?\s?
    (?P<digits>\d{{1,3}}(?:,\d{{2,3}})*,\d{{3}}(?:\.\d+)?|\d+(?:\.\d+)?)
    (?:(?P<ordinal>st|nd|rd|th)\b
     |(?:[\s-](?P<scale>{_SCALE_WORD})\b|\s?(?P<short>bn|mn|mln|tn|trn|[kKmMbB])(?![\w’'%]))?
    )
    (?!\d|[:/,.]\d)
    """,
    re.X,
)
_WORD = expressions.compile(
    rf"(?<![\w’'-])(?P<half>half\s+)?(?:(?P<a>an?\s+)(?=(?:{_SCALE_WORD})\b))?"
    rf"(?P<first>{_any({**ONES, **TENS, **dict.fromkeys(_SCALE_WORD.split('|'))})})(?![\w’'])",
    re.I,
)
_NEXT_WORD = expressions.compile(
    rf"[\s-]+(?:(?P<and>and)\s+)?(?P<word>{_any({**ONES, **TENS, **dict.fromkeys(_SCALE_WORD.split('|'))})})(?![\w’'])",
    re.I,
)
_ORDINAL_WORD = expressions.compile(rf"(?<![\w’'-])(?:{_any(ORDINALS)})(?![\w’'-])", re.I)
_SHARE = expressions.compile(r"\s+(?:in(?:\s+every)?|out\s+of(?:\s+every)?|of\s+every)\s+")
_NOT_SHARE = expressions.compile(
    r"\s+(?:(?:consecutive|straight)\s+)?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|quarters?|decades?)\b"
)
_FRACTION = expressions.compile(
    r"(?<![\w’'-])(?:(?P<count>one|two|three|four|five|seven|nine)(?P<join>[\s-])(?P<part>half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|"
    r"eighths?|ninths?|tenths?)|an?\s+(?P<only>third|quarter|fifth|tenth)(?=\s+of\b|[\s,]+or\b|\s+\(|,\s+(?:from|to)\b)|(?P<half>half)(?=\s+of\b|[\s,]+or\b|\s+\())(?![\w’'-])",
    re.I,
)
_PERCENT = expressions.compile(r"\s?%|[\s-]+per\s?cent(?:age)?(?P<points>[\s-]+points?)?\b|\s*pp\b", re.I)
_MONEY_WORD = expressions.compile(
    rf"[\s-]+(?:(?:US|U\.S\.|Australian|Canadian|American|Indian)\s+)?(?P<word>{_any(CURRENCY_WORDS)})s?\b(?!\s+(?:of|General|Tree)\b)",
    re.I,
)
_UNIT = expressions.compile(
    rf"(?:(?P<join>[\s-]*)(?:square\s+)?(?P<square>sq\.?\s+)?(?P<word>{_any(UNITS)})(?:(?<=\w{{4}})(?:s|es)|(?<=feet|inch)es)?)(?![\w’'])",
    re.I,
)
_WEIGHT = expressions.compile(r"\s*\((?:about |or )?[\d,.]+\s?(?:kg|kilo|tonne)|,?\s+(?:\d+|\w+)\s+ounces?")
_SQUARE = expressions.compile(r"[\s-]*(?:square|cubic|sq\.?)\s")
_PER_TIME = expressions.compile(r"\s+(?:per|an)\s+hour\b|/h\b")
_DEGREE = expressions.compile(
    r"\s?(?:°|[\s-]?degrees?)\s*(?P<unit>C(?:elsius|entigrade)?|F(?:ahrenheit)?)?(?![\w’'])|(?P<only>C|F|\s+Celsius|\s+Fahrenheit)(?![\w’'.])"
)
_AGE_AFTER = expressions.compile(r"[\s-]+years?[\s-]+olds?\b|[\s-]+years?\s+of\s+age\b")
_AGE_BEFORE = expressions.compile(
    r"(?:\b(?:aged?|age of|turned|turns|turning)\s+|[A-Z][\w’'.-]*[a-z.],\s+(?:now\s+)?)$"
)
_TIME_AFTER = expressions.compile(r"\s*(?:[ap]\.?m\b|o['’]clock|hours?\s+GMT)", re.I)
_LABEL_BEFORE = expressions.compile(
    r"\b(?:Flight|Route|Highway|Interstate|Room|Channel|Section|Article|Chapter|No\.?|Number|Title|Part|Page|pp?\.|Level|Type|Model|Phase|Grade|Psalm|"
    r"Verse|Route|Road|Bus|Pier|Gate|Unit|Apartment|Suite|Building|Block|Lot|Ward|District|Precinct|Station|Engine|Area|Proposition|Prop\.|Amendment|Resolution|"
    r"Windows|Boeing|Airbus|Apollo|Form|Rule|Day|Week|Game|Round|Stage|Group|Category|Sector|version|verse|channel|page|line|I|US|PO\sBox|#)[\s-]?$"
)
_LABEL_AFTER = expressions.compile(
    r"\s+(?:(?:North|South|East|West|[NSEW]\.)\s+)?(?:[A-Z][\w’'.]*\s+){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Drive|Dr|Lane|Way|Place|Court|Terrace|Square|Parkway|Highway)\b"
)
_ROUNDS = expressions.compile(rf"\b(?P<word>{_any(ROUNDING)})\s+(?:a\s+)?(?:further\s+|another\s+)?$", re.I)
_YEAR_BEFORE = expressions.compile(
    r"(?:\b(?:in|since|from|to|until|till|through|by|of|between|and|during|before|after|early|late|mid|the|circa|year|fiscal|summer|winter|spring|autumn|fall|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.|Christmas|his|her|its|their|a)[\s,-]+|[(–—]|['’]s\s+)$",
    re.I,
)


@passing
def quantities(document: Document) -> tuple[Quantity, ...]:
    """Return the quantities of the draft in order; none overlaps another or a date."""
    taken = SpanIndex(d.span for d in document.fact(dates))
    kinds = PROSE | {BlockKind.QUOTE}
    worded = [(make, blocks_with(document, words)) for make, words in _WORDED]
    found: list[Quantity] = []
    for i, block in enumerate(document.blocks):
        if block.kind in kinds:
            makers = [make for make, blocks in worded if i in blocks]
            if _DIGIT.search(document.text, *block.span):
                makers.append(_figures)
            if makers:
                found += _in_block(document.text, block.span, makers, taken)
    return tuple(found)


def _in_block(text: str, block: Span, makers: list[_Make], taken: SpanIndex) -> Iterator[Quantity]:
    found = [(q.span.start, _RANKS[make], q) for make in makers for q in make(text, block)]
    end = block.start
    pending: list[Quantity] = []
    for _, _, q in sorted(found, key=lambda f: f[:2]):
        if q.span.start >= end and not taken.overlaps(q.span):
            pending.append(q)
            end = q.span.end
    yield from _shared(text, pending)


def _shared(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Join "one in five" into one share; the rest goes through as it is."""
    i = 0
    while i < len(found):
        q = found[i]
        after = found[i + 1] if i + 1 < len(found) else None
        if (
            after is not None
            and q.kind is after.kind is QuantityKind.COUNT
            and _SHARE.fullmatch(text, q.span.end, after.span.start)
            and 0 < q.value < after.value <= 1000
            and not (q.compound or after.compound)
            and not _NOT_SHARE.match(text, after.span.end)
        ):
            span = Span(q.span.start, after.span.end)
            yield Quantity(
                span, span, QuantityKind.SHARE, q.value / after.value, rounding=q.rounding, figures=q.figures
            )
            i += 2
        else:
            yield q
            i += 1


def _figures(text: str, block: Span) -> Iterator[Quantity]:
    for m in _FIGURES.finditer(text, *block):
        digits = m["digits"]
        value = Decimal(digits.replace(",", ""))
        number = Span(m.start("digits"), m.end())
        scale = (m["scale"] or m["short"] or "").lower()
        if m["ordinal"]:
            yield Quantity(number, number, QuantityKind.ORDINAL, value, figures=digits)
            continue
        if (m["short"] and not m["sign"] and len(m["short"]) == 1 and m["short"] not in "mk") or (
            m["short"] == "m" and not m["sign"]
        ):
            scale, number = "", Span(number.start, m.end("digits"))
        value *= SCALES.get(scale) or SHORT_SCALES.get(scale) or 1
        yield from _finished(text, block, number, value, (m["sign"] or "").strip(), digits, scale)


def _words(text: str, block: Span) -> Iterator[Quantity]:
    at = block.start
    while m := _WORD.search(text, at, block.end):
        at = m.end()
        first = m["first"].lower()
        if first in SCALES and not m["a"]:
            continue
        values = [SCALES[first]] if first in SCALES else [ONES.get(first, TENS.get(first, 0))]
        total, scale = _Sum(values[0], first), first if first in SCALES else ""
        end = m.end()
        while n := _NEXT_WORD.match(text, end, block.end):
            word = n["word"].lower()
            if not total.take(word, joined=bool(n["and"])):
                break
            end, scale = n.end(), word if word in SCALES else scale
        at = end
        value = Decimal(total.value) / (2 if m["half"] else 1)
        start = m.start("a") if m["a"] else m.start("first")
        number = Span(m.start() if m["half"] else start, end)
        yield from _finished(
            text, block, number, value, "", "", scale if scale in SCALES and total.value % SCALES[scale] == 0 else ""
        )


class _Sum:
    """Reads number words one after the other: "two hundred and five thousand"."""

    def __init__(self, value: int, word: str) -> None:
        self.whole, self.part = 0, value
        self.last = word

    @property
    def value(self) -> int:
        return self.whole + self.part

    def take(self, word: str, *, joined: bool) -> bool:
        """Add the word if it can stand here."""
        if word in SCALES:
            size = SCALES[word]
            if joined or (self.last in SCALES and SCALES[self.last] >= size) or self.part == 0:
                return False
            if word in ("hundred", "dozen"):
                if self.last in TENS or self.part % 100 > 20 or (self.last in SCALES):
                    return False
                self.part = self.part * size
            else:
                self.whole, self.part = self.whole + self.part * size, 0
        elif word in TENS or (word in ONES and ONES[word] >= 10):
            if self.last not in SCALES or self.last == "dozen":
                return False
            self.part += TENS.get(word, ONES.get(word, 0))
        else:
            after_tens = self.last in TENS and not joined
            if not ONES[word] or self.last == "dozen" or not (after_tens or self.last in SCALES):
                return False
            self.part += ONES[word]
        self.last = word
        return True


def _ordinals(text: str, block: Span) -> Iterator[Quantity]:
    for m in _ORDINAL_WORD.finditer(text, *block):
        yield Quantity(Span(*m.span()), Span(*m.span()), QuantityKind.ORDINAL, Decimal(ORDINALS[m.group().lower()]))


def _fractions(text: str, block: Span) -> Iterator[Quantity]:
    for m in _FRACTION.finditer(text, *block):
        part = (m["part"] or m["only"] or m["half"]).lower().removesuffix("s")
        count = ONES[m["count"].lower()] if m["count"] else 1
        if (
            m["part"]
            and count == 1
            and m["join"] != "-"
            and m["part"].lower() not in ("half", "third", "quarter", "fifth")
        ):
            continue
        if (count > 1) != bool(m["part"] and m["part"].lower().endswith("s")):
            continue
        span = Span(*m.span())
        yield Quantity(
            span, span, QuantityKind.SHARE, count * FRACTIONS[part], rounding=_rounding(text, block, span.start)[0]
        )


# what makes quantities of words, and the words one of which it needs
_WORDED: tuple[tuple[_Make, frozenset[str]], ...] = (
    (_fractions, frozenset(f"{part}{ending}" for part in FRACTIONS for ending in ("", "s"))),
    (_words, frozenset({*ONES, *TENS, *_SCALE_WORD.split("|")})),
    (_ordinals, frozenset(ORDINALS)),
)
_RANKS: dict[_Make, int] = {make: rank for rank, make in enumerate((_fractions, _figures, _words, _ordinals))}


def _finished(
    text: str, block: Span, number: Span, value: Decimal, sign: str, figures: str, scale: str
) -> Iterator[Quantity]:
    """Give a bare number its kind and unit by what stands around it."""
    end, stop = number.end, block.end
    start = number.start
    if sign:
        start = text.rindex(sign, max(block.start, number.start - 6), number.start)
    rounding, whole = _rounding(text, block, start)
    compound = text[end : end + 1] in "-‑" and text[end + 1 : end + 2].isalpha()
    kind, unit = QuantityKind.COUNT, ""
    if _TIME_AFTER.match(text, end, stop):
        return
    if sign:
        kind, unit = QuantityKind.MONEY, CURRENCY_SIGNS.get(sign, sign)
    elif figures and (
        _LABEL_BEFORE.search(text[max(block.start, start - 14) : start]) or _LABEL_AFTER.match(text, end, stop)
    ):
        kind = QuantityKind.LABEL
    elif m := _PERCENT.match(text, end, stop):
        kind = QuantityKind.POINTS if m["points"] or "pp" in m.group() else QuantityKind.PERCENT
        end = m.end()
    elif m := _AGE_AFTER.match(text, end, stop):
        kind, end = QuantityKind.AGE, m.end()
    elif (m := _MONEY_WORD.match(text, end, stop)) and not (
        m["word"].lower() == "pound" and _WEIGHT.match(text, m.end(), stop)
    ):
        kind, unit, end = QuantityKind.MONEY, CURRENCY_WORDS[m["word"].lower()], m.end()
    elif m := _DEGREE.match(text, end, stop):
        kind, unit, end = QuantityKind.DEGREE, (m["unit"] or m["only"] or "").strip()[:1], m.end()
    elif _SQUARE.match(text, end, stop):
        pass
    elif (
        (m := _UNIT.match(text, end, stop))
        and (m["join"] or figures)
        and not (m["word"] in ("m", "g", "ft", "in") and not figures)
    ):
        kind, unit, end = QuantityKind.MEASURE, m["word"].lower(), m.end()
        if (per := _PER_TIME.match(text, end, stop)) and unit in ("mile", "km", "kilometre", "kilometer"):
            unit, end = "mph" if unit == "mile" else "kph", per.end()
    elif figures and not scale and _is_year(text, block, number, figures, rounding):
        kind = QuantityKind.YEAR
    elif not scale and value < 120 and value == int(value) and _is_age(text, block, number):
        kind = QuantityKind.AGE
    del whole
    yield Quantity(Span(start, end), number, kind, value, unit, rounding, figures, scale, compound)


def _rounding(text: str, block: Span, start: int) -> tuple[str, int]:
    """Return how the words before a number round it, and where they begin."""
    m = _ROUNDS.search(text, max(block.start, start - 28), start)
    return (ROUNDING[" ".join(m["word"].lower().split())], m.start()) if m else ("", start)


def _is_year(text: str, block: Span, number: Span, figures: str, rounding: str) -> bool:
    if len(figures) != 4 or not figures.isdigit() or not "1000" <= figures <= "2199" or rounding in ("over", "under"):
        return False
    if text[number.end : number.end + 1] == "s":
        return True
    before = text[max(block.start, number.start - 14) : number.start]
    plural = re.match(
        r"\s+(?!(?:was|is|has|as|this|its|us)\b)[a-z]*(?:s|people|men|women)\b(?!['’])",
        text[number.end : number.end + 24],
    )
    return bool(_YEAR_BEFORE.search(before)) or ("1500" <= figures <= "2099" and not plural)


def _is_age(text: str, block: Span, number: Span) -> bool:
    before = text[max(block.start, number.start - 24) : number.start]
    if not _AGE_BEFORE.search(before):
        return False
    return not before.rstrip().endswith(",") or (
        text[number.end : number.end + 1] in ",.;)" and number.end - number.start <= 3
    )
