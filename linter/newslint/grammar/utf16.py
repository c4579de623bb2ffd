"""UTF-16 offsets, in which Java counts, and code points, in which newslint counts."""

from __future__ import annotations

from bisect import bisect_right


class Utf16Index:
    """Turns UTF-16 offsets into one text into code-point offsets.

    An offset that falls inside a character (between the halves of a surrogate pair) gives that character's start; one
    past the end gives the end.
    """

    def __init__(self, text: str) -> None:
        self._length = len(text)
        # where each astral character begins, in UTF-16 units; every one of them shifts what follows by one unit
        self._wide = [i + n for n, i in enumerate(i for i, c in enumerate(text) if c > "\uffff")]

    def code_point(self, unit: int) -> int:
        """Return the code-point offset of UTF-16 offset `unit`."""
        wide_before = bisect_right(self._wide, unit - 1)
        return min(unit - wide_before, self._length)


def utf16_length(text: str) -> int:
    """Return the length of `text` in UTF-16 code units."""
    return len(text) + sum(1 for c in text if c > "\uffff")
