"""newslint against its peers, interleaved in one run: `python bench/run.py` writes the tables and plots of docs/performance.md.

The corpora are ../shared/data/attribution/polnear_dev.jsonl (84 articles), the seed draft and the Vale styles of
../shared/peers; larger files are the articles joined and repeated. Peers that are missing are fetched into --tools: Vale by
go install, write-good by npm, proselint by pip into a virtual environment; LanguageTool is newslint's own installation of
it (`newslint grammar install`). What cannot be had is said in the page. What was measured is kept in bench/measured.json, part by
part, so that `--parts` may measure some of it again.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import plots
from stages import STAGES

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
ARTICLES = SHARED / "data" / "attribution" / "polnear_dev.jsonl"
STYLES = SHARED / "peers" / "vale-styles"
KEPT = Path(__file__).with_name("measured.json")
DOCS = ROOT / "docs"
PAGE = DOCS / "performance.md"
BEGIN, END = "<!-- bench/run.py writes below -->", "<!-- bench/run.py writes above -->"
VALE = "github.com/vale-cli/vale/v3/cmd/vale@v3.21.0"
HARPER = """
import sys, harper
linter = harper.Linter(harper.Dialect(0))
for name in sys.argv[1:]:
    for paragraph in open(name, encoding="utf-8").read().split("\\n"):
        linter.organized_lints(paragraph, language="plaintext", dedup=False)
"""
LANGUAGETOOL = """
import socket, subprocess, sys, time, urllib.parse, urllib.request
jar, names = sys.argv[1], sys.argv[2:]
with socket.socket() as s:
    s.bind(("127.0.0.1", 0)); port = s.getsockname()[1]
command = ["java", "-cp", jar, "org.languagetool.server.HTTPServer", "--port", str(port)]
server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
def ask(path, **fields):
    data = urllib.parse.urlencode(fields).encode() or None
    return urllib.request.urlopen(f"http://127.0.0.1:{port}/v2/{path}", data, timeout=600).read()
try:
    for _ in range(600):
        try: ask("healthcheck"); break
        except OSError: time.sleep(0.1)
    for name in names:
        ask("check", language="en-US", text=open(name, encoding="utf-8").read())
finally:
    server.terminate(); server.wait()
"""

OURS, QUICK, TWO = "newslint", "newslint, no grammar engine", "the same, two processes"
CACHED = "the same, from the cache"
PURE = "the same, without the compiled kernels"
SAME, THEIRS = "newslint with Vale’s two styles alone", "Vale 3.21, the two styles"
CLICK = "python -c 'import click'"
SIZED = (QUICK, SAME, THEIRS, "proselint", "write-good")  # the grammar engines take minutes a megabyte
GIVES_UP = {"write-good": 2}  # megabytes; it is quadratic

Tools = dict[str, list[str]]
Measured = dict[str, Any]


def fetched(folder: Path) -> Tools:
    """The peers' commands; a missing peer is fetched if it can be."""
    folder.mkdir(parents=True, exist_ok=True)
    vale = next((p for p in (Path("/tmp/vale/vale"), folder / "vale") if p.exists()), folder / "vale")
    write_good = folder / "node_modules" / ".bin" / "write-good"
    proselint = folder / "venv" / "bin" / "proselint"
    if not vale.exists() and shutil.which("go"):
        attempt(["go", "install", VALE], env={**os.environ, "GOBIN": str(folder)})
    if not write_good.exists() and shutil.which("npm"):
        attempt(["npm", "install", "--silent", "--prefix", str(folder), "write-good@1.0.8"])
    if not proselint.exists():
        attempt([sys.executable, "-m", "venv", str(folder / "venv")])
        attempt([str(folder / "venv" / "bin" / "pip"), "install", "-q", "proselint"])
    ini = folder / "vale.ini"
    ini.write_text(f"StylesPath = {STYLES}\nMinAlertLevel = suggestion\n[*]\nBasedOnStyles = write-good, proselint\n")
    same = folder / "styles.yaml"
    same.write_text(
        f"styles: [{STYLES / 'write-good'}, {STYLES / 'proselint'}]\nselect: [write-good, proselint]\ngrammar: {{engine: none}}\n"
    )
    newslint = [sys.executable, "-m", "newslint", "--exit-zero", "--format", "json"]
    plain = [*newslint, "--isolated", "--jobs", "1"]
    tools: Tools = {
        OURS: [*plain, "--no-cache"],
        QUICK: [*plain, "--no-cache", "--ignore", "grammar"],
        TWO: [*newslint, "--isolated", "--no-cache", "--ignore", "grammar", "--jobs", "2"],
        PURE: ["/usr/bin/env", "NEWSLINT_PURE=1", *plain, "--no-cache", "--ignore", "grammar"],
        CACHED: [*plain, "--ignore", "grammar"],
        SAME: [*newslint, "--no-cache", "--jobs", "1", "--config", str(same)],
        THEIRS: [str(vale), "--config", str(ini), "--output", "JSON", "--no-exit"],
        "proselint": [str(proselint), "check"],
        "write-good": [str(write_good)],
        "harper-py alone": [sys.executable, "-c", HARPER],
        "LanguageTool 6.6, its server started": [sys.executable, "-c", LANGUAGETOOL, str(languagetool())],
        CLICK: [sys.executable, "-c", "import click"],
    }
    return {name: command for name, command in tools.items() if there(name, command)}


