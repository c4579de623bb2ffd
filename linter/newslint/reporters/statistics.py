"""statistics: how often each rule spoke, the busiest first."""

from __future__ import annotations

from collections import Counter

from newslint.report import Report


def report(report: Report) -> str:
    """Return one line a rule: count, severity, name, summary."""
    counts: Counter[tuple[str, str]] = Counter()
    for _, f in report.findings():
        for g in (f, *f.also):
            counts[g.severity.value, g.rule] += 1
    lines = []
    for (level, name), n in sorted(counts.items(), key=lambda x: (-x[1], x[0][1], x[0][0])):
        rule = report.rules.get(name)
        lines.append(f"{n:6}  {level:10}  {name:34}  {rule.summary if rule else ''}".rstrip())
    total = sum(counts.values())
    lines.append(f"{total:6}  in {len(report.results)} draft{'' if len(report.results) == 1 else 's'}")
    return "\n".join(lines) + "\n"
