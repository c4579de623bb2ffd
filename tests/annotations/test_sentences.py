from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.annotations.sentences import sentence_at, split
from newslint.annotations.tokens import tokenize
from newslint.readers import read_text


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Lund told the U.S. Senate on Oct. 13 that Sen. Reid lied. | He left.",
        "It rose 3.5 percent at 5 p.m. Friday, J. K. Marlow said. | Nobody asked.",
        "He lives in the U.S. | The law changed.",
        "“No,” she said. | “Never.” | He agreed.",
        "''It hurts.'' | So he said.",
        "What? | No! | Yes … maybe.",
        "Rep. Ada Lund, D-Mass., met George H.W. Marlow in St. Paul, Minn., on Jan. 5.",
        "The No. 2 seed won. | It was close.",
        "Acme Inc. of Ohio sued Bolt Co. in No. 12 court.",
        "He asked, “Why?” and left.",
        "The talks (held in Geneva. | They failed.) ended.",
        "She took Vitamin D. | The doctor knew.",
        "“We won!” she cried. | “At last.”",
        "It cost $1.2 million vs. $3 million a year ago.",
        "The e.g. clause stays, i.e. nothing moves.",
        "The firm, ABC Ltd., closed. | Its owner fled.",
    ],
)
def test_hard_lines(text: str) -> None:
    expected = text.split(" | ")
    plain = text.replace(" | ", " ")
    assert [s.of(plain) for s in split(plain)] == expected


@given(st.text(alphabet="ab .!?\"“”'’\nMr", max_size=80))
def test_sentences_are_in_order_apart_and_lose_nothing(text: str) -> None:
    spans = list(split(text))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = "".join(s.of(text) for s in spans)
    assert "".join(covered.split()) == "".join(text.split())


@given(st.text(max_size=80))
def test_tokens_are_the_text_without_its_space(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert "".join("".join(t.text.split()) for t in tokens) == "".join(text.split())


def test_tokens_of_news() -> None:
    words = [t.text for t in tokenize("The U.S. didn't pay $3.5bn to O’Neill’s half-dead bank, Mr. Lund said.")]
    assert "U.S." in words and "$3.5bn" in words and "half-dead" in words and "Mr." in words
    assert words[words.index("did") : words.index("did") + 2] == ["did", "n't"]


def test_sentence_at() -> None:
    document = read_text("One here. Two there.\n\nThree now, in a new paragraph.", "d.txt")
    assert sentence_at(document, 12) == document.sentences[1]
    assert sentence_at(document, 0) == document.sentences[0]
