"""newslint sources: who says what in a draft, and on what footing. For the fact-checker."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newslint.document import Document
from newslint.errors import ReadError
from newslint.gather import drafts
from newslint.readers.files import read_file
from newslint.report import attribution_as_json
from newslint.shown import plain

FORMATS = ("text", "json", "jsonl", "csv", "html", "svg")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="DRAFTS...")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", help="How to print it.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option(
    "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Use this configuration file."
)
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option("--encoding", metavar="NAME", help="The drafts' encoding.")
def sources(
    paths: tuple[str, ...],
    format_: str,
    output: Path | None,
    config: Path | None,
    isolated: bool,
    encoding: str | None,
) -> int:
    """List every attribution: its source, the source's footing, the cue and what is attributed.

    text: a table with the counts of named, described and vague sources and the claims that rest on one source
    without a name. json, jsonl: for programs. csv: for a spreadsheet. html, svg: the draft marked up.
    """
    files, wrong = drafts(paths, config=config, isolated=isolated)
    documents: list[Document] = []
    for path in files:
        try:
            documents.append(read_file(path, encoding=encoding))
        except ReadError as e:
            wrong.append(e)
    printed = _printed(documents, format_)
    if output is None:
        sys.stdout.write(printed)
    else:
        output.write_text(printed, encoding="utf-8", newline="")
    for error in wrong:
        click.echo(plain(f"newslint: {error}"), err=True)
    return 2 if wrong else 0


def _printed(documents: list[Document], format: str) -> str:
    if format in ("json", "jsonl"):
        rows = [attribution_as_json(d, a) for d in documents for a in d.attributions]
        if format == "json":
            import json

            return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
        from newslint.reporters.jsonl import line

        return "".join(line(row) for row in rows)
    from newslint.reporters import sourcing

    if format == "csv":
        return sourcing.as_csv(documents)
    if format == "html":
        return sourcing.html(documents)
    if format == "svg":
        return "".join(sourcing.svg(d) for d in documents)
    return sourcing.text(documents)
