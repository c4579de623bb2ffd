"""Sentences cut into clauses: the unit in which somebody makes a claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newslint.annotations.sentences import paragraph_at
from newslint.annotations.tokens import Token, sentence_tokens
from newslint.document import Block, BlockKind, Document
from newslint.span import Span, SpanIndex

KINDS = frozenset({BlockKind.BODY, BlockKind.DEK, BlockKind.LIST, BlockKind.CAPTION})
_BREAKS = frozenset("; : — – -- ( ) …".split())
_OPENERS = frozenset(
    """which who whose whom where while because although though after before when since unless whereas if until despite
    amid making leaving giving forcing prompting sparking raising suggesting showing adding saying calling noting""".split()
)
_JOINERS = frozenset("and but or so yet nor".split())
_TELLING = _BREAKS | _OPENERS | _JOINERS
_VERBS = frozenset(
    """is are was were has have had will would could can may might must should did does do ca wo 's 're 've 'd 'll ’s ’re
    ’ve ’d ’ll been""".split()
)
_MIN_WORDS = 4
_REACH = 6


class Clause(NamedTuple):
    """A stretch of one sentence with at most one statement in it, its tokens, and where it stands."""

    tokens: Sequence[Token]
    sentence: int  # index into Document.sentences
    first: bool  # does it open its sentence?
    block: Block
    place: int  # the block's place among the blocks of prose
    row: int  # the sentence's place in its block

    @property
    def span(self) -> Span:
        """From the first to the last token, outer punctuation left out."""
        return Span(self.tokens[0].start, self.tokens[-1].end)


def clauses(document: Document) -> Iterator[Clause]:
    """Yield the clauses of the writer's own prose, in order; those that are mostly quotation are left out."""
    inside = SpanIndex(p for q in document.quotes for p in q.parts)
    blocks = {b.span: b for b in document.blocks}
    places = {b.span: i for i, b in enumerate(b for b in document.blocks if b.kind in KINDS)}
    at: Span | None = None
    row = 0
    for i, tokens in enumerate(document.fact(sentence_tokens)):
        if not tokens:
            continue
        place = paragraph_at(document, tokens[0].start)
        row = row + 1 if place == at else 0
        at = place
        if place is None or blocks[place].kind not in KINDS:
            continue
        whole = Span(tokens[0].start, tokens[-1].end)
        quoted = [inside.overlaps(t.span) for t in tokens] if inside.overlaps(whole) else [False] * len(tokens)
        for start, end in cut(tokens, quoted):
            if sum(quoted[start:end]) * 2 <= end - start:
                yield Clause(tokens[start:end], i, start == 0, blocks[place], places[place], row)


def cut(tokens: Sequence[Token], quoted: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the clauses of one sentence as token ranges, punctuation at their ends left out."""
    low = [t.text.lower() for t in tokens]
    bounds = [0]
    for k, word in enumerate(low):
        if (word in _TELLING or low[k - 1] == "," or quoted[k] != quoted[k - 1]) and (
            k - bounds[-1] >= _MIN_WORDS and _opens(low, quoted, k)
        ):
            bounds.append(k)
    if len(bounds) > 1 and len(low) - bounds[-1] < _MIN_WORDS:
        bounds.pop()
    for start, end in zip(bounds, [*bounds[1:], len(low)], strict=True):
        while start < end and not low[start][0].isalnum() and low[start][0] not in "$€£¥":
            start += 1
        while end > start and not low[end - 1][-1].isalnum() and low[end - 1][-1] not in "%.":
            end -= 1
        while end > start and low[end - 1] in {".", ",", "..."}:
            end -= 1
        if end - start >= 2:
            yield start, end


def _opens(low: Sequence[str], quoted: Sequence[bool], k: int) -> bool:
    """Does a new clause begin at token `k`?"""
    word = low[k]
    if word in _BREAKS or quoted[k] != quoted[k - 1]:
        return True
    if word in _OPENERS:
        return (
            word not in {"after", "before", "since", "until", "despite", "amid"}
            or low[k - 1] == ","
            or _verb_ahead(low, k)
        )
    if word in _JOINERS:
        return _verb_ahead(low, k) and not (low[k - 1] == "," and k + 1 < len(low) and low[k + 1] == ",")
    if low[k - 1] == ",":
        return word.endswith("ing") or word.endswith("ed") or _verb_ahead(low, k)
    return False


def _verb_ahead(low: Sequence[str], k: int) -> bool:
    """Is there a plain sign of a finite verb within the next words, before the next comma?"""
    for word in low[k + 1 : k + 1 + _REACH]:
        if word in {",", ";", "."}:
            return False
        if word in _VERBS or (len(word) > 4 and word.endswith("ed")):
            return True
    return False
