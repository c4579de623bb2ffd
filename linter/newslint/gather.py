"""Which files a run is about: named files, folders walked, globs; what ignore files and settings leave out."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from newslint.errors import ReadError, SettingsError
from newslint.readers import endings
from newslint.settings import matches, settings_for

SKIPPED = frozenset({"node_modules", "__pycache__", "venv"})
IGNORE_FILES = (".gitignore", ".newslintignore")


def drafts(
    paths: Sequence[str], *, config: Path | None, isolated: bool, force_exclude: bool = False
) -> tuple[list[Path], list[ReadError]]:
    """Return the drafts the arguments name, each once, and what could not be found.

    A named file is taken whatever its ending, and even when excluded, unless `force_exclude`. Folders are walked
    in sorted order for the endings newslint reads; hidden folders, and what .gitignore, .newslintignore and the
    settings' `exclude` name, are passed over. With `isolated` only .gitignore is heeded.
    """
    found: dict[str, Path] = {}
    wrong: list[ReadError] = []
    left_out = _Exclusion(config, isolated)
    for argument in paths:
        try:
            for path in _named(argument, left_out, force_exclude):
                found.setdefault(os.path.normpath(path), path)
        except ReadError as e:
            wrong.append(e)
    return list(found.values()), wrong


class _Exclusion:
    """Tells what is left out."""

    def __init__(self, config: Path | None, isolated: bool) -> None:
        self._config = config
        self._isolated = isolated
        self._names = IGNORE_FILES[:1] if isolated else IGNORE_FILES

    def file(self, path: Path) -> bool:
        """Is the file excluded by settings or an ignore file?"""
        settings = settings_for(path, config=self._config, isolated=self._isolated)
        return matches(settings.exclude, path, settings.root) or self.ignored(path, folder=False)

    def ignored(self, path: Path, *, folder: bool) -> bool:
        """Does an ignore file above the path name it? The one nearest to it has the last word."""
        full = Path(os.path.abspath(path))
        for place in full.parents:
            spec = _ignore_spec(place, self._names)
            if spec is not None:
                name = full.relative_to(place).as_posix() + ("/" if folder else "")
                verdict = spec.check_file(name).include
                if verdict is not None:
                    return bool(verdict)
            if (place / ".git").exists():
                break
        return False


@lru_cache(maxsize=4096)
def _ignore_spec(folder: Path, names: tuple[str, ...]) -> Any:
    lines: list[str] = []
    for name in names:
        file = folder / name
        if file.is_file():
            try:
                lines += file.read_text(encoding="utf-8").split("\n")
            except (OSError, UnicodeDecodeError) as e:
                raise SettingsError(f"{file}: cannot be read ({e}); it must be UTF-8 text.") from None
    if not lines:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _named(argument: str, left_out: _Exclusion, force_exclude: bool) -> Iterator[Path]:
    path = Path(argument)
    if path.is_dir():
        inside = [p for p in _walk(path, left_out) if not left_out.file(p)]
        if not inside:
            raise ReadError(f"{argument}: no drafts in this folder; newslint reads {', '.join(endings())}.")
        yield from inside
    elif path.exists() or not glob.has_magic(argument):
        if not path.exists():
            raise ReadError(f"{argument}: no such file or folder; check the name.")
        if not (force_exclude and left_out.file(path)):
            yield path
    else:
        matched = [Path(p) for p in sorted(glob.glob(argument, recursive=True)) if Path(p).is_file()]
        if not matched:
            raise ReadError(f"{argument}: the pattern names no file; check it.")
        yield from (p for p in matched if not left_out.file(p))


def _walk(folder: Path, left_out: _Exclusion) -> Iterator[Path]:
    """Yield the files with endings newslint reads; symbolic links to folders are not followed."""
    wanted = endings()
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(
            f
            for f in folders
            if not f.startswith(".") and f not in SKIPPED and not left_out.ignored(Path(place, f), folder=True)
        )
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith(wanted):
                yield Path(place, name)