def languagetool() -> Path | None:
    """The server of newslint's own LanguageTool."""
    from newslint.grammar.provision import installed

    home = installed()
    return home / "languagetool-server.jar" if home else None


def there(name: str, command: list[str]) -> bool:
    """Is the tool here? What is not is said."""
    if name.startswith("LanguageTool"):
        found = bool(shutil.which("java")) and command[-1] != "None"
    elif name.startswith("harper"):
        found = (
            subprocess.run([sys.executable, "-c", "import harper"], capture_output=True, check=False).returncode == 0
        )
    else:
        found = Path(command[0]).exists()
    if not found:
        print(f"bench/run.py: {name} is not here and is left out.", file=sys.stderr)
    return found


def attempt(command: list[str], env: dict[str, str] | None = None) -> None:
    subprocess.run(command, env=env, check=False, stdout=subprocess.DEVNULL)


def timed(command: list[str], env: dict[str, str]) -> tuple[float, float, float]:
    """Wall and CPU seconds and peak megabytes of one run."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measured(title: str, files: list[Path], tools: Tools, repeat: int, env: dict[str, str]) -> Measured:
    """Run every tool on the files in turn, `repeat` times after one that is not counted; return the medians."""
    words = sum(len(f.read_text(encoding="utf-8").split()) for f in files)
    runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in tools}
    load = os.getloadavg()[0]
    for i in range(repeat + 1):
        for name, command in tools.items():
            told = timed([*command, *(map(str, files) if name != CLICK else ())], env)
            if i or not repeat:
                runs[name].append(told)
        print(f"{title}: {i} of {repeat}", file=sys.stderr)
    rows = {n: [round(statistics.median(c), 4) for c in zip(*told, strict=True)] for n, told in runs.items()}
    return {"title": title, "words": words, "repeat": repeat, "rows": rows, **machine(load)}


def machine(load: float) -> dict[str, str]:
    """Where and when something was measured."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.partition(":")[2].strip() for line in info.read_text().split("\n") if line.startswith("model name")
        ]
        model = names[0] if names else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {
        "machine": f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.machine()}, Python {platform.python_version()}",
        "when": f"{time.strftime('%Y-%m-%d')}, load average {load:.1f}",
    }


# --- the page ----------------------------------------------------------------------------------------------


