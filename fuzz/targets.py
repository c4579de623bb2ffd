"""What is fuzzed: functions from bytes to nothing that may raise NewslintError and nothing else.

Each target reads the bytes as its part of newslint does and checks what must hold. `fuzz/campaign.py` throws mutated
bytes at them under atheris; tests/test_fuzz.py throws the kept corpus and hypothesis's own at them.
"""

from __future__ import annotations

import io
import json
import logging
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from newslint import settings, yamlnodes
from newslint.document import Document
from newslint.engine import check
from newslint.errors import NewslintError, ReadError, RuleError
from newslint.matchers.danger import dangers
from newslint.readers import read, read_text
from newslint.ruleset import builtin_folder, load_folder, parse_rule, word_lists
from newslint.settings import Settings
from newslint.span import Span
from newslint.suppressions import Suppressions

Target = Callable[[bytes], None]
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
)


def hold(document: Document) -> None:
    """Check what must hold of every document that was read."""
    text, source = document.text, document.source
    if document.map.identity:
        assert len(text) == len(source), "an identity map joins texts of different lengths"
    end = -1
    for block in document.blocks:
        a, b = block.span
        assert 0 <= a < b <= len(text), f"a block outside the text: {block}"
        assert a >= end or block.kind in ("code", "remark"), "blocks out of order"
        end = max(end, a)
    for span in (*document.masked, *document.emphasis, *(r.span for r in document.remarks)):
        assert 0 <= span.start <= span.end <= max(len(text), len(source)), f"a span outside the text: {span}"
    for span in document.sentences:
        assert span.of(text).strip() == span.of(text) != "", "a sentence with outer space, or an empty one"
        there = document.map.span(span)
        assert 0 <= there.start <= there.end <= len(source), f"a sentence outside the file: {span} {there}"
    for start, at, length in document.map.pieces:
        if length > 0:
            assert text[start : start + length] == source[at : at + length] or document.format in ("ninjs",), (
                f"a piece of text that is not in the file: {start} {at} {length}"
            )
    for q in document.quotes:
        assert all(0 <= p.start < p.end <= len(text) for p in q.parts), f"a quotation outside the text: {q}"
    for offset in {0, len(source) // 2, len(source)}:
        place = document.lines.position(offset)
        assert document.lines.offset(*place) == offset, "lines and columns do not lead back"
    Suppressions(document, ()).complaints(document)
    document.map.span(Span(0, len(text)))


def reader(name: str) -> Target:
    """Return the target of one format."""

    def target(data: bytes) -> None:
        try:
            document = read(data, f"draft.{name}", format=name)
        except ReadError:
            return
        hold(document)

    return target


def packed(name: str) -> Target:
    """Return the target of a zipped format: the bytes as they are, or as the XML of a sound package."""
    raw = reader(name)
    part = {"docx": "word/document.xml", "odt": "content.xml"}[name]

    def target(data: bytes) -> None:
        raw(data)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as z:
            z.writestr(part, data)
        raw(made.getvalue())
        words = escape("".join(c for c in data.decode("utf-8", "replace") if c.isprintable()))
        with zipfile.ZipFile(made := io.BytesIO(), "w") as z:
            xml = (
                f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>'
                if name == "docx"
                else f"{_ODT}<text:p>{words}</text:p></office:text></office:body></office:document-content>"
            )
            z.writestr(part, xml)
        raw(made.getvalue())

    return target


_DRAFT = "Council backs plan\n\nThe mayor said on Monday it would cost $5 million, up 10%. “We need 30 homes,” Ada Lund said.\n"


def rules(data: bytes) -> None:
    """A rule file, and what the rule says of a draft."""
    text = data.decode("utf-8", "replace")
    try:
        root = yamlnodes.compose(text, "rule.yaml", RuleError)
        if root is not None:
            rule = parse_rule(root, "desk/rule", "rule.yaml", _lists())
            check(read_text(_DRAFT, "draft.txt"), [rule], Settings())
            dangers(rule)
    except NewslintError:
        return


_known: list[dict[str, str]] = []


def _lists() -> dict[str, str]:
    if not _known:
        _known.append(word_lists(builtin_folder()))
    return _known[0]


def _in_folder(name: str, data: bytes, work: Callable[[Path], object]) -> None:
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        try:
            work(file)
        except NewslintError:
            return


def vale(data: bytes) -> None:
    """A rule of a Vale style."""
    from newslint.valestyles import load_style

    _in_folder("Desk/Rule.yml", data, lambda file: load_style(file.parent))


def rule_folder(data: bytes) -> None:
    """A folder of rules."""
    _in_folder("own/desk/rule.yaml", data, lambda file: load_folder(file.parents[1]))


def config(data: bytes) -> None:
    """A configuration file."""
    _in_folder(".newslint.yaml", data, settings.load)


def suppressions(data: bytes) -> None:
    """A directive in a draft."""
    for form in ("# newslint: {}\n\nText here.", "# newslint: ignore {} -- why\n\nText here.", "{}\n\nText."):
        try:
            hold(read(form.replace("{}", data.decode("utf-8", "replace")).encode(), "draft.txt"))
        except ReadError:
            continue


def body(data: bytes) -> None:
    """The body of a request to /api/check."""
    from starlette.exceptions import HTTPException

    from newslint.server import app

    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(given, dict):
        return
    try:
        hold(app._draft(given))
    except (HTTPException, NewslintError):
        return


_spoken: list[object] = []


def lsp(data: bytes) -> None:
    """The framing of the language server: bytes as they come, a body that is framed well, and notes about a draft."""
    from newslint.lsp.framing import Sober
    from newslint.lsp.server import make_server

    if not _spoken:
        server = make_server()
        for slow in ("check", "warm", "reload"):  # it is the wire that is tried here, not what is said of drafts
            setattr(server.desk, slow, _not_here)
        _spoken.append(server)
    sober = Sober()
    log = logging.getLogger("pygls")
    log.propagate = False
    log.handlers[:] = [_Checked(sober.format, data)]
    text = data.decode("utf-8", "replace")
    opened = {"uri": "file:///a.txt", "languageId": "text", "version": 1, "text": text}
    change = {"textDocument": {"uri": "file:///a.txt", "version": 2}, "contentChanges": [{"text": text}]}
    notes = [("initialize", {"capabilities": {}}), ("textDocument/didOpen", {"textDocument": opened})]
    notes += [("textDocument/didChange", change), (text, {"a": text})]
    bodies = [json.dumps({"jsonrpc": "2.0", "id": n, "method": m, "params": p}) for n, (m, p) in enumerate(notes)]
    for wire in (data, _frame(data), b"".join(_frame(b.encode("utf-8", "replace")) for b in bodies) + data):
        _speak(wire)


def _not_here(*arguments: object) -> None:
    del arguments
    raise NewslintError("not here.")


def _frame(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def _speak(wire: bytes) -> None:
    """Give a server some bytes, then the end of its input. A message that asks it to exit may do so."""
    import asyncio
    from typing import Any

    from pygls.io_ import run_async

    from newslint.lsp.framing import Wire

    server: Any = _spoken[0]
    raw = Wire(io.BytesIO(wire))

    class Reader:
        async def readline(self) -> bytes:
            return raw.readline()

        async def readexactly(self, n: int) -> bytes:
            return raw.read(n)

    class Writer:
        def write(self, sent: bytes) -> None:
            del sent

        def close(self) -> None:
            return

    async def session() -> None:
        import threading

        server.protocol.set_writer(Writer())
        server.protocol._shutdown = False
        await run_async(threading.Event(), Reader(), server.protocol, error_handler=server._report_server_error)
        for task in server.waiting.values():
            task.cancel()
        server.waiting.clear()

    try:
        asyncio.run(session())
    except (NewslintError, SystemExit):
        return


class _Checked(logging.Handler):
    """Looks at what would be logged: one line, none of the words that came over the wire."""

    def __init__(self, line: Callable[[logging.LogRecord], str], data: bytes) -> None:
        super().__init__()
        self._line = line
        self._data = data.decode("utf-8", "replace")

    def emit(self, record: logging.LogRecord) -> None:
        line = self._line(record)
        assert "\n" not in line and len(line) < 300
        assert len(self._data) < 20 or self._data not in line


TARGETS: dict[str, Target] = {
    **{name: reader(name) for name in ("text", "markdown", "html", "rtf", "ninjs", "nitf")},
    **{name: packed(name) for name in ("docx", "odt")},
    "rules": rules,
    "rule-folder": rule_folder,
    "vale": vale,
    "config": config,
    "suppressions": suppressions,
    "api": body,
    "lsp": lsp,
}
