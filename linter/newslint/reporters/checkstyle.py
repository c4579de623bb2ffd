"""checkstyle: the XML many CI servers read."""

from __future__ import annotations

from xml.etree import ElementTree

from newslint import __version__
from newslint.report import Report, place
from newslint.reporters.xml import clean, serialize
from newslint.rule import Severity

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "info"}


def report(report: Report) -> str:
    """Return the findings as Checkstyle XML, one file element a draft."""
    root = ElementTree.Element("checkstyle", {"version": __version__})
    for result in report.results:
        file = ElementTree.SubElement(root, "file", {"name": clean(result.document.path)})
        for finding in result.findings:
            at = place(result.document, finding.span)
            fields = {
                "line": str(at.start.line),
                "column": str(at.start.column),
                "severity": _SEVERITIES[finding.severity],
                "message": clean(finding.message),
                "source": f"newslint.{finding.rule}",
            }
            ElementTree.SubElement(file, "error", fields)
    return serialize(root)
