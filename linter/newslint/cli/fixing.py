"""--fix, --diff and --as-comments: into the drafts, whole or not at all."""

from __future__ import annotations

import sys

import click

from newslint import fixes
from newslint.atomic import write_bytes
from newslint.cli.run import Draft, Run
from newslint.errors import NewslintError, ReadError
from newslint.result import Result
from newslint.writers import WriteError


def fix_drafts(run: Run) -> int:
    """Fix every draft, or show the difference; then say what is left."""
    from newslint.cli.check import say

    results: list[Result] = []
    changed = 0
    for draft in run.drafts():
        try:
            result, count = _comment(run, draft) if run.options["as_comments"] else _fix(run, draft)
        except (ReadError, WriteError) as e:
            run.complain(e)
            continue
        except OSError as e:
            run.complain(
                NewslintError(
                    f"{draft.path}: cannot be written: {e.strerror or e}; the draft is as it was. See that you may write there and that there is room."
                )
            )
            continue
        results.append(run.shown(result))
        changed += count
    if run.options["diff"]:
        for r in results:
            for problem in r.problems:
                run.complain(problem)
        return 2 if run.failed else 0 if run.options["exit_zero"] else int(changed > 0)
    what = "queries written as comments" if run.options["as_comments"] else "fixes written"
    click.echo(f"newslint: {changed} {what}.", err=True)
    if not any(d == "-" for d in run.options["paths"]):  # standard output holds the fixed draft then
        say(run, results)
    return run.exit_code(results)


def _fix(run: Run, draft: Draft) -> tuple[Result, int]:
    data = run.data(draft)
    done = fixes.fix(data, lambda d: run.read(draft, d), run.check)
    if run.options["diff"]:
        sys.stdout.write(fixes.diff(run.read(draft, data), done.result.document))
    elif draft.data is not None:
        sys.stdout.buffer.write(done.data)
        sys.stdout.buffer.flush()
    elif done.data != data:
        _write(run, draft, data, done.data)
    return done.result, done.count


def _write(run: Run, draft: Draft, before: bytes, after: bytes) -> None:
    """Put the new bytes in place of those that were read. Raises WriteError when somebody has saved the draft since."""
    if run.data(draft) != before:
        raise WriteError(f"{draft.path}: changed while newslint was at work, so nothing was written; run it again.")
    write_bytes(draft.path, after)


def _comment(run: Run, draft: Draft) -> tuple[Result, int]:
    from newslint.writers.docx import with_comments

    data = run.data(draft)
    document = run.read(draft, data)
    if document.format != "docx":
        raise WriteError(
            f"{draft.path}: comments can be written into docx only; leave out --as-comments, or save it as .docx."
        )
    result = run.check(document)
    done = with_comments(document, data, run.shown(result).findings)
    if done.count:
        _write(run, draft, data, done.data)
    return result, done.count
