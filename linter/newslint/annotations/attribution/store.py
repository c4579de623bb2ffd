"""The trained model as a file: hashed keys and small weights, read where they lie, nothing parsed at load.

A file holds named sections. A table is two of them: sorted 32-bit key hashes, and as many rows of one byte a
weight (128 stands for zero). Sums of rows are made on Python integers with one 16-bit lane a weight, so that
one addition adds a whole row; the bias of 128 is the same in every lane and falls out of every comparison.
"""

from __future__ import annotations

import mmap
import sys
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from struct import Struct

MAGIC = b"NLM1"
_ENTRY = Struct("<16sII")
_MULTIPLY = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1


def hash32(key: int) -> int:
    """Fold a feature key to the 32 bits under which the model stores it."""
    return ((key * _MULTIPLY) & _MASK) >> 32


def write_sections(path: Path, sections: dict[str, bytes]) -> None:
    """Write a model file, all of it at once: one that is in use is mapped, and keeps what it had."""
    at = 8 + _ENTRY.size * len(sections)
    head = bytearray(MAGIC + len(sections).to_bytes(4, "little"))
    for name, data in sections.items():
        head += _ENTRY.pack(name.encode(), at, len(data))
        at += len(data)
    from newslint.atomic import write_bytes

    write_bytes(path, bytes(head) + b"".join(sections.values()))


def read_sections(path: Path) -> dict[str, memoryview]:
    """Open a model file: each section's bytes by name, mapped, so that only what is looked up is read."""
    with path.open("rb") as handle:
        data = memoryview(mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ))
    if bytes(data[:4]) != MAGIC:
        raise ValueError(f"{path} is no newslint model")
    out: dict[str, memoryview] = {}
    for i in range(int.from_bytes(data[4:8], "little")):
        name, at, size = _ENTRY.unpack_from(data, 8 + i * _ENTRY.size)
        out[name.rstrip(b"\0").decode()] = data[at : at + size]
    return out


def numbers(data: memoryview, kind: str = "I") -> Sequence[int]:
    """Read little-endian numbers of `kind` (as in the array module): where they lie, on little-endian machines."""
    if sys.byteorder == "little":
        return data.cast(kind)  # type: ignore[call-overload,no-any-return]
    out = array(kind, bytes(data))
    out.byteswap()
    return out


class Weights(dict[int, int]):
    """Feature key → its row as one integer of 16-bit lanes, shifted up by `shift` lanes; 0 for a key without weights.

    Rows are looked up on first use and kept. When there are very many, as over an archive or in a service that runs
    for weeks, the table begins anew and takes from the one before only what is asked for again.
    """

    LIMIT = 100_000

    def __init__(self, keys: Sequence[int], rows: memoryview, width: int, shift: int = 0) -> None:
        super().__init__()
        self._keys = keys
        self._rows = rows
        self._width = width
        self._shift = 16 * shift
        self._before: dict[int, int] = {}
        # where the keys of each first byte begin: the rest of a search is among a 256th of the keys
        self._starts = [*(bisect_left(keys, first << 24) for first in range(256)), len(keys)]

    def __missing__(self, key: int) -> int:
        if len(self) >= self.LIMIT:
            self.trim()
        value = self._before.get(key, -1) if self._before else -1
        if value < 0:
            value = self.row(key)
        self[key] = value
        return value

    def row(self, key: int) -> int:
        """Look a row up without keeping it."""
        keys, width = self._keys, self._width
        hashed = ((key * _MULTIPLY) & _MASK) >> 32
        first = hashed >> 24
        end = self._starts[first + 1]
        i = bisect_left(keys, hashed, self._starts[first], end)
        if i == end or keys[i] != hashed:
            return 0
        wide = bytearray(2 * width)
        at = i * width
        wide[::2] = self._rows[at : at + width]
        return int.from_bytes(wide, "little") << self._shift

    def forget(self) -> None:
        """Begin anew, with nothing to take from."""
        self._before = {}
        self.clear()

    def trim(self) -> None:
        """Begin anew when there are very many rows."""
        if len(self) >= self.LIMIT:
            self._before = dict(self)
            self.clear()


def table(sections: dict[str, memoryview], name: str, width: int, shift: int = 0) -> Weights:
    """Return the table `name` of a model file."""
    return Weights(numbers(sections[name + ".keys"]), sections[name + ".rows"], width, shift)
