from __future__ import annotations

from newslint.annotations.wordtags import tagged
from newslint.readers import read_text


def test_a_sentence_is_a_line_of_words_with_their_parts_of_speech() -> None:
    document = read_text("The mayor said no. She didn’t leave.\n\nHe stayed.", "x.txt")
    first, second = document.fact(tagged).values()
    assert first.text.startswith("\nthe_DT mayor_N said_VBD no_")
    assert "\nshe_PRP did_VBD n't_RB leave_VB " in first.text
    assert second.text == "\nhe_PRP stayed_VBD ._. "


def test_spans_are_those_of_the_document() -> None:
    document = read_text("“Naïve” 🙂 plans were made.", "x.txt")
    [paragraph] = document.fact(tagged).values()
    at = paragraph.text.index("plans_")
    assert paragraph.span(at, at + len("plans_NS were_")).of(document.text) == "plans were"
    assert paragraph.span(at, at).of(document.text) == "plans"
