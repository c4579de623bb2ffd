"""Markdown with front matter, masked in place: markup becomes spaces, so every offset stays what it was.

Follows CommonMark's block rules (fences, indented code, ATX and Setext headings, quotes, lists, HTML blocks)
as far as prose needs: what is no prose is masked, what is prose keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newslint import expressions
from newslint.document import Block, BlockKind, Document, Remark
from newslint.errors import ReadError
from newslint.readers.plain import urls
from newslint.readers.structure import classify, dateline
from newslint.records import dataclass, field
from newslint.span import Span, SpanIndex

_LINE = expressions.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_FENCE = expressions.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = expressions.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_ATX_END = expressions.compile(r"[ \t]+#+[ \t]*$")
_SETEXT = expressions.compile(r" {0,3}(=+|-+)\s*$")
_RULE = expressions.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\s*$")
_QUOTE = expressions.compile(r"(?: {0,3}>[ ]?)+")
_ITEM = expressions.compile(r" *(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_TABLE = expressions.compile(r"\s*\|?[ :|-]*-{3,}[ :|-]*\|?\s*$")
_DEFINITION = expressions.compile(r" {0,3}\[[^\]]+\]:\s*\S")
_COMMENT = expressions.compile(r"<!--(.*?)-->", re.S)
_DIRECTIVE = expressions.compile(r"\s*(newslint\s*:.*?|vale\s+(?:off|on|[\w.-]+(?:\[.*\])?\s*=.*?))\s*$", re.I | re.S)
_IMAGE = expressions.compile(
    r"!\[([^\[\]]*)\](?:\([^()\s]*(?:\([^()]*\)[^()]*)*(?:\s+[\"'][^\"']*[\"'])?\)|\[[^\]]*\])?"
)
_LINK = expressions.compile(
    r"\[((?:[^\[\]\\]|\\.)*)\](?:\(\s*<?[^()\s]*(?:\([^()]*\)[^()]*)*>?(?:\s+[\"'(][^\"')]*[\"')])?\s*\)|\[[^\]]*\])"
)
_CODE = expressions.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
_TICKED = expressions.compile(r"(?<!`)`[^`]+`(?!`)")
_TAG = expressions.compile(r"</?[A-Za-z][^<>\n]*>|<(?:https?|mailto)[^<>\s]*>")
_ENTITY = expressions.compile(r"&(?:nbsp|#160|ensp|emsp|thinsp);")
_STRONG = expressions.compile(r"(\*{2,3}|_{2,3})(?=\S)(.+?)(?<=\S)\1", re.S)
_EMPHASIS = expressions.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?!\w)|(?<![\w_])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?!\w)", re.S
)
_ESCAPE = expressions.compile(r"\\(?=[!-/:-@\[-`{-~])")
_FOOTNOTE = expressions.compile(r"\[\^[^\]]+\]:?")


@dataclass
class _Draft:
    """What grows while the lines are read: masked characters, blocks, remarks, emphasis."""

    source: str
    chars: list[str]
    blocks: list[Block] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    masked: list[Span] = field(default_factory=list)
    emphasis: list[Span] = field(default_factory=list)

    def mask(self, start: int, end: int) -> None:
        """Put spaces in place of markup; line breaks stay."""
        for i in range(start, end):
            if self.chars[i] not in "\r\n":
                self.chars[i] = " "

    def hide(self, start: int, end: int) -> None:
        """Mask a place that holds no prose."""
        self.mask(start, end)
        self.masked.append(Span(start, end))

    def add(self, kind: BlockKind, start: int, end: int) -> None:
        """Add a block, masked space at its ends left out."""
        text = "".join(self.chars[start:end])
        stripped = text.strip()
        if stripped:
            begin = start + len(text) - len(text.lstrip())
            self.blocks.append(Block(kind, Span(begin, begin + len(stripped))))


def read(source: str, path: str) -> Document:
    """Read a Markdown draft; text is the file with its markup masked, offsets unchanged.

    Raises ReadError when the front matter is not YAML.
    """
    draft = _Draft(source, list(source))
    meta, body = _front_matter(draft, path)
    _comments(draft, body)
    for kind, start, end in _blocks(draft, body):
        if kind is BlockKind.CODE:
            draft.hide(start, end)
            draft.blocks.append(Block(kind, Span(start, end)))
            continue
        only_image = kind is BlockKind.BODY and _IMAGE.fullmatch(source[start:end].strip())
        _inline(draft, start, end)
        draft.add(BlockKind.CAPTION if only_image else kind, start, end)
    text = "".join(draft.chars)
    draft.blocks.sort(key=lambda b: b.span)
    blocks = classify(text, draft.blocks)
    return Document(
        path=path,
        source=source,
        text=text,
        blocks=blocks,
        format="markdown",
        remarks=tuple(sorted(draft.remarks, key=lambda r: r.span)),
        dateline=dateline(text, blocks),
        meta=meta,
        masked=tuple(sorted([*draft.masked, *urls(text)])),
        emphasis=tuple(sorted(draft.emphasis)),
    )


_FIELDS = {
    "title": BlockKind.HEADLINE, "headline": BlockKind.HEADLINE,
    "dek": BlockKind.DEK, "standfirst": BlockKind.DEK, "subtitle": BlockKind.DEK, "description": BlockKind.DEK,
    "byline": BlockKind.BYLINE, "author": BlockKind.BYLINE,
}  # fmt: skip


def _front_matter(draft: _Draft, path: str) -> tuple[dict[str, Any], int]:
    """Mask the YAML front matter but for the fields that are copy; return its plain values and where it ends."""
    opening = re.match(r"---[ \t]*(?:\r\n|\n|\r)", draft.source)
    closing = opening and re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.M).search(draft.source, opening.end())
    if not opening or not closing:
        return {}, 0
    import yaml

    start = opening.end()
    try:
        written = draft.source[start : closing.start()]
        if "<<" in written and any(isinstance(t, yaml.AliasToken) for t in yaml.scan(written)):
            raise ValueError("it merges aliases, which could unfold without end")
        root = yaml.compose(written)
        meta = yaml.safe_load(written)
    except (yaml.YAMLError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as e:  # !!int, !!bool …
        mark = getattr(e, "problem_mark", None)
        line = (mark.line if mark else 0) + 2
        what = "nested too deeply" if isinstance(e, RecursionError) else getattr(e, "problem", None) or e
        raise ReadError(
            f"{path}:{line}: the front matter is not YAML ({what}); mend it or remove the --- lines."
        ) from None
    draft.mask(0, closing.end())
    if not isinstance(root, yaml.MappingNode) or not isinstance(meta, dict):
        return {}, closing.end()
    for key, value in root.value:
        kind = _FIELDS.get(str(key.value).lower())
        if kind is None or not isinstance(value, yaml.ScalarNode):
            continue
        quotes = 1 if value.style in ("'", '"') else 0
        begin = start + value.start_mark.index + quotes
        end = start + value.end_mark.index - quotes
        if draft.source[begin:end] != value.value or any(b.kind is kind for b in draft.blocks):
            continue  # written over several lines or with escapes: its characters are not in the file as they read
        draft.chars[begin:end] = draft.source[begin:end]
        draft.add(kind, begin, end)
    return {str(k).lower(): v for k, v in meta.items()}, closing.end()


def _comments(draft: _Draft, start: int) -> None:
    """Mask HTML comments; the ones addressed to newslint become remarks."""
    last = draft.source.rfind("-->")  # without it, every <!-- would look for its end through the whole file
    in_code = SpanIndex(_code(draft.source, start))
    for match in _COMMENT.finditer(draft.source, start, last + 3 if last >= 0 else start):
        if in_code.overlaps(Span(match.start(), match.start() + 1)):
            continue
        draft.hide(*match.span())
        directive = _DIRECTIVE.match(match.group(1))
        if directive:
            draft.remarks.append(Remark(" ".join(directive.group(1).split()), Span(*match.span())))


def _code(source: str, start: int) -> Iterator[Span]:
    """Yield the fenced blocks and the inline code of a line: what looks like a comment there is none."""
    fence, opened = "", start
    for match in _LINE.finditer(source, start):
        line = match.group().rstrip("\r\n")
        opener = _FENCE.match(line)
        if fence:
            if opener and opener.group(1).startswith(fence) and not line.strip().strip(fence[0]):
                yield Span(opened, match.end())
                fence = ""
        elif opener:
            fence, opened = opener.group(1), match.start()
        else:
            yield from (Span(match.start() + m.start(), match.start() + m.end()) for m in _TICKED.finditer(line))
    if fence:
        yield Span(opened, len(source))


def _lines(draft: _Draft, start: int) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end without line break, masked text) of every line from `start`."""
    text = "".join(draft.chars)
    for match in _LINE.finditer(text, start):
        if match.end() > match.start():
            line = match.group().rstrip("\r\n")
            yield match.start(), match.start() + len(line), line


