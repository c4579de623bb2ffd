"""What newslint says of a place is true of the file: in every format, for any Unicode, in every output's own unit.

The words are planted, so a test knows where they are without asking newslint; lines and columns are counted here by
splitting and encoding, which is not how newslint counts them.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from newslint import fixes
from newslint.document import Document
from newslint.engine import check
from newslint.errors import ReadError
from newslint.finding import Finding
from newslint.readers import read
from newslint.report import Report, place
from newslint.reporters import REPORTERS, render
from newslint.result import Result
from newslint.rule import Severity
from newslint.ruleset import load_builtin
from newslint.session import Session
from newslint.settings import Settings
from tests.conftest import ROOT, rule_of
from tests.readers.test_office import docx

WORD = "zqflag"
RULE = rule_of("match: {phrase: {any: [zqflag]}}", "test/planted")
SWAP = rule_of("fix: true\nmatch: {swap: {pairs: {zqflag: zqfixed, zqfixed zqtwo: zqthree}}}", "test/swapped")
# combining marks, emoji with joiners, right to left and its overrides, separators that break no line, a BOM inside
SCRAPS = (
    "e\u0301", "n\u0303\u0323", "😀", "👩‍👩‍👧", "🇺🇳", "שלום", "مرحبا", "\u202eabc\u202c", "\u2066x\u2069", "\u2028", "\u2029", "\u0085",
    "\ufeff", "\u00a0", "\u200b", "ﬁ", "İ", "ß", "𝕏", "中文", "한국", "\U000e0041", "a", "the", "Plan", ";", ":",
)  # fmt: skip
WORDS = st.lists(st.sampled_from((*SCRAPS, WORD)), min_size=1, max_size=8).map(" ".join)
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=4)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def found(document: Document) -> list[Finding]:
    return [g for f in check(document, [RULE], Settings()).findings for g in (f, *f.also)]


def agree(document: Document, planted: int) -> list[Finding]:
    """Every planted word is found once, and its span says so in the document and in the file."""
    findings = found(document)
    assert len(findings) == planted
    for f in findings:
        assert f.text == WORD == f.span.of(document.text)
    return findings


# --- formats: where the words stand in the file ----------------------------------------------------------

BREAKS = ("\n", "\r\n", "\r")


@QUICK
@example(paragraphs=[f"\ufeff {WORD}"], line_break="\n", bom=False)
@example(paragraphs=[f"\ufeff {WORD}"], line_break="\n", bom=True)
@given(paragraphs=PARAGRAPHS, line_break=st.sampled_from(BREAKS), bom=st.booleans())
@pytest.mark.parametrize("name", ["d.txt", "d.md"])
def test_text_and_markdown(name: str, paragraphs: list[str], line_break: str, bom: bool) -> None:
    text = (line_break * 2).join(paragraphs) + line_break
    document = read((b"\xef\xbb\xbf" if bom else b"") + text.encode(), name)
    findings = agree(document, text.count(WORD))
    if not bom:
        text = text.removeprefix("\ufeff")  # where it stands first it is the mark itself, and no part of the text
    assert [place(document, f.span).span.start for f in findings] == [m.start() for m in re.finditer(WORD, text)]


MARKUP: dict[str, Callable[[list[str]], str]] = {
    "d.html": lambda ps: (
        "<html><body>\r\n"
        + "\n".join(f"<p class='é😀'>&eacute;&#128512; <b>{escape(p)}</b> &amp;</p>" for p in ps)
        + "</body></html>"
    ),
    "d.nitf": lambda ps: (
        "<nitf><body><body.content>"
        + "".join(f"<p>&#128512; <em>{escape(p)}</em></p>\n" for p in ps)
        + "</body.content></body></nitf>"
    ),
}


@QUICK
@given(paragraphs=PARAGRAPHS)
@pytest.mark.parametrize("name", MARKUP)
def test_markup(name: str, paragraphs: list[str]) -> None:
    source = MARKUP[name](paragraphs)
    document = read(source.encode(), name)
    findings = agree(document, source.count(WORD))
    assert [place(document, f.span).span.start for f in findings] == [m.start() for m in re.finditer(WORD, source)]


@QUICK
@given(paragraphs=PARAGRAPHS, ascii_only=st.booleans(), lone=st.booleans(), escaped=st.booleans())
def test_ninjs_through_two_layers_of_writing(
    paragraphs: list[str], ascii_only: bool, lone: bool, escaped: bool
) -> None:
    """JSON writes 😀 as two surrogates, or half of one; the HTML in it has entities of its own."""
    body = "".join(f"<p>&eacute; {escape(p)}</p>" for p in paragraphs)
    source = json.dumps({"headline": "Plan 😀", "body_html": body}, ensure_ascii=ascii_only)
    if lone:
        source = source.replace("Plan", "Plan \\ud83d \\ude00x")
    if escaped:
        source = source.replace(WORD, "zq\\u0066la\\u0067")
    document = read(source.encode(), "d.ninjs")
    findings = agree(document, body.count(WORD))
    written = "zq\\u0066la\\u0067" if escaped else WORD
    places = [place(document, f.span).span for f in findings]
    assert [s.of(source) for s in places] == [written] * len(findings)
    assert [s.start for s in places] == [m.start() for m in re.finditer(re.escape(written), source)]
    for name in REPORTERS:
        render(name, Report([check(document, [RULE], Settings())])).encode("utf-8", "backslashreplace")


def odt(paragraphs: list[str]) -> bytes:
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = "".join(f"<text:p>{escape(p)}</text:p>" for p in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return out.getvalue()


def rtf(paragraphs: list[str]) -> bytes:
    def written(c: str) -> str:
        if c.isascii():
            return c
        units = c.encode("utf-16-le")
        numbers = [int.from_bytes(units[i : i + 2], "little", signed=True) for i in range(0, len(units), 2)]
        return "".join(f"\\u{n}?" for n in numbers)

    return ("{\\rtf1\\ansi " + "".join("".join(map(written, p)) + "\\par\n" for p in paragraphs) + "}").encode("ascii")


def word(paragraphs: list[str]) -> bytes:
    """Each word in a run of its own, some runs cut inside a character's combining marks."""
    out = ""
    for p in paragraphs:
        runs = re.findall(r"\S+|\s", p)
        out += "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{escape(r)}</w:t></w:r>' for r in runs) + "</w:p>"
    return docx(out)


