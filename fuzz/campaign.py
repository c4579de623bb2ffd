"""A coverage-guided campaign: ``python fuzz/campaign.py TARGET [--seconds 60]``. Needs ``pip install atheris``.

Starts from tests/fixtures/fuzz/TARGET; what it finds interesting goes to .cache/fuzz/TARGET, a crash to the folder
``fuzz/found``. Copy the crash to tests/fixtures/fuzz/TARGET: from then on it is a test.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["newslint", "html.parser", "_markupbase"]):
    from fuzz.targets import TARGETS


def main() -> None:
    """Run one target."""
    name = sys.argv[1]
    seconds = sys.argv[sys.argv.index("--seconds") + 1] if "--seconds" in sys.argv else "60"
    kept, found = ROOT / ".cache" / "fuzz" / name, ROOT / "fuzz" / "found"
    for folder in (kept, found):
        folder.mkdir(parents=True, exist_ok=True)
    seeds = ROOT / "tests" / "fixtures" / "fuzz" / name
    options = ["-max_len=2048", f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=1500", "-verbosity=0"]
    arguments = [sys.argv[0], *options, "-print_final_stats=1", f"-artifact_prefix={found}/{name}-", str(kept)]
    atheris.Setup([*arguments, *([str(seeds)] if seeds.is_dir() else [])], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
