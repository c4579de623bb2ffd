"""What a release stands on: a lock that agrees with pyproject.toml, a bill of materials, workflows that call what exists."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from pip._internal.models.index import PyPI

import dev
import releasing
from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~;\s]", r)[0].lower() for r in requirements} - {"newslint"}


def test_the_lock_is_of_this_project() -> None:
    """After a change of dependencies: uv lock."""
    [own] = [p for p in releasing.locked() if p["name"] == "newslint"]
    assert own["version"] == PROJECT["project"]["version"]
    assert {d["name"] for d in own["dependencies"]} == names(PROJECT["project"]["dependencies"])
    extras = PROJECT["project"]["optional-dependencies"]
    assert set(own["optional-dependencies"]) == set(extras)
    written = {(d["name"], d.get("specifier", "")) for d in own["metadata"]["requires-dist"] if d["name"] != "newslint"}
    asked = [*PROJECT["project"]["dependencies"], *(r for rs in extras.values() for r in rs)]
    wanted = {(re.split(r"[\[<>=]", r)[0].lower(), re.sub(r"^[\w.-]+(\[.*?\])?", "", r)) for r in asked}
    assert {(n, frozenset(s.split(","))) for n, s in written} == {
        (n, frozenset(s.split(","))) for n, s in wanted if n != "newslint"
    }
    for group in PROJECT["dependency-groups"]:
        assert {d["name"] for d in own["dev-dependencies"][group]} == {
            n.lower() for n in names(dev.requirements(PROJECT["dependency-groups"], group))
        }


def test_the_lock_names_the_default_index_and_no_other_place() -> None:
    places = set()
    for p in releasing.locked():
        if p["name"] != "newslint":
            assert p["source"] == {"registry": PyPI.simple_url.rstrip("/")}, p["name"]
            files = [*p.get("wheels", []), *([p["sdist"]] if "sdist" in p else [])]
            assert files and all(f["hash"].startswith("sha256:") for f in files), p["name"]
            places |= {urlsplit(f["url"]).hostname for f in files}
    assert places == {PyPI.file_storage_domain}


def test_ci_installs_the_locked_versions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran: list[tuple[object, ...]] = []
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "run", lambda *command, **_: ran.append(command) or 0)
    monkeypatch.setenv("CI", "true")
    dev.pip_install("x")
    monkeypatch.delenv("CI")
    dev.pip_install("x")
    assert "--constraint" in ran[0] and "--constraint" not in ran[1]
    pinned = (tmp_path / "constraints.txt").read_text().split()
    assert set(pinned) == set(releasing.pins()) and all(re.fullmatch(r"[\w.-]+==[\w.]+", p) for p in pinned)
    assert names(PROJECT["project"]["dependencies"]) <= {p.split("==")[0] for p in pinned}


def test_the_bill_of_materials_is_whole(tmp_path: Path) -> None:
    assert dev.sbom([str(tmp_path / "bill.json")]) == 0
    bill = json.loads((tmp_path / "bill.json").read_text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    required = {c["name"] for c in bill["components"] if c["scope"] == "required"}
    assert required >= names(PROJECT["project"]["dependencies"])
    assert not required & {"starlette", "pygls", "daft", "pytest", "mypy"}
    refs = {c["bom-ref"] for c in bill["components"]} | {bill["metadata"]["component"]["bom-ref"]}
    assert all(d["ref"] in refs and set(d["dependsOn"]) <= refs for d in bill["dependencies"])
    assert all(c["hashes"] for c in bill["components"])


def test_the_changelog_speaks_of_this_version() -> None:
    assert "newslint draft.txt" in releasing.notes()
    with pytest.raises(dev.CannotDo, match="make them agree"):
        releasing.notes("v99.0.0")


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda f: f.name)
def test_workflows_call_commands_there_are(file: Path) -> None:
    """And paste nothing of a pull request or a tag into a script, where it would be run."""
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    runs = [s["run"] for job in workflow["jobs"].values() for s in job.get("steps", ()) if "run" in s]
    commands = [m[1] for run in runs for m in re.finditer(r"python dev\.py (\S+)", run)]
    assert commands and set(commands) <= set(dev.COMMANDS)
    assert not [run for run in runs if "${{" in run]
    assert workflow["permissions"] == {"contents": "read"}


def test_there_are_workflows_for_ci_and_release() -> None:
    assert [f.name for f in WORKFLOWS] == ["ci.yml", "release.yml"]
