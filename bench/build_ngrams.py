"""Rebuild linter/newslint/typos/data/ngrams.bin from the trigram model inside the pocketsphinx wheel (BSD).

    pip download --no-deps -d build/typos pocketsphinx==5.1.1
    python bench/build_ngrams.py build/typos/pocketsphinx-5.1.1-*.whl linter/newslint/typos/data/ngrams.bin

Standard library only; the same wheel gives the same bytes. The model is read as it lies (its trie is keyed from
the last word backwards), cut to the words and n-grams that earn their place, and written as the tables that
newslint.typos.ngrams reads: see there for the layout.
"""

from __future__ import annotations

import argparse
import json
import struct
import sys
import zipfile
from array import array
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "linter"))

from newslint.atomic import write_bytes
from newslint.typos.lexicon import lexicon
from newslint.typos.ngrams import UNIT, UNKNOWN
from newslint.typos.vocabulary import places

MODEL = "pocketsphinx/model/en-us/en-us.lm.bin"
MAGIC = b"Trie Language Model"
LN = 10_000 * 2.302585092994046  # the model keeps ln(p) / ln(1.0001); this is one decade
POWER = 0.5  # of an n-gram's probability: how much it matters that it is frequent, beside what it tells
MAX_WORDS = 65_534  # ids are 16 bits; 0 is the unknown word, 65,535 is left free


def bits_needed(n: int) -> int:
    return n.bit_length()


def decades(raw: float) -> float:
    return raw / LN


class Trie:
    """The parsed model: words, unigrams, and the two packed arrays of the trie."""

    def __init__(self, blob: bytes) -> None:
        if not blob.startswith(MAGIC):
            sys.exit("not a trie language model")
        at = len(MAGIC)
        order = blob[at]
        if order != 3:
            sys.exit(f"expected a trigram model, got order {order}")
        at += 1
        n1, n2, n3 = struct.unpack_from("<3I", blob, at)
        at += 12
        (kind,) = struct.unpack_from("<i", blob, at)
        if kind != 1:
            sys.exit(f"expected 16-bit quantisation, got {kind}")
        at += 4
        tables = []
        for _ in range(3):
            table = array("f")
            table.frombytes(blob[at : at + 4 * 65536])
            tables.append(table)
            at += 4 * 65536
        self.unigrams = list(struct.iter_unpack("<ffI", blob[at : at + 12 * (n1 + 1)]))
        at += 12 * (n1 + 1)
        word_bits, next_bits = bits_needed(n1), bits_needed(n3)
        middle_bits, last_bits = word_bits + 32 + next_bits, word_bits + 16
        middle_at, last_at = at, at + ((1 + n2) * middle_bits + 7) // 8 + 8
        strings_at = last_at + ((1 + n3) * last_bits + 7) // 8 + 8
        (length,) = struct.unpack_from("<I", blob, strings_at)
        names = blob[strings_at + 4 : strings_at + 4 + length].decode("utf-8").split("\0")
        self.words = names[:n1]
        wmask, nmask = (1 << word_bits) - 1, (1 << next_bits) - 1
        self.bi_prev, self.bi_p, self.bi_bo, self.bi_next = array("I"), array("f"), array("f"), array("I")
        for i in range(n2 + 1):
            bit = middle_at * 8 + i * middle_bits
            v = int.from_bytes(blob[bit >> 3 : (bit >> 3) + 10], "little") >> (bit & 7)
            self.bi_prev.append(v & wmask)
            v >>= word_bits
            self.bi_bo.append(decades(tables[1][v & 65535]))
            self.bi_p.append(decades(tables[0][v >> 16 & 65535]))
            self.bi_next.append(v >> 32 & nmask)
        self.tri_first, self.tri_p = array("I"), array("f")
        for i in range(n3):
            bit = last_at * 8 + i * last_bits
            v = int.from_bytes(blob[bit >> 3 : (bit >> 3) + 6], "little") >> (bit & 7)
            self.tri_first.append(v & wmask)
            self.tri_p.append(decades(tables[2][v >> word_bits & 65535]))


def quantise(logp: float, steps: int) -> int:
    """A non-positive decade as a byte: round(-logp * steps), at most 255."""
    return max(0, min(255, round(-logp * steps)))


