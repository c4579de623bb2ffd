"""Which files a run is about: named files, folders walked, globs; what ignore files and settings leave out."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import Any

from newslint.errors import ReadError, SettingsError
from newslint.readers import endings
from newslint.settings import matches, settings_for
from newslint.trust import escaped

SKIPPED = frozenset({"node_modules", "__pycache__", "venv"})
IGNORE_FILES = (".gitignore", ".newslintignore")


def drafts(
    paths: Sequence[str], *, config: Path | None, isolated: bool, force_exclude: bool = False, protected: bool = False
) -> tuple[list[Path], list[ReadError]]:
    """Return the drafts the arguments name, each once, and what could not be found.

    A named file is taken whatever its ending, and even when excluded, unless `force_exclude`. Folders are walked
    in sorted order for the endings newslint reads; hidden folders, and what .gitignore, .newslintignore and the
    settings' `exclude` name, are passed over. With `isolated` only .gitignore is heeded, with `protected` no ignore file.
    """
    found: dict[str, Path] = {}
    wrong: list[ReadError] = []
    left_out = _Exclusion(config, isolated, () if protected else IGNORE_FILES[:1] if isolated else IGNORE_FILES)
    for argument in paths:
        try:
            for path in _named(argument, left_out, force_exclude):
                root = escaped(path)
                if root is not None:  # in a public log, a report shows what it is about
                    wrong.append(
                        ReadError(
                            f"{path}: a link that leads out of the project ({root}); name the file itself, where it is."
                        )
                    )
                else:
                    found.setdefault(os.path.normpath(path), path)
        except ReadError as e:
            wrong.append(e)
    return list(found.values()), wrong


class _Exclusion:
    """Tells what is left out."""

    def __init__(self, config: Path | None, isolated: bool, ignore_files: tuple[str, ...]) -> None:
        self._config = config
        self._isolated = isolated
        self._names = ignore_files

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
        parts = path.parts[1:] if path.is_absolute() else path.parts
        matched = sorted(set(_matching(Path(path.anchor), parts)))
        if not matched:
            raise ReadError(f"{argument}: the pattern names no file; check it.")
        yield from (p for p in matched if not left_out.file(p))


def _matching(place: Path, parts: Sequence[str]) -> Iterator[Path]:
    """Yield the files under `place` that the parts of a pattern name; ** does not follow links, which could go in circles."""
    head, rest = parts[0], parts[1:]
    if head == "**":
        yield from _matching(place, rest or ("*",))
        for name in _names(place):
            if not name.startswith(".") and (place / name).is_dir() and not (place / name).is_symlink():
                yield from _matching(place / name, parts)
        return
    hidden = head.startswith(".")
    names = [head] if not glob.has_magic(head) else [n for n in _names(place) if fnmatch(n, head)]
    for name in names:
        path = place / name
        if name.startswith(".") and not hidden:
            continue
        if rest and path.is_dir():
            yield from _matching(path, rest)
        elif not rest and path.is_file():
            yield path


def _names(place: Path) -> list[str]:
    """The names in a folder; none of one that cannot be read."""
    try:
        return os.listdir(place)
    except OSError:
        return []


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
