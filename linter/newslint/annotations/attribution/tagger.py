"""Parts of speech: most words have one, the others are told apart by their neighbours, left to right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newslint.annotations.attribution.store import Weights
    from newslint.annotations.attribution.wordtypes import Word

TAGS = tuple("N NS NP VB VBD VBN VBG VBZ VBP MD IN DT JJ RB PRP PRP$ CC TO CD WH POS X , . : Q (".split())
WIDTH = len(TAGS)
_START = 30


def tag_keys(words: Sequence[Word], i: int, one: int, two: int) -> list[int]:
    """Return the keys at token `i` whose tags before are `one` (next to it) and `two`."""
    n = len(words)
    word = words[i]
    here = word.amb
    after = words[i + 1].amb if i + 1 < n else 4095
    later = words[i + 2].amb if i + 2 < n else 4095
    return [
        one | 70 << 48,
        one | two << 5 | 71 << 48,
        one | word.word << 5 | 72 << 48,
        one | here << 5 | 73 << 48,
        one | two << 5 | here << 10 | 74 << 48,
        here | after << 16 | 75 << 48,
        one | here << 5 | after << 21 | 76 << 48,
        after | later << 16 | 77 << 48,
        here | after << 16 | later << 32 | 78 << 48,
        (2 if i == 0 else 0) | (1 if word.capital else 0) | 79 << 48,
    ]


def tag(words: Sequence[Word], weights: Weights) -> list[int]:
    """Return the number of each word's part of speech in `TAGS`; `words` is one sentence."""
    out: list[int] = []
    one = two = _START
    get = weights.__getitem__
    n = len(words)
    for i, word in enumerate(words):
        options = word.tags
        if len(options) == 1:
            best = options[0]
        else:
            total = word.near[2] + sum(map(get, tag_keys(words, i, one, two)))
            if i:
                total += words[i - 1].near[1]
                if i > 1:
                    total += words[i - 2].near[0]
            if i + 1 < n:
                total += words[i + 1].near[3]
                if i + 2 < n:
                    total += words[i + 2].near[4]
            best, high = options[0], -1
            for option in options:
                value = (total >> (option << 4)) & 0xFFFF
                if value > high:
                    best, high = option, value
        out.append(best)
        two, one = one, best
    return out
