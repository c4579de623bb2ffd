"""gitlab: GitLab Code Quality. Fingerprints are unique and stay when lines above change."""

from __future__ import annotations

import json

from newslint.report import Report, fingerprints, place
from newslint.rule import Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.SUGGESTION: "info"}


def report(report: Report) -> str:
    """Return the findings as a Code Quality array."""
    out = []
    for document, finding, fingerprint in fingerprints(report):
        at = place(document, finding.span)
        out.append(
            {
                "description": finding.message,
                "check_name": finding.rule,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[finding.severity],
                "location": {
                    "path": document.path.removeprefix("./").replace("\\", "/"),
                    "lines": {"begin": at.start.line, "end": at.end.line},
                },
            }
        )
    return json.dumps(out, ensure_ascii=False, indent=2) + "\n"