@QUICK
@given(paragraphs=PARAGRAPHS)
@pytest.mark.parametrize(("name", "make"), [("d.docx", word), ("d.odt", odt), ("d.rtf", rtf)])
def test_documents_of_word_processors(name: str, make: Callable[[list[str]], bytes], paragraphs: list[str]) -> None:
    """Their places are the number of a paragraph and a column in it."""
    document = read(make(paragraphs), name)
    findings = agree(document, "\n".join(paragraphs).count(WORD))
    said = [place(document, f.span).start for f in findings]
    assert said == [
        (n, m.start() + 1)
        for n, p in enumerate(paragraphs, 1)
        for m in re.finditer(WORD, p if name != "d.odt" else " ".join(re.split("[ \t\r\n]+", p)))
    ]


# --- outputs: lines and columns in their own unit --------------------------------------------------------


def independent(text: str, offset: int, unit: str) -> tuple[int, int]:
    """Line and column from 1, by splitting and encoding."""
    lines = re.split(r"\r\n|\r|\n", text[:offset])
    if text[offset - 1 : offset + 1] == "\r\n":
        lines.pop()  # inside a line break
    last = lines[-1]
    size = {
        "codepoints": len(last),
        "utf16": len(last.encode("utf-16-le", "surrogatepass")) // 2,
        "utf8": len(last.encode("utf-8", "surrogatepass")),
    }[unit]
    return len(lines), size + 1


