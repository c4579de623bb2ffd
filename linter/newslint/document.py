"""A draft as newslint sees it: text, structure, and facts computed on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from newslint.records import dataclass, field
from newslint.span import LineIndex, OffsetMap, Span

if TYPE_CHECKING:
    from newslint.annotations.attributions import Attribution, Source
    from newslint.annotations.quotes import Quotation

T = TypeVar("T")
_PASSING: set[Any] = set()


def passing(compute: Callable[[Document], T]) -> Callable[[Document], T]:
    """Mark a fact that is large, cheap to compute and asked for by one or two packs: a long draft does not keep it."""
    _PASSING.add(compute)
    return compute


class BlockKind(StrEnum):
    """What a block of a draft is for, in a newsroom's words."""

    HEADLINE = "headline"
    DEK = "dek"
    BYLINE = "byline"
    DATELINE = "dateline"  # a line of its own; a dateline before the lede is Document.dateline
    BODY = "body"
    HEADING = "heading"  # a subhead inside the story
    LIST = "list"
    QUOTE = "quote"  # a block quote
    CAPTION = "caption"
    CREDIT = "credit"
    CODE = "code"
    REMARK = "remark"  # directives to newslint: no prose


PROSE = frozenset(
    {BlockKind.HEADLINE, BlockKind.DEK, BlockKind.BODY, BlockKind.HEADING, BlockKind.LIST, BlockKind.CAPTION}
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-sized piece of the draft: its kind and its span in `Document.text`, outer space left out."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Remark:
    """What the author wrote to newslint, in whatever the format has for a comment: body and place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Marginal:
    """What stands beside the copy in a word processor's file: a comment, or a tracked change left in.

    `kind` is ``comment``, ``insertion`` or ``deletion``; `span` is where it stands in the text, empty for what is
    gone; `text` is the comment or the changed words.
    """

    kind: str
    span: Span
    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a stretch of a word processor's text came from: the part of the package and the number of its text element."""

    start: int
    length: int
    part: str
    index: int


@dataclass(frozen=True, eq=False)
class Document:
    """A draft that has been read.

    `source` is the decoded file; `text` is what rules read, the same length as `source` for plain text and
    Markdown (markup is masked by spaces), and tied to it by `map` for other formats. `meta` holds front
    matter as plain values. All spans are code points into `text`.
    """

    path: str
    source: str
    text: str
    blocks: tuple[Block, ...]
    format: str = "text"
    map: OffsetMap = field(default_factory=OffsetMap)
    remarks: tuple[Remark, ...] = ()
    dateline: Span | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    masked: tuple[Span, ...] = ()  # places that hold no prose: code, link targets, URLs
    emphasis: tuple[Span, ...] = ()  # italics: titles of works, foreign words
    marginalia: tuple[Marginal, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    encoding: str = "utf-8"
    bom: bytes = b""
    _facts: dict[Any, Any] = field(default_factory=dict, repr=False)

    def fact(self, compute: Callable[[Document], T]) -> T:
        """Return ``compute(self)``, computed once a document: how annotations are shared between rules."""
        try:
            return self._facts[compute]  # type: ignore[no-any-return]
        except KeyError:
            value = self._facts[compute] = compute(self)
            return value

    def forget(self) -> None:
        """Drop all facts, as a run over many drafts does with a draft that is checked; they can be asked for again."""
        self._facts.clear()

    def forget_passing(self) -> None:
        """Drop the facts that are `passing`; who asks for one again has it computed again."""
        for compute in _PASSING & self._facts.keys():
            del self._facts[compute]

    def of(self, kind: BlockKind) -> list[Block]:
        """Return the blocks of one kind, in order."""
        return [b for b in self.blocks if b.kind is kind]

    @cached_property
    def headline(self) -> Span | None:
        """The headline's span, if the draft has one."""
        return next((b.span for b in self.blocks if b.kind is BlockKind.HEADLINE), None)

    @cached_property
    def dek(self) -> Span | None:
        """The span of the dek (standfirst), if the draft has one."""
        return next((b.span for b in self.blocks if b.kind is BlockKind.DEK), None)

    @cached_property
    def lines(self) -> LineIndex:
        """Line index over the decoded file; for lines of text offsets go through `map` first."""
        return LineIndex(self.source)

    @cached_property
    def word_count(self) -> int:
        """Words of prose, headline included."""
        return sum(len(b.span.of(self.text).split()) for b in self.blocks if b.kind in PROSE)

    # The doors to the annotations. The imports are inside because annotations know documents, not the
    # other way round.

    @property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences of every prose block, in order; none crosses a block."""
        from newslint.annotations.sentences import sentences

        return self.fact(sentences)

    @property
    def quotes(self) -> tuple[Quotation, ...]:
        """Quotations, each with its marks; one quotation may run over several paragraphs."""
        from newslint.annotations.quotes import quotations

        return self.fact(quotations)

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """Who said what: every attribution found, in order of its first character."""
        from newslint.annotations.attributions import attributions

        return self.fact(attributions)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The distinct source mentions of the attributions, in document order."""
        return tuple(a.source for a in self.attributions if a.source is not None)
