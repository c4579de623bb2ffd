"""newslint lsp: the language server, over standard input and output."""

from __future__ import annotations

import click

from newslint.errors import NewslintError


@click.command()
@click.option("--stdio", is_flag=True, help="Speak over standard input and output (the only way; editors pass it).")
def lsp(stdio: bool) -> int:
    """Run the language server for editors, over standard input and output."""
    del stdio
    try:
        from newslint.lsp.server import serve
    except ImportError as e:
        if (e.name or "").split(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise NewslintError("the language server needs pygls; install it with “pip install newslint[lsp]”.") from None
    serve()
    return 0
