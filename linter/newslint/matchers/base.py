"""What every kind of check shares: matches, the word index, patterns compiled when first needed."""

from __future__ import annotations

import math
import re
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from time import monotonic
from typing import Any

import regex

from newslint.annotations.sentences import sentence_starts
from newslint.document import BlockKind, Document
from newslint.errors import RuleError
from newslint.matchers.literals import EDGE, Pieces, required_literals
from newslint.matchers.programs import programs
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
    """When the rule that this thread runs must be done (by time.monotonic); the engine sets it."""

    deadline = math.inf


CLOCK = Clock()


def seconds_left() -> float:
    """Return how long a pattern may take now. Raises SlowPattern when the rule has no time left."""
    left = CLOCK.deadline - monotonic()
    if left <= 0:
        raise SlowPattern
    return min(left, TIME_LIMIT)


def timed(search: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function of the regex module within what time is left. Raises SlowPattern."""
    try:
        return search(*arguments, timeout=seconds_left())
    except TimeoutError:
        raise SlowPattern from None


# --- the word index: which blocks hold which words -------------------------------------------------------


class WordIndex:
    """Which blocks hold a piece of a word. Looking one up costs a search in the document's vocabulary."""

    def __init__(self, document: Document) -> None:
        postings: dict[str, list[int]] = {}
        for i, block in enumerate(document.blocks):
            for word in set(_WORD.findall(block.span.of(document.text).lower())):
                postings.setdefault(word, []).append(i)
        self._whole = postings
        words = sorted(postings)
        self._postings = [postings[w] for w in words]
        self._starts: list[int] = []
        at = 1
        for w in words:
            self._starts.append(at)
            at += len(w) + 1
        self._vocabulary = EDGE + EDGE.join(words) + EDGE
        self._known: dict[str, frozenset[int]] = {}
        self._any: dict[Pieces, frozenset[int]] = {}

    def blocks_with(self, piece: str) -> frozenset[int]:
        """Return the indices of the blocks that hold a word with `piece` (lower case) in it, or at the edges it names."""
        known = self._known.get(piece)
        if known is None:
            known = self._known[piece] = frozenset(self._found(piece))
        return known

    def _found(self, piece: str) -> Iterable[int]:
        skip = piece.startswith(EDGE)
        if skip and piece.endswith(EDGE):
            return self._whole.get(piece[1:-1], ())
        found: set[int] = set()
        at = self._vocabulary.find(piece)
        while at >= 0:
            i = bisect_right(self._starts, at + skip) - 1
            found.update(self._postings[i])
            at = self._vocabulary.find(piece, self._starts[i + 1] - skip) if i + 1 < len(self._starts) else -1
        return found

    def blocks_with_any(self, pieces: Pieces) -> frozenset[int]:
        """Return the indices of the blocks that hold at least one of the pieces."""
        known = self._any.get(pieces)
        if known is None:
            known = self._any[pieces] = frozenset().union(*map(self.blocks_with, pieces))
        return known


_WORD = regex.compile(r"\w+")  # by the module that runs the patterns: re has other ideas of what ends a word


def word_index(document: Document) -> WordIndex:
    """The document's word index, a fact."""
    return WordIndex(document)


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
        return programs().literals(self._key, lambda: required_literals(self.expression))

    @cached_property
    def compiled(self) -> Any:
        """The compiled expression. Raises RuleError when it is not one."""
        try:
            return programs().compiled(self._key, self.flags, lambda: regex.compile(self.expression, self.flags))
        except regex.error as e:
            raise RuleError(f"{self.where}: the pattern does not compile: {e}; mend it there.") from None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Any]:
        """Yield the matches in ``text[start:end]``, which the expression sees as a whole text.

        Raises SlowPattern past the time limit. Offsets of the yielded matches are relative to `start`.
        """
        piece = text[start:end]
        found = self._found.get(piece) if MEMORY.on else None
        if found is None:
            try:
                found = list(  # whole, or the reader’s time would count
                    self.compiled.finditer(piece, timeout=seconds_left())
                )
            except TimeoutError:
                raise SlowPattern(self.expression) from None
            if MEMORY.on and len(piece) <= MEMORY.longest:
                if len(self._found) >= MEMORY.pieces:
                    self._found.clear()
                self._found[piece] = found
        yield from found

    def search(self, text: str, start: int = 0, end: int | None = None) -> Any:
        """Return the first match in ``text[start:end]`` or None; offsets are relative to `start`."""
        try:
            return self.compiled.search(text[start:end], timeout=seconds_left())
        except TimeoutError:
            raise SlowPattern(self.expression) from None

    def blocks(self, document: Document, scope: frozenset[BlockKind], within: str = "paragraph") -> Iterator[Span]:
        """Yield the spans of the blocks in `scope` that can hold a match; for ``within: document``, of any or none."""
        if within == "document":
            index = document.fact(word_index)
            if all(index.blocks_with_any(pieces) for pieces in self.literals):
                yield from (b.span for b in document.blocks if b.kind in scope)
            return
        if not self.literals:
            yield from (b.span for b in document.blocks if b.kind in scope)
            return
        index = document.fact(word_index)
        found = index.blocks_with_any(self.literals[0])
        for pieces in self.literals[1:]:
            if not found:
                return
            found = found & index.blocks_with_any(pieces)
        for i in sorted(found):
            if document.blocks[i].kind in scope:
                yield document.blocks[i].span


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


def units(document: Document, within: str, blocks: Iterable[Span]) -> Iterator[Span]:
    """Cut blocks into the stretches a pattern is to see: whole blocks, their sentences, or the whole text."""
    if within == "document":
        if any(True for _ in blocks):
            yield Span(0, len(document.text))
        return
    if within == "paragraph":
        yield from blocks
        return
    starts = document.fact(sentence_starts)
    for block in blocks:
        i = bisect_right(starts, block.start - 1)
        while i < len(starts) and starts[i] < block.end:
            yield document.sentences[i]
            i += 1


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
