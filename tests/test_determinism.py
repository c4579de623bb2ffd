"""Same input, same configuration, same version: same findings, whatever the machine's mood."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEED

EXPECTED = SEED.with_suffix(".expected")


def findings(*arguments: str, environment: dict[str, str] | None = None, before: tuple[str, ...] = ()) -> bytes:
    command = [
        *before,
        sys.executable,
        "-m",
        "newslint",
        "check",
        "--isolated",
        "--no-cache",
        "--exit-zero",
        "--format",
        "jsonl",
    ]
    done = subprocess.run(
        [*command, *arguments],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


NAME = SEED.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def usual() -> bytes:
    return findings(NAME)


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "4242"},
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
        {"TZ": "America/Los_Angeles", "COLUMNS": "20", "NO_COLOR": "1"},
    ],
    ids=lambda e: ",".join(e),
)
def test_hash_seed_locale_and_time_zone_change_nothing(usual: bytes, environment: dict[str, str]) -> None:
    assert findings(NAME, environment=environment) == usual


def test_the_order_of_files_changes_only_the_order(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        shutil.copy(SEED, tmp_path / name)
    paths = [str(tmp_path / n) for n in ("a.txt", "b.txt")]
    one, other = findings(*paths), findings(*reversed(paths))
    assert sorted(one.splitlines()) == sorted(other.splitlines())


def test_what_newslint_says_of_the_seed_is_written_down(usual: bytes) -> None:
    """After a change that is meant, write the file anew: NEWSLINT_WRITE=1 pytest tests/test_determinism.py."""
    lines = []
    for line in usual.decode().splitlines():
        f = json.loads(line)
        lines.append(f"{f['line']}:{f['column']} {f['severity']} {f['rule']} “{f['text']}”")
        lines += [f"    also {a['severity']} {a['rule']}" for a in f["also"]]
    text = "\n".join(lines) + "\n"
    if os.environ.get("NEWSLINT_WRITE"):
        EXPECTED.write_text(text, encoding="utf-8")
    assert EXPECTED.read_text(encoding="utf-8") == text


def test_the_readme_shows_what_newslint_prints() -> None:
    readme = ROOT / "README.md"
    command = [sys.executable, "-m", "newslint", NAME, "--isolated", "--no-cache", "--color", "never"]
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "GITHUB_ACTIONS")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=120)
    before, _, rest = readme.read_text(encoding="utf-8").partition("<!-- seed -->\n```text\n")
    shown, _, after = rest.partition("```\n<!-- /seed -->")
    if os.environ.get("NEWSLINT_WRITE"):
        shown = done.stdout.decode()
        readme.write_text(f"{before}<!-- seed -->\n```text\n{shown}```\n<!-- /seed -->{after}", encoding="utf-8")
    assert shown == done.stdout.decode()


def test_nothing_is_asked_of_the_network(usual: bytes) -> None:
    """The same findings with the network cut off."""
    unshare = shutil.which("unshare")
    works = unshare and subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode == 0
    if not works:
        if os.environ.get("CI"):
            pytest.fail("network namespaces must work in CI")
        pytest.skip("needs network namespaces (Linux)")
    assert unshare
    assert findings(NAME, before=(unshare, "-rn")) == usual
