from __future__ import annotations

import html
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint import check_file
from newslint.document import Document
from newslint.errors import ReadError
from newslint.readers import read
from newslint.settings import Settings
from tests.conftest import SEED
from tests.readers.office import libreoffice, pandoc

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            z.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def p(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>"


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(b.kind.value, b.span.of(document.text)) for b in document.blocks]


def test_docx_styles_runs_tables_and_breaks() -> None:
    split = "<w:p><w:r><w:t>They </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>m</w:t></w:r><w:r><w:t>et</w:t><w:br/><w:t>late.</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{p('In a cell it stood.')}</w:tc></w:tr></w:tbl>"
    document = read(docx(p("Council backs plan", "Title") + p("") + split + table + p("The pier", "Caption")), "x.docx")
    assert kinds(document) == [
        ("headline", "Council backs plan"),
        ("body", "They met\u2028late."),
        ("body", "In a cell it stood."),
        ("caption", "The pier"),
    ]
    assert document.lines.position(document.text.index("They")).line == 3  # the third paragraph, the empty one counted
    assert [s.of(document.text) for s in document.emphasis] == ["m"]


def test_docx_changes_and_comments_are_marginalia() -> None:
    body = (
        '<w:p><w:r><w:t>The </w:t></w:r><w:ins w:author="E"><w:r><w:t>new </w:t></w:r></w:ins>'
        "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>"
        '<w:commentRangeStart w:id="1"/><w:r><w:t>plan</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r></w:p>'
    )
    comments = f'<w:comments {W}><w:comment w:id="1" w:author="Desk"><w:p><w:r><w:t>Says who?</w:t></w:r></w:p></w:comment></w:comments>'
    document = read(docx(body, comments=comments), "x.docx")
    assert document.text.strip() == "The new plan"
    assert [(m.kind, m.span.of(document.text), m.text) for m in document.marginalia] == [
        ("insertion", "new ", "new "),
        ("deletion", "", "old "),
        ("comment", "plan", "Says who?"),
    ]


