"""The build's hook: puts index.bin (linter/newslint/indexing.py) and the compiled kernels (native.py) into the wheel.

A kernel is a file `_name.c` anywhere in the package, with the headers that it includes; it becomes the module `_name`
beside it, for every Python from 3.11 on (abi3). Where no compiler is found newslint is built without them and runs on
Python alone, slower and with the same findings; NEWSLINT_NATIVE=1 makes that an error, and NEWSLINT_PURE=1 asks for it.
`python hatch_build.py` compiles the kernels of a checkout in place, as an editable install does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LIMITED_API = "0x030B0000"


class IndexHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds from the checkout as it stands, so that nothing is ever older than the files beside it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add index and kernels to a wheel; an editable install has no index, and learns what it needs as it runs."""
        root = Path(self.root)
        if version != "standard":
            compiled(root / "linter", root / "linter")
            return
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        index = folder / "index.bin"
        command = [sys.executable, "-m", "newslint.indexing", str(root / "rules"), str(index)]
        # what the build requires may be in places that only this process knows, as in pip's isolated builds
        path = os.pathsep.join([str(root / "linter"), *filter(None, sys.path)])
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": path})
        build_data["force_include"][str(index)] = "newslint/index.bin"
        kernels = compiled(root / "linter", folder / "kernels")
        for kernel in kernels:
            build_data["force_include"][str(kernel)] = kernel.relative_to(folder / "kernels").as_posix()
        if kernels:
            build_data["pure_python"] = False
            platform = self.build_config.builder.get_best_matching_tag().rpartition("-")[2]
            build_data["tag"] = f"cp311-abi3-{platform}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the built files away."""
        del build_data, artifact_path
        if version == "standard":
            self._folder.cleanup()


def compiled(source: Path, target: Path) -> list[Path]:
    """Compile the kernels under `source` into the same places under `target`; none where that cannot be done."""
    if os.environ.get("NEWSLINT_PURE"):
        return []
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext
    from setuptools.errors import BaseError, CompileError, LinkError

    kernels = [
        Extension(
            ".".join(path.relative_to(source).with_suffix("").parts),
            [str(path)],
            depends=sorted(map(str, path.parent.glob("_*.h"))),
            define_macros=[("Py_LIMITED_API", LIMITED_API)],
            py_limited_api=True,
        )
        for path in sorted(source.glob("newslint/**/_*.c"))
    ]
    with tempfile.TemporaryDirectory() as objects:
        build = build_ext(Distribution({"name": "newslint", "ext_modules": kernels}))
        build.build_lib, build.build_temp = str(target), objects
        try:
            build.ensure_finalized()
            build.run()
        except (BaseError, CompileError, LinkError, OSError) as e:
            if os.environ.get("NEWSLINT_NATIVE"):
                raise
            print(f"newslint is built without its compiled kernels: {e}", file=sys.stderr)
            return []
    return [Path(name) for name in build.get_outputs()]


if __name__ == "__main__":
    package = Path(__file__).parent / "linter"
    print("\n".join(map(str, compiled(package, package))) or "no kernels were built.")
