"""The compiled search for near words finds what the Python finds."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint import native
from newslint.typos import suggest
from newslint.typos.lexicon import LEVELS, lexicon
from newslint.typos.ngrams import LONGEST, ngrams
from newslint.typos.suggest import NUMBERS, candidates, searched
from tests.typos.kernels import damaged

kernel: Any = native.load("newslint.typos._near")
pytestmark = pytest.mark.skipif(kernel is None, reason="no kernel was built")
LETTERS = "abcdefghijklmnopqrstuvwxyz'"
WRONG = """goverment recieved refered writting alot becouse dont comittee konwn capsised teh womens childrens seperately
    definately accomodation occured xyzzy inthe withthe ofthe tothepoint wierd 'tis a i ' '' zq qqqqqqqqqqqq
    internationalisation unconstitutionaly responsibilty governmnetal phsyics xerox tomorow mispell""".split()


def slips(count: int) -> list[str]:
    """Words of the model with up to three edits, at times two run together."""
    chance = random.Random(11)
    words = [word for word in ngrams().words if all(c in LETTERS for c in word)]
    out = []
    for _ in range(count):
        word = chance.choice(words)
        if not chance.randrange(8):
            word += chance.choice(words[:3000])
        for _ in range(chance.randrange(4)):
            i, a = chance.randrange(len(word) + 1), chance.choice(LETTERS)
            word = chance.choice(
                (
                    word[:i] + word[i + 1 :],
                    word[:i] + a + word[i:],
                    word[:i] + a + word[i + 1 :],
                    word[:i] + word[i : i + 2][::-1] + word[i + 2 :],
                )
            )
        out.append(word or a)
    return out


@pytest.mark.parametrize("word", WRONG)
def test_the_same_for_a_word_that_is_wrong(word: str) -> None:
    twin = suggest.kernel()
    assert twin is not None
    assert sorted(twin.candidates(word)) == sorted(searched(word))


def test_the_same_for_slips() -> None:
    twin, found = suggest.kernel(), 0
    assert twin is not None
    for word in slips(400):
        here = twin.candidates(word)
        assert sorted(here) == sorted(searched(word)), word
        found += len(here)
    assert found > 4000


@settings(max_examples=150, deadline=None)
@given(st.text(LETTERS, min_size=1, max_size=12))
def test_the_same_for_any_letters(word: str) -> None:
    twin = suggest.kernel()
    assert twin is not None
    assert sorted(twin.candidates(word)) == sorted(searched(word))


@pytest.mark.parametrize("word", ["naïvee", "e-mial", "w0rd", "Goverment"])
def test_what_the_kernel_does_not_take_is_searched_without_it(word: str) -> None:
    assert list(candidates(word)) == sorted(searched(word), key=lambda found: (found[1], found[0]))
    with pytest.raises(ValueError, match="letters from a to z"):
        kernel_of().candidates(word)


@pytest.mark.parametrize("word", ["a" * 64, "b" * 5000, "é" * 64])
def test_what_is_longer_than_any_word_and_its_slips_is_not_looked_for(word: str) -> None:
    assert candidates(word) == ()
    assert 2 * max(map(len, ngrams().words)) + 1 <= LONGEST


def test_numbers_out_of_bounds_are_refused() -> None:
    for number in (-1, 1_000_001, 2**31, 2**70):
        with pytest.raises((ValueError, OverflowError)):
            kernel.Near(ngrams().tables, lexicon().tables, (number, *NUMBERS[1:]), bytes(LEVELS), bytes(676))


def test_the_longest_word_the_kernel_takes() -> None:
    for word in ("a" * 63, "internationalisation" * 3 + "abc"):
        assert sorted(kernel_of().candidates(word)) == sorted(searched(word))


def test_the_words_of_the_model_are_ascii() -> None:
    """The kernel counts bytes where the Python counts letters."""
    assert all(word.isascii() for word in ngrams().words)


def kernel_of(ngram_tables: Any = None, lexicon_tables: Any = None) -> Any:
    return kernel.Near(
        ngram_tables or ngrams().tables, lexicon_tables or lexicon().tables, NUMBERS, bytes(LEVELS), bytes(676)
    )


@pytest.mark.parametrize(
    ("which", "sections"),
    [("ngrams", "words word_at slots uni_p row_at right bi_p"), ("lexicon", "words index marks")],
)
def test_a_damaged_table_raises(which: str, sections: str) -> None:
    raised = 0
    for damage in damaged((ngrams() if which == "ngrams" else lexicon()).tables, sections, 6):
        try:
            broken = kernel_of(*((damage, None) if which == "ngrams" else (None, damage)))
            for word in WRONG:
                broken.candidates(word)
        except ValueError as e:  # or, where the letters themselves are spoilt, that they are no text
            assert "a damaged table" in str(e) or isinstance(e, UnicodeDecodeError)
            raised += 1
    assert raised >= len(sections.split())


def test_wrong_arguments_raise() -> None:
    tables = (ngrams().tables, lexicon().tables)
    with pytest.raises(ValueError, match=r"suggest\.NUMBERS"):
        kernel.Near(*tables, NUMBERS[1:], bytes(LEVELS), bytes(676))
    with pytest.raises(ValueError, match="26 x 26"):
        kernel.Near(*tables, NUMBERS, bytes(LEVELS), bytes(675))
    with pytest.raises(ValueError, match="16 levels"):
        kernel.Near(*tables, NUMBERS, bytes(17), bytes(676))
    with pytest.raises(TypeError):
        kernel.Near(*tables, ("a",) * len(NUMBERS), bytes(LEVELS), bytes(676))
    with pytest.raises(TypeError):
        kernel_of().candidates(b"bytes")
