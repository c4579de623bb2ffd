"""The build's hook: puts index.bin into the wheel (linter/newslint/indexing.py)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class IndexHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the index from the checkout as it stands, so that none is ever older than the rules beside it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the index to a wheel; an editable install has none, and learns what it needs as it runs."""
        if version != "standard":
            return
        root = Path(self.root)
        self._folder = tempfile.TemporaryDirectory()
        index = Path(self._folder.name) / "index.bin"
        command = [sys.executable, "-m", "newslint.indexing", str(root / "rules"), str(index)]
        # what the build requires may be in places that only this process knows, as in pip's isolated builds
        path = os.pathsep.join([str(root / "linter"), *filter(None, sys.path)])
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": path})
        build_data["force_include"][str(index)] = "newslint/index.bin"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the built file away."""
        del build_data, artifact_path
        if version == "standard":
            self._folder.cleanup()
