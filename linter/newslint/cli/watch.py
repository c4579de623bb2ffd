"""--watch: stay, and check a draft again whenever it is saved. The rules and the grammar engine stay warm."""

from __future__ import annotations

import time

import click

from newslint.cli.check import say
from newslint.cli.run import Run

EVERY = 0.4  # seconds between looks


def watch(run: Run) -> int:
    """Check once, then again whatever changes, until interrupted; the exit code is 130 then."""
    seen: dict[str, tuple[int, int]] = {}
    while True:
        drafts = run.drafts()
        stamps = {}
        for draft in drafts:
            try:
                stat = draft.path.stat()
            except OSError:
                continue
            stamps[str(draft.path)] = (stat.st_mtime_ns, stat.st_size)
        changed = [d for d in drafts if stamps.get(str(d.path)) != seen.get(str(d.path))]
        if changed:
            first = not seen
            seen = stamps
            if not first:
                click.clear()
            say(run, list(run.results(changed)))
            click.echo(f"newslint: watching {len(stamps)} drafts; Ctrl-C ends it.", err=True)
        time.sleep(EVERY)
