"""One name in two spellings."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from newslint.annotations.entities import COMMON, HONORIFICS, SAYING, Name, could_be_person, named
from newslint.document import Document
from newslint.matchers.base import Match
from newslint.matchers.naming.scope import story
from newslint.rule import Rule
from newslint.span import Span


def distance(a: str, b: str) -> int:
    """Letters to change, add, drop or swap to get from one word to the other; 3 means 3 or more."""
    if abs(len(a) - len(b)) > 2:
        return 3
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return min(3, rows[-1][-1])


_ENDINGS = (
    "s",
    "es",
    "n",
    "an",
    "ian",
    "i",
    "ish",
    "ese",
    "ic",
    "ist",
    "ists",
    "ism",
    "er",
    "ers",
    "ns",
    "ans",
    "'s",
    "y",
    "a",
    "o",
    "ed",
)


def _inflected(a: str, b: str) -> bool:
    """Is one the other with an ending: Clintons, Russian? A doubled last letter or a silent e is no ending."""
    short, long = sorted((a, b), key=len)
    if not long.startswith(short):
        return (a.endswith("y") and b == a[:-1] + "ies") or (b.endswith("y") and a == b[:-1] + "ies")
    tail = long[len(short) :]
    return tail in _ENDINGS and tail != short[-1:]


def alike(a: str, b: str, *, plural: bool = True) -> bool:
    """Are the two one slip apart, and neither the other with an ending (unless `plural` is false)?"""
    a, b = (unicodedata.normalize("NFD", w).encode("ascii", "ignore").decode() for w in (a, b))
    if (
        a == b
        or a[:1] != b[:1]
        or min(len(a), len(b)) < 5
        or "-" in a
        or "-" in b
        or (plural and _inflected(a.lower(), b.lower()))
    ):
        return False
    return distance(a.lower(), b.lower()) <= (2 if min(len(a), len(b)) >= 9 else 1)


def misspelt(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a name that is spelled otherwise elsewhere: one person in full, and a near-double that is nobody else."""
    names = [n for n in document.fact(named) if n.block in story(rule) and not n.quoted]
    full: dict[str, list[Name]] = defaultdict(list)  # surname -> its mentions in full
    alone: dict[str, list[Name]] = defaultdict(list)
    for n in names:
        if could_be_person(n):
            full[n.last].append(n)
        elif len(n.words) == 1 and not n.last.isupper():
            alone[n.last].append(n)
    if not full:
        return
    small = frozenset(re.findall(r"\b[a-z]{4,}\b", document.text)) | COMMON
    words = [w for w in sorted({*alone, *full}) if len(w) >= 5 and w.lower() not in small]
    first = {w[0].lower() for w in words if w in full}  # a near-double begins as its double does
    near = _neighbours([w for w in words if w[0].lower() in first])
    seen: set[str] = set()
    for surname in sorted(full, key=lambda s: full[s][0].span.start):
        for other in sorted(near.get(surname, ())):
            if other in seen or surname in seen or not alike(surname, other, plural=not _titled(alone, other)):
                continue
            pair = _one_person(full, alone, surname, other)
            if pair:
                seen.add(pair[0])
                for n in pair[1]:
                    yield Match(_word(document, n), {"other": pair[2]}, (pair[2],))


def _titled(alone: dict[str, list[Name]], word: str) -> bool:
    """Is it somebody's surname beyond doubt, with an s that is no plural: "Mr. Perkins said"?"""
    return any(n.title.rstrip(".").lower() in HONORIFICS and n.after in SAYING for n in alone.get(word, ()))


def _neighbours(words: list[str]) -> dict[str, set[str]]:
    """Return for each word the words that may be one or two letters from it: those that it shares a remnant with when
    letters are left out. Time is linear in the number of words."""
    remnants: dict[str, list[str]] = defaultdict(list)
    for word in words:
        less = {word[:i] + word[i + 1 :] for i in range(1, len(word))}
        if len(word) >= 9:
            less |= {w[:i] + w[i + 1 :] for w in less for i in range(1, len(w))}
        for remnant in {word.lower(), *(w.lower() for w in less)}:
            remnants[remnant].append(word)
    near: dict[str, set[str]] = defaultdict(set)
    for found in remnants.values():
        for word in found[:8]:  # more share a remnant only by design
            near[word].update(w for w in found[:8] if w != word)
    return near


_VERBS = SAYING | frozenset("has had was is will would then also who left".split())


def _one_person(
    full: dict[str, list[Name]], alone: dict[str, list[Name]], a: str, b: str
) -> tuple[str, list[Name], str] | None:
    """Return (wrong spelling, its mentions, the other), or None when the two may be two people."""
    given_a, given_b = {n.words[0] for n in full[a]}, {n.words[0] for n in full.get(b, [])}
    if given_b and not given_a & given_b:
        return None
    if not given_b and not any(not n.opens or n.title or n.after in _VERBS or n.after.endswith("ed") for n in alone[b]):
        return None
    mentions = {w: sorted([*full.get(w, []), *alone.get(w, [])], key=lambda n: n.span.start) for w in (a, b)}
    if not given_b and any(n.before in ("the", "a", "an", "in", "at", "from", "near", "to") for n in alone[b]):
        return None
    wrong = min((b, a), key=lambda w: (len(mentions[w]), -mentions[w][0].span.start))
    return wrong, mentions[wrong][:3], a if wrong == b else b


def _word(document: Document, n: Name) -> Span:
    start = document.text.rindex(n.last, n.span.start, n.span.end)
    return Span(start, start + len(n.last))
