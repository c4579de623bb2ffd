"""What is kept of compiled patterns and rules: the same as what is worked out, and never needed."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import regex

from newslint import kept as module
from newslint.kept import Ours, places
from newslint.matchers.literals import required_literals
from newslint.matchers.programs import Programs
from newslint.ruleset import _packed, _unpacked, builtin_folder, load_builtin, load_folder

EXPRESSION = r"\b(?<here>officials?)\s+(?P<w>said|say)(?<=sa(?:id|y))(?i:\p{Lu}?)"
TEXT = "Officials said. official say no; OFFICIALS SAID"


def never() -> None:
    raise AssertionError("worked out again")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "below" / "programs"
    store = Ours([path])
    Programs(store).compiled(EXPRESSION, regex.IGNORECASE, lambda: regex.compile(EXPRESSION, regex.IGNORECASE))
    Programs(store).literals(EXPRESSION, lambda: required_literals(EXPRESSION))
    store.plain("rules", lambda: ("a", 1))
    store.save()
    return path


def test_a_kept_pattern_finds_what_the_compiled_one_finds(file: Path) -> None:
    kept = Programs(Ours([file])).compiled(EXPRESSION, regex.IGNORECASE, never)
    made = regex.compile(EXPRESSION, regex.IGNORECASE)
    assert [(m.span(), m.groupdict()) for m in kept.finditer(TEXT, timeout=1)] == [
        (m.span(), m.groupdict()) for m in made.finditer(TEXT)
    ]
    assert (kept.pattern, kept.flags) == (made.pattern, made.flags)


def test_literals_and_other_things_come_back_as_they_were(file: Path) -> None:
    store = Ours([file])
    assert Programs(store).literals(EXPRESSION, never) == required_literals(EXPRESSION)  # type: ignore[arg-type]
    assert store.plain("rules", never) == ("a", 1)


def test_flags_are_part_of_the_name(file: Path) -> None:
    assert (
        Programs(Ours([file])).compiled(EXPRESSION, 0, lambda: regex.compile(EXPRESSION)).flags & regex.IGNORECASE == 0
    )


@pytest.mark.parametrize("spoil", [lambda d: d[:-3], lambda d: b"", lambda d: d[:50] + b"x" + d[51:], lambda d: d[:4]])  # noqa: ARG005
def test_a_spoilt_file_is_written_anew(file: Path, spoil: object) -> None:
    file.write_bytes(spoil(file.read_bytes()))  # type: ignore[operator]
    store = Ours([file])
    assert store.plain("rules", lambda: "made") == "made"
    store.save()
    assert Ours([file]).plain("rules", never) == "made"


@pytest.mark.parametrize("what", ["code", "engines", "__version__"])
def test_nothing_is_believed_of_another_newslint(file: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setattr(module, what, "9" if what == "__version__" else lambda: "another")
    assert Ours([file]).plain("rules", lambda: "made") == "made"


def test_where_nothing_can_be_written_the_next_place_is_taken(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    files = [tmp_path / "file" / "programs", tmp_path / "there" / "programs"]
    store = Ours(files)
    store.plain("rules", lambda: 1)
    store.save()
    assert files[1].exists()
    assert Ours(files).plain("rules", never) == 1
    Ours([files[0]]).save()


def test_the_rules_that_ship_are_the_rules_of_the_files(file: Path) -> None:
    read = load_folder(builtin_folder())
    store = Ours([file.with_name("more")])
    store.plain("rules", lambda: tuple(map(_packed, read)))
    store.save()
    kept = Ours([file.with_name("more")]).plain("rules", never)
    assert [_unpacked(row) for row in kept] == read == load_builtin()


def test_python_that_writes_no_bytecode_writes_nothing_beside_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert places("programs")
    assert not any("__pycache__" in str(f) for f in places("programs"))


def test_threads_share_one_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NEWSLINT_CACHE", str(tmp_path))
    made = []
    monkeypatch.setattr(module, "Ours", lambda _: time.sleep(0.02) or made.append(object()) or made[-1])
    module._ours.cache_clear()
    try:
        with ThreadPoolExecutor(4) as pool:
            assert len({id(s) for s in pool.map(lambda _: module.ours(), range(4))}) == len(made) == 1
    finally:
        module._ours.cache_clear()
