"""The command line. `newslint draft.txt` is `newslint check draft.txt`."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import click

from newslint.errors import NewslintError
from newslint.shown import plain

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# command -> module and object; a command is imported only when it runs
COMMANDS = {
    "check": ("newslint.cli.check", "check", "Check drafts: what a copy desk would query (the default command)."),
    "rules": ("newslint.cli.rules", "rules", "List, show, test and start rules."),
    "explain": ("newslint.cli.explain", "explain", "Why a rule asks what it asks (rules show)."),
    "sources": ("newslint.cli.sources", "sources", "Who says what in a draft, and on what footing."),
    "baseline": ("newslint.cli.baseline", "baseline", "Write down the findings there are, to report only new ones."),
    "init": ("newslint.cli.init", "init", "Set up a folder: configuration, pre-commit hook, CI file."),
    "config": ("newslint.cli.config", "config", "Show the settings that hold here and where each came from."),
    "archive": ("newslint.cli.archive", "archive", "Check an archive of articles, and make a page of what came of it."),
    "serve": ("newslint.cli.serve", "serve", "Serve drafts' checks and a page on this machine."),
    "lsp": ("newslint.cli.lsp", "lsp", "Run the language server for editors."),
    "grammar": ("newslint.cli.grammar", "grammar", "Install and inspect the grammar engines."),
}


class Door(click.Group):
    """A group whose commands are imported on use and whose default command is `check`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order they are explained."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the command of that name."""
        del ctx
        if name not in COMMANDS:
            return None
        where, attribute, _ = COMMANDS[name]
        return cast(click.Command, getattr(import_module(where), attribute))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, help) for name, (_, _, help) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer commands, and what `check` takes: drafts and its options."""
        from click.shell_completion import CompletionItem

        own = super().shell_complete(ctx, incomplete)
        if not incomplete.startswith("-"):
            return [*own, CompletionItem(incomplete, type="file")]
        check = self.get_command(ctx, "check")
        return own if check is None else own + check.shell_complete(click.Context(check, ctx, "check"), incomplete)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` in front of arguments that name no command."""
        if not args:
            args = ["--help"]
        elif args[0] not in COMMANDS and args[0] not in ("--help", "-h", "--version"):
            _refuse_slip(args[0])
            args = ["check", *args]
        return super().parse_args(ctx, args)


def _refuse_slip(word: str) -> None:
    """A word that is nearly a command and cannot be a draft is a slip, not a file that is missing."""
    if not word.isalpha() or os.path.exists(word):
        return
    from newslint.hints import did_you_mean

    if hint := did_you_mean(word, COMMANDS):
        raise click.UsageError(f"“{word}” is neither a command nor a file.{hint}")


def _say_version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    """What findings depend on."""
    del parameter
    if wanted:
        from newslint.ruleset import builtin_folder
        from newslint.versions import told

        click.echo(told(builtin_folder()))
        ctx.exit()


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Show the versions of newslint, of its rules and of its engines.",
)
def newslint() -> None:
    """The copy desk in a terminal: an editorial quality linter for news drafts."""


GARBAGE = (
    50_000  # new objects before cycles are looked for: the models and rules of a run are many, and none is garbage
)


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit: 0 clean, 1 findings at or above --fail-on, 2 could not do it, 130 interrupted.

    Without `args`, the process is newslint's own, and is set up and left as suits a short run.
    """
    if args is None:
        gc.set_threshold(GARBAGE)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                encoding="utf-8", errors="backslashreplace", newline="\n" if stream is sys.stdout else None
            )
    code = _run(args)
    if args is None:
        _leave(code)
    sys.exit(code)


def _leave(code: int) -> None:
    """End the process without taking it apart, which takes as long as checking a short draft.

    What was registered for the end is done and all output is out. Where that cannot be sure, Python's own end follows.
    """
    waited_for = [t for t in threading.enumerate() if not t.daemon and t is not threading.main_thread()]
    if waited_for or os.environ.get("NEWSLINT_DEBUG"):
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return
    atexit._run_exitfuncs()
    os._exit(code)


def _run(args: list[str] | None) -> int:
    try:
        result: Any = newslint.main(args, prog_name="newslint", standalone_mode=False)
    except NewslintError as e:
        click.echo(plain(f"newslint: {e}"), err=True)
        return 2
    except click.exceptions.Exit as e:
        return e.exit_code
    except click.Abort:
        click.echo("newslint: interrupted", err=True)
        return 130
    except KeyboardInterrupt:
        click.echo("newslint: interrupted", err=True)
        return 130
    except click.ClickException as e:
        click.echo(plain(f"newslint: {_sentence(e)}"), err=True)
        return 2
    except Exception as e:
        if os.environ.get("NEWSLINT_DEBUG"):
            raise
        click.echo(
            f"newslint: a fault in newslint itself ({_fault(e)}); please report it. NEWSLINT_DEBUG=1 shows more.",
            err=True,
        )
        return 2
    return result if isinstance(result, int) else 0


def _fault(e: Exception) -> str:
    """What happened and where in newslint's code; never the draft's words."""
    import traceback

    frames = [f for f in traceback.extract_tb(e.__traceback__) if "newslint" in f.filename]
    where = f" in {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    return f"{type(e).__name__}{where}"


def _sentence(e: click.ClickException) -> str:
    """A usage error as one sentence, and where to read on."""
    if not isinstance(e, click.UsageError):
        return _ended(e.format_message())
    command = e.ctx.command_path if e.ctx else "newslint"
    help = f"“{command} --help” lists what there is."
    if isinstance(e, click.NoSuchOption):
        from newslint.hints import did_you_mean

        known = [o for p in e.ctx.command.params for o in p.opts] if e.ctx else []
        return f"there is no option {e.option_name}.{did_you_mean(e.option_name, known)} {help}"
    return f"{_ended(e.format_message())} {help}"


def _ended(text: str) -> str:
    """One line that ends as a sentence does."""
    flat = " ".join(text.split())
    return flat if flat.endswith((".", "?", "!")) else f"{flat}."
