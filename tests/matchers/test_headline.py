"""The headline check: each comparison, what it flags and what it leaves."""

from __future__ import annotations

import pytest

from tests.conftest import flagged, run


def rule(compare: str, more: str = "") -> str:
    return (
        f"match: {{headline: {{compare: {compare}{more}}}}}\n"
        "scope: [headline, dek, body, caption]\nnames: true\nquoted: true\ntitles: true"
    )


CASES = [
    ("hedge-lost", "", "Kesh sells four warships", "Kesh has reportedly sold four warships.", ["Kesh sells four warships"]),
    ("hedge-lost", "", "Kesh may sell four warships", "Kesh has reportedly sold four warships.", []),
    ("hedge-lost", "", "Kesh sells warships", "Kesh has reportedly sold warships. Kesh sold warships, it said.", []),
    ("attribution-lost", ", about: [drunk]", "Crew was drunk", "The crew was drunk, a passenger said.", ["Crew was drunk"]),
    ("attribution-lost", ", about: [sober]", "Crew was drunk", "The crew was drunk, Ada Lund said.", []),
    ("number-mismatch", "", "6,000 flee", "About 5,000 fled.", ["6,000"]),
    ("number-mismatch", "", "6,000 flee", "About 6,100 fled.", []),
    ("number-inflated", "", "Most of voters back it", "In the poll, 43% back it.", ["Most of"]),
    ("quote-altered", "", "Chief: ‘We failed all’", "“We failed some,” the chief said.", ["‘We failed all’"]),
    ("quote-altered", ", spoken: false", "Chief: ‘We failed all’", "“We failed some,” the chief said.", []),
    ("name-mismatch", "", "Mayor of Fell quits", "The mayor of Lund quit.", ["Fell"]),
    ("name-mismatch", "", "The Mayor of Fell Quits After Vote", "The mayor of Lund quit.", []),
    ("unsupported", ", pairs: {slams?: [slam, attack]}", "Mayor slams port", "The mayor spoke of the port.", ["slams"]),
    ("unsupported", ", pairs: {slams?: [slam, attack]}", "Mayor slams port", "The mayor attacked the port.", []),
    ("unsupported", ", pairs: {cuts: []}, weaker: [linked]", "Tea cuts risk", "Tea is linked to risk.", ["cuts"]),
    ("unsupported", ", pairs: {cuts: []}, weaker: [linked]", "Tea cuts risk", "Tea cut the risk.", []),
]  # fmt: skip


@pytest.mark.parametrize(("compare", "more", "headline", "story", "expected"), CASES)
def test_comparisons(compare: str, more: str, headline: str, story: str, expected: list[str]) -> None:
    assert flagged(rule(compare, more), f"{headline}\n\n{story}") == expected


def test_a_denial_below_is_told_above_and_where_it_stands() -> None:
    story = (
        "Roe took bribes for permits\n\nRoe took bribes, police say. It was spring.\n\nRoe denied that he took bribes."
    )
    assert flagged(rule("denial-omitted"), story) == ["Roe took bribes for permits"]
    assert flagged(rule("denial-late", ", after: 40"), story) == ["Roe denied"]
    assert flagged(rule("denial-late", ", after: 90"), story) == []


def test_a_dek_that_repeats() -> None:
    text = "Council shuts two pools in Lund\n\nTwo pools in Lund shut by council\n\nIt was the last vote of the year."
    assert flagged(rule("repeats-dek", ", share: 70"), text) == ["Two pools in Lund shut by council"]


def test_a_caption_with_a_stranger() -> None:
    text = "Dam opens\n\nDan Poole opened the dam of Bend on Monday.\n\nCaption: Erin Foss and Dan Poole at the dam"
    assert flagged(rule("caption-name"), text) == ["Erin Foss"]


def test_without_headline_or_story_there_is_nothing_to_compare() -> None:
    for compare, more, headline, _, _ in CASES:
        assert flagged(rule(compare, more), headline) == []
        assert flagged(rule(compare, more), "Ten sailors drowned off Lund on Monday.") == []


def test_the_message_names_what_the_story_has() -> None:
    text = "Kesh sells four warships\n\nKesh has reportedly sold four warships."
    (found,) = run("message: the story says {hedge}\n" + rule("hedge-lost"), text)
    assert found.message == "the story says reportedly"
