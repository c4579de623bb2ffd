"""Listening: one socket, one uvicorn, no access log."""

from __future__ import annotations

import socket

import click
import uvicorn

from newslint.errors import NewslintError
from newslint.server.app import make_app
from newslint.server.options import Options


def run(options: Options) -> None:
    """Serve until interrupted; requests under way are finished first. Raises NewslintError when the port is taken."""
    app = make_app(options)
    listener = _listener(options)
    host = f"[{options.host}]" if ":" in options.host else options.host
    click.echo(f"newslint: serving on http://{host}:{listener.getsockname()[1]}/ (Ctrl-C ends it)", err=True)
    config = uvicorn.Config(
        app, access_log=False, log_level="warning", lifespan="off", timeout_graceful_shutdown=10, server_header=False
    )
    uvicorn.Server(config).run(sockets=[listener])


def _listener(options: Options) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(options.host, options.port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as e:
        raise NewslintError(
            f"cannot listen on {options.host}:{options.port}: {e.strerror or e}; choose another --port or --host."
        ) from None
    return listener
