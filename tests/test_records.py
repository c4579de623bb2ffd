"""Records behave as the dataclasses that the type checker takes them for."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from newslint import records


def _pair(decorate: Any, field: Any) -> tuple[Any, Any]:
    @decorate(frozen=True, slots=True)
    class Point:
        """A place."""

        x: int
        y: int = 2
        tags: list[str] = field(default_factory=list, compare=False)
        note: str = field(default="", hash=False, repr=False)

        def moved(self) -> int:
            return self.x + self.y

    @decorate
    class Open:
        """It changes."""

        name: str
        known: dict[str, int] = field(default_factory=dict)

    return Point, Open


OURS, THEIRS = _pair(records.dataclass, records.field), _pair(dataclasses.dataclass, dataclasses.field)


@records.dataclass(frozen=True, slots=True)
class Kept:
    """Pickled by name, so it stands here."""

    a: int
    b: tuple[str, ...] = ()


@records.dataclass(frozen=True, eq=False)
class Itself:
    """Equal to itself only."""

    a: int = 1


@pytest.mark.parametrize("given", [{"x": 1}, {"x": 1, "y": 5, "tags": ["a"], "note": "b"}, {"y": 1, "x": 2}])
def test_a_record_is_as_a_dataclass_is(given: dict[str, Any]) -> None:
    ours, theirs = OURS[0](**given), THEIRS[0](**given)
    assert repr(ours) == repr(theirs)
    assert [getattr(ours, f.name) for f in records.fields(ours)] == list(dataclasses.astuple(theirs))
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert hash(ours) == hash((ours.x, ours.y))
    assert ours.moved() == theirs.moved()
    assert ours.__match_args__ == theirs.__match_args__
    assert not hasattr(ours, "__dict__")
    assert OURS[0].__doc__ == "A place."
    assert OURS[0].__qualname__ == THEIRS[0].__qualname__


def test_equality_looks_at_the_fields_that_count() -> None:
    point = OURS[0]
    assert point(1, tags=["a"]) == point(1, tags=["b"])
    assert point(1) != point(1, note="n")
    assert point(1) != (1, 2, [], "")
    assert point(1) != THEIRS[0](1)
    assert len({point(1), point(1, note="n"), point(1)}) == 2
    assert Itself() != Itself()
    assert len({Itself(), Itself()}) == 2


def test_nothing_changes_in_a_frozen_record() -> None:
    for change in (lambda o: setattr(o, "x", 2), lambda o: delattr(o, "x"), lambda o: setattr(o, "new", 2)):
        point = OURS[0](1)
        with pytest.raises(AttributeError):
            change(point)
        assert point == OURS[0](1)
    with pytest.raises(AttributeError):
        Itself().a = 2  # type: ignore[misc]


def test_defaults_are_made_anew() -> None:
    a, b = OURS[1]("a"), OURS[1]("b")
    a.known["k"] = 1
    a.name = "c"
    assert (a.name, a.known, b.known) == ("c", {"k": 1}, {})
    with pytest.raises(TypeError):
        hash(a)


def test_a_missing_or_unknown_value_is_an_error() -> None:
    for wrong in ({}, {"x": 1, "z": 2}):
        with pytest.raises(TypeError):
            OURS[0](**wrong)


@pytest.mark.parametrize("change", [records.replace, dataclasses.replace])
def test_replace(change: Any) -> None:
    assert change(OURS[0](1, note="n"), y=9) == OURS[0](1, 9, note="n")
    with pytest.raises(TypeError):
        change(OURS[0](1), z=9)


def test_a_record_is_copied_and_pickled() -> None:
    kept = Kept(1, ("a",))
    for again in (copy.copy(kept), copy.deepcopy(kept), *(pickle.loads(pickle.dumps(kept, p)) for p in range(6))):
        assert again == kept
        assert again is not kept
