"""Do the tests notice? ``python fuzz/mutations.py [NAME…]`` breaks one mechanism at a time in a copy and runs its tests.

A mutation that no test notices is a hole in the tests; the command then ends in 1. `--table` prints the result as the
table of docs/reliability.md. The copy has an environment of its own, so that tests of the installed command see it too.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("linter", "rules", "tests", "seeds", "fuzz", "pyproject.toml")
PATIENCE = 400  # seconds; tests that hang have noticed, too


@dataclass(frozen=True)
class Mutation:
    """One mechanism: what is broken, where, how, and the tests that must notice."""

    name: str
    broken: str
    file: str
    old: str
    new: str
    tests: str


MUTATIONS = (
    Mutation(
        "offset-map",
        "the place of a word in a file forgets how far into a piece of text it stands",
        "span.py",
        "return source if length <= 0 else source + min(max(offset - text, 0), length)",
        "return source",
        "tests/test_span.py tests/readers/test_html.py",
    ),
    Mutation(
        "quotes",
        "rules speak inside quotations",
        "engine.py",
        "if not rule.quoted and document.fact(quoted).overlaps(span):",
        "if False:",
        "tests/test_engine.py",
    ),
    Mutation(
        "answers",
        "an answer for one paragraph holds for the whole draft",
        "suppressions.py",
        "if d.place is not None and not (d.place.start <= f.span.start < d.place.end):",
        "if False:",
        "tests/test_suppressions.py",
    ),
    Mutation(
        "reasons",
        "an answer needs no reason",
        "suppressions.py",
        'if not (m.group("reason") or "").strip():',
        "if False:",
        "tests/test_suppressions.py",
    ),
    Mutation(
        "exit-code",
        "a draft that cannot be read does not end in 2",
        "cli/run.py",
        "        if self.failed:\n            return 2\n",
        "",
        "tests/test_limits.py tests/test_trust.py",
    ),
    Mutation(
        "threshold",
        "a finding at the level of --fail-on does not fail the run",
        "cli/run.py",
        "return int(any(f.severity.rank >= self.limits",
        "return int(any(f.severity.rank > self.limits",
        "tests/cli/test_exit_codes.py",
    ),
    Mutation(
        "cache-key",
        "results are kept without regard to the settings",
        "cache.py",
        'for part in (told, format.encode(), (encoding or "").encode()):',
        'for part in (format.encode(), (encoding or "").encode()):',
        "tests/test_cache.py",
    ),
    Mutation(
        "cache-trust",
        "what the cache says is believed without looking at the words",
        "cache.py",
        "    if not all(f.span.end <= len(text) and f.span.of(text) == f.text for f in everything):\n        return None\n",
        "",
        "tests/test_cache.py",
    ),
    Mutation(
        "atomic-write",
        "files are written in place, not put in place whole",
        "atomic.py",
        "    target = Path(os.path.realpath(path))\n",
        "    target = Path(os.path.realpath(path))\n    target.write_bytes(data)\n    return\n",
        "tests/test_limits.py",
    ),
    Mutation(
        "fold",
        "findings about the same words are listed one by one",
        "engine.py",
        "lead = next((i for i in rivals if same_place(f, leaders[i])), None)",
        "lead = None",
        "tests/test_engine.py",
    ),
    Mutation(
        "order",
        "findings come by weight, not by place",
        "engine.py",
        "return sorted(merged, key=_order)",
        "return merged",
        "tests/test_engine.py",
    ),
    Mutation(
        "decoding",
        "bytes that are not text become question marks",
        "readers/decode.py",
        "return data.decode(encoding)",
        'return data.decode(encoding, "replace")',
        "tests/readers/test_plain.py tests/cli/test_bad_input.py",
    ),
    Mutation(
        "utf16-columns",
        "columns for editors count an emoji as one",
        "span.py",
        'return len(text) + sum(1 for c in text if c > "\\uffff")',
        "return len(text)",
        "tests/test_span.py tests/test_exactness.py",
    ),
    Mutation(
        "line-breaks",
        "a lone carriage return is no line break",
        "span.py",
        'if c == "\\n" or (c == "\\r" and (i == n or text[i] != "\\n")):',
        'if c == "\\n":',
        "tests/test_span.py tests/test_exactness.py",
    ),
    Mutation(
        "overlapping-fixes",
        "two fixes may be written over each other",
        "fixes.py",
        "if not any(_touch(fix, other) for other in taken):",
        "if True:",
        "tests/test_fixes.py tests/test_exactness.py",
    ),
    Mutation(
        "time-limit",
        "a rule that was stopped is passed over in silence",
        "engine.py",
        'problems.append(f"{rule.name} took too long and was stopped; simplify its pattern.")',
        "pass",
        "tests/test_engine.py tests/test_limits.py",
    ),
    Mutation(
        "trust",
        "a configuration that was found may lead anywhere",
        "trust.py",
        'return there.is_relative_to(base) and ".git" not in there.relative_to(base).parts',
        "return True",
        "tests/test_trust.py",
    ),
    Mutation(
        "ci-commands",
        "a line of a draft can be a command to GitHub",
        "reporters/github.py",
        'return re.sub(r"(?m)^(\\s*):(?=:)", "\\\\1:\\u200b", lines).replace("##[", "##\\u200b[")',
        "return lines",
        "tests/cli/test_formats.py::test_a_draft_cannot_speak_to_github",
    ),
)


def main() -> int:
    """Run the mutations that the arguments name, or all."""
    names = [a for a in sys.argv[1:] if not a.startswith("-")]
    chosen = [m for m in MUTATIONS if not names or m.name in names]
    with tempfile.TemporaryDirectory() as place:
        python = copy_of(Path(place))
        rows = [(m, *noticed(m, Path(place), python)) for m in chosen]
    if "--table" in sys.argv:
        print("| broken | noticed by |\n|---|---|")
        for m, by, _ in rows:
            print(f"| {m.broken} | {f'`{by}`' if by else '**nothing**'} |")
    return int(any(not by for _, by, _ in rows))


def copy_of(place: Path) -> Path:
    """Copy the checkout to a folder with an environment that prefers the copy; return its Python."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, place / part, ignore=shutil.ignore_patterns("__pycache__", "found"))
        else:
            shutil.copy(ROOT / part, place / part)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place / "venv")], check=True)
    site = next((place / "venv" / "lib").glob("python*/site-packages"))
    (site / "copy.pth").write_text(f"{place / 'linter'}\n{sysconfig.get_paths()['purelib']}\n", encoding="utf-8")
    command = place / "venv" / "bin" / "newslint"
    command.write_text(f"#!{place / 'venv/bin/python'}\nfrom newslint.cli import main\nmain()\n", encoding="utf-8")
    command.chmod(0o755)
    return place / "venv" / "bin" / "python"


