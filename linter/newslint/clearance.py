"""When a match is answered by what stands around it: the rules' `unless` and `soften`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from newslint.annotations.sentences import paragraph_at, sentence_at, sentence_starts
from newslint.annotations.speech import speaks
from newslint.document import Document
from newslint.matchers.base import Pattern
from newslint.rule import Clearance
from newslint.span import Span, SpanIndex


def answered(document: Document, span: Span, clearance: Clearance) -> bool:
    """Tell whether the surroundings answer the query at `span`."""
    if clearance.attributed and attributed(document, span, clearance.attributed):
        return True
    if clearance.named and person_speaks(document, span, clearance.named):
        return True
    return any(_found(document, span, place, expression) for place, expression in clearance.patterns.items())


@lru_cache(maxsize=4096)
def _pattern(expression: str) -> Pattern:
    return Pattern(expression)


def _found(document: Document, span: Span, place: str, expression: str) -> bool:
    pattern = _pattern(expression)
    text = document.text
    sentence = sentence_at(document, span.start) or span
    if place == "match":
        return bool(pattern.search(text, *span))
    if place == "before":
        return bool(_pattern(f"(?:{expression})\\s*$").search(text, sentence.start, span.start))
    if place == "after":
        return bool(_pattern(f"^\\s*(?:{expression})").search(text, span.end, max(sentence.end, span.end)))
    if place == "sentence":
        return bool(pattern.search(text, *sentence))
    if place == "next":
        after = sentence_at(document, sentence.end + 1)
        if after is None:
            starts = document.fact(sentence_starts)
            i = bisect_left(starts, sentence.end)
            after = document.sentences[i] if i < len(starts) else None
        return bool(pattern.search(text, sentence.start, after.end if after else sentence.end))
    if place == "paragraph":
        return bool(pattern.search(text, *(paragraph_at(document, span.start) or span)))
    return document.fact(_Everywhere).holds(pattern)


class _Everywhere:
    """Which expressions match anywhere in a draft: each is looked for once, however many matches ask."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._known: dict[Pattern, bool] = {}

    def holds(self, pattern: Pattern) -> bool:
        known = self._known.get(pattern)
        if known is None:
            known = self._known[pattern] = bool(pattern.search(self._text))
        return known


def attributed(document: Document, span: Span, reach: str) -> bool:
    """Tell whether somebody the reader can weigh stands behind the words, in the clause, sentence or paragraph.

    In the clause: the words lie in an attribution's content. A vague source or none answers nothing, nor does one
    that does not speak ("the mayor plans to", "the firm unveiled").
    """
    standing = document.fact(_standing)
    if standing.contents.covers(span):
        return True
    place = paragraph_at(document, span.start) if reach == "paragraph" else sentence_at(document, span.start)
    return reach != "clause" and place is not None and standing.whole.overlaps(place)


class _Covering:
    """Answers "does one of these spans cover that one?" in logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [s.start for s in ordered]
        self._reach = list(accumulate((s.end for s in ordered), max))  # how far those that begin so early go

    def covers(self, span: Span) -> bool:
        i = bisect_right(self._starts, span.start) - 1
        return i >= 0 and self._reach[i] >= span.end


class _Standing(NamedTuple):
    """The attributions that answer for what they say: their contents, and where each stands as a whole."""

    contents: _Covering
    whole: SpanIndex


def _standing(document: Document) -> _Standing:
    those = [a for a in document.attributions if a.source and a.source.kind != "vague" and speaks(document, a)]
    return _Standing(_Covering(c for a in those for c in a.content), SpanIndex(a.span for a in those))


def person_speaks(document: Document, span: Span, reach: str) -> bool:
    """Tell whether a person with a name speaks in the sentence, in it or the next one, or in the paragraph."""
    place = paragraph_at(document, span.start) if reach == "paragraph" else sentence_at(document, span.start)
    if place is None:
        return False
    if reach == "next":
        starts = document.fact(sentence_starts)
        i = bisect_left(starts, place.end)
        place = Span(place.start, document.sentences[i].end) if i < len(starts) else place
    persons, ends = document.fact(_persons)
    i = bisect_left(persons, place.end, key=lambda s: s.start) - 1
    while i >= 0 and ends[i] > place.start:
        if persons[i].overlaps(place) and not persons[i].overlaps(span):
            return True
        i -= 1
    return False


def _persons(document: Document) -> tuple[list[Span], list[int]]:
    """The names of persons who speak, in order, and how far each and those before it go."""
    named = sorted(a.source.span for a in document.attributions if a.source and a.source.kind == "named-person")
    return named, list(accumulate((s.end for s in named), max))
