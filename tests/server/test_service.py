"""newslint's own endpoint, and what the service refuses."""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.readers.test_office import docx, p
from tests.server.conftest import Served

Start = Callable[..., Served]


def call(url: str, body: Any = None, **headers: str) -> tuple[int, Any, dict[str, str]]:
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    all_headers = {"Content-Type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
    try:
        with urlopen(Request(url, data, all_headers)) as reply:
            raw, status, got = reply.read(), reply.status, dict(reply.headers)
    except HTTPError as e:
        raw, status, got = e.read(), e.code, dict(e.headers)
    return status, json.loads(raw) if raw[:1] in b"{[" else raw.decode(), got


def test_a_check_gives_findings_marks_and_sources(served: Served) -> None:
    text = "Sources said the <the> the plan is here 😀."
    status, got, _ = call(f"{served.url}/api/check", {"text": text})
    assert status == 200
    for f in got["findings"]:
        assert text[f["offset"] : f["end_offset"]] == f["text"]
    assert "&lt;the&gt;" in got["marked"] and "<mark" in got["marked"]
    assert any(a["source"] and a["source"]["kind"] == "vague" for a in got["sources"])


def test_files_of_word_processors(served: Served) -> None:
    data = base64.b64encode(docx(p("Council backs plan", "Title") + p("Sources said it met."))).decode()
    status, got, _ = call(f"{served.url}/api/check", {"data": data, "path": "x.docx"})
    assert status == 200 and got["format"] == "docx" and got["text"].startswith("Council backs plan\n")


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (b"{", 400, "not JSON"),
        ([1], 400, "must be an object"),
        ({}, 400, "give either"),
        ({"text": 1}, 400, "give either"),
        ({"text": "a", "data": "b"}, 400, "give either"),
        ({"data": "%%"}, 400, "not base64"),
        ({"text": "a", "hose": 1}, 400, "unknown field 'hose'"),
        ({"text": "a", "house": "times"}, 400, "is no house"),
        ({"text": "a", "select": ["nope"]}, 400, "is no rule, pack or tag"),
        ({"text": "a", "select": "x"}, 400, "must be a list"),
        ({"text": "a", "path": ""}, 400, "file name"),
        ({"text": "\ud800"}, 400, "lone surrogate"),
        ({"data": base64.b64encode(b"PK\x03\x04").decode(), "path": "x.docx"}, 400, "damaged"),
        ({"text": "x" * 3_000_000}, 413, "send less"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(served: Served, body: Any, status: int, says: str) -> None:
    got_status, got, _ = call(f"{served.url}/api/check", body)
    assert got_status == status and says in got["error"]


def test_other_origins_hosts_and_types_are_refused(served: Served) -> None:
    assert call(f"{served.url}/api/check", {"text": "a"}, Origin="https://evil.example")[0] == 403
    assert call(f"{served.url}/api/check", {"text": "a"}, Host="evil.example")[0] == 421
    assert call(f"{served.url}/api/check", b"text=a", Content_Type="text/plain")[0] == 415
    assert call(f"{served.url}/nope")[0] == 404
    assert call(f"{served.url}/assets/..%2f..%2fapp.py")[0] == 404


def test_headers_keep_the_page_to_itself(served: Served) -> None:
    status, page, headers = call(f"{served.url}/")
    assert status == 200 and "http://" not in page and "https://" not in page
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "access-control-allow-origin" not in {k.lower() for k in headers}


def test_an_allowed_origin_may_call(serve: Start) -> None:
    service = serve("--allow-origin", "moz-extension://abc")
    status, _, headers = call(f"{service.url}/api/check", {"text": "It met."}, Origin="moz-extension://abc")
    assert status == 200 and headers["access-control-allow-origin"] == "moz-extension://abc"


def test_a_token_is_required_on_every_call(serve: Start) -> None:
    service = serve("--token", "secret")
    for path in ("/", "/v2/languages", "/openapi.json", "/assets/page.js"):
        assert call(service.url + path)[0] == 401
        assert call(service.url + path, Authorization="Bearer wrong")[0] == 401
        assert call(service.url + path, Authorization="Bearer secret")[0] == 200
    assert call(f"{service.url}/?token=secret")[0] == 200


def test_it_stops_gracefully_and_says_nothing_of_drafts(serve: Start) -> None:
    service = serve()
    assert call(f"{service.url}/api/check", {"text": "A secret draft about Quillpost."})[0] == 200
    assert service.stop() in (0, 130)
    assert service.process.stderr
    assert "Quillpost" not in service.process.stderr.read()


def test_no_draft_is_written_to_disk(serve: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    service = serve()
    draft = {"text": "Quillpost\n\nSources said the the Quillpost draft is Quillpost's own."}
    assert call(f"{service.url}/api/check", draft)[0] == 200
    assert call(f"{service.url}/v2/check?language=en-US&text=Quillpost")[0] == 200
    service.stop()
    assert [f for f in tmp_path.rglob("*") if f.is_file() and b"Quillpost" in f.read_bytes()] == []


def test_a_request_under_way_is_answered_before_it_ends(serve: Start) -> None:
    service = serve()
    assert call(f"{service.url}/api/check", {"text": "Warm."})[0] == 200
    text = "\n\n".join(f"Sources said plan {i} is here and the the mayor wants it." for i in range(2_000))
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(call, f"{service.url}/api/check", {"text": text})
        time.sleep(0.15)
        assert not asked.done()
        assert service.stop() in (0, 130)
        status, got, _ = asked.result(60)
    assert status == 200 and len(got["findings"]) >= 2_000


def test_a_taken_port_is_said(served: Served) -> None:
    import subprocess
    import sys

    port = served.url.rsplit(":", 1)[1]
    done = subprocess.run(
        [sys.executable, "-m", "newslint", "serve", "--port", port], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2 and "choose another --port" in done.stderr


def test_several_clients_at_once(served: Served) -> None:
    """Every answer is about its own draft."""
    wrong: list[str] = []

    def client(i: int) -> None:
        for _ in range(5):
            text = f"Sources said plan {i} is here."
            status, got, _ = call(f"{served.url}/api/check", {"text": text})
            if status != 200 or got["text"] != text:
                wrong.append(text)

    threads = [threading.Thread(target=client, args=(i,)) for i in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert wrong == []


def raw(service: Served, request: bytes) -> bytes:
    host, port = service.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 20) as connection:
        connection.sendall(request)
        return connection.recv(4096)


def test_a_body_that_does_not_come_is_not_waited_for(serve: Start) -> None:
    service = serve("--max-seconds", "0.5")
    head = (
        b"POST /api/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n"
    )
    assert raw(service, head + b'{"text": ').startswith(b"HTTP/1.1 504 ")


def test_a_body_without_a_length_is_measured_as_it_comes(serve: Start) -> None:
    service = serve("--max-bytes", "1000")
    head = b"POST /api/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert raw(service, head + b"800\r\n" + b"x" * 0x800 + b"\r\n0\r\n\r\n").startswith(b"HTTP/1.1 413 ")
