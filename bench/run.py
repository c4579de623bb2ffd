"""newslint against its peers, interleaved in one run: `python bench/run.py` writes the table of docs/performance.md.

The corpora are ../shared/data/attribution/polnear_dev.jsonl (84 articles) and the seed draft; larger files are the
articles joined and repeated. Peers that are missing are fetched into --tools: Vale by go install, write-good by npm,
proselint by pip into a virtual environment. What cannot be had is said in the table.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
ARTICLES = SHARED / "data" / "attribution" / "polnear_dev.jsonl"
STYLES = SHARED / "peers" / "vale-styles"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- bench/run.py writes below -->", "<!-- bench/run.py writes above -->"
VALE = "github.com/vale-cli/vale/v3/cmd/vale@v3.21.0"
HARPER = """
import sys, harper
linter = harper.Linter(harper.Dialect(0))
for name in sys.argv[1:]:
    for paragraph in open(name, encoding="utf-8").read().split("\\n"):
        linter.organized_lints(paragraph, language="plaintext", dedup=False)
"""
STAGES = """
import json, sys, time
at = [time.process_time()]; names = []
def done(name): names.append(name); at.append(time.process_time())
import newslint.cli.check; done("import of the command")
from newslint import engine; from newslint.session import Session; from newslint.settings import Settings
from newslint.readers import read; done("import of the engine")
settings = Settings(without=("grammar",)); plan = Session().plan(settings); done("rules")
for rule in plan.ours: engine.matcher_of(rule)
done("matchers")
document = read(open(sys.argv[1], "rb").read(), sys.argv[1]); done("reading")
document.sentences; done("sentences"); document.attributions; done("attributions, with the model")
engine.check(document, plan.ours, settings, (), plan.others); done("all rules")
engine.check(read(open(sys.argv[1], "rb").read(), "b.txt"), plan.ours, settings, (), plan.others); done("a second draft, warm")
from newslint import kept; kept.save()
print(json.dumps([[n, (b - a) * 1000] for n, a, b in zip(names, at, at[1:])]))
"""

Tools = dict[str, list[str]]


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
        "newslint": [*plain, "--no-cache"],
        "newslint, no grammar engine": [*plain, "--no-cache", "--ignore", "grammar"],
        "the same, two processes": [*newslint, "--isolated", "--no-cache", "--ignore", "grammar", "--jobs", "2"],
        "the same, from the cache": [*plain, "--ignore", "grammar"],
        "newslint with Vale’s two styles alone": [*newslint, "--no-cache", "--jobs", "1", "--config", str(same)],
        "Vale 3.21, the two styles": [str(vale), "--config", str(ini), "--output", "JSON", "--no-exit"],
        "proselint": [str(proselint), "check"],
        "write-good": [str(write_good)],
        "harper-py alone": [sys.executable, "-c", HARPER],
        "python -c 'import click'": [sys.executable, "-c", "import click"],
    }
    return {name: command for name, command in tools.items() if Path(command[0]).exists()}


def attempt(command: list[str], env: dict[str, str] | None = None) -> None:
    subprocess.run(command, env=env, check=False, stdout=subprocess.DEVNULL)


def timed(command: list[str], env: dict[str, str]) -> tuple[float, float, float]:
    """Wall and CPU seconds and peak megabytes of one run."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def table(title: str, files: list[Path], tools: Tools, repeat: int, env: dict[str, str]) -> list[str]:
    """Run every tool on the files in turn, `repeat` times after one that is not counted; return a Markdown table."""
    words = sum(len(f.read_text(encoding="utf-8").split()) for f in files)
    runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in tools}
    for i in range(repeat + 1):
        for name, command in tools.items():
            told = timed([*command, *(map(str, files) if "click" not in name else ())], env)
            if i:
                runs[name].append(told)
        print(f"{title}: {i} of {repeat}", file=sys.stderr)
    base = statistics.median(cpu for _, cpu, _ in runs["newslint, no grammar engine"])
    lines = [f"### {title} ({words:,} words, median of {repeat})", "", "| tool | wall s | CPU s | words/s of CPU | CPU against newslint without the grammar engine | peak MB |", "|-|-|-|-|-|-|"]  # fmt: skip
    for name, told in runs.items():
        wall, cpu, memory = (statistics.median(column) for column in zip(*told, strict=True))
        lines.append(f"| {name} | {wall:.3f} | {cpu:.3f} | {words / cpu:,.0f} | {cpu / base:.2f} | {memory:.0f} |")
    return [*lines, ""]


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", default="stages,seed,articles,1,2,4,8", help="what to measure")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--tools", type=Path, default=Path.home() / ".cache" / "newslint-bench")
    asked = parser.parse_args()
    if not ARTICLES.exists() or not STYLES.exists():
        sys.exit(
            f"bench/run.py: {SHARED} with the articles and Vale’s styles is not there; it is not part of this repository."
        )
    tools = fetched(asked.tools)
    work = asked.tools / "work"
    work.mkdir(exist_ok=True)
    env = {**os.environ, "NEWSLINT_CACHE": str(asked.tools / "cache"), "PYTHONPYCACHEPREFIX": str(asked.tools / "pyc")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    files = articles(work)
    seed = next((ROOT / "seeds").glob("*.txt"))
    load = os.getloadavg()[0]
    out = [f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}, load average {load:.1f} at the start. `python bench/run.py --parts {asked.parts} --repeat {asked.repeat}`", ""]  # fmt: skip
    for part in asked.parts.split(","):
        if part == "stages":
            command = [sys.executable, "-c", STAGES, str(seed)]
            told = [json.loads(subprocess.run(command, env=env, capture_output=True, check=True).stdout) for _ in range(asked.repeat + 1)][1:]  # fmt: skip
            out += ["### A cold run, stage by stage (the seed, without the grammar engine, CPU)", "", "| stage | ms |", "|-|-|"]  # fmt: skip
            out += [f"| {rows[0][0]} | {statistics.median(ms for _, ms in rows):.1f} |" for rows in zip(*told, strict=True)] + [""]  # fmt: skip
        elif part == "seed":
            out += table("The seed, cold", [seed], tools, asked.repeat, env)
        elif part == "articles":
            out += table("84 articles in one call", files, tools, asked.repeat, env)
        else:  # the grammar engines and write-good, which is quadratic, take minutes here
            few = {n: c for n, c in tools.items() if n not in ("newslint", "harper-py alone", "write-good")}
            out += table(f"One file of {part} MB", [sized(work, files, int(part))], few, max(1, asked.repeat // 3), env)
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else f"# Performance\n\n{BEGIN}\n{END}\n"
    before, _, rest = page.partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n" + "\n".join(out) + f"\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
