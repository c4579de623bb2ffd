"""Bytes to Document, one format a file. A new format is one module here and one line in READERS."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from newslint.document import Document
from newslint.errors import ReadError
from newslint.readers.decode import decode

Reader = Callable[[str, str], Document]

# format name -> (module, file name endings)
READERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "text": ("newslint.readers.plain", (".txt", ".text")),
    "markdown": ("newslint.readers.markdown", (".md", ".markdown", ".mdown")),
}


def format_of(path: str) -> str | None:
    """Return the format a file name stands for, or None when newslint has no reader for it."""
    ending = PurePath(path).suffix.lower()
    return next((name for name, (_, endings) in READERS.items() if ending in endings), None)


def endings() -> tuple[str, ...]:
    """Return the file name endings newslint reads."""
    return tuple(e for _, es in READERS.values() for e in es)


def read(data: bytes, path: str, *, encoding: str | None = None, format: str | None = None) -> Document:
    """Read the bytes of a draft. A name with an unknown ending is read as plain text.

    Raises ReadError for binary data, bytes that are not text in the encoding, and an unknown format.
    """
    name = format or format_of(path) or "text"
    if name not in READERS:
        raise ReadError(f"{path}: no reader for the format “{name}”; newslint reads {', '.join(READERS)}.")
    reader: Reader = import_module(READERS[name][0]).read
    return reader(decode(data, path, encoding), path)


def read_text(text: str, path: str = "<text>", *, format: str | None = None) -> Document:
    """Read a draft that is already text."""
    name = format or format_of(path) or "text"
    if name not in READERS:
        raise ReadError(f"{path}: no reader for the format “{name}”; newslint reads {', '.join(READERS)}.")
    reader: Reader = import_module(READERS[name][0]).read
    return reader(text, path)
