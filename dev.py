#!/usr/bin/env python3
"""Everything a fresh machine needs: ``python3 dev.py seed`` and ``python3 dev.py test``.

Makes .venv beside this file, installs the project into it, and runs the command there. Needs nothing but a
Python 3.11 or newer; packages come from wherever pip is configured to look.
"""

from __future__ import annotations

import argparse
import configparser
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
TEST_EXTRAS = "languagetool,lsp,server,archive,ray"  # what tests need besides the dependency group
SEED = "seeds/000_99d83c75e2443e71.txt"
USE = """\
python3 dev.py COMMAND [ARGUMENTS]

  seed    check the sample draft (arguments go to newslint)
  test    run all tests (arguments go to pytest)
  rules   run the examples of every rule
  lint    ruff check and ruff format --check; clang-format for the kernels
  types   mypy --strict
  native  compile the kernels (C files of the package) again after a change
  wheel   build the wheel, install it into a clean environment, check the sample draft with it
  all     lint, types, rules, wheel, test
  release-check   build sdist and wheel, install each on every Python here, check the sample draft and the rules there
  release-notes   print what CHANGELOG.md says of this version (with a tag: check that it is the version’s)
  sbom FILE       write the bill of materials (CycloneDX) from uv.lock
  audit           ask for known weaknesses of the locked packages (needs a network; pip-audit)
"""


class CannotDo(Exception):
    """Something the user must put right, in one sentence."""


def main(argv: Sequence[str]) -> int:
    """Run one command; return its exit code."""
    parser = argparse.ArgumentParser(prog="dev.py", usage=USE, add_help=False)
    parser.add_argument("command", nargs="?", choices=sorted(COMMANDS))
    given, rest = parser.parse_known_args(argv[:1])
    if given.command is None or "-h" in argv[:1] or "--help" in argv[:1]:
        print(USE, end="")
        return 0
    try:
        return COMMANDS[given.command]([*rest, *argv[1:]])
    except CannotDo as e:
        print(f"dev.py: {e}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


# --- the commands ----------------------------------------------------------------------------------------


def seed(arguments: Sequence[str]) -> int:
    """Check the sample draft; exit code 0 says that newslint ran, whatever it found."""
    installed()
    return newslint(SEED, "--exit-zero", *arguments)


def test(arguments: Sequence[str]) -> int:
    """Run all tests, the LanguageTool server they need provisioned first."""
    with_server = installed("test", extra=TEST_EXTRAS)
    if with_server and newslint("grammar", "install", quiet=not in_ci()) != 0:
        if in_ci():
            raise CannotDo("“newslint grammar install” failed, and in CI no test may be skipped for want of it.")
        print("dev.py: no LanguageTool server (needs Java 17 and a package index); its tests will be skipped.")
    return run(PYTHON, "-m", "pytest", *arguments)


def rules(arguments: Sequence[str]) -> int:
    """Run the examples of every rule."""
    installed("dev")
    return newslint("rules", "--isolated", "test", *arguments)


def lint(arguments: Sequence[str]) -> int:
    """Run ruff, and the formatters of Python and C as a check."""
    installed("dev")
    checked = run(PYTHON, "-m", "ruff", "check", *(arguments or (".",)))
    formatted = run(PYTHON, "-m", "ruff", "format", "--check", *(arguments or (".",)))
    kernels = sorted((ROOT / "linter").rglob("_*.[ch]"))
    return run(PYTHON.with_name("clang-format"), "--dry-run", "-Werror", *kernels) or formatted or checked


def types(arguments: Sequence[str]) -> int:
    """Run mypy --strict, as pyproject.toml configures it."""
    installed("dev", extra=TEST_EXTRAS)  # for the types of the extras
    return run(PYTHON, "-m", "mypy", *arguments)


def native(arguments: Sequence[str]) -> int:
    """Compile the kernels in place."""
    del arguments
    installed()
    return pip_install("--no-deps", "--editable", ".")


def wheel(arguments: Sequence[str]) -> int:
    """Build the wheel, install it into a clean environment and check the sample draft with it."""
    import tempfile

    installed("dev")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if run(PYTHON, "-m", "build", "--wheel", "--outdir", folder, ROOT):
            return 1
        [built] = folder.glob("*.whl")
        clean = folder / "venv"
        make_venv(clean, python_of(clean))
        if run(python_of(clean), "-m", "pip", "install", "--quiet", built):
            return 1
        # findings make exit code 1; what is asked here is whether it runs
        return run(python_of(clean), "-I", "-m", "newslint", ROOT / SEED, "--isolated", "--exit-zero", *arguments)


def all_(arguments: Sequence[str]) -> int:
    """Run everything CI runs; stop at the first that fails."""
    for step in (lint, types, rules, wheel):
        code = step(())
        if code:
            return code
    return test(arguments)


def release_check(arguments: Sequence[str]) -> int:
    """Check what a release would ship, on every Python here or on those named."""
    installed("dev")
    import releasing

    return releasing.check(arguments)


def release_notes(arguments: Sequence[str]) -> int:
    """Print the changelog's entry for this version; with a tag, refuse one that is not this version's."""
    import releasing

    print(releasing.notes(*arguments[:1]))
    return 0


def sbom(arguments: Sequence[str]) -> int:
    """Write the bill of materials to the file named."""
    if len(arguments) != 1:
        raise CannotDo("name the file to write: dev.py sbom newslint.cdx.json.")
    import releasing

    return releasing.write_bill(Path(arguments[0]))


def audit(arguments: Sequence[str]) -> int:
    """Ask whether the locked packages have known weaknesses."""
    import tempfile

    import releasing

    installed("dev")
    if pip_install("pip-audit"):
        raise CannotDo("pip could not install pip-audit (its words are above).")
    with tempfile.TemporaryDirectory() as place:
        listed = Path(place, "locked.txt")
        listed.write_text("\n".join(releasing.pins()) + "\n", encoding="utf-8")
        return run(PYTHON, "-m", "pip_audit", "--no-deps", "--disable-pip", "-r", listed, *arguments)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "seed": seed,
    "test": test,
    "rules": rules,
    "lint": lint,
    "types": types,
    "native": native,
    "wheel": wheel,
    "all": all_,
    "release-check": release_check,
    "release-notes": release_notes,
    "sbom": sbom,
    "audit": audit,
}


