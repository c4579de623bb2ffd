from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from newslint.changed import Changes
from newslint.engine import check
from newslint.errors import SettingsError
from newslint.readers import read
from newslint.settings import Settings
from tests.conftest import rule_of

RULE = rule_of("match: {phrase: {any: [very]}}")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "a b.txt").write_text("It is very late.\n\nIt met.\n")
    (tmp_path / "é.txt").write_text("It is very late.\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "x")
    return tmp_path


def flagged(changes: Changes, path: Path) -> list[int]:
    result = check(read(path.read_bytes(), str(path)), [RULE], Settings())
    return [f.span.start for f in changes.only_changed_lines(result).findings]


def test_changed_files_and_lines(repository: Path) -> None:
    spaced, accented, new = repository / "a b.txt", repository / "é.txt", repository / "new.txt"
    spaced.write_text("It is very late.\n\nIt met very late.\n")
    new.write_text("It is very new.")
    changes = Changes("HEAD", repository)
    assert changes.touches(spaced) and changes.touches(new) and not changes.touches(accented)
    assert flagged(changes, spaced) == [25]
    assert flagged(changes, new) == [6]
    accented.write_text("It is very, very late.\n")
    assert flagged(Changes("HEAD", repository), accented) == [6, 12]


def test_what_git_does_not_know_is_said(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(SettingsError, match="knows no revision “nope”"):
        Changes("nope", repository)
    with pytest.raises(SettingsError, match="is no revision"):
        Changes("--output=/tmp/x", repository)
    with pytest.raises(SettingsError, match="no git repository"):
        Changes("HEAD", tmp_path_factory.mktemp("plain"))
