"""Attributions in what is no prose: words repeated without a stop once took time in the square of their number, or the cube."""

from __future__ import annotations

import pytest

from newslint.annotations.attribution.grammar import LONGEST, read_sentence, stretches
from newslint.annotations.attribution.nesting import nested
from newslint.annotations.tokens import tokenize
from newslint.document import Document
from newslint.readers.plain import read

PIECES = (
    "said ",
    "officials said ",
    "OFFICIALS SAID ",
    "he said, he said, ",
    '"a" said "a" said ',
    "“he said ",
    "according to according to ",
    "according to him, ",
    "as per us, ",
    "reportedly ",
    "reports ",
    "said,",
    "officials,said,",
    "Smith, the chief, said ",
    "; he said ",
    "who was said ",
    '"‘',
    '"a," said Lee, ',
    "saidofficials",
)


def draft(text: str) -> Document:
    return read(text, "draft.txt")


@pytest.mark.parametrize("piece", PIECES)
def test_repeated_words_are_read_at_once(piece: str) -> None:
    """At 80 kB the first of these took two minutes, and nested ones longer than anybody waited."""
    document = draft(piece * (80_000 // len(piece)))
    for one in document.attributions:
        assert 0 <= one.span.start < one.span.end <= len(document.text)
    assert set(document.fact(nested)) <= set(document.attributions)


def test_a_chain_of_commas_or_clauses_ends() -> None:
    """Each comma, and each clause, once was one call deeper."""
    for piece in (",", "who was ", "Smith, "):
        text = piece * 5_000 + "said that it was late."
        assert all(one.cue is None or one.cue.of(text) for one in draft(text).attributions)
        tokens = tokenize(text)
        read_sentence(tokens, [False] * len(tokens))


def test_a_sentence_is_read_as_a_whole_as_long_as_it_is_one() -> None:
    assert list(stretches(5, 5 + LONGEST)) == [(5, 5 + LONGEST)]
    assert list(stretches(0, 2 * LONGEST + 1)) == [
        (0, LONGEST),
        (LONGEST, 2 * LONGEST),
        (2 * LONGEST, 2 * LONGEST + 1),
    ]


def test_a_long_sentence_has_the_attributions_of_its_stretches() -> None:
    text = "Lee said that the dam is safe , and " * LONGEST
    tokens = tokenize(text)
    found = read_sentence(tokens, [False] * len(tokens))
    parts = [read_sentence(tokens[a:b], [False] * (b - a)) for a, b in stretches(0, len(tokens))]
    assert found == [f for part in parts for f in part]
    assert len(parts) > 5
    assert sum(f.source is not None and f.source.of(text) == "Lee" for f in found) > LONGEST * 0.9


def test_a_quoted_word_between_marks_knows_the_words_outside() -> None:
    """The words around a quotation are found past marks on either side, and past other quotations."""
    text = 'Lee, "‘ safe ” said Khan. “It is,” she added, ‘so’ ("to say").'
    assert [a.cue.of(text) for a in draft(text).attributions if a.cue] == ["said", "added"]
