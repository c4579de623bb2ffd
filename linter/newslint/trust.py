"""What files that came with the drafts may lead to: nothing outside their project, no other machine.

A configuration is trusted when whoever starts the run named it (--config) or wrote it for every project
(~/.config/newslint). One that was found beside the drafts may be anybody's: a pull request can bring it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

SERVERS = "NEWSLINT_SERVERS"  # addresses, separated by spaces, that any configuration may send drafts to
_HERE = r"(?:https?://)?(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?(?:/[\w/.-]*)?"


@lru_cache(maxsize=4096)
def project(folder: Path) -> Path | None:
    """Return the folder at or above `folder` that is under git, or None."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)


def inside(path: Path, root: Path) -> bool:
    """Tell whether a path lies in a folder once every link is followed; what git keeps for itself is not in it."""
    there, base = Path(os.path.realpath(path)), Path(os.path.realpath(root))
    return there.is_relative_to(base) and ".git" not in there.relative_to(base).parts


def escaped(path: Path) -> Path | None:
    """Return the project that a link leads out of, when `path` lies in one and what it stands for does not."""
    full = Path(os.path.abspath(path))
    root = project(full.parent)
    if root is None or (_plain(full.parent, root) and not full.is_symlink()):
        return None
    return None if inside(full, root) else root


@lru_cache(maxsize=4096)
def _plain(folder: Path, root: Path) -> bool:
    """Is a folder inside a project? Asked once for all the drafts in it."""
    return inside(folder, root)


def forget() -> None:
    """Forget what was seen of folders so far."""
    project.cache_clear()
    _plain.cache_clear()


def stray(place: Path, root: Path) -> Path | None:
    """Return the first thing at or under `place` that lies outside `root` once links are followed, or None."""
    return next((p for p in _linked(place, set()) if not inside(p, root)), None)


def _linked(place: Path, seen: set[str]) -> Iterator[Path]:
    """Yield a place and every link under it, and under folders that links lead to; the latter only once."""
    yield place
    real = os.path.realpath(place)
    if real in seen:
        return
    seen.add(real)
    for at, folders, files in os.walk(place):
        for name in (*folders, *files):
            if os.path.islink(os.path.join(at, name)):
                yield from _linked(Path(at, name), seen)


def may_ask(server: str) -> bool:
    """Tell whether an untrusted configuration may name a grammar server: one on this machine, or one the user allows."""
    allowed = {s.rstrip("/") for s in os.environ.get(SERVERS, "").split()}
    return server.rstrip("/") in allowed or on_this_machine(server)


def on_this_machine(server: str) -> bool:
    """Tell whether an address is this machine's own."""
    import re  # hardly a run asks this

    return re.fullmatch(_HERE, server) is not None
