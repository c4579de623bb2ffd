"""The texts the typo models are trained and judged on. They stay where they are."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

CLEAN = ("polnear", "bbc", "brownca")
FOLDS = 4


def rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def texts(data: Path) -> Iterator[tuple[str, int, str]]:
    """(kind, fold or -1, text)"""
    for row in rows(data / "attribution/polnear_train.jsonl"):
        yield "news", -1, row["text"]
    for folder in ("train", "train-editorial"):
        for path in sorted((data / "desk" / folder).rglob("*.txt")):
            yield "news", -1, path.read_text(encoding="utf-8")
    with (data / "sourcing/wikiweasel_train.csv").open(encoding="utf-8") as file:
        lines = [re.sub(r" ?-RRB-", ")", re.sub(r"-LRB- ?", "(", r["text"].strip())) for r in csv.DictReader(file)]
    lines = [line.replace("''", '"').replace("``", '"') for line in lines]
    for i in range(0, len(lines), 20):
        yield "wiki", -1, "\n\n".join(lines[i : i + 20])
    for name in CLEAN:
        for i, row in enumerate(rows(data / f"typos/clean_{name}_dev.jsonl")):
            yield name, i % FOLDS, row["text"]
