"""Drafts from disk."""

from __future__ import annotations

from pathlib import Path

from newslint.document import Document
from newslint.errors import ReadError
from newslint.readers import read

MAX_BYTES = 20_000_000  # a draft larger than that is none; checking it takes minutes and gigabytes


def read_bytes(path: Path, limit: int | None = None) -> bytes:
    """Read a file from disk, up to `limit` bytes when one is given. Raises ReadError with what to do."""
    try:
        with path.open("rb") as file:
            data = file.read(-1 if limit is None else limit + 1)
            if limit is not None and len(data) > limit:
                size = max(path.stat().st_size, len(data))
                raise ReadError(
                    f"{path}: {size:,} bytes, more than newslint reads of one draft ({limit:,}); "
                    f"split it, or allow it with --max-bytes {size}."
                )
            return data
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file; check the name.") from None
    except IsADirectoryError:
        raise ReadError(f"{path}: is a directory; name the drafts in it.") from None
    except OSError as e:
        raise ReadError(f"{path}: cannot be read: {e.strerror or e}; see that you may read it.") from None


def read_file(path: Path, *, encoding: str | None = None) -> Document:
    """Read a draft from disk. Raises ReadError with what to do."""
    return read(read_bytes(path), str(path), encoding=encoding)
