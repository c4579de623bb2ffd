"""Positions: one span type inside the program, lines and columns only at its edge.

Offsets are code points, 0-based, end exclusive. Lines and columns are 1-based.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

ColumnUnit = Literal["codepoints", "utf16", "utf8"]


class Span(NamedTuple):
    """A stretch of text: ``text[start:end]``, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words this span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class SpanIndex:
    """Answers "is this place inside one of these spans?" in logarithmic time.

    The spans are merged where they touch or overlap.
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: Sequence[int]
        self._ends: Sequence[int]
        self._starts, self._ends = _merged(spans)
        if len(self._starts) > _MANY:  # numbers of a long draft, each an object in a list
            from array import array

            self._starts, self._ends = array("q", self._starts), array("q", self._ends)

    def __bool__(self) -> bool:
        return bool(self._starts)

    def overlaps(self, span: Span) -> bool:
        """Tell whether any character of `span` is inside."""
        i = bisect_right(self._ends, span.start)
        return i < len(self._starts) and self._starts[i] < max(span.end, span.start + 1)

    def covers(self, span: Span) -> bool:
        """Tell whether all of `span` is inside one merged stretch."""
        i = bisect_right(self._starts, span.start) - 1
        return i >= 0 and span.end <= self._ends[i]


def _merged(spans: Iterable[Span]) -> tuple[list[int], list[int]]:
    """Return the starts and the ends of the spans, merged where they touch or overlap."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        elif start < end:
            starts.append(start)
            ends.append(end)
    return starts, ends


_MANY = 1_000


class Position(NamedTuple):
    """A place as people count it: both numbers start at 1."""

    line: int
    column: int


class LineIndex:
    """Turns offsets into lines and columns, in the unit an output format asks for.

    Lines end at ``\\n``, ``\\r\\n`` or a lone ``\\r`` and nowhere else; U+2028 and form feeds are characters.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        i, n = 0, len(text)
        if "\r" not in text:
            while (i := text.find("\n", i) + 1) > 0:
                self._starts.append(i)
            return
        while i < n:
            c = text[i]
            i += 1
            if c == "\n" or (c == "\r" and (i == n or text[i] != "\n")):
                self._starts.append(i)

    def position(self, offset: int, unit: ColumnUnit = "codepoints") -> Position:
        """Return line and column of `offset`, the column counted in `unit`, both from 1."""
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        if unit == "codepoints":
            return Position(line + 1, offset - start + 1)
        return Position(line + 1, width(self._text[start:offset], unit) + 1)

    def line_span(self, line: int) -> Span:
        """Return the span of line `line` (from 1), its line break left out."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        while end > start and self._text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a 1-based line and code-point column."""
        return self._starts[line - 1] + column - 1

    def __len__(self) -> int:
        return len(self._starts)


def width(text: str, unit: ColumnUnit) -> int:
    """Return the length of `text` in code points, UTF-16 code units or UTF-8 bytes."""
    if unit == "utf16":
        return len(text) + sum(1 for c in text if c > "\uffff")
    if unit == "utf8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text)


class OffsetMap:
    """Maps offsets of a document's text back to offsets of the decoded file.

    `pieces` are ``(text_start, source_start, length)`` in ascending order of `text_start`. A positive length is so
    many characters that stand in the file as they are; a negative one is markup of that length that stands for
    the characters (an entity), and belongs to them whole; 0 is a character a reader put in (a line break
    between blocks). An empty map is the identity, which is what plain text and Markdown have: their markup is
    masked, never removed.
    """

    def __init__(self, pieces: Sequence[tuple[int, int, int]] = ()) -> None:
        self._pieces = tuple(pieces)
        self._starts = [p[0] for p in self._pieces]

    @property
    def identity(self) -> bool:
        """True when text and file offsets are the same."""
        return not self._pieces

    @property
    def pieces(self) -> tuple[tuple[int, int, int], ...]:
        """The pieces the map is made of."""
        return self._pieces

    def start(self, offset: int) -> int:
        """Map the offset of a span's first character."""
        if not self._pieces:
            return offset
        text, source, length = self._piece(offset)
        return source if length <= 0 else source + min(max(offset - text, 0), length)

    def span(self, span: Span) -> Span:
        """Map a span; its end is the end of its last character, so no markup behind it is included."""
        if not self._pieces:
            return span
        start = self.start(span.start)
        if span.end <= span.start:
            return Span(start, start)
        text, source, length = self._piece(span.end - 1)
        end = source - length if length <= 0 else source + min(max(span.end - text, 0), length)
        return Span(start, max(start, end))

    def back(self, offset: int) -> int:
        """Return the text offset of the first piece that stands at or after `offset` in the file."""
        if not self._pieces:
            return offset
        for text, source, length in self._pieces:
            if source + abs(length) > offset:
                return text + (max(0, offset - source) if length > 0 else 0)
        return self._pieces[-1][0] + max(self._pieces[-1][2], 0)

    def through(self, outer: OffsetMap) -> OffsetMap:
        """Return the map from this text to the file that `outer` maps to (HTML inside a JSON string)."""
        if outer.identity:
            return self
        pieces: list[tuple[int, int, int]] = []
        for text, source, length in self._pieces:
            if length <= 0:
                whole = outer.span(Span(source, source - length))
                pieces.append((text, whole.start, whole.start - whole.end))
            else:
                pieces += outer.cut(text, source, length)
        return OffsetMap(pieces)

    def cut(self, text: int, start: int, length: int) -> list[tuple[int, int, int]]:
        """Return the pieces for ``start:start+length`` of this map's text, renumbered to begin at `text`."""
        out: list[tuple[int, int, int]] = []
        at, end = start, start + length
        while at < end:
            i = max(bisect_right(self._starts, at) - 1, 0)
            piece_text, source, piece_length = self._pieces[i]
            stop = self._starts[i + 1] if i + 1 < len(self._starts) else end
            taken = max(min(stop, end) - at, 1)
            if piece_length <= 0:
                out.append((text + at - start, source, piece_length))
            else:
                out.append((text + at - start, source + at - piece_text, min(taken, piece_length - (at - piece_text))))
            at += taken
        return out

    def _piece(self, offset: int) -> tuple[int, int, int]:
        return self._pieces[max(bisect_right(self._starts, offset) - 1, 0)]
