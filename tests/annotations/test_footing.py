"""The counts of a draft's footing, and what rests on one unnamed source."""

from newslint.annotations.footing import footing, side
from newslint.readers.plain import read


def test_counts() -> None:
    document = read(
        "Nora Eklund said the vote was close.\n\nOfficials said the count would go on.\n\n"
        "A clerk at the town hall said boxes were missing.\n\nIt has been noticed that the lights were on all night.",
        "x.txt",
    )
    found = document.fact(footing)
    assert (found.named, found.described, found.vague, found.nobody) == (1, 1, 1, 1)
    assert found.total == 4
    assert found.people == ("Eklund",)


def test_a_second_source_bears_a_claim_out() -> None:
    document = read(
        "Officials said the warehouse burned for nine hours.\n\n"
        "Fire chief Mona Steyn said the warehouse burned for nine hours before rain came.",
        "x.txt",
    )
    assert document.fact(footing).single == ()


def test_one_unnamed_source() -> None:
    document = read("Officials said the warehouse burned for nine hours.\n\nMona Steyn said rain helped.", "x.txt")
    single = document.fact(footing).single
    assert [a.cue.of(document.text) for a in single if a.cue] == ["said"]
    assert [side(a) for a in single] == ["vague"]


def test_the_same_source_twice_bears_nothing_out() -> None:
    document = read(
        "A source said the warehouse burned for nine hours.\n\nThe source said the warehouse burned all night.", "x.txt"
    )
    assert len(document.fact(footing).single) == 2


def test_no_attributions() -> None:
    found = read("The river rose four metres on Tuesday.", "x.txt").fact(footing)
    assert found.total == 0
    assert found.single == ()