def table(part: Measured) -> list[str]:
    """A part's table, CPU time against newslint without the grammar engine."""
    rows, words = part["rows"], part["words"]
    base = rows.get(QUICK, next(iter(rows.values())))[1]
    lines = [
        f"### {part['title']} ({words:,} words, median of {max(part['repeat'], 1)})",
        "",
        f"{part['when']}.",
        "",
        "| tool | wall s | CPU s | words/s of CPU | CPU against newslint without the grammar engine | peak MB |",
        "|-|-|-|-|-|-|",
    ]
    for name, (wall, cpu, memory) in rows.items():
        lines.append(f"| {name} | {wall:.3f} | {cpu:.3f} | {words / cpu:,.0f} | {cpu / base:.2f} | {memory:.0f} |")
    return [*lines, ""]


def ratios(part: Measured) -> list[str]:
    """The ratios that are asked for, from the rows of one run."""
    rows = part["rows"]
    one_file = (
        ("With the default grammar engine: CPU against harper-py alone", OURS, "harper-py alone", 1),
        ("Without the grammar engine: CPU against proselint", QUICK, "proselint", 1),
        ("From the cache: CPU against importing click", CACHED, CLICK, 1),
    )
    many_files = (
        ("Vale’s two styles alone: words a second of CPU against Vale’s", THEIRS, SAME, 1),
        ("Everything but the grammar engine: words a second of CPU against Vale’s", THEIRS, QUICK, 1),
        ("The same by the wall, where Vale has both cores and newslint one", THEIRS, QUICK, 0),
        ("The same by the wall, both with both cores", THEIRS, TWO, 0),
        ("Two processes: how much faster than one, wall", QUICK, TWO, 0),
        ("From the cache: how much faster, wall", QUICK, CACHED, 0),
        ("With the default grammar engine: CPU against harper-py alone", OURS, "harper-py alone", 1),
    )
    wanted = one_file if "seed" in part["title"] else many_files
    found = [f"- {what}: {rows[a][i] / rows[b][i]:.2f}" for what, a, b, i in wanted if a in rows and b in rows]
    return [*found, ""] if found else []


def growth(parts: dict[str, Measured]) -> list[str]:
    """Time against size: the exponent is the slope of the logarithms."""
    sizes = [(int(p), m) for p, m in parts.items() if p.isdigit()]
    if not sizes:
        return []
    names = [n for n in SIZED if any(n in m["rows"] for _, m in sizes)]
    mb = [str(s) for s, _ in sizes]
    lines = ["### Time and memory against size", "", f"{sizes[-1][1]['when']}. CPU seconds; the exponent is the slope of log time over log size.", ""]  # fmt: skip
    lines += [f"| tool | {' MB | '.join(mb)} MB | exponent | peak MB at {mb[-1]} MB |", "|-" * (len(mb) + 3) + "|"]
    for name in names:
        points = [(s, m["rows"][name][1]) for s, m in sizes if name in m["rows"]]
        cells = [f"{m['rows'][name][1]:.1f}" if name in m["rows"] else "–" for _, m in sizes]
        last = sizes[-1][1]["rows"].get(name)
        steep = f"{slope(points):.2f}" if len(points) > 1 else "–"
        lines.append(f"| {name} | {' | '.join(cells)} | {steep} | {f'{last[2]:.0f}' if last else '–'} |")
    plots.lines(
        DOCS / "performance-size.svg",
        "CPU seconds against size in MB, both logarithmic",
        {n: [(s, m["rows"][n][1]) for s, m in sizes if n in m["rows"]] for n in names},
    )
    lines += ["", "proselint stops at its 1,000th finding, which the largest file reaches early."]
    return [*lines, "", "![CPU time against size](performance-size.svg)", ""]


def slope(points: list[tuple[int, float]]) -> float:
    """The exponent of a power law through the points."""
    return statistics.linear_regression([math.log(x) for x, _ in points], [math.log(y) for _, y in points]).slope


def stages(part: Measured) -> list[str]:
    lines = [f"### {part['title']}", "", f"{part['when']}.", "", "| stage | ms |", "|-|-|"]
    return [*lines, *(f"| {name} | {ms:.1f} |" for name, ms in part["rows"].items()), ""]


