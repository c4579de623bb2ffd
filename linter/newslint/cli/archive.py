"""newslint archive: articles by the thousand or the million, and a page of what came of them."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newslint.cli.options import configuration, words
from newslint.errors import NewslintError
from newslint.profiles import PROFILES
from newslint.readers.files import MAX_BYTES
from newslint.rule import HOUSES

if TYPE_CHECKING:
    from newslint.archive.run import Outcome

_ADDRESS = re.compile(r"(?:ray://)?[\w.:\[\]-]+:\d+")
_ROLES = "id, text, headline, date, desk, author"


class Door(click.Group):
    """`newslint archive INPUT OUTPUT` is `newslint archive run INPUT OUTPUT`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `run` in front of arguments that name no command."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["run", *args]
        return super().parse_args(ctx, args or ["--help"])


@click.group(cls=Door)
def archive() -> None:
    """Check an archive: newslint archive INPUT OUTPUT, then newslint archive report OUTPUT.

    INPUT is a Parquet or JSONL file, a folder or pattern of them, or a folder of drafts, here or in an object store
    (s3://, gs://, abfs://). OUTPUT is a folder, here or there, that is filled with tables in Parquet.
    """


def _columns(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    """ROLE=NAME, given again or separated by commas."""
    out = {}
    for item in words(ctx, parameter, value):
        role, equals, name = item.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"“{item}” is not ROLE=NAME; roles are {_ROLES}.", ctx, parameter)
        out[role.strip()] = name.strip()
    return out


@archive.command()
@click.argument("input", metavar="INPUT")
@click.argument("output", metavar="OUTPUT")
@click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="ROLE=NAME",
    help=f"Which column is what; the roles are {_ROLES}. “-” for none. Usual names are found without it.",
)
@click.option(
    "--input-format", type=click.Choice(["parquet", "jsonl", "drafts"]), help="What INPUT is, where names do not tell."
)
@click.option(
    "--text-format",
    type=click.Choice(["text", "markdown", "html"]),
    default="text",
    show_default=True,
    help="How the text column is written.",
)
@click.option(
    "--runner",
    default="native",
    show_default=True,
    metavar="RUNNER",
    help="Where to work: native (processes here), ray (a Ray of this machine's own), or a Ray cluster: ray://HOST:PORT, "
    "HOST:PORT on one of its nodes.",
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes (default: one a core).")
@click.option(
    "--part-size",
    type=click.IntRange(1),
    default=500,
    show_default=True,
    metavar="N",
    help="Articles written at one go; so many are lost at most, for each process, when a run is killed.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="The longest that an article may take.",
)
@click.option(
    "--max-bytes", type=click.IntRange(1), default=MAX_BYTES, metavar="N", help="Pass over longer articles (20 MB)."
)
@click.option("--select", multiple=True, callback=words, metavar="RULES", help="Run only these rules, packs or tags.")
@click.option("--ignore", multiple=True, callback=words, metavar="RULES", help="Leave out these rules, packs or tags.")
@configuration
@click.option("--house", type=click.Choice(list(HOUSES)), help="House style.")
@click.option("--profile", type=click.Choice(list(PROFILES)), help="What kind of copy it is (default: news).")
def run(input: str, output: str, columns: dict[str, str], **options: Any) -> int:
    """Check the articles of INPUT and write findings, articles and errors to OUTPUT.

    A run that was stopped, by whatever means, goes on where it was when the same command is given again.
    """
    _needs_daft()
    from newslint.archive.plan import Asked, planned
    from newslint.archive.run import archive as run_archive
    from newslint.archive.storage import place
    from newslint.cli.jobs import cores
    from newslint.cli.run import Run
    from newslint.session import Session

    runner = options["runner"]
    if runner not in ("native", "ray") and not _ADDRESS.fullmatch(runner):
        raise click.UsageError(f"“{runner}” is no runner; give native, ray, ray://HOST:PORT or, on a node, HOST:PORT.")
    asked = Asked(
        columns=columns,
        format=options["input_format"],
        text_format=options["text_format"],
        encoding=options["encoding"],
        max_chars=options["max_bytes"],
        timeout=options["timeout"],
        part_size=options["part_size"],
        config=options["config"],
        isolated=options["isolated"],
    )
    settings = Run({**options, "fail_on": None}).settings
    reading, parts = planned(input, asked, settings)
    for one in reading.settings:
        Session().plan(one)  # a slip in the settings is said now, not by a worker
    total = sum(p.rows for p in parts)
    with _bar(total) as progress:
        outcome = run_archive(
            reading, parts, place(output), runner=runner, jobs=options["jobs"] or cores(), progress=progress
        )
    _tell(outcome, output)
    return 0


def _needs_daft() -> None:
    from importlib.util import find_spec

    if find_spec("daft") is None or find_spec("pyarrow") is None:
        raise NewslintError("an archive needs Daft; install it with “pip install newslint[archive]”.")


class _bar:  # noqa: N801  # a context manager
    """A progress bar on a terminal, nothing elsewhere."""

    def __init__(self, total: int) -> None:
        self._bar: Any = None
        if sys.stderr.isatty():
            self._bar = click.progressbar(length=total, label="Reading", file=sys.stderr, show_pos=True)

    def __enter__(self) -> Any:
        if self._bar is None:
            return lambda _: None
        return self._bar.__enter__().update

    def __exit__(self, *what: Any) -> None:
        if self._bar is not None:
            self._bar.__exit__(*what)


def _tell(outcome: Outcome, output: str) -> None:
    rows = outcome.rows
    click.echo(
        f"{rows['articles']:,} articles, {rows['findings']:,} findings in {output}"
        + (f"; {outcome.before:,} of {outcome.parts:,} parts were done before" if outcome.before else "")
        + "."
    )
    if rows["errors"]:
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in outcome.kinds.items())
        click.echo(f"newslint: {rows['errors']:,} rows of trouble in {output}/errors ({kinds}).", err=True)


@archive.command()
@click.argument("output", metavar="OUTPUT")
@click.option(
    "--html", type=click.Path(dir_okay=False), metavar="FILE", help="Where the page goes (default: OUTPUT/report.html)."
)
def report(output: str, html: str | None) -> int:
    """Write a page with plots of what a run found: rules by month and desk, vague sources over time."""
    _needs_daft()
    from newslint.archive.report import page
    from newslint.archive.storage import is_folder, place

    where = place(output)
    if not is_folder(where):
        raise NewslintError(f"{output}: is no folder; name what “newslint archive INPUT OUTPUT” has written.")
    text = page(where)
    if html is None:
        where.write("report.html", text.encode("utf-8"))
        click.echo(f"{output}/report.html")
        return 0
    from newslint.atomic import write_text

    try:
        write_text(Path(html), text)
    except OSError as e:
        raise NewslintError(f"{html}: cannot be written: {e.strerror or e}; name another --html.") from None
    click.echo(html)
    return 0
