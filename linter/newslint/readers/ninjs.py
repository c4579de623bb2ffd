"""ninjs, the news industry's JSON: headline, byline and body_html or body_text, field by field.

A string of JSON and the HTML in it are two layers of writing; the map goes through both, so a finding stands where
its words stand in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newslint import expressions
from newslint.document import Block, BlockKind, Document, Remark
from newslint.errors import ReadError
from newslint.readers.html import VOCABULARY
from newslint.readers.markup import Extract, extract
from newslint.readers.plain import urls
from newslint.readers.structure import classify, dateline
from newslint.records import dataclass
from newslint.span import OffsetMap, Span

_STRING = expressions.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = expressions.compile(r"\\(?:u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|(.))", re.S)
_COLON = expressions.compile(r"\s*:")
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_FIELDS = {
    "headline": BlockKind.HEADLINE,
    "subheadline": BlockKind.DEK,
    "description_text": BlockKind.DEK,
    "byline": BlockKind.BYLINE,
    "located": BlockKind.DATELINE,
}
_BODIES = ("body_html", "body_xhtml", "body_text", "bodies")


@dataclass(frozen=True, slots=True)
class _Value:
    """A string value of the top-level object: its key, its text, and the map to the file."""

    key: str
    text: str
    map: OffsetMap


def read(source: str, path: str) -> Document:
    """Read a ninjs item. Raises ReadError for broken JSON and for JSON that holds no story."""
    import json

    try:
        item = json.loads(source)
    except ValueError as e:
        line, what = getattr(e, "lineno", 1), getattr(e, "msg", str(e))
        raise ReadError(f"{path}:{line}: not valid JSON ({what}); mend it.") from None
    except RecursionError:
        raise ReadError(f"{path}:1: JSON nested too deep to be a ninjs item; flatten it.") from None
    values = {v.key: v for v in _values(source)} if isinstance(item, dict) else {}
    fields = [values[k] for k in _FIELDS if k in values]
    body = next((values[k] for k in _BODIES if k in values), None)
    if body is None and "headline" not in values:
        raise ReadError(
            f"{path}: no ninjs item: it has neither a headline nor body_html or body_text; name its format with a fitting file ending."
        )
    return _document(source, path, fields, body)


def _document(source: str, path: str, fields: list[_Value], body: _Value | None) -> Document:
    texts: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    blocks: list[Block] = []
    remarks: list[Remark] = []
    emphasis: list[Span] = []
    length = 0

    def add(found: Extract, mapped: OffsetMap, kind: BlockKind | None) -> None:
        nonlocal length
        pieces.extend((t + length, s, n) for t, s, n in mapped.pieces)
        for b in found.blocks:
            blocks.append(
                Block(
                    kind or (BlockKind.HEADING if b.kind is BlockKind.HEADLINE else b.kind),
                    Span(b.span.start + length, b.span.end + length),
                )
            )
        remarks.extend(Remark(r.text, Span(r.span.start + length, r.span.end + length)) for r in found.remarks)
        emphasis.extend(Span(s.start + length, s.end + length) for s in found.emphasis)
        texts.append(found.text + "\n")
        length += len(found.text)
        pieces.append((length, mapped.span(Span(0, len(found.text))).end, 0))
        length += 1

    for value in fields:
        found = _plain(value.text)
        add(found, found.map.through(value.map), _FIELDS[value.key])
    if body is not None:
        found = extract(body.text, VOCABULARY) if body.key != "body_text" else _plain(body.text)
        add(found, found.map.through(body.map), None)
    text = "".join(texts)
    named = classify(text, blocks)
    return Document(
        path=path,
        source=source,
        text=text,
        blocks=named,
        format="ninjs",
        map=OffsetMap(pieces),
        remarks=tuple(remarks),
        dateline=dateline(text, named),
        masked=urls(text),
        emphasis=tuple(emphasis),
    )


def _plain(text: str) -> Extract:
    """Plain text of a field: one block a paragraph."""
    blocks = [Block(BlockKind.BODY, Span(*m.span())) for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    return Extract(text, tuple(blocks), OffsetMap([(0, 0, len(text))]), (), ())


def _values(source: str) -> Iterator[_Value]:
    """Yield the string values of the top-level object, in order. `source` is valid JSON."""
    depth = 0
    key: str | None = None
    i = 0
    while i < len(source):
        c = source[i]
        if c == '"':
            m = _STRING.match(source, i)
            assert m is not None  # it is valid JSON
            if depth == 1:
                if key is None and _COLON.match(source, m.end()):
                    key = decode(m.group(1), 0)[0]
                elif key is not None:
                    text, mapping = decode(m.group(1), m.start(1))
                    yield _Value(key, text, mapping)
                    key = None
            i = m.end()
            continue
        if c in "{[":
            depth += 1
        elif c in "}]":
            depth -= 1
        elif c == "," and depth == 1:
            key = None
        i += 1


def decode(written: str, at: int) -> tuple[str, OffsetMap]:
    """Return the text of a JSON string written at `at` of the file, and its map: an escape belongs whole to its character."""
    out: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    length = end = 0
    for m in _ESCAPE.finditer(written):
        if m.start() > end:
            out.append(written[end : m.start()])
            pieces.append((length, at + end, m.start() - end))
            length += m.start() - end
        c, width = _unescaped(m)
        out.append(c)
        pieces.append((length, at + m.start(), -width))
        length += len(c)
        end = m.start() + width
        if end < m.end():  # a lone surrogate followed by another escape
            tail, more = decode(written[end : m.end()], at + end)
            out.append(tail)
            pieces += [(t + length, s, n) for t, s, n in more.pieces]
            length += len(tail)
            end = m.end()
    if end < len(written):
        out.append(written[end:])
        pieces.append((length, at + end, len(written) - end))
    return "".join(out), OffsetMap(pieces or [(0, at, 0)])


def _unescaped(m: re.Match[str]) -> tuple[str, int]:
    """The character of an escape and how much of the writing it takes; a lone surrogate becomes U+FFFD."""
    first, second, simple = m.groups()
    if simple is not None:
        return _SIMPLE.get(simple, simple), 2
    code = int(first, 16)
    if 0xD800 <= code < 0xDC00 and second:
        return chr(0x10000 + ((code - 0xD800) << 10) + (int(second, 16) - 0xDC00)), 12
    return ("\ufffd" if 0xD800 <= code < 0xE000 else chr(code)), 6
