"""sources: looks at all who speak in a story: one voice only, nobody with a name, a lede that rests on the unnamed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newslint import expressions
from newslint.annotations.attributions import Attribution, Source, SourceKind
from newslint.annotations.speech import speaks
from newslint.document import BlockKind, Document
from newslint.matchers import options
from newslint.matchers.attribution import values
from newslint.matchers.base import Match, Matcher
from newslint.rule import Rule
from newslint.span import Span

PROBLEMS = ("one-voice", "unnamed-only", "unnamed-lede")
OPTIONS = {"problem": options.choice(*PROBLEMS), "at_least": options.integer}

_UNNAMED = expressions.compile(
    r"\b(?:officials?|aides?|advis[eo]rs?|sources?|insiders?|persons?|people|strategists?|diplomats?|executives?|employees?|staffers?"
    r"|operatives?|lawmakers?|colleagues?|friends?|associates?)\b",
    re.I,
)


def build(rule: Rule) -> Matcher:
    """Flag the first source of a story that has the problem; `at_least` is how many attributions it takes (default 4)."""
    problem = rule.options["problem"]
    least = rule.options.get("at_least", 4)

    def match(document: Document) -> Iterator[Match]:
        spoken = [a for a in document.attributions if a.source is not None and speaks(document, a)]
        if problem == "unnamed-lede":
            first = _unnamed_lede(document, spoken)
        elif len(spoken) < least:
            return
        elif problem == "one-voice":
            first = _one_voice(document, spoken)
        else:
            first = spoken[0] if all(a.source and unnamed(document, a.source) for a in spoken) else None
        if first is not None and first.source is not None:
            yield Match(first.source.span, {**values(document, first), "count": str(len(spoken))})

    return match


def unnamed(document: Document, source: Source) -> bool:
    """Is the source a person or persons without a name or a body the reader could ask?"""
    footing = source.footing
    if footing is SourceKind.VAGUE:
        return True
    mention = source.antecedent or source.span
    return footing is SourceKind.DESCRIBED and _UNNAMED.search(mention.of(document.text)) is not None


def _one_voice(document: Document, spoken: list[Attribution]) -> Attribution | None:
    """The first named speaker, if no other word for a speaker is used but pronouns."""
    heads: set[str] = set()
    first: Attribution | None = None
    for a in spoken:
        assert a.source is not None
        if a.source.kind is SourceKind.PRONOUN:
            continue
        heads.add(a.source.head.of(document.text).lower())
        if first is None and a.source.kind is SourceKind.NAMED_PERSON:
            first = a
    return first if len(heads) == 1 else None


def _unnamed_lede(document: Document, spoken: list[Attribution]) -> Attribution | None:
    body = document.of(BlockKind.BODY)
    if not body:
        return None
    lede: Span = body[0].span
    there = [a for a in spoken if a.source is not None and lede.covers(a.source.span)]
    if there and all(a.source is not None and unnamed(document, a.source) for a in there):
        return there[0]
    return None
