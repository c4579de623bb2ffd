"""newslint check: the main job."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from newslint.cli.terminal import color_wanted, width
from newslint.engine import Result
from newslint.errors import NewslintError, ReadError
from newslint.gather import drafts
from newslint.report import Report
from newslint.reporters import REPORTERS, render
from newslint.rule import Rule, Severity
from newslint.session import Session, read_file
from newslint.settings import Settings, settings_for

BAR_FROM = 20  # files; below that a progress bar is noise
_LEVELS = click.Choice([s.value for s in Severity])


def _words(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Comma-separated and repeated options alike."""
    del ctx, parameter
    return tuple(w.strip() for v in value for w in v.split(",") if w.strip())


@click.command()
@click.argument("paths", nargs=-1, metavar="PATHS... | -")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(REPORTERS)),
    help="How to print findings (text; github in GitHub Actions).",
)
@click.option("--output", type=click.Path(dir_okay=False), help="Write to this file instead of standard output.")
@click.option(
    "--select",
    multiple=True,
    callback=_words,
    metavar="RULES",
    help="Run only these rules, packs or tags (comma-separated).",
)
@click.option("--ignore", multiple=True, callback=_words, metavar="RULES", help="Leave out these rules, packs or tags.")
@click.option("--severity", type=_LEVELS, help="Show this level and above; “suggestion” lifts the text output's cap.")
@click.option("--fail-on", type=_LEVELS, help="Exit 1 from this level up (default: error).")
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found.")
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Use this configuration file for every draft.",
)
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option("--house", type=click.Choice(["ap", "guardian", "bbc", "reuters"]), help="House style.")
@click.option("--stdin-filename", metavar="PATH", help="What the text on standard input is called.")
@click.option(
    "--encoding", metavar="NAME", help="The drafts' encoding (UTF-8 unless a byte order mark says otherwise)."
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colours in text output.")
@click.option("--force-exclude", is_flag=True, help="Leave out excluded files even when named (for pre-commit).")
@click.option("--no-cache", is_flag=True, help="Remember nothing between runs.")
def check(**options: Any) -> int:
    """Check drafts and print what a copy desk would query.

    PATHS are files, folders, glob patterns, or - for standard input. Exit code: 0 clean, 1 findings at or above
    --fail-on, 2 something could not be done, 130 interrupted.
    """
    if not options["paths"]:
        raise click.UsageError("Name a draft, a folder, or - for standard input.")
    run = _Run(options)
    results = list(run.results())
    _write(render(run.format, run.report(results)), options["output"])
    for problem in (p for r in results for p in r.problems):
        run.complain(problem)
    return run.exit_code(results)


class _Run:
    """One call of `newslint check`."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.session = Session()
        self.failed = False
        self.limits: dict[str, Severity] = {}
        self.rules: dict[str, Rule] = {}
        in_actions = os.environ.get("GITHUB_ACTIONS") == "true"
        self.format: str = options["format_"] or ("github" if in_actions and not options["output"] else "text")

    def complain(self, what: object) -> None:
        """Say on stderr what could not be done; the run goes on and ends in exit code 2."""
        self.failed = True
        click.echo(f"newslint: {what}", err=True)

    def settings(self, path: Path) -> Settings:
        """Return the settings for a draft, the command line's on top."""
        o = self.options
        found = settings_for(path, config=o["config"], isolated=o["isolated"])
        origin = dict(found.origin)
        changes: dict[str, Any] = {}
        if o["select"]:
            changes["only"] = o["select"]
        if o["ignore"]:
            changes["without"] = o["ignore"]
        for key in ("fail_on", "house"):
            if o[key]:
                changes[key] = Severity(o[key]) if key == "fail_on" else o[key]
        return replace(found, **changes, origin=origin | dict.fromkeys(changes, "command line"))

    def results(self) -> Iterator[Result]:
        """Check every draft; what cannot be read is said and passed over."""
        paths = [p for p in self.options["paths"] if p != "-"]
        named = Path(self.options["stdin_filename"] or "<stdin>")
        if "-" in self.options["paths"]:
            yield from self._checked([named], stdin=True)
        if not paths:
            return
        files, wrong = drafts(
            paths,
            config=self.options["config"],
            isolated=self.options["isolated"],
            force_exclude=self.options["force_exclude"],
        )
        for e in wrong:
            self.complain(e)
        if files:
            self.session.prepare(self.settings(files[0]))
        yield from self._checked(files)

    def _checked(self, files: list[Path], *, stdin: bool = False) -> Iterator[Result]:
        for path in _with_bar(files):
            settings = self.settings(path)
            try:
                document = (
                    _read_stdin(path, self.options["encoding"])
                    if stdin
                    else read_file(path, encoding=self.options["encoding"])
                )
            except ReadError as e:
                self.complain(e)
                continue
            result = self.session.check(document, settings)
            self.limits[document.path] = settings.fail_on
            for group in self.session.rules(settings):
                self.rules.update({r.name: r for r in group})
            yield _at_least(result, self.options["severity"])

    def report(self, results: list[Result]) -> Report:
        """Return the report for a reporter."""
        color = (
            self.format in ("text", "github")
            and not self.options["output"]
            and color_wanted(self.options["color"], sys.stdout)
        )
        level = self.options["severity"]
        return Report(results, self.rules, Severity(level) if level else None, color, width())

    def exit_code(self, results: list[Result]) -> int:
        """0 clean, 1 findings at or above the limit, 2 something could not be done."""
        if self.failed:
            return 2
        if self.options["exit_zero"]:
            return 0
        return int(any(f.severity.rank >= self.limits[r.document.path].rank for r in results for f in r.findings))


def _at_least(result: Result, level: str | None) -> Result:
    if level is None:
        return result
    rank = Severity(level).rank
    return replace(result, findings=tuple(f for f in result.findings if f.severity.rank >= rank))


def _read_stdin(path: Path, encoding: str | None) -> Any:
    from newslint.readers import read

    return read(sys.stdin.buffer.read(), str(path), encoding=encoding)


def _with_bar(files: list[Path]) -> Iterable[Path]:
    if len(files) < BAR_FROM or not sys.stderr.isatty():
        yield from files
        return
    with click.progressbar(files, label="Reading", file=sys.stderr, show_pos=True) as bar:
        yield from bar


def _write(text: str, output: str | None) -> None:
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    from newslint.atomic import write_text

    try:
        write_text(Path(output), text)
    except OSError as e:
        raise NewslintError(f"{output}: cannot be written: {e.strerror or e}; name another --output.") from None
