"""Quotations: what stands between quotation marks, across paragraphs where news style lets a quotation run on.

Marks known: “ ”, " ", ‘ ’, ' ', « », and '' (two straight singles, in wire and archive copy). Apostrophes
('90s, O’Neill, players’) open nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newslint.document import PROSE, BlockKind, Document
from newslint.span import Span, SpanIndex

_CLOSER = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "''": "''", "„": "“", "``": "''"}
_MARK = re.compile(r"''|``|[“”\"‘’'«»„]")
# words that begin with an apostrophe, so that it does not open a quotation
_ELIDED = re.compile(r"['’‘](?:\d0s|\d\d\b|tis\b|twas\b|em\b|til\b|cause\b|bout\b|n\b|round\b)", re.I)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks.

    `parts` holds one span a paragraph, marks included. `closed` is False when the last paragraph that could
    close it does not. `mark` is the opening mark as written.
    """

    parts: tuple[Span, ...]
    mark: str
    closed: bool

    @property
    def span(self) -> Span:
        """From the opening mark to the end of the last part."""
        return Span(self.parts[0].start, self.parts[-1].end)

    @property
    def inner(self) -> Span:
        """The first part without its marks."""
        start, end = self.parts[0]
        closes = self.closed and len(self.parts) == 1
        return Span(start + len(self.mark), end - (len(_CLOSER[self.mark]) if closes else 0))


def quotations(document: Document) -> tuple[Quotation, ...]:
    """Return the outermost quotations, in order. Quotations inside quotations belong to the outer one."""
    found: list[Quotation] = []
    open_over: Quotation | None = None  # a quotation the paragraph before left open
    for block in document.blocks:
        if block.kind not in PROSE:
            continue
        here = _in_block(document.text, block.span)
        if open_over is not None:
            first = here[0] if here else None
            if first and first.parts[0].start == block.span.start and first.mark == open_over.mark:
                found.pop()
                here[0] = Quotation(open_over.parts + first.parts, open_over.mark, first.closed)
            open_over = None
        found += here
        if here and not here[-1].closed and block.kind is BlockKind.BODY:
            open_over = here[-1]
    return tuple(found)


def _in_block(text: str, block: Span) -> list[Quotation]:
    found: list[Quotation] = []
    mark, start = "", -1
    for match in _MARK.finditer(text, *block):
        sign, at = match.group(), match.start()
        if not mark:
            if _opens(text, sign, at, match.end(), block):
                mark, start = sign, at
        elif _closes(text, mark, sign, at, match.end(), block):
            found.append(Quotation((Span(start, match.end()),), mark, True))
            mark = ""
        elif mark in "\"“" and sign in "\"“" and _opens(text, sign, at, match.end(), block):
            # a second opener of the same rank: the first was never closed
            found.append(Quotation((Span(start, at),), mark, False))
            mark, start = sign, at
    if mark:
        found.append(Quotation((Span(start, block.end),), mark, False))
    return found


def _opens(text: str, sign: str, at: int, end: int, block: Span) -> bool:
    before = text[at - 1] if at > block.start else " "
    after = text[end] if end < block.end else " "
    if sign in "“«„":
        return True
    if sign in ("''", "``", '"'):
        return (before.isspace() or before in "([—–-‘'/“\u200b…:") and not after.isspace()
    if sign in "'‘":
        if not (before.isspace() or before in "([—–-“\"") or not (after.isalnum() or after in "“\"[…$£€"):
            return False
        if _ELIDED.match(text, at):
            return False
        return sign == "‘" or _single_closes_later(text, end, block.end)
    return False


def _single_closes_later(text: str, start: int, end: int) -> bool:
    """Is there a ' or ’ later in the block that can close a single quotation?"""
    return any(
        _single_close(text, m.start(), m.end(), end) for m in re.compile("['’]").finditer(text, start, end)
    )


def _single_close(text: str, at: int, end: int, stop: int) -> bool:
    before = text[at - 1]
    after = text[end] if end < stop else " "
    if after.isalnum() or before.isspace():
        return False
    return not (before == "s" and after == " " and end + 1 < stop and text[end + 1].islower() and _possessive(text, at, end, stop))


def _possessive(text: str, at: int, end: int, stop: int) -> bool:
    """A plural possessive (players' union) when another mark that could close follows."""
    rest = text[end:stop]
    return bool(re.search(r"\w['’](?!\w)", rest)) and text[at - 1] == "s"


def _closes(text: str, mark: str, sign: str, at: int, end: int, block: Span) -> bool:
    if sign != _CLOSER[mark] and not (mark == "‘" and sign == "'") and not (mark == "'" and sign == "’"):
        return mark == "“" and sign == '"' and not _opens(text, sign, at, end, block)
    if mark == '"':
        after = text[end] if end < block.end else " "
        return not (text[at - 1].isspace() and after.isalnum())
    if mark in "'‘":
        return _single_close(text, at, end, block.end)
    return True


def quoted(document: Document) -> SpanIndex:
    """Return the places that are somebody else's words: quotations and block quotes."""
    spans = [part for q in document.quotes for part in q.parts]
    spans += [b.span for b in document.of(BlockKind.QUOTE)]
    return SpanIndex(spans)
