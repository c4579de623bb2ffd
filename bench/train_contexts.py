"""Train linter/newslint/typos/data/contexts.bin: an averaged perceptron that tells common words from their look-alikes.

    python bench/train_contexts.py ../shared/data linter/newslint/typos/data/contexts.bin

Standard library only. Every common word of the training texts is held against the words it may be taken for, in
its place; what is kept is numbers. With `--halves DIR` two more models are written, each trained on every other
text: train_gate.py scores a text by the half that has not seen it.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from array import array
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "linter"))

from build_ngrams import pack
from train_texts import texts

from newslint.atomic import write_bytes
from newslint.readers import read_text
from newslint.typos.confusions import confusions
from newslint.typos.contexts import BITS, COMMON, place, sites
from newslint.typos.doubts import line
from newslint.typos.ngrams import ngrams
from newslint.typos.words import prose_sentences, words_in

EPOCHS = 3
MARGIN = 8
Site = tuple[int, list[int], list[int]]


def gather(text: str) -> list[Site]:
    """(word, features, rivals) of every common word of a text."""
    model, table, out = ngrams(), confusions(), []
    document = read_text(text)
    for sentence in prose_sentences(document):
        words = words_in(document.text, sentence)
        ids, index_of = line(model, words)
        for at in range(2, len(ids) - 2):
            index, word = index_of[at], ids[at]
            if index < 0 or not 0 < word <= COMMON or not words[index].text.islower():
                continue
            rivals = rivals_of(word, table, model)
            if rivals:
                out.append((word, sites(model, words, index, ids, at), rivals))
    return out


_rivals: dict[int, list[int]] = {}


def rivals_of(word, table, model):
    if word not in _rivals:
        _rivals[word] = [i for i, _ in table.of(model.words[word]) if i <= COMMON][:16]
    return _rivals[word]


def train(data: list[list[Site]], seed: int) -> bytes:
    weights, totals, stamps = array("i", bytes(4 << BITS)), array("q", bytes(8 << BITS)), array("i", bytes(4 << BITS))
    tick, order, rand = 0, list(range(len(data))), random.Random(seed)
    for epoch in range(EPOCHS):
        rand.shuffle(order)
        wrong = seen = 0
        for i in order:
            for word, features, rivals in data[i]:
                tick += 1
                own = [place(f, word) for f in features]
                score = sum(weights[p] for p in own)
                worst, theirs = score - MARGIN, None
                for rival in rivals:
                    places = [place(f, rival) for f in features]
                    other = sum(weights[p] for p in places)
                    if other > worst:
                        worst, theirs = other, places
                seen += 1
                if theirs is None:
                    continue
                wrong += worst >= score
                for places, step in ((own, 1), (theirs, -1)):
                    for p in places:
                        totals[p] += weights[p] * (tick - stamps[p])
                        stamps[p] = tick
                        weights[p] += step
        print(f"epoch {epoch}: {wrong / seen:.4f} wrong of {seen:,}", file=sys.stderr, flush=True)
    out = bytearray()
    for p in range(1 << BITS):
        mean = (totals[p] + weights[p] * (tick - stamps[p])) / tick
        out += max(-127, min(127, round(mean * 4))).to_bytes(1, "little", signed=True)
    return pack({"weights": bytes(out)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--halves", type=Path)
    args = parser.parse_args()
    start = time.time()
    data = [gather(text) for _, fold, text in texts(args.data) if fold < 0]
    print(f"{sum(map(len, data)):,} places, {time.time() - start:.0f} s", file=sys.stderr, flush=True)
    if args.halves:
        for half in (0, 1):
            write_bytes(args.halves / f"contexts{half}.bin", train(data[half::2], half))
    write_bytes(args.output, train(data, 2))


if __name__ == "__main__":
    main()
