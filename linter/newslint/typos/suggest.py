"""What a word that is not English may have been meant as, likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from newslint import native
from newslint.typos.lexicon import LEVELS, lexicon
from newslint.typos.ngrams import LONGEST, SMALL_WORDS, UNIT, Ngrams, ngrams
from newslint.typos.slipkinds import (
    ADDED,
    DOUBLED,
    DROPPED,
    NEIGHBOUR,
    OTHER,
    TRANSPOSED,
    UNDOUBLED,
    VOWEL,
    beside,
    edit_kind,
)

if TYPE_CHECKING:
    from newslint.typos import _near

# What an edit costs, in 1/64 decade: slips that people make often cost least.
_COST = {
    UNDOUBLED: 70,
    DOUBLED: 70,
    TRANSPOSED: 80,
    VOWEL: 90,
    DROPPED: 100,
    ADDED: 110,
    NEIGHBOUR: 110,
    OTHER: 150,
}
_FIRST_LETTER = 90  # the first letter is seldom wrong
_TWO = 250  # two edits
_THREE = 400
_ALIKE = 90  # how much less where both sound the same
_SPLIT = 130  # a space left out
TARGET_COST = 7 * UNIT + UNIT // 2
TARGET_LEVEL = 60
_USUAL_LEVEL = 35  # of the longer of two words run together
_PAIR_COST = 3 * UNIT  # and what the two may cost
_ABC = "abcdefghijklmnopqrstuvwxyz"
_LETTERS = _ABC + "'"
NUMBERS = (
    *(_COST.get(kind, 0) for kind in range(ADDED + 1)),
    *(_FIRST_LETTER, _TWO, _THREE, _ALIKE, _SPLIT, TARGET_COST, TARGET_LEVEL, SMALL_WORDS, _USUAL_LEVEL, _PAIR_COST),
)  # as the kernel takes them


@cache
def kernel() -> _near.Near | None:
    """Return the compiled twin of `searched`, if there is one."""
    compiled = native.load("newslint.typos._near")
    if compiled is None:
        return None
    keys = bytes(beside(a, b) for a in _ABC for b in _ABC)
    near: _near.Near = compiled.Near(ngrams().tables, lexicon().tables, NUMBERS, bytes(LEVELS), keys)
    return near


class _Targets:
    """The words that may be suggested, by length and by first letter, each with its letters as bits."""

    def __init__(self) -> None:
        model, lex = ngrams(), lexicon()
        self._by_length: dict[int, list[tuple[int, str]]] = {}
        self._by_letter: dict[str, list[tuple[int, str]]] = {}
        for word, cost in zip(model.words, model.uni_p, strict=True):
            if len(word) > 1 and cost <= TARGET_COST and lex.level(word) <= TARGET_LEVEL:
                self._by_length.setdefault(len(word), []).append((_mask(word), word))
                self._by_letter.setdefault(word[0], []).append((_mask(word), word))

    def near(self, word: str) -> list[str]:
        """Return the words that may be two edits away, or, for a long word, three: then with the same first letter."""
        bits, size = _mask(word), len(word)
        out = [
            other
            for length in range(size - 2, size + 3)
            for mask, other in self._by_length.get(length, ())
            if (mask ^ bits).bit_count() <= 4
        ]
        if size >= 8:
            out += [
                other
                for mask, other in self._by_letter.get(word[0], ())
                if (mask ^ bits).bit_count() <= 6 and abs(len(other) - size) <= 3
            ]
        return out


@cache
def _targets() -> _Targets:
    return _Targets()


def _mask(word: str) -> int:
    bits = 0
    for c in word:
        bits |= 1 << (ord(c) & 31)
    return bits


@lru_cache(maxsize=4096)
def candidates(word: str) -> tuple[tuple[str, int], ...]:
    """Return (what may be meant, cost of the slip) for a lower-case word that is not English.

    There is nothing for a string of letters longer than any word and its slips.
    """
    if len(word) > LONGEST:
        return ()
    twin = kernel()
    known = twin is not None and word and all(c in _LETTERS for c in word)
    found = twin.candidates(word) if twin is not None and known else searched(word)
    return tuple(sorted(found, key=lambda t: (t[1], t[0])))


def searched(word: str) -> Iterable[tuple[str, int]]:
    """Return what `candidates` does, in no order."""
    model, lex = ngrams(), lexicon()
    out: dict[str, int] = {}
    for other in _one_edit(word):
        i = model.ids.get(other, 0)
        if i and model.uni_p[i] <= TARGET_COST and lex.level(_base(other)) <= TARGET_LEVEL:
            cost = _COST[edit_kind(word, other)]
            if other[0] != word[0] and edit_kind(word, other) != TRANSPOSED:
                cost += _FIRST_LETTER
            out[other] = cost
    if len(word) >= 4:
        reach = 2 if len(word) < 8 else 3
        distance_to = distances_from(word)
        for other in _targets().near(word):
            if other in out:
                continue
            d = distance_to(other)
            if d <= reach:
                out[other] = (_TWO if d <= 2 else _THREE) + (_FIRST_LETTER if other[0] != word[0] else 0)
                if sounds(word) == sounds(other):
                    out[other] -= _ALIKE
    for i in range(1, len(word)):
        a, b = word[:i], word[i:]
        x, y = model.ids.get(a, 0), model.ids.get(b, 0)
        if not x or not y or len(b) < 2 or (len(a) < 2 and a not in "ai"):
            continue
        small, usual = (x, b) if len(a) <= 4 else (y, a)
        if small <= SMALL_WORDS and lex.level(usual) <= _USUAL_LEVEL and 0 <= model.seen2(x, y) <= _PAIR_COST:
            out[f"{a} {b}"] = _SPLIT
    return out.items()


@lru_cache(maxsize=4096)
def misspells_a_common_word(word: str, cost: int, usual: int = 5 * UNIT + UNIT // 2) -> bool:
    """Tell whether a usual slip (of at most `cost`) makes the word of a much commoner one, no rarer than `usual`."""
    model = ngrams()
    own = model.uni_p[model.ids[word]] if word in model.ids else TARGET_COST
    for other, slip in candidates(word):
        if " " in other:
            return True
        rarity = model.uni_p[model.ids[other]]
        if rarity > own - UNIT // 2:
            continue
        if slip <= min(cost, 90) and rarity <= 6 * UNIT + UNIT // 4:
            return True
        if slip <= cost and rarity <= usual:
            return True
        if slip <= 150 and rarity <= 5 * UNIT and len(word) >= 7:
            return True
        if slip <= _TWO - _ALIKE and rarity <= 5 * UNIT and len(sounds(word)) > 3 and sounds(word) == sounds(other):
            return True
    return False


def ranked(word: str, far: int, one: int, two: int, past: int) -> list[tuple[int, int, str]]:
    """Return (cost in its place, cost of the slip, word) of the candidates, best first; the arguments are the
    ids of the two words before and the two after."""
    model = ngrams()
    out = [(slip + _fit(model, text, far, one, two, past), slip, text) for text, slip in candidates(word)]
    out.sort()
    return out


def _base(word: str) -> str:
    return word[:-2] if word.endswith("'s") and len(word) > 4 else word


def _fit(model: Ngrams, text: str, far: int, one: int, two: int, past: int) -> int:
    if " " in text:
        a, b = (model.ids[w] for w in text.split(" "))
        return model.cost3(far, one, a) + model.cost3(one, a, b) + model.cost3(a, b, two)
    i = model.ids[text]
    return model.cost3(far, one, i) + model.cost3(one, i, two) + model.cost3(i, two, past)


def _one_edit(word: str) -> set[str]:
    pairs = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    out = {a + b[1:] for a, b in pairs if b}
    out |= {a + b[1] + b[0] + b[2:] for a, b in pairs if len(b) > 1}
    out |= {a + c + b[1:] for a, b in pairs if b for c in _LETTERS}
    out |= {a + c + b for a, b in pairs for c in _LETTERS}
    out.discard(word)
    return out


def distances_from(word: str) -> Callable[[str], int]:
    """Return a function that gives the edit distance of `word` to another (a transposition counts one).

    Bit-parallel, a column of the usual table in one number: Hyyrö, A bit-vector algorithm for computing Levenshtein
    and Damerau edit distances, 2003.
    """
    places: dict[str, int] = {}
    for i, c in enumerate(word):
        places[c] = places.get(c, 0) | 1 << i
    size, full, top = len(word), (1 << len(word)) - 1, 1 << len(word) >> 1

    def distance_to(other: str) -> int:
        if not size:
            return len(other)
        up, down, diagonal, before, score = full, 0, 0, 0, size
        for c in other:
            here = places.get(c, 0)
            swapped = ((~diagonal & here) << 1) & before
            diagonal = ((((here & up) + up) ^ up) | here | down | swapped) & full
            more = (down | ~(diagonal | up)) & full
            less = diagonal & up
            score += (more & top != 0) - (less & top != 0)
            more = more << 1 | 1
            up = (less << 1 | ~(diagonal | more)) & full
            down = more & diagonal & full
            before = here
        return score

    return distance_to


def sounds(word: str) -> str:
    """Return the consonants as they sound, roughly."""
    out: list[str] = []
    for i, c in enumerate(word):
        soft = word[i + 1 : i + 2] in ("e", "i", "y")
        c = {"c": "s" if soft else "k", "q": "k", "z": "s", "x": "ks", "j": "g", "v": "f"}.get(c, c)
        if (c not in "aeiouyh'" or i == 0) and (not out or out[-1] != c):
            out.append("a" if c in "aeiou" else c)
    return "".join(out)
