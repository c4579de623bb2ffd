"""docx: words replaced, or comments added, in place; every other byte of every part stays as it was.

The XML is not rebuilt (that would rename its namespaces): expat tells where each run's text stands, and the bytes
are cut there.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

from newslint.document import Anchor, Document
from newslint.finding import Finding, Fix
from newslint.records import dataclass, field
from newslint.writers import WriteError, Written

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "word/document.xml"


@dataclass
class TextNode:
    """A w:t element: byte offsets of its start tag, its content and its end, its text, and its run's w:rPr."""

    tag_start: int
    tag: bytes  # the start tag as written
    content_end: int = 0
    end: int = 0
    text: str = ""
    properties: bytes = b""
    run: tuple[int, int] = (0, 0)  # where the run's start tag stands


@dataclass
class _Scan:
    data: bytes
    nodes: list[TextNode] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    run_tag: tuple[int, int] = (0, 0)
    properties: bytes = b""
    properties_from: int = -1
    current: TextNode | None = None


def text_nodes(data: bytes) -> list[TextNode]:
    """Return the w:t elements of a part in document order."""
    scan = _Scan(data)
    parser = expat.ParserCreate("utf-8" if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else None, " ")
    parser.buffer_text = False

    def start(name: str, attributes: dict[str, str]) -> None:
        del attributes
        at = parser.CurrentByteIndex
        scan.stack.append(name)
        if name == f"{W} r":
            scan.run_tag, scan.properties = (at, _tag_end(data, at)), b""
        elif name == f"{W} rPr" and scan.properties_from < 0:
            scan.properties_from = at
        elif name == f"{W} t":
            close = _tag_end(data, at)
            scan.current = TextNode(at, data[at:close], content_end=close, properties=scan.properties, run=scan.run_tag)
            scan.nodes.append(scan.current)

    def end(name: str) -> None:
        at = parser.CurrentByteIndex
        scan.stack.pop()
        if name == f"{W} rPr" and scan.properties_from >= 0:
            if scan.stack and scan.stack[-1] == f"{W} r":
                scan.properties = data[scan.properties_from : _tag_end(data, at)]
            scan.properties_from = -1
        elif name == f"{W} t" and scan.current is not None:
            empty = scan.current.tag.endswith(b"/>")
            scan.current.content_end = scan.current.tag_start + len(scan.current.tag) if empty else at
            scan.current.end = scan.current.content_end if empty else _tag_end(data, at)
            scan.current = None

    def words(text: str) -> None:
        if scan.current is not None:
            scan.current.text += text

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    parser.Parse(data, True)
    return scan.nodes


def _tag_end(data: bytes, at: int) -> int:
    """The byte after the > of the tag at `at`, quoted attribute values passed over."""
    quote = 0
    for i in range(at, len(data)):
        c = data[i]
        if quote:
            quote = 0 if c == quote else quote
        elif c in b"\"'":
            quote = c
        elif c == 0x3E:
            return i + 1
    return len(data)


def write(document: Document, data: bytes, fixes: Sequence[Fix]) -> Written:
    """Put the fixes into the document; one that runs over paragraphs is left out."""
    changes: dict[tuple[str, int], list[tuple[int, int, str]]] = {}
    count = 0
    for fix in fixes:
        pieces = pieces_of(document, fix)
        if pieces is None:
            continue
        count += 1
        for anchor, start, end, new in pieces:
            changes.setdefault((anchor.part, anchor.index), []).append((start, end, new))
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in sorted({part for part, _ in changes}):
            raw = package.read(name)
            mine = {i: edits for (part, i), edits in changes.items() if part == name}
            parts[name] = _with_text(raw, text_nodes(raw), mine)
    return Written(repacked(data, parts), count)


def pieces_of(document: Document, fix: Fix) -> list[tuple[Anchor, int, int, str]] | None:
    """Cut a fix into edits of single w:t elements, (anchor, start, end, new text) with offsets into the element's text.

    The common ends of old and new words are left alone, so that formatting around a changed word stays.
    """
    start, end = fix.span
    old, new = fix.span.of(document.text), fix.text
    while old and new and old[0] == new[0] and len(old) > 1:
        old, new, start = old[1:], new[1:], start + 1
    while old and new and old[-1] == new[-1] and len(old) > 1:
        old, new, end = old[:-1], new[:-1], end - 1
    touched = [a for a in document.anchors if a.start < end and start < a.start + a.length]
    if not touched or sum(min(end, a.start + a.length) - max(start, a.start) for a in touched) != end - start:
        return None  # it runs over a paragraph mark, a tab or a break
    out = []
    for i, anchor in enumerate(touched):
        a, b = max(start, anchor.start) - anchor.start, min(end, anchor.start + anchor.length) - anchor.start
        out.append((anchor, a, b, new if i == 0 else ""))
    return out


def _with_text(data: bytes, nodes: list[TextNode], changes: dict[int, list[tuple[int, int, str]]]) -> bytes:
    out: list[bytes] = []
    at = 0
    for i, node in enumerate(nodes):
        if i not in changes:
            continue
        text = node.text
        for start, end, new in sorted(changes[i], reverse=True):
            text = text[:start] + new + text[end:]
        out += [data[at : node.tag_start], _spacious(node.tag), escape(text).encode("utf-8")]
        at = node.content_end
    return b"".join([*out, data[at:]])


