"""A trigram model of English in three sorted tables, read in place.

Words are ids, most frequent first; 0 is the unknown word. Probabilities are whole numbers, in 1/64 of a decade
below one: 64 is one in ten, 128 one in a hundred; smaller is likelier. Whole numbers make every score the same
on every machine.

Tables (sections of ngrams.bin): those of `newslint.typos.vocabulary`; for each word ``uni_p`` (1/64 decade, 16 bits)
and ``uni_bo`` (1/64); bigrams
in rows by their first word, ``row_at`` into ``right`` (second word, ascending) and ``bi_p`` (1/32); contexts that
have trigrams in rows by their first word, ``ctx_at`` into ``ctx_right``, ``ctx_bo`` and ``ctx_tri``, which points
into ``tri_right`` (third word, ascending) and ``tri_p`` (1/32).
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from pathlib import Path

from newslint.typos.tables import DATA, Tables
from newslint.typos.vocabulary import Vocabulary

UNIT = 64  # parts of a decade
SMALL_WORDS = 90  # ids up to this are the small words of the language
UNKNOWN = 9 * UNIT  # the cost of a word the model does not know
START, END = 1, 2  # ids of the sentence marks
LONGEST = 63  # letters of a word that is judged; no word of the model has more than 22
_REMEMBERED = 20_000  # words with another dialect's spelling, or none

# British spellings and what the model has for them
SPELLINGS = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("isab", "izab"),
    ("yse", "yze"),
    ("ysing", "yzing"),
    ("our", "or"),
    ("ogue", "og"),
    ("lled", "led"),
    ("lling", "ling"),
    ("ller", "ler"),
    ("llor", "lor"),
    ("mme", "m"),
    ("tre", "ter"),
    ("ence", "ense"),
    ("ae", "e"),
    ("oe", "e"),
    ("ould", "old"),
    ("lfil", "lfill"),
    ("lment", "llment"),
    ("lful", "llful"),
    ("gement", "gment"),
    ("eab", "ab"),
    ("grey", "gray"),
    ("tyre", "tire"),
    ("cheque", "check"),
    ("plough", "plow"),
    ("sceptic", "skeptic"),
    ("aeroplane", "airplane"),
    ("kerb", "curb"),
    ("ise", "ice"),
    ("wards", "ward"),
)


class Ids:
    """The words' ids, as a mapping would give them; the unknown word is no word."""

    def __init__(self, words: Vocabulary) -> None:
        self._number = words.number

    def get(self, word: str, default: int = 0) -> int:
        """Return a word's id, or `default` for a word the model does not know."""
        number = self._number(word)
        return number if number > 0 else default

    def __getitem__(self, word: str) -> int:
        number = self._number(word)
        if number <= 0:
            raise KeyError(word)
        return number

    def __contains__(self, word: str) -> bool:
        return self._number(word) > 0


class Ngrams:
    """The model. Costs are in 1/64 decade, see the module's text."""

    def __init__(self, path: Path) -> None:
        self.tables = tables = Tables(path)
        self.words = Vocabulary(tables)
        self.ids = Ids(self.words)
        self._variants: dict[str, int] = {}
        self.uni_p = tables.numbers("uni_p", "H")
        self.uni_bo = tables.raw("uni_bo")
        self.row_at = tables.numbers("row_at", "I")
        self.right = tables.numbers("right", "H")
        self.bi_p = tables.raw("bi_p")
        self.ctx_at = tables.numbers("ctx_at", "I")
        self.ctx_right = tables.numbers("ctx_right", "H")
        self.ctx_bo = tables.raw("ctx_bo")
        self.ctx_tri = tables.numbers("ctx_tri", "I")
        self.tri_right = tables.numbers("tri_right", "H")
        self.tri_p = tables.raw("tri_p")

    def variant(self, word: str) -> int:
        """Return the id of another dialect's spelling of a word the model lacks (realise, realize), or 0."""
        try:
            return self._variants[word]
        except KeyError:
            found = 0
            if 4 < len(word) <= LONGEST:
                for here, there in SPELLINGS:
                    i = word.find(here, 2)
                    while i > 0 and not found:
                        found = self.ids.get(word[:i] + there + word[i + len(here) :], 0)
                        i = word.find(here, i + 1)
            if len(self._variants) >= _REMEMBERED:
                self._variants.clear()
            self._variants[word] = found
            return found

    def seen2(self, a: int, b: int) -> int:
        """Return the cost of `b` after `a` if the pair was kept in the model, else -1."""
        end = self.row_at[a + 1]
        i = bisect_left(self.right, b, self.row_at[a], end)
        return 2 * self.bi_p[i] if i < end and self.right[i] == b else -1

    def cost2(self, a: int, b: int) -> int:
        """Return the cost of `b` after `a`."""
        end = self.row_at[a + 1]
        i = bisect_left(self.right, b, self.row_at[a], end)
        if i < end and self.right[i] == b:
            return 2 * self.bi_p[i]
        return self.uni_bo[a] + self.uni_p[b]

    def context(self, a: int, b: int) -> int:
        """Return the index of the context ``a b`` if trigrams follow it, else -1."""
        end = self.ctx_at[a + 1]
        i = bisect_left(self.ctx_right, b, self.ctx_at[a], end)
        return i if i < end and self.ctx_right[i] == b else -1

    def seen3(self, context: int, c: int) -> int:
        """Return the cost of `c` in `context` (an index from `context`) if the trigram was kept, else -1."""
        end = self.ctx_tri[context + 1]
        i = bisect_left(self.tri_right, c, self.ctx_tri[context], end)
        return 2 * self.tri_p[i] if i < end and self.tri_right[i] == c else -1

    def known3(self, a: int, b: int, c: int) -> int:
        """Return the cost of the trigram if it was kept in the model, else -1."""
        context = self.context(a, b)
        return self.seen3(context, c) if context >= 0 else -1

    def cost3(self, a: int, b: int, c: int) -> int:
        """Return the cost of `c` after ``a b``, backing off to the pair and the word."""
        context = self.context(a, b)
        if context < 0:
            return self.cost2(b, c)
        seen = self.seen3(context, c)
        return seen if seen >= 0 else self.ctx_bo[context] + self.cost2(b, c)


@cache
def ngrams() -> Ngrams:
    """Return the model that ships with newslint, opened on first use."""
    return Ngrams(DATA / "ngrams.bin")
