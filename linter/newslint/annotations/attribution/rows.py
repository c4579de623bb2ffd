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
from newslint.annotations.tokens import Token, Tokens, sentence_tokens
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


class Paragraphs:
    """The paragraphs of a document's prose, in order; those of a long one are made anew each time they are read."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._kept = list(_with_quotes(document)) if len(document.text) <= Tokens.KEPT else None

    def __iter__(self) -> Iterator[Paragraph]:
        return _with_quotes(self._document) if self._kept is None else iter(self._kept)


def paragraphs(document: Document) -> Paragraphs:
    """Return the paragraphs of the document's prose, in order."""
    return Paragraphs(document)


def _with_sentences(document: Document) -> Iterator[Paragraph]:
    """Yield the paragraphs, the states of their quotations not yet filled in."""
    blocks = document.blocks
    at, last, body = 0, -1, False
    made: Paragraph | None = None
    for tokens in document.fact(sentence_tokens):
        if not tokens:
            continue
        while blocks[at].span.end <= tokens[0].start:
            at += 1
        if made is None or at != last:
            if made is not None:
                yield made
            kind = blocks[at].kind
            head = 1 if kind is BlockKind.HEADLINE else 2 if kind is BlockKind.BODY and not body else 0
            body = body or kind is BlockKind.BODY
            made = Paragraph([], [], [], head)
            last = at
        made.sentences.append(len(made.tokens))
        made.tokens.extend(tokens)
    if made is not None:
        yield made


def _with_quotes(document: Document) -> Iterator[Paragraph]:
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
    for paragraph in _with_sentences(document):
        states = paragraph.quote
        while at < len(parts) and parts[at][1] <= paragraph.tokens[0].start:
            at += 1
        if at == len(parts) or parts[at][0] > paragraph.tokens[-1].start:
            states += [QUOTE_OUT] * len(paragraph.tokens)
            yield paragraph
            continue
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
        yield paragraph


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
