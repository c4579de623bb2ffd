"""Speed of the attribution model: cold cost of a first draft, warm tokens a second.

    python bench/attribution_speed.py [articles.jsonl]

Cold: fresh interpreters read a draft of about 700 words, with and without `document.attributions`; the difference of
the medians is what attributions add, model load and imports included. Warm: `document.attributions` over whole
articles on one core, sentences and tokens included, the best of three rounds; by wall clock and by CPU time, which is
the one to trust on a shared machine. With NEWSLINT_PURE=1 in the environment all of it is done in Python.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
LINTER = str(HERE.parent / "linter")
sys.path.insert(0, LINTER)

DEFAULT = HERE.parent.parent / "shared" / "data" / "attribution" / "polnear_dev.jsonl"
COLD = """
import sys, time
sys.path.insert(0, sys.argv[1])
from newslint.readers.plain import read
text = open(sys.argv[2], encoding="utf-8").read()
a, b = time.perf_counter(), time.process_time()
document = read(text, "x.txt")
document.quotes, document.sentences
if sys.argv[3] == "1":
    document.attributions
print(1000 * (time.perf_counter() - a), 1000 * (time.process_time() - b))
"""


def cold(path: str, attributions: bool, rounds: int = 11) -> tuple[float, float]:
    """Median milliseconds (wall, CPU) of the work of a fresh process."""
    walls, cpus = [], []
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = tempfile.gettempdir() + "/newslint-pycache"  # as installed: with bytecode
    for _ in range(rounds):
        command = [sys.executable, "-c", COLD, LINTER, path, str(int(attributions))]
        out = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        wall, cpu = map(float, out.stdout.split())
        walls.append(wall)
        cpus.append(cpu)
    return statistics.median(walls), statistics.median(cpus)


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    texts = [json.loads(line)["text"] for line in path.open(encoding="utf-8")]
    draft = min(texts, key=lambda t: abs(len(t.split()) - 700))
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as handle:
        handle.write(draft)
        handle.flush()
        without, with_ = cold(handle.name, False), cold(handle.name, True)
    print(
        f"cold, {len(draft.split())} words: +{with_[0] - without[0]:.0f} ms wall, +{with_[1] - without[1]:.0f} ms CPU"
    )

    from newslint.annotations.attribution.model import model
    from newslint.annotations.tokens import sentence_tokens
    from newslint.cli import GARBAGE
    from newslint.native import load
    from newslint.readers.plain import read

    gc.set_threshold(GARBAGE)  # as in a run
    best_wall = best_cpu = 0.0
    tokens = 0
    for round_ in range(4):
        model().labelled.clear()  # or paragraphs of the round before would not be labelled again
        documents = [read(t, "x.txt") for t in texts]
        wall, cpu = time.perf_counter(), time.process_time()
        for document in documents:
            document.attributions  # noqa: B018
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        tokens = sum(len(ts) for d in documents for ts in d.fact(sentence_tokens))
        if round_:
            best_wall, best_cpu = max(best_wall, tokens / wall), max(best_cpu, tokens / cpu)
    kernel = "without" if load("newslint.annotations.attribution._labels") is None else "with"
    print(
        f"warm, {len(texts)} articles, {tokens} tokens: {best_wall:,.0f} tokens/s wall, {best_cpu:,.0f} tokens/s CPU, "
        f"{kernel} the compiled kernel"
    )


if __name__ == "__main__":
    main()
