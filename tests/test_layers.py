"""Imports go downward only (docs: CONTRIBUTING.md).

Looked at are imports at the top of modules: those inside functions are the documented doors that go up or to extras
(Document's properties to the annotations, `newslint` to its commands), and typing-only ones cost nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "linter" / "newslint"
# A module imports from lines above its own, never from its own line's neighbours or below.
LAYERS = """
    records native
    errors span hints fingerprint shown
    kept versions
    expressions
    document yamlnodes atomic trust
    readers rule
    finding annotations typos valecomments
    grammar matchers writers result
    ruleset clearance valestyles profiles
    settings suppressions schema
    watched
    engine
    session report gather cache
    reporters fixes baseline changed exampletests ruledocs paragraphs
    lsp server archive
    cli
    __main__ indexing
"""
LEVEL = {name: i for i, line in enumerate(LAYERS.strip().splitlines()) for name in line.split()}
FILES = sorted(PACKAGE.rglob("*.py"))


def room(module: str) -> str:
    """The part of the package a module belongs to: newslint.cli.check → cli."""
    return module.split(".")[1] if "." in module else "__init__"


def module_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(nodes: Iterable[ast.stmt]) -> Iterator[str]:
    """The modules that statements import when the module is loaded."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports are not used here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.If):
            if "TYPE_CHECKING" not in ast.unparse(node.test):
                yield from imported(node.body)
            yield from imported(node.orelse)
        elif isinstance(node, ast.Try):
            yield from imported([*node.body, *(s for h in node.handlers for s in h.body), *node.orelse])
        elif isinstance(node, ast.ClassDef | ast.With):
            yield from imported(node.body)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: module_of(p))
def test_imports_go_downward(path: Path) -> None:
    here = room(module_of(path))
    for name in imported(tree(path).body):
        if not name.startswith("newslint.") or name == "newslint.__version__":
            continue
        there = room(name)
        if there == here:
            continue
        assert here in LEVEL and there in LEVEL, f"put {here} and {there} into LAYERS"
        assert LEVEL[there] < LEVEL[here], f"{module_of(path)} imports {name}, which is not below it"


def test_nothing_imports_the_command_line_not_even_inside_functions() -> None:
    importers = {
        module_of(path)
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in imported([node])
        if room(name) == "cli" and name.startswith("newslint.")
    }
    assert {m for m in importers if room(m) not in ("cli", "__main__")} == set()


@pytest.mark.parametrize(
    ("package", "modules"),
    [
        ("language_tool_python", {"newslint.grammar.languagetool"}),  # GPL-3: in one file, when asked for
        ("harper", {"newslint.grammar.harper"}),
    ],
)
def test_engines_are_imported_in_one_file_when_they_are_needed(package: str, modules: set[str]) -> None:
    everywhere = set()
    for path in FILES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
                if any(n.split(".")[0] == package for n in names):
                    everywhere.add(module_of(path))
    assert everywhere == modules
    if package == "language_tool_python":
        at_top = {m for path in FILES for m in imported(tree(path).body) if m.split(".")[0] == package}
        assert at_top == set()


@pytest.mark.parametrize("package", ["pygls", "lsprotocol", "starlette", "uvicorn", "daft", "numpy", "spacy", "torch"])
def test_extras_stay_in_their_rooms(package: str) -> None:
    rooms = {room(module_of(path)) for path in FILES for m in imported(tree(path).body) if m.split(".")[0] == package}
    assert rooms <= {"lsp", "server", "archive"}
