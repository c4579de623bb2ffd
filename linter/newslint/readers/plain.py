"""Plain text: blocks at blank lines or line ends, directives on lines of their own, structure by shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newslint import expressions
from newslint.document import Block, BlockKind, Document, Remark
from newslint.readers.structure import classify, dateline
from newslint.span import Span

_LINE = expressions.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_REMARK = expressions.compile(r"\s*#\s*(newslint\s*:.*?)\s*$", re.I)
_URL = expressions.compile(
    r"(?:https?://|www\.)[^\s<>\"”]*[^\s<>\"”.,;:!?)\]’']|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+|(?<![\w@])[@#]\w+"
)
_SIGNS = ("@", "#", "://", "www.")  # one of which is in every address, handle and hashtag
WRAP_MIN = 45
WRAP_MAX = 100


def read(source: str, path: str) -> Document:
    """Read a plain-text draft; offsets of text and file are the same."""
    remarks: list[Remark] = []
    blocks: list[Block] = []
    for i, chunk in enumerate(_chunks(source, remarks, blocks)):
        blocks += _cut(source, chunk, top=i == 0)
    blocks.sort(key=lambda b: b.span)
    named = classify(source, blocks)
    return Document(
        path=path,
        source=source,
        text=source,
        blocks=named,
        remarks=tuple(remarks),
        dateline=dateline(source, named),
        masked=urls(source),
    )


def urls(text: str) -> tuple[Span, ...]:
    """Return the spans of addresses, handles and hashtags: no prose."""
    if not any(sign in text for sign in _SIGNS):
        return ()
    return tuple(Span(*m.span()) for m in _URL.finditer(text))


def _chunks(source: str, remarks: list[Remark], blocks: list[Block]) -> Iterator[list[Span]]:
    """Yield runs of lines between blank lines; directives are put aside as remarks."""
    chunk: list[Span] = []
    for match in _LINE.finditer(source):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            if chunk:
                yield chunk
            chunk = []
            continue
        start = match.start() + len(line) - len(line.lstrip())
        span = Span(start, start + len(stripped))
        if directive := _REMARK.match(line):
            if chunk:
                yield chunk
            chunk = []
            remarks.append(Remark(directive.group(1), span))
            blocks.append(Block(BlockKind.REMARK, span))
            continue
        chunk.append(span)
    if chunk:
        yield chunk


def _cut(source: str, lines: list[Span], top: bool = False) -> list[Block]:
    """One block for hard-wrapped lines, else one block a line.

    At the top of a file two lines are headline and dek unless the second goes on in small letters.
    """
    if all(source[s.start] == ">" for s in lines):
        return [Block(BlockKind.QUOTE, Span(s.start + 1, s.end)) for s in lines if s.end > s.start + 1]
    stacked = top and len(lines) == 2 and not source[lines[1].start].islower()
    if len(lines) > 1 and _wrapped(lines) and not stacked:
        return [Block(BlockKind.BODY, Span(lines[0].start, lines[-1].end))]
    return [Block(BlockKind.BODY, s) for s in lines]


def _wrapped(lines: list[Span]) -> bool:
    """Hard-wrapped prose: every line but the last is nearly full and none is long."""
    full = [s.end - s.start for s in lines[:-1]]
    return max(s.end - s.start for s in lines) <= WRAP_MAX and min(full) >= WRAP_MIN and max(full) - min(full) <= 30
