"""Findings to text, one format a file. A new format is one module with ``report(Report) -> str`` and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import cast

from newslint.report import Report

REPORTERS: dict[str, str] = {
    "text": "newslint.reporters.text",
    "json": "newslint.reporters.json",
    "jsonl": "newslint.reporters.jsonl",
    "github": "newslint.reporters.github",
    "gitlab": "newslint.reporters.gitlab",
    "sarif": "newslint.reporters.sarif",
    "rdjson": "newslint.reporters.rdjson",
    "junit": "newslint.reporters.junit",
    "checkstyle": "newslint.reporters.checkstyle",
    "html": "newslint.reporters.html",
    "statistics": "newslint.reporters.statistics",
}


def render(format: str, report: Report) -> str:
    """Return the report in a format of REPORTERS, ended by a line break unless it is empty."""
    function = cast(Callable[[Report], str], import_module(REPORTERS[format]).report)
    return function(report)


def pieces(format: str, report: Report) -> Iterable[str]:
    """Return what `render` returns in pieces, those of a format that can be written so made one by one."""
    made = getattr(import_module(REPORTERS[format]), "pieces", None)
    return [render(format, report)] if made is None else cast(Iterable[str], made(report))
