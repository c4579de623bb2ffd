"""What is telling about a clause: its words, the company it keeps, who is speaking near it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path

from newslint import expressions
from newslint.annotations.attribution.parts import Attribution
from newslint.annotations.claim.clauses import Clause
from newslint.annotations.claim.shape import shape
from newslint.annotations.speech import speaks
from newslint.annotations.tokens import Token
from newslint.document import BlockKind, Document, passing
from newslint.records import dataclass
from newslint.span import Span, SpanIndex

_WEIGHT = ("none", "vague", "other", "pronoun", "described", "body", "person")
STEM = 5  # letters that stand for a longer word and its kin
_LOOK_BACK = 12  # contents that may begin before a place and still reach it
_NUMBER = expressions.compile(r"[$€£¥]?\d")
_FIRST_PERSON = expressions.compile(r"\b(?:I|I'm|I’m|I've|I’ve|my|we|our|us)\b")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the features of every clause of a document have in common."""

    covers: tuple[tuple[Span, str], ...]
    cover_starts: tuple[int, ...]
    by_sentence: tuple[frozenset[str], ...]
    cues: SpanIndex
    personal: str
    density: str
    blocks: int
    starts: tuple[int, ...]


@lru_cache(maxsize=1)
def _classes() -> dict[str, tuple[str, ...]]:
    """The lexicon the other way round: a word or two-word phrase to the names of its classes."""
    found: dict[str, list[str]] = {}
    for name, members in lexicon().items():
        for member in members:
            found.setdefault(member, []).append(name)
    return {k: tuple(v) for k, v in found.items()}


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    """The first words of the lexicon's phrases."""
    return frozenset(phrase.partition(" ")[0] for phrase in _classes() if " " in phrase)


@lru_cache(maxsize=50_000)
def _of_word(word: str) -> tuple[str, ...]:
    """What a word tells by itself, its ending and its beginning."""
    if len(word) > 5 and word[0] != "<":
        return (f"w={word}", f"sfx={word[-3:]}", f"stem={word[:STEM]}")
    return (f"w={word}",)


@lru_cache(maxsize=1)
def lexicon() -> dict[str, frozenset[str]]:
    """Read cues.txt once a process: class name to words and two-word phrases."""
    classes: dict[str, set[str]] = {}
    name = ""
    for line in Path(__file__).with_name("cues.txt").read_text(encoding="utf-8").split("\n"):
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            name = line.strip("[]")
            classes[name] = set()
        elif line:
            classes[name].update(w.replace("_", " ") for w in line.split())
    return {k: frozenset(v) for k, v in classes.items()}


@passing
def surroundings(document: Document) -> Surroundings:
    """Return what is the same for every clause of the document. A fact."""
    starts = tuple(s.start for s in document.sentences)
    by_sentence: list[set[str]] = [set() for _ in starts]
    covers: list[tuple[Span, str]] = []
    cues: list[Span] = []
    for a in document.attributions:
        kind = footing(document, a)
        covers += [(c, kind) for c in a.content]
        cues += [a.cue] if a.cue else []
        cues += [a.source.span] if a.source else []
        for i in {_sentence(starts, a.cue.start if a.cue else a.span.start), _sentence(starts, a.span.start)}:
            if 0 <= i < len(by_sentence):
                by_sentence[i].add(kind)
    covers.sort()
    quoted = SpanIndex(p for q in document.quotes for p in q.parts)
    words = max(1, document.word_count)
    person = sum(not quoted.overlaps(Span(*m.span())) for m in _FIRST_PERSON.finditer(document.text)) / words
    rate = len(document.attributions) / max(1, len(starts))
    return Surroundings(
        tuple(covers),
        tuple(c.start for c, _ in covers),
        tuple(frozenset(s) for s in by_sentence),
        SpanIndex(cues),
        "0" if person < 0.002 else "1" if person < 0.012 else "2",
        str(min(4, int(rate * 4))),
        sum(b.kind is BlockKind.BODY for b in document.blocks),
        starts,
    )


def footing(document: Document, a: Attribution) -> str:
    """The footing of an attribution's source in one word, and whether the cue is one of speech."""
    kind = a.source.footing.value if a.source else "none"
    short = {
        "named-organization-or-document": "body",
        "unnamed-but-described": "described",
        "named-person": "person",
    }.get(kind, kind)
    return short + ("+" if speaks(document, a) else "")


