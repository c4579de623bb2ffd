"""The machinery below the attributions: model file, decoder, labels, kinds of sources."""

from __future__ import annotations

import itertools
import random
from array import array
from pathlib import Path

import pytest

from newslint.annotations.attribution import features, store
from newslint.annotations.attribution.decode import LABELS, best_path, steps
from newslint.annotations.attribution.kinds import kind_of, singular
from newslint.annotations.attribution.model import FILE, Model
from newslint.annotations.attribution.repair import joined, without
from newslint.annotations.attribution.tagger import TAGS
from newslint.annotations.attribution.wordtypes import shape, stem
from newslint.annotations.tokens import tokenize
from newslint.span import Span


def test_model_file_round_trip(tmp_path: Path) -> None:
    keys = sorted(store.hash32(k) for k in (3, 70 << 48, 12345))
    rows = bytes([128, 200, 7, 1, 2, 3])
    path = tmp_path / "m.bin"
    store.write_sections(path, {"t.keys": array("I", keys).tobytes(), "t.rows": rows, "other": b"x"})
    sections = store.read_sections(path)
    assert bytes(sections["other"]) == b"x"
    weights = store.table(sections, "t", 2)
    i = keys.index(store.hash32(12345))
    assert weights[12345] == rows[2 * i] | rows[2 * i + 1] << 16
    assert weights[999] == 0


def test_no_model_file(tmp_path: Path) -> None:
    (tmp_path / "m.bin").write_bytes(b"something else")
    with pytest.raises(ValueError, match="no newslint model"):
        store.read_sections(tmp_path / "m.bin")


def test_model_is_small() -> None:
    assert FILE.stat().st_size <= 12_000_000


def _score(labels: tuple[int, ...], scores: list[list[int]], links: list[int]) -> int | None:
    total = 0
    before = LABELS
    for label, e in zip(labels, scores, strict=True):
        inside = label and not label & 1
        if inside and before not in (label, label - 1):
            return None
        total += e[label] + links[before * LABELS + label]
        before = label
    return total


def test_best_path_is_the_best() -> None:
    chance = random.Random(5)
    for _ in range(25):
        links = [chance.randint(-40, 40) for _ in range(LABELS * LABELS + LABELS)]
        scores = [[chance.randint(0, 120) for _ in range(LABELS)] for _ in range(4)]
        found = best_path(scores, steps(links))
        best = max(
            s
            for labels in itertools.product(range(LABELS), repeat=4)
            if (s := _score(labels, scores, links)) is not None
        )
        assert _score(tuple(found), scores, links) == best


def test_segments() -> None:
    assert features.segments([3, 4, 0, 1, 9, 10, 10, 9]) == [(2, 0, 2), (0, 2, 3), (1, 3, 4), (5, 4, 7), (5, 7, 8)]
    assert features.segments([]) == []


def test_parts_of_speech() -> None:
    model = Model()
    words = model.words([t.text for t in tokenize("The minister said that nurses want a pay rise.")])
    assert [TAGS[t] for t in model.tag(words)] == ["DT", "N", "VBD", "IN", "NS", "VBP", "DT", "N", "N", "."]


def test_spans() -> None:
    assert without(Span(0, 10), Span(4, 6)) == [Span(0, 4), Span(6, 10)]
    assert without(Span(0, 10), Span(20, 26)) == [Span(0, 10)]
    assert joined("ab cd, ef", [Span(0, 2), Span(3, 5), Span(7, 9)]) == [Span(0, 5), Span(7, 9)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("said", "a"), ("Lee", "A"), ("NATO", "AA"), ("2024", "0"), ("iPhone", "aA"), ("“", "“"), ("Mr.", "A.")],
)
def test_shape(text: str, kind: str) -> None:
    assert shape(text) == kind


@pytest.mark.parametrize(("form", "base"), [("says", "say"), ("told", "tell"), ("reporting", "report"), ("ran", "ran")])
def test_stem(form: str, base: str) -> None:
    assert stem(form) == base


@pytest.mark.parametrize(
    ("form", "one"),
    [("parties", "party"), ("women", "woman"), ("churches", "church"), ("news", "news"), ("boss", "boss")],
)
def test_singular(form: str, one: str) -> None:
    assert singular(form) == one


KINDS = {
    "named-person": [
        "Nora Eklund",
        "Mr. Okonkwo",
        "Detective Inspector Rowan Pike",
        "a spokeswoman for the bureau, Kerry Ann Lowell",
        "Police Commissioner Dana Reyes",
        "many economists, including Ms. Brandt",
        "one user, @harbourwatch",
    ],
    "named-organization-or-document": [
        "the Foreign Ministry",
        "Reuters",
        "a YouGov poll",
        "the Merriton City Council",
        "FIFA",
        "a report by Oxfam",
        "the Okonkwo campaign",
        "China",
    ],
    "unnamed-but-described": [
        "the mayor",
        "his lawyer",
        "two officials who were in the room",
        "a nurse at the clinic",
        "city officials",
        "attorneys for the family",
        "the report",
        "41 percent",
        "a group of parents with children at the school",
    ],
    "vague": [
        "officials",
        "some",
        "many experts",
        "critics",
        "a source",
        "sources close to the talks",
        "others",
        "a number of economists",
        "those close to her",
        "observers",
        "a new poll",
        "studies",
        "everyone",
        "federal and state officials",
        "world leaders",
    ],
    "pronoun": ["he", "They", "who", "most of them", "it"],
    "other": ["the economy", "fear"],
}


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in KINDS.items() for t in texts])
def test_kinds(kind: str, text: str) -> None:
    assert kind_of(tokenize(text)).value == kind