def _blocks(draft: _Draft, body: int) -> Iterator[tuple[BlockKind, int, int]]:
    """Yield (kind, start, end) of the blocks; block markup is masked on the way."""
    lines = list(_lines(draft, body))
    in_list = _in_lists(draft, lines)
    kind, start, end = BlockKind.BODY, -1, -1  # the paragraph being gathered
    have_title = any(b.kind is BlockKind.HEADLINE for b in draft.blocks)
    fence = ""
    fenced = 0
    blank = True
    for i, (at, stop, line) in enumerate(lines):
        opener = _FENCE.match(line)
        if fence:
            if opener and opener.group(1).startswith(fence) and not line.strip().strip(fence[0]):
                yield BlockKind.CODE, fenced, stop
                fence = ""
            continue
        item, quote, atx = _ITEM.match(line), _QUOTE.match(line), _ATX.match(line)
        breaks = not line.strip() or opener or quote or item or atx or _RULE.match(line) or _TABLE.match(line)
        setext = start >= 0 and kind is BlockKind.BODY and _SETEXT.match(line)
        if setext:
            have_title, named = _heading("=" in line, have_title)
            draft.mask(at, stop)
            yield named, start, end
            start = -1
        elif breaks or ("|" in line and line.lstrip().startswith("|")):
            lazy = quote and kind is BlockKind.QUOTE
            if start >= 0 and not (lazy and line[quote.end() :].strip()):  # type: ignore[union-attr]
                yield kind, start, end
                start = -1
        if setext or not line.strip():
            blank = True
            continue
        if opener:
            fence, fenced = opener.group(1), at
        elif _RULE.match(line) or _TABLE.match(line) or _DEFINITION.match(line):
            draft.hide(at, stop)
        elif atx:
            have_title, named = _heading(len(atx.group(1)) == 1, have_title)
            closing = _ATX_END.search(line)
            draft.mask(at, at + atx.end())
            if closing:
                draft.mask(at + closing.start(), stop)
            yield named, at, stop
        elif quote:
            draft.mask(at, at + quote.end())
            kind, start, end = BlockKind.QUOTE, (start if start >= 0 else at), stop
        elif item:
            draft.mask(at, at + item.end())
            kind, start, end = BlockKind.LIST, at, stop
        elif line.lstrip().startswith("|"):
            for m in re.finditer(r"(?<!\\)\|", line):
                draft.mask(at + m.start(), at + m.end())
            kind, start, end = BlockKind.LIST, at, stop
            yield kind, start, end
            start = -1
        elif start < 0 and blank and re.match(r" {4}|\t", line) and not in_list[i]:
            yield BlockKind.CODE, at, stop
        elif start >= 0:
            end = stop
        else:
            kind, start, end = BlockKind.BODY, at, stop
        blank = False
    if fence:
        yield BlockKind.CODE, fenced, lines[-1][1]
    elif start >= 0:
        yield kind, start, end


