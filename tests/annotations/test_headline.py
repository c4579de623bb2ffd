"""The headline laid against the story: its claim, the sentences that say the same, denials, facts it does not have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.annotations.figures import figures
from newslint.annotations.headline import claim, denials, echoes, is_title_case
from newslint.annotations.headline_facts import missing_figures, missing_names, missing_quotes, wrong_shares
from newslint.annotations.stems import stem, words
from newslint.document import Document
from newslint.readers import read_text


def read(text: str) -> Document:
    return read_text(text, "draft.txt")


@pytest.mark.parametrize(
    "group",
    [
        "ask asks asked asking",
        "investigate investigates investigated investigation",
        "win won winning",
        "Ukraine Ukrainian Ukraine's",
        "stop stopped stopping stops",
        "double doubles doubled doubling",
        "threaten threatened threatens",
        "country countries",
        "crash crashes crashed",
    ],
)
def test_forms_of_one_word_share_a_stem(group: str) -> None:
    assert len({stem(w) for w in group.split()}) == 1


def test_different_words_do_not() -> None:
    assert len({stem(w) for w in "mayor bridge council vote river police harbour".split()}) == 7


@given(st.text(max_size=80))
def test_words_are_where_they_say(text: str) -> None:
    end = 0
    for a, b, s in words(text):
        assert end <= a < b <= len(text) and s
        end = b


@pytest.mark.parametrize(
    ("headline", "said", "hedged", "attributed"),
    [
        ("Mayor shuts bridge", "Mayor shuts bridge", False, False),
        ("Poll: Mayor leads by 9 points", "Mayor leads by 9 points", False, True),
        ("Mayor lied, clerk says", "Mayor lied, clerk says", False, True),
        ("Bridge may shut in May", "Bridge may shut in May", True, False),
        ("Is the bridge safe?", "Is the bridge safe?", True, False),
        ("Why the bridge is shut", "Why the bridge is shut", True, False),
        ("EXCLUSIVE: Bridge shuts", "Bridge shuts", False, False),
        ("Bridge shuts; ", "Bridge shuts", False, False),
    ],
)
def test_what_a_headline_claims(headline: str, said: str, hedged: bool, attributed: bool) -> None:
    document = read(f"{headline}\n\nThe clerk went home on Monday. It rained.")
    made = claim(document)
    assert made is not None
    assert (made.span.of(document.text), made.hedged, made.attributed) == (said, hedged, attributed)


def test_no_headline_no_claim() -> None:
    assert claim(read("Ten sailors drowned off Lund.")) is None
    assert echoes(read("Ten sailors drowned off Lund.")) == ()


def test_echoes_come_closest_first_with_hedge_and_source() -> None:
    document = read(
        "Kesh sells four warships\n\nThe minister met the press on Monday.\n\n"
        "Kesh has reportedly sold four warships. The warships of Kesh are old, Ada Lund said."
    )
    first, second = echoes(document)
    assert first.hedge is not None and first.hedge.of(document.text) == "reportedly"
    assert first.overlap == 1.0 and second.overlap < 1
    assert second.hedge is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Kesh sold four warships in May.",  # a month
        "Kesh could not sell its four warships.",
        "It may be late, but Kesh sold four warships.",
    ],
)
def test_what_is_no_hedge(sentence: str) -> None:
    assert all(e.hedge is None for e in echoes(read(f"Kesh sells four warships\n\n{sentence}")))


def test_denials_are_of_the_headlines_party_and_matter() -> None:
    document = read(
        "Roe took bribes for permits\n\nRoe took bribes, police say.\n\nThe port denied leave.\n\n"
        "In a letter, Roe has denied that he took bribes. Roe was denied a permit for bribes."
    )
    (found,) = denials(document)
    assert found.span.of(document.text) == "Roe has denied"
    assert found.depth > 0.4


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("6,000 and six thousand", [6000, 6000]),
        ("£2.4m, $3.5bn and 25 million", [2.4e6, 3.5e9, 25e6]),
        ("49.6 percent, 52% and 7 per cent", [49.6, 52, 7]),
        ("twenty-five, a dozen, one hundred and five", [25, 12, 105]),
        ("May 3", [3]),
        ("", []),
    ],
)
def test_figures(text: str, values: list[float]) -> None:
    assert [f.value for f in figures(text)] == pytest.approx(values)


@given(st.text(alphabet="0123456789,.%$£ abcdeimnorstuv-", max_size=60))
def test_figures_stand_where_they_say(text: str) -> None:
    for f in figures(text):
        assert 0 <= f.span.start < f.span.end <= len(text)


def texts(document: Document, fact: object) -> list[str]:
    found = document.fact(fact)  # type: ignore[arg-type, var-annotated]
    spans = [getattr(f, "span", f) for f in found]
    return [s.of(document.text) for s in spans]


def test_missing_facts() -> None:
    document = read(
        "Mayor of Saltmere calls £40m dock ‘a grave’ and ‘a gift’\n\nThe mayor of Fell called the £14m dock “a gift”."
    )
    assert texts(document, missing_figures) == ["£40m"]
    assert texts(document, missing_quotes) == ["‘a grave’"]
    assert texts(document, missing_names) == ["Saltmere"]


def test_wrong_shares() -> None:
    document = read("Half of voters back strike\n\nThe poll found 43 percent support.")
    ((span, nearest),) = wrong_shares(document)
    assert (span.of(document.text), nearest) == ("Half of", "43 percent")


def test_title_case() -> None:
    assert is_title_case("Mayor Shuts the Old Bridge in Saltmere")
    assert not is_title_case("Mayor of Saltmere shuts the old bridge")
