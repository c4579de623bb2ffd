"""A coverage-guided campaign: ``python fuzz/campaign.py TARGET… [--seconds 60]``, or ``all``. Needs ``pip install atheris``.

Each target starts from tests/fixtures/fuzz/TARGET; what it finds interesting goes to .cache/fuzz/TARGET, a crash to the
folder ``fuzz/found``. Copy the crash to tests/fixtures/fuzz/TARGET: from then on it is a test. Several targets run one
after another, each in a process of its own, and their figures are added to .cache/fuzz/figures.tsv.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "linter")]
FIGURES = ROOT / ".cache" / "fuzz" / "figures.tsv"


def main() -> int:
    """Run the targets that the arguments name."""
    arguments = sys.argv[1:]
    seconds = "60"
    if "--seconds" in arguments:
        at = arguments.index("--seconds")
        seconds = arguments[at + 1]
        del arguments[at : at + 2]
    if len(arguments) == 1 and arguments != ["all"]:
        fuzz(arguments[0], seconds)
    if arguments == ["all"]:
        from fuzz.targets import TARGETS

        arguments = sorted(TARGETS)
    return max([in_its_own_process(name, seconds) for name in arguments], default=0)


def in_its_own_process(name: str, seconds: str) -> int:
    """Run one target, note how many inputs it had; 1 when it found a crash."""
    command = [sys.executable, __file__, name, "--seconds", seconds]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
    counted = re.search(r"stat::number_of_executed_units:\s*(\d+)", done.stderr)
    inputs = int(counted.group(1)) if counted else 0
    line = f"{name}\t{inputs}\t{seconds}\t{'a crash' if done.returncode else 'clean'}"
    print(line, flush=True)
    if done.returncode:
        print(done.stderr[-3000:], flush=True)
    with FIGURES.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    return int(done.returncode != 0)


def fuzz(name: str, seconds: str) -> None:
    """Run one target in this process; atheris ends it."""
    import atheris

    with atheris.instrument_imports(include=["newslint", "html.parser", "_markupbase", "pygls"]):
        from fuzz.targets import TARGETS

        if name == "lsp":
            import newslint.lsp.server  # noqa: F401  # later it would be imported without what guides the fuzzer

    kept, found = ROOT / ".cache" / "fuzz" / name, ROOT / "fuzz" / "found"
    for folder in (kept, found):
        folder.mkdir(parents=True, exist_ok=True)
    seeds = ROOT / "tests" / "fixtures" / "fuzz" / name
    options = ["-max_len=2048", f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=1500", "-verbosity=0"]
    arguments = [__file__, *options, "-print_final_stats=1", f"-artifact_prefix={found}/{name}-", str(kept)]
    atheris.Setup([*arguments, *([str(seeds)] if seeds.is_dir() else [])], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
