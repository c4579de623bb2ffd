"""odt: paragraphs of an OpenDocument text, with notes; tracked deletions are left out, comments kept as marginalia."""

from __future__ import annotations

from xml.etree.ElementTree import Element
from zipfile import ZipFile

from newslint.document import BlockKind, Document, Marginal, Remark
from newslint.errors import ReadError
from newslint.readers.package import LINE_BREAK, Paragraphs, kind_of_style, open_package, part
from newslint.span import Span

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
_SKIPPED = {
    f"{TEXT}sequence-decls",
    f"{OFFICE}forms",
    f"{TEXT}note-citation",
    f"{TEXT}table-of-content",
    f"{TEXT}bookmark",
}


def read_bytes(data: bytes, path: str) -> Document:
    """Read an OpenDocument text. Raises ReadError when it is damaged, locked or no such document."""
    package = open_package(data, path)
    content = part(package, "content.xml", path)
    body = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
    if content is None or body is None:
        raise ReadError(f"{path}: no OpenDocument text; save it as .odt from a word processor.")
    reader = _Reader(*_styles(content, package, path))
    try:
        reader.block(body)
    except RecursionError:
        raise ReadError(
            f"{path}: nested too deep to be a draft; open it in a word processor and save it again."
        ) from None
    return reader.out.document(path, "odt")


def _styles(content: Element, package: ZipFile, path: str) -> tuple[dict[str, str], frozenset[str]]:
    """Style name to the name that says what it is for (an automatic style's parent), and the italic text styles."""
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    italic = set()
    named = part(package, "styles.xml", path)
    for root in (named, content):
        for style in root.iter(f"{STYLE}style") if root is not None else ():
            key = style.get(f"{STYLE}name", "")
            names[key] = style.get(f"{STYLE}display-name") or key
            if style.get(f"{STYLE}parent-style-name") and root is content:
                parents[key] = style.get(f"{STYLE}parent-style-name", "")
            properties = style.find(f"{STYLE}text-properties")
            if properties is not None and properties.get(f"{FO}font-style") == "italic":
                italic.add(key)
    return {k: names.get(parents.get(k, k), parents.get(k, k)).replace("_20_", " ") for k in names}, frozenset(italic)


def _count(written: str) -> int:
    """The number of spaces that an element stands for; one where it is no number, and never more than a line of them."""
    return min(int(written), 1000) if written.isdecimal() and len(written) < 6 else 1


class _Reader:
    def __init__(self, styles: dict[str, str], italic: frozenset[str]) -> None:
        self.styles = styles
        self.italic = italic
        self.out = Paragraphs()
        self.title = False
        self.later: list[Element] = []  # notes and frames met inside a paragraph

    def block(self, element: Element, in_list: bool = False) -> None:
        """Read the paragraphs below an element, in order."""
        for child in element:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                self._paragraph(child, in_list)
                waiting, self.later = self.later, []
                for note in waiting:
                    self.block(note)
            elif child.tag == f"{TEXT}tracked-changes":
                self._changes(child)
            elif child.tag not in _SKIPPED:
                self.block(child, in_list or child.tag == f"{TEXT}list")

    def _changes(self, element: Element) -> None:
        for region in element.iter(f"{TEXT}changed-region"):
            for change in region:
                kind = "deletion" if change.tag == f"{TEXT}deletion" else "insertion"
                words = " ".join("".join(p.itertext()) for p in change.iter(f"{TEXT}p"))
                self.out.marginalia.append(Marginal(kind, Span(0, 0), " ".join(words.split())))

    def _paragraph(self, element: Element, in_list: bool) -> None:
        name = self.styles.get(
            element.get(f"{TEXT}style-name", ""), element.get(f"{TEXT}style-name", "").replace("_20_", " ")
        )
        kind = kind_of_style(name, self.title)
        if element.tag == f"{TEXT}h" and kind is BlockKind.BODY:
            kind = (
                BlockKind.HEADLINE
                if element.get(f"{TEXT}outline-level") == "1" and not self.title
                else BlockKind.HEADING
            )
        if in_list and kind is BlockKind.BODY:
            kind = BlockKind.LIST
        self._inline(element, False)
        before = len(self.out.blocks)
        self.out.end(kind)
        self.title = self.title or (kind is BlockKind.HEADLINE and len(self.out.blocks) > before)

    def _inline(self, element: Element, italic: bool) -> None:
        if element.text:
            self.out.put(element.text, italic=italic)
        for child in element:
            name = child.tag.rpartition("}")[2]
            if child.tag == f"{TEXT}s":
                self.out.put(" " * _count(child.get(f"{TEXT}c", "1")))
            elif child.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
                self.out.put("\t" if name == "tab" else LINE_BREAK)
            elif child.tag == f"{OFFICE}annotation":
                self._comment(child)
            elif child.tag == f"{TEXT}note":
                self.later += [b for b in child if b.tag == f"{TEXT}note-body"]
            elif name in ("frame", "custom-shape", "text-box"):
                self.later.append(child)
            elif child.tag not in _SKIPPED and child.tag != f"{OFFICE}annotation-end":
                self._inline(child, italic or child.get(f"{TEXT}style-name", "") in self.italic)
            if child.tail:
                self.out.put(child.tail, italic=italic)

    def _comment(self, element: Element) -> None:
        author = element.findtext(f"{DC}creator") or ""
        text = " ".join(" ".join("".join(p.itertext()) for p in element.iter(f"{TEXT}p")).split())
        at = Span(self.out.length, self.out.length)
        if text.lower().startswith("newslint"):
            self.out.remarks.append(Remark(text, at))
        else:
            self.out.marginalia.append(Marginal("comment", at, text, author))
