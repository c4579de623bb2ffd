from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.document import BlockKind, Document
from newslint.readers import read, read_text
from newslint.span import Span

PAGE = """<!doctype html><html><head><title>Site &amp; story</title><style>p {}</style><script>var a = "<p>no</p>";</script></head>
<body><nav><p>Menu</p></nav><h1>Council <em>backs</em> caf&eacute; plan</h1>
<p class="byline">By Ada Lund</p>
<p>The council said <b>the the</b> plan &mdash; &#8220;old&#x201d; &#8212; is here.<br>Next line. <!-- newslint: ignore a/b -- why --></p>
<blockquote><p>A quote</p></blockquote><pre>code</pre>
<figure><img src="x.png"><figcaption>The pier</figcaption></figure><h2>Next</h2><ul><li>one<li>two</ul>
<p>Unclosed paragraph here.<p>The last one.</body></html>"""


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(b.kind.value, b.span.of(document.text)) for b in document.blocks]


def test_a_page() -> None:
    document = read_text(PAGE, "x.html")
    assert kinds(document) == [
        ("headline", "Council backs café plan"),
        ("byline", "By Ada Lund"),
        ("body", "The council said the the plan — “old” — is here.\nNext line."),
        ("quote", "A quote"),
        ("code", "code"),
        ("caption", "The pier"),
        ("heading", "Next"),
        ("list", "one"),
        ("list", "two"),
        ("body", "Unclosed paragraph here."),
        ("body", "The last one."),
    ]
    assert [s.of(document.text) for s in document.emphasis] == ["backs"]
    assert [r.text for r in document.remarks] == ["newslint: ignore a/b -- why"]


def test_spans_lead_to_the_markup() -> None:
    document = read_text(PAGE, "x.html")
    for words, markup in (
        ("café", "caf&eacute;"),
        ("the the", "the the"),
        ("— “old” —", "&mdash; &#8220;old&#x201d; &#8212;"),
    ):
        at = document.text.index(words)
        assert document.map.span(Span(at, at + len(words))).of(PAGE) == markup


def test_the_title_is_the_headline_where_there_is_no_h1() -> None:
    document = read_text("<title>Council backs plan</title><p>It met on Monday, the clerk said.", "x.html")
    assert kinds(document)[0] == ("headline", "Council backs plan")


def test_google_docs_classes() -> None:
    document = read_text(
        '<p class="c1 title"><span>Council backs plan</span></p><p class="c2 subtitle"><span>It may cost more</span></p><p>It met on Monday.</p>',
        "x.html",
    )
    assert [k for k, _ in kinds(document)] == ["headline", "dek", "body"]


def test_declared_charset() -> None:
    data = '<meta charset="iso-8859-1"><p>Café.</p>'.encode("latin-1")
    assert "Café" in read(data, "x.html").text


@pytest.mark.parametrize(
    "page",
    [
        "<p>",
        "</p></p>",
        "<!--",
        "<p",
        "&",
        "<script>",
        "<b><i></b></i>",
        "<![CDATA[x]]>",
        "<p>a<!-- newslint: ignore x -- y",
        "&#xD800;",
        "&#99999999;",
    ],
)
def test_broken_pages_are_read(page: str) -> None:
    document = read_text(page, "x.html")
    assert len(document.text) >= 0


WORD = st.text(alphabet=st.sampled_from("abé😀&<>\"'\u0301\u2028"), min_size=1, max_size=6)
TAGS = st.sampled_from(["p", "div", "h1", "h2", "li", "blockquote", "b", "em", "a", "span"])


@given(st.lists(st.tuples(TAGS, st.lists(WORD, min_size=1, max_size=4)), min_size=1, max_size=6))
def test_text_under_a_span_is_the_text_it_names(elements: list[tuple[str, list[str]]]) -> None:
    source = "".join(f"<{tag}>{'<b>'.join(escape(w) for w in words)}</{tag}>" for tag, words in elements)
    document = read_text(source, "x.html")
    at = 0
    for _, words in elements:
        for word in words:
            at = document.text.index(word, at)
            span = Span(at, at + len(word))
            assert document.map.span(span).of(source) == escape(word)
            at += len(word)


@given(st.text(alphabet=st.sampled_from("<>/ab&;#p=\"' !-\n\r[]"), max_size=60))
def test_any_text_is_read_and_spans_stay_inside(source: str) -> None:
    document = read_text(source, "x.html")
    for block in document.blocks:
        span = document.map.span(block.span)
        assert 0 <= span.start <= span.end <= len(source)
        assert block.kind in set(BlockKind)
