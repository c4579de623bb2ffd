"""What a release needs, for dev.py: the versions that CI is pinned to, the bill of materials, the check of what is shipped.

Reads uv.lock, which “uv lock” writes from pyproject.toml. Needs nothing but Python.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import dev

LOCK = dev.ROOT / "uv.lock"
SEED = dev.ROOT / dev.SEED


def locked() -> list[dict[str, Any]]:
    """Return the packages of uv.lock, newslint itself among them."""
    found: list[dict[str, Any]] = tomllib.loads(LOCK.read_text(encoding="utf-8"))["package"]
    return found


def pins() -> list[str]:
    """Return the locked versions as pip's constraints; a package that is locked twice (for two Pythons) is left free."""
    names = [p["name"] for p in locked()]
    return [f"{p['name']}=={p['version']}" for p in locked() if p["name"] != "newslint" and names.count(p["name"]) == 1]


# --- bill of materials -----------------------------------------------------------------------------------


def closure(packages: dict[str, dict[str, Any]], roots: Iterable[dict[str, Any]]) -> set[str]:
    """Return the names of the packages that some dependencies lead to, those of their extras included."""
    seen: set[tuple[str, str]] = set()
    todo = [(d["name"], e) for d in roots for e in ("", *_extras(d))]
    while todo:
        name, extra = todo.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        package = packages[name]
        wanted = package.get("optional-dependencies", {}).get(extra, []) if extra else package.get("dependencies", [])
        todo += [(d["name"], e) for d in wanted for e in ("", *_extras(d))]
    return {name for name, _ in seen}


def _extras(dependency: dict[str, Any]) -> list[str]:
    found = dependency.get("extra", [])
    return [found] if isinstance(found, str) else list(found)


def bill() -> dict[str, Any]:
    """Return the CycloneDX bill of what newslint brings with it: every package, its version and hashes, and for which extra."""
    packages = {p["name"]: p for p in locked()}
    own = packages["newslint"]
    extras = {"": own["dependencies"], **{k: v for k, v in own["optional-dependencies"].items() if k != "all"}}
    needed = {extra: closure(packages, roots) for extra, roots in extras.items()}
    names = sorted(set().union(*needed.values()))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": _component(own) | {"type": "application", "licenses": [{"license": {"id": "Apache-2.0"}}]}},
        "components": [
            _component(packages[n])
            | {
                "scope": "required" if n in needed[""] else "optional",
                "properties": [{"name": "newslint:extra", "value": e or "base"} for e in extras if n in needed[e]],
            }
            for n in names
        ],
        "dependencies": [
            {"ref": _ref(packages[n]), "dependsOn": sorted(_ref(packages[d["name"]]) for d in packages[n].get("dependencies", []))}
            for n in ("newslint", *names)
        ],
    }  # fmt: skip


def _ref(package: dict[str, Any]) -> str:
    return f"pkg:pypi/{package['name']}@{package['version']}"


def _component(package: dict[str, Any]) -> dict[str, Any]:
    files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
    hashes = sorted({f["hash"].removeprefix("sha256:") for f in files if f.get("hash", "").startswith("sha256:")})
    return {
        "type": "library",
        "bom-ref": _ref(package),
        "name": package["name"],
        "version": package["version"],
        "purl": _ref(package),
        "hashes": [{"alg": "SHA-256", "content": h} for h in hashes],
    }


def write_bill(target: Path) -> int:
    """Write the bill of materials."""
    target.write_text(json.dumps(bill(), indent=1) + "\n", encoding="utf-8")
    print(f"{target}: {len(bill()['components'])} packages.")
    return 0


# --- the check of what is shipped ------------------------------------------------------------------------


def pythons() -> list[str]:
    """Return every Python here that newslint runs on: on the PATH, and those of pyenv; each version once."""
    names = [f"python3.{minor}" for minor in range(dev.OLDEST[1], 21)]
    found = [shutil.which(name) for name in names]
    found += [str(p) for name in names for p in sorted((Path.home() / ".pyenv/versions").glob(f"*/bin/{name}"))]
    each = {str(sys.version_info[:2]): sys.executable}
    for python in filter(None, found):  # of the others, those that make environments with pip in them
        ask = "import ensurepip, sys, venv; print(sys.version_info[:2])"
        told = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
        if told.returncode == 0:
            each.setdefault(told.stdout.strip(), python)
    return list(each.values())


def check(arguments: Iterable[str]) -> int:
    """Build sdist and wheel; install each in a clean environment on every Python; check the seed and the rules there."""
    notes()
    wanted = list(arguments) or pythons()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if dev.run(dev.PYTHON, "-m", "build", "--outdir", folder / "dist", dev.ROOT):
            return 1
        expected = SEED.with_suffix(".expected").read_text(encoding="utf-8")
        built = sorted((folder / "dist").iterdir())
        failed = [said for python in wanted for file in built for said in shipped(python, file, folder, expected)]
    for said in failed:
        print(f"dev.py: {said}", file=sys.stderr)
    print(f"{len(built)} files on {len(wanted)} Pythons: {'all well' if not failed else f'{len(failed)} failed'}.")
    return int(bool(failed))


def shipped(python: str, file: Path, folder: Path, expected: str) -> Iterator[str]:
    """Install a built file with a Python; yield what is wrong with it there. `expected` is what is said of the seed."""
    clean = folder / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    where = f"{file.name} on {python}"
    there = dev.python_of(clean)
    print(f"dev.py: {where} …", flush=True)
    if python == sys.executable:
        dev.make_venv(clean, there)
    elif dev.run(python, "-m", "venv", clean):
        yield f"{where}: no environment can be made."
        return
    if dev.run(there, "-m", "pip", "install", "--quiet", file):
        yield f"{where}: cannot be installed."
        return
    desk = clean / "desk"
    (desk / "seeds").mkdir(parents=True)
    shutil.copy(SEED, desk / dev.SEED)
    begin = [str(there), "-I", "-m", "newslint"]
    options = ["--isolated", "--no-cache", "--exit-zero", "--format", "jsonl"]
    said = subprocess.run([*begin, dev.SEED, *options], cwd=desk, capture_output=True, text=True, check=False)
    if said.returncode or told(said.stdout) != expected:
        yield f"{where}: the seed gives other findings than {SEED.with_suffix('.expected').name}. {said.stderr}"
    if subprocess.run([*begin, "rules", "--isolated", "test"], cwd=desk, check=False).returncode:
        yield f"{where}: the examples of the rules do not hold."


def told(jsonl: str) -> str:
    """Return findings as tests/test_determinism.py writes them down."""
    lines = []
    for finding in map(json.loads, jsonl.splitlines()):
        lines.append("{line}:{column} {severity} {rule} “{text}”".format(**finding))
        lines += [f"    also {also['severity']} {also['rule']}" for also in finding["also"]]
    return "\n".join(lines) + "\n"


def notes(tag: str = "") -> str:
    """Return what CHANGELOG.md says of this version. Raises CannotDo when it says nothing, or the tag is another version's."""
    version = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if tag and tag != f"v{version}":
        raise dev.CannotDo(f"the tag is {tag} and the version in pyproject.toml {version}; make them agree.")
    text = (dev.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    m = re.search(rf"^## {re.escape(version)}\b[^\n]*\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    if m is None or not m[1].strip():
        raise dev.CannotDo(f"CHANGELOG.md says nothing of {version}; write it down under “## {version}”.")
    if tag and "unreleased" in m[0].split("\n")[0]:
        raise dev.CannotDo(f"CHANGELOG.md calls {version} unreleased; put the date there.")
    return m[1].strip()
