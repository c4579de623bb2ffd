from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newslint.annotations import numbers
from newslint.annotations.dates import WEEKDAYS, dates, in_text
from newslint.annotations.numbers import quantities
from newslint.annotations.vocabulary import blocks_with, vocabulary
from newslint.document import PROSE, BlockKind
from newslint.readers import read_text
from newslint.span import SpanIndex


def test_words_are_known_by_the_blocks_they_stand_in() -> None:
    document = read_text("Yard closes\n\nThe yard, the pub's.\n\nNo pub.", "a.txt")
    assert vocabulary(document) == {
        "yard": [0, 1],
        "closes": [0],
        "the": [1],
        "pub": [1, 2],
        "s": [1],
        "no": [2],
    }
    assert blocks_with(document, frozenset({"pub", "yard", "inn"})) == {0, 1, 2}
    assert blocks_with(document, frozenset({"inn"})) == frozenset()


PIECES = st.sampled_from(
    [
        "two", "Twenty-five", "half of", "a third of", "two-thirds", "tenths", "a hundred", "dozen", "1,456", "$3.5bn", "21st",
        "Second", "March", "14 March", "Sept. 3, 2022", "Jan. 5", "Monday, May 2", "2022-03-14", "1-2", "the", "of", "yard",
        "’s", "-", ",", ".", "\n\n", "people", "tons", "first-half",
    ]
)  # fmt: skip
DRAFTS = st.lists(PIECES, max_size=14).map(" ".join)


@given(DRAFTS)
def test_no_date_is_lost_where_a_block_has_no_month(text: str) -> None:
    document = read_text(f"{WEEKDAYS[0]} notes\n\n{text}", "a.txt")
    blocks = [b for b in document.blocks if b.kind in PROSE | {BlockKind.DATELINE, BlockKind.BYLINE}]
    every = [d for b in blocks for d in in_text(document.text, b.span)]
    assert sorted(dates(document), key=lambda d: d.span) == sorted(every, key=lambda d: d.span)


@given(DRAFTS)
def test_no_quantity_is_lost_where_a_block_has_no_number_word(text: str) -> None:
    document = read_text(f"Some notes\n\n{text}", "a.txt")
    taken = SpanIndex(d.span for d in dates(document))
    makers = list(numbers._RANKS)
    blocks = [b for b in document.blocks if b.kind in PROSE]
    every = [q for b in blocks for q in numbers._in_block(document.text, b.span, makers, taken)]
    assert list(quantities(document)) == every
