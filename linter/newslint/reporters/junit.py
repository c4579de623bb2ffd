"""junit: one test suite, one case a draft; a clean draft is a passing case."""

from __future__ import annotations

from xml.etree import ElementTree

from newslint.document import Document
from newslint.finding import Finding
from newslint.report import Report, place
from newslint.reporters.xml import clean, serialize
from newslint.result import Result


def report(report: Report) -> str:
    """Return the run as JUnit XML."""
    failed = sum(bool(r.findings) for r in report.results)
    counts = {"tests": str(len(report.results)), "failures": str(failed), "errors": "0"}
    root = ElementTree.Element("testsuites", {"name": "newslint", **counts})
    suite = ElementTree.SubElement(root, "testsuite", {"name": "newslint", **counts})
    for result in report.results:
        _case(suite, result)
    return serialize(root)


def _case(suite: ElementTree.Element, result: Result) -> None:
    path = clean(result.document.path)
    case = ElementTree.SubElement(suite, "testcase", {"name": path, "classname": "newslint", "time": "0"})
    if result.findings:
        first = result.findings[0]
        failure = ElementTree.SubElement(case, "failure", {"message": clean(first.message), "type": first.rule})
        failure.text = "\n".join(clean(_line(result.document, f)) for f in result.findings)


def _line(document: Document, finding: Finding) -> str:
    at = place(document, finding.span)
    return f"{document.path}:{at.start.line}:{at.start.column}: {finding.severity} {finding.message} [{finding.rule}]"
