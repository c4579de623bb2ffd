"""newslint explain: another door to `newslint rules show`."""

from __future__ import annotations

from pathlib import Path

import click

from newslint.cli.rules import page_of
from newslint.settings import settings_for


@click.command()
@click.argument("name", metavar="PACK/RULE")
@click.option(
    "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Use this configuration file."
)
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
def explain(name: str, config: Path | None, isolated: bool) -> None:
    """Say why a rule asks what it asks: the standards behind it, what would be queried and what is fine."""
    click.echo(page_of(name, settings_for(Path("draft.txt"), config=config, isolated=isolated)))