def in_ci() -> bool:
    """Tell whether this is a CI run, where nothing may be left out quietly."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def newslint(*arguments: str, quiet: bool = False) -> int:
    """Run the installed newslint."""
    return run(PYTHON, "-m", "newslint", *arguments, quiet=quiet)


def run(*command: str | Path, quiet: bool = False) -> int:
    """Run a command in the project's folder; return its exit code."""
    sys.stdout.flush()
    silence = subprocess.DEVNULL if quiet else None
    return subprocess.run(
        [str(c) for c in command], cwd=ROOT, stdout=silence, env=environment(), check=False
    ).returncode


def environment() -> dict[str, str]:
    """The user's environment, pip's configuration included, less what would send packages past the venv."""
    drop = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV", "PYTHONHOME", "VIRTUAL_ENV")
    return {k: v for k, v in os.environ.items() if k not in drop}


# --- the environment -------------------------------------------------------------------------------------


def installed(*groups: str, extra: str | None = None) -> bool:
    """Make the venv hold the project, the dependency groups and the extra. Tell whether the extra is in.

    Installs only when pyproject.toml, a kernel, the Python or this folder changed since the last time, or when more is wanted.
    """
    table = pyproject()
    stamp = VENV / "newslint-dev.json"
    built = [ROOT / "pyproject.toml", ROOT / "hatch_build.py", *sorted((ROOT / "linter").rglob("_*.[ch]"))]
    mark = hashlib.sha256(b"".join(p.read_bytes() for p in built) + f"{sys.version}{ROOT}".encode()).hexdigest()
    have: list[str] = []
    if stamp.exists() and usable(PYTHON):
        found = json.loads(stamp.read_text(encoding="utf-8"))
        have = found["have"] if found["mark"] == mark else []
    elif not usable(PYTHON):
        make_venv(VENV, PYTHON)
    wanted = {"newslint", *groups, *([f"[{extra}]"] if extra else [])}
    if wanted <= set(have):
        return True
    needed = [r for group in groups for r in requirements(table["dependency-groups"], group)]
    print(f"dev.py: installing newslint into {VENV} …", flush=True)
    code = pip_install("--editable", f".[{extra}]" if extra else ".", *needed)
    if code and extra and not in_ci():
        print(f"dev.py: trying again without the extra “{extra}”.", flush=True)
        wanted.remove(f"[{extra}]")
        code = pip_install("--editable", ".", *needed)
    if code:
        raise CannotDo(
            "pip could not install the project (its words are above); check the network or pip’s configuration "
            "(PIP_INDEX_URL, pip config list) and run the command again."
        )
    stamp.write_text(json.dumps({"mark": mark, "have": sorted(wanted | set(have))}), encoding="utf-8")
    return extra is None or f"[{extra}]" in wanted


