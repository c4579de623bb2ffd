from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.readers import read_text
from newslint.typos.company import HIDDEN, REACH, company, marks_of, window
from newslint.typos.doubts import line
from newslint.typos.ngrams import ngrams
from newslint.typos.words import prose_sentences, words_in


def fits(sentence: str, word: str, *others: str) -> list[int]:
    """How well `word` and the others fit the place where `word` stands."""
    document, model, net = read_text(sentence), ngrams(), company()
    words = words_in(document.text, next(prose_sentences(document)))
    ids, place = line(model, words)
    index = next(i for i, w in enumerate(words) if w.text == word)
    sums = net.sums(ids, place.index(index), marks_of(words, index))
    return [net.fit(sums, model.ids[w]) for w in (word, *others)]


@pytest.mark.parametrize(
    ("sentence", "word", "other"),
    [
        ("The judge told the court that the murder trial would last a week.", "trial", "trail"),
        ("Walkers followed the forest trail up the mountain for two hours.", "trail", "trial"),
        ("Her lawyer and legal counsel told the judge she was innocent.", "counsel", "council"),
        ("The landlord told his tenants to pay the rent by Friday.", "tenants", "tenets"),
        ("The farm sells milk to two dairies in the county.", "dairies", "diaries"),
    ],
)
def test_the_word_meant_fits_its_company_better(sentence: str, word: str, other: str) -> None:
    own, rival = fits(sentence, word, other)
    assert own > rival


def test_the_word_itself_is_left_out() -> None:
    sentence = "The judge told the court that the murder {} would last a week."
    assert fits(sentence.format("trial"), "trial", "trail") == fits(sentence.format("trail"), "trail", "trial")[::-1]


def test_window_pads_where_the_sentence_ends() -> None:
    assert window([1, 2, 3], 1) == [0] * (REACH - 1) + [1] + [3] + [0] * (REACH - 1)
    assert window(list(range(40)), 20) == [*range(12, 20), *range(21, 29)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 65_534), min_size=1, max_size=30),
    st.integers(0, 29),
    st.integers(0, 255),
    st.integers(0, 65_534),
)
def test_whole_numbers_for_any_words(ids: list[int], at: int, marks: int, word: int) -> None:
    net, at = company(), at % len(ids)
    sums = net.sums(ids, at, marks)
    assert len(sums) == HIDDEN
    assert all(type(n) is int and n >= 0 for n in sums)
    assert type(net.fit(sums, word)) is int
