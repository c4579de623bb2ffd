"""Options that several commands share, and how `--format` is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from newslint.hints import did_you_mean
from newslint.reporters import REPORTERS
from newslint.rule import Severity

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])
LEVELS = click.Choice([s.value for s in Severity])


class Target(NamedTuple):
    """A format and the file it goes to; None is standard output."""

    format: str
    file: str | None


class FormatType(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on only
    """``FORMAT`` or ``FORMAT=FILE``."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Target:
        """Return the target a value of --format names."""
        if isinstance(value, Target):
            return value
        name, _, file = str(value).partition("=")
        if name not in REPORTERS:
            hint = did_you_mean(name, REPORTERS) or f" Choose from: {', '.join(REPORTERS)}."
            self.fail(f"“{name}” is no format.{hint}", param, ctx)
        return Target(name, file or None)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer the formats."""
        from click.shell_completion import CompletionItem

        del ctx, param
        return [CompletionItem(name) for name in REPORTERS if name.startswith(incomplete)]


def words(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Comma-separated and repeated options alike."""
    del ctx, parameter
    return tuple(w.strip() for v in value for w in v.split(",") if w.strip())


def configuration(command: F) -> F:
    """Add --config, --isolated and --encoding to a command."""
    for option in (
        click.option(
            "--encoding", metavar="NAME", help="The drafts' encoding (UTF-8 unless a byte order mark says otherwise)."
        ),
        click.option("--isolated", is_flag=True, help="Read no configuration file."),
        click.option(
            "--config",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Use this configuration file for every draft.",
        ),
    ):
        command = option(command)
    return command
