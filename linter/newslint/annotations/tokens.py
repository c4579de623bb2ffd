"""Words and marks: the token stream every other annotation reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
      (?:[^\W\d_]\.){2,}                                        # U.S., a.m.
    | (?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Rev|Prof|Jr|Sr|St|No|vs|Sens|Reps|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.
    | [$€£¥]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|%|[kKmMbB]n?\b)?   # $3.5bn, 10:30, 21st
    | (?:n['’]t|['’](?:s|re|ve|ll|d|m|S))\b
    | [^\W\d_]+?(?=n['’]t\b)                                    # the do of don't
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
    made = Token._make
    return [made((*m.span(), m.group())) for m in _TOKEN.finditer(text, start, stop)]


class Tokens:
    """The tokens of stretches of a text, a list for each; those of a long text are made anew each time they are read."""

    KEPT = 200_000  # characters of the text

    def __init__(self, text: str, stretches: Sequence[Span]) -> None:
        self._text = text
        self._stretches = stretches
        self._made = [tokenize(text, *s) for s in stretches] if len(text) <= self.KEPT else None

    def __len__(self) -> int:
        return len(self._stretches)

    def __iter__(self) -> Iterator[list[Token]]:
        if self._made is not None:
            return iter(self._made)
        return (tokenize(self._text, *s) for s in self._stretches)


def sentence_tokens(document: Document) -> Tokens:
    """Return the tokens of every sentence of `Document.sentences`, in the same order."""
    return Tokens(document.text, document.sentences)


def prose_tokens(document: Document) -> Tokens:
    """Return the tokens of every block of prose, in order."""
    return Tokens(document.text, [b.span for b in document.blocks if b.kind in PROSE])
