"""The compiled kernel refuses a damaged model file, and numbers that are none of a row's."""

from __future__ import annotations

from array import array
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.annotations.attribution import features
from newslint.annotations.attribution.decode import LABELS
from newslint.annotations.attribution.tagger import WIDTH
from tests.annotations.attribution.kernel import SECTIONS, Links, compiled, labeller, rows

pytestmark = compiled
NOTHING = bytes(7 * 2 * 2 * LABELS)
NEAR = bytes(5 * 2 * WIDTH)
READ = [name for name in SECTIONS if name != "sets"]
ROW = features.Row([1, 2], [3, 4], [5, 6], [7, 8], [0, 1], [0, 2], [True, False], [0, 1], 1)


@pytest.mark.parametrize("name", READ)
def test_a_section_that_is_not_there(name: str) -> None:
    with pytest.raises(KeyError, match=name):
        labeller({k: v for k, v in SECTIONS.items() if k != name})


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("cut", [1, 4, 40])
def test_a_section_that_is_too_short_or_too_long(name: str, cut: int) -> None:
    for data in (bytes(SECTIONS[name][:-cut]), bytes(SECTIONS[name]) + bytes(cut)):
        with pytest.raises(ValueError, match="the attribution model is damaged"):
            labeller({**SECTIONS, name: memoryview(data)})


@pytest.mark.parametrize("name", [name for name in READ if name.endswith(".keys")])
def test_keys_out_of_order(name: str) -> None:
    keys = array("I", bytes(SECTIONS[name]))
    keys[7], keys[8] = keys[8], keys[7]
    with pytest.raises(ValueError, match="the attribution model is damaged"):
        labeller({**SECTIONS, name: memoryview(keys.tobytes())})


@given(st.dictionaries(st.sampled_from(READ), st.binary(max_size=80)))
def test_a_file_of_anything_is_refused_or_read(damage: dict[str, bytes]) -> None:
    sections = Links([0] * 2 * (LABELS + 1) * LABELS).sections()
    sections |= {name: memoryview(data) for name, data in damage.items()}
    try:
        made = labeller(sections)
    except ValueError:
        return
    assert len(made.label(ROW, [NOTHING] * 2)) == 2
    made.set_of(b"said")
    made.cue_of(b"said")
    made.word(b"wsaid\nhA\nssay\neaid\nfid")


BAD: list[tuple[str, Any]] = [
    ("word", [1 << 28, 0]),
    ("stem", [0, -1]),
    ("tag", [31, 0]),
    ("cls", [32, 0]),
    ("cue", [1 << 70, 0]),
    ("quote", [0, 4]),
    ("first", [0, 2]),
    ("mark", [9, 0]),
    ("head", 3),
    ("head", -1),
    ("tag", [0, 0, 0]),
    ("tag", [0]),
    ("word", []),
]


@pytest.mark.parametrize(("column", "value"), BAD)
def test_a_row_out_of_bounds(column: str, value: Any) -> None:
    with pytest.raises((ValueError, OverflowError)):
        labeller().label(ROW._replace(**{column: value}), [NOTHING] * 2)


@pytest.mark.parametrize("column", ["word", "mark"])
@pytest.mark.parametrize("value", [["a", "b"], None, [1.5, 2]])
def test_a_row_of_something_else(column: str, value: Any) -> None:
    with pytest.raises(TypeError):
        labeller().label(ROW._replace(**{column: value}), [NOTHING] * 2)


def test_arguments_of_another_shape() -> None:
    made: Any = labeller()
    for row in (tuple(ROW)[:8], tuple(ROW)[:3], ()):
        with pytest.raises(IndexError):
            made.label(row, [NOTHING] * 2)
    for words in ([NOTHING], [NOTHING] * 3, [NOTHING, NOTHING[:-1]], [NOTHING, b""]):
        with pytest.raises(ValueError, match=r"columns of different lengths|too few bytes"):
            made.label(ROW, words)
    for words in ([NOTHING, None], [NOTHING, "text"], (NOTHING, NOTHING), None):
        with pytest.raises(TypeError):
            made.label(ROW, words)
    for labels in ([0], [0, 11], [0, -1], [0, 256]):
        with pytest.raises(ValueError, match="column"):
            made.sums(ROW, [NOTHING] * 2, labels)
    with pytest.raises(TypeError):
        type(made)()


def test_words_to_be_tagged() -> None:
    made: Any = labeller()
    good = [[1, 2], [3, 4], [True, False], [b"\x01", b"\x02\x03"], [NEAR, NEAR]]
    assert made.tag(*good) in (b"\x01\x02", b"\x01\x03")
    for k, bad, error in [
        (0, [1 << 28, 0], ValueError),
        (1, [0, 1 << 16], ValueError),
        (2, [2, 0], ValueError),
        (3, [b"", b"\x01"], ValueError),
        (3, [b"\x01", bytes([1, WIDTH])], ValueError),
        (3, ["\x01", b"\x01"], TypeError),
        (4, [NEAR, NEAR[1:]], ValueError),
        (4, [NEAR], ValueError),
        (0, (1, 2), TypeError),
    ]:
        with pytest.raises(error):
            made.tag(*[bad if i == k else column for i, column in enumerate(good)])
    assert made.tag([], [], [], [], []) == b""


def test_features_of_no_word() -> None:
    made: Any = labeller()
    for text in (b"xword", b"wa\n\nwb", b"\n", b"\xff", b"\n".join([b"wa"] * 65)):
        with pytest.raises(ValueError, match="no features of a word"):
            made.word(text)
    for method in (made.word, made.set_of, made.cue_of):
        with pytest.raises(TypeError):
            method("text")
    assert made.word(b"") == (NEAR, NOTHING)


def test_a_row_without_tokens() -> None:
    nothing = features.Row([], [], [], [], [], [], [], [], 0)
    assert labeller().label(nothing, []) == b""


@given(rows(most=6), st.lists(st.binary(min_size=308, max_size=308), min_size=6, max_size=6))
def test_sums_of_anything_are_labelled(row: features.Row, sums: list[bytes]) -> None:
    """However large what words are said to weigh, there is one label a token, and "goes on" follows its own role."""
    labels = labeller().label(row, sums[: len(row.word)])
    for before, label in zip(b"\0" + labels, labels, strict=False):
        assert label < LABELS
        assert label == 0 or label & 1 or before in (label, label - 1)
