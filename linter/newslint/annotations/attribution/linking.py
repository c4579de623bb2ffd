"""Quotations and their speakers over sentences and paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from newslint.annotations.attribution.parts import Found
from newslint.annotations.quotes import Quotation
from newslint.document import Document
from newslint.span import Span

LONG = 4  # words: a shorter quotation without a cue is a title, a nickname or scare quotes


def link_quotes(document: Document, found: list[Found]) -> list[Found]:
    """Give every quotation to a speaker: extend contents over whole quotations, carry speakers over."""
    for quotation in document.quotes:
        touching = [f for f in found if any(c.overlaps(p) for c in f.content for p in quotation.parts)]
        if touching:
            _extend(touching, quotation)
        else:
            _carry(document, found, quotation)
    for one in found:
        one.content = merged(one.content)
    return found


def merged(spans: Sequence[Span]) -> list[Span]:
    """Join spans that touch or overlap, in order."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end + 1 and span.start >= out[-1].start:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _extend(touching: list[Found], quotation: Quotation) -> None:
    """A content that reaches into a quotation holds all of it, unless source or cue stand inside."""
    outer = [f for f in touching if f.cue is None or not any(p.covers(f.cue) for p in quotation.parts)]
    if not outer:
        return
    one = min(outer, key=lambda f: (-sum(c.overlaps(p) for c in f.content for p in quotation.parts), f.span_start))
    grown = []
    for part in quotation.parts:
        stop = part.end
        start = part.start
        for f in (one,):
            for fixed in (f.cue, f.source):
                if fixed is not None and part.overlaps(fixed):
                    return
        grown.append(Span(start, stop))
    one.content += grown


def _carry(document: Document, found: list[Found], quotation: Quotation) -> None:
    text = document.text
    inner = " ".join(p.of(text) for p in quotation.parts)
    if len(inner.split()) < LONG:
        return
    if not _stands_alone(document, quotation):
        return
    block = next((i for i, b in enumerate(document.blocks) if b.span.start <= quotation.span.start < b.span.end), -1)
    if block < 0:
        return
    here = document.blocks[block].span
    before = [f for f in found if f.source and f.cue and here.start <= f.cue.start < quotation.span.start]
    if not before and quotation.span.start == here.start and block > 0:
        past = document.blocks[block - 1].span
        before = [f for f in found if f.source and f.cue and past.start <= f.cue.start < past.end and any('"' in c.of(text) or "“" in c.of(text) for c in f.content)]
    if before:
        max(before, key=lambda f: f.cue.start if f.cue else 0).content += list(quotation.parts)


def _stands_alone(document: Document, quotation: Quotation) -> bool:
    """Does the quotation begin where a sentence begins?"""
    return any(s.start == quotation.span.start for s in document.sentences)
