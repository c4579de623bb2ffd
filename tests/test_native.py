"""The compiled kernels are built where they can be, from the source as it stands, and can be left aside."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from newslint.native import load
from tests.conftest import ROOT, SEED

PACKAGE = ROOT / "linter" / "newslint"
KERNELS = sorted(PACKAGE.rglob("_*.c"))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


@pytest.mark.parametrize("path", KERNELS, ids=lambda p: p.stem)
def test_a_kernel_is_built_and_no_older_than_its_source(path: Path) -> None:
    kernel = load(module_of(path))
    if kernel is None and not os.environ.get("CI") and not shutil.which("cc"):
        pytest.skip("no compiler here; newslint runs on Python alone")
    assert kernel is not None, "run: python3 dev.py native"
    assert kernel.__file__ is not None
    newest = max(p.stat().st_mtime for p in (path, *path.parent.glob("_*.h")))
    assert Path(kernel.__file__).stat().st_mtime >= newest, "run: python3 dev.py native"


@pytest.mark.parametrize("path", KERNELS, ids=lambda p: p.stem)
def test_a_kernel_can_be_left_aside(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLINT_PURE", "1")
    assert load(module_of(path)) is None


@pytest.mark.parametrize("path", KERNELS, ids=lambda p: p.stem)
def test_a_kernel_is_plain_c_and_no_compiler_complains(path: Path) -> None:
    cc = shutil.which("cc")
    if cc is None and not os.environ.get("CI"):
        pytest.skip("no compiler here")
    assert cc is not None
    options = [
        "-std=c99",
        "-Wall",
        "-Wextra",
        "-Wconversion",
        "-Werror",
        "-fsyntax-only",
        "-DPy_LIMITED_API=0x030B0000",
    ]
    include = ["-isystem", sysconfig.get_path("include")]
    done = subprocess.run([cc, *options, *include, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_kernel_older_than_its_source_is_left_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a pull without a build, the Python runs, which is as new as the rest."""
    for name in ("_kernel.py", "_kernel.c", "_kernel.h"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, ns=(0, 10**18 + (name == "_kernel.py")))
    monkeypatch.syspath_prepend(str(tmp_path))
    assert load("_kernel") is not None
    os.utime(tmp_path / "_kernel.h", ns=(0, 10**18 + 2))
    assert load("_kernel") is None


def test_a_kernel_that_is_not_there_is_no_error() -> None:
    assert load("newslint._never_written") is None


def test_a_run_says_the_same_without_the_kernels(tmp_path: Path) -> None:
    """The Python that the kernels stand in for is what runs where they cannot be built."""
    command = [
        sys.executable,
        "-m",
        "newslint",
        str(SEED),
        "--isolated",
        "--format",
        "json",
        "--exit-zero",
        "--no-cache",
    ]
    said = []
    for pure in ("", "1"):
        env = {**os.environ, "NEWSLINT_PURE": pure, "NEWSLINT_CACHE": str(tmp_path / f"cache{pure}")}
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300, env=env)
        assert done.stderr == ""
        said.append(done.stdout)
    assert said[0] == said[1]
