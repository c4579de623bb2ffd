"""Drafts from disk."""

from __future__ import annotations

from pathlib import Path

from newslint.document import Document
from newslint.errors import ReadError
from newslint.readers import read


def read_bytes(path: Path) -> bytes:
    """Read a file from disk. Raises ReadError with what to do."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file; check the name.") from None
    except IsADirectoryError:
        raise ReadError(f"{path}: is a directory; name the drafts in it.") from None
    except OSError as e:
        raise ReadError(f"{path}: cannot be read: {e.strerror or e}.") from None


def read_file(path: Path, *, encoding: str | None = None) -> Document:
    """Read a draft from disk. Raises ReadError with what to do."""
    return read(read_bytes(path), str(path), encoding=encoding)
