"""What git says has changed since a revision: files, and lines in them. For checks of a pull request."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from newslint import expressions
from newslint.errors import SettingsError
from newslint.records import replace
from newslint.report import place
from newslint.result import Result

_HUNK = expressions.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")


class Changes:
    """The files changed since a revision and the lines added or altered in each; untracked files are all new."""

    def __init__(self, revision: str, folder: Path) -> None:
        if revision.startswith("-"):
            raise SettingsError(f"--since: “{revision}” is no revision; name a branch, a tag or a commit.")
        self._top = Path(_git(["rev-parse", "--show-toplevel"], folder).strip())
        _git(
            ["rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"],
            folder,
            f"--since: git knows no revision “{revision}”; fetch it or name another.",
        )
        base = _git(
            ["merge-base", revision, "HEAD"],
            folder,
            f"--since: “{revision}” has no common past with HEAD; name another revision.",
        ).strip()
        self._lines: dict[Path, list[range]] = {}
        self._read(
            _git(
                [
                    "-c",
                    "core.quotePath=false",
                    "diff",
                    "--no-ext-diff",
                    "--no-color",
                    "--no-prefix",
                    "--unified=0",
                    "--no-renames",
                    base,
                    "--",
                ],
                self._top,
            )
        )
        for name in _git(["ls-files", "--others", "--exclude-standard", "-z"], self._top).split("\0"):
            if name:
                self._lines[self._top / name] = [range(1, 1 << 60)]

    def _read(self, diff: str) -> None:
        current: Path | None = None
        for line in diff.split("\n"):
            if line.startswith("+++ "):
                name = line[4:].split("\t")[0].strip('"')
                current = None if name == "/dev/null" else self._top / name
                if current is not None:
                    self._lines.setdefault(current, [])
            elif current is not None and (m := _HUNK.match(line)):
                start, count = int(m.group(1)), int(m.group(2) or "1")
                self._lines[current].append(range(start, start + max(count, 1)))

    def touches(self, path: Path) -> bool:
        """Tell whether the file has changed."""
        return self._key(path) in self._lines

    def only_changed_lines(self, result: Result) -> Result:
        """Return the result with the findings that stand on changed lines."""
        ranges = self._lines.get(self._key(Path(result.document.path)), [])

        def changed(first: int, last: int) -> bool:
            return any(r.start <= last and first < r.stop for r in ranges)

        kept = []
        for f in result.findings:
            at = place(result.document, f.span)
            if changed(at.start.line, at.end.line):
                kept.append(f)
        return replace(result, findings=tuple(kept))

    def _key(self, path: Path) -> Path:
        return Path(os.path.realpath(path))


def _git(arguments: list[str], folder: Path, otherwise: str | None = None) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
    except OSError:
        raise SettingsError("--since needs git, which is not to be found; install it or leave --since out.") from None
    if done.returncode:
        raise SettingsError(otherwise or f"--since: {folder} is in no git repository; run it inside one.")
    return done.stdout
