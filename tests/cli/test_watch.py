"""--watch: a draft is checked again when it, or what it is checked by, changes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

CONFIG = "grammar: {engine: none}\n"


class Watching:
    """A `newslint --watch draft.txt` under way, with what it has said so far."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._files = [(folder.parent / name).open("w+", encoding="utf-8") for name in ("out", "err")]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "newslint", "--watch", "--no-cache", *arguments],
            cwd=folder,
            stdout=self._files[0],
            stderr=self._files[1],
        )

    def said(self, which: int) -> str:
        self._files[which].seek(0)
        return self._files[which].read()

    def until(self, which: int, times: int, what: str) -> None:
        end = time.monotonic() + 60
        while self.said(which).count(what) < times:
            assert time.monotonic() < end, (self.said(0), self.said(1))
            assert self.process.poll() is None, self.said(1)
            time.sleep(0.05)

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "desk"
    made.mkdir()
    (made / ".git").mkdir()
    (made / ".newslint.yaml").write_text(CONFIG)
    (made / "draft.txt").write_text("It is in the the day.\n")
    return made


@pytest.fixture
def watching(folder: Path) -> Iterator[Watching]:
    started = Watching(folder, "draft.txt")
    yield started
    started.process.kill()
    started.process.wait()


def write(path: Path, text: str) -> None:
    """Write as editors do: all at once, under the draft's name at the end."""
    new = path.with_suffix(".new")
    new.write_text(text)
    os.replace(new, path)


def test_a_draft_is_checked_whenever_it_is_saved(folder: Path, watching: Watching) -> None:
    watching.until(1, 1, "watching 1 draft;")
    assert watching.said(0).count("typos/doubled-word") == 1
    write(folder / "draft.txt", "It is in the the day. She met him him.\n")
    watching.until(1, 2, "watching 1 draft;")
    assert watching.said(0).count("typos/doubled-word") == 3
    assert watching.end() == 130


def test_a_draft_that_goes_is_missed_once_and_taken_up_again(folder: Path, watching: Watching) -> None:
    watching.until(1, 1, "watching 1 draft;")
    (folder / "draft.txt").unlink()
    watching.until(1, 1, "draft.txt: no such file")
    time.sleep(1.2)  # several looks
    assert watching.said(1).count("no such file") == 1
    write(folder / "draft.txt", "She met him him.\n")
    watching.until(1, 2, "watching 1 draft;")
    assert "him him" in watching.said(0)


def test_a_new_configuration_holds_at_once_and_a_broken_one_is_said(folder: Path, watching: Watching) -> None:
    watching.until(1, 1, "watching 1 draft;")
    write(folder / ".newslint.yaml", "hose: ap\n")
    watching.until(1, 1, "“hose” is not a key newslint knows")
    time.sleep(1.2)
    assert watching.said(1).count("hose") == 1
    write(folder / ".newslint.yaml", CONFIG + "ignore: [typos/doubled-word]\n")
    watching.until(1, 2, "watching 1 draft;")
    assert watching.said(0).count("typos/doubled-word") == 1  # at the start only


def test_a_configuration_broken_from_the_start_ends_it(folder: Path) -> None:
    (folder / ".newslint.yaml").write_text("hose: ap\n")
    assert Watching(folder, "draft.txt").process.wait(60) == 2
