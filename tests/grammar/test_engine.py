import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.grammar.engine import whole_words
from newslint.span import Span


def applied(text: str, marked: str, *replacements: str) -> tuple[str, list[str]]:
    start = text.index(marked)
    span, full = whole_words(text, Span(start, start + len(marked)), replacements)
    return span.of(text), [text[: span.start] + f + text[span.end :] for f in full]


@pytest.mark.parametrize(
    ("text", "marked", "replacement", "shown", "corrected"),
    [
        ("in the Russia's war", "the ", "", "the Russia's", "in Russia's war"),
        ("trust is is low", " is", "", "trust is", "trust is low"),
        ("a 56 day trip", " day", "-day", "56 day", "a 56-day trip"),
        ("on a 56 day", " ", "-", "on a", "on-a 56 day"),
        ("he said it it", "it", "", "said it", "he said it"),
        ("an test", "an", "a", "an", "a test"),
        ("the end", "the ", "", "the end", "end"),
        ("very big", "very", "", "very big", "big"),
        ("ends here ,", " ,", ",", "here ,", "ends here,"),
    ],
)
def test_spans_and_replacements_show_whole_words(
    text: str, marked: str, replacement: str, shown: str, corrected: str
) -> None:
    assert applied(text, marked, replacement) == (shown, [corrected])


def test_without_replacements_only_blanks_are_trimmed() -> None:
    assert applied("will aired ", "will aired ") == ("will aired", [])


WORDS = st.lists(st.sampled_from(["the", "is", "a", "56", "day", "Russia's", ",", "😀"]), min_size=1, max_size=8)


@given(WORDS, st.data())
def test_a_completed_replacement_corrects_as_the_engine_meant(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    replacement = data.draw(st.sampled_from(["", "-", " a", "an ", "is"]))
    span, (full,) = whole_words(text, Span(start, end), [replacement])
    meant = text[:start] + replacement + text[end:]
    shown = text[: span.start] + full + text[span.end :]
    assert shown.split() == meant.split() or not replacement.strip()
    assert "".join(shown.split()) == "".join(meant.split())
