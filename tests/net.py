"""A listener on this machine that notes what it is sent and answers nothing: what must not be spoken to."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass
class Heard:
    """The port, and every byte that came in."""

    port: int
    heard: bytes = b""


@contextlib.contextmanager
def listener() -> Iterator[Heard]:
    """Listen on a free port of this machine until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        out = Heard(server.getsockname()[1])
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                with contextlib.suppress(OSError):
                    connection, _ = server.accept()
                    with connection:
                        out.heard += b"!" + connection.recv(4096)

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield out
        finally:
            stop.set()
            thread.join()
