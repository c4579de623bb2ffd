"""HTML and NITF: the words are replaced where they stand; one with tags or entities inside is left out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from newslint.document import Document
from newslint.finding import Fix
from newslint.writers import Written, encoded, splice


def write(document: Document, data: bytes, fixes: Sequence[Fix]) -> Written:
    """Put the fixes into the file, escaped as the format asks."""
    del data
    edits = []
    for fix in fixes:
        span = document.map.span(fix.span)
        if span.of(document.source) == fix.span.of(document.text):
            edits.append((span.start, span.end, escape(fix.text, quote=False)))
    return Written(encoded(document, splice(document.source, edits)), len(edits))
