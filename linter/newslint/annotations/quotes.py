"""Quotations: what stands between quotation marks, across paragraphs where news style lets a quotation run on.

Marks known: “ ”, " ", ‘ ’, ' ', « », „ “ and '' (two straight singles, in wire and archive copy). Apostrophes
('90s, O’Neill, players’) and inches (6'2") open nothing. A quotation closed by the wrong mark (“so") is closed all
the same and keeps the mark it was given, so that one slip does not turn the rest of a paragraph inside out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from newslint import expressions
from newslint.document import PROSE, BlockKind, Document
from newslint.records import dataclass
from newslint.span import Span, SpanIndex

_CLOSER = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "''": "''", "„": "“", "``": "''", "”": "”"}
_DOUBLE = frozenset(["“", "”", '"', "''", "``"])
_MARK = expressions.compile(r"''|``|[“”\"‘’'«»„]")
_ELIDED = expressions.compile(r"['’‘](?:\d0s|\d\d\b|tis\b|twas\b|em\b|til\b|cause\b|bout\b|n\b|round\b)", re.I)
_SINGLE = expressions.compile("['’]")
_CLOSES_LATER = expressions.compile(r"[\w,.!?]['’](?!\w)")
_INCHES = expressions.compile(r"\d['’′]\d{1,2}$")
_TAG = expressions.compile(
    r"</?[A-Za-z][^<>\n]{0,300}>"
)  # raw markup left in the copy: its marks are no quotation marks
# the writer speaking again although no mark closed the quotation: "We told them, said Lund.
_SPOKEN_OUT = expressions.compile(
    r",? (?:sa(?:id|ys)|add(?:ed|s)|told) (?:Mr |Ms |Mrs |Dr )?(?:[A-Z]|the |a )|"
    r", (?:he|she|they|(?:the )?[\w'’.-]+(?: [A-Z][\w'’.-]+)?) (?:sa(?:id|ys)|added)\b[^.?!]{0,60}[.?!]?\s*$"
)
_REACH = 600  # characters looked at: a single quotation closes within them


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks.

    `parts` holds one span a paragraph, marks included. `closed` is False when the last paragraph that could
    close it does not. `mark` is the opening mark as written, `close` the closing one ("" when there is none).
    """

    parts: tuple[Span, ...]
    mark: str
    closed: bool
    close: str = ""

    @property
    def span(self) -> Span:
        """From the opening mark to the end of the last part."""
        return Span(self.parts[0].start, self.parts[-1].end)

    @property
    def inner(self) -> Span:
        """The first part without its marks."""
        start, end = self.parts[0]
        closes = self.closed and len(self.parts) == 1
        return Span(start + len(self.mark), end - (len(self.close) if closes else 0))

    @property
    def mismatched(self) -> bool:
        """Is it closed by a mark that does not belong to the one that opened it?"""
        return self.closed and self.close != _CLOSER[self.mark]


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything the quotation marks of a draft say: the quotations, and closing marks that close nothing."""

    quotations: tuple[Quotation, ...]
    stray: tuple[Span, ...]


def quotations(document: Document) -> tuple[Quotation, ...]:
    """Return the outermost quotations, in order. Quotations inside quotations belong to the outer one."""
    return document.fact(marks).quotations


def marks(document: Document) -> Marks:
    """Read the quotation marks of every block of prose."""
    found: list[Quotation] = []
    stray: list[Span] = []
    carried: Quotation | None = None  # a quotation the paragraph before left open
    for block in document.blocks:
        if block.kind not in PROSE:
            continue
        reading = _Block(document.text, block.span)
        inside = carried.mark if carried is not None and reading.first_mark_closes(carried.mark) else ""
        here = reading.read(inside)
        if carried is not None and here:
            first = here[0]
            runs_on = first.parts[0].start == block.span.start and _rank(first.mark) == _rank(carried.mark)
            if (inside or runs_on) and not _SPOKEN_OUT.search(document.text, *carried.parts[-1]):
                found.pop()
                here[0] = Quotation(carried.parts + first.parts, carried.mark, first.closed, first.close)
        found += here
        stray += reading.stray
        carried = here[-1] if here and not here[-1].closed and block.kind is BlockKind.BODY else None
    return Marks(tuple(found), tuple(stray))


def _rank(mark: str) -> str:
    return '"' if mark in _DOUBLE else mark


class _Block:
    """One paragraph's marks, read from left to right."""

    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        self.span = span
        tags = SpanIndex(Span(*m.span()) for m in _TAG.finditer(text, *span))
        signs = [(m.start(), m.end(), m.group()) for m in _MARK.finditer(text, *span)]
        self.signs = [
            s
            for s in signs
            if not (tags and tags.overlaps(Span(s[0], s[1]))) and not _INCHES.search(text, max(0, s[0] - 4), s[0])
        ]
        self.stray: list[Span] = []

    def first_mark_closes(self, mark: str) -> bool:
        """Is the first double mark one that ends a quotation the paragraph before left open?"""
        if mark not in _DOUBLE:
            return False
        for at, end, sign in self.signs:
            if sign in _DOUBLE:
                return at > self.span.start and not self._opens(at, end, sign) and self._closes(mark, at, end, sign)
        return False

    def read(self, inside: str = "") -> list[Quotation]:
        """Return the paragraph's quotations; `inside` is the mark of one that is open at its start."""
        if self._detached():
            return self._by_turns()
        found: list[Quotation] = []
        mark, start = inside, self.span.start if inside else -1
        nested: list[str] = []
        for at, end, sign in self.signs:
            if not mark:
                if self._opens(at, end, sign):
                    mark, start = sign, at
                elif sign in _DOUBLE and self._stray(at, end, sign):
                    self.stray.append(Span(at, end))
                    if self._turned(at, sign):
                        mark, start = sign, at
            elif nested and sign == _CLOSER[nested[-1]] and not self._opens(at, end, sign):
                nested.pop()
            elif self._closes(mark, at, end, sign):
                found.append(Quotation((Span(start, end),), mark, True, sign))
                mark, nested = "", []
            elif sign in _DOUBLE and mark in _DOUBLE and self._opens(at, end, sign):
                if sign != mark or (sign == "“" and not self._after_stop(at)):
                    nested.append(sign)
                elif (
                    sign == "“"
                    or not self._after_stop(at)
                    or _SPOKEN_OUT.search(self.text, max(start, at - _REACH), at)
                ):  # paragraphs run together reopen like that
                    found.append(Quotation((Span(start, at),), mark, False))
                    mark, start, nested = sign, at, []
        if mark and mark not in "'‘„”":
            found.append(Quotation((Span(start, self.span.end),), mark, False))
        return found

    # --- copy that sets marks off by spaces on both sides: " like this " ----------------------------------

    def _detached(self) -> bool:
        ats = [at for at, _, sign in self.signs if sign == '"']
        if len(ats) < 2 or len(ats) % 2:
            return False
        return any(self._before(at).isspace() and self._after(at + 1).isspace() for at in ats)

    def _by_turns(self) -> list[Quotation]:
        ats = [at for at, _, sign in self.signs if sign == '"']
        return [Quotation((Span(a, b + 1),), '"', True, '"') for a, b in zip(ats[::2], ats[1::2], strict=True)]

    # --- shapes ---------------------------------------------------------------------------------------------

    def _before(self, at: int) -> str:
        return self.text[at - 1] if at > self.span.start else " "

    def _after(self, end: int) -> str:
        return self.text[end] if end < self.span.end else " "

    def _after_stop(self, at: int) -> bool:
        before = self.text[max(self.span.start, at - 4) : at].rstrip()
        return self._before(at).isspace() and before[-1:] in tuple(".?!…")

    def _opens(self, at: int, end: int, sign: str) -> bool:
        before, after = self._before(at), self._after(end)
        if sign == "“":
            return not after.isspace() and (before.isspace() or not before.isalnum() or after.isalnum())
        if sign in "«„":
            return True
        if sign in ("''", "``", '"'):
            set_off = before.isspace() or before in "([—–-‘'/“\u200b…:"
            glued = sign == '"' and ((before in ".!?" and after.isupper()) or (before.isalpha() and after.isalpha()))
            return (set_off and not after.isspace() and after not in ".,;:)") or glued
        if sign in "'‘":
            if not (before.isspace() or before in '([—–-“"') or not (after.isalnum() or after in '“"[…$£€'):
                return False
            return not _ELIDED.match(self.text, at) and self._single_closes_later(end)
        return False

    def _closes(self, mark: str, at: int, end: int, sign: str) -> bool:
        if mark in "'‘":
            return sign in "'’" and self._single_close(at, end)
        if mark in "«„":
            return sign == _CLOSER[mark]
        if sign in ("”", '"', "''"):
            if mark in ("''", "``") and sign == "”":
                return False
            if sign == "''" and mark not in ("''", "``"):
                return False
            return sign == "”" or not (self._before(at).isspace() and not self._after(end).isspace())
        return sign == "“" and mark in _DOUBLE and not self._opens(at, end, sign)

    def _stray(self, at: int, end: int, sign: str) -> bool:
        """A closing mark with nothing to close; inches and seconds (6'2") are no marks."""
        before, after = self._before(at), self._after(end)
        if sign not in ("”", '"') or (after.isalnum() and not self._turned(at, sign)):
            return False
        return not before.isdigit() and (sign == "”" or not before.isspace())

    def _turned(self, at: int, sign: str) -> bool:
        """Is it an opening mark set the wrong way round: a closing one with nothing before it?"""
        return sign == "”" and self._before(at).isspace()

    @cached_property
    def _later(self) -> list[int]:
        """Where a ' or ’ stands that could close a single quotation, possessives aside."""
        return [m.end() for m in _CLOSES_LATER.finditer(self.text, *self.span)]

    @cached_property
    def _single_closers(self) -> list[int]:
        found = _SINGLE.finditer(self.text, *self.span)
        return [m.start() for m in found if self._single_close(m.start(), m.end())]

    def _single_closes_later(self, start: int) -> bool:
        """Is there a ' or ’ later in the block that can close a single quotation?"""
        return _any_between(self._single_closers, start, start + _REACH)

    def _single_close(self, at: int, end: int) -> bool:
        before, after = self._before(at), self._after(end)
        if after.isalnum() or before.isspace():
            return False
        possessive = before == "s" and after == " " and self.text[end + 1 : end + 2].islower()
        return not (possessive and _any_between(self._later, end + 2, end + _REACH))


def _any_between(places: list[int], start: int, end: int) -> bool:
    i = bisect_left(places, start)
    return i < len(places) and places[i] < end


def quoted(document: Document) -> SpanIndex:
    """Return the places that are somebody else's words: quotations and block quotes."""
    spans = [part for q in document.quotes for part in q.parts]
    spans += [b.span for b in document.of(BlockKind.QUOTE)]
    return SpanIndex(spans)
