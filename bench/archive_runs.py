"""Runs of `newslint archive` over one input, killed and not, native and on Ray: `python bench/archive_runs.py INPUT OUTPUT`.

Each run prints wall time and the most memory that its process and all it started held together (proportional set size,
so that shared pages count once; Linux only). `--kill N` kills the run with SIGKILL at N random moments and lets it go
on. At the end `--same OTHER` says whether two outputs are the same, byte by byte.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

TAKES_PART = b"NEWSLINT_BENCH_ARCHIVE"


def pss(pid: str) -> int:
    """Proportional set size in bytes; 0 for a process that is gone."""
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", Path("/proc", pid, "smaps_rollup").read_text(), re.M)
    except OSError:
        return 0
    return int(found.group(1)) * 1024 if found else 0


def members(mark: bytes) -> list[str]:
    """The processes that carry the mark in their environment: Ray's daemons leave the process tree."""
    out = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                if mark in Path("/proc", entry, "environ").read_bytes():
                    out.append(entry)
            except OSError:
                continue
    return out


class Memory(threading.Thread):
    """Looks once a second at what a run holds."""

    def __init__(self, mark: bytes) -> None:
        super().__init__(daemon=True)
        self.mark, self.peak, self.over = mark, 0, False

    def run(self) -> None:
        while not self.over:
            self.peak = max(self.peak, sum(pss(p) for p in members(self.mark)))
            time.sleep(1)


def once(command: list[str], mark: str, kill_after: float | None) -> int:
    env = {**os.environ, TAKES_PART.decode(): mark}
    process = subprocess.Popen(command, env=env, start_new_session=True)
    try:
        return process.wait(kill_after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        return process.wait()


def digest(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input")
    parser.add_argument("output", type=Path)
    parser.add_argument("--kill", type=int, default=0, metavar="N")
    parser.add_argument("--between", type=float, nargs=2, default=(20.0, 120.0), metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--same", type=Path, metavar="OTHER")
    mine, _, options = " ".join(sys.argv[1:]).partition(" -- ")  # after --: options of newslint archive
    given = parser.parse_args(shlex.split(mine))
    command = [sys.executable, "-m", "newslint", "archive", given.input, str(given.output), *shlex.split(options)]
    mark = f"{os.getpid()}-{time.time():.0f}"
    memory = Memory(TAKES_PART + b"=" + mark.encode())
    memory.start()
    dice = random.Random(given.seed)
    begun = time.monotonic()
    for _ in range(given.kill):
        after = dice.uniform(*given.between)
        code = once(command, mark, after)
        parts = len(list((given.output / "articles").glob("part-*.parquet")))
        print(f"killed after {after:.0f} s (exit {code}): {parts} parts done", flush=True)
        time.sleep(3)
        left = members(memory.mark)
        print(f"processes left 3 s after the kill: {len(left)}", flush=True)
    code = once(command, mark, None)
    memory.over = True
    print(f"exit {code}, {time.monotonic() - begun:.0f} s in all, peak memory {memory.peak / 1e6:.0f} MB")
    if given.same:
        mine, other = digest(given.output), digest(given.same)
        differ = sorted(k for k in {*mine, *other} if mine.get(k) != other.get(k))
        print(f"{len(mine)} files, {'the same, byte by byte' if not differ else f'{len(differ)} differ: {differ[:5]}'}")


if __name__ == "__main__":
    main()
