from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.errors import ReadError
from newslint.readers import read, read_text
from newslint.readers.ninjs import decode
from newslint.span import Span

ITEM = {
    "uri": "urn:x",
    "headline": "Café “plan” 😀 backed",
    "byline": "Ada Lund",
    "slugline": "PLAN",
    "body_html": "<h1>Café</h1><p>The <b>council</b> &amp; the mayor met.</p>\n<p>It “may” cost 😀 more.</p>",
    "place": [{"name": "Headline", "headline": "no"}],
}


@pytest.mark.parametrize("escaped", [True, False])
def test_ninjs_fields(escaped: bool) -> None:
    source = json.dumps(ITEM, ensure_ascii=escaped)
    document = read_text(source, "item.json")
    found = [(b.kind.value, b.span.of(document.text)) for b in document.blocks]
    assert found == [
        ("headline", "Café “plan” 😀 backed"),
        ("byline", "Ada Lund"),
        ("heading", "Café"),
        ("body", "The council & the mayor met."),
        ("body", "It “may” cost 😀 more."),
    ]
    for block in document.blocks:
        under = document.map.span(block.span).of(source)
        assert "<p>" not in under and json.loads(f'"{under}"')


def test_ninjs_body_text() -> None:
    document = read_text(
        json.dumps({"headline": "Council backs plan", "body_text": "It met.\n\nIt voted on it."}), "x.ninjs"
    )
    assert [b.kind.value for b in document.blocks] == ["headline", "body", "body"]


@pytest.mark.parametrize(
    ("source", "says"),
    [("{", "not valid JSON"), ("[1]", "no ninjs item"), ('{"a": 1}', "no ninjs item"), ("[" * 100000, "JSON")],
)
def test_ninjs_that_is_none(source: str, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read_text(source, "x.json")


@given(st.text(alphabet=st.sampled_from('ab"\\/\n\té😀\u2028'), max_size=20), st.booleans(), st.data())
def test_json_strings_map_back_character_by_character(text: str, escaped: bool, data: st.DataObject) -> None:
    source = json.dumps(text, ensure_ascii=escaped)
    decoded, mapping = decode(source[1:-1], 1)
    assert decoded == text
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        under = mapping.span(Span(start, end)).of(source)
        assert json.loads(f'"{under}"') == text[start:end]


NITF = """<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><title>Not this</title></head><body><body.head><hedline><hl1>Council &amp; mayor back plan</hl1><hl2>It may cost more</hl2></hedline>
<byline>By <person>Ada Lund</person></byline><dateline><location>PORT ELLERY</location></dateline></body.head>
<body.content><block><p>The <em>council</em> met on Monday.</p><p>It voted.</p></block>
<media><media-caption>The pier</media-caption></media></body.content></body></nitf>"""


def test_nitf() -> None:
    document = read(NITF.encode(), "x.nitf")
    assert [(b.kind.value, b.span.of(document.text)) for b in document.blocks] == [
        ("headline", "Council & mayor back plan"),
        ("dek", "It may cost more"),
        ("byline", "By Ada Lund"),
        ("dateline", "PORT ELLERY"),
        ("body", "The council met on Monday."),
        ("body", "It voted."),
        ("caption", "The pier"),
    ]
    assert document.map.span(document.blocks[0].span).of(NITF) == "Council &amp; mayor back plan"


def test_nitf_entities_are_not_resolved() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><nitf><body><p>See &a; here.</p></body></nitf>'
    document = read_text(bomb, "x.nitf")
    assert "root:" not in document.text and "&a;" in document.text
