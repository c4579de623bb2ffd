"""json: one array of finding objects."""

from __future__ import annotations

import json
from collections.abc import Iterator

from newslint.report import Report, as_json


def report(report: Report) -> str:
    """Return all findings as a JSON array."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """Yield the array finding by finding: those of a long draft are not all held in memory."""
    before = "["
    for document, finding in report.findings():
        one = json.dumps(as_json(document, finding), ensure_ascii=False, indent=2)
        yield before + "\n  " + one.replace("\n", "\n  ")
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"
