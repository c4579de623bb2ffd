"""json: one array of finding objects."""

from __future__ import annotations

import json
from typing import Any

from newslint.report import Report, as_json


def report(report: Report) -> str:
    """Return all findings as a JSON array."""
    written = [_indented(as_json(d, f)) for d, f in report.findings()]
    return "[\n" + ",\n".join(written) + "\n]\n" if written else "[]\n"


def _indented(one: dict[str, Any]) -> str:
    """Write one finding as it stands in the array; all at once they would be held in a hundred pieces each."""
    return "  " + json.dumps(one, ensure_ascii=False, indent=2).replace("\n", "\n  ")
