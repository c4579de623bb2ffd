"""What the terminal can do: colours and width. click does not heed NO_COLOR, so newslint does."""

from __future__ import annotations

import os
import shutil
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
    return max(60, min(120, shutil.get_terminal_size((100, 24)).columns))
