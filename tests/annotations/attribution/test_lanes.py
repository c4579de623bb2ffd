"""The model's arithmetic in Python: fast sums are plain sums, and what is kept is bounded and can be dropped."""

from __future__ import annotations

import pytest

from newslint.annotations.attribution import features, rows
from newslint.annotations.attribution.lanes import Lanes
from newslint.annotations.attribution.model import FILE, Model
from newslint.annotations.attribution.store import read_sections
from newslint.annotations.attribution.sums import plain
from newslint.annotations.attribution.wordtypes import Word, beginnings, features_of
from newslint.readers.plain import read

TEXT = (
    "Ferry was rusty, crew say\n\nTwo deckhands told the inquiry that rust had been found. “We painted over it,” "
    "said Bartosz Wilk, who wasn’t asked — until Monday: “Nobody (not one) rang.”"
)


@pytest.fixture
def pure() -> Model:
    """A model that computes in Python, whether or not the kernel is there."""
    return Model(computing=Lanes)


def text_rows(model: Model) -> list[features.Row]:
    made = []
    for paragraph in rows.paragraphs(read(TEXT, "x.txt")):
        words = model.words([t.text for t in paragraph.tokens])
        made.append(rows.row(paragraph, words, b"".join(map(model.tag, rows.cut(paragraph, words)))))
    return made


def test_fast_sums_are_the_features_sums(pure: Model) -> None:
    lanes = Lanes(read_sections(FILE))
    for row in text_rows(pure):
        labels = [(3, 4, 0, 1, 9, 10, 10)[i % 7] for i in range(len(row.word))]
        for _ in range(2):  # looked up, then remembered
            assert lanes._sums(row) == plain(lanes._first, features.first_pass(row))
            assert lanes._second_sums(row, labels) == plain(lanes._second, features.second_pass(row, labels))


def test_nothing_is_left_of_what_was_forgotten(pure: Model) -> None:
    lanes = pure._arithmetic
    assert isinstance(lanes, Lanes)
    document = read(TEXT, "x.txt")
    for row, paragraph in zip(text_rows(pure), rows.paragraphs(document), strict=True):
        assert any(pure.label(row, pure.words([t.text for t in paragraph.tokens])))
    kept = [
        lanes._features,
        lanes._beginnings,
        lanes._tagger,
        lanes._first,
        lanes._second,
        *lanes._sums._memos,
        *lanes._second_sums._memos,
    ]
    assert all(kept)
    pure.forget()
    assert not any(kept)


def test_rows_of_features_are_kept_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    lanes = Lanes(read_sections(FILE))
    texts = [f"{a}{b}ing" for a in "bcdfghlmnprst" for b in ("rat", "ell", "oom")]
    whole = [lanes.word(features_of(Word(t)), beginnings(t)) for t in texts]
    monkeypatch.setattr(Lanes, "MOST_FEATURES", 10)
    for text, before in zip(texts, whole, strict=True):
        assert lanes.word(features_of(Word(text)), beginnings(text)) == before
        assert len(lanes._features) < 10 + 20
