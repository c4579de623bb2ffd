"""Quotations: every kind of mark, apostrophes that open nothing, paragraphs, slips, and spans that are exact."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newslint.annotations.quotes import marks, quoted
from newslint.document import Document
from newslint.readers import read_text
from newslint.span import Span


def read(text: str) -> Document:
    return read_text(text, "draft.txt")


def quotes(text: str) -> list[str]:
    document = read(text)
    return [" | ".join(p.of(document.text) for p in q.parts) for q in document.quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “so” and left.", "“so”"),
        ('He said "so" and left.', '"so"'),
        ("He said ‘so’ and left.", "‘so’"),
        ("He said 'so' and left.", "'so'"),
        ("He said «so» and left.", "«so»"),
        ("He said „so“ and left.", "„so“"),
        ("He said ''so'' and left.", "''so''"),
        ("He said ``so'' and left.", "``so''"),
        ("(“So,” he said.)", "“So,”"),
        ("It was—“so”—he said.", "“so”"),
        ('He said:"So it is."', '"So it is."'),
        ('He left."So it is," she said.', '"So it is,"'),
        ("“He is 6’2”,” she said.", "“He is 6’2”,”"),
        ("“... so it was,” he said.", "“... so it was,”"),
    ],
)
def test_every_kind_of_mark_makes_a_closed_quotation(text: str, expected: str) -> None:
    document = read(text)
    assert quotes(text) == [expected]
    (q,) = document.quotes
    assert q.closed and not q.mismatched


@pytest.mark.parametrize(
    "text",
    [
        "The '90s were O'Neill's and the players' best years, 'twas said.",
        "The ’90s were O’Neill’s and the players’ best years, ’twas said.",
        "Rock 'n' roll was the workers' music, so give 'em more.",
        "The door is 6'2\" high and 3' wide.",
        "He doesn't, can't and won't, in the sons' house or the dogs' yard.",
        "The class of '98 met in the ladies' room.",
    ],
)
def test_apostrophes_and_inches_open_nothing(text: str) -> None:
    assert quotes(text) == []
    assert not read(text).fact(marks).stray


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He said ‘no’ to me,” Lund said.", ["“He said ‘no’ to me,”"]),
        ("'He said \"no\" to me,' Lund said.", ["'He said \"no\" to me,'"]),
        ('"He said “no” to me," Lund said.', ['"He said “no” to me,"']),
        ("“He calls it “art” and pays,” Lund said.", ["“He calls it “art” and pays,”"]),
        ("''He said 'no' to me,'' Lund said.", ["''He said 'no' to me,''"]),
        ("‘It’s over for the players’ union,’ Lund said.", ["‘It’s over for the players’ union,’"]),
    ],
)
def test_a_quotation_inside_a_quotation_belongs_to_the_outer(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


def test_a_quotation_runs_on_over_paragraphs() -> None:
    text = "“We waited,” Lund said. “Nobody came.\n\n“Then it rained.\n\n“We left,” she said."
    assert quotes(text) == ["“We waited,”", "“Nobody came. | “Then it rained. | “We left,”"]
    assert all(q.closed for q in read(text).quotes)


def test_a_pull_quote_that_closes_a_line_below() -> None:
    (q,) = read('"We waited and nobody came.\nAna Ruiz, welder"\n\nIt rained on Monday.').quotes
    assert q.closed and len(q.parts) == 2


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("“We waited, Lund said.\n\nIt rained.", "“"),
        ('Lund said: "We waited.\n\nIt rained.', '"'),
        ("''We waited, Lund said.\n\nIt rained.", "''"),
        ("“We waited, said Lund.\n\n“It rained,” said Poole.", "“"),
        ('"We waited in May, said Ada Lund. "Nobody came."', '"'),
    ],
)
def test_a_quotation_that_never_closes(text: str, opens: str) -> None:
    unclosed = [q for q in read(text).quotes if not q.closed]
    assert [q.mark for q in unclosed] == [opens]
    assert unclosed[0].close == ""


def test_run_together_paragraphs_reopen_without_closing() -> None:
    (q,) = read('He said: "It rained all day. "We left at noon."').quotes
    assert q.closed


@pytest.mark.parametrize(
    "text",
    [
        'Lund saw “no leak" there.',
        'Lund saw "no leak” there.',
        "Lund saw “no leak“ there.",
        "Lund saw ''no leak\" there.",
    ],
)
def test_the_wrong_closing_mark_closes_all_the_same(text: str) -> None:
    (q,) = read(text).quotes
    assert q.closed and q.mismatched
    assert "no leak" in q.inner.of(text)
    assert q.inner.of(text) == "no leak"


def test_a_closing_mark_that_closes_nothing_is_stray() -> None:
    document = read('We waited,” Lund said. The board is 12" wide.')
    assert [s.of(document.text) for s in document.fact(marks).stray] == ["”"]
    assert not document.quotes


def test_a_closing_mark_set_where_one_opens_is_stray_once() -> None:
    document = read("” … we waited,” Lund said.")
    assert len(document.fact(marks).stray) == 1
    assert [q.closed for q in document.quotes] == [True]


def test_marks_set_off_by_spaces_pair_by_turns() -> None:
    text = '" We waited ", Lund said, " and nobody came ". It was " over ".'
    assert quotes(text) == ['" We waited "', '" and nobody came "', '" over "']


def test_marks_in_raw_tags_are_no_marks() -> None:
    assert quotes('See <a href="https://example.org" class="x">“it”</a>.') == ["“it”"]


def test_block_quotes_are_quoted_too() -> None:
    document = read("> We waited and nobody came.\n\nLund left.")
    assert document.fact(quoted).covers(document.blocks[0].span)


def test_inner_has_no_marks() -> None:
    text = "He said ''so it is'' and “no” and ‘well’."
    document = read(text)
    assert [q.inner.of(text) for q in document.quotes] == ["so it is", "no", "well"]


@example('? "“«-!!. \n\n””»')
@example("”a\n\n”b ”")
@given(st.text(alphabet="ab .,?!\"'“”‘’«»\n-—", max_size=120))
def test_spans_are_exact_ordered_and_inside_their_blocks(text: str) -> None:
    document = read(text)
    end = 0
    blocks = [b.span for b in document.blocks]
    for q in document.quotes:
        for part in q.parts:
            assert part.start >= end and part.end > part.start
            assert any(b.covers(part) for b in blocks)
            end = part.end
        assert document.text.startswith(q.mark, q.span.start)
        if q.closed:
            assert document.text[: q.span.end].endswith(q.close)
        assert q.span.covers(Span(q.inner.start, max(q.inner.start, q.inner.end)))
    for stray in document.fact(marks).stray:
        assert stray.of(document.text) in ("”", '"')
        # inside a quotation only where it opens a part of it, set the wrong way round
        assert not any(p.overlaps(stray) for q in document.quotes for p in q.parts if p.start != stray.start)


@given(
    st.lists(st.sampled_from(["We waited", "nobody came", "it rained"]), min_size=1, max_size=5),
    st.sampled_from(["“”", '""', "«»"]),
)
def test_well_made_quotations_are_all_found(said: list[str], pair: str) -> None:
    text = " ".join(f"{pair[0]}{words},{pair[1]} Lund said." for words in said)
    assert [q.inner.of(text) for q in read(text).quotes] == [f"{words}," for words in said]
