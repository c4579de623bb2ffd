"""What each block of a draft is taken for, by its shape and place."""

from __future__ import annotations

import pytest

from newslint.document import Document
from newslint.readers import read_text


def kinds(text: str) -> list[str]:
    return [b.kind.value for b in read_text(text, "draft.txt").blocks]


def read(text: str) -> Document:
    return read_text(text, "draft.txt")


BODY = "The council met on Monday and voted to close two pools in the old town, where nobody swims."
STORY = "\n\n".join(
    [
        "The council in Saltmere voted on Monday to close two pools, and the swimmers who had come to watch left the hall.",
        "The vote was 23 to 22. The leader of the council said that the repairs would cost more than a new pool would.",
        "The pools opened in 1911 and 1934. A third pool, by the harbour, will stay open until the new one is built there.",
        "The swimmers plan a march. They meet at the harbour at noon, and they ask everyone to bring a towel and a drum.",
    ]
)


def test_a_whole_page() -> None:
    text = (
        "Council shuts two pools\n\nSwimmers plan a march against the vote\n\nBy Erin Poole\n\nSALTMERE, 3 June\n\n"
        f"{BODY}\n\nWhat comes next\n\n{BODY}\n\nCaption: The pool on Monday\n\nPhoto: Ada Moss/Harbour Gazette"
    )
    assert kinds(text) == [
        "headline", "dek", "byline", "dateline", "body", "heading", "body", "caption", "credit",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "By Erin Poole",
        "By ERIN POOLE and ADA MOSS, Staff Writers",
        "Words by Erin Poole",
        "Byline: Erin Poole",
        "Reported by Erin Poole in Lund",
        "Staff Reporter | Saltmere",
        "Our Correspondent, Saltmere",
        "Erin Poole",
    ],
)
def test_bylines(line: str) -> None:
    assert kinds(f"Council shuts two pools\n\n{line}\n\n{BODY}") == ["headline", "byline", "body"]


@pytest.mark.parametrize(
    "line", ["3 June 2024", "Monday, 3 June", "Published: 3 June 2024", "2024-06-03", "Updated at noon", "Saltmere"]
)
def test_date_and_place_lines(line: str) -> None:
    assert kinds(f"Council shuts two pools\n\n{line}\n\n{BODY}") == ["headline", "dateline", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Ada Moss",
        "Photo Credits: Pixabay",
        "Photograph by Ada Moss/Reuters",
        "Image courtesy of the council",
        "Credit: Ada Moss",
        "(Picture: Ada Moss)",
    ],
)
def test_credits(line: str) -> None:
    assert kinds(f"Council shuts two pools\n\n{BODY}\n\n{line}") == ["headline", "body", "credit"]


@pytest.mark.parametrize(
    "line",
    ["Caption: The pool on Monday.", "Pictured: Ada Moss at the pool.", "Ada Moss at the pool. (AP Photo/Erin Poole)"],
)
def test_captions(line: str) -> None:
    assert kinds(f"Council shuts two pools\n\n{BODY}\n\n{line}") == ["headline", "body", "caption"]


@pytest.mark.parametrize(
    ("lede", "place"),
    [
        ("BEND, Ore. — The dam failed its test.", "BEND, Ore. — "),
        ("PORT ELLERY, Wash., March 14 - The dam failed.", "PORT ELLERY, Wash., March 14 - "),
        ("LONDON (Reuters) - The dam failed its test.", "LONDON (Reuters) - "),
        ("NEW DELHI: The dam failed its test.", "NEW DELHI: "),
    ],
)
def test_datelines_before_the_lede(lede: str, place: str) -> None:
    document = read(f"Dam fails test\n\n{lede}\n\n{BODY}")
    assert document.dateline is not None
    assert document.dateline.of(document.text) == place


@pytest.mark.parametrize(
    "lede", ["NATO said the dam failed.", "The dam — a wall of clay — failed.", "A-level results fell."]
)
def test_no_dateline(lede: str) -> None:
    assert read(f"Dam fails test\n\n{lede}\n\n{BODY}").dateline is None


def test_one_line_with_a_full_stop_is_body() -> None:
    assert kinds("Ten sailors drowned off Lund on Monday.") == ["body"]


def test_a_headline_may_end_in_a_full_stop_when_a_story_takes_it_up() -> None:
    assert kinds(f"Council shuts two pools in Saltmere.\n\n{STORY}")[0] == "headline"
    assert kinds(f"Council Shuts Two Pools In Old Saltmere.\n\n{BODY}") == ["headline", "body"]


@pytest.mark.parametrize(
    "first",
    [
        "The council shut two pools in Saltmere.",
        "It was over by noon.",
        "Ada Lund said the council had lied about the pools.",
        "Ten sailors drowned off the coast of Kesh in the storm that took the lighthouse and half the harbour wall.",
    ],
)
def test_a_short_first_sentence_is_no_headline(first: str) -> None:
    assert kinds(f"{first}\n\n{STORY}")[0] == "body"


def test_a_question_opens_a_story_and_is_no_dek() -> None:
    assert kinds(
        f"Council shuts pools\n\nWho swims at noon on a Monday in the cold of May when the pools of the old town are shut?\n\n{BODY}"
    ) == [
        "headline",
        "body",
        "body",
    ]


def test_headline_and_dek_on_lines_of_their_own() -> None:
    top = "Council in Saltmere shuts two pools by one vote\nSwimmers plan a march against the vote on Monday"
    assert kinds(f"{top}\n\n{BODY}") == ["headline", "dek", "body"]


def test_a_wrapped_headline_stays_one() -> None:
    top = "Council in Saltmere shuts two pools by one vote and\nsells the site of the older one to a school for girls"
    assert kinds(f"{top}\n\n{BODY}") == ["headline", "body"]


def test_lists_and_quotes() -> None:
    text = f"Council shuts pools\n\n{BODY}\n\n- One pool\n- Two pools\n\n> We swam there.\n\n{BODY}"
    assert kinds(text) == ["headline", "body", "list", "list", "quote", "body"]


def test_nothing_at_all() -> None:
    assert kinds("") == []
    assert kinds("\n \n\t\n") == []


def test_a_byline_first() -> None:
    assert kinds(f"By Erin Poole\n\n{BODY}") == ["byline", "body"]
    assert kinds(f"BYLINE: Erin Poole.\n\nPools shut\n\n{BODY}") == ["byline", "headline", "body"]
