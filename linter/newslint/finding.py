"""A finding: one thing a copy desk would query, and where."""

from __future__ import annotations

from newslint.records import dataclass
from newslint.rule import Severity
from newslint.span import Span


@dataclass(frozen=True, slots=True)
class Fix:
    """A safe replacement: put `text` in place of `span` (code points into Document.text)."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One query of the desk.

    `span` is in code points into `Document.text`; `text` is what stands there. `suggestions` are
    replacements for `text`, likeliest first. `also` lists findings folded under this one because they are
    about the same words.
    """

    path: str
    rule: str
    severity: Severity
    message: str
    span: Span
    text: str
    suggestions: tuple[str, ...] = ()
    fix: Fix | None = None
    also: tuple[Finding, ...] = ()

    @property
    def pack(self) -> str:
        """The rule's pack: ``sourcing`` of ``sourcing/bare-source``."""
        return self.rule.partition("/")[0]
