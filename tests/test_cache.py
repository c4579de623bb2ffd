"""Results of earlier runs: same findings, never trusted, never in the way."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newslint import cache
from newslint.cli.memory import Memory
from newslint.fingerprint import blake2b
from newslint.readers import read
from newslint.result import Result
from newslint.rule import Severity
from newslint.session import Session
from newslint.settings import Override, Settings
from tests.conftest import ROOT

COMMAND = Path(sys.executable).with_name("newslint")
DRAFT = b"Council Backs Plan\n\nThe mayor slammed the plan, *officials* said. It was \xf0\x9f\x9a\x86 very unique.\n"
RULE = """\
summary: A loaded verb
message: “{match}” takes sides.
severity: error
match: {phrase: {any: [slammed, officials said]}}
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rules" / "desk").mkdir(parents=True)
    (tmp_path / "rules" / "desk" / "loaded.yaml").write_text(RULE, encoding="utf-8")
    (tmp_path / ".newslint.yaml").write_text("rules: [rules]\nselect: [desk]\n")
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_bytes(DRAFT)
    return tmp_path


@pytest.fixture
def settings(folder: Path) -> Settings:
    return Settings(rules=(str(folder / "rules"),), select=("desk",), grammar=())


def checked(settings: Settings, path: str = "b.md", data: bytes = DRAFT) -> Result:
    return Session().check(read(data, path), settings)


def memory(place: Path) -> Memory:
    made = Memory(encoding=None, light=True)
    made._cache = cache.Cache(place)
    return made


def remember(place: Path, settings: Settings, path: str = "b.md") -> bytes:
    """Check the draft and keep the result; return its key."""
    m = memory(place)
    key = m.key(path, DRAFT, settings)
    assert key is not None
    m.keep(key, checked(settings, path))
    m.close()
    return key


# --- hits ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["a.txt", "b.md"])
def test_what_is_recalled_is_what_was_found(place: Path, settings: Settings, path: str) -> None:
    key = remember(place, settings, path)
    known = memory(place).recall(key, path, DRAFT)
    fresh = checked(settings, path)
    assert known is not None and fresh.findings
    assert (known.findings, known.suppressed) == (fresh.findings, fresh.suppressed)
    for f in known.findings:
        assert f.span.of(known.document.text) == f.text == f.span.of(fresh.document.text)


def test_a_copy_of_a_draft_is_known_under_its_own_name(place: Path, settings: Settings) -> None:
    remember(place, settings, "a.txt")
    m = memory(place)
    known = m.recall(m.key("other/c.txt", DRAFT, settings) or b"", "other/c.txt", DRAFT)
    assert known is not None and {f.path for f in known.findings} == {"other/c.txt"}


def test_fixes_suggestions_and_folded_findings_survive() -> None:
    seed = next((ROOT / "seeds").glob("*.txt")).read_bytes()
    result = Session().check(read(seed, "s.txt"), Settings(without=("grammar",)))
    assert any(f.also for f in result.findings) and any(f.suggestions for f in result.findings)
    assert cache.unpacked(cache.packed(result), result.document) == result


def test_a_rule_that_gave_up_is_asked_again(place: Path, settings: Settings) -> None:
    m = memory(place)
    m.keep(b"k", replace(checked(settings), problems=("too slow",)))
    m.close()
    assert cache.Cache(place).get(b"k") is None


