"""Words and marks: the token stream every other annotation reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from newslint import expressions
from newslint.document import PROSE, Document
from newslint.span import Span


class Token(NamedTuple):
    """A word, number or mark: ``text`` stands at ``start:end`` (code points)."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """The token's span."""
        return Span(self.start, self.end)


_TOKEN = expressions.compile(
    r"""
      [^\W\d_]++(?![\w.'’‑-])                                 # most words: what follows them cannot be part of them
    | (?:[^\W\d_]\.){2,}                                        # U.S., a.m.
    | (?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Rev|Prof|Jr|Sr|St|No|vs|Sens|Reps|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.
    | [$€£¥]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|%|[kKmMbB]n?\b)?   # $3.5bn, 10:30, 21st
    | (?:n['’]t|['’](?:s|re|ve|ll|d|m|S))\b
    | (?=[^\W\d_]+n['’]t\b)[^\W\d_]+?(?=n['’]t\b)             # the do of don't
    | [^\W_]+(?:[-‑][^\W_]+)*                                   # words, hyphenated ones whole
    | [@\#]\w+
    | ``|''|--+|\.\.+
    | \S
    """,
    re.X,
)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Split ``text[start:end]`` into tokens; offsets are into `text`. Contractions split as in the Penn Treebank."""
    stop = len(text) if end is None else end
    new = tuple.__new__  # what Token._make does, without its check
    return [new(Token, (*m.span(), m.group())) for m in _TOKEN.finditer(text, start, stop)]


class Tokens:
    """The tokens of stretches of a text, a list for each; those of a long text are made anew each time they are read."""

    KEPT = 200_000  # characters of the text

    def __init__(self, text: str, stretches: Sequence[Span], made: Iterable[list[Token]] | None = None) -> None:
        """`made` are the tokens of the stretches where they are made already."""
        self._text = text
        self._stretches = stretches
        self._made = list(self._anew() if made is None else made) if len(text) <= self.KEPT else None

    def __len__(self) -> int:
        return len(self._stretches)

    def __iter__(self) -> Iterator[list[Token]]:
        return self._anew() if self._made is None else iter(self._made)

    def _anew(self) -> Iterator[list[Token]]:
        return (tokenize(self._text, *s) for s in self._stretches)


def sentence_tokens(document: Document) -> Tokens:
    """Return the tokens of every sentence of `Document.sentences`, in the same order."""
    return Tokens(document.text, document.sentences, _by_sentence(document))


def _by_sentence(document: Document) -> Iterator[list[Token]]:
    """Cut the tokens of the prose by sentences, which are stretches of its blocks."""
    blocks = zip(_prose(document), document.fact(prose_tokens), strict=True)
    block, tokens, at = Span(0, 0), list[Token](), 0
    for sentence in document.sentences:
        while block.end <= sentence.start:
            block, tokens = next(blocks, (Span(1 << 62, 1 << 62), []))
            at = 0
        while at < len(tokens) and tokens[at].start < sentence.start:
            at += 1
        end = at
        while end < len(tokens) and tokens[end].start < sentence.end:
            end += 1
        found = tokens[at:end]
        torn = (found and found[-1].end > sentence.end) or (at and tokens[at - 1].end > sentence.start)
        if torn or not block.covers(sentence):  # a token across the edge; a block that is no prose
            found = tokenize(document.text, *sentence)
        at = end
        yield found


def _prose(document: Document) -> list[Span]:
    return [b.span for b in document.blocks if b.kind in PROSE]


def prose_tokens(document: Document) -> Tokens:
    """Return the tokens of every block of prose, in order."""
    return Tokens(document.text, _prose(document))
