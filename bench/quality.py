"""Measure newslint against the desk's marks and clean news, and write docs/quality.md.   python bench/quality.py [--shared DIR]

Everything is measured through the installed `newslint` command by the scripts in shared/eval; this script runs them, adds a
table by rule, and keeps one line a run in docs/quality-history.tsv.
"""

from __future__ import annotations

import argparse
import collections
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LANGUAGETOOL = "python bench/languagetool.py"  # the same program with another grammar engine
PAGE = ROOT / "docs" / "quality.md"
HISTORY = ROOT / "docs" / "quality-history.tsv"
GROUPS = ("sourcing", "claim", "headline", "quote", "numbers", "language", "loaded", "all")


def main() -> None:
    """Run everything and write the page."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="where eval/ and data/ are")
    shared: Path = arguments.parse_args().shared.resolve()
    if not (shared / "eval").is_dir():
        sys.exit(f"{shared}: no eval/ there; the corpora are not part of this repository. Say --shared DIR.")
    desk = shared / "data" / "desk"
    runs = {
        "Desk, dev and drafts": ["desk.py", desk / "dev", desk / "drafts"],
        "Desk, dev": ["desk.py", desk / "dev"],
        "Desk, drafts": ["desk.py", desk / "drafts"],
        "Desk, train": ["desk.py", desk / "train"],
        "Desk, dev and drafts, with LanguageTool": ["desk.py", desk / "dev", desk / "drafts"],
        "Vague attribution": ["sourcing.py", shared / "data/sourcing/vague_attribution_dev.jsonl"],
        "Attributions": ["attribution.py", shared / "data/attribution/polnear_dev.jsonl"],
        "Real-word slips": ["typos.py", "found", shared / "data/typos/realword_dev.jsonl"],
        "Injected slips": ["typos.py", "found", shared / "data/typos/injected_dev.jsonl"],
        "Non-words": ["typos.py", "found", shared / "data/typos/nonword_dev.jsonl"],
        "Clean news": ["typos.py", "clean", *sorted((shared / "data/typos").glob("clean_*_dev.jsonl"))],
        "The seed": ["seed.py", shared / "catalogue/seed-expected.tsv", *sorted((shared / "seeds").glob("*.txt"))],
    }
    parts = [_head()]
    printed = {}
    for title, command in runs.items():
        program = LANGUAGETOOL if title.endswith("LanguageTool") else ""
        printed[title] = _run(shared, command, program)
        shown = " ".join(_short(shared, c) for c in command)
        under = f'NEWSLINT="{program}" ' if program else ""
        parts.append(f"## {title}\n\n`{under}python ../shared/eval/{shown}`\n\n```text\n{printed[title]}\n```\n")
        print(f"{title}\n{printed[title]}\n", flush=True)
    parts.append(_by_rule(shared))
    history = _remember(printed)
    parts.insert(1, history)
    PAGE.write_text("\n".join(parts) + _left(), encoding="utf-8")


def _run(shared: Path, command: list[Any], program: str = "") -> str:
    """Run a script of shared/eval; `program` is the command it takes for newslint."""
    script, *rest = command
    full = [sys.executable, str(shared / "eval" / script), *map(str, rest)]
    environment = {**os.environ, "NEWSLINT": program} if program else None
    done = subprocess.run(full, capture_output=True, text=True, cwd=ROOT, check=False, env=environment)
    if done.returncode:
        return f"failed: {done.stderr.strip()[-400:]}"
    return done.stdout.strip().replace(str(shared), "../shared")


def _short(shared: Path, part: Any) -> str:
    return str(part).replace(str(shared), "../shared")


def _head() -> str:
    return (
        "# Quality\n\nHow far newslint agrees with copy chiefs, what it finds, and how often it cries wolf. Every table is printed by\n"
        "the command above it; `python bench/quality.py` runs them all and writes this page. Two readers of the desk sets agree\n"
        "with F .90 on sourcing, .80 on claims, .71 on headlines, .72 on language, .61 on loaded language.\n"
    )


def _remember(printed: dict[str, str]) -> str:
    """Add this run to the history and return its last lines as a table."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    figures = _figures(printed["Desk, dev and drafts"])
    header = ["date", "commit", *GROUPS, "per 1,000 words"]
    line = [
        datetime.date.today().isoformat(),
        commit,
        *(figures.get(g, "") for g in GROUPS),
        figures.get("density", ""),
    ]
    old = HISTORY.read_text(encoding="utf-8").splitlines()[1:] if HISTORY.exists() else []
    rows = [*old, "\t".join(line)]
    HISTORY.write_text("\n".join(["\t".join(header), *rows]) + "\n", encoding="utf-8")
    table = [
        "## History: the desk table, dev and drafts (F; recall for “all”)\n",
        "| " + " | ".join(header) + " |",
        "|" + "---|" * len(header),
    ]
    return "\n".join([*table, *("| " + r.replace("\t", " | ") + " |" for r in rows[-20:])]) + "\n"


