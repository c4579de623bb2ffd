"""The arithmetic: what must be flagged, and the many true sums that must not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from newslint.matchers.arithmetic.shape import shape
from newslint.readers import read_text
from tests.conftest import flagged


def rule(problem: str) -> str:
    return f"match: {{number: {{problem: {problem}}}}}"


@pytest.mark.parametrize(
    ("problem", "text", "words"),
    [
        ("points", "Turnout climbed 6 percent to 61 percent from 55 percent.", ["6 percent"]),
        ("points", "Turnout went from 55 percent in 2010 to 61 percent in 2014, a gain of 6 percent.", ["6 percent"]),
        ("points", "The rate was cut by 2 percent, from 6 percent to 4 percent.", ["2 percent"]),
        ("points", "A 6 percent rise in turnout, from 55 percent to 61 percent, was seen.", ["6 percent"]),
        ("change", "Sales climbed 40 percent to $12 million from $10 million.", ["40 percent"]),
        ("change", "Staff fell by 10 percent, from 1,000 to 700.", ["10 percent"]),
        ("change", "Deaths dropped from 120 in 2010 to 90 in 2014, a fall of 35 percent.", ["35 percent"]),
        ("multiple", "Its staff nearly tripled from 100 to 150.", ["nearly tripled"]),
        ("multiple", "Its debt halved to $9 million from $12 million.", ["halved"]),
        ("sum", "It sold 12, 15 and 20 boats, for a total of 57.", ["57"]),
        ("sum", "They gave $10,000 and $15,000, or $35,000 in all.", ["$35,000"]),
        ("sum", "Of the 40 passengers, 12 were killed, 18 were hurt and the remaining 20 walked away.", ["12 were killed, 18 were hurt and the remaining 20"]),
        ("difference", "The firm had 450 staff. It has cut 120, leaving 430.", []),  # no slip of one digit: 330 and 430
        ("fraction-percent", "Three-quarters of members (57 percent) voted.", ["Three-quarters of members (57 percent)"]),
        ("conversion", "The wall is 2 meters (16 feet) high.", ["2 meters (16 feet)"]),
        ("conversion", "It weighs 500 kilograms, or 2,100 pounds (lb).", []),
        ("conversion", "The car hit 100 mph (60 kph).", ["100 mph (60 kph)"]),
        ("temperature-change", "Nights are warmer by 1 degree Celsius (33.8 Fahrenheit).", ["1 degree Celsius (33.8 Fahrenheit)"]),
        ("range-inverted", "It costs between $900 and $400 a month.", ["$900 and $400"]),
        ("magnitude", "The $30 million loan was late. The $30 billion loan was signed.", ["$30 billion"]),
        ("majority", "The majority of members (41 percent) said no.", ["The majority"]),
        ("thousands-comma", "It employs over 12500 people.", ["12500"]),
        ("product", "They sold 40 tickets at $25 each, raising $1,200.", ["$1,200"]),
        ("times", "It had 95 calls, more than double the 60 of last year.", ["more than double"]),
        ("gap", "It saw 17 people, six more than the 12 of last year.", ["six"]),
        ("percent-of", "Some 12 of the 40 members (45 percent) left.", ["45 percent"]),
        ("ages", "Owen Rees, 45, was held. Owen Rees, 54, left.", ["54"]),
        ("sum", "It costs £2.4m: £900,000 from a fund, £650,000 from a sale and £650,000 from a grant.", ["£900,000 from a fund, £650,000 from a sale and £650,000"]),
        ("poll-margin", "Lund leads Rees 46% to 44%. The margin of error is 4 points.", ["leads Rees 46% to 44%"]),
        ("listed", "The four winners were Ada Lund, Owen Rees and Kit Poole.", ["four"]),
        ("direction", "It has 120 staff, down from 90 in May.", ["down from 90"]),
        ("change", "Its staff shrank by a third, from 900 to 500.", ["a third"]),
        ("points", "Turnout was 34%, up three percent from 31% in 2019.", ["three percent"]),
        ("sum", "Twelve were killed, including seven children and six adults.", ["seven children and six"]),
        ("gap", "It passed by 31 votes to 22, a majority of seven.", ["seven"]),
        ("conversion", "It hit 40C (90F) on Monday.", ["40C (90F)"]),
        ("sentence-start", "It was late. 14 men left the hall.", ["14"]),
        ("spell-out", "The firm has 6 offices in Kesh.", ["6"]),
    ],
)  # fmt: skip
def test_what_is_wrong(problem: str, text: str, words: list[str]) -> None:
    expected = words if problem != "difference" else ["430"]
    assert flagged(rule(problem), text) == expected


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        ("points", "Support rose 5 percent in May and fell from 40 to 35 seats in June."),
        ("points", "The rate fell by half, from 6 percent to 3 percent."),
        ("change", "Prices rose 3.1 percent, from 2.9 percent a month before to a 10-year high."),
        ("change", "Sales rose nearly 25 percent, from 80 to 99."),
        ("change", "Sales grew 5 percent a year from 2 million in 1990 to 5 million in 2010."),
        ("multiple", "Profit more than doubled, from 4 million in 2010 to 9.5 million."),
        ("multiple", "It has doubled its ships, from Kesh to Oslo, to 40."),
        ("sum", "It has 12 boats, 15 cars and 3 bikes in a total of 40 sheds."),
        ("sum", "Of the 40 members, 23 were men and 15 were lawyers."),
        ("sum", "Of the 40 hurt, 12 were children and 31 were women."),
        ("difference", "The blast killed three and hurt nine, leaving two blind."),
        ("fraction-percent", "A third of voters, 12 percent of whom are young, said no."),
        ("conversion", "The wall is 2 meters (6 feet) high and 10 feet (3 meters) long."),
        ("conversion", "He ran 5 miles, or 3 laps."),
        ("range-inverted", "The bill passed by 52 to 48 votes."),
        ("range-inverted", "They beat them by between three and one."),
        ("magnitude", "A $1 million house and a $1 billion ship."),
        ("majority", "A majority of 12 held, and 41 percent said no."),
        ("thousands-comma", "It was built in 1850 by 1200 to 1500 men.".replace("1200 to 1500", "1,200 to 1,500")),
        ("thousands-comma", "Dial 5551234 now, room 4500."),
        ("sentence-start", "2014 was a good year for the firm."),
        ("spell-out", "They lost 3-0, or 3 to 0, at 6 feet."),
        ("product", "They sold 40 tickets at $25 each, raising $1,000 in all."),
        ("times", "It had 95 calls, nearly double the 50 of last year."),
        ("times", "It had 95 calls, half the 60 staff being ill."),
        ("gap", "It saw 17 people, five more than the 12 of last year."),
        ("percent-of", "Some 12 of the 40 members (30 percent) left."),
        ("ages", "Owen Rees, 45, was held. Ada Rees, 54, left."),
        ("sum", "It costs £2.4m: £900,000 from a fund, £650,000 from a sale and £850,000 from a grant."),
        ("sum", "The year had three themes: two wars and one flood."),
        ("poll-margin", "Lund leads Rees 56% to 44%. The margin of error is 4 points."),
        ("listed", "Two of the five men, Ali Khan and John Smith, were jailed."),
        ("listed", "The three winners – Ada Lund, Owen Rees and Kit Poole – left."),
        ("direction", "Turnout was 61%, up from 58% in 2017."),
        ("times", "The road cost $12m ($4.8m a mile), twice the $6m first planned."),
        ("range-inverted", "Between 200 and 150 BC it burned."),
        ("conversion", "It hit 30C (86F) on Monday and warmed by 1.5C (2.7F)."),
        ("birth", "Lund, 45, was born in Kesh in 1960."),  # no day of publication, no sum
    ],
)
def test_what_is_right(problem: str, text: str) -> None:
    assert flagged(rule(problem), text) == []


@given(st.integers(2, 400), st.integers(2, 400))
def test_true_changes_pass(a: int, b: int) -> None:
    assume(a != b)
    percent = abs(b - a) / a * 100
    verb = "rose" if b > a else "fell"
    said = f"{percent:.1f}" if percent < 10 else f"{percent:.0f}"
    text = f"Its fleet {verb} {said} percent, from {a:,} ships to {b:,}."
    assert flagged(rule("change"), text) == []


@given(st.integers(5, 90), st.integers(5, 90))
def test_true_points_pass_and_points_called_percent_do_not(a: int, b: int) -> None:
    assume(abs(a - b) >= 4)
    verb = "rose" if b > a else "fell"
    assert flagged(rule("points"), f"Turnout {verb} {abs(b - a)} percentage points, from {a}% to {b}%.") == []
    relative = abs(b - a) / a * 100
    assume(abs(relative - abs(b - a)) > 8 and a > 10)
    assert flagged(rule("points"), f"Turnout {verb} {abs(b - a)}%, from {a}% to {b}%.") == [f"{abs(b - a)}%"]


@given(st.integers(2, 400), st.integers(2, 900))
def test_true_products_pass(n: int, each: int) -> None:
    assert flagged(rule("product"), f"They sold {n} boats at ${each} each, raising ${n * each:,} in all.") == []


@given(st.integers(1, 400), st.integers(1, 400))
def test_true_gaps_pass(a: int, b: int) -> None:
    assume(a != b)
    word = "more" if a > b else "fewer"
    assert flagged(rule("gap"), f"It saw {a} people, {abs(a - b)} {word} than the {b} of last year.") == []


@given(st.lists(st.integers(11, 9999), min_size=2, max_size=5))
def test_true_totals_pass(parts: list[int]) -> None:
    listed = ", ".join(f"${p:,}" for p in parts[:-1]) + f" and ${parts[-1]:,}"
    assert flagged(rule("sum"), f"He gave them {listed}, making a total of ${sum(parts):,}.") == []


@given(st.lists(st.integers(11, 9999), min_size=2, max_size=5), st.integers(1000, 90000))
def test_false_totals_do_not(parts: list[int], off: int) -> None:
    assume(abs(off) > sum(parts) * 0.02 + 600)
    listed = ", ".join(f"${p:,}" for p in parts[:-1]) + f" and ${parts[-1]:,}"
    total = f"${sum(parts) + off:,}"
    assert flagged(rule("sum"), f"He gave them {listed}, making a total of {total}.") == [total]


@given(st.decimals(1, 500, places=1), st.sampled_from([("miles", "kilometers", "1.609344"), ("feet", "meters", "0.3048"), ("acres", "hectares", "0.40468564"), ("pounds", "kilograms", "0.45359237")]))  # fmt: skip
def test_true_conversions_pass(value: Decimal, units: tuple[str, str, str]) -> None:
    other = value * Decimal(units[2])
    assert flagged(rule("conversion"), f"It is {value} {units[0]} ({other:.1f} {units[1]}) in all.") == []


def test_a_shape_leads_back_to_the_text() -> None:
    text = "On May 3 support rose 5 percent, from 40 percent to 45 percent."
    document = read_text(text, "draft.txt")
    s = shape(document, document.sentences[0])
    assert s.text == "On ⟦X0⟧ support rose ⟦P1⟧, from ⟦P2⟧ to ⟦P3⟧."
    at = s.text.index("rose ⟦P1⟧")
    assert s.span(at, at + len("rose ⟦P1⟧")).of(text) == "rose 5 percent"
    at = s.text.index("from ⟦P2⟧")
    assert s.span(at, at + 4).of(text) == "from"
