"""Rebuild linter/newslint/annotations/claim/weights.tsv from articles with a copy desk's marks.

    python bench/train_claims.py DIR... [--output linter/newslint/annotations/claim/weights.tsv]

Each DIR holds *.txt drafts and marks.jsonl ({"file", "start", "end", "group", "tier", "claim_type"}). Prints how
the scorer does on articles it was not trained on (cross-validation over articles), then trains on all of them.
Standard library only; the same drafts give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from newslint.annotations.claim.clauses import clauses
from newslint.annotations.claim.features import features
from newslint.annotations.claim.model import FOCUS
from newslint.readers import read

EPOCHS, RATE, DECAY, MIN_COUNT, FOLDS, SEED = 5, 0.03, 0.3, 3, 5, 3
LIKELY, HIGH = 0.13, 0.045  # shares of clauses taken as likely and as very likely claims
KIND_PREFIXES = ("w=", "b=", "lex=", "lex2=", "sfx=", "first=")


class Row(NamedTuple):
    """A clause: its span, what is telling about it, whether a desk marked it, and as what."""

    start: int
    end: int
    features: tuple[str, ...]
    marked: bool
    kind: str


class Draft(NamedTuple):
    """A draft's clauses and the marks on its claims."""

    rows: list[Row]
    marks: list[dict[str, Any]]


Model = dict[str, float]


def load(folder: Path) -> Iterable[Draft]:
    """Read the drafts of one folder."""
    marks: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (folder / "marks.jsonl").read_text(encoding="utf-8").split("\n"):
        if line:
            mark = json.loads(line)
            if mark["group"] == "claim":
                marks[mark["file"]].append(mark)
    for path in sorted(folder.glob("*.txt")):
        document = read(path.read_bytes(), path.name)
        rows = []
        for clause in document.fact(clauses):
            start, end = clause.span
            hit = [m for m in marks[path.name] if overlaps(start, end, m)]
            told = tuple(sorted(set(features(document, clause))))
            rows.append(Row(start, end, told, bool(hit), hit[0].get("claim_type", "other") if hit else ""))
        yield Draft(rows, marks[path.name])


def overlaps(start: int, end: int, mark: dict[str, Any]) -> bool:
    """Is at least half of the clause, or of the mark, the other's?"""
    shared = min(end, mark["end"]) - max(start, mark["start"])
    return shared > 0 and (shared * 2 >= end - start or shared * 2 >= mark["end"] - mark["start"])


def train(rows: Sequence[tuple[Sequence[str], bool]], epochs: int = EPOCHS) -> Model:
    """Logistic regression by AdaGrad with weight decay; few epochs and a low rate keep it from learning articles by heart."""
    count = Counter(f for told, _ in rows for f in told)
    index = {f: i for i, f in enumerate(sorted(f for f, n in count.items() if n >= MIN_COUNT))}
    data = [([index[f] for f in told if f in index], float(y)) for told, y in rows]
    weight, slope = [0.0] * len(index), [0.01] * len(index)
    order = list(range(len(data)))
    shuffle = random.Random(SEED).shuffle
    for _ in range(epochs):
        shuffle(order)
        for i in order:
            xs, y = data[i]
            score = sum(weight[j] for j in xs)
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) - y
            for j in xs:
                step = error + DECAY * weight[j]
                slope[j] += step * step
                weight[j] -= RATE * step / math.sqrt(slope[j])
    return {f: weight[i] for f, i in index.items()}


def score(model: Model, told: Iterable[str]) -> float:
    """Log odds."""
    return sum(model.get(f, 0.0) for f in told)


def cross_validated(drafts: Sequence[Draft]) -> list[list[float]]:
    """Scores of every clause by a model that has not seen its article."""
    order = list(range(len(drafts)))
    random.Random(SEED).shuffle(order)
    scores: list[list[float]] = [[] for _ in drafts]
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        model = train([(r.features, r.marked) for k, d in enumerate(drafts) if k not in held for r in d.rows])
        for k in held:
            scores[k] = [score(model, r.features) for r in drafts[k].rows]
    return scores


def report(drafts: Sequence[Draft], scores: Sequence[Sequence[float]], share: float) -> float:
    """Print precision and recall with the best `share` of all clauses flagged; return the threshold."""
    threshold = sorted((s for one in scores for s in one), reverse=True)[int(share * sum(map(len, scores)))]
    found = right = hit = wanted = 0
    for draft, one in zip(drafts, scores, strict=True):
        spans = [(r.start, min(r.end, r.start + FOCUS)) for r, s in zip(draft.rows, one, strict=True) if s >= threshold]
        found += len(spans)
        right += sum(any(min(e, m["end"]) > max(s, m["start"]) for m in draft.marks) for s, e in spans)
        top = [m for m in draft.marks if m["tier"] in ("must", "core")]
        wanted += len(top)
        hit += sum(any(min(e, m["end"]) > max(s, m["start"]) for s, e in spans) for m in top)
    print(f"{share:.3f} of the clauses ({found}): precision {right / found:.2f}, recall of must {hit / wanted:.2f}")
    return threshold


def kinds(drafts: Sequence[Draft]) -> dict[str, Model]:
    """One model a kind of claim, trained on the marked clauses alone."""
    rows = [
        ([f for f in r.features if f.startswith(KIND_PREFIXES)] + ["bias"], r.kind)
        for d in drafts
        for r in d.rows
        if r.marked
    ]
    return {kind: train([(told, k == kind) for told, k in rows], 20) for kind in sorted({k for _, k in rows})}


def main() -> None:
    """Report, train, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--output", type=Path, default=Path("linter/newslint/annotations/claim/weights.tsv"))
    args = parser.parse_args()
    drafts = [d for folder in args.folders for d in load(folder)]
    print(
        f"{len(drafts)} drafts, {sum(len(d.rows) for d in drafts)} clauses, {sum(r.marked for d in drafts for r in d.rows)} marked"
    )
    scores = cross_validated(drafts)
    likely, high = report(drafts, scores, LIKELY), report(drafts, scores, HIGH)
    model = train([(r.features, r.marked) for d in drafts for r in d.rows])
    lines = [
        "# bench/train_claims.py wrote this: hundredths of log odds",
        f"likely\t{likely * 100:.0f}",
        f"high\t{high * 100:.0f}",
    ]
    for name, one in {"claim": model, **kinds(drafts)}.items():
        lines.append(f"[{name}]")
        least = 0.05 if name == "claim" else 0.1
        lines += [f"{f}\t{w * 100:.0f}" for f, w in sorted(one.items()) if abs(w) >= least]
    args.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{args.output}: {len(lines)} lines")


if __name__ == "__main__":
    main()
