"""What stands between the wire and the server: messages of a sane size, and a log without the draft's words."""

from __future__ import annotations

import logging
from io import RawIOBase
from typing import IO

from newslint.errors import NewslintError

MAX_MESSAGE = 100_000_000  # bytes; the longest draft is 20 million, and JSON may write a character as six
_MAX_HEADER = 1_000


class WireError(NewslintError):
    """The editor sent what cannot be a message."""


class Wire(RawIOBase):
    """Standard input as the server reads it: no header line and no message larger than any editor sends."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw

    def readline(self, size: int | None = -1, /) -> bytes:
        """Return a header line, or a piece of one that is too long to be one."""
        del size
        return self._raw.readline(_MAX_HEADER)

    def read(self, size: int = -1, /) -> bytes:
        """Return the body of a message. Raises WireError when it says to be larger than any is."""
        if size > MAX_MESSAGE:
            raise WireError(
                f"the editor announced a message of more than {MAX_MESSAGE:,} bytes, so the server stopped; start it again."
            )
        return self._raw.read(size)


class Sober(logging.Formatter):
    """A log record in one line: what happened and the kind of error; pygls would add the message, which is the draft."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        what = str(record.msg).split("\n")[0].split("%")[0].strip(" \"':")
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        return f"newslint: {what}{f' ({kind})' if kind else ''}."


def sober_log() -> None:
    """Log warnings and errors to standard error, soberly."""
    handler = logging.StreamHandler()
    handler.setFormatter(Sober())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
