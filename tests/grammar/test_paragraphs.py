"""Grammar work between runs: an edited draft costs its changed paragraphs, and the file is never trusted."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from newslint import paragraphs
from newslint.grammar import GrammarMatch, GrammarSession
from newslint.grammar.engine import GrammarEngine
from newslint.paragraphs import FILE, Paragraphs, packed, unpacked
from newslint.readers import read_text
from newslint.span import Span

COMMAND = Path(sys.executable).with_name("newslint")
MATCH = GrammarMatch(Span(3, 6), "RepeatedWords", "“the” twice 🙂", ("the",), "Repetition")
OLD = "The council met in the the hall.\n\nIt voted on the the budget."
NEW = "The council met in the the hall.\n\nIt voted on the the new budget."


class Counting:
    """An engine that knows which paragraphs it was asked about."""

    name = "harper"
    version = "1"

    def __init__(self, asked: list[str]) -> None:
        self._asked = asked

    def check(self, paragraph: str) -> list[GrammarMatch]:
        self._asked.append(paragraph)
        at = paragraph.find("the the")
        return [GrammarMatch(Span(at, at + 7), "RepeatedWords", "Twice.", ("the",), "Repetition")] if at >= 0 else []

    def close(self) -> None: ...


def run(place: Path, text: str) -> tuple[list[str], list[str]]:
    """Check a text as a process of its own would; return what was asked and what was found."""
    asked: list[str] = []
    memory = Paragraphs(place)
    engine: GrammarEngine = Counting(asked)
    with GrammarSession({"harper": lambda: engine}, memory=memory) as session:
        found = [f.text for f in session.findings(read_text(text, "draft.txt"))]
    memory.close()
    return asked, found


def test_a_later_run_asks_only_about_what_has_changed(tmp_path: Path) -> None:
    first, found = run(tmp_path, OLD)
    assert len(first) == 2
    assert run(tmp_path, OLD) == ([], found)
    assert run(tmp_path, NEW) == (["It voted on the the new budget."], found)
    assert found == ["the the", "the the"]


def test_another_newslint_or_engine_does_not_believe_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, OLD)
    monkeypatch.setattr(Counting, "version", "2")
    assert len(run(tmp_path, OLD)[0]) == 2
    assert run(tmp_path, OLD)[0] == []
    monkeypatch.setattr(paragraphs, "code", lambda: "changed")
    assert len(run(tmp_path, OLD)[0]) == 2


def test_an_entry_comes_back_as_it_was() -> None:
    assert unpacked(b"key", packed(b"key", [MATCH])) == (MATCH,)
    assert unpacked(b"key", packed(b"key", [])) == ()


@pytest.mark.parametrize("entry", [b"", b"short", b"\0" * 40, packed(b"other", [MATCH]), packed(b"key", [MATCH])[:-1]])
def test_what_is_no_entry_of_the_key_is_none(entry: bytes) -> None:
    assert unpacked(b"key", entry) is None


def test_an_entry_of_another_shape_is_none() -> None:
    body = b'[["x"]]'
    assert unpacked(b"key", paragraphs.blake2b(b"key" + body, digest_size=16).digest() + body) is None


def test_spans_outside_the_paragraph_are_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paragraphs, "unpacked", lambda *_: (GrammarMatch(Span(900, 907), "X", "X"),))
    _, found = run(tmp_path, OLD)
    asked, again = run(tmp_path, OLD)
    assert len(asked) == 2
    assert again == found


@pytest.mark.parametrize("spoilt", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_spoilt_file_is_made_anew(tmp_path: Path, spoilt: bytes) -> None:
    run(tmp_path, OLD)
    for file in tmp_path.iterdir():
        file.unlink()
    (tmp_path / FILE).write_bytes(spoilt)
    assert len(run(tmp_path, OLD)[0]) == 2
    assert run(tmp_path, OLD)[0] == []


def test_entries_that_were_tampered_with_are_asked_again(tmp_path: Path) -> None:
    run(tmp_path, OLD)
    with sqlite3.connect(tmp_path / FILE) as base:
        base.execute('UPDATE results SET entry = substr(entry, 1, 16) || \'[[0, 3, "X", "X", [], ""]]\'')
    assert len(run(tmp_path, OLD)[0]) == 2


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert len(run(tmp_path / "file" / "cache", OLD)[0]) == 2


def test_the_file_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paragraphs, "MAX_BYTES", 60_000)
    memory = Paragraphs(tmp_path)
    for i in range(3_000):
        memory.put(i.to_bytes(16, "little"), [MATCH])
    memory.close()
    with sqlite3.connect(tmp_path / FILE) as base:
        [(kept,)] = base.execute("SELECT count(*) FROM results").fetchall()
    assert 0 < kept < 1_500


def test_a_forked_process_opens_the_file_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Paragraphs(tmp_path)
    memory.put(b"a" * 16, [MATCH])
    before = memory._cache
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert memory.get(b"b" * 16) is None
    assert memory._cache is not before


def test_the_command_remembers_unless_told_not_to(tmp_path: Path) -> None:
    draft, place = tmp_path / "a.txt", tmp_path / "cache"
    environment = {**os.environ, "NEWSLINT_CACHE": str(place)}

    def check(text: str, *options: str) -> str:
        draft.write_text(text, encoding="utf-8")
        command = [str(COMMAND), "check", "--isolated", "--exit-zero", *options, str(draft)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    fresh = check(NEW, "--no-cache")
    assert not place.exists() or not (place / FILE).exists()
    check(OLD)
    with sqlite3.connect(place / FILE) as base:
        assert base.execute("SELECT count(*) FROM results").fetchall() == [(2,)]
        told = base.execute("SELECT key, entry FROM results").fetchall()
    assert check(NEW) == fresh
    with sqlite3.connect(place / FILE) as base:
        assert base.execute("SELECT count(*) FROM results").fetchall() == [(3,)]
        # --no-cache neither reads nor writes it: what a spoilt answer would say is not said
        base.execute("DELETE FROM results")
    assert check(NEW, "--no-cache") == fresh
    assert told
    with sqlite3.connect(place / FILE) as base:
        assert base.execute("SELECT count(*) FROM results").fetchall() == [(0,)]
