"""From a document to the rows that the model labels: one a paragraph, with quotation states and sentence starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newslint.annotations.attribution.features import (
    QUOTE_CLOSE,
    QUOTE_IN,
    QUOTE_OPEN,
    QUOTE_OUT,
    Row,
)
from newslint.annotations.attribution.wordtypes import Word
from newslint.annotations.tokens import Token, sentence_tokens
from newslint.document import BlockKind, Document


class Paragraph(NamedTuple):
    """The tokens of one block that are labelled together.

    `sentences`: index of the first token of each sentence; `quote`: a QUOTE_ state a token; `head`: 1 in a
    headline, 2 in the first paragraph of the body, else 0.
    """

    tokens: list[Token]
    sentences: list[int]
    quote: list[int]
    head: int


def paragraphs(document: Document) -> list[Paragraph]:
    """Return the paragraphs of the document's prose, in order."""
    found: list[Paragraph] = []
    blocks = document.blocks
    at, last, body = 0, -1, False
    for tokens in document.fact(sentence_tokens):
        if not tokens:
            continue
        while blocks[at].span.end <= tokens[0].start:
            at += 1
        if at != last:
            kind = blocks[at].kind
            head = 1 if kind is BlockKind.HEADLINE else 2 if kind is BlockKind.BODY and not body else 0
            body = body or kind is BlockKind.BODY
            found.append(Paragraph([], [], [], head))
            last = at
        found[-1].sentences.append(len(found[-1].tokens))
        found[-1].tokens.extend(tokens)
    parts = sorted(
        (
            part.start,
            part.end,
            part.start + len(q.mark),
            part.end - len(q.close) if q.closed and part == q.parts[-1] else -1,
        )
        for q in document.quotes
        for part in q.parts
    )
    at = 0
    for paragraph in found:
        states = paragraph.quote
        for start, end, _ in paragraph.tokens:
            while at < len(parts) and parts[at][1] <= start:
                at += 1
            if at == len(parts) or parts[at][0] > start:
                states.append(QUOTE_OUT)
            elif start < parts[at][2]:
                states.append(QUOTE_OPEN)
            elif parts[at][3] >= 0 and end > parts[at][3]:
                states.append(QUOTE_CLOSE)
            else:
                states.append(QUOTE_IN)
    return found


def row(paragraph: Paragraph, words: Sequence[Word], tags: Sequence[int]) -> Row:
    """Return what the model reads of one paragraph."""
    first = [False] * len(words)
    for start in paragraph.sentences:
        first[start] = True
    return Row(
        [w.word for w in words],
        [w.stem for w in words],
        tags,
        [w.cls for w in words],
        [w.cue for w in words],
        paragraph.quote,
        first,
        [w.mark for w in words],
        paragraph.head,
    )


def cut(paragraph: Paragraph, items: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Yield the part of `items` (one a token) that belongs to each sentence."""
    ends = [*paragraph.sentences[1:], len(items)]
    for start, end in zip(paragraph.sentences, ends, strict=True):
        yield items[start:end]
