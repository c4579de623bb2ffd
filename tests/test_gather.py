from __future__ import annotations

import os
from pathlib import Path

import pytest

from newslint.gather import drafts


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    for name in (
        "a.txt",
        "b.md",
        "c.py",
        "sub/d.txt",
        "sub/e.docx",
        ".hidden/f.txt",
        "node_modules/g.txt",
        "old/h.txt",
        "old/keep.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("It met.")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*paths: str, **options: bool) -> list[str]:
    files, wrong = drafts(
        paths, config=None, isolated=options.get("isolated", False), force_exclude=options.get("force_exclude", False)
    )
    return [p.as_posix() for p in files] + [str(e) for e in wrong]


def test_folders_are_walked_in_order(tree: Path) -> None:  # noqa: ARG001  # noqa: ARG001
    assert found(".") == ["a.txt", "b.md", "old/h.txt", "old/keep.txt", "sub/d.txt", "sub/e.docx"]


def test_named_files_are_taken_once_whatever_their_ending(tree: Path) -> None:  # noqa: ARG001  # noqa: ARG001
    assert found("c.py", "./a.txt", "a.txt") == ["c.py", "a.txt"]


def test_globs(tree: Path) -> None:  # noqa: ARG001  # noqa: ARG001
    assert found("*.txt", "sub/**/*.txt") == ["a.txt", "sub/d.txt"]
    assert "the pattern names no file" in found("*.odt")[0]


def test_what_is_not_there_is_said(tree: Path) -> None:
    (tree / "empty").mkdir()
    assert found("nope.txt", "empty", "a.txt") == [
        "a.txt",
        "nope.txt: no such file or folder; check the name.",
        *found("empty"),
    ]
    assert "no drafts in this folder" in found("empty")[0]


def test_ignore_files_are_heeded(tree: Path) -> None:
    (tree / ".gitignore").write_text("sub/\n")
    (tree / "old" / ".newslintignore").write_text("*.txt\n!keep.txt\n")
    assert found(".") == ["a.txt", "b.md", "old/keep.txt"]
    assert found("old/h.txt") == ["old/h.txt"]
    assert found("old/h.txt", "a.txt", force_exclude=True) == ["a.txt"]
    assert found(".", isolated=True) == ["a.txt", "b.md", "old/h.txt", "old/keep.txt"]


def test_settings_exclude(tree: Path) -> None:
    (tree / ".newslint.yaml").write_text("exclude: [old/]")
    assert found(".") == ["a.txt", "b.md", "sub/d.txt", "sub/e.docx"]


def test_a_loop_of_links_ends(tree: Path) -> None:
    os.symlink(tree, tree / "sub" / "loop")
    assert found(".")[-1] == "sub/e.docx"
