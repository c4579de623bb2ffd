"""newslint serve: the desk as a service on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from newslint.errors import NewslintError


@click.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; any but this machine's own opens it to others.",
)
@click.option(
    "--port", default=8081, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 takes a free one."
)
@click.option(
    "--token", envvar="NEWSLINT_TOKEN", help="Require this token on every call (Authorization: Bearer, or ?token=)."
)
@click.option(
    "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Use this configuration file."
)
@click.option(
    "--words", type=click.Path(dir_okay=False, path_type=Path), help="Keep words accepted over HTTP in this file."
)
@click.option(
    "--allow-origin", multiple=True, metavar="ORIGIN", help="Let pages or browser extensions of this origin call."
)
@click.option("--max-bytes", default=2_000_000, show_default=True, type=click.IntRange(1), help="The largest request.")
@click.option(
    "--max-seconds",
    default=60.0,
    show_default=True,
    type=click.FloatRange(min=0, min_open=True),
    help="The longest answer.",
)
def serve(
    host: str,
    port: int,
    token: str | None,
    config: Path | None,
    words: Path | None,
    allow_origin: tuple[str, ...],
    max_bytes: int,
    max_seconds: float,
) -> int:
    """Serve LanguageTool's HTTP protocol (/v2), newslint's own (/api) and a page (/), on this machine.

    Clients made for LanguageTool work with the address changed. No draft is written to disk or to a log.
    """
    from newslint.server.options import Options

    options = Options(host, port, token, max_bytes, max_seconds, origins=allow_origin, config=config, words=words)
    if not options.local and not token:
        click.echo(
            f"newslint: listening on {host} without a token: everyone who reaches it can use it; set one with --token.",
            err=True,
        )
    try:
        from newslint.server.run import run
    except ImportError as e:
        if (e.name or "").split(".")[0] not in ("starlette", "uvicorn"):
            raise
        raise NewslintError(
            "the service needs starlette and uvicorn; install them with “pip install newslint[server]”."
        ) from None
    run(options)
    return 0
