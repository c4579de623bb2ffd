"""Bytes to text: UTF-8 unless a byte order mark or the user says otherwise. Never guesses."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from newslint.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive; if it is a Word or OpenDocument file, its name must end in .docx or .odt",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\xd0\xcf\x11\xe0": "an old Word or Office document",
    b"{\\rtf": "an RTF document",
}


_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding=["']([\w-]+)|<meta[^>]{0,200}?charset=["']?\s*([\w-]+)""", re.I)


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding an HTML or XML file says it is in, if Python knows it, in its first two kilobytes."""
    m = _DECLARED.search(data[:2048])
    name = (m.group(1) or m.group(2)).decode("ascii") if m else ""
    try:
        found = codecs.lookup(name).name if name else None
    except LookupError:
        return None
    return None if found is not None and found.startswith("utf-16") else found  # readable as ASCII, so it is not


class Decoded(NamedTuple):
    """Text, the encoding it came in, and the byte order mark that stood before it."""

    text: str
    encoding: str = "utf-8"
    bom: bytes = b""


def decode(data: bytes, path: str, encoding: str | None = None) -> Decoded:
    """Return the text of `data`; a byte order mark is dropped and counts for nothing in offsets.

    Raises ReadError, saying which encoding was tried, when the bytes are not text in it.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(_decoded(data[len(mark) :], path, name, "its byte order mark says"), name, mark)
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise ReadError(f"{path}: this is {what}, not text; save the draft as text or Markdown.")
    if encoding is None and b"\0" in data[:8192]:
        raise ReadError(f"{path}: this is a binary file, not a draft; if it is UTF-16 text, say --encoding utf-16.")
    if encoding is None:
        return Decoded(_decoded(data, path, "utf-8", None))
    try:
        "a".encode(encoding)  # codecs.lookup would take rot13 and base64 for encodings of text
    except LookupError:
        raise ReadError(f"{path}: “{encoding}” is not an encoding Python knows; try utf-8, cp1252 or utf-16.") from None
    return Decoded(_decoded(data, path, encoding, "--encoding says").removeprefix("\ufeff"), encoding)


def _decoded(data: bytes, path: str, encoding: str, because: str | None) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as e:
        at = f"byte {e.start + 1}" if isinstance(e, UnicodeDecodeError) else "its bytes"
        line = data.count(b"\n", 0, e.start) + 1 if isinstance(e, UnicodeDecodeError) else 1
        why = f"{encoding} ({because})" if because else encoding
        raise ReadError(
            f"{path}:{line}: not {why} text ({at}); save it as UTF-8 or name its encoding, "
            "for example --encoding cp1252."
        ) from None
