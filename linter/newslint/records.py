"""Dataclasses, made at a tenth of the cost: dataclasses writes and compiles six functions a class, here it is one.

A run makes some fifty classes before it reads its first draft. To the type checker these are dataclasses, and to the
standard library's tools (asdict, fields, pytest's comparisons) they answer as such. What is left out is what is not
used here: inheritance between records, order, __post_init__, fields that are keyword-only or not in __init__.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "field", "fields", "replace"]

_NONE: Any = object()


class _Field:
    """A field: its name, and what dataclasses.field() says of it."""

    __slots__ = ("compare", "default", "default_factory", "hash", "name", "repr")

    def __init__(
        self,
        *,
        default: Any = _NONE,
        default_factory: Any = _NONE,
        repr: bool = True,
        hash: bool | None = None,
        compare: bool = True,
    ) -> None:
        self.name = ""
        self.default = default
        self.default_factory = default_factory
        self.repr = repr
        self.compare = compare
        self.hash = compare if hash is None else hash


def _dataclass(cls: Any = None, /, *, frozen: bool = False, slots: bool = False, eq: bool = True) -> Any:
    if cls is None:
        return lambda cls: _record(cls, frozen, slots, eq)
    return _record(cls, frozen, slots, eq)


def _record(cls: Any, frozen: bool, slots: bool, eq: bool) -> Any:
    """Return the class as a record."""
    found = _fields_of(cls)
    names = tuple(f.name for f in found)
    if slots:
        cls = _with_slots(cls, names)
    body = cls.__dict__
    methods: dict[str, Any] = {"__init__": _init(cls, found, frozen, slots), "__match_args__": names}
    methods["__repr__"] = _repr([f.name for f in found if f.repr])
    if eq:
        methods["__eq__"] = _eq(_values([f.name for f in found if f.compare]))
        methods["__hash__"] = _hash(_values([f.name for f in found if f.hash])) if frozen else None
    if frozen:
        methods |= {"__setattr__": _refuse_set, "__delattr__": _refuse_delete}
    if frozen and slots:
        methods["__reduce__"] = _reduce(_values(names))
    for name, method in methods.items():
        if name not in body or (name == "__hash__" and body[name] is None):
            setattr(cls, name, method)
    cls.__record_fields__ = tuple(found)
    cls.__dataclass_fields__ = _ForStandardTools()
    return cls


def _fields_of(cls: Any) -> list[_Field]:
    found = []
    for name in cls.__annotations__:
        given = cls.__dict__.get(name, _NONE)
        one = given if isinstance(given, _Field) else _Field(default=given)
        one.name = name
        if one is given:
            if one.default is _NONE:
                delattr(cls, name)
            else:
                setattr(cls, name, one.default)
        found.append(one)
    return found


def _with_slots(cls: Any, names: tuple[str, ...]) -> Any:
    """Return the class anew, its fields in slots."""
    left_out = {*names, "__dict__", "__weakref__"}
    body = {k: v for k, v in cls.__dict__.items() if k not in left_out}
    made = type(cls)(cls.__name__, cls.__bases__, {**body, "__slots__": names})
    made.__qualname__ = cls.__qualname__
    return made


def _init(cls: Any, found: list[_Field], frozen: bool, slots: bool) -> Any:
    """Compile the one function that must be written for each class."""
    known: dict[str, Any] = {"_NONE": _NONE}
    asked, lines = ["self"], []
    for f in found:
        name = value = f.name
        if f.default_factory is not _NONE:
            known[f"_make_{name}"] = f.default_factory
            asked.append(f"{name}=_NONE")
            value = f"_make_{name}() if {name} is _NONE else {name}"
        elif f.default is not _NONE:
            known[f"_default_{name}"] = f.default
            asked.append(f"{name}=_default_{name}")
        else:
            asked.append(name)
        if not frozen:
            lines.append(f" self.{name} = {value}")
        elif slots:
            known[f"_set_{name}"] = cls.__dict__[name].__set__
            lines.append(f" _set_{name}(self, {value})")
        else:
            lines.append(f" self.__dict__[{name!r}] = {value}")
    exec(f"def __init__({', '.join(asked)}):\n" + ("\n".join(lines) or " pass"), known)
    init = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__module__ = cls.__module__
    return init


def _values(names: tuple[str, ...] | list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what takes the values of these fields from an object."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _: ()
    get = attrgetter(names[0])
    return lambda o: (get(o),)


def _eq(values: Callable[[Any], tuple[Any, ...]]) -> Any:
    def equal(self: Any, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equal


def _hash(values: Callable[[Any], tuple[Any, ...]]) -> Any:
    def hashed(self: Any) -> int:
        return hash(values(self))

    return hashed


def _reduce(values: Callable[[Any], tuple[Any, ...]]) -> Any:
    def reduced(self: Any) -> tuple[Any, tuple[Any, ...]]:
        return self.__class__, values(self)

    return reduced


def _repr(names: list[str]) -> Any:
    def shown(self: Any) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{n}={getattr(self, n)!r}' for n in names)})"

    return shown


def _refuse_set(self: Any, name: str, value: object) -> None:
    del value
    raise AttributeError(f"a {self.__class__.__name__} does not change: {name} cannot be set")


def _refuse_delete(self: Any, name: str) -> None:
    raise AttributeError(f"a {self.__class__.__name__} does not change: {name} cannot be deleted")


class _ForStandardTools:
    """The fields as dataclasses knows them, made when a tool of the standard library asks for them."""

    def __get__(self, instance: object, cls: Any) -> Mapping[str, Any]:
        import dataclasses

        told = []
        for f in cls.__record_fields__:
            defaults = {k: v for k in ("default", "default_factory") if (v := getattr(f, k)) is not _NONE}
            told.append((f.name, Any, dataclasses.field(repr=f.repr, hash=f.hash, compare=f.compare, **defaults)))
        made: Any = dataclasses.make_dataclass(cls.__name__, told, eq=False)
        return {f.name: f for f in dataclasses.fields(made)}


def _fields(record: Any) -> tuple[_Field, ...]:
    found: tuple[_Field, ...] = record.__record_fields__
    return found


def _replace(record: Any, /, **changes: Any) -> Any:
    """Return the record with some fields changed."""
    for name in record.__match_args__:
        if name not in changes:
            changes[name] = getattr(record, name)
    return record.__class__(**changes)


if TYPE_CHECKING:
    from dataclasses import dataclass, field, fields, replace
else:
    dataclass, field, fields, replace = _dataclass, _Field, _fields, _replace
