"""github: workflow commands that GitHub shows on a pull request, with the plain lines under them.

GitHub drops annotations past ten a type and step, so the plain lines are printed too.
"""

from __future__ import annotations

import re

from newslint.report import Report, place
from newslint.reporters import text
from newslint.rule import Severity
from newslint.shown import plain

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}


def report(report: Report) -> str:
    """Return one workflow command a finding, then the text report."""
    out = []
    for document, finding in report.findings():
        at = place(document, finding.span)
        fields = {"title": plain(finding.rule), "file": document.path, "line": at.start.line, "endLine": at.end.line}
        if at.start.line == at.end.line:  # columns mean something to GitHub only on one line
            fields |= {"col": at.start.column, "endColumn": at.end.column}
        properties = ",".join(f"{k}={_property(str(v))}" for k, v in fields.items())
        out.append(f"::{_COMMANDS[finding.severity]} {properties}::{_message(plain(finding.message))}\n")
    return "".join(out) + _inert(text.report(report))


def _inert(lines: str) -> str:
    """No line of a draft that is shown may be a workflow command: a zero-width space breaks what GitHub looks for."""
    return re.sub(r"(?m)^(\s*):(?=:)", "\\1:\u200b", lines).replace("##[", "##\u200b[")


def _message(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _message(value).replace(":", "%3A").replace(",", "%2C")
