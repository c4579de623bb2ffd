"""What pronouns and second mentions stand for, among the sources before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newslint.annotations.attribution.kinds import head, kind_of, singular, word_classes
from newslint.annotations.attribution.parts import Found, Source, SourceKind
from newslint.span import Span

_SINGLE = frozenset("he she him her his himself herself".split())
_PLURAL = frozenset("they them their themselves we us our".split())
_THING = frozenset("it its".split())
_DEFINITE = frozenset("the this that these those".split())
_NAMED = (SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANIZATION)


_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]*")


def typed(text: str, found: Sequence[Found]) -> dict[Span, Source]:
    """Type every source of `found` in document order, each judged with the mentions before it."""
    persons: set[str] = set()
    names = frozenset(_CAPITAL.findall(text))
    papers = word_classes()["paper"]
    made: dict[Span, Source] = {}
    order: list[Source] = []
    for span in sorted({f.source for f in found if f.source is not None}):
        kind = kind_of(text, span, frozenset(persons), names)
        word = head(text, span)
        source = Source(span, kind, word)
        if kind is SourceKind.PRONOUN:
            before = _antecedent(text, span, order)
            if before is not None:
                source = Source(span, kind, word, before.antecedent or before.span, before.footing)
        elif kind in (SourceKind.VAGUE, SourceKind.DESCRIBED) and _first(text, span) in _DEFINITE:
            first = _first_mention(text, word, order)
            if first is not None:
                known = first.kind is SourceKind.VAGUE and singular(word.of(text).lower()) not in papers
                judged = SourceKind.VAGUE if known else SourceKind.DESCRIBED
                source = Source(span, judged, word, first.span, first.footing)
        elif kind is SourceKind.NAMED_PERSON:
            persons.add(word.of(text).lower())
        made[span] = source
        order.append(source)
    return made


def _first(text: str, span: Span) -> str:
    return span.of(text).split(None, 1)[0].lower() if span.of(text).strip() else ""


def _antecedent(text: str, span: Span, order: Sequence[Source]) -> Source | None:
    word = span.of(text).lower()
    for source in reversed(order):
        if source.kind is SourceKind.PRONOUN and source.span.of(text).lower() != word:
            continue
        if source.kind is SourceKind.PRONOUN and source.antecedent is None:
            continue
        if word in _SINGLE and _may_be_person(text, source):
            return source
        if word in _PLURAL and _may_be_plural(text, source):
            return source
        if word in _THING and source.footing is SourceKind.NAMED_ORGANIZATION:
            return source
    return None


def _may_be_person(text: str, source: Source) -> bool:
    if source.footing is SourceKind.NAMED_PERSON:
        return True
    word = source.head.of(text).lower()
    return (source.footing is SourceKind.DESCRIBED and singular(word) == word) or word in {"source", "insider"}


def _may_be_plural(text: str, source: Source) -> bool:
    if source.kind is SourceKind.PRONOUN:
        return True
    word = source.head.of(text).lower()
    return (
        singular(word) != word
        or word in {"people", "police"}
        or " and " in source.span.of(text)
        or source.footing is SourceKind.NAMED_ORGANIZATION
    )


def _first_mention(text: str, word: Span, order: Sequence[Source]) -> Source | None:
    """The source before this one with the same head noun ("two officials" ... "the officials")."""
    noun = singular(word.of(text).lower())
    for source in order:
        if singular(source.head.of(text).lower()) == noun or noun in _descriptions(text, source):
            return source
    return None


def _descriptions(text: str, source: Source) -> set[str]:
    """The words that describe a named source in its own mention: "Zhao Lijian, the ministry spokesman"."""
    if source.kind not in _NAMED:
        return set()
    return {w.strip(",").lower() for w in source.span.of(text).split() if w[:1].islower()}
