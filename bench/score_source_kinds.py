"""How well sources are typed: accuracy and F1 a kind on source_labels_dev.jsonl.

    python bench/score_source_kinds.py [-v]

Every source span of the labelled articles is typed in the order of the text, as `newslint sources` does, so that
second mentions are judged with their first; the 500 labelled ones are scored. `-v` lists what was mistaken.
"""

from __future__ import annotations

import collections
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "linter"))

from newslint.annotations.attribution.antecedents import typed  # noqa: E402
from newslint.annotations.attribution.parts import Found  # noqa: E402
from newslint.span import Span  # noqa: E402

DATA = HERE.parent.parent / "shared" / "data" / "attribution"


def main() -> None:
    labels = [json.loads(line) for line in (DATA / "source_labels_dev.jsonl").open(encoding="utf-8")]
    texts = {a["id"]: a for a in map(json.loads, (DATA / "polnear_dev.jsonl").open(encoding="utf-8"))}
    kinds: dict[str, dict[Span, str]] = {}
    seen: collections.Counter[tuple[str, str]] = collections.Counter()
    for row in labels:
        article = texts[row["article"]]
        if row["article"] not in kinds:
            spans = {Span(s, e) for a in article["attributions"] for s, e in a["source"]}
            spans |= {Span(r["start"], r["end"]) for r in labels if r["article"] == row["article"]}
            found = typed(article["text"], [Found(s, None, []) for s in sorted(spans)])
            kinds[row["article"]] = {s: source.kind.value for s, source in found.items()}
        got = kinds[row["article"]][Span(row["start"], row["end"])]
        seen[row["label"], got] += 1
        if got != row["label"] and "-v" in sys.argv:
            print(f"{row['label']:32} taken for {got:32} {row['span']!r} | {row['cue']}")
    right = sum(n for (a, b), n in seen.items() if a == b)
    print(f"accuracy {right / len(labels):.3f} of {len(labels)}")
    for kind in sorted({a for a, _ in seen} | {b for _, b in seen}):
        tp = seen[kind, kind]
        gold = sum(n for (a, _), n in seen.items() if a == kind)
        said = sum(n for (_, b), n in seen.items() if b == kind)
        precision, recall = tp / max(said, 1), tp / max(gold, 1)
        f1 = 2 * tp / max(gold + said, 1)
        print(f"{kind:32} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({gold})")


if __name__ == "__main__":
    main()
