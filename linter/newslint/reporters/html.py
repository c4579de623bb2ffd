"""html: one self-contained page: the draft with its marks, the queries beside it, filters, and who says what."""

from __future__ import annotations

from collections import Counter
from html import escape
from importlib import resources

from newslint import __version__
from newslint.document import Document
from newslint.finding import Finding
from newslint.report import Report, place
from newslint.reporters.marked import marked
from newslint.reporters.sourcing import table
from newslint.result import Result
from newslint.rule import Severity


def report(report: Report) -> str:
    """Return the page; it asks for nothing from anywhere."""
    counts = report.counts()
    packs = Counter(f.pack for _, f in report.findings())
    drafts = "\n".join(_draft(i, r) for i, r in enumerate(report.results))
    summary = ", ".join(f"{n} {level}{'' if n == 1 else 's'}" for level, n in counts.items() if n) or "no queries"
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="generator" content="newslint {__version__}"><title>newslint: {summary}</title>
<style>{asset("report.css")}</style></head>
<body><header><h1>newslint</h1><p>{escape(summary)} in {len(report.results)} draft{"" if len(report.results) == 1 else "s"}</p>
{_filters(counts, packs)}</header>
<main>
{drafts}
</main>
<script>{asset("report.js")}</script>
</body></html>
"""


def asset(name: str) -> str:
    """Return a style sheet or script that ships with the package."""
    return resources.files("newslint.reporters").joinpath("assets", name).read_text(encoding="utf-8")


def _filters(counts: dict[Severity, int], packs: Counter[str]) -> str:
    boxes = [_box("severity", level.value, n) for level, n in counts.items() if n]
    boxes += [_box("pack", pack, n) for pack, n in sorted(packs.items())]
    return f'<form class="filters" aria-label="Show">{"".join(boxes)}</form>' if boxes else ""


def _box(kind: str, name: str, count: int) -> str:
    return (
        f'<label class="{kind} {escape(name)}"><input type="checkbox" checked data-{kind}="{escape(name)}">'
        f"{escape(name)} <b>{count}</b></label>"
    )


def _draft(index: int, result: Result) -> str:
    document = result.document
    prefix = f"d{index}"
    items = "\n".join(_item(document, f, i, prefix) for i, f in enumerate(result.findings))
    listed = f"<ol>{items}</ol>" if items else '<p class="clean">No queries.</p>'
    return f"""<article class="draft" data-prefix="{prefix}"><h2 class="path">{escape(document.path)}</h2>
<div class="columns"><section class="copy" aria-label="Draft">{marked(document, result.findings, prefix)}</section>
<section class="queries" aria-label="Queries">{listed}</section></div>
{_sources(document)}</article>"""


def _item(document: Document, finding: Finding, index: int, prefix: str) -> str:
    at = place(document, finding.span)
    offers = "".join(f"<li>{escape(s)}</li>" for s in finding.suggestions)
    also = "".join(f"<li>{escape(f.message)} <code>{escape(f.rule)}</code></li>" for f in finding.also)
    return (
        f'<li id="{prefix}-q{index}" class="query {finding.severity.value}" data-pack="{escape(finding.pack)}" data-severity="{finding.severity.value}">'
        f'<a href="#{prefix}-{index}"><span class="level">{finding.severity.value}</span> <span class="at">{at.start.line}:{at.start.column}</span></a> '
        f"{escape(finding.message)} <code>{escape(finding.rule)}</code>"
        + (f'<ul class="offers">{offers}</ul>' if offers else "")
        + (f'<ul class="also">{also}</ul>' if also else "")
        + "</li>"
    )


def _sources(document: Document) -> str:
    count = len(document.attributions)
    if not count:
        return ""
    return f'<details class="sources"><summary>Who says what: {count} attributions</summary>{table(document)}</details>'
