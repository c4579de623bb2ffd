"""text: what a person reads in a terminal, and what editors' errorformats parse.

``path:line:col: severity message [pack/rule]``, then the line around the words and carets under them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from newslint.document import Document
from newslint.finding import Finding
from newslint.report import Place, Report, place
from newslint.result import Result
from newslint.rule import Severity
from newslint.shown import plain

SUGGESTIONS = 5  # a draft, unless --severity suggestion asks for all
_COLORS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.SUGGESTION: "36;1"}
_INDENT = "    "


def report(report: Report) -> str:
    """Return findings grouped by file and one summary line."""
    out: list[str] = []
    hidden = 0
    for result in report.results:
        shown, left = _shown(result, report)
        hidden += left
        for finding in shown:
            out += _finding(result.document, finding, report)
        if left:
            more = "suggestion" if left == 1 else "suggestions"
            out += [
                _paint(
                    f"{_INDENT}… and {left} more {more} in {plain(result.document.path)}; --severity suggestion shows all.",
                    "2",
                    report,
                ),
                "",
            ]
    return "\n".join([*out, _summary(report)]) + "\n"


def _shown(result: Result, report: Report) -> tuple[list[Finding], int]:
    if report.severity is Severity.SUGGESTION:
        return list(result.findings), 0
    minor = [f for f in result.findings if f.severity is Severity.SUGGESTION]
    cut = set(map(id, minor[SUGGESTIONS:]))
    return [f for f in result.findings if id(f) not in cut], len(cut)


def _finding(document: Document, finding: Finding, report: Report) -> Iterator[str]:
    at = place(document, finding.span)
    color = _COLORS[finding.severity]
    head = f"{plain(document.path)}:{at.start.line}:{at.start.column}:"
    yield f"{_paint(head, '1', report)} {_paint(finding.severity, color, report)} {plain(finding.message)} {_paint(f'[{plain(finding.rule)}]', '2', report)}"
    line, carets = excerpt(document, at, report.width - len(_INDENT))
    yield _INDENT + line
    yield _INDENT + _paint(carets, color, report)
    for other in finding.also:
        if other.message == finding.message:
            continue  # two rules that see the same slip say it once
        yield f"{_INDENT}also {_paint(other.severity, _COLORS[other.severity], report)}: {plain(other.message)} {_paint(f'[{plain(other.rule)}]', '2', report)}"
    yield ""


def excerpt(document: Document, at: Place, width: int) -> tuple[str, str]:
    """Return the part of the line around a place, at most `width` columns of a terminal, and carets under the words."""
    start, end = document.lines.line_span(at.start.line)
    a, b = at.span.start, min(max(at.span.end, at.span.start + 1), end)
    room = max(width - 2, 20)
    if b - a > room:
        b = a + room
    left = max(start, min(a - (room - (b - a)) // 2, end - room))
    right = min(end, left + room)
    text = document.source
    before, words, after = (plain(text[left:a]), plain(text[a:b]), plain(text[b:right]))
    cut = "…" if left > start else ""
    line = cut + before + words + after + ("…" if right < end else "")
    return line, " " * (len(cut) + _cells(before)) + "^" * max(_cells(words), 1)


def _cells(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    wide = {"W", "F"}
    return sum(
        0
        if unicodedata.combining(c) or c in "\u200b\u200c\u200d\ufe0f"
        else 2
        if unicodedata.east_asian_width(c) in wide
        else 1
        for c in text
    )


def _summary(report: Report) -> str:
    counts = report.counts()
    total = sum(counts.values())
    files = len(report.results)
    where = f"{files} draft" + ("" if files == 1 else "s")
    if not total:
        return _paint(f"No queries in {where}.", "32", report)
    parts = [f"{n} {level}{'' if n == 1 else 's'}" for level, n in counts.items() if n]
    text = f"{total} {'query' if total == 1 else 'queries'} in {where}: {', '.join(parts)}."
    return _paint(text, "1", report)


def _paint(text: str, code: str, report: Report) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if report.color and text else text
