"""`newslint archive` run as a user runs it, on archives of a few short articles."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow")
pytest.importorskip("daft")
import pyarrow.parquet as pq

from newslint.archive.plan import Part, Reading

COMMAND = Path(sys.executable).with_name("newslint")
TEXTS = (
    "Talks collapsed overnight, officials said. The minister slammed the plan.",
    "The line opens in May, the ministry said in a statement on its website.",
    "It has been reported that prices doubled. Critics say the mayor lied 🚆 to voters.",
    "“We were told nothing,” Ada Lund, the union's head, told reporters on Tuesday.",
)
FAST = ("--isolated", "--select", "sourcing,language")  # what is tested here is not the rules


@dataclass(frozen=True)
class Done:
    """What a run left behind."""

    code: int
    out: str
    err: str


def articles(count: int) -> list[dict[str, Any]]:
    """Articles of every kind there is to count, in two months, three desks."""
    return [
        {
            "id": f"a{i:04d}",
            "headline": f"Minister Slams Plan {i}" if i % 2 else None,
            "text": TEXTS[i % len(TEXTS)],
            "date": f"2024-0{1 + i % 2}-1{i % 10}",
            "desk": ("city", "world", "<b>sport</b>")[i % 3],
            "author": f"Reporter {i % 5}",
        }
        for i in range(count)
    ]


def write_parquet(path: Path, rows: Sequence[dict[str, Any]], group: int = 1_000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(list(rows)), path, row_group_size=group)
    return path


def write_jsonl(path: Path, rows: Sequence[dict[str, Any] | str]) -> Path:
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows), encoding="utf-8")
    return path


def table(output: Path, name: str) -> list[dict[str, Any]]:
    """The rows of one of the tables that came out, in order."""
    rows: list[dict[str, Any]] = []
    for file in sorted((output / name).glob("part-*.parquet")):
        rows += pq.read_table(file).to_pylist()
    return rows


def files(output: Path) -> dict[str, bytes]:
    """Every file that a reader of the output sees."""
    return {
        p.relative_to(output).as_posix(): p.read_bytes()
        for p in sorted(output.rglob("*"))
        if p.is_file() and not p.name.startswith(".")
    }


Archive = Callable[..., Done]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("home")
    return os.environ | {"HOME": str(home), "COLUMNS": "100"}


@pytest.fixture(scope="session")
def archive(environment: dict[str, str]) -> Archive:
    """Run `newslint archive`; never a traceback."""

    def run(*args: object, timeout: float = 120, **more: str) -> Done:
        done = subprocess.run(
            [COMMAND, "archive", *map(str, args)],
            capture_output=True,
            text=True,
            env=environment | more,
            timeout=timeout,
            check=False,
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        return Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Archive:
    """Run `newslint archive` in this process and without Daft, for what does not depend on where the work is done."""
    from newslint import __version__, cli
    from newslint.archive import runners
    from newslint.archive.work import Desk

    def done(parts: Sequence[Part], reading: Reading, **options: object) -> Iterator[dict[str, Any]]:
        del options
        desk = Desk(reading, __version__)
        return (desk.work(part.packed()) for part in parts)

    monkeypatch.setattr(runners, "done", done)

    def run(*args: object) -> Done:
        capsys.readouterr()
        code = cli._run(["archive", *map(str, args)])
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return run
