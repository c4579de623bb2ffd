"""Dates as written, and the day of publication."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.annotations.dates import MONTHS, WEEKDAYS, Date, dates, published
from newslint.readers import read_text


def found(text: str) -> list[Date]:
    return list(read_text(text, "draft.txt").fact(dates))


@pytest.mark.parametrize(
    ("text", "words", "parts"),
    [
        ("It opened on Tuesday, March 14, 2022.", "Tuesday, March 14, 2022", (2022, 3, 14, 1)),
        ("It opened on Tuesday, 15 May, 2024 at noon.", "Tuesday, 15 May, 2024", (2024, 5, 15, 1)),
        ("It opened on Thursday 14 March 2024.", "Thursday 14 March 2024", (2024, 3, 14, 3)),
        ("It opened on Sept. 3 at noon.", "Sept. 3", (None, 9, 3, None)),
        ("It opened on the 3rd of May.", "3rd of May", (None, 5, 3, None)),
        ("It opened on December 15th at noon.", "December 15th", (None, 12, 15, None)),
        ("It opened in March 2022 at last.", "March 2022", (2022, 3, None, None)),
        ("It opened on 2022-03-14 at last.", "2022-03-14", (2022, 3, 14, None)),
    ],
)
def test_forms(text: str, words: str, parts: tuple[int | None, ...]) -> None:
    (d,) = found(text)
    assert d.span.of(text) == words
    assert (d.year, d.month, d.day, d.weekday) == parts


@pytest.mark.parametrize(
    "text",
    [
        "They may 5 times.",
        "March 3 million men.",
        "May 50 percent do so?",
        "In March 1,200 men fled.",
        "He will march 3 miles.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


def test_which_days_exist() -> None:
    exists = {
        text: found(f"It ends on {text}.")[0].exists
        for text in ("Feb. 29, 2023", "Feb. 29, 2024", "Feb. 29", "31 June", "June 30")
    }
    assert exists == {"Feb. 29, 2023": False, "Feb. 29, 2024": True, "Feb. 29": True, "31 June": False, "June 30": True}


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), st.booleans(), st.booleans())
def test_every_day_is_read_back(day: datetime.date, day_first: bool, weekday: bool) -> None:
    month = MONTHS[day.month - 1]
    written = f"{day.day} {month} {day.year}" if day_first else f"{month} {day.day}, {day.year}"
    written = f"{WEEKDAYS[day.weekday()]}, {written}" if weekday else written
    text = f"The vote on {written} was close."
    (d,) = found(text)
    assert d.day_of == day
    assert d.span.of(text) == written
    assert d.weekday == (day.weekday() if weekday else None)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("---\ndate: 2022-03-10\n---\n\n# A title\n\nThe panel met.\n", "draft.md"),
        (
            "Panel meets on bridge\n\nPublished 10 March 2022\n\nThe panel met on Monday and rose at noon.\n",
            "draft.txt",
        ),
        ("Panel meets on bridge\n\nMarch 10, 2022\n\nThe panel met on Monday and rose at noon.\n", "draft.txt"),
    ],
)
def test_the_day_of_publication(text: str, path: str) -> None:
    assert read_text(text, path, format="markdown" if path.endswith("md") else "text").fact(published) == datetime.date(
        2022, 3, 10
    )


def test_a_day_in_the_story_is_not_the_day_of_publication() -> None:
    text = "Panel meets on bridge\n\nThe panel met on March 10, 2022, and rose at noon.\n"
    assert read_text(text, "draft.txt").fact(published) is None
