"""The word list, and its compiled twin."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint import native
from newslint.typos.lexicon import lexicon
from newslint.typos.nonword import unlisted
from tests.typos.kernels import NEWS, Damaged, damaged, mixed, refused, texts

kernel: Any = native.load("newslint.typos._lexicon")
built = pytest.mark.skipif(kernel is None, reason="no kernel was built")


def test_every_word_has_its_mark() -> None:
    list_ = lexicon()
    assert all(list_.mark(word) == mark for word, mark in list_)


def test_the_python_finds_the_same() -> None:
    list_ = lexicon()
    words = list(list_)
    for word, mark in (*words[:40], *words[5000::997], *words[-40:]):
        assert list_.found(word) == mark
    for word in ("", " ", "a" * 90, "zzzz", "\n", "ofice", *(w[:-1] + "\t" for w, _ in words[::3001])):
        assert list_.found(word) == list_.mark(word) == -1


@built
@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), st.text("abcdeinorst'", max_size=9)))
def test_any_word_has_the_same_mark(word: str) -> None:
    assert kernel.Lexicon(lexicon().tables).mark(word) == lexicon().found(word)


@built
@pytest.mark.parametrize("bits", [1, 2, 15])
def test_the_same_words_are_looked_at(bits: int) -> None:
    compiled = kernel.Lexicon(lexicon().tables)
    more = ("Their's is there's, but your's isn't.", "ÉTAT Élan élan’s ŁÓDŹ Łódź łódź", "O'NEILL’s don’t it 's he 'll")
    sentences = [*NEWS, *mixed(300), *more]
    found = [compiled.unlisted(sentence, bits) for sentence in sentences]
    assert sum(map(len, found)) > 30
    assert found == [unlisted(sentence, bits) for sentence in sentences]


@built
@settings(max_examples=300, deadline=None)
@given(texts(), st.sampled_from([1, 2, 4, 8, 15]))
def test_the_same_for_any_text(text: str, bits: int) -> None:
    assert kernel.Lexicon(lexicon().tables).unlisted(text, bits) == unlisted(text, bits)


@built
def test_a_damaged_table_raises() -> None:
    def use(damage: Damaged) -> None:
        broken = kernel.Lexicon(damage)
        for sentence in NEWS:
            broken.unlisted(sentence, 15)

    assert refused(damaged(lexicon().tables, "words index marks", 8), use) > 5


@built
def test_wrong_arguments_raise() -> None:
    compiled = kernel.Lexicon(lexicon().tables)
    for call in (lambda: compiled.mark(b"a"), lambda: compiled.unlisted("a"), lambda: compiled.unlisted(b"a", 1)):
        with pytest.raises(TypeError):
            call()
    with pytest.raises(TypeError):
        kernel.Lexicon()
