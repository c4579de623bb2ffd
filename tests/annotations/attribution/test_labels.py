"""The compiled kernel gives the numbers of the Python, bit for bit."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from newslint.annotations.attribution import features
from newslint.annotations.attribution import rows as paragraph_rows
from newslint.annotations.attribution.compiled import Compiled
from newslint.annotations.attribution.decode import LABELS
from newslint.annotations.attribution.lanes import Lanes
from newslint.annotations.attribution.model import Model
from newslint.annotations.attribution.store import hash32
from newslint.annotations.attribution.sums import plain
from newslint.annotations.attribution.tagger import WIDTH
from newslint.annotations.attribution.wordtypes import (
    NEAR,
    SET_TEMPLATE,
    TAG_NEAR,
    Word,
    beginnings,
    feature_key,
    features_of,
)
from newslint.annotations.tokens import tokenize
from newslint.readers.plain import read
from tests.annotations.attribution.kernel import LANES, TEXT, Links, compiled, labeller, numbers, rows
from tests.conftest import SEED

pytestmark = compiled
NOTHING = bytes(7 * 2 * 2 * LABELS)  # the sums of a word without weights
LOW = (1 << 16 * LABELS) - 1
FORMS = sorted({t.text for t in tokenize(TEXT)})


def words_of(texts: list[str], by: Lanes | Compiled) -> list[Word]:
    """Words as `Model.words` makes them, by either arithmetic."""
    return Model(computing=lambda _: by).words(texts)


@given(rows())
def test_first_sums(row: features.Row) -> None:
    sums = labeller().sums(row, [NOTHING] * len(row.word))
    assert numbers(sums, 2 * LABELS) == plain(LANES._first, features.first_pass(row))


@given(rows(), st.data())
def test_second_sums(row: features.Row, data: st.DataObject) -> None:
    n = len(row.word)
    few = st.sampled_from([(0, 1, 2), (0, 3, 4, 9, 10), tuple(range(LABELS))]).flatmap(st.sampled_from)
    labels = data.draw(st.lists(few, min_size=n, max_size=n))
    first = plain(LANES._first, features.first_pass(row))
    second = plain(LANES._second, features.second_pass(row, labels))
    sums = numbers(labeller().sums(row, [NOTHING] * n, labels), 2 * LABELS)
    assert [s & LOW for s in sums] == [(a & LOW) + (a >> 16 * LABELS) + b for a, b in zip(first, second, strict=True)]


@given(st.lists(st.integers(-3, 3), min_size=2 * (LABELS + 1) * LABELS, max_size=2 * (LABELS + 1) * LABELS), st.data())
def test_best_path_and_which_of_equals(links: list[int], data: st.DataObject) -> None:
    """Without weights words alone count, and with small ones many paths are equally good."""
    n = data.draw(st.integers(1, 25))
    sections = Links(links).sections()
    row = features.Row([9] * n, [9] * n, [0] * n, [0] * n, [1] * n, [0] * n, [False] * n, [0] * n, 0)
    small = st.binary(min_size=7 * 2 * LABELS, max_size=7 * 2 * LABELS).map(lambda b: bytes(x & 3 for x in b))
    words, packed = [], []
    for lanes in data.draw(st.lists(small, min_size=n, max_size=n)):
        word = Word("x")
        packed.append(array("H", list(lanes)).tobytes())
        word.sums = tuple(numbers(packed[-1], 2 * LABELS))
        words.append(word)
    assert labeller(sections).label(row, packed) == Lanes(sections).label(row, words)


@given(rows(), st.data())
def test_labels(row: features.Row, data: st.DataObject) -> None:
    texts = data.draw(st.lists(st.sampled_from(FORMS), min_size=len(row.word), max_size=len(row.word)))
    by = Compiled(labeller())
    assert by.label(row, words_of(texts, by)) == LANES.label(row, words_of(texts, LANES))


@given(st.lists(st.sampled_from(FORMS) | st.text("aeinstAEINST’-.1", min_size=1, max_size=9), max_size=30))
def test_parts_of_speech(texts: list[str]) -> None:
    by = Compiled(labeller())
    assert by.tag(words_of(texts, by)) == LANES.tag(words_of(texts, LANES))


@given(st.sampled_from(FORMS) | st.text(min_size=1).filter(lambda t: not t.isspace() and "\n" not in t))
def test_words(text: str) -> None:
    by = Compiled(labeller())
    word = Word(text)
    near, sums = by.word(features_of(word), beginnings(text))
    assert (tuple(numbers(near, WIDTH)), tuple(numbers(sums, 2 * LABELS))) == LANES.word(
        features_of(word), beginnings(text)
    )
    for form in (text, text.lower()):
        assert by.set_of(form) == LANES.set_of(form)
        assert by.cue_of(form) == LANES.cue_of(form)


def test_every_kind_of_feature_counts_as_far_as_in_python() -> None:
    """A model that has but one feature, at every offset, shows where the kernel looks for it."""
    for kind in TAG_NEAR:
        keys = sorted(hash32(feature_key(kind, at, template)) for at in range(-3, 4) for template in (60, 61))
        sections = Links([0] * 2 * (LABELS + 1) * LABELS).sections()
        for name, width in (("tagger", WIDTH), ("first", 2 * LABELS)):
            sections[f"{name}.keys"] = memoryview(array("I", keys).tobytes())
            sections[f"{name}.rows"] = memoryview(b"\x01" * width * len(keys))
        near, sums = labeller(sections).word(kind.encode())
        assert [at - 2 for at, n in enumerate(numbers(near, WIDTH)) if n] == list(TAG_NEAR[kind])
        assert [at - 3 for at, n in enumerate(numbers(sums, 2 * LABELS)) if n] == list(NEAR.get(kind, ()))


@given(st.sets(st.text("abcdefgh", min_size=1, max_size=6), max_size=200), st.sets(st.text("abcdefgh", max_size=6)))
def test_tables_of_any_size(known: set[str], others: set[str]) -> None:
    sets = {hash32(feature_key(form, 0, SET_TEMPLATE)): i for i, form in enumerate(sorted(known))}
    sections = Links([0] * 2 * (LABELS + 1) * LABELS).sections()
    sections["words.keys"] = memoryview(array("I", sorted(sets)).tobytes())
    sections["words.sets"] = memoryview(array("H", [sets[k] for k in sorted(sets)]).tobytes())
    one, other = labeller(sections), Lanes(sections)
    for form in known | others:
        assert one.set_of(form.encode()) == other.set_of(form)
        assert (one.set_of(form.encode()) >= 0) == (hash32(feature_key(form, 0, SET_TEMPLATE)) in sets)


def test_real_paragraphs() -> None:
    by, other = Model(computing=lambda _: Compiled(labeller())), Model(computing=Lanes)
    labelled = []
    for document in (read(TEXT, "x.txt"), read(SEED.read_text(encoding="utf-8"), "seed.txt")):
        for paragraph in paragraph_rows.paragraphs(document):
            texts = [t.text for t in paragraph.tokens]
            made = []
            for model in (by, other):
                words = model.words(texts)
                tags = b"".join(map(model.tag, paragraph_rows.cut(paragraph, words)))
                made.append((tags, model.label(paragraph_rows.row(paragraph, words, tags), words)))
            assert made[0] == made[1]
            labelled.append(made[0][1])
    assert {y for labels in labelled for y in labels} == set(range(LABELS))
