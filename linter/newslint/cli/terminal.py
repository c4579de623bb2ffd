"""What the terminal can do: colours and width. click does not heed NO_COLOR, so newslint does."""

from __future__ import annotations

import os
import sys
from typing import IO, Any


def color_wanted(choice: str, stream: IO[Any]) -> bool:
    """Decide on colours: --color, then NO_COLOR, FORCE_COLOR or CLICOLOR_FORCE, TERM=dumb, and whether it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE"):
        return True
    return os.environ.get("TERM") != "dumb" and stream.isatty()


def width() -> int:
    """Columns to print in: the terminal's, between 60 and 120."""
    given = os.environ.get("COLUMNS", "")
    columns = int(given) if given.isdecimal() else 0
    if columns <= 0:
        try:
            columns = os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 0
        except (ValueError, OSError):  # closed, or no terminal
            columns = 0
    return max(60, min(120, columns or 100))
