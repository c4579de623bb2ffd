"""newslint baseline: write down what there is now, so that only what is new is reported."""

from __future__ import annotations

from pathlib import Path

import click

from newslint import baseline as baselines
from newslint.errors import ReadError
from newslint.gather import drafts
from newslint.readers.files import read_file
from newslint.session import Session
from newslint.settings import settings_for
from newslint.shown import plain


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path(baselines.FILE),
    show_default=True,
    help="The baseline file.",
)
@click.option(
    "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Use this configuration file."
)
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option("--encoding", metavar="NAME", help="The drafts' encoding.")
def baseline(paths: tuple[str, ...], output: Path, config: Path | None, isolated: bool, encoding: str | None) -> int:
    """Write a baseline of the findings in PATHS; `newslint check --baseline FILE` reports only what is not in it.

    A finding is known by its draft, its rule and its words, so edits above or around it do not lose it.
    """
    files, wrong = drafts(paths, config=config, isolated=isolated)
    session = Session()
    results = []
    for path in files:
        try:
            document = read_file(path, encoding=encoding)
        except ReadError as e:
            wrong.append(e)
            continue
        results.append(session.check(document, settings_for(path, config=config, isolated=isolated)))
    for error in wrong:
        click.echo(plain(f"newslint: {error}"), err=True)
    if wrong:
        click.echo("newslint: no baseline was written; mend or leave out what cannot be read.", err=True)
        return 2
    count = baselines.write(output, results)
    click.echo(f"{output}: {count} {'finding' if count == 1 else 'findings'} of {len(results)} drafts written down.")
    return 0
