"""What every kind of check shares: matches, the word index, patterns compiled when first needed."""

from __future__ import annotations

import math
import re
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from time import thread_time
from typing import Any

import regex

from newslint.annotations.sentences import sentence_starts
from newslint.document import BlockKind, Document
from newslint.matchers.literals import Pieces, required_literals
from newslint.matchers.programs import programs
from newslint.matchers.texts import Texts, required_texts
from newslint.matchers.wordindex import piece_book, word_index
from newslint.matchers.written import expression
from newslint.records import dataclass, field
from newslint.rule import Rule
from newslint.span import Span

TIME_LIMIT = 1.0  # seconds for one pattern on one document
UNITS = ("sentence", "paragraph", "document")


@dataclass(frozen=True, slots=True)
class Match:
    """A place a rule flags; `values` fill the message's placeholders, `suggestions` replace the span."""

    span: Span
    values: Mapping[str, str] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()


Matcher = Callable[[Document], Iterator[Match]]


class Listening:
    """A matcher that asks only those of its patterns that are awake (see triggers.py), in order; with none it finds nothing."""

    __slots__ = ("match", "patterns")

    def __init__(
        self, patterns: Sequence[Pattern], match: Callable[[Document, Sequence[Pattern]], Iterator[Match]]
    ) -> None:
        self.patterns = patterns
        self.match = match

    def __call__(self, document: Document) -> Iterator[Match]:
        """Yield the matches in a document, all patterns asked."""
        return self.match(document, self.patterns)

    def asking(self, awake: Sequence[Pattern]) -> Matcher:
        """Return the matcher that asks these of the patterns alone."""
        return lambda document: self.match(document, awake)


class PieceMemory:
    """Whether patterns remember what they found in a piece of text: for a process that reads a draft again and again.

    Off unless a process that lives long turns it on; a run over many drafts would only keep what it never sees again.
    """

    def __init__(self) -> None:
        self.on = False
        self.pieces = 256  # a pattern
        self.longest = 4_000  # characters of a piece


MEMORY = PieceMemory()


class SlowPattern(Exception):
    """A pattern, or the rule it belongs to, ran into its time limit."""


class Clock(threading.local):
    """When the rule that this thread runs must be done; the engine sets it.

    In seconds of the thread's processor time (time.thread_time): a busy machine must not change what is found.
    """

    deadline = math.inf


CLOCK = Clock()


def seconds_left() -> float:
    """Return how long a pattern may take now. Raises SlowPattern when the rule has no time left."""
    left = CLOCK.deadline - thread_time()
    if left <= 0:
        raise SlowPattern
    return min(left, TIME_LIMIT)