def _sentence(starts: tuple[int, ...], offset: int) -> int:
    return bisect_right(starts, offset) - 1


@lru_cache(maxsize=50_000)
def _folded(text: str, opens: bool) -> str:
    """A token as the weights know it: small letters, names and numbers folded; nothing for a mark."""
    if _NUMBER.match(text):
        return "<%>" if text.endswith("%") else "<$>" if text[0] in "$€£¥" else "<num>"
    if text[0].isupper() and not opens:
        return "<name>"
    return text.lower().replace("’", "'") if text[0].isalnum() or text in {"'s", "’s", "n't", "n’t"} else ""


def known(clause: Clause) -> list[tuple[Token, str]]:
    """The clause's words with how the weights know them."""
    opener = clause.tokens[0] if clause.first else None
    return [(t, word) for t in clause.tokens if (word := _folded(t.text, t is opener))]


def words(clause: Clause) -> list[str]:
    """The clause's words as the weights know them, a name of several words counted once."""
    stream = [w for _, w in known(clause)]
    return [w for before, w in zip(["", *stream], stream, strict=False) if w != "<name>" or before != "<name>"]


def features(document: Document, clause: Clause) -> set[str]:
    """Return what is telling about the clause."""
    around = document.fact(surroundings)
    stream = words(clause)
    covering = cover(around, clause.span)
    told = set(chain.from_iterable(map(_of_word, stream)))
    told.update([f"b={a}_{b}" for a, b in pairwise(stream)])
    told.update(_lexical(stream, f"|{covering.endswith('+')}"))
    told.update(shape(stream))
    told.update(_speaking(around, clause, covering))
    if "?" in document.sentences[clause.sentence].of(document.text):
        told.add("question")
    place = clause.place
    told |= {
        f"first={stream[0] if stream else ''}",
        f"last={stream[-1] if stream else ''}",
        f"len={min(len(stream) // 4, 6)}",
        f"row={min(clause.row, 3)}",
        f"place={'0' if place == 0 else '1' if place == 1 else 'mid' if place < around.blocks - 2 else 'end'}",
        f"block={clause.block.kind.value}",
        f"opens={clause.first}",
        f"me={around.personal}",
        f"density={around.density}",
        "bias",
    }
    return told


def _lexical(stream: list[str], covered: str) -> Iterator[str]:
    """Yield the classes of the lexicon that the words and pairs of words are in, each word and pair counted once."""
    classes, begins = _classes(), _beginnings()
    held = [name for w in classes.keys() & stream for name in classes[w]]
    if not begins.isdisjoint(stream):
        pairs = {f"{a} {b}" for a, b in pairwise(stream) if a in begins}
        held += (name for pair in pairs for name in classes.get(pair, ()))
    for name in held:
        yield f"lex={name}"
        yield f"lex={name}{covered}"
        if held.count(name) > 1:
            yield f"lex2={name}"


def cover(around: Surroundings, span: Span) -> str:
    """Who stands behind most of the span: the footing of the best source whose content covers it, or ""."""
    best, rank = "", -1
    middle = (span.start + span.end) // 2
    at = bisect_right(around.cover_starts, middle)
    for content, kind in reversed(around.covers[max(0, at - _LOOK_BACK) : at]):
        own = _WEIGHT.index(kind.rstrip("+")) * 2 + kind.endswith("+")
        if middle < content.end and own > rank:
            best, rank = kind, own
    return best


def _speaking(around: Surroundings, clause: Clause, covering: str) -> Iterator[str]:
    yield f"cover={covering}"
    if around.cues.overlaps(clause.span):
        yield "cue"
    here = around.by_sentence[clause.sentence]
    yield from (f"sentence={k}" for k in here)
    if not here:
        yield "sentence=silent"
        before = around.by_sentence[clause.sentence - 1] if clause.row and clause.sentence else frozenset()
        yield from (f"before={k}" for k in before)
        after = (
            around.by_sentence[clause.sentence + 1] if clause.sentence + 1 < len(around.by_sentence) else frozenset()
        )
        yield from (f"after={k}" for k in after)
