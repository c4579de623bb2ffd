"""The word classes of words.txt, with the inflected forms of its verbs and nouns."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_VERBS = ("speech", "attitude", "judgement")
# the closed classes, in the order of their fields in Lexicon and of their numbers in the model
CLOSED = ("hearsay", "determiner", "preposition", "subordinator", "pronoun", "auxiliary", "adverb", "time")
_DOUBLING = frozenset("admit plan slam brag chat".split())


class Lexicon(NamedTuple):
    """Word classes, all in small letters.

    `verbs` maps a form to its class (speech, attitude, judgement) and form (base, s, past, ing).
    """

    verbs: dict[str, tuple[str, str]]
    nouns: frozenset[str]
    passive: frozenset[str]
    hearsay: frozenset[str]
    determiner: frozenset[str]
    preposition: frozenset[str]
    subordinator: frozenset[str]
    pronoun: frozenset[str]
    auxiliary: frozenset[str]
    adverb: frozenset[str]
    time: frozenset[str]


def sections(text: str) -> dict[str, list[str]]:
    """Return the lines of each ``[section]`` of a word list, remarks and empty lines left out."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


def inflect(base: str) -> list[tuple[str, str]]:
    """Return (form, name) of a regular verb: base, s, past, ing."""
    if base.endswith("e"):
        return [(base, "base"), (base + "s", "s"), (base + "d", "past"), (base[:-1] + "ing", "ing")]
    if base.endswith("y") and base[-2] not in "aeiou":
        return [(base, "base"), (base[:-1] + "ies", "s"), (base[:-1] + "ied", "past"), (base + "ing", "ing")]
    stem = base + base[-1] if base in _DOUBLING else base
    s = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return [(base, "base"), (s, "s"), (stem + "ed", "past"), (stem + "ing", "ing")]


def _verb(line: str) -> list[tuple[str, str]]:
    base, _, rest = line.partition(":")
    if not rest:
        return inflect(base)
    forms = rest.split()
    names = ["s", *["past"] * (len(forms) - 2), "ing"]
    return [(base, "base"), *zip(forms, names, strict=True)]


def verb_bases() -> dict[str, str]:
    """Map every form of the verbs in words.txt to its base."""
    parts = sections(Path(__file__).with_name("words.txt").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for group in _VERBS:
        for line in parts[group]:
            for form, _ in _verb(line):
                found.setdefault(form, line.partition(":")[0])
    return found


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read words.txt once a process."""
    parts = sections(Path(__file__).with_name("words.txt").read_text(encoding="utf-8"))
    verbs: dict[str, tuple[str, str]] = {}
    for group in _VERBS:
        for line in parts[group]:
            for form, name in _verb(line):
                verbs.setdefault(form, (group, name))
    nouns = {form for n in parts["noun"] for form in (n, n[:-1] + "ies" if n.endswith("y") else n + "s")}

    def words(name: str) -> frozenset[str]:
        return frozenset(w for line in parts[name] for w in line.split())

    return Lexicon(
        verbs,
        frozenset(nouns),
        words("passive"),
        *(words(name) for name in CLOSED),
    )