def test_a_word_comment_can_answer_a_rule() -> None:
    comments = f'<w:comments {W}><w:comment w:id="1"><w:p><w:r><w:t>newslint: ignore clarity/wordy -- house phrase</w:t></w:r></w:p></w:comment></w:comments>'
    body = '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>It met.</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>'
    document = read(docx(body, comments=comments), "x.docx")
    assert [r.text for r in document.remarks] == ["newslint: ignore clarity/wordy -- house phrase"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("x.docx", b"PK\x03\x04broken", "damaged"),
        ("x.docx", b"plain text", "damaged"),
        ("x.odt", docx(p("Hello there.")), "no OpenDocument text"),
        ("x.rtf", b"plain text", "no RTF document"),
        ("x.docx", docx("<w:p>"), "damaged"),
        ("x.docx", docx("").replace(b"document.xml", b"dokument.xml"), "no Word document"),
    ],
)
def test_what_is_no_such_document_is_said(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read(data, name)


def test_zip_bombs_and_entities_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("word/document.xml", f"<w:document {W}>" + " " * 30_000_000 + "</w:document>")
    with pytest.raises(ReadError, match="tightly packed"):
        read(out.getvalue(), "x.docx")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    with pytest.raises(ReadError, match="declares entities"):
        read(out.getvalue(), "x.docx")


def test_rtf_by_hand() -> None:
    source = (
        rb"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Arial;}}{\stylesheet{\s1 heading 1;}{\s2 Subtitle;}}{\info{\title no}}"
        rb"\pard\s1 Council backs caf\'e9 plan\par\pard\s2 It may \u8220?cost\u8221? more\par"
        rb"\pard\plain It \emdash  met {\i late}\line on \{Monday\}.{\*\bkmkstart x}{\pict 0102}\par \u-10179?\u-8704? end.}"
    )
    document = read(source, "x.rtf")
    assert kinds(document) == [
        ("headline", "Council backs café plan"),
        ("dek", "It may “cost” more"),
        ("body", "It — met late\u2028on {Monday}."),
        ("body", "😀 end."),
    ]


@settings(max_examples=150)
@given(st.binary(max_size=80).map(lambda b: b"{\\rtf1" + b))
def test_any_rtf_is_read_or_refused(data: bytes) -> None:
    try:
        read(data, "x.rtf")
    except ReadError as e:
        assert str(e).startswith("x.rtf")


@settings(max_examples=100)
@given(
    st.lists(
        st.lists(st.text(alphabet="ab é😀\u0301<&", min_size=1, max_size=5), min_size=1, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_docx_text_is_the_runs_text_in_order(paragraphs: list[list[str]]) -> None:
    body = "".join(
        "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{html.escape(r)}</w:t></w:r>' for r in runs) + "</w:p>"
        for runs in paragraphs
    )
    document = read(docx(body), "x.docx")
    assert document.text == "".join("".join(runs) + "\n" for runs in paragraphs)


# --- documents made by real word processors --------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The seed in every format, made by LibreOffice, pandoc and by hand."""
    folder = tmp_path_factory.mktemp("formats")
    lines = [line for line in SEED.read_text(encoding="utf-8").split("\n") if line.strip()]
    page = folder / "seed.html"
    rest = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines[2:])
    page.write_text(
        f'<meta charset="utf-8"><h1>{html.escape(lines[0])}</h1><p class="subtitle">{html.escape(lines[1])}</p>\n{rest}',
        encoding="utf-8",
    )
    markdown = folder / "seed.md"
    markdown.write_text(f"# {lines[0]}\n\n" + "\n\n".join(lines[1:]) + "\n", encoding="utf-8")
    item = folder / "seed.ninjs"
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines[2:])
    fields = {"uri": "urn:seed", "headline": lines[0], "description_text": lines[1], "body_html": body}
    item.write_text(json.dumps(fields), encoding="utf-8")
    odt = libreoffice(page, "odt", folder)
    return {
        "ninjs": item,
        "txt": SEED,
        "html": page,
        "md": markdown,
        "odt": odt,
        "docx": libreoffice(odt, "docx", folder),
        "rtf": libreoffice(odt, "rtf", folder),
        "docx-by-pandoc": pandoc(markdown, "docx", folder),
        "odt-by-pandoc": pandoc(markdown, "odt", folder),
        "html-by-pandoc": pandoc(markdown, "html", folder),
        "rtf-by-pandoc": pandoc(markdown, "rtf", folder),
    }


@pytest.mark.parametrize(
    "format",
    ["ninjs", "html", "md", "odt", "docx", "rtf", "docx-by-pandoc", "odt-by-pandoc", "html-by-pandoc", "rtf-by-pandoc"],
)
def test_the_seed_says_the_same_in_every_format(made: dict[str, Path], format: str) -> None:
    def said(path: Path) -> set[tuple[str, str]]:
        return {(f.rule, " ".join(f.text.split())) for f in check_file(path, settings=Settings(grammar=()))}

    plain, other = said(made["txt"]), said(made[format])
    assert len(plain & other) / len(plain | other) >= 0.95, plain ^ other


def test_footnotes_tables_and_text_boxes_are_read(tmp_path: Path) -> None:
    source = tmp_path / "notes.md"
    source.write_text(
        "# Council backs plan\n\nIt met.[^1]\n\n| a | b |\n|---|---|\n| in a cell | another |\n\n[^1]: The the note stands here.\n"
    )
    text = read(pandoc(source, "docx", tmp_path).read_bytes(), "notes.docx").text
    assert "in a cell" in text and "The the note stands here." in text
    box = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>Before. </w:t></w:r><w:r><mc:AlternateContent>'
        f"<mc:Choice><w:txbxContent>{p('In the box.')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{p('In the box.')}</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>After.</w:t></w:r></w:p>"
    )
    assert read(docx(box + p("Last.")), "x.docx").text == "Before. After.\nIn the box.\nLast.\n"


def test_tracked_changes_and_comments_are_findings(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>The </w:t></w:r><w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:del><w:r><w:delText>old </w:delText></w:r></w:del>"
        '<w:commentRangeStart w:id="1"/><w:r><w:t>plan</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>'
    )
    comments = f'<w:comments {W}><w:comment w:id="1" w:author="Desk"><w:p><w:r><w:t>Says who?</w:t></w:r></w:p></w:comment></w:comments>'
    (tmp_path / "x.docx").write_bytes(docx(body, comments=comments))
    found = check_file(tmp_path / "x.docx", settings=Settings(grammar=()))
    said = [(f.rule, f.text) for top in found for f in (top, *top.also)]
    assert ("leftovers/comment-left", "plan") in said and ("leftovers/tracked-change", "new ") in said
