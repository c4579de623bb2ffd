"""Expressions of the re module made of what was kept: the same patterns as re.compile() makes."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from newslint import expressions
from newslint.kept import Store
from tests.test_layers import FILES, module_of, tree

SOME = [
    (r"(?P<day>\d{1,2})(st|nd)?\s+(?P<month>[A-Z]\w+)", 0),
    (r"(?<!\w)[“”‘’](?:don['’]t|Ä[^\W\d_]+)*?$", re.I | re.M),
    (r"(?i:a|b)(?=c)|(x)\1", 0),
    (r"", re.A),
]
TEXT = "On 4th May and 12 June: “DON’T ÄRGER”\nxx ac Bc"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "expressions"
    monkeypatch.setattr(expressions, "store", lambda: store)
    store = Store([path], "key")
    for expression, flags in SOME:
        expressions.compile(expression, flags)
    store.save()
    return path


def kept(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """Have patterns made of the file, and of nothing else."""
    store = Store([file], "key")
    monkeypatch.setattr(expressions, "store", lambda: store)


def test_a_kept_expression_is_the_compiled_one(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [re.compile(*some) for some in SOME]
    kept(monkeypatch, file)
    monkeypatch.setattr(re, "compile", None)
    for pattern, some in zip(made, SOME, strict=True):
        again = expressions.compile(*some)
        assert again == pattern  # the code is part of a pattern's equality
        assert (again.pattern, again.flags, again.groups) == (pattern.pattern, pattern.flags, pattern.groups)
        assert again.groupindex == pattern.groupindex
        assert [(m.span(), m.groups()) for m in again.finditer(TEXT)] == [
            (m.span(), m.groups()) for m in pattern.finditer(TEXT)
        ]
        assert [m.lastgroup for m in again.finditer(TEXT)] == [m.lastgroup for m in pattern.finditer(TEXT)]


def test_what_is_no_code_is_compiled_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(monkeypatch, file)
    for value in (b"", b"\x00", expressions.marshal.dumps((32, b"\xff" * 40, 0, {}, (None,)), 4)):
        expressions.store().put("re", "0 a+", value)
        assert expressions.compile("a+").findall("aab") == ["aa"]


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for path in FILES:
        if any("expressions.compile" in ast.unparse(node) for node in tree(path).body):
            module = importlib.import_module(module_of(path))
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{module.__name__}.{name}", value


def test_every_expression_here_is_what_the_re_module_makes_of_it() -> None:
    found = dict(_patterns())
    assert len(found) > 100
    for name, pattern in found.items():
        assert pattern == re.compile(pattern.pattern, pattern.flags & ~re.UNICODE), name