def test_nothing_heavy_is_imported_for_a_draft_that_is_known(folder: Path) -> None:
    code = (
        "import sys; from newslint.cli import _run; code = _run(['--ignore', 'grammar', 'a.txt', 'b.md', '--isolated']);"
        "heavy = {'yaml', 'regex', 'pathspec', 'harper', 'newslint.session', 'newslint.engine', 'newslint.ruleset'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    env = {**os.environ, "NEWSLINT_CACHE": str(folder / "cache")}
    runs = [
        subprocess.run([sys.executable, "-c", code], cwd=folder, env=env, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert "newslint.engine" in runs[0].stderr
    assert runs[1].stderr.strip() == "[]"
    assert runs[0].stdout == runs[1].stdout


# --- misses ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"select": ("desk/loaded",)},
        {"ignore": ("names",)},
        {"severity": (("desk", Severity.WARNING),)},
        {"house": "bbc"},
        {"origin": {"house": "a file"}},
        {"spelling": "uk"},
        {"accept": ("newslint",)},
        {"grammar": ("harper",)},
        {"only": ("desk",)},
        {"without": ("grammar",)},
    ],
    ids=lambda c: next(iter(c)),
)
def test_every_setting_that_matters_is_in_the_key(settings: Settings, change: dict[str, Any]) -> None:
    assert cache.key_of(DRAFT, "text", None, settings) != cache.key_of(DRAFT, "text", None, replace(settings, **change))


@pytest.mark.parametrize(
    "change",
    [{"fail_on": Severity.WARNING}, {"root": "/elsewhere"}, {"exclude": ("x",)}, {"overrides": (Override(("*.md",)),)}],
    ids=lambda c: next(iter(c)),
)
def test_settings_that_findings_do_not_depend_on_are_not(settings: Settings, change: dict[str, Any]) -> None:
    assert cache.key_of(DRAFT, "text", None, settings) == cache.key_of(DRAFT, "text", None, replace(settings, **change))


def test_bytes_format_and_encoding_are_in_the_key(settings: Settings) -> None:
    keys = {
        cache.key_of(data, format, encoding, settings)
        for data in (DRAFT, DRAFT + b"\n")
        for format in ("text", "markdown")
        for encoding in (None, "utf-8", "cp1252")
    }
    assert len(keys) == 12


@pytest.mark.parametrize("what", ["rules", "words", "code", "engines"])
def test_rules_words_code_and_engines_are_in_the_key(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    words = folder / "words.txt"
    words.write_text("dek\n")
    settings = replace(settings, words=(str(words),))
    before = cache.key_of(DRAFT, "text", None, settings)
    if what == "rules":
        (folder / "rules" / "desk" / "loaded.yaml").write_text(RULE.replace("slammed", "blasted"), encoding="utf-8")
    elif what == "words":
        words.write_text("dak\n")
    else:
        monkeypatch.setattr(cache, what, lambda: "another")
    cache._of_settings.cache_clear()
    assert cache.key_of(DRAFT, "text", None, settings) != before
    cache._of_settings.cache_clear()


def test_a_server_is_asked_every_time() -> None:
    assert not cache.usable(Settings(grammar=("languagetool",)))
    assert cache.usable(Settings(grammar=("languagetool",), without=("grammar",)))
    assert cache.usable(Settings())


# --- never trusted ---------------------------------------------------------------------------------------


def test_an_entry_of_other_words_is_no_entry(place: Path, settings: Settings) -> None:
    key = remember(place, settings)
    assert memory(place).recall(key, "b.md", DRAFT.replace(b"slammed", b"praised")) is None
    assert memory(place).recall(key, "b.md", b"") is None


def test_markup_may_be_masked_but_not_words(settings: Settings) -> None:
    entry = cache.packed(checked(settings))
    document = read(DRAFT, "b.md")
    light = replace(document, text=document.source, blocks=(), _facts={})
    known = cache.unpacked(entry, light)
    assert known is not None and any("*" in f.span.of(document.source) for f in known.findings)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda e: e[:-1],
        lambda e: e[:0],
        lambda e: e[:16] + e[16:].replace(b"slammed", b"slimmed"),
        lambda e: blake2b(e[:0] + b"[]", digest_size=16).digest() + b"[]",
        lambda e: blake2b(e[:0] + b'{"findings": [[1]]}', digest_size=16).digest() + b'{"findings": [[1]]}',
    ],
    ids=["short", "empty", "altered", "list", "rows"],
)
def test_a_spoilt_entry_is_no_entry(settings: Settings, spoil: Callable[[bytes], bytes]) -> None:
    result = checked(settings)
    assert cache.unpacked(spoil(cache.packed(result)), result.document) is None


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_spoilt_file_is_replaced(place: Path, settings: Settings, content: bytes) -> None:
    remember(place, settings)
    (place / cache.FILE).write_bytes(content)
    key = remember(place, settings)
    assert memory(place).recall(key, "b.md", DRAFT) is not None


