"""newslint rules try: what a rule would say over an archive, before anybody is bothered by it."""

from __future__ import annotations

from collections import Counter

import click

from newslint.engine import check
from newslint.errors import ReadError
from newslint.gather import drafts
from newslint.readers.files import read_file
from newslint.report import place
from newslint.reporters.text import excerpt
from newslint.rule import Rule
from newslint.session import informed
from newslint.settings import Settings
from newslint.shown import plain


def try_over(rule: Rule, paths: tuple[str, ...], settings: Settings, samples: int, encoding: str | None) -> int:
    """Run one rule over the drafts and print samples, spread evenly, and counts; 2 when something could not be read."""
    files, wrong = drafts(paths, config=None, isolated=False)
    found: list[tuple[str, str, str]] = []
    texts: Counter[str] = Counter()
    words = spoken = 0
    ready = informed(rule, settings)
    for path in files:
        try:
            document = read_file(path, encoding=encoding)
        except ReadError as e:
            wrong.append(e)
            continue
        words += document.word_count
        findings = check(document, [ready], settings).findings
        spoken += bool(findings)
        for f in findings:
            at = place(document, f.span)
            line, carets = excerpt(document, at, 96)
            found.append((f"{document.path}:{at.start.line}:{at.start.column}: {f.message}", line, carets))
            texts[" ".join(f.text.lower().split())] += 1
    step = max(1, len(found) // samples) if samples else 0
    for head, line, carets in found[:: step or None][:samples] if samples else ():
        click.echo(f"{head}\n    {line}\n    {carets}\n")
    for error in wrong:
        click.echo(plain(f"newslint: {error}"), err=True)
    per = 1000 * len(found) / words if words else 0.0
    click.echo(f"{rule.name}: {len(found)} findings in {spoken} of {len(files)} drafts, {per:.2f} per 1,000 words.")
    if texts:
        often = ", ".join(f"“{text[:40]}” {n}" for text, n in texts.most_common(5))
        click.echo(f"Most often: {often}.")
    return 2 if wrong else 0