def places_told(name: str, report: Report, document: Document) -> Iterator[tuple[int, int]]:
    """The (line, column) of every finding as a format tells it."""
    out = render(name, report)
    if name in ("text", "github", "junit"):
        if name == "github":
            for m in re.finditer(r"^::\w+ .*?line=(\d+),.*?col=(\d+)", out, re.M):
                yield int(m[1]), int(m[2])
            return
        for m in re.finditer(rf"{re.escape(document.path)}:(\d+):(\d+): ?\w", out):
            yield int(m[1]), int(m[2])
    elif name == "checkstyle":
        for e in ElementTree.fromstring(out.encode()).iter("error"):
            yield int(e.attrib["line"]), int(e.attrib["column"])
    elif name in ("json", "jsonl"):
        for f in json.loads(out) if name == "json" else map(json.loads, out.split("\n")[:-1]):
            yield f["line"], f["column"]
    elif name == "sarif":
        [run] = json.loads(out)["runs"]
        assert run["columnKind"] == "unicodeCodePoints"
        for r in run["results"]:
            region = r["locations"][0]["physicalLocation"]["region"]
            yield region["startLine"], region["startColumn"]
    elif name == "rdjson":
        for d in json.loads(out)["diagnostics"]:
            start = d["location"]["range"]["start"]
            yield start["line"], start["column"]
    elif name == "gitlab":
        for d in json.loads(out):
            yield d["location"]["lines"]["begin"], 0


UNITS = {"rdjson": "utf8"}
TELLING = ("text", "github", "junit", "checkstyle", "json", "jsonl", "sarif", "rdjson", "gitlab")


@QUICK
@given(paragraphs=PARAGRAPHS, line_break=st.sampled_from(BREAKS))
@pytest.mark.parametrize("name", TELLING)
def test_every_output_counts_in_its_own_unit(name: str, paragraphs: list[str], line_break: str) -> None:
    text = line_break.join(paragraphs)
    document = read(text.encode(), "d.txt")
    report = Report([check(document, [RULE], Settings())], {RULE.name: RULE}, severity=Severity.SUGGESTION)
    unit = UNITS.get(name, "codepoints")
    # a byte order mark is no character of the file, which is how newslint counts
    clean = text.removeprefix("\ufeff")
    expected = [independent(clean, m.start(), unit) for m in re.finditer(WORD, clean)]
    if name == "gitlab":
        expected = [(line, 0) for line, _ in expected]
    assert list(places_told(name, report, document)) == expected


@QUICK
@given(paragraphs=PARAGRAPHS, line_break=st.sampled_from(BREAKS))
@pytest.mark.parametrize(("encoding", "unit"), [("utf-8", "utf8"), ("utf-16", "utf16"), ("utf-32", "codepoints")])
def test_editors_get_the_unit_they_asked_for(encoding: str, unit: str, paragraphs: list[str], line_break: str) -> None:
    pytest.importorskip("pygls", reason="the lsp extra is not installed")
    from newslint.lsp.positions import range_of, unit_of

    text = line_break.join(paragraphs).replace("\ufeff", "")
    document = read(text.encode(), "d.txt")
    for f, m in zip(found(document), re.finditer(WORD, text), strict=True):
        at = range_of(document, f.span, unit_of(encoding))
        for told, offset in ((at.start, m.start()), (at.end, m.end())):
            assert (told.line + 1, told.character + 1) == independent(text, offset, unit)


# --- fixes -----------------------------------------------------------------------------------------------


def fixed(data: bytes, name: str) -> fixes.Fixed:
    return fixes.fix(data, lambda d: read(d, name), lambda d: check(d, [SWAP], Settings()))