def noticed(mutation: Mutation, place: Path, python: Path) -> tuple[str, float]:
    """Break the copy, run the tests, mend it; return the test that failed first, or nothing, and the seconds it took."""
    file = place / "linter" / "newslint" / mutation.file
    sound = file.read_text(encoding="utf-8")
    if sound.count(mutation.old) != 1:
        raise SystemExit(
            f"mutations.py: {mutation.name}: what is to be broken is not in {mutation.file} once; mend the list."
        )
    began = time.monotonic()
    file.write_text(sound.replace(mutation.old, mutation.new), encoding="utf-8")
    try:
        by = first_failure(mutation.tests, place, python)
    finally:
        file.write_text(sound, encoding="utf-8")
    if by and first_failure(by, place, python):
        raise SystemExit(f"mutations.py: {by} fails with nothing broken; mend it first.")
    seconds = time.monotonic() - began
    print(f"{mutation.name}: {by or 'NOT NOTICED'} ({seconds:.0f} s)", file=sys.stderr, flush=True)
    return by, seconds


def first_failure(tests: str, place: Path, python: Path) -> str:
    """Return the name of the first test that fails, or of all when they hang; nothing when they pass."""
    command = [str(python), "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header", *tests.split()]
    try:
        done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return tests  # a test that hangs has noticed
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    if done.returncode and not failed:
        raise SystemExit(f"mutations.py: the tests did not run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return failed[0].split(" ")[1].split("[")[0] if failed else ""


if __name__ == "__main__":
    sys.exit(main())
