"""pre-commit over two hundred drafts of some 450 words in parallel processes with one shared cache, twice.   python bench/hook_cache.py

Prints how much faster the second run is, and whether both said the same. Times are of the whole hook run.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DRAFTS = 200
CONFIG = """\
repos:
  - repo: local
    hooks:
      - id: newslint
        name: newslint
        entry: newslint --isolated --exit-zero --severity suggestion
        language: system
        files: \\.txt$
        verbose: true
"""
STORY = """\
Council backs plan {n}

The council backed plan {n} on Monday, and officials said the the work would start in May at a cost of 5000 dollars.

“We have waited {n} years,” said Ada Lund, the mayor of Port Ardal. Reports said that the the bridge was unsafe, and in terms of
money it is the most expensive in the region. Critics say that the plan number {n} is a disgrace. It is expected to grow.
"""
PARAGRAPH = """\
The harbour office of pier {n} recorded {n} sailings in the week, its log shows. “Nobody asked us,” said Ivar Quill, who runs
ferry {n} between the islands. His boat carries mail, bread and {n} passengers at most, and in a storm it stays where it is.
"""


def run(folder: Path, cache: Path) -> tuple[float, list[str]]:
    """Run the hook once; return seconds and what it said, sorted."""
    environment = {**os.environ, "NEWSLINT_CACHE": str(cache), "PRE_COMMIT_COLOR": "never", "NO_COLOR": "1"}
    start = time.perf_counter()
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    said = [line for line in done.stdout.splitlines() if re.match(r"\S+\.txt:\d+:\d+: ", line)]
    if not said:
        sys.exit(done.stdout + done.stderr)
    return seconds, sorted(said)


def main() -> None:
    """Make the drafts, run the hook twice, print the ratio."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "desk")
        folder.mkdir()
        for n in range(DRAFTS):
            (folder / f"draft-{n:03}.txt").write_text(
                "\n".join([STORY.format(n=n + 2), *(PARAGRAPH.format(n=n * 7 + i) for i in range(10))]),
                encoding="utf-8",
            )
        (folder / ".pre-commit-config.yaml").write_text(CONFIG, encoding="utf-8")
        for command in (
            ["init", "-q"],
            ["add", "."],
            ["-c", "user.name=b", "-c", "user.email=b@example.org", "commit", "-qm", "x"],
        ):
            subprocess.run(["git", *command], cwd=folder, check=True)
        first, one = run(folder, Path(place, "cache"))
        second, two = run(folder, Path(place, "cache"))
    same = "the same" if one == two else "DIFFERENT"
    print(
        f"{DRAFTS} drafts, {len(one)} findings: first run {first:.2f} s, second {second:.2f} s, {first / second:.1f} times faster, {same} findings"
    )


if __name__ == "__main__":
    main()