def build(trie: Trie, bigram_gain: float, trigram_gain: float) -> bytes:
    order = sorted(range(len(trie.words)), key=lambda i: (-trie.unigrams[i][0], trie.words[i]))
    order = [i for i in order if all(c.isalpha() or c in "'.-<>/" for c in trie.words[i])]
    special = [trie.words.index("<s>"), trie.words.index("</s>")]
    order = special + [i for i in order if i not in special][: MAX_WORDS - 2]
    new = {old: n + 1 for n, old in enumerate(order)}
    up = [decades(trie.unigrams[i][0]) for i in range(len(trie.words))]
    ubo = [decades(trie.unigrams[i][1]) for i in range(len(trie.words))]

    # an n-gram earns its place when one of its words can be a slip or the word meant: when it is in the lexicon
    lex = lexicon()
    plain = [lex.mark(word) >= 0 for word in trie.words]

    rows: dict[int, list[tuple[int, float]]] = defaultdict(list)
    contexts: dict[tuple[int, int], float] = {}
    bigram: dict[tuple[int, int], float] = {}
    trigrams: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
    ends = [u[2] for u in trie.unigrams]
    for w in range(len(trie.words)):
        for i in range(ends[w], ends[w + 1]):
            prev = trie.bi_prev[i]
            bigram[prev, w] = trie.bi_p[i]
            contexts[prev, w] = trie.bi_bo[i]
    kept = dropped = 0
    for w in range(len(trie.words)):
        if w not in new:
            continue
        for i in range(ends[w], ends[w + 1]):
            prev = trie.bi_prev[i]
            if prev not in new:
                continue
            for j in range(trie.bi_next[i], trie.bi_next[i + 1]):
                first = trie.tri_first[j]
                if first not in new:
                    continue
                ctx = contexts.get((first, prev))
                lower = (ctx if ctx is not None else 0.0) + trie.bi_p[i]
                joint = up[first] + bigram.get((first, prev), -9.0) + trie.tri_p[j]
                told = 10 ** (POWER * joint) * abs(trie.tri_p[j] - lower)
                if told * 1e6 < trigram_gain or ctx is None or not (plain[first] or plain[prev] or plain[w]):
                    dropped += 1
                    continue
                kept += 1
                trigrams[first, prev].append((new[w], trie.tri_p[j]))
    print("trigrams kept", kept, "dropped", dropped, file=sys.stderr)
    kept = dropped = 0
    for (prev, w), p in bigram.items():
        if prev not in new or w not in new:
            continue
        told = 10 ** (POWER * (up[prev] + p)) * abs(p - ubo[prev] - up[w])
        if told * 1e6 < bigram_gain or not (plain[prev] or plain[w]):
            dropped += 1
            continue
        kept += 1
        rows[new[prev]].append((new[w], p))
    print("bigrams kept", kept, "dropped", dropped, file=sys.stderr)

    n = len(order) + 1
    uni_p = bytearray([255])
    uni_bo = bytearray([0])
    for i in order:
        uni_p.append(quantise(up[i], 28))
        uni_bo.append(quantise(min(ubo[i], 0.0), 64))
    row_at, right, bi_p = array("I", [0]), array("H"), bytearray()
    ctx_at, ctx_right, ctx_bo, ctx_tri = array("I", [0]), array("H"), bytearray(), array("I", [0])
    tri_right, tri_p = array("H"), bytearray()
    by_first: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for first, prev in trigrams:
        by_first[new[first]].append((new[prev], first, prev))
    for a in range(n):
        for b, p in sorted(rows.get(a, ())):
            right.append(b)
            bi_p.append(quantise(p, 32))
        row_at.append(len(right))
        for b, first, prev in sorted(by_first.get(a, ())):
            ctx_right.append(b)
            ctx_bo.append(quantise(min(contexts[first, prev], 0.0), 64))
            for c, p in sorted(trigrams[first, prev]):
                tri_right.append(c)
                tri_p.append(quantise(p, 32))
            ctx_tri.append(len(tri_right))
        ctx_at.append(len(ctx_right))
    words = ["<unk>", *(trie.words[i] for i in order)]
    sections: dict[str, bytes] = {
        **vocabulary(words),
        "uni_p": little(array("H", [UNKNOWN, *(round(p * UNIT / 28) for p in uni_p[1:])])),
        "uni_bo": bytes(uni_bo),
        "row_at": little(row_at),
        "right": little(right),
        "bi_p": bytes(bi_p),
        "ctx_at": little(ctx_at),
        "ctx_right": little(ctx_right),
        "ctx_bo": bytes(ctx_bo),
        "ctx_tri": little(ctx_tri),
        "tri_right": little(tri_right),
        "tri_p": bytes(tri_p),
    }
    for name, data in sections.items():
        print(f"{name:10} {len(data):>10,}", file=sys.stderr)
    return pack(sections)


def vocabulary(words: Sequence[str]) -> dict[str, bytes]:
    """The sections of a table in which words are looked up."""
    at, slots = places(words)
    return {"words": "\n".join(words).encode("utf-8"), "word_at": little(at), "slots": little(slots)}


def little(values: array[int]) -> bytes:
    if sys.byteorder == "big":
        values = array(values.typecode, values)
        values.byteswap()
    return values.tobytes()


def pack(sections: dict[str, bytes]) -> bytes:
    """The container: "NLT1", length of a JSON header, the header {name: [offset, length]}, sections at multiples of 8."""
    index: dict[str, list[int]] = {}
    at = 0
    for name, data in sections.items():
        index[name] = [at, len(data)]
        at += -(-len(data) // 8) * 8
    header = json.dumps(index, separators=(",", ":")).encode()
    header += b" " * (-(len(header) + 8) % 8)
    body = b"".join(data + b"\0" * (-len(data) % 8) for data in sections.values())
    return b"NLT1" + struct.pack("<I", len(header)) + header + body


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--bigram-gain", type=float, default=0.0, help="drop bigrams that tell less")
    parser.add_argument("--trigram-gain", type=float, default=0.0, help="drop trigrams that tell less")
    args = parser.parse_args()
    with zipfile.ZipFile(args.wheel) as wheel:
        blob = wheel.read(MODEL)
    write_bytes(args.output, build(Trie(blob), args.bigram_gain, args.trigram_gain))


if __name__ == "__main__":
    main()