def _figures(table: str) -> dict[str, str]:
    out = {}
    for line in table.splitlines():
        fields = line.split()
        if fields and fields[0] in GROUPS:
            out[fields[0]] = fields[3] if fields[0] == "all" else fields[-1]
        if m := re.match(r"errors and warnings: ([\d.]+)", line):
            out["density"] = m.group(1)
    return out


def _by_rule(shared: Path) -> str:
    """Counts and precision of every rule on the desk sets, and its hits on clean news."""
    sys.path.insert(0, str(shared / "eval"))
    right, all_, loud = collections.Counter[str](), collections.Counter[str](), collections.Counter[str]()
    for folder in ("dev", "drafts", "train"):
        place = shared / "data" / "desk" / folder
        marks = [json.loads(x) for x in (place / "marks.jsonl").read_text(encoding="utf-8").splitlines() if x]
        for f in _findings(sorted(place.glob("*.txt"))):
            all_[f["rule"]] += 1
            right[f["rule"]] += any(_hits(f, m) for m in marks)
    words = 0
    with tempfile.TemporaryDirectory() as d:
        files = []
        for name in sorted((shared / "data/typos").glob("clean_b*_dev.jsonl")):
            for i, line in enumerate(name.read_text(encoding="utf-8").splitlines()):
                path = Path(d, f"{name.stem}-{i:05}.txt")
                text = json.loads(line)["text"]
                words += len(text.split())
                path.write_bytes(text.encode())
                files.append(path)
        for f in _findings([Path(d)]):
            loud[f["rule"]] += 1
    rows = [
        f"| {rule} | {all_[rule]} | {right[rule]} | {right[rule] / all_[rule]:.2f} | {loud[rule]} |"
        if all_[rule]
        else f"| {rule} | 0 | | | {loud[rule]} |"
        for rule in sorted({*all_, *loud})
    ]
    return "\n".join(
        [
            "## By rule\n",
            f"Findings on the desk sets (dev, drafts, train), how many lie on any mark of a reader, and findings on {words:,} words of",
            "published, edited news (BBC and Brown), which are presumed false. Rules that are not listed said nothing.\n",
            "| rule | findings | on a mark | share | on clean news |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _findings(paths: list[Path]) -> Iterator[dict[str, Any]]:
    command = ["newslint", "check", "--format", "jsonl", "--exit-zero", "--isolated", "--no-cache", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    if done.returncode:
        sys.exit(done.stderr)
    for line in done.stdout.split("\n"):
        if line:
            found = json.loads(line)
            yield from ({**found, **a} for a in (found, *found["also"]))


def _hits(f: dict[str, Any], m: dict[str, Any]) -> bool:
    overlap = min(f["end_offset"], m["end"]) > max(f["offset"], m["start"])
    short = f["end_offset"] - f["offset"] <= max(80, 3 * (m["end"] - m["start"]))
    return bool(Path(f["path"]).name == m["file"] and overlap and short)


def _left() -> str:
    notes = ROOT / "docs" / "quality-notes.md"
    return "\n" + notes.read_text(encoding="utf-8") if notes.exists() else ""


if __name__ == "__main__":
    main()
