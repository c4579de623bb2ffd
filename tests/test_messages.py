"""Every error text, read once as a user: what went wrong, and what to do.

tests/messages.tsv lists them: where a text is raised, the text ({} for what is filled in), and the part of it that says
what to do. A text that is new or altered makes this fail until somebody has read it and written it down there; so
does one that is gone. To see what the list lacks: python -m tests.test_messages
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from newslint import errors
from tests.conftest import ROOT

PACKAGE = ROOT / "linter" / "newslint"
LISTED = ROOT / "tests" / "messages.tsv"
# calls whose text a user may see; an error class that ends in Error and is Python's own is for programmers
TOLD = {"wrong", "fail", "error", "GrammarUnavailable", "JavaMissing", "HTTPException", "BadRequest", "complain"}
OURS = {name for name in vars(errors) if name.endswith("Error")} | {
    "WriteError", "WireError", "InstallError", "UsageError", "BadParameter", "ClickException",
}  # fmt: skip


def template(node: ast.expr) -> str | None:
    """A text as written, {} for what is filled in; None for what is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = template(node.left), template(node.right)
        return None if left is None and right is None else (left or "{}") + (right or "{}")
    return None


def texts() -> Iterator[tuple[str, str]]:
    """Yield (file, text) of everything that is said to a user when something cannot be done."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = getattr(getattr(node.func, "value", None), "id", "")
            warns = name == "echo" and any(k.arg == "err" for k in node.keywords)
            if name in TOLD or name in OURS or warns or (place, name) == ("problems", "append"):
                for text in filter(None, map(template, node.args)):
                    if re.search(r"[a-z] |[a-z]$", re.sub(r"^newslint: (?:warning: )?", "", text)):  # not passed on
                        yield file.relative_to(PACKAGE).as_posix(), " ".join(text.split())


def listed() -> dict[tuple[str, str], str]:
    lines = LISTED.read_text(encoding="utf-8").splitlines()
    return {(file, text): what for file, text, what in (line.split("\t") for line in lines)}


def test_every_message_has_been_read() -> None:
    there, known = set(texts()), set(listed())
    assert there - known == set(), (
        "read it as a user would; then write it down in tests/messages.tsv with what it says to do"
    )
    assert known - there == set(), "gone from the code: take it out of tests/messages.tsv"


@pytest.mark.parametrize(("file", "text"), listed(), ids=lambda v: v[:60])
def test_every_message_says_what_to_do(file: str, text: str) -> None:
    what = listed()[file, text]
    assert what.strip() and what in text
    if not file.startswith(("server/app", "server/languagetool")):  # answers to programs
        assert text.endswith((".", "?", "}", "(Ctrl-C ends it)", "interrupted", "in {}"))
    assert not {"traceback", "exception", "invalid", "illegal", "fatal", "abort"} & set(text.lower().split())


if __name__ == "__main__":
    for place, said in sorted(set(texts()) - (set(listed()) if LISTED.exists() else set())):
        print(f"{place}\t{said}\t")
