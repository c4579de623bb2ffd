"""A long draft is read with less kept in memory: the same is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.annotations.tokens import Tokens, prose_tokens, sentence_tokens, tokenize
from newslint.matchers import wordindex
from newslint.readers import read
from newslint.session import Session
from newslint.settings import Settings

SEED = next((Path(__file__).parents[1] / "seeds").glob("*.txt"))


def test_what_is_not_kept_is_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    session, settings = Session(), Settings(without=("grammar",))
    kept = session.check(read(SEED.read_bytes(), "a.txt"), settings)
    monkeypatch.setattr(Tokens, "KEPT", 0)
    monkeypatch.setattr(wordindex, "_KEEPS", 0)
    lean = session.check(read(SEED.read_bytes(), "a.txt"), settings)
    assert kept.findings
    assert lean.findings == kept.findings


@pytest.mark.parametrize("make", [sentence_tokens, prose_tokens])
def test_tokens_can_be_read_twice_kept_or_not(make: type, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = make(read(SEED.read_bytes(), "a.txt"))
    monkeypatch.setattr(Tokens, "KEPT", 0)
    lean = make(read(SEED.read_bytes(), "a.txt"))
    assert list(lean) == list(lean) == list(kept)
    assert len(lean) == len(kept) == len(list(kept))


SENTENCES = st.lists(
    st.sampled_from(
        [
            "He left.",
            "“No.”",
            "Don't…",
            "U.S.“A",
            'x."He',
            "...",
            "--",
            "3.5%",
            " ",
            "\n\n",
            "> “Quoted",
            "''So''",
            "ca n't",
            ".",
        ]
    ),
    max_size=12,
).map("".join)


@given(SENTENCES)
def test_the_tokens_of_a_sentence_are_those_of_its_text(text: str) -> None:
    document = read(text.encode(), "a.txt")
    assert list(document.fact(sentence_tokens)) == [tokenize(document.text, *s) for s in document.sentences]


def test_the_index_of_a_long_draft_keeps_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordindex, "_KEEPS", 2)
    document = read(b"One.\n\nTwo officials said.\n\nThree.\n\nOfficials left.\n", "a.txt")
    index = document.fact(wordindex.word_index)
    assert index.blocks_with_any(frozenset({"official"})) == {1, 3}
    assert index.block_has(1, (frozenset({"officials said"}),))
    assert not index.block_has(3, (frozenset({"officials said"}),))
    assert not index._any
    assert not any(index._folded)
