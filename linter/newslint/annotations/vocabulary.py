"""The draft's words and the blocks they stand in: what keeps a dear search to the blocks where it can find something."""

from __future__ import annotations

from itertools import chain

import regex

from newslint.document import Document

_WORD = regex.compile(r"\w+")  # by the module that runs the rules' patterns: re has other ideas of what ends a word


def vocabulary(document: Document) -> dict[str, list[int]]:
    """Return every word, in small letters, with the indices of the blocks that hold it, ascending. A fact."""
    text = document.text
    words: dict[str, list[int]] = {}
    for i, block in enumerate(document.blocks):
        for word in set(_WORD.findall(text[block.span.start : block.span.end].lower())):
            if word in words:
                words[word].append(i)
            else:
                words[word] = [i]
    return words


def blocks_with(document: Document, words: frozenset[str]) -> frozenset[int]:
    """Return the indices of the blocks that hold at least one of the words (in small letters)."""
    known = document.fact(vocabulary)
    return frozenset(chain.from_iterable(map(known.__getitem__, known.keys() & words)))
