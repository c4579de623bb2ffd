"""Rebuild linter/newslint/typos/data/confusions.bin: for every English word, the words it may stand for by a slip.

    python bench/build_confusions.py build/typos/pocketsphinx-5.1.1-*.whl linter/newslint/typos/data/confusions.bin

Reads the lexicon and the n-grams built before, and the pronunciations (cmudict, BSD) inside the pocketsphinx
wheel. No pair is listed by hand: pairs come from edit distance, keyboard, sound and affixes. Left out are
inflections of one word and spellings of another dialect. Layout: see newslint.typos.confusions.
"""

from __future__ import annotations

import argparse
import re
import sys
import zipfile
from array import array
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "linter"))

from build_ngrams import little, pack, vocabulary

from newslint.atomic import write_bytes
from newslint.typos.lexicon import LEVELS, lexicon
from newslint.typos.ngrams import ngrams
from newslint.typos.slipkinds import AFFIX, HOMOPHONE, MIDDLE, SOUND, edit_kind

DICT = "pocketsphinx/model/en-us/cmudict-en-us.dict"
SOURCE_LEVEL, TARGET_LEVEL = 70, 60
MOST = 24  # candidates a word
USUAL_COST = 6 * 64  # the least common word offered for a slip of more than one edit
TARGET_COST = 7 * 64  # a word rarer than one in ten million is no suggestion
STRESS = re.compile(r"\d")
VOWEL = re.compile(r"^[AEIOU]")
PREFIXES = frozenset(
    """a ab ac ad af al an ap ar as at be co com con contra counter de dis dys e ef em en epi ex extra for fore hyper
    hypo im in inter intra intro ir mis non ob of out over per post pre pro re se sub super sur trans un under up""".split()
)


def forms(base: str) -> set[str]:
    """The regular inflections of a base form."""
    out = {base, base + "s", base + "es", base + "ed", base + "ing", base + "ly", base + "en", base + "n"}
    if len(base) >= 3:
        out |= {base + "d" if base.endswith("e") else base + "ed"}
        if base.endswith("e"):
            out |= {base[:-1] + "ing"}
        elif base.endswith("y"):
            out |= {base[:-1] + e for e in ("ies", "ied", "ier", "iest", "ily")}
        if base[-1] not in "aeiouywx":
            out |= {base + base[-1] + e for e in ("ed", "ing")}
    return out


def compared(base: str, known: set[str]) -> set[str]:
    """The comparative and superlative, where English has both: kinder, kindest; but not sender."""
    for stem in (base.removesuffix("e"), base + base[-1], base.removesuffix("y") + "i", base):
        if stem + "er" in known and stem + "est" in known:
            return {stem + "er", stem + "est"}
    return set()