def _heading(top: bool, have_title: bool) -> tuple[bool, BlockKind]:
    """The first top-level heading is the headline, the others are subheads."""
    if top and not have_title:
        return True, BlockKind.HEADLINE
    return have_title, BlockKind.HEADING


def _in_lists(draft: _Draft, lines: list[tuple[int, int, str]]) -> list[bool]:
    """Tell of every line whether the lines above make it part of a list item: indented there, it is no code."""
    out = []
    inside = False
    for at, _, line in lines:
        out.append(inside)
        if _ITEM.match(draft.source, at):
            inside = True
        elif line.strip() and not line.startswith((" ", "\t")):
            inside = False
    return out


def _inline(draft: _Draft, start: int, end: int) -> None:
    """Mask the markup inside one block."""
    source = draft.source
    for m in _CODE.finditer("".join(draft.chars[start:end])):
        draft.hide(start + m.start(), start + m.end())
    for pattern in (_IMAGE, _LINK):
        for m in pattern.finditer("".join(draft.chars[start:end])):
            draft.mask(start + m.start(), start + m.start(1))
            draft.hide(start + m.end(1), start + m.end())
    for pattern in (_FOOTNOTE, _TAG, _ENTITY):
        for m in pattern.finditer("".join(draft.chars[start:end])):
            draft.mask(start + m.start(), start + m.end())
    for m in _ESCAPE.finditer(source, start, end):
        if draft.chars[m.start()] == "\\":
            draft.mask(*m.span())
            draft.chars[m.end()] = "\x00"  # shielded from the emphasis patterns below
    for m in _STRONG.finditer("".join(draft.chars[start:end])):
        draft.mask(start + m.start(), start + m.start(2))
        draft.mask(start + m.end(2), start + m.end())
    for m in _EMPHASIS.finditer("".join(draft.chars[start:end])):
        group = 1 if m.group(1) is not None else 2
        draft.mask(start + m.start(), start + m.start(group))
        draft.mask(start + m.end(group), start + m.end())
        draft.emphasis.append(Span(start + m.start(group), start + m.end(group)))
    for i in range(start, end):
        if draft.chars[i] == "\x00":
            draft.chars[i] = source[i]
