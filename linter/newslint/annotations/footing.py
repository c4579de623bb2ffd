"""On what footing a draft stands: its sources counted, and the claims that rest on one unnamed source alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from newslint import expressions
from newslint.annotations.attributions import Attribution, SourceKind
from newslint.document import Document
from newslint.records import dataclass

NAMED = frozenset({SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANIZATION})
UNNAMED = frozenset({SourceKind.VAGUE, SourceKind.DESCRIBED})
_WORD = expressions.compile(r"[^\W_]{4,}|\d+")
_COMMON = frozenset(
    "that this with from have been were will would could should about which their there when what they them than then".split()
)
_SHARED = 0.5  # of the smaller content's words: above it two contents tell of the same


@dataclass(frozen=True, slots=True)
class Footing:
    """Counts of a document's attributions by their source, and what rests on one unnamed source.

    `named`, `described`, `vague`, `nobody` count attributions (a pronoun counts as what it stands for; `unclear`
    are pronouns without one and sources of no kind); `people` are the distinct named people, by surname. `single`
    are the attributions to a vague or described source, or to nobody, that no other source bears out.
    """

    named: int
    described: int
    vague: int
    nobody: int
    unclear: int
    people: tuple[str, ...]
    single: tuple[Attribution, ...]

    @property
    def total(self) -> int:
        """Attributions in all."""
        return self.named + self.described + self.vague + self.nobody + self.unclear


def footing(document: Document) -> Footing:
    """Return the footing of a document (once a document: ``document.fact(footing)``)."""
    found = document.attributions
    kinds: Counter[str] = Counter(_side(a) for a in found)
    text = document.text
    people = {
        a.source.head.of(text): None for a in found if a.source and a.source.kind is SourceKind.NAMED_PERSON
    }  # in order of appearance
    words = [_words(c.of(text) for c in a.content) for a in found]
    single = tuple(
        a
        for i, a in enumerate(found)
        if _side(a) in ("described", "vague", "nobody")
        and len(words[i]) >= 2
        and not any(
            _other(text, a, b) and _same(words[i], words[k]) for k, b in enumerate(found) if k != i and b.source
        )
    )
    return Footing(
        named=kinds["named"],
        described=kinds["described"],
        vague=kinds["vague"],
        nobody=kinds["nobody"],
        unclear=kinds["unclear"],
        people=tuple(people),
        single=single,
    )


def side(a: Attribution) -> str:
    """Return named, described, vague, nobody or unclear: the footing of one attribution."""
    return _side(a)


def _side(a: Attribution) -> str:
    if a.source is None:
        return "nobody"
    kind = a.source.footing
    if kind in NAMED:
        return "named"
    if kind is SourceKind.DESCRIBED:
        return "described"
    return "vague" if kind is SourceKind.VAGUE else "unclear"


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(w for t in texts for w in _WORD.findall(t.lower()) if w not in _COMMON)


def _other(text: str, a: Attribution, b: Attribution) -> bool:
    """Are these two different sources?"""
    if a.source is None or b.source is None:
        return True
    one = a.source.antecedent or a.source.span
    two = b.source.antecedent or b.source.span
    return one != two and one.of(text).lower() != two.of(text).lower()


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    least = min(len(one), len(other))
    return least >= 2 and len(one & other) / least >= _SHARED
