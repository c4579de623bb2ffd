from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint import fixes
from newslint.document import Document
from newslint.engine import check
from newslint.readers import read
from newslint.result import Result
from newslint.settings import Settings
from newslint.writers import WriteError
from newslint.writers.docx import with_comments
from tests.conftest import rule_of
from tests.readers.office import libreoffice
from tests.readers.test_office import docx, p

SWAP = rule_of("fix: true\nmatch: {swap: {pairs: {utilise: use, the the: the, as per: by}}}", "clarity/plain")
AGAIN = rule_of("fix: true\nmatch: {swap: {pairs: {use it: take it}}}", "clarity/again")


def checked(document: Document) -> Result:
    return check(document, [SWAP, AGAIN], Settings())


def fixed(data: bytes, name: str) -> fixes.Fixed:
    return fixes.fix(data, lambda d: read(d, name), checked)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("d.txt", "They utilise it, the the plan.", "They take it, the plan."),
        ("d.txt", "\ufeffThey utilise\r\nmany of them.\r\n", "\ufeffThey use\r\nmany of them.\r\n"),
        ("d.txt", "“They utilise it,” she said as per plan.", "“They utilise it,” she said by plan."),
        (
            "d.md",
            "They **utilise** the [the](http://x.example) plan as per usual.",
            "They **use** the [the](http://x.example) plan by usual.",
        ),
        (
            "d.html",
            "<p>They utilise&nbsp;it as <b>per</b> &lt;plan&gt;; utilise.</p>",
            "<p>They use&nbsp;it as <b>per</b> &lt;plan&gt;; use.</p>",
        ),
    ],
)
def test_fixes_are_written_in_place(name: str, before: str, after: str) -> None:
    out = fixed(before.encode(), name)
    assert out.data.decode() == after
    again = fixed(out.data, name)
    assert again.data == out.data and again.count == 0


def test_other_encodings_are_kept() -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        bom = b"\xff\xfe" if encoding.endswith("le") else b"\xfe\xff"
        out = fixed(bom + "They utilise é.".encode(encoding), "d.txt")
        assert out.data == bom + "They use é.".encode(encoding)


def test_a_format_that_cannot_be_written_is_said() -> None:
    data = b"{\\rtf1 They utilise it.}"
    with pytest.raises(WriteError, match="fixes cannot be written into rtf"):
        fixed(data, "d.rtf")


def test_diff() -> None:
    before = read(b"They utilise it.\nAll.", "d.txt")
    after = read(b"They use it.\nAll.", "d.txt")
    assert fixes.diff(before, after).splitlines()[2:] == [
        "@@ -1,2 +1,2 @@",
        "-They utilise it.",
        "+They use it.",
        " All.",
        "\\ No newline at end of file",
    ]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return {n: z.read(n) for n in z.namelist()}


def test_docx_runs_are_cut_where_the_words_stand() -> None:
    body = (
        "<w:p><w:r><w:t>They uti</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>lise</w:t></w:r><w:r><w:t xml:space='preserve'> &amp; go.</w:t></w:r></w:p>"
        + p("Left alone.")
    )
    data = docx(body, styles="<x/>")
    out = fixed(data, "d.docx")
    assert read(out.data, "d.docx").text == "They use & go.\nLeft alone.\n"
    before, after = parts(data), parts(out.data)
    assert before["word/styles.xml"] == after["word/styles.xml"]
    assert b"<w:rPr><w:b/></w:rPr>" in after["word/document.xml"] and b"Left alone." in after["word/document.xml"]


@settings(max_examples=80)
@given(
    st.lists(st.text(alphabet=st.sampled_from("ab &<é😀 "), min_size=1, max_size=5), min_size=1, max_size=4), st.data()
)
def test_docx_fixes_say_what_plain_text_fixes_say(runs: list[str], data: st.DataObject) -> None:
    """Splitting the same words over runs anywhere changes nothing about the fixed text."""
    from html import escape

    text = "".join(runs) + " They utilise it."
    cut = data.draw(st.integers(len("".join(runs)), len(text)))
    pieces = [*runs, text[len("".join(runs)) : cut], text[cut:]]
    body = "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{escape(r)}</w:t></w:r>' for r in pieces if r) + "</w:p>"
    out = fixed(docx(body), "d.docx")
    assert read(out.data, "d.docx").text == text.replace("utilise it", "take it") + "\n"


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letter")
    page = folder / "letter.html"
    page.write_text(
        '<meta charset="utf-8"><h1>Council backs plan</h1><p>They <b>uti</b>lise it, the the plan, as <i>per</i> the clerk.</p><table><tr><td>They utilise cells.</td></tr></table>',
        encoding="utf-8",
    )
    return libreoffice(libreoffice(page, "odt", folder), "docx", folder)


def test_libreoffice_opens_a_fixed_docx(letter: Path, tmp_path: Path) -> None:
    data = letter.read_bytes()
    out = fixed(data, "letter.docx")
    assert out.count >= 4
    before, after = parts(data), parts(out.data)
    assert {n for n in before if before[n] != after[n]} == {"word/document.xml"}
    (tmp_path / "fixed.docx").write_bytes(out.data)
    text = read(libreoffice(tmp_path / "fixed.docx", "odt", tmp_path).read_bytes(), "x.odt").text
    assert "They take it, the plan, by the clerk." in text and "They use cells." in text


def test_findings_as_word_comments_open_in_libreoffice(letter: Path, tmp_path: Path) -> None:
    data = letter.read_bytes()
    document = read(data, "letter.docx")
    found = checked(document).findings
    out = with_comments(document, data, found)
    assert out.count == len(found) >= 3
    reread = read(out.data, "letter.docx")
    assert reread.text == document.text
    assert [m.span.of(reread.text) for m in reread.marginalia] == [f.text for f in found]
    (tmp_path / "said.docx").write_bytes(out.data)
    odt = read(libreoffice(tmp_path / "said.docx", "odt", tmp_path).read_bytes(), "x.odt")
    assert len([m for m in odt.marginalia if m.kind == "comment"]) == len(found)
    twice = with_comments(reread, out.data, checked(reread).findings)
    assert len(read(twice.data, "letter.docx").marginalia) == 2 * len(found)
