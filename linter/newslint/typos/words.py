"""The words of a draft as the spelling checks read them: places, case, and what stands around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from newslint import expressions
from newslint.document import PROSE, Document, passing
from newslint.span import Span

# A word with its contraction, also where archives cut it off ("do n't"); a number; anything else by itself.
TOKEN = expressions.compile(
    r"""(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*(?:[ ]n['’]t\b|[ ]['’](?:s|re|ve|ll|d|m)\b)?)
      | (?P<number>[$€£¥]?\d[\d.,:]*(?:[^\W\d_]+|%)?)
      | (?P<mark>\S)""",
    re.X,
)


_LETTERS = re.compile(r"[^\W\d_]+")


class Word(NamedTuple):
    """A token: where it stands, as written, and its group: ``word``, ``number`` or ``mark``."""

    start: int
    end: int
    text: str
    group: str


def words_in(text: str, span: Span) -> list[Word]:
    """Return the tokens of ``text[span]``."""
    return [Word(m.start(), m.end(), m.group(), m.lastgroup or "") for m in TOKEN.finditer(text, *span)]


def prose_sentences(document: Document) -> Iterator[Span]:
    """Yield the sentences that stand in prose blocks."""
    blocks = iter(document.blocks)
    block = next(blocks, None)
    for sentence in document.sentences:
        while block is not None and block.span.end <= sentence.start:
            block = next(blocks, None)
        if block is not None and block.kind in PROSE:
            yield sentence


@passing
def spellings(document: Document) -> Counter[str]:
    """Return how often each word stands in the draft as written."""
    return Counter(_LETTERS.findall(document.text))
