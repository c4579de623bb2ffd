"""Which files a run is about: named files, folders walked, globs."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from newslint.errors import ReadError
from newslint.readers import endings
from newslint.settings import matches, settings_for

SKIPPED = frozenset({"node_modules", "__pycache__", "venv"})


def drafts(
    paths: Sequence[str], *, config: Path | None, isolated: bool, force_exclude: bool = False
) -> tuple[list[Path], list[ReadError]]:
    """Return the drafts the arguments name, each once, and what could not be found.

    A named file is taken whatever its ending, and even when excluded, unless `force_exclude`. Folders are walked
    in sorted order for the endings newslint reads; hidden folders are passed over.
    """
    found: dict[str, Path] = {}
    wrong: list[ReadError] = []
    for argument in paths:
        try:
            for path in _named(argument, config, isolated, force_exclude):
                found.setdefault(os.path.normpath(path), path)
        except ReadError as e:
            wrong.append(e)
    return list(found.values()), wrong


def _named(argument: str, config: Path | None, isolated: bool, force_exclude: bool) -> Iterator[Path]:
    path = Path(argument)
    if path.is_dir():
        inside = [p for p in _walk(path) if not _excluded(p, config, isolated)]
        if not inside:
            raise ReadError(f"{argument}: no drafts in this folder; newslint reads {', '.join(endings())}.")
        yield from inside
    elif path.exists() or not glob.has_magic(argument):
        if not path.exists():
            raise ReadError(f"{argument}: no such file or folder; check the name.")
        if not (force_exclude and _excluded(path, config, isolated)):
            yield path
    else:
        matched = [Path(p) for p in sorted(glob.glob(argument, recursive=True)) if Path(p).is_file()]
        if not matched:
            raise ReadError(f"{argument}: the pattern names no file; check it.")
        yield from (p for p in matched if not _excluded(p, config, isolated))


def _walk(folder: Path) -> Iterator[Path]:
    wanted = endings()
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in SKIPPED)
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith(wanted):
                yield Path(place, name)


def _excluded(path: Path, config: Path | None, isolated: bool) -> bool:
    settings = settings_for(path, config=config, isolated=isolated)
    return matches(settings.exclude, path, settings.root)
