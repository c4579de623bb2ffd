"""The container the trained tables lie in: named sections of one memory-mapped file.

Layout: ``NLT1``, the length of the header as a little-endian u32, a JSON header ``{name: [offset, length]}``,
then the sections, each at a multiple of 8 bytes from the end of the header. Numbers are little-endian.
"""

from __future__ import annotations

import json
import mmap
import struct
import sys
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import cast

DATA = Path(__file__).parent / "data"


class Tables:
    """One container, opened once and read where it lies; nothing is copied but what is asked for as text."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        if bytes(self._view[:4]) != b"NLT1":
            raise ValueError(f"{path}: not a newslint table")
        (size,) = struct.unpack_from("<I", self._view, 4)
        self._base = 8 + size
        self._index: dict[str, list[int]] = json.loads(bytes(self._view[8 : self._base]))

    def raw(self, name: str) -> memoryview:
        """Return a section as bytes, in place."""
        offset, length = self._index[name]
        return self._view[self._base + offset : self._base + offset + length]

    def numbers(self, name: str, code: str) -> Sequence[int]:
        """Return a section as unsigned numbers: `code` is ``H`` (16 bits) or ``I`` (32 bits)."""
        if sys.byteorder == "little":
            return cast("Sequence[int]", self.raw(name).cast(code))  # type: ignore[call-overload]
        swapped = array(code, self.raw(name).tobytes())
        swapped.byteswap()
        return swapped

    def lines(self, name: str) -> list[str]:
        """Return a section of words, one a line."""
        return bytes(self.raw(name)).decode("utf-8").split("\n")
