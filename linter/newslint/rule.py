"""What a rule is. Data only: how one is read is ruleset.py, how one is run is matchers/."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from newslint.document import PROSE, BlockKind
from newslint.records import dataclass, field

HOUSES = ("ap", "guardian", "bbc", "reuters")


class Severity(StrEnum):
    """How much a finding matters: error would embarrass or harm, warning a desk would query, suggestion a
    strict desk might."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"

    @property
    def rank(self) -> int:
        """3 for error, 2 for warning, 1 for suggestion."""
        return _RANK[self]

    def lowered(self) -> Severity:
        """Return the next milder level; a suggestion stays one."""
        return Severity.WARNING if self is Severity.ERROR else Severity.SUGGESTION


_RANK = {Severity.ERROR: 3, Severity.WARNING: 2, Severity.SUGGESTION: 1}


@dataclass(frozen=True, slots=True)
class Example:
    """A short draft that shows a rule at work.

    `text` has no markers left in it; `marks` are the (start, end) offsets that must be flagged, empty for
    an example that must stay silent or that may be flagged anywhere. `offers` must be among the
    suggestions. `options` are settings the example is run under (house, format).
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    offers: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    line: int = 1


@dataclass(frozen=True, slots=True)
class Examples:
    """`bad` must be flagged; `good` and `near` must stay silent, `near` although a naive reading would flag it."""

    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    near: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Clearance:
    """When a match is answered by what stands around it.

    `attributed`: somebody else stands behind the words, looked for in the ``clause``, ``sentence`` or
    ``paragraph``. `named`: a person with a name speaks in the ``sentence``, in it or the ``next`` one, or in the
    ``paragraph``. `sentence`, `before`, `after`, `paragraph`, `document`, `match`: a pattern found there (before
    and after are within the sentence, touching the match).
    """

    attributed: str | None = None
    patterns: Mapping[str, str] = field(default_factory=dict)
    named: str | None = None

    def __bool__(self) -> bool:
        """Is anything asked for?"""
        return bool(self.attributed or self.patterns or self.named)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing a desk queries, as an editor wrote it in rules/<pack>/<name>.yaml."""

    name: str
    summary: str
    message: str
    severity: Severity
    check: str  # the kind of check: a key of matchers.KINDS
    options: Mapping[str, Any]
    path: str = ""
    enabled: bool = True
    why: str = ""
    tags: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    scope: frozenset[BlockKind] = PROSE
    quoted: bool = False  # may it fire inside quotations?
    names: bool = True  # may it fire on names?
    titles: bool = True  # may it fire inside titles of works, laws, bodies?
    house: frozenset[str] = frozenset()  # house styles it holds for; empty: all
    min_words: int = 0
    unless: Clearance = Clearance()
    soften: Clearance = Clearance()
    suggest: tuple[str, ...] = ()
    fix: bool = False  # is its only suggestion safe to apply unread?
    examples: Examples = Examples()

    @property
    def pack(self) -> str:
        """The folder the rule lives in."""
        return self.name.partition("/")[0]


def selects(selector: str, rule: Rule) -> bool:
    """Tell whether a selector (``all``, pack, pack/rule, tag or alias) names the rule."""
    return selector in ("all", rule.name, rule.pack) or selector in rule.tags or selector in rule.aliases
