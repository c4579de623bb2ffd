"""Documents made by the real word processors of Debian: LibreOffice and pandoc."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def libreoffice(source: Path, kind: str, into: Path) -> Path:
    """Convert a file with LibreOffice; skipped outside CI where it is not installed."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    _needed(soffice, "LibreOffice (apt-get install libreoffice-writer)")
    assert soffice
    command = [
        soffice,
        f"-env:UserInstallation=file://{into}/profile",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(into),
    ]
    if source.suffix == ".html":
        command.append("--infilter=HTML (StarWriter)")
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
    out = into / f"{source.stem}.{kind}"
    assert out.exists()
    return out


def pandoc(source: Path, kind: str, into: Path) -> Path:
    """Convert a file with pandoc; skipped outside CI where it is not installed."""
    _needed(shutil.which("pandoc"), "pandoc (apt-get install pandoc)")
    out = into / f"{source.stem}-pandoc.{kind}"
    subprocess.run(["pandoc", str(source), "-s", "-o", str(out)], check=True, capture_output=True, timeout=120)
    return out


def _needed(found: str | None, what: str) -> None:
    if not found:
        if os.environ.get("CI"):
            pytest.fail(f"{what} must be there in CI")
        pytest.skip(f"needs {what}")
