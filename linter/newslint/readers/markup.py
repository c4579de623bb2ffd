"""Text out of tags, with a map back: what HTML, NITF and the HTML inside ninjs share.

Built on the standard library's tolerant parser, which says where every run of text, entity and tag begins. No
entity is ever looked up outside, no link followed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from html.parser import HTMLParser

from newslint import expressions
from newslint.document import Block, BlockKind, Remark
from newslint.records import dataclass, field
from newslint.span import LineIndex, OffsetMap, Span

SKIP = "skip"  # the element and all in it hold no prose
Role = BlockKind | str

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_TAIL = expressions.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?|[^&]+|&")
_COMMENT_END = expressions.compile(r"--!?\s{0,9}>")
_SECTION_END = expressions.compile(r"\]\s{0,9}\]\s{0,9}>")
_DIRECTIVE = expressions.compile(r"\s*(newslint\s*:.*?|vale\s+(?:off|on|[\w.-]+(?:\[.*\])?\s*=.*?))\s*$", re.I | re.S)
MAX_DEPTH = 500


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the tags of a format mean.

    `roles` maps a tag to the kind of block it opens, or to SKIP; `classes` does the same for a word of a class
    attribute, and beats the tag. `emphasis` are tags for italics. Tags not named are inline.
    """

    roles: Mapping[str, Role]
    classes: Mapping[str, Role] = field(default_factory=dict)
    emphasis: frozenset[str] = frozenset({"em", "i", "cite"})
    breaks: frozenset[str] = frozenset({"br", "hr"})


@dataclass(frozen=True, slots=True)
class Extract:
    """What was read: text, its blocks, the map to the markup, remarks and italics (spans into text)."""

    text: str
    blocks: tuple[Block, ...]
    map: OffsetMap
    remarks: tuple[Remark, ...]
    emphasis: tuple[Span, ...]


def _last(pattern: re.Pattern[str], source: str) -> int:
    """Where the last match begins, or -1."""
    return max((m.start() for m in pattern.finditer(source)), default=-1)


