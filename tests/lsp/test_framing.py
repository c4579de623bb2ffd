"""What an editor may send by mistake: no traceback, no hang, none of the draft's words in the log."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytest.importorskip("pygls", reason="the lsp extra is not installed")


def frame(message: object) -> bytes:
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


INIT = frame({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}})
WRONG = frame(
    {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": 7, "text": "SECRET words"}}}
)
ASKED = frame({"jsonrpc": "2.0", "id": 2, "method": "textDocument/hover", "params": {"textDocument": "SECRET"}})


@pytest.mark.parametrize(
    ("wire", "code"),
    [
        (b"Content-Length: 999999999999999\r\n\r\nabc", 2),
        (b"Content-Length: " + b"9" * 900 + b"\r\n\r\nabc", 2),
        (b"Content-Length: " + b"9" * 9_000 + b"\r\n\r\n", 0),
        (b"Content-Length: -5\r\n\r\nabc" + b"\r\n" * 50 + b"x" * 100_000, 0),
        (INIT + frame(b'{"jsonrpc": "2.0", "SECRET": "\xff"}') + frame(b"[" * 100_000) + frame(3) + frame([1]), 0),
        (INIT + WRONG + ASKED + frame({"jsonrpc": "3.0", "SECRET": 1}) + WRONG[:60], 0),
    ],
    ids=["huge", "digits", "more digits", "no length", "no JSON", "wrong messages, the last one cut"],
)
def test_bytes_that_are_no_messages_end_in_a_sentence(wire: bytes, code: int) -> None:
    done = subprocess.run([sys.executable, "-m", "newslint", "lsp"], input=wire, capture_output=True, timeout=60)
    assert done.returncode == code
    said = done.stderr.decode()
    assert "Traceback" not in said and "SECRET" not in said
    assert all(line.startswith("newslint: ") and line.endswith(".") for line in said.splitlines())
    assert (code == 2) == ("announced a message of more than" in said)
