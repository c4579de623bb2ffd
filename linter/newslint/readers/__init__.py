"""Bytes to Document, one format a file. A new format is one module here and one line in READERS."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from types import ModuleType
from typing import cast

from newslint.document import Document
from newslint.errors import ReadError
from newslint.readers.decode import declared_encoding, decode
from newslint.records import replace

# format name -> (module, file name endings). A module reads text (``read``) or bytes (``read_bytes``).
READERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "text": ("newslint.readers.plain", (".txt", ".text")),
    "markdown": ("newslint.readers.markdown", (".md", ".markdown", ".mdown")),
    "html": ("newslint.readers.html", (".html", ".htm", ".xhtml")),
    "docx": ("newslint.readers.docx", (".docx", ".docm", ".dotx")),
    "odt": ("newslint.readers.odt", (".odt", ".ott")),
    "rtf": ("newslint.readers.rtf", (".rtf",)),
    "ninjs": ("newslint.readers.ninjs", (".ninjs", ".json")),
    "nitf": ("newslint.readers.nitf", (".nitf", ".xml")),
}
# formats whose lines are paragraphs: findings are counted by paragraph and column
PARAGRAPH_FORMATS = frozenset({"docx", "odt", "rtf"})
# endings that a folder is not searched for: too many of them are no drafts
_ONLY_NAMED = frozenset({".json", ".xml"})


def format_of(path: str) -> str | None:
    """Return the format a file name stands for, or None when newslint has no reader for it."""
    ending = PurePath(path).suffix.lower()
    return next((name for name, (_, endings) in READERS.items() if ending in endings), None)


def endings() -> tuple[str, ...]:
    """Return the file name endings that newslint looks for in a folder."""
    return tuple(e for _, es in READERS.values() for e in es if e not in _ONLY_NAMED)


def read(data: bytes, path: str, *, encoding: str | None = None, format: str | None = None) -> Document:
    """Read the bytes of a draft. A name with an unknown ending is read as plain text.

    Raises ReadError for binary data, bytes that are not text in the encoding, and an unknown format.
    """
    name, module = _module(path, format)
    if hasattr(module, "read_bytes"):
        return cast(Document, module.read_bytes(data, path))
    declared = encoding or (declared_encoding(data) if name in ("html", "nitf") else None)
    decoded = decode(data, path, declared)
    document = cast(Document, module.read(decoded.text, path))
    return replace(document, encoding=decoded.encoding, bom=decoded.bom)


def read_text(text: str, path: str = "<text>", *, format: str | None = None) -> Document:
    """Read a draft that is already text. Raises ReadError for a format that is not text."""
    name, module = _module(path, format)
    if hasattr(module, "read_bytes"):
        raise ReadError(f"{path}: {name} is no text format; give its bytes.")
    return cast(Document, module.read(text, path))


def _module(path: str, format: str | None) -> tuple[str, ModuleType]:
    name = format or format_of(path) or "text"
    if name not in READERS:
        raise ReadError(f"{path}: no reader for the format “{name}”; newslint reads {', '.join(READERS)}.")
    return name, import_module(READERS[name][0])
