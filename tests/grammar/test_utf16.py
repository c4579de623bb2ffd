from hypothesis import given
from hypothesis import strategies as st

from newslint.grammar.utf16 import Utf16Index, utf16_length

TEXT = st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("😀🇬🇧éa \u200d")), max_size=60)


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(TEXT, st.data())
def test_every_character_boundary_survives_the_round_trip(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert Utf16Index(text).code_point(units(text[:at])) == at


@given(TEXT)
def test_length_is_that_of_java(text: str) -> None:
    assert utf16_length(text) == units(text)


@given(TEXT, st.integers(0, 400))
def test_offsets_are_monotonic_and_stay_in_the_text(text: str, unit: int) -> None:
    index = Utf16Index(text)
    assert 0 <= index.code_point(unit) <= index.code_point(unit + 1) <= len(text)


def test_an_offset_inside_an_emoji_is_the_emoji() -> None:
    index = Utf16Index("a😀b")
    assert [index.code_point(u) for u in range(6)] == [0, 1, 1, 2, 3, 3]
