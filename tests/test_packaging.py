"""The wheel: everything in it that a run needs, nothing with it that a run does not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEED, copy_of_checkout
from tests.test_native import KERNELS

HEAVY = {"torch", "spacy", "transformers", "language-tool-python", "jpype1", "numpy", "daft", "starlette", "pygls"}
# runs newslint with no way out to a network
OFFLINE = """
import socket, sys
def refuse(*args, **options):
    raise OSError("a run of newslint went to the network")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse
from newslint.cli import main
main(sys.argv[1:])
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout as it stands, built by pip."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    copy_of_checkout(source)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(out), str(source)]
    subprocess.run(command, check=True, timeout=300)
    [built] = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def clean(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a clean environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True, timeout=600)
    return python


@pytest.mark.network
def test_the_wheel_holds_rules_and_data(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    rules = {f"newslint/rules/{p.relative_to(ROOT / 'rules').as_posix()}" for p in (ROOT / "rules").rglob("*.*")}
    package = ROOT / "linter" / "newslint"
    data = {
        f"newslint/{p.relative_to(package).as_posix()}"
        for p in package.rglob("*")
        if p.is_file()
        and "__pycache__" not in p.parts
        and p.suffix not in (".c", ".h", ".so", ".pyd")
        and not any(part.startswith(".") for part in p.parts)
    }
    assert rules - held == set()
    assert data - held == set()
    assert "newslint/py.typed" in held
    assert any(name.endswith("licenses/LICENSE") for name in held)


@pytest.mark.network
def test_a_first_run_begins_with_the_index_in_the_wheel(wheel: Path, clean: Path, tmp_path: Path) -> None:
    """Rules and what wakes them need not be worked out; of a wheel whose files have changed it is not believed."""
    tell = "from newslint.kept import ours; s = ours()._sections; print(len(s.get('literals', ())), 'rules' in s.get('plain', ()))"
    command = [clean, "-B", "-c", tell]
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=_env(tmp_path)).stdout.split()
    assert int(told[0]) > 500
    assert told[1] == "True"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "changed")
    [record] = (tmp_path / "changed").glob("*.dist-info/RECORD")
    record.write_text(record.read_text().replace("newslint/rules/clarity/", "newslint/rules/clarify/"))
    env = _env(tmp_path) | {"PYTHONPATH": str(tmp_path / "changed")}
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=env).stdout.split()
    assert told == ["0", "False"]


def _env(cache: Path) -> dict[str, str]:
    return {**os.environ, "NEWSLINT_CACHE": str(cache / "cache")}


@pytest.mark.network
def test_the_wheel_brings_the_kernels_for_every_python(wheel: Path) -> None:
    """One compiled file a kernel, for 3.11 and all that come after it."""
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.endswith((".so", ".pyd"))}
    assert {name.partition(".")[0] for name in held} == {
        f"newslint/{p.relative_to(ROOT / 'linter' / 'newslint').with_suffix('').as_posix()}" for p in KERNELS
    }
    assert "-cp311-abi3-" in wheel.name


@pytest.mark.network
def test_without_a_compiler_the_wheel_is_built_all_the_same(tmp_path: Path) -> None:
    source = tmp_path / "source"
    copy_of_checkout(source)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", str(tmp_path), str(source)]
    env = {**os.environ, "CC": str(tmp_path / "no-compiler"), "PATH": str(tmp_path)}
    subprocess.run(command, check=True, timeout=300, env=env, capture_output=True)
    [built] = tmp_path.glob("*.whl")
    assert built.name.endswith("-py3-none-any.whl")
    assert not [name for name in zipfile.ZipFile(built).namelist() if name.endswith((".so", ".pyd"))]


@pytest.mark.network
def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].partition("-")[0] for name in held} == {"newslint"}
    assert not [name for name in held if "__pycache__" in name or "/tests/" in name]
    assert wheel.stat().st_size < 40_000_000


@pytest.mark.network
def test_the_base_install_is_light(wheel: Path, clean: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        [name] = [n for n in archive.namelist() if n.endswith("METADATA")]
        metadata = HeaderParser().parsestr(archive.read(name).decode())
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "Apache-2.0"
    listed = subprocess.run([clean, "-m", "pip", "list", "--format", "json"], capture_output=True, check=True)
    assert {p["name"].lower() for p in json.loads(listed.stdout)} & HEAVY == set()
    checked = subprocess.run([clean, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.network
def test_an_installed_wheel_says_the_same_as_the_checkout_and_without_a_network(clean: Path, tmp_path: Path) -> None:
    shutil.copy(SEED, tmp_path / "draft.txt")
    arguments = ["draft.txt", "--isolated", "--format", "json", "--severity", "suggestion", "--exit-zero"]
    wheel = [clean, "-I", "-c", OFFLINE, *arguments]
    editable = [sys.executable, "-m", "newslint", *arguments]
    said = []
    for command in (wheel, editable):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        said.append(json.loads(done.stdout))
    assert said[0] == said[1]
    assert len(said[0]) > 10


@pytest.mark.network
def test_the_installed_command_runs_and_tests_its_own_rules(clean: Path, tmp_path: Path) -> None:
    command = clean.with_name("newslint")
    assert subprocess.run([command, "--version"], capture_output=True, check=True).stdout.startswith(
        b"newslint, version"
    )
    listed = subprocess.run([command, "rules", "--isolated"], capture_output=True, text=True, cwd=tmp_path, check=True)
    here = subprocess.run(
        [sys.executable, "-m", "newslint", "rules", "--isolated"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
    )
    assert listed.stdout == here.stdout


@pytest.mark.network
@pytest.mark.parametrize("arguments", [["lsp"], ["serve"]])
def test_a_command_without_its_extra_says_what_to_install(clean: Path, tmp_path: Path, arguments: list[str]) -> None:
    command = [clean.with_name("newslint"), *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, input="", check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("newslint: ")
    assert "newslint[" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_version_is_one() -> None:
    import newslint

    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert table["project"]["version"] == newslint.__version__
    assert f"## {newslint.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
