"""Polls: a lead that the margin of error does not allow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from newslint import expressions
from newslint.annotations.numbers import Quantity
from newslint.document import Document
from newslint.matchers.arithmetic.shape import FILL, compiled, sentences_of, shown
from newslint.matchers.base import Match
from newslint.rule import Rule

_MARGIN = compiled(
    rf"\bmargin\s+of\s+(?:sampling\s+)?error\b{FILL}{{0,60}}?(?P<margin>⟦[PTC]\d+⟧)(?:\s+points?)?|"
    rf"(?P<other>⟦[PTC]\d+⟧)(?:\s+points?|-point)?\s+margin\s+of\s+(?:sampling\s+)?error"
)
_LEAD = r"(?:leads?|leading|led|is ahead|are ahead|ahead of|edges?|edged|edging|tops?|topped|beats?|beating|bests?|outpac\w+)"
_LEADS = (
    compiled(
        rf"\b(?P<verb>{_LEAD})\b{FILL}{{0,80}}?(?P<a>⟦[PC]\d+⟧)(?:\s+percent)?(?:\s+(?:to|versus|vs\.?)|\s?[-–])\s*{FILL}{{0,24}}?(?P<b>⟦[PC]\d+⟧)"
    ),
)
_HEDGED = expressions.compile(
    r"\b(?:within|statistical\w*|tie|tied|dead heat|neck and neck|toss-?up|slight\w*|narrow\w*|barely|small|close|slim|essentially|virtual\w*|even|not significant)\b",
    re.I,
)


def poll_margin(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a lead smaller than the poll's own margin of error, where the sentence does not say that it is."""
    found = list(sentences_of(document, rule, 1))
    margins: list[Decimal] = []
    for _, shape in found:
        for m in _MARGIN.finditer(shape.text):
            q = shape.item(m, "margin") or shape.item(m, "other")
            if q and q.value < 12:
                margins.append(q.value)
    if len(set(margins)) != 1:
        return  # no poll, or several
    for _, shape in found:
        if _HEDGED.search(shape.text):
            continue
        for pattern in _LEADS:
            for m in pattern.finditer(shape.text):
                a, b = shape.item(m, "a"), shape.item(m, "b")
                if a and b and _share(a) and _share(b) and 0 < abs(a.value - b.value) < margins[0]:
                    values = {"gap": shown(abs(a.value - b.value)), "margin": shown(margins[0])}
                    yield Match(shape.span(m.start("verb"), m.end()), values)


def _share(q: Quantity) -> bool:
    return 15 <= q.value <= 75
