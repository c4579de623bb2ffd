"""Train linter/newslint/typos/data/gate.bin: slips injected into news, against the same news as it was printed.

    pip install lightgbm numpy
    python bench/train_gate.py ../shared/data linter/newslint/typos/data/gate.bin [--alarms 1.5]

The texts stay where they are; what is kept is numbers. The limit is the score that lets through `--alarms` false
alarms in 10,000 words of the clean development sets, each article scored by trees that have not seen it.
"""

from __future__ import annotations

import argparse
import json
import sys
from array import array
from pathlib import Path

import lightgbm
import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "linter"))

from build_ngrams import little, pack
from slips_injected import Injector, pieces
from train_texts import FOLDS, texts

import newslint.typos.doubts as table_of
from newslint.atomic import write_bytes
from newslint.readers import read_text
from newslint.typos.contexts import Contexts, contexts
from newslint.typos.doubts import FEATURES, doubts
from newslint.typos.gate import LEAF, PARTS, ZERO_LEAF, ZERO_THRESHOLD

PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 31,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "verbose": -1,
    "num_threads": 1,
    "seed": 3,
    "deterministic": True,
    "force_row_wise": True,
}
TREES = 260
# more evidence for the other word never makes a slip less likely
PARAMETERS["monotone_constraints"] = [int(name in ("gain", "around", "drawn")) for name in FEATURES]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--halves", type=Path, required=True, help="where train_contexts.py put its halves")
    parser.add_argument("--alarms", type=float, default=1.5, help="per 10,000 clean words")
    args = parser.parse_args()

    features, labels, weights, folds, clean = [], [], [], [], []
    injector, words = Injector(1), 0
    rank = FEATURES.index("rank")

    def put(found: tuple[int, ...], label: int, kind: str, fold: int, *, judged: bool = False) -> None:
        features.append(found)
        labels.append(label)
        folds.append(fold)
        clean.append(judged)
        if label:  # slips between common words are the usual ones; rare words come up too often by injection
            weights.append(1.6 if found[rank] < 1500 else 0.8 if found[rank] > 20_000 else 1.0)
        else:
            weights.append(1.5 if kind == "wiki" else 3.0)

    whole = contexts()
    halves = [Contexts(args.halves / f"contexts{half}.bin") for half in (0, 1)]
    for turn, (kind, fold, text) in enumerate(texts(args.data)):
        # texts the context model was trained on are scored by the half of it that has not seen them
        judge = whole if fold >= 0 else halves[1 - turn % 2]
        table_of.contexts = lambda judge=judge: judge  # type: ignore[assignment,misc]
        for doubt in doubts(read_text(text)):
            put(doubt.features, 0, kind, fold, judged=fold >= 0)
        if fold >= 0:
            words += len(text.split())
        for piece in pieces(text) if fold < 0 else ():
            for doubt in doubts(read_text(piece)):
                put(doubt.features, 0, kind, fold)
        for time in range(1 if kind == "wiki" else 3):
            for piece in [text] if time == 0 else pieces(text):
                spoilt, slips = injector.spoil(piece, 14)
                for doubt in doubts(read_text(spoilt)):
                    right = slips.get(doubt.word.start)
                    if right is not None and right.replace("’", "'") in doubt.meant:
                        put(doubt.features, 1, kind, fold)

    x, y, w = np.array(features), np.array(labels), np.array(weights)
    f, judged = np.array(folds), np.array(clean)
    print(f"{len(y):,} doubts, {y.sum():,} of them slips", file=sys.stderr)
    alarms: list[float] = []
    for fold in range(FOLDS):
        seen, held = f != fold, judged & (f == fold)
        trees = lightgbm.train(PARAMETERS, lightgbm.Dataset(x[seen], y[seen], weight=w[seen]), TREES)
        alarms += trees.predict(x[held], raw_score=True).tolist()
    alarms.sort(reverse=True)
    limit = alarms[int(args.alarms * words / 10_000)]
    trees = lightgbm.train(PARAMETERS, lightgbm.Dataset(x, y, weight=w), TREES)
    table_of.contexts = lambda: whole
    report(args.data, trees, alarms, words)
    print(f"limit {limit:.3f} (log odds), {words:,} clean words", file=sys.stderr)
    write_bytes(args.output, export(trees.dump_model()["tree_info"], limit))


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
        for rate in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.5):
            limit = alarms[int(rate * words / 10_000)]
            print(f"{name} at {rate}: {sum(h >= limit for h in hits) / len(rows):.3f}", file=sys.stderr)


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
