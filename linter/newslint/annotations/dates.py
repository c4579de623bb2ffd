"""Dates: days of the calendar as the draft writes them, and the day it was published where it says so.

"Tuesday, March 14, 2022", "14 March", "Sept. 3", "2022-03-14", "March 2022". A date has what is written and nothing
else: no year is guessed here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from newslint import expressions
from newslint.annotations.vocabulary import blocks_with
from newslint.document import PROSE, BlockKind, Document, passing
from newslint.records import dataclass
from newslint.span import Span

MONTHS = tuple("January February March April May June July August September October November December".split())
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_MONTH_OF = {m[:3].lower(): i for i, m in enumerate(MONTHS, 1)}
_DAY_OF = {d[:3].lower(): i for i, d in enumerate(WEEKDAYS)}
DAYS_IN = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_MONTH = r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_WEEKDAY = r"(?:(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.?)(?P<comma>,?)\s+(?:the\s+)?)?"
_DAY = r"(?P<day>\d{1,2})(?P<ordinal>st|nd|rd|th)?"
_YEAR = r"(?P<year>1[0-9]\d\d|20\d\d)"
_FORMS = {
    "mdy": expressions.compile(
        rf"\b{_WEEKDAY}{_MONTH}\s+{_DAY}(?![\d:%]|[.,]\d|\s+(?:million|billion|per\s?cent)|-year)(?:(?:st|nd|rd|th)?,?\s+{_YEAR}\b)?"
    ),
    "dmy": expressions.compile(rf"(?<![\d.,:$£€/-])\b{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH}(?![\w])(?:,?\s+{_YEAR}\b)?"),
    "my": expressions.compile(rf"\b{_MONTH}\s+(?:of\s+)?{_YEAR}\b"),
    "iso": expressions.compile(r"(?<![\w/-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\w-])"),
}
_MONTH_WORDS = frozenset({*(m.lower() for m in MONTHS), *_MONTH_OF, "sept"})  # every form but the last needs one
_NUMERIC = expressions.compile(r"\d-\d\d-\d")


@dataclass(frozen=True, slots=True)
class Date:
    """A date as written: what it does not say is None. `form` is ``mdy``, ``dmy``, ``my`` or ``iso``."""

    span: Span
    form: str
    month: int
    day: int | None = None
    year: int | None = None
    weekday: int | None = None  # 0 is Monday
    weekday_span: Span | None = None
    ordinal: bool = False
    month_written: str = ""

    @property
    def exists(self) -> bool:
        """Is there such a day? February 29 of no year is given the benefit of the doubt."""
        if not 1 <= self.month <= 12 or (self.day is not None and not 1 <= self.day <= DAYS_IN[self.month - 1]):
            return False
        return self.day is None or self.year is None or self.on(self.year) is not None

    def on(self, year: int) -> datetime.date | None:
        """The day in `year`, or None when there is no such day."""
        try:
            return datetime.date(year, self.month, self.day or 1)
        except ValueError:
            return None

    @property
    def day_of(self) -> datetime.date | None:
        """The calendar day, when the draft gives day, month and year and it exists."""
        return self.on(self.year) if self.day is not None and self.year is not None else None


@passing
def dates(document: Document) -> tuple[Date, ...]:
    """Return the dates of the draft in order; none overlaps another."""
    kinds = PROSE | {BlockKind.QUOTE, BlockKind.DATELINE, BlockKind.BYLINE, BlockKind.CREDIT}
    with_months = blocks_with(document, _MONTH_WORDS)
    numeric = _NUMERIC.search(document.text) is not None
    found: list[Date] = []
    for i, block in enumerate(document.blocks):
        if block.kind in kinds and (numeric or i in with_months):
            found += in_text(document.text, block.span)
    return tuple(sorted(found, key=lambda d: d.span))


def in_text(text: str, within: Span) -> Iterator[Date]:
    """Find the dates of a stretch of text, the longest reading first."""
    found: list[Date] = []
    for form, pattern in _FORMS.items():
        found += [_date(m, form) for m in pattern.finditer(text, *within)]
    end = within.start
    for d in sorted(found, key=lambda d: (d.span.start, -d.span.end)):
        if d.span.start >= end:
            yield d
            end = d.span.end


def _date(m: re.Match[str], form: str) -> Date:
    g = m.groupdict()
    month = int(g["month"]) if form == "iso" else _MONTH_OF[g["month"][:3].lower()]
    weekday = g.get("weekday")
    return Date(
        Span(*m.span()),
        form,
        month,
        int(g["day"]) if g.get("day") else None,
        int(g["year"]) if g.get("year") else None,
        _DAY_OF[weekday[:3].lower()] if weekday else None,
        Span(*m.span("weekday")) if weekday else None,
        bool(g.get("ordinal")),
        g["month"] or "",
    )


_STAMP = expressions.compile(r"^\W*(?:published|posted|updated|first published|date)\b[^A-Za-z0-9]*(?:on\s+)?", re.I)


def published(document: Document) -> datetime.date | None:
    """Return the day the draft says it is (or was) published: front matter, a dateline of its own, a stamp at the top."""
    for key in ("date", "published", "pubdate", "publish_date", "publication_date"):
        value = document.meta.get(key)
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        if isinstance(value, str):
            day = next((d.day_of for d in in_text(value, Span(0, len(value))) if d.day_of), None)
            if day:
                return day
    for block in document.blocks[:6]:
        stamped = block.kind in (BlockKind.DATELINE, BlockKind.BYLINE) or _STAMP.match(document.text, *block.span)
        if stamped:
            for d in document.fact(dates):
                if block.span.covers(d.span) and d.day_of:
                    return d.day_of
    return None