PLANTED = st.lists(
    st.lists(st.sampled_from((*SCRAPS, WORD, "zqtwo")), min_size=1, max_size=8).map(" ".join), min_size=1, max_size=4
)
MAKERS: dict[str, Callable[[list[str]], bytes]] = {
    "d.txt": lambda ps: "\r\n\r\n".join(ps).encode(),
    "d.md": lambda ps: "\n\n".join(ps).encode(),
    "d.html": lambda ps: MARKUP["d.html"](ps).encode(),
    "d.nitf": lambda ps: MARKUP["d.nitf"](ps).encode(),
    "d.docx": word,
}


@QUICK
@given(paragraphs=PLANTED)
@pytest.mark.parametrize("name", MAKERS)
def test_fixes_applied_twice_change_nothing_the_second_time(name: str, paragraphs: list[str]) -> None:
    data = MAKERS[name](paragraphs)
    once = fixed(data, name)
    assert not any(f.fix for f in once.result.findings)
    assert WORD not in read(once.data, name).text
    again = fixed(once.data, name)
    assert (again.data, again.count) == (once.data, 0)
    before, after = (re.sub("zq[a-z]+( zqtwo)?", "", read(d, name).text) for d in (data, once.data))
    assert re.sub(" ?zqtwo", "", before).split() == re.sub(" ?zqtwo", "", after).split()  # nothing else was touched


def test_of_two_fixes_that_overlap_one_is_written() -> None:
    one = rule_of("fix: true\nmatch: {swap: {pairs: {alpha beta: gamma}}}", "test/one")
    two = rule_of("fix: true\nmatch: {swap: {pairs: {beta delta: epsilon}}}", "test/two")
    data = b"An alpha beta delta here."
    done = fixes.fix(data, lambda d: read(d, "d.txt"), lambda d: check(d, [one, two], Settings()))
    assert done.data in (b"An gamma delta here.", b"An alpha epsilon here.")


def corpora() -> Iterator[tuple[str, bytes]]:
    """Drafts to fix: the seeds, drafts made of the bad examples of rules that fix, and what lies beside the checkout."""
    for seed in sorted((ROOT / "seeds").glob("*.txt")):
        yield seed.name, seed.read_bytes()
    bad = [e.text.strip() for r in load_builtin(examples=True) if r.fix for e in r.examples.bad]
    for i in range(0, len(bad), 12):
        yield f"examples-{i}.txt", ("Council backs plan\n\n" + "\n\n".join(bad[i : i + 12]) + "\n").encode()
    for folder in ("drafts", "dev"):
        for file in sorted((ROOT.parent / "shared" / "data" / "desk" / folder).glob("*.txt"))[:5]:
            yield file.name, file.read_bytes()


def errors(result: Result) -> Counter[tuple[str, str]]:
    everything = [g for f in result.findings for g in (f, *f.also)]
    return Counter((f.rule, f.text) for f in everything if f.severity is Severity.ERROR)


def test_fixing_makes_no_new_error_and_comes_to_an_end() -> None:
    session, chosen = Session(), Settings(grammar=())

    def checked(document: Document) -> Result:
        return session.check(document, chosen)

    count = 0
    for name, data in corpora():
        before = checked(read(data, name))
        done = fixes.fix(data, lambda d, n=name: read(d, n), checked)  # type: ignore[misc]
        count += done.count
        assert not errors(done.result) - errors(before), name
        if done.count:
            again = fixes.fix(done.data, lambda d, n=name: read(d, n), checked)  # type: ignore[misc]
            assert again.data == done.data, name
    assert count >= 20  # enough was fixed for this to mean something


def test_a_surrogate_that_is_half_a_character_breaks_no_reader() -> None:
    """Bytes that only look like UTF-8 (CESU-8, lone surrogates) are refused with their line, not read as something else."""
    for name in ("d.txt", "d.md", "d.html"):
        with pytest.raises(ReadError, match="not utf-8 text"):
            read(b"A plan \xed\xa0\xbd\xed\xb8\x80.", name)
