"""--watch: stay, and check a draft again whenever it is saved. The rules and the grammar engine stay warm."""

from __future__ import annotations

import time

import click

from newslint import settings
from newslint.cli.check import say
from newslint.cli.run import Run
from newslint.errors import NewslintError
from newslint.watched import Watched, stamp_of

EVERY = 0.4  # seconds between looks

Stamps = dict[str, tuple[int, int]]


def watch(run: Run) -> int:
    """Check once, then again whatever changes, until interrupted; the exit code is 130 then.

    When the configuration, a word list or a rule's folder changes, everything is checked again.
    """
    seen: Stamps | None = None
    watched = Watched()
    while True:
        if watched.changed():
            watched = Watched()
            settings.forget()
            run.__dict__.pop("session", None)  # it holds the rules
            seen = {}
        try:
            seen = _look(run, seen, watched)
        except NewslintError as e:
            if seen is None:
                raise
            run.complain(e)  # a configuration half written: the next change may mend it
        time.sleep(EVERY)


def _look(run: Run, seen: Stamps | None, watched: Watched) -> Stamps:
    """Check what is not as it was seen; return how everything is now."""
    drafts = run.drafts()
    now = {str(d.path): stamp for d in drafts if (stamp := stamp_of(d.path))}
    changed = [d for d in drafts if (p := str(d.path)) in now and now[p] != (seen or {}).get(p)]
    for draft in changed:
        watched.add(run.settings(draft.path), draft.path)
    if changed or seen is None:
        if seen is not None:
            click.clear()
        run.warned.clear()
        say(run, list(run.results(changed)))
        click.echo(f"newslint: watching {len(now)} draft{'' if len(now) == 1 else 's'}; Ctrl-C ends it.", err=True)
    return now
