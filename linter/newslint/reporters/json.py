"""json: one array of finding objects."""

from __future__ import annotations

import json

from newslint.report import Report, as_json


def report(report: Report) -> str:
    """Return all findings as a JSON array."""
    return json.dumps([as_json(d, f) for d, f in report.findings()], ensure_ascii=False, indent=2) + "\n"
