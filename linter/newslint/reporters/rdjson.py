"""rdjson: reviewdog's Diagnostic format. Columns count UTF-8 bytes."""

from __future__ import annotations

import json
from typing import Any

from newslint.document import Document
from newslint.finding import Finding
from newslint.report import Report, place
from newslint.rule import Severity

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.SUGGESTION: "INFO"}


def report(report: Report) -> str:
    """Return the findings as one DiagnosticResult."""
    diagnostics = [_diagnostic(d, f) for d, f in report.findings()]
    return json.dumps({"source": {"name": "newslint"}, "diagnostics": diagnostics}, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(document: Document, finding: Finding) -> dict[str, Any]:
    at = place(document, finding.span, "utf8")
    span = {
        "start": {"line": at.start.line, "column": at.start.column},
        "end": {"line": at.end.line, "column": at.end.column},
    }
    return {
        "message": finding.message,
        "location": {"path": document.path, "range": span},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
        "suggestions": [{"range": span, "text": text} for text in finding.suggestions],
    }
