"""Fixes and comments into files, one format a file. What a writer does not touch stays byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import cast

from newslint.document import Document
from newslint.errors import NewslintError
from newslint.finding import Fix
from newslint.records import dataclass

# format -> module with write(document, data, fixes) -> Written
WRITERS = {
    "text": "newslint.writers.plain",
    "markdown": "newslint.writers.plain",
    "html": "newslint.writers.markup",
    "nitf": "newslint.writers.markup",
    "docx": "newslint.writers.docx",
}


class WriteError(NewslintError):
    """Fixes or comments cannot be written into a draft."""


@dataclass(frozen=True, slots=True)
class Written:
    """The new bytes of a file and how many of the fixes are in them."""

    data: bytes
    count: int


def write_fixes(document: Document, data: bytes, fixes: Sequence[Fix]) -> Written:
    """Return the file with the fixes applied. Raises WriteError for a format newslint cannot write."""
    if document.format not in WRITERS:
        raise WriteError(
            f"{document.path}: fixes cannot be written into {document.format}; newslint writes {', '.join(WRITERS)}. "
            "Apply them by hand, or save the draft in one of these."
        )
    return cast(Written, import_module(WRITERS[document.format]).write(document, data, fixes))


def splice(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """Return text with (start, end, replacement) edits made; they are in order and do not overlap."""
    out: list[str] = []
    at = 0
    for start, end, new in edits:
        out += [text[at:start], new]
        at = end
    return "".join([*out, text[at:]])


def encoded(document: Document, text: str) -> bytes:
    """Return text in the encoding the draft came in, its byte order mark kept. Raises WriteError when it has no room for it."""
    try:
        return document.bom + text.encode(document.encoding)
    except UnicodeEncodeError as e:
        raise WriteError(
            f"{document.path}: “{text[e.start : e.end]}” cannot be written in {document.encoding}; save the draft as UTF-8 first."
        ) from None