def deletes(word: str, n: int) -> set[str]:
    """The word with up to `n` letters left out."""
    out, last = {word}, {word}
    for _ in range(n):
        last = {w[:i] + w[i + 1 :] for w in last for i in range(len(w))}
        out |= last
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("output", type=Path)
    args = parser.parse_args()
    lex, model = lexicon(), ngrams()
    marks = dict(lex)
    words = [
        w
        for w, mark in marks.items()
        if LEVELS[mark >> 4] <= SOURCE_LEVEL
        and len(w) >= 2
        and w.islower()
        and w.replace("'", "").isascii()
        and w.replace("'", "").isalpha()
    ] + ["a", "i"]
    targets = {
        w
        for w in words
        if (len(w) == 1 or LEVELS[marks[w] >> 4] <= TARGET_LEVEL)
        and w in model.ids
        and model.uni_p[model.ids[w]] <= TARGET_COST
    }
    marks.update(a=15, i=15)
    print(f"{len(words):,} sources, {len(targets):,} targets", file=sys.stderr)
    pairs: dict[str, dict[str, int]] = defaultdict(dict)

    def add(wrong: str, right: str, kind: int) -> None:
        if wrong != right and right in targets:
            pairs[wrong].setdefault(right, kind)

    def both(x: str, y: str, kind: int | None = None) -> None:
        add(x, y, kind or edit_kind(x, y))
        add(y, x, kind or edit_kind(y, x))

    # one edit
    by_delete: dict[str, list[str]] = defaultdict(list)
    for w in words:
        for d in deletes(w, 1):
            by_delete[d].append(w)
    for group in by_delete.values():
        for i, x in enumerate(group):
            for y in group[i + 1 :]:
                if edit_kind(x, y):
                    both(x, y)
    print("one edit", sum(map(len, pairs.values())), file=sys.stderr)

    # sound
    with zipfile.ZipFile(args.wheel) as wheel:
        lines = wheel.read(DICT).decode("utf-8").splitlines()
    sounds: dict[str, set[str]] = defaultdict(set)
    hard: dict[str, set[str]] = defaultdict(set)
    known = set(words)
    for line in lines:
        name, _, phones = line.partition(" ")
        word = re.sub(r"\(\d+\)$", "", name)
        if word in known:
            key = STRESS.sub("", phones)
            sounds[key].add(word)
            skeleton = " ".join(p for p in key.split() if not VOWEL.match(p))
            if len(skeleton.split()) >= 2 and len(word) >= 4:
                hard[skeleton].add(word)
    for same in sounds.values():
        for x in sorted(same):
            for y in sorted(same):
                if x != y:
                    add(x, y, HOMOPHONE)
                    pairs[x][y] = HOMOPHONE if y in targets else 0
    for skeleton, same in hard.items():
        for x in sorted(same):
            for y in sorted(same):
                if x != y and (len(skeleton.split()) >= 3 or x[0] == y[0]) and distance(x, y) <= 3:
                    add(x, y, SOUND)
    letters: dict[str, list[str]] = defaultdict(list)
    for w in words:
        if len(w) >= 5 and "'" not in w:
            letters[skeleton_of(w)].append(w)
    for key, group in letters.items():
        if len(key) >= 2:
            for x in group:
                for y in group:
                    if x != y and (len(key) >= 3 or min(len(x), len(y)) >= 6) and distance(x, y) <= 2:
                        add(x, y, SOUND)
    print("with sound", sum(map(len, pairs.values())), file=sys.stderr)

    # affixes
    by_stem: dict[str, list[str]] = defaultdict(list)
    by_tail: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for w in words:
        if len(w) >= 5 and "'" not in w:
            by_stem[w[:4]].append(w)
            for i in range(1, min(6, len(w) - 3)):
                if w[:i] in PREFIXES:
                    by_tail[w[i:]].append((w[:i], w))
    usual = {w for w in targets if model.uni_p[model.ids[w]] <= USUAL_COST}
    for group in by_stem.values():
        for x in group:
            for y in group:
                if x != y and y in usual:
                    n = common(x, y)
                    if max(len(x), len(y)) - n <= 4 and n * 2 >= min(len(x), len(y)):
                        add(x, y, AFFIX)
    frame: dict[str, list[str]] = defaultdict(list)
    for w in words:
        if len(w) >= 6 and "'" not in w:
            frame[w[:2] + "-" + w[-3:]].append(w)
    for group in frame.values():
        for x in group:
            for y in group:
                if x != y and y in usual and abs(len(x) - len(y)) <= 2 and distance(x, y) <= 3:
                    add(x, y, MIDDLE)
    # a syllable swallowed: statically for statistically
    for y in sorted(usual):
        for n in (2, 3) if len(y) >= 9 else ():
            for i in range(2, len(y) - n - 1):
                x = y[:i] + y[i + n :]
                if x in known:
                    add(x, y, MIDDLE)
    for group2 in by_tail.values():
        for _, x in group2:
            for _, y in group2:
                add(x, y, AFFIX)
    print("with affixes", sum(map(len, pairs.values())), file=sys.stderr)

    # not inflections of one word, not spellings of one word
    family: dict[str, set[str]] = defaultdict(set)
    for w in words:
        if len(w) >= 3 and "'" not in w:
            for f in forms(w) | compared(w, known):
                if f in known and (f != w):
                    family[f].add(w)
            family[w].add(w)
    listed: dict[str, list[tuple[str, int]]] = {}
    kinds: dict[int, int] = defaultdict(int)
    for x in sorted(pairs):
        row = []
        for y, kind in pairs[x].items():
            if not kind or family[x] & family[y] or not marks[x] & marks[y] & 15 or variant(x, y):
                continue
            row.append((y, kind))
        row.sort(key=lambda t: (t[1] >= AFFIX, model.uni_p[model.ids[t[0]]], t[0]))
        near = [t for t in row if t[1] < AFFIX][:MOST]
        row = near + [t for t in row if t[1] >= AFFIX][: MOST - min(len(near), MOST // 2)]
        if row:
            listed[x] = row
            for _, kind in row:
                kinds[kind] += 1
    print(dict(kinds), len(listed), sum(map(len, listed.values())), file=sys.stderr)

    at, ids, codes = array("I", [0]), array("H"), bytearray()
    for row in listed.values():
        for y, kind in row:
            ids.append(model.ids[y])
            codes.append(kind)
        at.append(len(ids))
    write_bytes(
        args.output,
        pack(
            {
                **vocabulary(list(listed)),
                "at": little(at),
                "ids": little(ids),
                "kinds": bytes(codes),
            }
        ),
    )


def skeleton_of(word: str) -> str:
    """The consonants as they sound, roughly: soft c as s, doubled letters once."""
    w = re.sub(r"c(?=[eiy])", "s", word).replace("ph", "f").replace("gh", "")
    w = w.translate(str.maketrans({"c": "k", "q": "k", "z": "s"}))
    first, rest = w[0], re.sub(r"[aeiouyh]", "", w[1:])
    return re.sub(r"(.)\1+", r"\1", ("a" if first in "aeiou" else first) + rest)


def common(x: str, y: str) -> int:
    n = 0
    for a, b in zip(x, y, strict=False):
        if a != b:
            break
        n += 1
    return n


def distance(x: str, y: str) -> int:
    """Edit distance (transpositions count one)."""
    before: list[int] = []
    last = list(range(len(y) + 1))
    for i, a in enumerate(x, 1):
        row = [i]
        for j, b in enumerate(y, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == y[j - 2] and b == x[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


_SPELLINGS = (
    ("our", "or"),
    ("ise", "ize"),
    ("isa", "iza"),
    ("isi", "izi"),
    ("yse", "yze"),
    ("ll", "l"),
    ("re", "er"),
    ("ence", "ense"),
    ("ogue", "og"),
    ("ae", "e"),
    ("oe", "e"),
    ("eable", "able"),
    ("dgem", "dgm"),
    ("ey", "y"),
    ("gramme", "gram"),
    ("que", "ck"),
    ("ph", "f"),
    ("mm", "m"),
    ("tt", "t"),
    ("pp", "p"),
    ("ue", "u"),
    ("ie", "y"),
    ("tred", "tered"),
    ("tring", "tering"),
    ("scept", "skept"),
    ("mould", "mold"),
    ("moulder", "molder"),
    ("moustache", "mustache"),
)
_ANYWHERE = frozenset(("ae", "oe", "scept", "mould", "moulder", "moustache"))  # also at the beginning


def variant(x: str, y: str) -> bool:
    """Is one a usual other spelling of the other? Short words are never taken for variants."""
    if min(len(x), len(y)) < 5:
        return False
    for a, b in _SPELLINGS:
        for one, other in ((x, y), (y, x)):
            i = one.find(a, 0 if a in _ANYWHERE else 2)
            while i >= 0:
                if one[:i] + b + one[i + len(a) :] == other:
                    return True
                i = one.find(a, i + 1)
    return False


if __name__ == "__main__":
    main()
