"""What newslint asks of a grammar engine, and what it gets back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from newslint import expressions
from newslint.errors import NewslintError
from newslint.records import dataclass
from newslint.span import Span


class GrammarUnavailable(NewslintError):
    """A chosen engine is missing, does not start or died. The message says what to do; exit 2."""


@dataclass(frozen=True, slots=True)
class GrammarMatch:
    """What an engine objects to in one paragraph.

    `span` is in code points into the paragraph, `rule` is the engine's own name for its rule, `suggestions` are
    replacements for the words of `span`, likeliest first, and `category` is the engine's own grouping.
    """

    span: Span
    rule: str
    message: str
    suggestions: tuple[str, ...] = ()
    category: str = ""


class GrammarEngine(Protocol):
    """A checker of English paragraphs. Building one may take a second; checking may be slow but never guesses:
    what it cannot do it says by raising GrammarUnavailable.
    """

    @property
    def name(self) -> str:
        """The name in `ENGINES` and in the configuration."""

    @property
    def version(self) -> str:
        """The engine's version and whatever else its answers depend on (dialect); part of the memory's key."""

    def check(self, paragraph: str) -> list[GrammarMatch]:
        """Return what is wrong in one paragraph, in order; never called from two threads at once."""

    def close(self) -> None:
        """Let go of processes and sockets. A closed engine is not used again."""


_BEFORE = expressions.compile(r"\S+\s*$")
_AFTER = expressions.compile(r"\s*\S+")


def whole_words(paragraph: str, span: Span, replacements: Sequence[str]) -> tuple[Span, tuple[str, ...]]:
    """Return the span and its replacements so that both show words, not blanks.

    Engines mark "the " and say "delete", or mark a lone space and say "hyphen". The span is widened to the
    word that stands next to it, on the side where the blank is (the word before it for a bare deletion), and the
    replacements are completed by the same words.
    """
    start, end = span
    marked = paragraph[start:end]
    empty = any(not r.strip() for r in replacements)
    before = after = ""
    leading = marked[0].isspace() or any(r[:1].isspace() for r in replacements)
    trailing = marked[-1].isspace() or any(r[-1:].isspace() for r in replacements)
    if not marked.strip() or leading or (empty and not trailing):
        found = _BEFORE.search(paragraph, 0, start)
        before = found.group() if found else ""
    if not marked.strip() or trailing or (empty and not before):
        found = _AFTER.match(paragraph, end)
        after = found.group() if found else ""
    start, end = start - len(before), end + len(after)
    full = [before + r + after for r in replacements]
    if empty and before:  # "word " + "" leaves the blank that stood before what is deleted
        full = [before.rstrip() + after if not r.strip() else f for r, f in zip(replacements, full, strict=True)]
    while start < end and paragraph[start].isspace():
        start += 1
    while end > start and paragraph[end - 1].isspace():
        end -= 1
    return Span(start, end), tuple(dict.fromkeys(f.strip() for f in full))
