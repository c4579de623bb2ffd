"""Words and marks: the token stream every other annotation reads."""

from __future__ import annotations

import re
from typing import NamedTuple

from newslint import expressions
from newslint.document import Document
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
    return [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, start, stop)]


def sentence_tokens(document: Document) -> tuple[list[Token], ...]:
    """Return the tokens of every sentence of `Document.sentences`, in the same order."""
    return tuple(tokenize(document.text, s.start, s.end) for s in document.sentences)
