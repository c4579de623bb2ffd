"""docx: paragraphs, tables, text boxes and notes of a Word document; tracked changes and comments are kept as marginalia.

The text is what would be printed with all changes accepted. Macros and embedded files are never opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from newslint.document import Anchor, BlockKind, Document, Marginal, Remark
from newslint.errors import ReadError
from newslint.readers.package import LINE_BREAK, Paragraphs, kind_of_style, open_package, part
from newslint.span import Span

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
MAIN = "word/document.xml"
_SYMBOLS = {"tab": "\t", "br": LINE_BREAK, "cr": LINE_BREAK, "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def read_bytes(data: bytes, path: str) -> Document:
    """Read a Word document. Raises ReadError when it is damaged, locked or no Word document."""
    package = open_package(data, path)
    body = part(package, MAIN, path)
    if body is None:
        raise ReadError(f"{path}: no Word document (it has no {MAIN}); save it as .docx from a word processor.")
    reader = _Reader(_styles(package, path), _comments(package, path))
    reader.read(body, MAIN)
    for name in NOTES:
        notes = part(package, name, path)
        if notes is not None:
            reader.read(notes, name)
    return reader.out.document(path, "docx")


def _styles(package: ZipFile, path: str) -> dict[str, str]:
    """Style id to its English name."""
    root = part(package, "word/styles.xml", path)
    out: dict[str, str] = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        name = style.find(f"{W}name")
        out[style.get(f"{W}styleId", "")] = name.get(f"{W}val", "") if name is not None else ""
    return out


def _comments(package: ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """Comment id to (author, text)."""
    root = part(package, "word/comments.xml", path)
    out: dict[str, tuple[str, str]] = {}
    for comment in root.iter(f"{W}comment") if root is not None else ():
        text = " ".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in comment.iter(f"{W}p"))
        out[comment.get(f"{W}id", "")] = (comment.get(f"{W}author", ""), " ".join(text.split()))
    return out


def paragraphs(root: Element) -> Iterator[Element]:
    """Yield the paragraphs in reading order, those of tables and text boxes included, alternatives once."""
    stack = [root]
    while stack:
        element = stack.pop()
        if element.tag == f"{MC}Fallback" or (
            element.tag in (f"{W}del", f"{W}moveFrom") and element.find(f".//{W}p") is None
        ):
            continue
        if element.tag == f"{W}p":
            yield element
            stack += reversed(
                [p for box in element.iter(f"{W}txbxContent") if not _inside_fallback(element, box) for p in [box]]
            )
            continue
        if element.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        stack += reversed(list(element))


def _inside_fallback(root: Element, wanted: Element) -> bool:
    return any(wanted in list(f.iter()) for f in root.iter(f"{MC}Fallback"))


def runs(paragraph: Element) -> Iterator[tuple[Element, Element | None, str]]:
    """Yield (element, the run it stands in, change) of a paragraph's text and marks, in order.

    `change` is ``insertion``, ``deletion`` or empty. Text boxes inside are not part of the paragraph.
    """
    stack: list[tuple[Element, Element | None, str]] = [(paragraph, None, "")]
    while stack:
        element, run, change = stack.pop()
        name = element.tag.rpartition("}")[2]
        if element.tag in (f"{W}txbxContent", f"{MC}Fallback", f"{W}pPr", f"{W}rPr", f"{W}instrText"):
            continue
        if name in ("ins", "moveTo"):
            change = "insertion"
        elif name in ("del", "moveFrom"):
            change = "deletion"
        elif element.tag == f"{W}r":
            run = element
        if name in ("t", "delText", "commentRangeStart", "commentRangeEnd", "commentReference") or name in _SYMBOLS:
            yield element, run, change
            continue
        stack += [(child, run, change) for child in reversed(list(element))]


class _Reader:
    def __init__(self, styles: dict[str, str], comments: dict[str, tuple[str, str]]) -> None:
        self.styles = styles
        self.comments = comments
        self.out = Paragraphs()
        self.title = False
        self.opened: dict[str, int] = {}
        self.part = MAIN
        self.numbers: dict[Element, int] = {}

    def read(self, root: Element, name: str) -> None:
        """Read all paragraphs of a part; its text elements are numbered in document order."""
        self.part = name
        self.numbers = {element: i for i, element in enumerate(root.iter(f"{W}t"))}
        for paragraph in paragraphs(root):
            self._paragraph(paragraph)

    def _paragraph(self, paragraph: Element) -> None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = self.styles.get(style.get(f"{W}val", ""), style.get(f"{W}val", "")) if style is not None else ""
        kind = kind_of_style(name, self.title)
        if kind is BlockKind.BODY and paragraph.find(f"{W}pPr/{W}numPr") is not None:
            kind = BlockKind.LIST
        for element, run, change in runs(paragraph):
            self._piece(element, run, change)
        before = len(self.out.blocks)
        self.out.end(kind)
        if kind is BlockKind.HEADLINE and len(self.out.blocks) > before:
            self.title = True

    def _piece(self, element: Element, run: Element | None, change: str) -> None:
        name = element.tag.rpartition("}")[2]
        out = self.out
        if name == "commentRangeStart":
            self.opened[element.get(f"{W}id", "")] = out.length
        elif name == "commentReference":
            self._comment(element.get(f"{W}id", ""))
        elif name in ("t", "delText") and change == "deletion":
            out.marginalia.append(Marginal("deletion", Span(out.length, out.length), element.text or ""))
        elif name == "t" or name in _SYMBOLS:
            span = out.put(element.text or "" if name == "t" else _SYMBOLS[name], italic=_italic(run))
            if name == "t" and span.end > span.start:
                out.anchors.append(Anchor(span.start, span.end - span.start, self.part, self.numbers[element]))
            if change == "insertion" and span.end > span.start:
                out.marginalia.append(Marginal("insertion", span, element.text or ""))

    def _comment(self, key: str) -> None:
        author, text = self.comments.get(key, ("", ""))
        start = self.opened.pop(key, self.out.length)
        span = Span(start, self.out.length)
        if text.lower().startswith("newslint"):
            self.out.remarks.append(Remark(text, Span(start, start)))
        else:
            self.out.marginalia.append(Marginal("comment", span, text, author))


def _italic(run: Element | None) -> bool:
    mark = run.find(f"{W}rPr/{W}i") if run is not None else None
    return mark is not None and mark.get(f"{W}val", "true") not in ("0", "false")
