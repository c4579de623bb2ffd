"""What a run has to say: results per document, and where each finding stands in the file as the user has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from newslint.document import Document
from newslint.finding import Finding
from newslint.readers import PARAGRAPH_FORMATS
from newslint.records import dataclass, field
from newslint.result import Result
from newslint.rule import Rule, Severity
from newslint.span import ColumnUnit, Position, Span

if TYPE_CHECKING:
    from newslint.annotations.attribution.nesting import Nested
    from newslint.annotations.attributions import Attribution


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands in the decoded file: offsets in code points, lines and columns from 1, end exclusive."""

    span: Span
    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Report:
    """All results of a run, in the order of its files. `rules` holds every rule that ran, by name."""

    results: Sequence[Result]
    rules: Mapping[str, Rule] = field(default_factory=dict)
    severity: Severity | None = None  # the user asked for this level and above
    color: bool = False
    width: int = 100
    complete: bool = True  # False: something that was asked for could not be done

    def findings(self) -> Iterator[tuple[Document, Finding]]:
        """Yield every finding with its document."""
        for result in self.results:
            for finding in result.findings:
                yield result.document, finding

    def counts(self) -> dict[Severity, int]:
        """Return how many findings there are of each severity."""
        out = dict.fromkeys(Severity, 0)
        for _, finding in self.findings():
            out[finding.severity] += 1
        return out


def place(document: Document, span: Span, unit: ColumnUnit = "codepoints") -> Place:
    """Return where a span of the document's text stands in its file."""
    source = document.map.span(span)
    lines = document.lines
    return Place(source, lines.position(source.start, unit), lines.position(source.end, unit))


def as_json(document: Document, finding: Finding) -> dict[str, Any]:
    """Return a finding as the JSON contract has it (docs/json.md)."""
    at = place(document, finding.span)
    return {
        "path": document.path,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "offset": at.span.start,
        "end_offset": at.span.end,
        "line": at.start.line,
        "column": at.start.column,
        "end_line": at.end.line,
        "end_column": at.end.column,
        "text": at.span.of(document.source),
        "suggestions": list(finding.suggestions),
        "also": [_folded(document, f) for f in finding.also],
        **({"paragraph": at.start.line} if document.format in PARAGRAPH_FORMATS else {}),
    }


def _folded(document: Document, finding: Finding) -> dict[str, Any]:
    span = document.map.span(finding.span)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "offset": span.start,
        "end_offset": span.end,
        "text": span.of(document.source),
        "suggestions": list(finding.suggestions),
    }


def attribution_as_json(document: Document, a: Attribution) -> dict[str, Any]:
    """Return an attribution as the JSON contract has it; offsets are code points into the decoded file.

    Where somebody tells what another said, "inner" lists that, in the same form.
    """
    from newslint.annotations.attribution.nesting import nested

    return _attribution(document, a, document.fact(nested).get(a, ()))


def _attribution(document: Document, a: Attribution, inner: tuple[Nested, ...]) -> dict[str, Any]:
    first = document.map.span(a.span)
    source = None
    if a.source:
        source = _span(document, a.source.span) | {
            "kind": a.source.kind.value,
            "antecedent": _span(document, a.source.antecedent) if a.source.antecedent else None,
        }
    return {
        "path": document.path,
        "source": source,
        "cue": _span(document, a.cue) if a.cue else None,
        "content": [_span(document, c) for c in a.content],
        "line": document.lines.position(first.start).line,
    } | ({"inner": [_attribution(document, *one) for one in inner]} if inner else {})


def _span(document: Document, span: Span) -> dict[str, Any]:
    at = document.map.span(span)
    return {"start": at.start, "end": at.end, "text": at.of(document.source)}


def fingerprint(document: Document, finding: Finding, occurrence: int) -> str:
    """Return an id for a finding that edits above it do not change: path, rule, words and which of the like it is."""
    from hashlib import sha256

    parts = (document.path, finding.rule, finding.span.of(document.text), str(occurrence))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def fingerprints(report: Report) -> Iterator[tuple[Document, Finding, str]]:
    """Yield every finding with its document and a fingerprint that no other finding of the run has."""
    from collections import Counter

    seen: Counter[tuple[str, str, str]] = Counter()
    for document, finding in report.findings():
        key = (document.path, finding.rule, finding.text)
        seen[key] += 1
        yield document, finding, fingerprint(document, finding, seen[key])