def page(parts: dict[str, Measured]) -> list[str]:
    """The page's lines, from all that is kept."""
    out: list[str] = []
    for name in sorted({m["machine"] for m in parts.values()}):
        out += [f"Measured on: {name}. `python bench/run.py` (all parts), or `--parts` for some.", ""]
    for name in ("stages", "seed", "articles"):
        if part := parts.get(name):
            out += stages(part) if name == "stages" else [*table(part), *ratios(part)]
    if part := parts.get("articles"):
        speeds = {n: part["words"] / row[1] for n, row in part["rows"].items() if n != CLICK}
        plots.bars(DOCS / "performance-articles.svg", "Words a second of CPU, 84 articles in one call", speeds)
        out += ["![Words a second of CPU](performance-articles.svg)", ""]
    return out + growth(parts)


# --- the run -----------------------------------------------------------------------------------------------


def articles(folder: Path) -> list[Path]:
    """The 84 articles as files."""
    out = []
    for i, line in enumerate(ARTICLES.read_text(encoding="utf-8").splitlines()):
        out.append(folder / f"a{i:02}.txt")
        out[-1].write_text(json.loads(line)["text"], encoding="utf-8")
    return out


def sized(folder: Path, files: list[Path], megabytes: int) -> Path:
    """A file of so many megabytes, the articles joined and repeated."""
    whole = "\n\n".join(f.read_text(encoding="utf-8") for f in files) + "\n\n"
    path = folder / f"{megabytes}mb.txt"
    path.write_text((whole * (megabytes * 1_000_000 // len(whole) + 1))[: megabytes * 1_000_000], encoding="utf-8")
    return path


def run(part: str, tools: Tools, files: list[Path], work: Path, repeat: int, env: dict[str, str]) -> Measured:
    """Measure one part."""
    seed = next((ROOT / "seeds").glob("*.txt"))
    if part == "stages":
        load = os.getloadavg()[0]
        command = [sys.executable, "-c", STAGES, str(seed)]
        told = [json.loads(subprocess.run(command, env=env, capture_output=True, check=True).stdout) for _ in range(repeat + 1)][1:]  # fmt: skip
        rows = {row[0][0]: round(statistics.median(ms for _, ms in row), 2) for row in zip(*told, strict=True)}
        return {"title": "A cold run, stage by stage (the seed, no grammar engine, CPU)", "rows": rows, **machine(load)}
    if part == "seed":
        return measured("The seed, cold", [seed], tools, repeat, env)
    if part == "articles":
        return measured("84 articles in one call", files, tools, repeat, env)
    size = int(part)
    few = {n: tools[n] for n in SIZED if n in tools and size <= GIVES_UP.get(n, size)}
    return measured(f"One file of {part} MB", [sized(work, files, size)], few, repeat // 3, env)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--parts", default="stages,seed,articles,1,2,4,8", help="what to measure; “none” writes the page"
    )
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--tools", type=Path, default=Path.home() / ".cache" / "newslint-bench")
    asked = parser.parse_args()
    parts: dict[str, Measured] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    wanted = [p for p in asked.parts.split(",") if p != "none"]
    if wanted and not (ARTICLES.exists() and STYLES.exists()):
        missing = " and ".join(str(p) for p in (ARTICLES, STYLES) if not p.exists())
        sys.exit(
            f"bench/run.py: {missing} is not there; the corpora are no part of this repository. Nothing was measured."
        )
    if wanted:
        tools = fetched(asked.tools)
        work = asked.tools / "work"
        work.mkdir(exist_ok=True)
        env = {
            **os.environ,
            "NEWSLINT_CACHE": str(asked.tools / "cache"),
            "PYTHONPYCACHEPREFIX": str(asked.tools / "pyc"),
        }
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        files = articles(work)
        for part in wanted:
            parts[part] = run(part, tools, files, work, asked.repeat, env)
            KEPT.write_text(json.dumps(parts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else f"# Performance\n\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    PAGE.write_text(
        f"{before}{BEGIN}\n\n" + "\n".join(page(parts)) + f"\n{END}{rest.partition(END)[2]}", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
