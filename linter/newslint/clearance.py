"""When a match is answered by what stands around it: the rules' `unless` and `soften`."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from newslint.annotations.sentences import paragraph_at, sentence_at, sentence_starts
from newslint.annotations.speech import speaks
from newslint.document import Document
from newslint.matchers.base import Pattern
from newslint.rule import Clearance
from newslint.span import Span


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
        after = sentence_at(document, sentence.end + 1) or next(
            (s for s in document.sentences if s.start >= sentence.end), None
        )
        return bool(pattern.search(text, sentence.start, after.end if after else sentence.end))
    if place == "paragraph":
        return bool(pattern.search(text, *(paragraph_at(document, span.start) or span)))
    return bool(pattern.search(text))


def attributed(document: Document, span: Span, reach: str) -> bool:
    """Tell whether somebody the reader can weigh stands behind the words, in the clause, sentence or paragraph.

    In the clause: the words lie in an attribution's content. A vague source or none answers nothing, nor does one
    that does not speak ("the mayor plans to", "the firm unveiled").
    """
    place = paragraph_at(document, span.start) if reach == "paragraph" else sentence_at(document, span.start)
    for a in document.attributions:
        if a.source is None or a.source.kind == "vague" or not speaks(document, a):
            continue
        if any(c.covers(span) for c in a.content):
            return True
        if reach != "clause" and place is not None and a.span.overlaps(place):
            return True
    return False


def person_speaks(document: Document, span: Span, reach: str) -> bool:
    """Tell whether a person with a name speaks in the sentence, in it or the next one, or in the paragraph."""
    place = paragraph_at(document, span.start) if reach == "paragraph" else sentence_at(document, span.start)
    if place is None:
        return False
    if reach == "next":
        starts = document.fact(sentence_starts)
        i = bisect_left(starts, place.end)
        place = Span(place.start, document.sentences[i].end) if i < len(starts) else place
    return any(
        a.source is not None
        and a.source.kind == "named-person"
        and a.source.span.overlaps(place)
        and not a.source.span.overlaps(span)
        for a in document.attributions
    )
