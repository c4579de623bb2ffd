"""What docx and odt share: a zip of XML parts, opened with care."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from newslint.document import Anchor, Block, BlockKind, Document, Marginal, Remark
from newslint.errors import ReadError
from newslint.readers.plain import urls
from newslint.readers.structure import classify, dateline
from newslint.records import dataclass, field
from newslint.span import Span

MAX_PART = 60_000_000  # bytes of one XML part, unpacked
MAX_RATIO = 200
LINE_BREAK = "\u2028"  # a break inside a paragraph: white space, but no new line of the text


def open_package(data: bytes, path: str) -> zipfile.ZipFile:
    """Open a document package. Raises ReadError when it is no zip archive."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError):
        raise ReadError(
            f"{path}: the file is damaged or no such document; open it in a word processor and save it again."
        ) from None


def part(package: zipfile.ZipFile, name: str, path: str) -> ElementTree.Element | None:
    """Return the root of an XML part, or None when there is none of that name.

    Raises ReadError for a broken part, one that unpacks to more than newslint reads, and one with a DOCTYPE.
    """
    try:
        info = package.getinfo(name)
    except KeyError:
        return None
    if info.file_size > MAX_PART or (
        info.file_size > 1_000_000 and info.file_size > MAX_RATIO * max(info.compress_size, 1)
    ):
        raise ReadError(
            f"{path}: {name} unpacks to {info.file_size:,} bytes; newslint reads no part that large or that tightly packed. Save the text alone."
        )
    try:
        with package.open(info) as stream:
            data = stream.read(MAX_PART + 1)
        if len(data) > MAX_PART:
            raise ReadError(
                f"{path}: {name} unpacks to more than {MAX_PART:,} bytes; newslint reads no part that large. Save the text alone."
            )
        plain = data.replace(b"\0", b"") if b"\0" in data else data  # UTF-16 hides nothing
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise ReadError(
                f"{path}: {name} declares entities, which no word processor writes; open the document in one and save it again."
            )
        return ElementTree.fromstring(data)
    except (
        ElementTree.ParseError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        RecursionError,
        ValueError,
        LookupError,
    ):
        raise ReadError(
            f"{path}: {name} is damaged or locked; open the document in a word processor and save it again."
        ) from None


@dataclass
class Paragraphs:
    """The text being put together: one paragraph a line, so that line numbers are paragraph numbers."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    marginalia: list[Marginal] = field(default_factory=list)
    emphasis: list[Span] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    start: int = 0

    def put(self, text: str, *, italic: bool = False) -> Span:
        """Add text of the paragraph being read; return where it stands."""
        clean = text.replace("\r", " ").replace("\n", " ")
        span = Span(self.length, self.length + len(clean))
        if italic and clean:
            self.emphasis.append(span)
        self.parts.append(clean)
        self.length += len(clean)
        return span

    def end(self, kind: BlockKind) -> None:
        """End the paragraph; an empty one is a line without a block."""
        text = "".join(self.parts)[self.start :] if self.start == 0 else "".join(self._tail())
        stripped = text.strip()
        if stripped:
            begin = self.start + len(text) - len(text.lstrip())
            self.blocks.append(Block(kind, Span(begin, begin + len(stripped))))
        self.parts.append("\n")
        self.length += 1
        self.start = self.length

    def _tail(self) -> Iterator[str]:
        wanted = self.length - self.start
        tail: list[str] = []
        for piece in reversed(self.parts):
            if wanted <= 0:
                break
            tail.append(piece)
            wanted -= len(piece)
        return reversed(tail)

    def document(self, path: str, format: str) -> Document:
        """Return the Document: its source is the extracted text, one paragraph a line."""
        text = "".join(self.parts)
        blocks = classify(text, self.blocks)
        return Document(
            path=path,
            source=text,
            text=text,
            blocks=blocks,
            format=format,
            remarks=tuple(self.remarks),
            dateline=dateline(text, blocks),
            masked=urls(text),
            emphasis=tuple(self.emphasis),
            marginalia=tuple(self.marginalia),
            anchors=tuple(self.anchors),
        )


def kind_of_style(name: str, have_title: bool) -> BlockKind:
    """Return what a paragraph style stands for; `name` is its English name, any case."""
    folded = "".join(c for c in name.lower() if c.isalnum())
    if folded in ("title", "headline", "kop"):
        return BlockKind.HEADLINE
    if folded == "heading1":
        return BlockKind.HEADING if have_title else BlockKind.HEADLINE
    if folded.startswith("heading"):
        return BlockKind.HEADING
    if folded in ("subtitle", "dek", "standfirst", "deck"):
        return BlockKind.DEK
    if folded in ("byline", "author"):
        return BlockKind.BYLINE
    if folded in ("quote", "intensequote", "quotations", "blockquote", "blocktext"):
        return BlockKind.QUOTE
    if folded in ("caption", "illustration", "figure", "imagecaption"):
        return BlockKind.CAPTION
    if folded.startswith("list"):
        return BlockKind.LIST
    if folded in ("preformattedtext", "sourcecode", "htmlpreformatted", "code"):
        return BlockKind.CODE
    return BlockKind.BODY
