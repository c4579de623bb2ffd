"""newslint check: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from newslint.cli.options import LEVELS, FormatType, configuration, words
from newslint.cli.run import Run, put
from newslint.profiles import PROFILES
from newslint.readers.files import MAX_BYTES
from newslint.reporters import REPORTERS, pieces
from newslint.result import Result
from newslint.rule import HOUSES


@click.command()
@click.argument("paths", nargs=-1, metavar="PATHS... | -", type=click.Path())
@click.option(
    "--format",
    "format_",
    type=FormatType(),
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"How to print findings; may be given again with files: {', '.join(REPORTERS)}.",
)
@click.option("--output", type=click.Path(dir_okay=False), help="Write to this file instead of standard output.")
@click.option(
    "--select",
    multiple=True,
    callback=words,
    metavar="RULES",
    help="Run only these rules, packs or tags (comma-separated).",
)
@click.option("--ignore", multiple=True, callback=words, metavar="RULES", help="Leave out these rules, packs or tags.")
@click.option("--severity", type=LEVELS, help="Show this level and above; “suggestion” lifts the text output's cap.")
@click.option("--fail-on", type=LEVELS, help="Exit 1 from this level up (default: error).")
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found.")
@click.option("--statistics", is_flag=True, help="Print how often each rule spoke instead of the findings.")
@configuration
@click.option("--house", type=click.Choice(list(HOUSES)), help="House style.")
@click.option("--profile", type=click.Choice(list(PROFILES)), help="What kind of copy it is (default: news).")
@click.option("--stdin-filename", metavar="PATH", help="What the text on standard input is called.")
@click.option("--fix", is_flag=True, help="Write the safe fixes into the drafts.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--as-comments", is_flag=True, help="With --fix: write the queries into docx drafts as Word comments.")
@click.option(
    "--baseline", type=click.Path(dir_okay=False, path_type=Path), help="Report only what is not in this baseline."
)
@click.option("--since", metavar="REV", help="Check only drafts changed since this git revision.")
@click.option("--changed-lines", is_flag=True, help="With --since: report only findings on changed lines.")
@click.option("--watch", is_flag=True, help="Stay, and check a draft again whenever it is saved.")
@click.option("--force-exclude", is_flag=True, help="Leave out excluded files even when named (for pre-commit).")
@click.option(
    "--protected",
    is_flag=True,
    help="With --config or --isolated: heed no answers and profiles in the drafts, and no ignore files.",
)
@click.option("--no-cache", is_flag=True, help="Remember nothing between runs.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes (default: one a core for many drafts).")
@click.option(
    "--max-bytes", type=click.IntRange(1), default=MAX_BYTES, metavar="N", help="Refuse larger drafts (default: 20 MB)."
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colours in text output.")
def check(**options: Any) -> int:
    """Check drafts and print what a copy desk would query.

    PATHS are files, folders, glob patterns, or - for standard input. Exit code: 0 clean, 1 findings at or above
    --fail-on, 2 something could not be done, 130 interrupted.
    """
    if not options["paths"]:
        raise click.UsageError("Name a draft, a folder, or - for standard input.")
    if options["as_comments"] and not options["fix"]:
        raise click.UsageError("--as-comments goes with --fix.")
    if options["fix"] and options["diff"]:
        raise click.UsageError("--fix writes and --diff only shows; give one of them.")
    if options["protected"] and not (options["config"] or options["isolated"]):
        raise click.UsageError("--protected goes with --config FILE (a file the drafts cannot change) or --isolated.")
    run = Run(options)
    if options["watch"]:
        from newslint.cli.watch import watch

        return watch(run)
    if options["fix"] or options["diff"]:
        from newslint.cli.fixing import fix_drafts

        return fix_drafts(run)
    results = list(run.results(run.drafts()))
    say(run, results)
    return run.exit_code(results)


def say(run: Run, results: list[Result]) -> None:
    """Say what rules gave up, and print the results in every format asked for."""
    for problem in (p for r in results for p in r.problems):
        run.complain(problem)
    for target in run.targets:
        # “no queries” of nothing would mislead a person; a machine gets a whole report all the same
        if results or not run.failed or target.format not in ("text", "github"):
            put(pieces(target.format, run.report(results, target)), target.file)
