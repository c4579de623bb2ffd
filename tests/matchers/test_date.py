"""The calendar: weekdays, days that do not exist, tense against the day of publication."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.annotations.dates import MONTHS, WEEKDAYS
from tests.conftest import flagged


def rule(problem: str) -> str:
    return f"match: {{date: {{problem: {problem}}}}}"


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 12, 31)), st.integers(1, 6))
def test_only_the_wrong_weekday_is_flagged(day: datetime.date, off: int) -> None:
    date = f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
    right, wrong = WEEKDAYS[day.weekday()], WEEKDAYS[(day.weekday() + off) % 7]
    assert flagged(rule("weekday"), f"The vote on {right}, {date}, was close.") == []
    assert flagged(rule("weekday"), f"The vote on {wrong}, {date}, was close.") == [f"{wrong}, {date}"]


def story(line: str) -> str:
    return f"Panel meets on bridge\n\nPublished 10 March 2022\n\n{line}\n"


@pytest.mark.parametrize(
    ("problem", "text", "words"),
    [
        ("weekday", story("It will meet on Friday, March 17, to vote."), ["Friday, March 17"]),
        ("weekday", story("It will meet on Thursday, March 17, to vote."), []),
        ("weekday", "It will meet on Friday, March 17, to vote.", []),
        ("impossible", "It ends on June 31, the mayor said.", ["June 31"]),
        ("impossible", "In June 31 men were held.", []),
        ("inverted", "It is shut from May 9 to May 3.", ["May 9 to May 3"]),
        ("inverted", "It is shut from December 9 to January 3.", []),
        ("past-in-future", story("It is scheduled to open on March 1 in Kesh."), ["March 1"]),
        ("past-in-future", story("It said it would open on March 1 in Kesh."), []),
        ("past-in-future", story("It will open on March 21 in Kesh."), []),
        ("future-in-past", story("He died on March 21 in Kesh."), ["March 21"]),
        ("future-in-past", story("He died on March 1 in Kesh."), []),
        ("elapsed", story("The bank failed 12 years ago, in 1999."), ["12 years ago, in 1999"]),
        ("elapsed", story("The bank failed 12 years ago, in 2010."), []),
        ("elapsed", "He led it from 1990 to 1999, 19 years in all.", ["19"]),
    ],
)
def test_problems(problem: str, text: str, words: list[str]) -> None:
    assert flagged(rule(problem), text) == words
