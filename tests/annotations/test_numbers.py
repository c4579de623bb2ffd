"""Quantities: value, kind, unit and place of the numbers of a draft."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.annotations.dates import dates
from newslint.annotations.numbers import Quantity, QuantityKind, quantities
from newslint.readers import read_text

K = QuantityKind


def found(text: str) -> list[Quantity]:
    return list(read_text(text, "draft.txt").fact(quantities))


def one(text: str) -> tuple[str, QuantityKind, Decimal, str]:
    (q,) = found(text)
    return q.span.of(text), q.kind, q.value, q.unit


@pytest.mark.parametrize(
    ("text", "words", "kind", "value", "unit"),
    [
        ("It counted 1,456 fish last fall.", "1,456", K.COUNT, "1456", ""),
        ("It has 1.2 million voters.", "1.2 million", K.COUNT, "1200000", ""),
        ("They paid $3.5bn for it.", "$3.5bn", K.MONEY, "3500000000", "USD"),
        ("They paid US$20 million for it.", "US$20 million", K.MONEY, "20000000", "USD"),
        ("The fund lost N420 million in May.", "N420 million", K.MONEY, "420000000", "NGN"),
        ("Profit was Rs 84 crore this year.", "Rs 84 crore", K.MONEY, "840000000", "INR"),
        ("They gave half a million dollars.", "half a million dollars", K.MONEY, "500000", "USD"),
        ("They paid 1,20,000 rupees for it.", "1,20,000 rupees", K.MONEY, "120000", "INR"),
        ("It rose by 12.5 per cent then.", "12.5 per cent", K.PERCENT, "12.5", ""),
        ("It rose to 45% in May.", "45%", K.PERCENT, "45", ""),
        ("It rose by 9 percentage points.", "9 percentage points", K.POINTS, "9", ""),
        ("She was the 21st to speak.", "21st", K.ORDINAL, "21", ""),
        ("She was the ninth to speak.", "ninth", K.ORDINAL, "9", ""),
        ("About one in five was ill.", "one in five", K.SHARE, "0.2", ""),
        ("Some four in 10 likely voters left.", "four in 10", K.SHARE, "0.4", ""),
        ("They bought two dozen eggs.", "two dozen", K.COUNT, "24", ""),
        ("They saw a hundred and five people.", "a hundred and five", K.COUNT, "105", ""),
        ("They saw two hundred and five thousand.", "two hundred and five thousand", K.COUNT, "205000", ""),
        ("They saw twenty-one ships.", "twenty-one", K.COUNT, "21", ""),
        ("Lund, 45, was late.", "45", K.AGE, "45", ""),
        ("The 45-year-old driver left.", "45-year-old", K.AGE, "45", ""),
        ("He fled in 1998 with her.", "1998", K.YEAR, "1998", ""),
        ("More than 2000 people marched.", "2000", K.COUNT, "2000", ""),
        ("It is 10 miles away.", "10 miles", K.MEASURE, "10", "mile"),
        ("He drove at 60 miles per hour.", "60 miles per hour", K.MEASURE, "60", "mph"),
        ("It was 20C in the shade.", "20C", K.DEGREE, "20", "C"),
        ("The clinic at 5000 Main St. is shut.", "5000", K.LABEL, "5000", ""),
        ("He flew on Flight 1549 to Oslo.", "1549", K.LABEL, "1549", ""),
        ("The 14-member panel met.", "14", K.COUNT, "14", ""),
    ],
)
def test_kinds_and_values(text: str, words: str, kind: QuantityKind, value: str, unit: str) -> None:
    assert one(text) == (words, kind, Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "They met at 5 p.m. and at 10:30.",
        "The score was level, the 9/11 fund is open 24/7.",
        "An F-16 and COVID-19 and a B52 are named.",
        "Several hundred and many thousands of millions came.",
        "They met on 14 March and on Nov. 3, 2020, again.",
        "The 1990s were loud.".replace("1990s", "nineties"),
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "rounding"),
    [
        ("It has nearly 40 ships.", "under"),
        ("It has more than 40 ships.", "over"),
        ("It has at least 40 ships.", "over"),
        ("It has about 40 ships.", "about"),
        ("It has an estimated 40 ships.", "about"),
        ("It has 40 ships.", ""),
    ],
)
def test_rounding_words(text: str, rounding: str) -> None:
    (q,) = found(text)
    assert q.rounding == rounding
    assert q.span.of(text) == "40"


def test_what_the_figures_say_without_their_scale() -> None:
    (q,) = found("They paid $3.5bn for it.")
    assert (q.mantissa, q.scale, q.figures) == (Decimal("3.5"), "bn", "3.5")


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(n: int) -> str:
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{ONES[n // 100]} hundred" + (f" and {spelled(n % 100)}" if n % 100 else "")
    if n < 10**6:
        rest = n % 1000
        joined = " and " if 0 < rest < 100 else " "
        return f"{spelled(n // 1000)} thousand" + (joined + spelled(rest) if rest else "")
    return f"{spelled(n // 10**6)} million" + (f" {spelled(n % 10**6)}" if n % 10**6 else "")


@given(st.integers(1, 10**9 - 1))
def test_numbers_in_words_are_read_back(n: int) -> None:
    text = f"They counted {spelled(n)} ships."
    (q,) = found(text)
    assert (q.value, q.span.of(text)) == (n, spelled(n))


@given(st.integers(0, 10**9), st.integers(0, 99), st.booleans(), st.sampled_from(["", "$", "£", "€"]))
def test_figures_are_read_back(n: int, cents: int, decimals: bool, sign: str) -> None:
    written = f"{sign}{n:,}" + (f".{cents:02d}" if decimals else "")
    text = f"They counted {written} in all."
    (q,) = found(text)
    assert q.value == Decimal(written.strip("$£€").replace(",", ""))
    assert q.span.of(text) == written


PIECES = st.sampled_from(
    ["$3.5bn", "5", "2004", "one", "in", "five", "two", "dozen", "and", "a", "hundred", "million", ",", ".", "percent", "%", "45", "-year-old", "March", "14",
     "Lund", "to", "from", "nearly", "points", "miles", "(", ")", "’", "-", "9/11", "C", "half", "third", "of", "Rs", "1,20,000", "st", ":", "é", "\n\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30), st.lists(st.sampled_from(["", " ", " ", "  "]), min_size=30, max_size=30))
def test_spans_lie_in_order_and_apart(pieces: list[str], gaps: list[str]) -> None:
    text = "".join(p + g for p, g in zip(pieces, gaps, strict=False))
    document = read_text(text, "draft.txt")
    spans = [i.span for i in (*document.fact(quantities), *document.fact(dates))]
    ordered = sorted(spans)
    assert all(0 <= s.start < s.end <= len(document.text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(ordered))
    for q in document.fact(quantities):
        assert q.span.covers(q.number) or q.kind is K.SHARE
        assert q.figures in q.span.of(document.text)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    document = read_text(text, "draft.txt")
    assert all(q.span.of(document.text).strip() for q in document.fact(quantities))
