"""Plain reporting verbs reported apart: say, tell, add, write, according to.

    python bench/score_plain_verbs.py [polnear_dev.jsonl]

A cue is plain when one of its words is a form of these. Cue recall: plain gold cues that some found cue touches;
precision: plain found cues that touch some gold cue. Source: of the matched pairs, taken by the most shared
characters, those whose sources touch (or that both have none), with the unmatched counted against it.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "linter"))

from newslint.readers.plain import read  # noqa: E402

PLAIN = re.compile(
    r"\b(?:say|says|said|saying|tell|tells|told|telling|adds?|added|adding|writes?|wrote|written|writing|according to)\b",
    re.I,
)
Spans = list[tuple[int, int]]


def shared(one: Spans, other: Spans) -> int:
    return sum(max(0, min(e, f) - max(s, t)) for s, e in one for t, f in other)


def f1(right: int, found: int, gold: int) -> str:
    p, r = right / max(found, 1), right / max(gold, 1)
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}"


def main() -> None:
    default = HERE.parent.parent / "shared" / "data" / "attribution" / "polnear_dev.jsonl"
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    gold_n = found_n = recalled = precise = paired = source_right = 0
    for line in path.open(encoding="utf-8"):
        article = json.loads(line)
        text = article["text"]
        discard = article.get("discard", [])
        gold = [
            ([tuple(s) for s in a["cue"]], [tuple(s) for s in a["source"]]) for a in article["attributions"] if a["cue"]
        ]
        found = [
            ([tuple(a.cue)], [tuple(a.source.span)] if a.source else [])
            for a in read(text, "x.txt").attributions
            if a.cue and not any(s <= a.cue.start and a.cue.end <= e for s, e in discard)
        ]

        def plain(cue: Spans, text: str = text) -> bool:
            return any(PLAIN.search(text[s:e]) for s, e in cue)

        gold_n += sum(plain(c) for c, _ in gold)
        found_n += sum(plain(c) for c, _ in found)
        recalled += sum(plain(c) and any(shared(c, d) for d, _ in found) for c, _ in gold)
        precise += sum(plain(d) and any(shared(c, d) for c, _ in gold) for d, _ in found)
        pairs = sorted(
            (-shared(c, d), i, j) for i, (c, _) in enumerate(gold) for j, (d, _) in enumerate(found) if shared(c, d)
        )
        left, right = set(range(len(gold))), set(range(len(found)))
        for _, i, j in pairs:
            if i in left and j in right and (plain(gold[i][0]) or plain(found[j][0])):
                left.discard(i)
                right.discard(j)
                paired += 1
                a, b = gold[i][1], found[j][1]
                source_right += bool(shared(a, b)) or (not a and not b)
    p, r = precise / max(found_n, 1), recalled / max(gold_n, 1)
    print(f"plain cues: {gold_n} in the articles, {found_n} found")
    print(f"cue     P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}")
    print(f"source  {f1(source_right, found_n, gold_n)}   (of pairs: {source_right / max(paired, 1):.3f})")


if __name__ == "__main__":
    main()
