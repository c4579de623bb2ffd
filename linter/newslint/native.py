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
    """Return the compiled module `name` (newslint.package._kernel), or None where the Python must do its work."""
    if os.environ.get("NEWSLINT_PURE") or sys.byteorder != "little":  # kernels read the models' numbers as they lie
        return None
    try:
        return import_module(name)
    except ImportError:
        return None
