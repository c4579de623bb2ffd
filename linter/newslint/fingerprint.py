"""What tells this newslint, and what it runs on, from another: part of the key of everything kept between runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from newslint import __version__

try:
    from _blake2 import blake2b  # hashlib would load OpenSSL for it, which takes longer than all else here
except ImportError:  # pragma: no cover
    from hashlib import blake2b

__all__ = ["blake2b", "cache_folder", "code", "contents", "digest_of", "engines", "states"]

_DIGEST = 16


def cache_folder() -> Path:
    """Return where results are kept: $NEWSLINT_CACHE, else newslint in the user's cache folder."""
    if named := os.environ.get("NEWSLINT_CACHE"):
        return Path(named)
    if xdg := os.environ.get("XDG_CACHE_HOME"):
        return Path(xdg) / "newslint"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "newslint" / "cache"
    return Path.home() / ".cache" / "newslint"


@lru_cache(maxsize=1)
def code() -> str:
    """Return what tells this newslint from another: its record when installed, the state of its files in a checkout."""
    if record := _record():
        return blake2b(record, digest_size=_DIGEST).hexdigest()
    package = Path(__file__).parent
    return states(package, package.parents[1] / "rules")


def contents() -> str:
    """Return a digest of what the wheel brought, by its record; empty where there is none, as in a checkout."""
    lines = [line.split(",") for line in _record().decode("utf-8", "replace").splitlines()]
    return digest_of((line[0], line[1]) for line in lines if len(line) > 1) if lines else ""


def digest_of(entries: Iterable[tuple[str, str]]) -> str:
    """Return a digest of the package's files, each by its name and hash; without the index itself and what is compiled."""
    own = sorted(
        f"{name},{hash}\n"
        for name, hash in entries
        if name.startswith("newslint/")
        and not name.endswith((".pyc", ".c", ".h", ".so", ".pyd"))
        and name != "newslint/index.bin"
    )
    return blake2b("".join(own).encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()


@lru_cache(maxsize=1)
def _record() -> bytes:
    """The record of what was installed, or nothing."""
    package = Path(__file__).parent
    if (package / "rules").is_dir():
        with suppress(OSError):
            return (package.parent / f"newslint-{__version__}.dist-info" / "RECORD").read_bytes()
    return b""


def states(*places: Path) -> str:
    """Return a digest of the names, sizes and times of the files under some folders; bytecode and hidden files are none."""
    found = [line for place in places for line in _states(str(place))]
    return blake2b("".join(sorted(found)).encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()


def _states(place: str) -> Iterator[str]:
    with suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            if entry.name.startswith((".", "__pycache__")):
                continue
            if entry.is_dir():
                yield from _states(entry.path)
            else:
                stat = entry.stat()
                yield f"{entry.path}\0{stat.st_mtime_ns}\0{stat.st_size}\n"


@lru_cache(maxsize=1)
def engines() -> str:
    """Return the versions of what finds beside newslint: Python, regex, the grammar engine's wheel."""
    site = {str(Path(__file__).parents[1]), *(p for p in sys.path if p.endswith(("site-packages", "dist-packages")))}
    found: list[str] = []
    for place in sorted(site):
        with suppress(OSError):
            found += [n for n in os.listdir(place) if n.startswith(("harper_py-", "regex-")) and n.endswith("-info")]
    return f"{sys.implementation.cache_tag} {sorted(found)}"
