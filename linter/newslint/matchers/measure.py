"""measure: lengths. Words in a sentence, paragraph, headline or dek; characters in a headline; sentences in a paragraph."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from newslint.annotations.sentences import block_at, sentence_starts
from newslint.document import PROSE, BlockKind, Document
from newslint.matchers import options
from newslint.matchers.base import Match, Matcher
from newslint.rule import Rule
from newslint.span import Span

MEASURES = (
    "sentence-words",
    "paragraph-words",
    "paragraph-sentences",
    "headline-words",
    "headline-characters",
    "dek-words",
    "lede-words",
    "story-words",
)
OPTIONS = {"of": options.choice(*MEASURES), "max": options.integer, "min": options.integer}


def build(rule: Rule) -> Matcher:
    """Flag the stretch whose measure is above `max` or below `min`: its first six words stand for it."""
    most, least = rule.options.get("max"), rule.options.get("min")

    of = rule.options["of"]

    def match(document: Document) -> Iterator[Match]:
        for span, value in _measured(document, of, rule.scope):
            if (most is not None and value > most) or (least is not None and value < least):
                yield Match(opening(document.text, span), {"count": str(value), "max": str(most), "min": str(least)})

    return match


def opening(text: str, span: Span, count: int = 6) -> Span:
    """Return the first `count` words of a stretch, which stand for it."""
    words = span.of(text).split()[:count]
    at = span.start
    for word in words:
        at = text.index(word, at) + len(word)
    return Span(span.start, at)


def _measured(document: Document, measure: str, scope: frozenset[BlockKind]) -> Iterator[tuple[Span, int]]:
    text = document.text
    unit, _, what = measure.partition("-")
    if unit == "sentence":
        kinds = scope & {BlockKind.BODY, BlockKind.DEK}
        for s in document.sentences:
            block = block_at(document, s.start)
            if block and block.kind in kinds and block.span.covers(s):
                yield s, len(s.of(text).split())
        return
    if unit == "story":
        first = next((b.span for b in document.blocks if b.kind in PROSE), None)
        if first is not None:
            yield first, document.word_count
        return
    named = {"headline": BlockKind.HEADLINE, "dek": BlockKind.DEK}
    blocks_of = document.of(named.get(unit, BlockKind.BODY))
    if unit == "lede":  # the first sentence of the story
        yield from (
            (s, len(s.of(text).split())) for b in blocks_of[:1] for s in document.sentences if s.start == b.span.start
        )
        return
    for block in blocks_of:
        if what == "sentences":
            starts = document.fact(sentence_starts)
            yield block.span, bisect_left(starts, block.span.end) - bisect_left(starts, block.span.start)
        else:
            yield block.span, len(block.span.of(text)) if what == "characters" else len(block.span.of(text).split())
