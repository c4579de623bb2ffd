"""sarif: SARIF 2.1.0, for code-scanning views. Columns are code points, as `columnKind` says."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from newslint import __version__
from newslint.document import Document
from newslint.finding import Finding
from newslint.report import Report, fingerprint, place
from newslint.rule import Rule, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def report(report: Report) -> str:
    """Return the run as one SARIF log; findings answered in the file are results with a suppression."""
    seen: Counter[tuple[str, str, str]] = Counter()
    results = []
    for result in report.results:
        for findings, suppressed in ((result.findings, False), (result.suppressed, True)):
            for finding in findings:
                results.append(_result(result.document, finding, seen, suppressed))
                results += [_result(result.document, f, seen, suppressed) for f in finding.also]
    used = sorted({r["ruleId"] for r in results} | set(report.rules))
    index = {name: i for i, name in enumerate(used)}
    for r in results:
        r["ruleIndex"] = index[r["ruleId"]]
    driver = {
        "name": "newslint",
        "semanticVersion": __version__,
        "version": __version__,
        "rules": [_rule(name, report.rules.get(name)) for name in used],
    }
    run = {
        "tool": {"driver": driver, **_engines(report)},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": report.complete}],
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _engines(report: Report) -> dict[str, Any]:
    """The grammar engines that were asked, as extensions of the tool."""
    names = sorted({str(r.options["engine"]) for r in report.rules.values() if r.check == "grammar"})
    if not names:
        return {}
    from newslint.versions import WHEELS, engine

    return {"extensions": [{"name": WHEELS[n], "version": engine(n) or "a server's"} for n in names]}


def _result(
    document: Document, finding: Finding, seen: Counter[tuple[str, str, str]], suppressed: bool
) -> dict[str, Any]:
    at = place(document, finding.span)
    key = (document.path, finding.rule, finding.text)
    seen[key] += 1
    region = {
        "startLine": at.start.line,
        "startColumn": at.start.column,
        "endLine": at.end.line,
        "endColumn": at.end.column,
        "charOffset": at.span.start,
        "charLength": at.span.end - at.span.start,
        "snippet": {"text": at.span.of(document.source)},
    }
    out: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(document.path)}, "region": region}}],
        "partialFingerprints": {"newslint/v1": fingerprint(document, finding, seen[key])},
    }
    if suppressed:
        out["suppressions"] = [{"kind": "inSource"}]
    return out


def _rule(name: str, rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        return {"id": name, "shortDescription": {"text": name}}
    return {
        "id": name,
        "name": name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why or rule.summary},
        "help": {"text": "\n".join([rule.why or rule.summary, *rule.standards])},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.pack, *rule.tags]},
    }


def _uri(path: str) -> str:
    """A relative path with / and percent-encoding; an absolute one as file: URI."""
    pure = PurePath(path)
    if pure.is_absolute():
        return pure.as_uri()
    return quote(pure.as_posix())
