"""Noun phrases and verb groups by word classes and order: the ground of the grammar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newslint.annotations.attribution.lexicon import lexicon
from newslint.annotations.tokens import Token
from newslint.span import Span

LEX = lexicon()
HEARSAY = LEX.hearsay - frozenset("apparently evidently seemingly".split())  # these are the writer's own guesses
BE = frozenset("is are was were be been being 's ’s".split())
OPEN = frozenset("“ \" ‘ '' `` «".split())
QUOTE = OPEN | frozenset("” ’ »".split())
STOP = frozenset(". ! ? ; : — – -- ( ) [ ] …".split())


class Reader(NamedTuple):
    """One sentence: its tokens, their small letters, and which of them stand inside a quotation."""

    tokens: Sequence[Token]
    low: Sequence[str]
    quoted: Sequence[bool]

    def span(self, start: int, end: int) -> Span:
        """Span of tokens ``start`` to ``end``, end exclusive."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def cap(self, i: int) -> bool:
        """Tell whether token `i` begins with a capital."""
        return self.tokens[i].text[:1].isupper()


def trim(r: Reader, start: int, end: int) -> tuple[int, int]:
    """Leave out commas at both ends, colons and dashes before, and the stop after unless a quotation holds it."""
    while start < end and r.low[start] in {",", ":", ";", "—", "–", "--", "-"}:
        start += 1
    while end > start and (
        r.low[end - 1] in {",", ";", "—", "–", "--", ":"}
        or (r.low[end - 1] in {".", "!", "?"} and not r.quoted[end - 1])
    ):
        end -= 1
    return start, end


def piece(r: Reader, start: int, end: int) -> list[Span]:
    """Return the span of tokens ``start`` to ``end`` trimmed, or nothing."""
    start, end = trim(r, start, end)
    return [r.span(start, end)] if start < end else []


def clause_start(r: Reader, end: int) -> int:
    """First token of the clause that ends before `end`: behind a semicolon or dash, or the sentence's first."""
    i = end
    while i > 0 and not (r.low[i - 1] in {";", "—"} and not r.quoted[i - 1]):
        i -= 1
    return i


def title_case(r: Reader) -> bool:
    """Is this a headline in capitals ("Judge Rejects Plea")?"""
    words = [t.text for t in r.tokens if t.text[0].isalpha() and len(t.text) > 3]
    return sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def group_start(r: Reader, i: int) -> int:
    """First token of the verb group that ends with token `i`: auxiliaries and adverbs before it."""
    start = i
    while start > 0 and (
        r.low[start - 1] in LEX.auxiliary
        or r.low[start - 1] in LEX.adverb
        or (r.low[start - 1].endswith("ly") and not r.cap(start - 1))
    ):
        start -= 1
    return start


def np_left(r: Reader, end: int) -> int:
    """First token of the noun phrase that ends before token `end`; `end` itself if there is none."""
    if end == 0:
        return 0
    k = end - 1
    if r.low[k] == ",":  # "Zhao, the spokesman, said"
        opened = next((j for j in range(k - 1, 0, -1) if r.low[j] == "," or r.low[j] in STOP), -1)
        if (
            opened > 0
            and r.low[opened] == ","
            and (
                r.low[opened + 1] in LEX.determiner | {"who", "which", "of", "whose"}
                or r.cap(opened + 1)
                or r.low[opened + 1].isdigit()
                or r.low[opened + 1].isalpha()
            )
        ):
            left = np_left(r, opened)
            return left if left < opened else end
        return end
    if r.low[k] in {"he", "she", "they", "it", "we", "i", "you", "who", "which"}:
        return k
    while k >= 0:
        word = r.low[k]
        if word in STOP or (word in QUOTE and not word.startswith("’s")):
            break
        if word == ",":
            apposed = (
                k > 0
                and r.cap(k - 1)
                and k + 1 < end
                and (r.low[k + 1] in {"the", "a", "an"} or not r.cap(k + 1))
                and starts_name(r, k)
            )
            if not apposed:
                break
        elif word in LEX.subordinator or word in {"that", "then"}:
            break
        elif (word in LEX.auxiliary and word not in {"'s", "’s"}) or (k + 1 < end and finite(r, k)):
            clause = next((j for j in range(k, max(k - 4, 0), -1) if r.low[j] in {"who", "which"}), -1)
            if clause > 0:  # "two officials who were in the room told"
                opened = clause - 1 if r.low[clause - 1] == "," else clause
                left = np_left(r, opened)
                if left < opened:
                    return left
            break
        elif word == "and":
            if (
                k == 0
                or k + 1 >= end
                or not (
                    (r.cap(k - 1) and r.cap(k + 1)) or (r.low[k - 1].endswith("s") and r.low[end - 1].endswith("s"))
                )
            ):
                break
        elif word in {"he", "she", "they", "i"}:
            break
        k -= 1
    return without_lead(r, k + 1, end)


def finite(r: Reader, k: int) -> bool:
    """A reporting verb in the past in front of a name or an article ("Smith said Jones believes")."""
    if r.cap(k) or LEX.verbs.get(r.low[k], ("", ""))[1] != "past":
        return False
    return r.cap(k + 1) or r.low[k + 1] in LEX.determiner or r.low[k + 1] in LEX.pronoun


def starts_name(r: Reader, comma: int) -> bool:
    """Is everything from the head of the sentence (or of its last clause) to `comma` one capitalised name?"""
    k = comma - 1
    while k >= 0 and (r.cap(k) or r.low[k] in {"of", "the", "de", "van", "bin", "al"} or r.low[k] == "."):
        k -= 1
    return k < 0 or r.low[k] in STOP or r.low[k] in LEX.subordinator or r.low[k] == ","


def without_lead(r: Reader, left: int, end: int) -> int:
    """Leave out a leading phrase of place or time: "On Tuesday officials said", "In Washington officials said"."""
    while left < end and (
        r.low[left] in LEX.adverb or r.low[left] in {"and", "but", "meanwhile", "moreover", "however"}
    ):
        left += 1
    if left < end and r.low[left] in LEX.preposition and r.low[left] not in {"about", "over"}:
        k = left + 1
        while k < end and (r.low[k] in LEX.time or r.cap(k) or r.low[k].isdigit()) and k + 1 < end:
            k += 1
        if k < end and k > left + 1:
            return k
        return end
    return left


def np_right(r: Reader, start: int) -> int:
    """Token behind the noun phrase that starts at `start`: up to a comma, a verb, a clause or the sentence's end."""
    k = start
    n = len(r.low)
    if k < n and r.low[k] in {"he", "she", "they", "it", "we", "i", "you"}:
        return k + 1
    while k < n:
        word = r.low[k]
        if word in STOP or word in QUOTE or word in {"that", "who", "when", "as", "after", "before", "while", "to"}:
            break
        if word == ",":
            break
        if word in LEX.auxiliary and word not in {"'s", "’s"}:
            break
        if (word in LEX.time and k > start) or (
            word in {"on", "in", "during", "at"} and k > start and k + 1 < n and not r.cap(k + 1)
        ):
            break
        if word == "on" and k + 1 < n and r.low[k + 1] in LEX.time:
            break
        if word in LEX.verbs and LEX.verbs[word][1] == "past" and k > start:
            break
        k += 1
    return k
