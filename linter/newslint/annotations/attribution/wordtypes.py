"""What is known of a word by its form alone: computed once a word type, shared by tagger and model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

from newslint.annotations.attribution.kinds import singular, word_classes
from newslint.annotations.attribution.lexicon import CLOSED, lexicon, verb_bases

_FORMS = {"base": 0, "s": 1, "past": 2, "ing": 3}
_GROUPS = {"speech": 0, "attitude": 1, "judgement": 2}
_CLASSED = ("anyone", "paper", "body", "role", "organization", "place", "title", "agency", "quantifier", "abstract")


def shape(text: str) -> str:
    """Return how a word is written: a (small), A (Capital), AA (CAPITALS), 0 (with digits), aA (mixed) or the mark itself."""
    first = text[0]
    if not first.isalnum():
        return "@" if len(text) > 1 and first in "@#" else text[:2]
    if not text.isalpha() and any(c.isdigit() for c in text):
        return "0"
    if text.islower():
        return "a"
    if text.isupper():
        return "A" if len(text) == 1 else "AA"
    return "A" + ("." if text.endswith(".") else "") if first.isupper() and text[1:].islower() else "aA"


@lru_cache(maxsize=1)
def _bases() -> dict[str, str]:
    """Inflected form → base form of every verb in words.txt."""
    return verb_bases()


def stem(low: str) -> str:
    """Fold inflected forms together, roughly: reported, reports, reporting → report."""
    base = _bases().get(low)
    if base is not None:
        return base
    if len(low) < 5:
        return low
    if low.endswith("ing") or low.endswith("ed"):
        cut = low[:-3] if low.endswith("ing") else low[:-2]
        if len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "sl":
            cut = cut[:-1]
        return cut.rstrip("e")
    return singular(low).rstrip("e")


@lru_cache(maxsize=1)
def _word_classes() -> dict[str, int]:
    """Word → number of its class; of several the first: verbs, nouns, then the closed classes in their order."""
    lex = lexicon()
    found: dict[str, int] = {}
    for i in reversed(range(len(CLOSED))):
        found.update(dict.fromkeys(getattr(lex, CLOSED[i]), 14 + i))
    found.update(dict.fromkeys(lex.nouns, 13))
    found.update((form, 1 + 4 * _GROUPS[group] + _FORMS[name]) for form, (group, name) in lex.verbs.items())
    return found


def word_class(low: str) -> int:
    """Number of the closed or lexical class a word is in: 0 none, 1 to 12 verbs by group and form, then the others."""
    return _word_classes().get(low, 0)


@lru_cache(maxsize=1)
def _nouns() -> dict[str, int]:
    """Noun → the classes of sources it is in: bits, in the order of _CLASSED."""
    found: dict[str, int] = {}
    for i, name in enumerate(_CLASSED):
        for word in word_classes()[name]:
            found[word] = found.get(word, 0) | 1 << i
    return found


MARKS = {",": 1, ":": 3, ";": 4, "—": 5, "–": 5, "--": 5, "-": 5, ".": 6, "!": 6, "?": 6, "…": 6}
MARKS |= dict.fromkeys("()[]", 7) | dict.fromkeys(['"', "“", "”", "''", "``", "‘", "«", "»"], 2)
# the offsets, from the token that is tagged to the word, at which each kind of unary feature counts
NEAR: dict[str, tuple[int, ...]] = {
    "w": (-3, -2, -1, 0, 1, 2, 3),
    "c": (-3, -2, -1, 0, 1, 2, 3),
    "h": (-2, -1, 0, 1, 2),
    "s": (-2, -1, 0, 1, 2),
    "e": (-1, 0, 1),
    "f": (0,),
    "k": (-2, -1, 0, 1, 2),
}
TAG_NEAR: dict[str, tuple[int, ...]] = {
    "w": (-2, -1, 0, 1, 2),
    "c": (-2, -1, 0, 1, 2),
    "h": (-2, -1, 0, 1, 2),
    "s": (-1, 0, 1),
    "e": (-1, 0, 1),
    "f": (-1, 0, 1),
    "k": (-1, 0, 1),
    "p": (0,),
    "g": (0,),
    "y": (0,),
}


def unary(text: str) -> list[str]:
    """Return the features of a word by itself, as text: the word, its stem, ending, shape and word classes."""
    return features_of(Word(text))


def features_of(word: Word) -> list[str]:
    """Return the same of a word that is made already."""
    low = word.low
    found = ["w" + low, "h" + shape(word.text), f"c{word.cls}"]
    if low[0].isalpha():
        found += ["s" + word.base, "e" + low[-3:], "f" + low[-2:]]
        nouns = _nouns()
        classes = nouns.get(low, 0) | nouns.get(singular(low), 0)
        if classes:
            found += ["k" + name for i, name in enumerate(_CLASSED) if classes >> i & 1]
    return found


def beginnings(text: str) -> list[str]:
    """Return the features that only the part-of-speech tagger uses: how the word begins and ends, hyphens."""
    low = text.lower()
    return ["p" + low[:3], "g" + low[-4:], "y-" if "-" in low[1:] else "y"]


def feature_key(feature: str, offset: int, template: int) -> int:
    """Return the integer key of a unary feature seen at `offset`."""
    return crc32(feature.encode("utf-8", "surrogatepass")) << 4 | offset + 3 | template << 48


TAGGER_TEMPLATE, MODEL_TEMPLATE, SET_TEMPLATE, CUE_TEMPLATE = 60, 61, 62, 63


class Word:
    """All that is known of one written form.

    `base`: its stem; `word`, `stem`: 28-bit hashes; `cls`: word class; `cue`: 0 to 3, how often it is (part of) a cue; `mark`:
    punctuation class; `tags`: possible parts of speech; `amb`: number of that set; `near`: tagger weights at
    offsets -2 to 2; `sums`: model weights at offsets -3 to 3; both as the arithmetic at work keeps them.
    """

    __slots__ = ("amb", "base", "capital", "cls", "cue", "low", "mark", "near", "stem", "sums", "tags", "text", "word")

    def __init__(self, text: str) -> None:
        low = text.lower()
        self.text = text
        self.low = low
        self.word = crc32(low.encode("utf-8", "surrogatepass")) & 0xFFFFFFF
        self.base = stem(low)
        self.stem = crc32(self.base.encode("utf-8", "surrogatepass")) & 0xFFFFFFF
        self.cls = word_class(low)
        self.cue = 0
        self.mark = MARKS.get(text, 8 if not text[0].isalnum() and text[0] not in "'’" else 0)
        self.capital = text[0].isupper()
        self.tags: Sequence[int] = ()
        self.amb = 0
        self.near: Sequence[int] = ()
        self.sums: Sequence[int] = ()


def unknown_set(text: str) -> int:
    """Return the number that stands for the possible tags of a word the tagger does not know: by its ending."""
    if text[0].isupper():
        return 1000
    return 1024 + (crc32(text[-2:].encode("utf-8", "surrogatepass")) & 0x7FF)