def pip_install(*arguments: str) -> int:
    """Install into the venv; in CI the versions that uv.lock names."""
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    if not (in_ci() and (ROOT / "uv.lock").is_file()):
        return run(*pip, *arguments)
    import releasing

    VENV.mkdir(exist_ok=True)
    constraints = VENV / "constraints.txt"
    constraints.write_text("\n".join(releasing.pins()) + "\n", encoding="utf-8")
    return run(*pip, "--constraint", constraints, *arguments)


def pyproject() -> dict[str, dict[str, list[str | dict[str, str]]]]:
    """Read pyproject.toml."""
    import tomllib

    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def requirements(groups: dict[str, list[str | dict[str, str]]], name: str) -> list[str]:
    """Return a dependency group's requirements; pip before 25.1 has no --group."""
    out: list[str] = []
    for item in groups[name]:
        out += requirements(groups, item["include-group"]) if isinstance(item, dict) else [item]
    return out


def python_of(venv: Path) -> Path:
    """Return the venv's Python."""
    return venv / PYTHON.relative_to(VENV)


def usable(python: Path) -> bool:
    """Tell whether a venv's Python runs, is new enough and has pip."""
    ask = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.run([str(python), "-I", "-c", ask], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_venv(folder: Path, python: Path) -> None:
    """Make a venv with pip in it, by whatever means this machine has."""
    tried: list[str] = []
    for means in (by_venv, by_other_pip, by_pip_wheel, by_uv, by_virtualenv):
        shutil.rmtree(folder, ignore_errors=True)
        if means(folder, python, tried) and usable(python):
            return
    shutil.rmtree(folder, ignore_errors=True)
    raise CannotDo(
        f"no way to make a virtual environment with {sys.executable} (tried {', '.join(tried)}); install Python’s "
        "venv module (on Debian and Ubuntu: apt install python3-venv) and run the command again."
    )


def attempt(tried: list[str], what: str, *command: str | Path) -> bool:
    """Run one step of making a venv; tell whether it worked."""
    tried.append(what)
    try:
        done = subprocess.run([str(c) for c in command], capture_output=True, env=environment(), cwd=ROOT, check=False)
    except OSError:
        return False
    return done.returncode == 0


def by_venv(folder: Path, python: Path, tried: list[str]) -> bool:
    """The ordinary way: python -m venv, which brings pip by ensurepip."""
    del python
    return attempt(tried, "venv", sys.executable, "-m", "venv", folder)


def by_other_pip(folder: Path, python: Path, tried: list[str]) -> bool:
    """Where ensurepip is missing: an empty venv, filled by a pip that is at hand."""
    pips = [[sys.executable, "-m", "pip"], *([p] for p in ("pip3", "pip") if shutil.which(p))]
    for pip in pips:
        shutil.rmtree(folder, ignore_errors=True)
        if not attempt(tried, "venv --without-pip", sys.executable, "-m", "venv", "--without-pip", folder):
            return False
        if attempt(tried, " ".join(pip[-2:]), *pip, "--python", python, "install", "--quiet", "pip") and usable(python):
            return True
    return False


def by_pip_wheel(folder: Path, python: Path, tried: list[str]) -> bool:
    """An empty venv, filled by a pip wheel: one that the system ships, or one from the configured index."""
    wheels = [p for place in ("/usr/share/python-wheels",) for p in sorted(Path(place).glob("pip-*.whl"))]
    folder.parent.mkdir(parents=True, exist_ok=True)
    for found in wheels or downloaded_pip(folder.parent / ".cache"):
        if not attempt(tried, "venv --without-pip", sys.executable, "-m", "venv", "--without-pip", folder):
            return False
        if attempt(tried, "a pip wheel", python, found / "pip", "install", "--quiet", "--no-index", found):
            return True
    return False


def downloaded_pip(folder: Path) -> list[Path]:
    """Fetch the newest pip wheel from the index that pip is configured for, its hash checked; empty if there is none."""
    import re
    import ssl
    import urllib.parse
    import urllib.request

    index = configured("index-url")
    if not index:
        return []
    page = f"{index.rstrip('/')}/pip/"
    try:
        trust = ssl.create_default_context(cafile=configured("cert"))
        with urllib.request.urlopen(page, timeout=60, context=trust) as answer:
            text = answer.read().decode("utf-8")
        links = re.findall(r'href="([^"]+/pip-([\d.]+)-py3-none-any\.whl)#sha256=([0-9a-f]{64})"', text)
        link, _, digest = max(links, key=lambda found: tuple(int(n) for n in found[1].split(".")))
        with urllib.request.urlopen(urllib.parse.urljoin(page, link), timeout=180, context=trust) as answer:
            data = answer.read()
    except (OSError, ValueError):
        return []
    if hashlib.sha256(data).hexdigest() != digest:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / link.rpartition("/")[2]
    target.write_bytes(data)
    return [target]


def configured(key: str) -> str | None:
    """Return a setting of pip from the environment or pip's own files, without pip."""
    value = os.environ.get(f"PIP_{key.upper().replace('-', '_')}")
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    files = (os.environ.get("PIP_CONFIG_FILE"), home / "pip/pip.conf", Path.home() / ".pip/pip.conf", "/etc/pip.conf")
    parser = configparser.ConfigParser(interpolation=None)
    for file in files:
        if value is None and file and Path(file).is_file():
            parser.read(file, encoding="utf-8")
            value = parser.get("install", key, fallback=parser.get("global", key, fallback=None))
    return value


def by_uv(folder: Path, python: Path, tried: list[str]) -> bool:
    """Where uv is installed: uv venv --seed."""
    del python
    uv = shutil.which("uv")
    return bool(uv) and attempt(tried, "uv", uv or "", "venv", "--seed", "--python", sys.executable, folder)


def by_virtualenv(folder: Path, python: Path, tried: list[str]) -> bool:
    """Where virtualenv is installed."""
    del python
    return attempt(tried, "virtualenv", sys.executable, "-m", "virtualenv", folder)


def newer_python() -> str | None:
    """Return a Python on the PATH that is new enough, newest first."""
    for minor in range(20, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return found
    return None


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        better = newer_python()
        if better is None:
            old = ".".join(map(str, sys.version_info[:2]))
            sys.exit(f"dev.py: this is Python {old}; newslint needs Python 3.11 or newer.")
        sys.exit(subprocess.call([better, *sys.argv]))
    sys.modules["dev"] = sys.modules["__main__"]  # for releasing.py
    sys.exit(main(sys.argv[1:]))