def _spacious(tag: bytes) -> bytes:
    """The start tag, saying that spaces count."""
    if b"xml:space" in tag:
        return tag
    return tag[:-1].rstrip(b"/ ") + b' xml:space="preserve">'


def repacked(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return the package with some parts replaced or added; the others keep their bytes, order and dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = set()
        for info in old.infolist():
            names.add(info.filename)
            new.writestr(info, parts.get(info.filename, old.read(info)), compress_type=info.compress_type)
        for name in sorted(set(parts) - names):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            new.writestr(info, parts[name], compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


# --- comments --------------------------------------------------------------------------------------------

_COMMENTS = "word/comments.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_COMMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_COMMENT_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def with_comments(document: Document, data: bytes, findings: Sequence[Finding]) -> Written:
    """Return the document with each finding as a Word comment on its words.

    Raises WriteError when the package lacks the parts every word processor writes.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        if not {MAIN, _TYPES} <= names:
            raise WriteError(
                f"{document.path}: not a whole Word document; open it in a word processor and save it again."
            )
        main = package.read(MAIN)
        old = package.read(_COMMENTS) if _COMMENTS in names else None
        relations = package.read(_RELATIONS) if _RELATIONS in names else _EMPTY_RELATIONS
        types = package.read(_TYPES)
    first = _next_id(old)
    marks, said = _marks(document, findings, first)
    nodes = text_nodes(main)
    parts = {MAIN: _with_marks(main, nodes, marks)}
    body = b"".join(said)
    if old is None:
        parts[_COMMENTS] = (
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="%s">%s</w:comments>'
            % (W.encode(), body)
        )
        parts[_TYPES] = _insert(
            types, b"</Types>", f'<Override PartName="/{_COMMENTS}" ContentType="{_COMMENT_TYPE}"/>'.encode()
        )
        parts[_RELATIONS] = _insert(
            relations,
            b"</Relationships>",
            f'<Relationship Id="rIdNewslint" Type="{_COMMENT_RELATION}" Target="comments.xml"/>'.encode(),
        )
    else:
        parts[_COMMENTS] = _insert(old, old[old.rfind(b"</") :], body)
    return Written(repacked(data, parts), len(said))


_EMPTY_RELATIONS = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'


def _next_id(comments: bytes | None) -> int:
    if comments is None:
        return 0
    ids = [0]

    def start(name: str, attributes: dict[str, Any]) -> None:
        if name == f"{W} comment" and str(attributes.get(f"{W} id", "")).isdigit():
            ids.append(int(attributes[f"{W} id"]) + 1)

    parser = expat.ParserCreate(None, " ")
    parser.StartElementHandler = start
    parser.Parse(comments, True)
    return max(ids)


def _insert(data: bytes, before: bytes, what: bytes) -> bytes:
    at = data.rfind(before)
    return data[:at] + what + data[at:]


def _marks(
    document: Document, findings: Sequence[Finding], first: int
) -> tuple[dict[int, list[tuple[int, bytes]]], list[bytes]]:
    """Return what to put where (w:t number to (offset, XML) in order) and the comments."""
    marks: dict[int, list[tuple[int, bytes]]] = {}
    said: list[bytes] = []
    for finding in findings:
        touched = [
            a
            for a in document.anchors
            if a.part == MAIN and a.start < finding.span.end and finding.span.start < a.start + a.length
        ]
        if not touched:
            continue
        key = first + len(said)
        head, tail = touched[0], touched[-1]
        begin, end = max(finding.span.start - head.start, 0), min(finding.span.end - tail.start, tail.length)
        opening = f'<w:commentRangeStart xmlns:w="{W}" w:id="{key}"/>'.encode()
        closing = f'<w:commentRangeEnd xmlns:w="{W}" w:id="{key}"/><w:r xmlns:w="{W}"><w:commentReference w:id="{key}"/></w:r>'.encode()
        marks.setdefault(head.index, []).append((begin, opening))
        marks.setdefault(tail.index, []).append((end, closing))
        said.append(_comment(key, finding))
    return marks, said


def _comment(key: int, finding: Finding) -> bytes:
    lines = [f"{finding.message} [{finding.rule}]", *(f"{f.message} [{f.rule}]" for f in finding.also)]
    if finding.suggestions:
        lines.insert(1, "Instead: " + "; ".join(finding.suggestions))
    paragraphs = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    return f'<w:comment w:id="{key}" w:author="newslint" w:initials="nl">{paragraphs}</w:comment>'.encode()


def _with_marks(data: bytes, nodes: list[TextNode], marks: dict[int, list[tuple[int, bytes]]]) -> bytes:
    """Split runs where comments begin and end."""
    out: list[bytes] = []
    at = 0
    for i, node in enumerate(nodes):
        if i not in marks:
            continue
        run = data[node.run[0] : node.run[1]]
        close = b"</" + _name(run) + b">"
        tag = _spacious(node.tag)
        end_tag = b"</" + _name(node.tag) + b">"
        out += [data[at : node.tag_start], tag]
        done = 0
        for offset, mark in sorted(marks[i], key=lambda m: m[0]):
            out += [escape(node.text[done:offset]).encode("utf-8"), end_tag, close, mark, run, node.properties, tag]
            done = offset
        out.append(escape(node.text[done:]).encode("utf-8"))
        at = node.content_end
    return b"".join([*out, data[at:]])


def _name(tag: bytes) -> bytes:
    return tag[1:].split(None, 1)[0].rstrip(b"/>")
