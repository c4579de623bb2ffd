"""The files that settings, words and rules come from, so that a change to one is seen even where no editor tells of it."""

from __future__ import annotations

from pathlib import Path

from newslint.settings import FILE, Settings, users_own

NAMES = (FILE, "pyproject.toml", "words.txt")
PATTERNS = (f"**/{{{','.join(NAMES)}}}", "**/*.{yaml,yml}")  # what an editor is asked to watch
Stamp = tuple[int, int] | None  # when a file was changed and its size; None where there is none


class Watched:
    """Configuration and word files with their stamps, and the folders of rules."""

    def __init__(self) -> None:
        self._stamps: dict[Path, Stamp] = {}
        self._folders: set[Path] = set()

    def add(self, settings: Settings, draft: Path) -> None:
        """Watch what a draft's settings come from, or would come from if it were written."""
        root = Path(settings.root)
        configurations = (draft.parent / FILE, root / FILE, root / "pyproject.toml", users_own())
        for path in (*configurations, *map(Path, settings.words)):
            if path not in self._stamps:
                self._stamps[path] = stamp_of(path)
        self._folders |= {Path(folder) for folder in (*settings.rules, *settings.styles)}

    def changed(self) -> bool:
        """Tell whether one of the files is another than it was."""
        return any(stamp_of(path) != stamp for path, stamp in list(self._stamps.items()))

    def holds(self, path: Path) -> bool:
        """Tell whether a file is one of them, or in one of the folders, or may become one."""
        return path.name in NAMES or path in self._stamps or not self._folders.isdisjoint(path.parents)


def stamp_of(path: Path) -> Stamp:
    """Return what tells a file from itself after a change."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