def timed(search: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function of the regex module within what time is left. Raises SlowPattern."""
    try:
        return search(*arguments, timeout=seconds_left())
    except (TimeoutError, MemoryError):
        raise SlowPattern from None


# --- patterns --------------------------------------------------------------------------------------------


_made: list[Pattern] | None = None


@contextmanager
def noted() -> Iterator[list[Pattern]]:
    """Note the patterns that are made until the end of the block (see danger.py)."""
    global _made
    before, _made = _made, []
    try:
        yield _made
    finally:
        _made = before


class Pattern:
    """A regular expression of a rule: compiled on first use, run only where its literals occur, time-limited.

    A space in the expression stands for any white space; ' stands for ' and ’. A `foreign` expression, from another
    tool's style, is taken as it is, ^ and $ at every line.
    """

    def __init__(self, expression: str, *, case: bool = False, where: str = "", foreign: bool = False) -> None:
        self._written = expression
        self._foreign = foreign
        self.case = case
        self.where = where
        self.flags = (0 if case else regex.IGNORECASE) | (regex.MULTILINE if foreign else 0)
        self._found: dict[str, list[Any]] = {}
        if _made is not None:
            _made.append(self)

    @cached_property
    def expression(self) -> str:
        """The expression as the regex module reads it."""
        return self._written if self._foreign else prepared(self._written)

    @property
    def _key(self) -> str:
        """What the expression is kept under; preparing it is left until it is needed."""
        return f"{'=' if self._foreign else '~'}{self._written}"

    @cached_property
    def literals(self) -> tuple[Pieces, ...]:
        """Sets of word pieces; every match holds at least one of each set."""
        found = programs().literals(self._key, lambda: required_literals(self.expression))
        piece_book().add(p for pieces in found for p in pieces)
        return found

    @cached_property
    def texts(self) -> tuple[Texts, ...]:
        """Sets of folded stretches of text; every match holds at least one of each set. What is soonest asked comes first."""
        found = programs().literals(f"+{self._key}", lambda: required_texts(self.expression))
        return tuple(sorted(found, key=len))

    @cached_property
    def compiled(self) -> Any:
        """The compiled expression. Raises RuleError when it is not one."""
        return programs().compiled(self._key, self.flags, lambda: expression(self.expression, self.flags, self.where))

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> list[Any]:
        """Return the matches in ``text[start:end]``, which the expression sees as a whole text.

        Raises SlowPattern past the time limit. Offsets of the matches are relative to `start`.
        """
        piece = text[start:end]
        if MEMORY.on:
            found = self._found.get(piece)
            if found is not None:
                return found
        try:
            found = list(self.compiled.finditer(piece, timeout=seconds_left()))
        except (TimeoutError, MemoryError):
            raise SlowPattern(self.expression) from None
        if MEMORY.on and len(piece) <= MEMORY.longest:
            if len(self._found) >= MEMORY.pieces:
                self._found.clear()
            self._found[piece] = found
        return found

    def search(self, text: str, start: int = 0, end: int | None = None) -> Any:
        """Return the first match in ``text[start:end]`` or None; offsets are relative to `start`."""
        try:
            return self.compiled.search(text[start:end], timeout=seconds_left())
        except (TimeoutError, MemoryError):
            raise SlowPattern(self.expression) from None

    def blocks(self, document: Document, scope: frozenset[BlockKind], within: str = "paragraph") -> list[Span]:
        """Return the spans of the blocks in `scope` that can hold a match; for ``within: document``, of all or none."""
        blocks = document.blocks
        literals, texts = self.literals, self.texts
        if not literals and not texts:
            return [b.span for b in blocks if b.kind in scope]
        index = document.fact(word_index)
        if within == "document":
            awake = all(map(index.blocks_with_any, literals)) and index.has(texts)
            return [b.span for b in blocks if b.kind in scope] if awake else []
        numbers = sorted(index.blocks_with_each(literals)) if literals else range(len(blocks))
        return [blocks[i].span for i in numbers if blocks[i].kind in scope and (not texts or index.block_has(i, texts))]


def prepared(expression: str) -> str:
    """Return the expression with spaces widened to any white space and ' to both apostrophes, outside classes."""
    out: list[str] = []
    in_class = False
    i = 0
    while i < len(expression):
        c = expression[i]
        if c == "\\":
            out.append(expression[i : i + 2])
            i += 2
            continue
        if in_class:
            in_class = c != "]"
        elif c == "[":
            in_class = True
            if expression[i + 1 : i + 2] == "^":
                out.append("[^")
                i += 2
                continue
        elif c == " ":
            i += 1
            while expression[i : i + 1] == " ":
                i += 1
            optional = expression[i : i + 1] in ("?", "*")
            out.append(r"\s*" if optional else r"\s+")
            i += optional or expression[i : i + 1] == "+"
            continue
        elif c == "'":
            c = "['’]"
        out.append(c)
        i += 1
    return "".join(out)


def phrase_expression(phrase: str) -> str:
    """Return the expression for a phrase written plainly: whole words, any white space between them."""
    body = re.escape(phrase.strip()).replace("\\ ", " ").replace("\\-", "-").replace("\\'", "'").replace("’", "'")
    left = r"(?<!\w)" if phrase[:1].isalnum() else ""
    right = r"(?!\w)" if phrase[-1:].isalnum() else ""
    return f"{left}{body}{right}"


def units(document: Document, within: str, blocks: list[Span]) -> list[Span]:
    """Cut blocks into the stretches a pattern is to see: whole blocks, their sentences, or the whole text."""
    if within == "paragraph" or not blocks:
        return blocks
    if within == "document":
        return [Span(0, len(document.text))]
    starts = document.fact(sentence_starts)
    sentences = document.sentences
    found: list[Span] = []
    for block in blocks:
        i = bisect_right(starts, block.start - 1)
        while i < len(starts) and starts[i] < block.end:
            found.append(sentences[i])
            i += 1
    return found


def keep_case(found: str, suggestion: str) -> str:
    """Return `suggestion` in the case of `found`: ALL CAPS, Capitalised, or as written."""
    if len(found) > 1 and found.isupper() and any(c.isalpha() for c in found) and len(suggestion) > 1:
        return suggestion.upper()
    if found[:1].isupper() and suggestion[:1].islower():
        return suggestion[:1].upper() + suggestion[1:]
    return suggestion


def position_of(rule: Rule) -> str:
    """Return how errors name the rule's file."""
    return rule.path or rule.name
