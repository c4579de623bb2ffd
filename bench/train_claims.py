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
from newslint.annotations.claim.features import cover, features, known, surroundings
from newslint.annotations.claim.model import focus
from newslint.readers import read
from newslint.span import Span

EPOCHS, RATE, DECAY, SEEDS = 5, 0.03, 0.15, (3, 5, 7)  # row by row
ROUNDS, PENALTY = 40, 20.0  # all rows at once
MIN_COUNT, FOLDS = 3, 5
UNWEIGHED = ("vague+", "none+")  # sources that speak but that a reader cannot weigh
LIKELY, HIGH = 0.13, 0.04  # shares of the clauses no source covers that are taken as likely and as very likely claims
KIND_PREFIXES = ("w=", "b=", "lex=", "lex2=", "sfx=", "first=")


class Row(NamedTuple):
    """A clause: its span and words, what is telling about it, whether a desk marked it, and as what; does a source cover it?"""

    span: Span
    words: list[tuple[Span, str]]
    features: tuple[str, ...]
    marked: bool
    kind: str
    covered: bool


class Draft(NamedTuple):
    """A draft's clauses and the marks on its claims."""

    rows: list[Row]
    marks: list[dict[str, Any]]


Model = dict[str, float]
Rows = Sequence[tuple[Sequence[str], bool]]


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
        for clause in clauses(document):
            hit = [m for m in marks[path.name] if overlaps(*clause.span, m)]
            told = tuple(sorted(set(features(document, clause))))
            kind = hit[0].get("claim_type", "other") if hit else ""
            by = cover(document.fact(surroundings), clause.span)
            words = [(t.span, w) for t, w in known(clause)]
            rows.append(Row(clause.span, words, told, bool(hit), kind, by.endswith("+") and by not in UNWEIGHED))
        yield Draft(rows, marks[path.name])


def overlaps(start: int, end: int, mark: dict[str, Any]) -> bool:
    """Is at least half of the clause, or of the mark, the other's?"""
    shared: int = min(end, mark["end"]) - max(start, mark["start"])
    return shared > 0 and (shared * 2 >= end - start or shared * 2 >= mark["end"] - mark["start"])


def prepared(rows: Rows) -> tuple[list[str], list[tuple[list[int], float]]]:
    """The features worth a weight, and each row as their numbers with 1 or 0 for marked or not."""
    count = Counter(f for told, _ in rows for f in told)
    names = sorted(f for f, n in count.items() if n >= MIN_COUNT)
    index = {f: i for i, f in enumerate(names)}
    return names, [([index[f] for f in told if f in index], float(y)) for told, y in rows]


def error(weight: Sequence[float], xs: Iterable[int], y: float) -> float:
    """How far the probability the weights give is off."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(weight[j] for j in xs))))) - y


def stepwise(rows: Rows, epochs: int, decay: float, seed: int) -> Model:
    """Logistic regression row by row (AdaGrad); few epochs and a low rate keep it from learning articles by heart."""
    names, data = prepared(rows)
    weight, slope = [0.0] * len(names), [0.01] * len(names)
    order = list(range(len(data)))
    shuffle = random.Random(seed).shuffle
    for _ in range(epochs):
        shuffle(order)
        for i in order:
            xs, y = data[i]
            off = error(weight, xs, y)
            for j in xs:
                step = off + decay * weight[j]
                slope[j] += step * step
                weight[j] -= RATE * step / math.sqrt(slope[j])
    return dict(zip(names, weight, strict=True))


def whole(rows: Rows) -> Model:
    """Logistic regression over all rows at once with an even penalty (accelerated gradient, a step size a feature)."""
    names, data = prepared(rows)
    step = [2 * PENALTY] * len(names)
    for xs, _ in data:
        for j in xs:
            step[j] += len(xs) / 4
    weight = ahead = [0.0] * len(names)
    pace = 1.0
    for _ in range(ROUNDS):
        slope = [PENALTY * w for w in ahead]
        for xs, y in data:
            off = error(ahead, xs, y)
            for j in xs:
                slope[j] += off
        moved = [w - 2 * g / s for w, g, s in zip(ahead, slope, step, strict=True)]
        following = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        swing = (pace - 1) / following
        ahead = [m + swing * (m - w) for m, w in zip(moved, weight, strict=True)]
        weight, pace = moved, following
    return dict(zip(names, weight, strict=True))


def train(rows: Rows) -> Model:
    """The mean of both regressions, the first from several orders: linear models make one linear model."""
    parts = [stepwise(rows, EPOCHS, DECAY, seed) for seed in SEEDS]
    even = whole(rows)
    return {f: (sum(p[f] for p in parts) / len(parts) + w) / 2 for f, w in even.items()}


def score(model: Model, told: Iterable[str]) -> float:
    """Log odds."""
    return sum(model.get(f, 0.0) for f in told)


def cross_validated(drafts: Sequence[Draft]) -> list[list[tuple[float, Span]]]:
    """Score and shown part of every uncovered clause by a model that has not seen its article."""
    order = list(range(len(drafts)))
    random.Random(SEEDS[0]).shuffle(order)
    scores: list[list[tuple[float, Span]]] = [[] for _ in drafts]
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        model = train([(r.features, r.marked) for k, d in enumerate(drafts) if k not in held for r in d.rows])
        for k in held:
            scores[k] = [
                (score(model, r.features), focus(r.span, r.words, model)) for r in drafts[k].rows if not r.covered
            ]
    return scores


def report(drafts: Sequence[Draft], scores: Sequence[Sequence[tuple[float, Span]]], share: float) -> float:
    """Print precision and recall with the best `share` of the uncovered clauses flagged; return the threshold."""
    threshold = sorted((s for one in scores for s, _ in one), reverse=True)[int(share * sum(map(len, scores)))]
    found = right = hit = wanted = 0
    for draft, one in zip(drafts, scores, strict=True):
        spans = [span for s, span in one if s >= threshold]
        found += len(spans)
        right += sum(any(meets(s, m) for m in draft.marks) for s in spans)
        top = [m for m in draft.marks if m["tier"] in ("must", "core")]
        wanted += len(top)
        hit += sum(any(meets(s, m) for s in spans) for m in top)
    print(
        f"{share:.3f} of the clauses ({found}, from {threshold:.2f}): precision {right / found:.2f}, recall of must {hit / wanted:.2f}"
    )
    return threshold


def meets(span: Span, mark: dict[str, Any]) -> bool:
    """Do they overlap?"""
    return bool(min(span.end, mark["end"]) > max(span.start, mark["start"]))


def kinds(drafts: Sequence[Draft]) -> dict[str, Model]:
    """One model a kind of claim, trained on the marked clauses alone."""
    rows = [
        ([f for f in r.features if f.startswith(KIND_PREFIXES)] + ["bias"], r.kind)
        for d in drafts
        for r in d.rows
        if r.marked
    ]
    return {
        kind: stepwise([(told, k == kind) for told, k in rows], 20, 0.3, SEEDS[0])
        for kind in sorted({k for _, k in rows})
    }


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
