"""The compiled kernels: twins of the hottest Python, where a compiler was at hand when newslint was built.

Each is a C file beside the Python that it stands in for (hatch_build.py compiles it), gives the same numbers bit for
bit, and need not be there. NEWSLINT_PURE=1 in the environment leaves them aside.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import ModuleType


def load(name: str) -> ModuleType | None:
    """Return the compiled module `name` (newslint.package._kernel), or None where the Python must do its work.

    In a checkout a kernel that is older than its source is none: what Python asks of it may have changed.
    """
    if os.environ.get("NEWSLINT_PURE") or sys.byteorder != "little":  # kernels read the models' numbers as they lie
        return None
    try:
        kernel = import_module(name)
    except ImportError:
        return None
    return kernel if kernel.__file__ and not _older_than_source(kernel.__file__) else None


def _older_than_source(file: str) -> bool:
    folder, own = os.path.split(file)
    source = own.partition(".")[0] + ".c"
    if not os.path.exists(os.path.join(folder, source)):  # installed: wheels bring no source
        return False
    built = os.stat(file).st_mtime_ns
    with os.scandir(folder) as entries:
        return any(e.stat().st_mtime_ns > built for e in entries if e.name == source or e.name.endswith(".h"))
