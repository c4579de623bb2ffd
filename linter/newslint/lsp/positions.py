"""Spans to editor ranges and back, in the position encoding the client chose."""

from __future__ import annotations

from lsprotocol import types

from newslint.document import Document
from newslint.span import ColumnUnit, Span

UNITS: dict[str, ColumnUnit] = {"utf-8": "utf8", "utf-16": "utf16", "utf-32": "codepoints"}


def unit_of(encoding: str | None) -> ColumnUnit:
    """Return the column unit of a negotiated position encoding; UTF-16 unless one was agreed on."""
    return UNITS.get(encoding or "utf-16", "utf16")


def range_of(document: Document, span: Span, unit: ColumnUnit) -> types.Range:
    """Return the editor range (0-based, end exclusive) of a span of the document's text."""
    at = document.map.span(span)
    start, end = document.lines.position(at.start, unit), document.lines.position(at.end, unit)
    return types.Range(
        start=types.Position(line=start.line - 1, character=start.column - 1),
        end=types.Position(line=end.line - 1, character=end.column - 1),
    )


def overlap(a: types.Range, b: types.Range) -> bool:
    """Tell whether two editor ranges touch; an empty range is a place."""

    def key(p: types.Position) -> tuple[int, int]:
        return (p.line, p.character)

    return key(a.start) <= key(b.end) and key(b.start) <= key(a.end)
