"""LanguageTool for real: a server started by newslint, asked, and killed."""

from __future__ import annotations

import http.server
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from newslint.grammar import GrammarSession, findings, session
from newslint.grammar.engine import GrammarUnavailable
from newslint.grammar.languagetool import LanguageToolEngine, _base
from newslint.grammar.provision import installed
from newslint.readers import read_text

_there = installed() is not None
if not _there and os.environ.get("CI"):
    raise RuntimeError("CI must run these tests: “newslint grammar install” first")
languagetool = [
    pytest.mark.languagetool,
    pytest.mark.skipif(not _there, reason="LanguageTool is not installed: run “newslint grammar install”"),
]


def marked(function):  # type: ignore[no-untyped-def]
    for mark in languagetool:
        function = mark(function)
    return function


@pytest.fixture(scope="module")
def engine() -> Iterator[LanguageToolEngine]:
    started = LanguageToolEngine()
    yield started
    started.close()


@marked
def test_utf16_offsets_become_code_points(engine: LanguageToolEngine) -> None:
    paragraph = "😀🇬🇧 The council met in the the old hall for a hour."
    found = {m.span.of(paragraph): m.suggestions[0] for m in engine.check(paragraph)}
    assert found["the the"] == "the"
    assert found["a"] == "an"


@marked
def test_several_paragraphs_and_what_stays_silent(engine: LanguageToolEngine) -> None:
    text = (
        "Council meets\n\n"
        "😀 The council met in the the old hall.\n\n"
        "“We waited for a hour,” said Zhao Lijian of the the ministry.\n\n"
        "They waited for a hour outside.\n"
    )
    with GrammarSession({"languagetool": lambda: engine}) as run:
        found = [(f.rule, f.text, f.span.of(text)) for f in run.findings(read_text(text))]
        engine_kept = engine
        run._starts.clear()  # the module's server lives on
    assert engine_kept is engine
    assert [(r, t) for r, t, _ in found] == [
        ("typos/doubled-word", "the the"),
        ("typos/doubled-word", "the the"),
        ("grammar/a-an", "a"),
    ]
    assert all(t == s for _, t, s in found)


@marked
def test_a_running_server_can_be_named(engine: LanguageToolEngine) -> None:
    other = LanguageToolEngine(server=engine.url.removesuffix("v2/"))
    paragraph = "They met in the the hall."
    assert other.check(paragraph) == engine.check(paragraph) != []
    other.close()  # not ours to stop
    assert engine.check(paragraph)


@marked
def test_a_server_that_dies_is_said_not_passed_over() -> None:
    started = LanguageToolEngine()
    assert started.check("They met in the the hall.")
    process = server_of(started)
    process.kill()
    process.wait()
    with pytest.raises(GrammarUnavailable, match=r"^The LanguageTool server newslint started at \S+ does not answer"):
        started.check("They met in the the hall again.")
    started.close()


def server_of(engine: LanguageToolEngine):  # type: ignore[no-untyped-def]
    """The Java process that listens where the engine asks."""
    import psutil  # comes with the extra

    port = engine.url.split(":")[2].split("/")[0]
    (process,) = [p for p in psutil.Process().children() if port in p.cmdline()]
    return process


@marked
def test_closing_stops_the_server() -> None:
    started = LanguageToolEngine()
    process = server_of(started)
    started.close()
    assert not process.is_running()


def test_not_installed_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLINT_DATA", str(tmp_path))
    monkeypatch.delenv("LTP_PATH", raising=False)
    with pytest.raises(GrammarUnavailable, match=r"^LanguageTool is not installed: run “newslint grammar install”"):
        LanguageToolEngine()


def test_no_server_there_is_one_sentence() -> None:
    with pytest.raises(
        GrammarUnavailable, match=r"^The LanguageTool server at http://127.0.0.1:9/ does not answer .*start it"
    ):
        LanguageToolEngine(server="http://127.0.0.1:9")


def test_findings_never_passes_over_an_engine_that_is_not_there() -> None:
    with pytest.raises(GrammarUnavailable):
        list(findings(read_text("They met."), ("languagetool",), server="http://127.0.0.1:9"))


def test_unknown_engines_are_named() -> None:
    with pytest.raises(
        GrammarUnavailable, match="no grammar engine “grammarly”; newslint knows harper and languagetool"
    ):
        session(("grammarly",))


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("http://lt.example/", "http://lt.example/v2/"),
        ("https://lt.example/api/v2", "https://lt.example/api/v2/"),
        ("localhost:8081", "http://localhost:8081/v2/"),
    ],
)
def test_addresses(written: str, asked: str) -> None:
    assert _base(written) == asked


def test_only_http_addresses() -> None:
    with pytest.raises(GrammarUnavailable, match="http"):
        _base("file:///etc/passwd")


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [(429, b"slow down", r"refused the text \(429: slow down\)"), (200, b"not json", "does not answer")],
)
def test_what_a_server_refuses_is_told(status: int, body: bytes, said: str) -> None:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(200, json.dumps({"software": {"version": "6.6"}}).encode())

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._send(status, body)

        def _send(self, code: int, content: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        engine = LanguageToolEngine(server=f"http://127.0.0.1:{server.server_port}")
        with pytest.raises(GrammarUnavailable, match=said):
            engine.check("They met.")
        server.shutdown()
