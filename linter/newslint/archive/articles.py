"""An article of an archive, and the document it is to the rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from newslint.document import Block, BlockKind, Document, Remark
from newslint.readers import read, read_text
from newslint.readers.structure import classify, dateline
from newslint.span import OffsetMap, Span

_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAK = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_GAP = "\n\n"
_DATE = re.compile(r"\s*(\d{4})(?:[-/.]?(\d{2})(?:[-/.]?(\d{2}))?)?(?!\d)")
_MILLISECONDS = 100_000_000_000  # a number above it counts them: the seconds of the year 5138


@dataclass(frozen=True, slots=True)
class Article:
    """One article: where it stands in the input, and what its columns say. `data` are the bytes of a draft's file."""

    id: str
    file: str
    row: int
    text: str = ""
    headline: str = ""
    date: str | None = None
    desk: str | None = None
    author: str | None = None
    data: bytes | None = None
    settings: int = 0


@dataclass(frozen=True, slots=True)
class Bad:
    """An article that cannot be checked, and why."""

    id: str
    file: str
    row: int
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Copy:
    """An article as a document; the first `head` characters of its source are the headline column and a gap."""

    document: Document
    head: int = 0


def clean(text: str) -> str:
    """Return text that can be written anywhere: a lone half of a surrogate pair becomes U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def plain(value: Any) -> str | None:
    """Return a column's value as text: None for nothing, the items of a list joined by semicolons."""
    if value is None or value == "":
        return None
    if isinstance(value, list | tuple):
        return "; ".join(p for v in value if (p := plain(v))) or None
    if isinstance(value, dict):
        return plain(value.get("name"))
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return clean(" ".join(str(value).split())) or None


def day(value: Any) -> str | None:
    """Return a date as text, as YYYY-MM-DD where it can be told; a number counts seconds or milliseconds since 1970."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 1_000_000_000:
        seconds = value / 1000 if abs(value) >= _MILLISECONDS else value
        try:
            return datetime.fromtimestamp(seconds, UTC).date().isoformat()
        except (OverflowError, OSError, ValueError):
            return plain(value)
    text = plain(value)
    found = _DATE.match(text) if text else None
    return "-".join(part for part in found.groups() if part) if found else text


def month(day: str | None) -> str | None:
    """Return the month of a day that `day` could tell."""
    return day[:7] if day and re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d{2})?", day) else None


def copy_of(article: Article, format: str, encoding: str | None) -> Copy:
    """Return the article as a document. Raises ReadError for a draft that cannot be read."""
    if article.data is not None:
        return Copy(read(article.data, article.file, encoding=encoding))
    body = read_text(article.text, article.id, format=format)
    headline = _BREAK.sub(" ", article.headline)
    if not headline.strip():
        return Copy(body)
    own = body.blocks[0] if body.blocks else None
    if own and _same(own.span.of(body.text), headline):  # the text begins with its headline
        named = _headed(body.text, [replace(own, kind=BlockKind.HEADLINE), *body.blocks[1:]])
        return Copy(replace(body, blocks=named, dateline=dateline(body.text, named)))
    return _joined(headline, body)


def _same(line: str, headline: str) -> bool:
    return " ".join(line.split()).rstrip(".").casefold() == " ".join(headline.split()).rstrip(".").casefold()


def _headed(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Name the blocks anew below a headline that is known; what was taken for one is part of the story."""
    first, *rest = blocks
    return classify(
        text, [first, *(replace(b, kind=BlockKind.BODY) if b.kind is BlockKind.HEADLINE else b for b in rest)]
    )


def _joined(headline: str, body: Document) -> Copy:
    """Put a headline above a body, every span of which moves down."""
    prefix = headline + _GAP
    n = len(prefix)

    def down(span: Span) -> Span:
        return Span(span.start + n, span.end + n)

    text = prefix + body.text
    start = len(headline) - len(headline.lstrip())
    top = Block(BlockKind.HEADLINE, Span(start, len(headline.rstrip())))
    blocks = _headed(text, [top, *(replace(b, span=down(b.span)) for b in body.blocks)])
    pieces = () if body.map.identity else ((0, 0, n), *((t + n, s + n, length) for t, s, length in body.map.pieces))
    joined = replace(
        body,
        source=prefix + body.source,
        text=text,
        blocks=blocks,
        map=OffsetMap(pieces),
        remarks=tuple(Remark(r.text, down(r.span)) for r in body.remarks),
        dateline=dateline(text, blocks),
        masked=tuple(down(s) for s in body.masked),
        emphasis=tuple(down(s) for s in body.emphasis),
        _facts={},
    )
    return Copy(joined, n)
