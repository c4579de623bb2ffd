"""Train linter/newslint/typos/data/gate.bin: slips injected into news, against the same news as it was printed.

    pip install lightgbm numpy
    python bench/train_gate.py ../shared/data linter/newslint/typos/data/gate.bin [--alarms 0.5]

The texts stay where they are; what is kept is numbers. The limit is the score that lets through `--alarms`
alarms in 10,000 words of news as it was printed, each article scored by trees that have not seen it. Slips in print
are among them.
"""

from __future__ import annotations

import argparse
import json
import sys
from array import array
from pathlib import Path
from typing import NamedTuple

import lightgbm
import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "linter"))

from build_ngrams import little, pack
from slips_injected import Injector, pieces
from train_texts import FOLDS, texts

from newslint.atomic import write_bytes
from newslint.readers import read_text
from newslint.typos.doubts import FEATURES, doubts
from newslint.typos.gate import LEAF, PARTS, ZERO_LEAF, ZERO_THRESHOLD

PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 31,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 20,
    "verbose": -1,
    "num_threads": 1,
    "seed": 3,
    "deterministic": True,
    "force_row_wise": True,
}
TREES = 260
EVERY = 12  # words a slip
RANK = FEATURES.index("rank")
# more evidence for the other word never makes a slip less likely
PARAMETERS["monotone_constraints"] = [int(name in ("gain", "drawn", "company_gain", "sum")) for name in FEATURES]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--alarms", type=float, default=0.5, help="per 10,000 words of news")
    args = parser.parse_args()

    found, words = gather(args.data)
    x = np.array([f.features for f in found])
    y, w = np.array([f.slip for f in found]), np.array([f.weight for f in found])
    fold, judged = np.array([f.fold for f in found]), np.array([f.judged for f in found])
    print(f"{len(y):,} doubts, {y.sum():,} of them slips", file=sys.stderr, flush=True)
    alarms: list[float] = []
    for held in range(FOLDS):
        seen = fold != held
        trees = lightgbm.train(PARAMETERS, lightgbm.Dataset(x[seen], y[seen], weight=w[seen]), TREES)
        alarms += trees.predict(x[judged & ~seen], raw_score=True).tolist()
    alarms.sort(reverse=True)
    limit = alarms[int(args.alarms * words / 10_000)]
    trees = lightgbm.train(PARAMETERS, lightgbm.Dataset(x, y, weight=w), TREES)
    report(args.data, trees, alarms, words)
    print(f"limit {limit:.3f} (log odds), {words:,} clean words", file=sys.stderr)
    write_bytes(args.output, export(trees.dump_model()["tree_info"], limit))


class Found(NamedTuple):
    """A doubt in a training text."""

    features: tuple[int, ...]
    slip: int
    weight: float
    fold: int
    judged: bool  # an alarm in news as it was printed


def gather(data: Path) -> tuple[list[Found], int]:
    """Doubts in the texts as they were printed and with slips in them; the number of words of news."""
    injector, words, out = Injector(1), 0, []
    for turn, (kind, _, text) in enumerate(texts(data)):
        fold, news = turn % FOLDS, kind != "wiki"
        words += len(text.split()) if news else 0
        for doubt in doubts(read_text(text)):
            out.append(Found(doubt.features, 0, 6.0 if news else 3.0, fold, news))
        for piece in [text] if turn // FOLDS % 2 else pieces(text):
            spoilt, slips = injector.spoil(piece, EVERY)
            for doubt in doubts(read_text(spoilt)):
                right = slips.get(doubt.word.start, "").replace("’", "'").lower()
                if right in (m.lower() for m in doubt.meant):
                    # slips between common words are the usual ones; rare words come up too often by injection
                    rank = doubt.features[RANK]
                    weight = 1.6 if rank < 1500 else 0.8 if rank > 20_000 else 1.0
                    out.append(Found(doubt.features, 1, weight, fold, False))
    return out, words


def report(data: Path, trees: lightgbm.Booster, alarms: list[float], words: int) -> None:
    """Print what is found of the development slips at several rates of false alarms."""
    for name in ("realword", "injected"):
        rows = [json.loads(line) for line in (data / f"typos/{name}_dev.jsonl").read_text("utf-8").splitlines()]
        hits: list[float] = []
        for row in rows:
            over = [
                d.features
                for d in doubts(read_text(row["text"]))
                if d.word.start < row["end"] and row["start"] < d.word.end
            ]
            hits += [max(trees.predict(np.array(over), raw_score=True))] if over else []
        for rate in (0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.5):
            limit = alarms[int(rate * words / 10_000)]
            found = sum(h >= limit for h in hits) / len(rows)
            print(f"{name} at {rate} (limit {limit:.3f}): {found:.3f}", file=sys.stderr)


def export(trees: list[dict[str, dict[str, object]]], limit: float) -> bytes:
    roots, yes, no = array("H"), array("H"), array("H")
    feature, threshold, leaves = bytearray(), array("I"), array("I")

    def walk(node: dict[str, object]) -> int:
        if "leaf_value" in node:
            leaves.append(round(float(node["leaf_value"]) * PARTS) + ZERO_LEAF)  # type: ignore[arg-type]
            return LEAF | len(leaves) - 1
        at = len(feature)
        feature.append(int(node["split_feature"]))  # type: ignore[call-overload]
        threshold.append(int(np.floor(float(node["threshold"]))) + ZERO_THRESHOLD)  # type: ignore[arg-type]
        yes.append(0)
        no.append(0)
        yes[at] = walk(node["left_child"])  # type: ignore[arg-type]
        no[at] = walk(node["right_child"])  # type: ignore[arg-type]
        return at

    for tree in trees:
        roots.append(walk(tree["tree_structure"]))
    limits = array("I", [round(limit * PARTS) + ZERO_LEAF])
    return pack(
        {
            "roots": little(roots),
            "feature": bytes(feature),
            "threshold": little(threshold),
            "yes": little(yes),
            "no": little(no),
            "leaves": little(leaves),
            "limits": little(limits),
        }
    )


if __name__ == "__main__":
    main()
