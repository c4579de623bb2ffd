"""Plain text and Markdown: offsets of text and file are the same."""

from __future__ import annotations

from collections.abc import Sequence

from newslint.document import Document
from newslint.finding import Fix
from newslint.writers import Written, encoded, splice


def write(document: Document, data: bytes, fixes: Sequence[Fix]) -> Written:
    """Put the fixes into the file; one whose words hold markup (masked in the text) is left out."""
    del data
    safe = [f for f in fixes if f.span.of(document.text) == f.span.of(document.source)]
    text = splice(document.source, [(f.span.start, f.span.end, f.text) for f in safe])
    return Written(encoded(document, text), len(safe))