class _Reader(HTMLParser):
    """Collects runs of text into blocks; each run knows where it stands in the source."""

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.vocabulary = vocabulary
        self.lines = LineIndex(source.replace("\r", " "))  # the parser counts \n only
        self.open: list[tuple[str, Role | None]] = []
        self.parts: list[str] = []
        self.pieces: list[tuple[int, int, int]] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.start = 0  # where the block being read begins in the text
        self.kind = BlockKind.BODY
        self.remarks: list[Remark] = []
        self.emphasis: list[Span] = []
        self.italic_from = -1
        # behind the last > nothing is a tag: the parser would try every < there up to the end of the file
        self.tail = source.rfind(">") + 1
        self.last_comment = _last(_COMMENT_END, source)
        self.last_section = _last(_SECTION_END, source)

    def read(self) -> None:
        """Read the whole source."""
        self.feed(self.source[: self.tail])
        self.close()
        for m in _TAIL.finditer(self.source, self.tail) if not self._skipping() else ():
            text = html.unescape(m.group()) if m.group()[0] == "&" else m.group()
            self._put(text, m.start(), len(text) if text == m.group() else -len(m.group()))
        self._end_block()

    def parse_comment(self, i: int, report: bool = True) -> int:
        """Look for the end of a comment only where there is one."""
        return super().parse_comment(i, report) if self._at(i) <= self.last_comment else -1

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Look for the end of a CDATA section only where there is one; other sections are passed over."""
        if self._at(i) > self.last_section:
            return -1
        place = self.lineno, self.offset
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:  # a keyword the parser does not know; it has moved on to it
            self.lineno, self.offset = place
            return self.parse_bogus_comment(i)

    def _at(self, i: int) -> int:
        """The place in the source of a place in what the parser still holds."""
        return self.tail - len(self.rawdata) + i

    # --- what the parser calls ---

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.vocabulary.breaks:
            self._put("\n", self._here(), 0)
        if tag in _VOID:
            return
        role = self._role(tag, attrs)
        if len(self.open) >= MAX_DEPTH:
            return
        if role is not None:
            self._end_block()
        self.open.append((tag, role))
        if isinstance(role, BlockKind):
            self.kind = self._kind()
        if tag in self.vocabulary.emphasis and self.italic_from < 0:
            self.italic_from = self.length

    def handle_endtag(self, tag: str) -> None:
        if not any(t == tag for t, _ in self.open):
            return
        while self.open:
            name, role = self.open.pop()
            if role is not None:
                self._end_block()
            if name in self.vocabulary.emphasis:
                if 0 <= self.italic_from < self.length:
                    self.emphasis.append(Span(self.italic_from, self.length))
                self.italic_from = -1
            if name == tag:
                break
        self.kind = self._kind()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.vocabulary.breaks:
            self._put("\n", self._here(), 0)
        elif self._role(tag, attrs) is not None:
            self._end_block()

    def handle_data(self, data: str) -> None:
        if not self._skipping():
            self._put(data, self._here(), len(data))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def handle_comment(self, data: str) -> None:
        m = _DIRECTIVE.match(data)
        if m:
            here = self._here()
            at = Span(here, self.source.find("-->", here) + 3)
            self.remarks.append(Remark(" ".join(m.group(1).split()), at))  # a source span: mapped in the end

    def unknown_decl(self, data: str) -> None:
        if data.startswith("CDATA[") and not self._skipping():
            self._put(data[6:], self._here() + 9, len(data) - 6)

    # --- helpers ---

    def _here(self) -> int:
        line, column = self.getpos()
        return self.lines.offset(line, column + 1)

    def _role(self, tag: str, attrs: list[tuple[str, str | None]]) -> Role | None:
        for key, value in attrs:
            if key in ("class", "itemprop") and value:
                for word in value.lower().split():
                    if word in self.vocabulary.classes:
                        return self.vocabulary.classes[word]
            if key in ("hidden", "aria-hidden") and (key == "hidden" or value == "true"):
                return SKIP
        return self.vocabulary.roles.get(tag)

    def _skipping(self) -> bool:
        return any(role == SKIP for _, role in self.open)

    def _kind(self) -> BlockKind:
        """The outermost element of quote or caption wins over the paragraphs in it."""
        kinds = [role for _, role in self.open if isinstance(role, BlockKind)]
        for strong in (BlockKind.QUOTE, BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.CODE):
            if strong in kinds:
                return strong
        return kinds[-1] if kinds else BlockKind.BODY

    def _reference(self, written: str) -> None:
        if self._skipping():
            return
        here = self._here()
        if self.source.startswith(";", here + len(written)):
            written += ";"
        decoded = html.unescape(written)
        self._put(decoded, here, len(written) if decoded == written else -len(written))

    def _put(self, text: str, at: int, length: int) -> None:
        """Add text that stands at `at` in the source; a negative length is markup that stands for other characters."""
        if not text:
            return
        self.pieces.append((self.length, at, length))
        self.parts.append(text)
        self.length += len(text)

    def _end_block(self) -> None:
        if self.length > self.start:
            text = self._since(self.start)
            stripped = text.strip()
            if stripped and not self._skipping():
                begin = self.start + len(text) - len(text.lstrip())
                self.blocks.append(Block(self.kind, Span(begin, begin + len(stripped))))
            self._put("\n", self.pieces[-1][1] + abs(self.pieces[-1][2]), 0)
        self.start = self.length

    def _since(self, start: int) -> str:
        if not self.parts:
            return ""
        joined: list[str] = []
        size = 0
        for part in reversed(self.parts):
            joined.append(part)
            size += len(part)
            if size >= self.length - start:
                break
        return "".join(reversed(joined))[-(self.length - start) :]


def extract(source: str, vocabulary: Vocabulary) -> Extract:
    """Read the text of `source`. Spans of remarks and blocks are into the text; `map` leads back to the source."""
    reader = _Reader(source, vocabulary)
    reader.read()
    text = "".join(reader.parts)
    mapping = OffsetMap(reader.pieces or [(0, 0, 0)])
    remarks = []
    for r in reader.remarks:
        at = mapping.back(r.span.start)
        remarks.append(Remark(r.text, Span(at, at)))
    return Extract(text, tuple(reader.blocks), mapping, tuple(remarks), tuple(reader.emphasis))
