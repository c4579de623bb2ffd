"""A page of what a run found. It asks for nothing from anywhere and runs no script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import resources

from newslint import __version__
from newslint.archive.plots import bars, cut, heat, lines, number, safe
from newslint.archive.storage import Place
from newslint.archive.sums import Sum, Sums, added_up
from newslint.archive.tables import LEVELS

MONTHS = 36  # more of them are put together as quarters, then as years
QUARTERS = 60
RULES = 20  # of the heat map
GROUPS = 20  # desks and authors shown


def page(output: Place) -> str:
    """Return the page for a run's output. Raises NewslintError when there is none."""
    sums = added_up(output)
    parts = [_totals(sums), _over_time(sums), _rules_by_time(sums)]
    parts += [_groups("By desk", "desk", sums.desks), _groups("By author", "author", sums.authors)]
    parts += [_rules(sums), _errors(sums)]
    css = resources.files("newslint.archive").joinpath("report.css").read_text(encoding="utf-8")
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark"><meta name="generator" content="newslint {__version__}">
<title>newslint archive: {sums.all.articles:,} articles</title>
<style>{css}</style></head>
<body><header><h1>newslint archive</h1>
<p>{sums.all.articles:,} articles, {sums.all.words:,} words{_span(sums.months)}.</p></header>
<main>
{"".join(p for p in parts if p)}
</main></body></html>
"""


def _span(months: Mapping[str, Sum]) -> str:
    ends = sorted(months)
    return f", {safe(ends[0])} to {safe(ends[-1])}" if ends else ""


def _section(title: str, note: str, body: str) -> str:
    return f"<section><h2>{safe(title)}</h2><p class='note'>{safe(note)}</p>{body}</section>\n" if body else ""


def _totals(sums: Sums) -> str:
    whole = sums.all
    tiles = [
        (number(whole.findings), "findings", f"{number(whole.per(whole.findings))} per 1,000 words"),
        *((number(whole.levels[level]), column, "") for level, column in LEVELS.items()),
        (number(whole.attributions), "attributions", f"{number(whole.per(whole.attributions))} per 1,000 words"),
        (f"{whole.share(whole.vague):.1%}", "vague sources", f"{whole.vague:,} attributions"),
        (number(sums.errors.total()), "not checked in full", ""),
    ]
    body = "".join(
        f"<li><b>{safe(value)}</b><span>{safe(name)}</span><small>{safe(more)}</small></li>"
        for value, name, more in tiles
    )
    return f'<ul class="tiles">{body}</ul>\n'


# --- over time -------------------------------------------------------------------------------------------


def _periods(months: Iterable[str]) -> dict[str, str]:
    """Return month -> period, for every month from the first to the last: itself, its quarter or its year."""
    known = sorted(months)
    if not known:
        return {}
    year, number_ = map(int, known[0].split("-"))
    every: list[str] = []
    while not every or every[-1] < known[-1]:
        every.append(f"{year:04d}-{number_:02d}")
        year, number_ = (year, number_ + 1) if number_ < 12 else (year + 1, 1)
    if len(every) <= MONTHS:
        return {m: m for m in every}
    if len(every) <= QUARTERS * 3:
        return {m: f"{m[:4]} Q{(int(m[5:]) + 2) // 3}" for m in every}
    return {m: m[:4] for m in every}


def _by_period(sums: Sums) -> tuple[dict[str, str], dict[str, Sum]]:
    periods = _periods(sums.months)
    out = {p: Sum() for p in periods.values()}
    for month, one in sums.months.items():
        into = out[periods[month]]
        for name in ("articles", "words", "attributions", "vague", "described", "nobody"):
            setattr(into, name, getattr(into, name) + getattr(one, name))
        into.levels += one.levels
    return periods, out


def _undated(sums: Sums) -> str:
    return f" {sums.undated:,} articles have no date that can be told and are not in it." if sums.undated else ""


def _over_time(sums: Sums) -> str:
    _, periods = _by_period(sums)
    if not periods:
        return ""
    names = {"vague": "vague", "described": "described, unnamed", "nobody": "nobody"}
    series = {
        shown: [p.share(getattr(p, name)) if p.attributions else None for p in periods.values()]
        for name, shown in names.items()
    }
    tips = [f"{p.attributions:,} attributions in {p.articles:,} articles" for p in periods.values()]
    note = (
        "The share of attributions whose source is vague (“officials”), described but unnamed, or nobody (“reportedly”)."
        + _undated(sums)
    )
    plot = lines("Weak sources over time", list(periods), series, tips)
    rows = [
        [name, f"{p.articles:,}", f"{p.attributions:,}", *(f"{p.share(getattr(p, n)):.1%}" for n in names)]
        for name, p in periods.items()
    ]
    heads = ["period", "articles", "attributions", *names.values()]
    return _section("Weak sources over time", note, plot + _folded(_table(heads, rows)))


def _rules_by_time(sums: Sums) -> str:
    months, periods = _by_period(sums)
    top = [rule for rule, _ in _ranked(sums.rules)[:RULES]]
    if not periods or not top:
        return ""
    counts: dict[tuple[str, str], int] = {}
    for (rule, month), count in sums.by_month.items():
        key = (rule, months[month])
        counts[key] = counts.get(key, 0) + count
    values = {(r, p): periods[p].per(n, 10_000) for (r, p), n in counts.items() if r in top}
    plot = heat("Rules by month", top, list(periods), values, "per 10,000 words")
    peak = max(values.values(), default=0.0)
    note = (
        f"Findings per 10,000 words of the {len(top)} most frequent rules; the strongest colour is {number(peak)}."
        + _undated(sums)
    )
    rows = [[r, *(number(values.get((r, p), 0.0)) for p in periods)] for r in top]
    return _section("Rules by month", note, plot + _folded(_table(["rule", *periods], rows)))


# --- by desk and author ----------------------------------------------------------------------------------


def _groups(title: str, what: str, groups: Mapping[str, Sum]) -> str:
    if not set(groups) - {""}:
        return ""
    ranked = sorted(groups.items(), key=lambda item: (-item[1].words, item[0]))
    shown = ranked[:GROUPS]
    rows = [
        (
            name or "(none named)",
            {column: one.per(one.levels[level]) for level, column in LEVELS.items()},
            f"{number(one.per(one.findings))}; {one.share(one.vague):.1%} vague; {one.articles:,} art.",
        )
        for name, one in shown
    ]
    more = f" The {len(shown)} with the most words of {len(ranked)}." if len(ranked) > len(shown) else ""
    note = f"Findings per 1,000 words, the share of vague sources among attributions, articles.{more}"
    key = "".join(f'<li class="{column}">{column}</li>' for column in LEVELS.values())
    plot = f'<ul class="key">{key}</ul>' + bars(title, rows, "per 1,000 words")
    heads = [what, "articles", "words", *LEVELS.values(), "attributions", "vague"]
    table = [
        [
            name or "(none named)",
            f"{one.articles:,}",
            f"{one.words:,}",
            *(f"{one.levels[level]:,}" for level in LEVELS),
            f"{one.attributions:,}",
            f"{one.vague:,}",
        ]
        for name, one in ranked[:200]
    ]
    return _section(title, note, plot + _folded(_table(heads, table)))


# --- tables ----------------------------------------------------------------------------------------------


def _ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _rules(sums: Sums) -> str:
    rows = [
        [rule, sums.severities[rule], f"{count:,}", number(sums.all.per(count, 10_000))]
        for rule, count in _ranked(sums.rules)
    ]
    if not rows:
        return ""
    table = _table(["rule", "severity", "findings", "per 10,000 words"], rows)
    return _section("All rules", f"{len(rows)} rules found something.", table)


def _errors(sums: Sums) -> str:
    if not sums.errors:
        return ""
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in _ranked(sums.errors))
    rows = [[e["id"], e["file"], f"{e['row']:,}", e["kind"], cut(e["message"], 300)] for e in sums.shown_errors]
    more = f" The first {len(rows):,}:" if sums.errors.total() > len(rows) else ""
    note = f"{sums.errors.total():,} rows of the errors table: {kinds}.{more}"
    return _section("Not checked in full", note, _table(["id", "file", "row", "kind", "what"], rows))


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{safe(h)}</th>' for h in heads)
    body = "".join("<tr>" + "".join(f"<td>{safe(c)}</td>" for c in row) + "</tr>" for row in rows)
    return f'<div class="table"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _folded(table: str) -> str:
    return f"<details><summary>As a table</summary>{table}</details>"
