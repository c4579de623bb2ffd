"""What an attribution consists of: the types every rule may rely on."""

from __future__ import annotations

from enum import StrEnum

from newslint.records import dataclass
from newslint.span import Span


class SourceKind(StrEnum):
    """On what footing a source stands for the reader."""

    NAMED_PERSON = "named-person"
    NAMED_ORGANIZATION = "named-organization-or-document"
    DESCRIBED = "unnamed-but-described"
    VAGUE = "vague"
    PRONOUN = "pronoun"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Source:
    """Who or what stands behind a content.

    `kind` is the footing of this mention judged with what it refers to; `antecedent` is the mention before it
    that a pronoun or a second mention ("the official") stands for; `head` is the head word's span. `first` is
    the kind of the antecedent, None where there is none.
    """

    span: Span
    kind: SourceKind
    head: Span
    antecedent: Span | None = None
    first: SourceKind | None = None

    @property
    def footing(self) -> SourceKind:
        """What the reader can weigh: the antecedent's kind where there is one, else the mention's own."""
        return self.first or self.kind


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of one attribution.

    `source` is None for agentless cues ("it has been noticed that", "reportedly"). `cue` is None for a quotation
    whose speaker is carried over from the sentence before. `content` holds one span or, when it is interrupted
    or runs over paragraphs, several.
    """

    source: Source | None
    cue: Span | None
    content: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """The stretch from the first to the last character of all three."""
        spans = [*self.content, *([self.cue] if self.cue else []), *([self.source.span] if self.source else [])]
        return Span(min(s.start for s in spans), max(s.end for s in spans))


@dataclass(slots=True)
class Found:
    """An attribution on its way: spans only, the source not yet typed."""

    source: Span | None
    cue: Span | None
    content: list[Span]