def test_a_file_of_another_version_is_replaced(place: Path, settings: Settings) -> None:
    place.mkdir()
    with sqlite3.connect(place / cache.FILE) as base:
        base.execute("CREATE TABLE results (something)")
        base.execute("PRAGMA user_version = 999")
    base.close()
    key = remember(place, settings)
    assert memory(place).recall(key, "b.md", DRAFT) is not None


def test_a_locked_file_is_passed_over(place: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "PATIENCE", 0.05)
    remember(place, settings)
    other = sqlite3.connect(place / cache.FILE, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    try:
        m = cache.Cache(place)
        m.put(b"k", b"entry")
        m.close()
        assert (place / cache.FILE).exists()
    finally:
        other.close()
    assert cache.Cache(place).get(b"k") is None


def test_a_place_that_cannot_be_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    m = cache.Cache(tmp_path / "file" / "below")
    m.put(b"k", b"entry")
    m.close()
    assert m.get(b"k") is None


def test_the_file_stays_small(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_BYTES", 200_000)
    for i in range(100):
        m = cache.Cache(place)
        m.put(str(i).encode(), os.urandom(10_000))
        m.close()
    assert (place / cache.FILE).stat().st_size < 400_000


def test_drafts_are_not_everybodys_business(place: Path, settings: Settings) -> None:
    remember(place, settings)
    assert (place.stat().st_mode & 0o77, (place / cache.FILE).stat().st_mode & 0o77) == (0, 0)


# --- the command -----------------------------------------------------------------------------------------


def command(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "NEWSLINT_CACHE": str(folder / "cache")}
    return subprocess.run(
        [COMMAND, "--ignore", "grammar", *args], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("format", ["text", "json", "sarif", "html", "statistics"])
def test_a_report_is_the_same_from_the_cache(folder: Path, format: str) -> None:
    args = ["--statistics"] if format == "statistics" else ["--format", format]
    without = command(folder, "--no-cache", *args, "a.txt", "b.md")
    assert not (folder / "cache" / cache.FILE).exists()
    first, second = (command(folder, *args, "a.txt", "b.md") for _ in range(2))
    assert without.returncode == 1 and (format == "statistics" or "slammed" in without.stdout)
    for run in (first, second):
        assert (run.returncode, run.stdout, run.stderr) == (without.returncode, without.stdout, without.stderr)


def test_an_edited_rule_is_heard(folder: Path) -> None:
    assert len(json.loads(command(folder, "--format", "json", "a.txt").stdout)) == 1
    (folder / "rules" / "desk" / "loaded.yaml").write_text(RULE.replace("slammed", "blasted"), encoding="utf-8")
    assert json.loads(command(folder, "--format", "json", "a.txt").stdout) == []


def test_parallel_processes_share_one_cache(folder: Path) -> None:
    for i in range(40):
        (folder / f"d{i:02}.txt").write_bytes(DRAFT + f"Number {i}.\n".encode())
    names = sorted(p.name for p in folder.glob("d*.txt"))
    alone = command(folder, "--no-cache", "--format", "json", *names).stdout
    env = {**os.environ, "NEWSLINT_CACHE": str(folder / "cache")}
    for _ in range(2):
        runs = [
            subprocess.Popen(
                [COMMAND, "--ignore", "grammar", "--format", "json", *names[i::2], *names[1 - i :: 2]],
                cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )
            for i in (0, 1, 0, 1)
        ]  # fmt: skip
        for run in runs:
            out, err = run.communicate(timeout=120)
            assert (run.returncode, err) == (1, "")
            assert sorted(json.loads(out), key=lambda f: f["path"]) == json.loads(alone)
