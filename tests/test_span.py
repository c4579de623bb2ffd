from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.span import LineIndex, OffsetMap, Span, SpanIndex, width

TEXT = st.text(alphabet=st.sampled_from("ab é😀\u0301\u2028\r\n\x0c"), max_size=60)


def test_span_of_overlaps_covers() -> None:
    span = Span(2, 5)
    assert span.of("abcdef") == "cde"
    assert span.overlaps(Span(4, 9)) and not span.overlaps(Span(5, 9))
    assert span.covers(Span(2, 5)) and not span.covers(Span(1, 3))


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("ab\ncd", 3, (2, 1)),
        ("ab\r\ncd", 4, (2, 1)),
        ("ab\rcd", 3, (2, 1)),
        ("ab\u2028cd", 3, (1, 4)),
        ("ab\x0ccd", 3, (1, 4)),
        ("", 0, (1, 1)),
        ("a\n", 2, (2, 1)),
    ],
)
def test_positions_know_which_characters_break_lines(text: str, offset: int, expected: tuple[int, int]) -> None:
    assert LineIndex(text).position(offset) == expected


def test_columns_in_each_unit() -> None:
    lines = LineIndex("😀 é x")
    assert lines.position(4).column == 5
    assert lines.position(4, "utf16").column == 6
    assert lines.position(4, "utf8").column == 9


@given(TEXT, st.data())
def test_line_and_column_lead_back_to_the_offset(text: str, data: st.DataObject) -> None:
    lines = LineIndex(text)
    offset = data.draw(st.integers(0, len(text)))
    position = lines.position(offset)
    assert lines.offset(*position) == offset
    assert 1 <= position.line <= len(lines)


@given(TEXT)
def test_lines_are_what_an_independent_splitter_makes(text: str) -> None:
    expected = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = LineIndex(text)
    assert [lines.line_span(i + 1).of(text) for i in range(len(lines))] == expected


@given(TEXT)
def test_width_in_units(text: str) -> None:
    assert width(text, "utf16") == len(text.encode("utf-16-le")) // 2
    assert width(text, "utf8") == len(text.encode())


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)), max_size=8), st.integers(0, 50), st.integers(1, 8))
def test_span_index_agrees_with_a_plain_search(raw: list[tuple[int, int]], start: int, length: int) -> None:
    spans = [Span(a, a + n) for a, n in raw]
    asked = Span(start, start + length)
    assert SpanIndex(spans).overlaps(asked) == any(s.overlaps(asked) for s in spans)
    inside = {i for s in spans for i in range(*s)}
    assert SpanIndex(spans).covers(asked) == all(i in inside for i in range(*asked))


def test_offset_map() -> None:
    # "Hello world" read from "<b>Hello</b> <i>world</i>"
    mapped = OffsetMap([(0, 3, 5), (5, 12, 1), (6, 16, 5)])
    source = "<b>Hello</b> <i>world</i>"
    assert mapped.span(Span(0, 5)).of(source) == "Hello"
    assert mapped.span(Span(6, 11)).of(source) == "world"
    assert OffsetMap().span(Span(3, 4)) == (3, 4) and OffsetMap().identity
