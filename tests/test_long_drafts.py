"""A long draft is read with less kept in memory: the same is found."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint import engine, span
from newslint.annotations.attribution import find
from newslint.annotations.attribution.model import Model
from newslint.annotations.attribution.rows import paragraphs
from newslint.annotations.tokens import Tokens, prose_tokens, sentence_tokens, tokenize
from newslint.cli.run import Run
from newslint.document import Document, passing
from newslint.matchers import wordindex
from newslint.matchers.literals import fold
from newslint.readers import read
from newslint.report import Report, as_json
from newslint.reporters import pieces, render
from newslint.session import Session
from newslint.settings import Settings
from newslint.span import Span, SpanIndex

SEED = next((Path(__file__).parents[1] / "seeds").glob("*.txt"))


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every draft is as long as a book."""
    monkeypatch.setattr(Tokens, "KEPT", 0)
    monkeypatch.setattr(wordindex, "_KEEPS", 0)
    monkeypatch.setattr(wordindex, "_PIECE", 100)
    monkeypatch.setattr(engine, "LONG", 0)
    monkeypatch.setattr(find, "LONG", 0)
    monkeypatch.setattr(span, "_MANY", 0)


WITHOUT_GRAMMAR = Settings(without=("grammar",))


def test_what_is_not_kept_is_found_all_the_same(request: pytest.FixtureRequest) -> None:
    session = Session()
    kept = session.check(read(SEED.read_bytes(), "a.txt"), WITHOUT_GRAMMAR)
    request.getfixturevalue("long")
    lean = session.check(read(SEED.read_bytes(), "a.txt"), WITHOUT_GRAMMAR)
    assert kept.findings
    assert lean.findings == kept.findings


def test_a_passing_fact_is_dropped_and_computed_again() -> None:
    asked: list[str] = []

    @passing
    def passes(document: Document) -> int:
        asked.append("passes")
        return len(document.text)

    def stays(document: Document) -> int:
        asked.append("stays")
        return len(document.text)

    document = read(b"Two words.", "a.txt")
    for _ in range(2):
        assert document.fact(passes) == document.fact(passes) == document.fact(stays) == 10
        document.forget_passing()
    assert asked == ["passes", "stays", "passes"]


@pytest.mark.usefixtures("long")
def test_nothing_that_passes_is_left_of_a_long_draft() -> None:
    document = read(SEED.read_bytes(), "a.txt")
    Session().check(document, WITHOUT_GRAMMAR)
    before = len(document._facts)
    document.forget_passing()
    assert len(document._facts) == before > 0


def test_a_run_keeps_nothing_of_a_draft_but_its_findings() -> None:
    run = Run(defaultdict(lambda: None, no_cache=True, isolated=True, ignore=("grammar",)))
    document = read(SEED.read_bytes(), "a.txt")
    found = run.check(document).findings
    assert found
    assert not document._facts
    assert run.check(document).findings == found


def test_paragraphs_are_the_same_made_anew(request: pytest.FixtureRequest) -> None:
    kept = list(paragraphs(read(SEED.read_bytes(), "a.txt")))
    request.getfixturevalue("long")
    lean = paragraphs(read(SEED.read_bytes(), "a.txt"))
    assert list(lean) == list(lean) == kept
    assert len(kept) > 5


def test_a_model_that_has_forgotten_labels_the_same() -> None:
    document, using = read(SEED.read_bytes(), "a.txt"), Model()

    def labels() -> list[bytes]:
        return [find._labels(p, using) for p in paragraphs(document)]

    before = labels()
    using.forget()
    assert not (using._words or using.labelled)
    assert labels() == before
    assert any(map(any, before))


@given(st.text(alphabet="aB \n\t’'ıİſΣς٣3\u0307\x0b"), st.integers(1, 5))
def test_a_text_is_folded_in_pieces_as_in_one(text: str, piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wordindex, "_PIECE", piece)
        assert wordindex._folded(text) == fold(text)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda t: Span(*sorted(t)))))
def test_places_are_the_same_packed(spans: list[Span]) -> None:
    def answers() -> Iterator[tuple[bool, bool, bool]]:
        index = SpanIndex(spans)
        for start in range(31):
            for end in range(start, 31):
                yield index.overlaps(Span(start, end)), index.covers(Span(start, end)), bool(index)

    kept = list(answers())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(span, "_MANY", 0)
        assert list(answers()) == kept


@pytest.mark.parametrize("text", [SEED.read_bytes(), b"Two words.\n"])
def test_findings_written_one_by_one_are_one_array(text: bytes) -> None:
    result = Session().check(read(text, "a.txt"), WITHOUT_GRAMMAR)
    report = Report([result])
    whole = json.dumps([as_json(d, f) for d, f in report.findings()], ensure_ascii=False, indent=2) + "\n"
    assert render("json", report) == whole == "".join(pieces("json", report))
    assert render("text", report) == "".join(pieces("text", report))


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
    assert not any(index._folded)
