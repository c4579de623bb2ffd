"""What a run says about one document."""

from __future__ import annotations

from newslint.document import Document
from newslint.finding import Finding
from newslint.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Result:
    """What a run says about one document: findings, findings answered in the file, and rules that gave up."""

    document: Document
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...] = ()
    problems: tuple[str, ...] = field(default=())
