"""The editor extensions build, and the configurations in docs/editors.md can be read."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

pytest.importorskip("pygls", reason="the lsp extra is not installed")
from newslint.lsp.actions import ACCEPT, SHOW

VSCODE = ROOT / "editors" / "vscode"
PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.M | re.S)
START = ["lsp", "--stdio"]


def blocks(language: str) -> list[str]:
    return [body for name, body in BLOCKS if name == language]


def test_the_page_has_every_editor() -> None:
    for editor in ("VS Code", "Neovim", "Helix", "Emacs", "Zed", "Sublime Text"):
        assert f"\n## {editor}\n" in PAGE


def test_json_configurations_start_the_server() -> None:
    vscode, zed, sublime = (json.loads(body) for body in blocks("json"))
    known = json.loads((VSCODE / "package.json").read_text())["contributes"]["configuration"]["properties"]
    assert set(vscode) <= set(known)
    assert zed["lsp"]["newslint"]["binary"]["arguments"] == START
    assert sublime["clients"]["newslint"]["command"][1:] == START


def test_helix_configuration_starts_the_server() -> None:
    [body] = blocks("toml")
    read = tomllib.loads(body)
    assert read["language-server"]["newslint"]["args"] == START
    assert all("newslint" in language["language-servers"] for language in read["language"])


def test_every_configuration_names_the_arguments() -> None:
    for language in ("lua", "elisp"):
        for body in blocks(language):
            assert '"lsp"' in body and '"--stdio"' in body


def test_no_lockfile_names_a_registry() -> None:
    lock = json.loads((VSCODE / "package-lock.json").read_text())
    assert lock["packages"] and not [name for name, p in lock["packages"].items() if "resolved" in p]
    assert all("integrity" in p for name, p in lock["packages"].items() if name)


def test_the_extension_leaves_the_servers_commands_to_the_client_library() -> None:
    manifest: dict[str, Any] = json.loads((VSCODE / "package.json").read_text())
    taken = {c["command"] for c in manifest["contributes"]["commands"]}
    assert not taken & {ACCEPT, SHOW}  # the client library registers those
    source = (VSCODE / "src" / "extension.ts").read_text()
    assert all(f'registerCommand("{c}"' in source for c in taken)
    for setting in manifest["contributes"]["configuration"]["properties"]:
        name = setting.removeprefix("newslint.")
        assert name == "trace.server" or f'"{name}"' in source  # that one is the client library's


@pytest.mark.network
@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed")
def test_the_vscode_extension_builds_and_packs(tmp_path: Path) -> None:
    place = tmp_path / "vscode"
    shutil.copytree(VSCODE, place, ignore=shutil.ignore_patterns("node_modules", "dist", "*.vsix"))
    for step in (["ci", "--no-audit", "--no-fund"], ["run", "build"], ["run", "package"]):
        done = subprocess.run(
            ["npm", *step], cwd=place, capture_output=True, text=True, env=os.environ, timeout=600, check=False
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    [packed] = place.glob("*.vsix")
    with zipfile.ZipFile(packed) as archive:
        names = {n for n in archive.namelist() if n.startswith("extension/")}
        script = archive.read("extension/dist/extension.js").decode()
    assert names == {f"extension/{n}" for n in ("LICENSE.txt", "package.json", "readme.md", "dist/extension.js")}
    assert "newslint.restart" in script and 'require("vscode")' in script
