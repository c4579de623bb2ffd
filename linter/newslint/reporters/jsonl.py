"""jsonl: one finding object a line."""

from __future__ import annotations

import json

from newslint.report import Report, as_json


def line(value: object) -> str:
    """Return a value as one line of JSON: every other line break (U+2028 too) is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    for c in "\x85\u2028\u2029":
        text = text.replace(c, f"\\u{ord(c):04x}")
    return text + "\n"


def report(report: Report) -> str:
    """Return one JSON object a finding, each on a line of its own."""
    return "".join(line(as_json(d, f)) for d, f in report.findings())
