"""LanguageTool, the engine by choice: a server on this machine, or one the configuration names.

language_tool_python is GPL-3 and an extra; this is the only file that imports it, and only to download LanguageTool and to
start its server. The questions are asked by urllib, so a server that is already there needs no extra at all. Drafts
go to no server that the configuration does not name.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import Any, Final

from newslint.grammar.earned import Earned, earned
from newslint.grammar.engine import GrammarMatch, GrammarUnavailable, whole_words
from newslint.grammar.provision import VERSION, JavaMissing, installed, java_version
from newslint.grammar.utf16 import Utf16Index
from newslint.span import Span
from newslint.trust import on_this_machine

LANGUAGES: Final = {"us": "en-US", "gb": "en-GB", "au": "en-AU", "ca": "en-CA", "in": "en-GB"}
_SECONDS: Final = 60.0  # how long one paragraph may take; the first one loads dictionaries for about three seconds


class LanguageToolEngine:
    """LanguageTool behind the GrammarEngine interface.

    Without `server`, a server is started on a free local port (2 to 3 s) and stopped by close(). With `server`, the one at
    that URL is asked; newslint neither starts nor stops it. Raises GrammarUnavailable when there is nothing to ask.
    """

    name = "languagetool"

    def __init__(self, dialect: str = "us", *, server: str | None = None, rules: Earned | None = None) -> None:
        self._rules = rules or earned("languagetool")
        self._language = LANGUAGES.get(dialect, "en-US")
        self._stop: Callable[[], None] | None = None
        self._remote = server
        if server is None:
            self._url, self._stop = _start_server()
            # a local server is never asked through a proxy
            self._open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
        else:
            self._url = _base(server)
            handlers = [urllib.request.ProxyHandler({})] if on_this_machine(server) else []
            self._open = urllib.request.build_opener(*handlers).open
        try:
            self._software = str(self._ask("info")["software"]["version"])
            if server is None:
                self.check("A first question makes the server load its dictionaries, here in the background.")
        except GrammarUnavailable:
            self.close()
            raise

    @property
    def version(self) -> str:
        """The server's version, the variety of English and the choice of rules."""
        return f"{self._software} {self._language} {self._rules.digest}"

    @property
    def url(self) -> str:
        """Where the server is asked, ending in /v2/."""
        return self._url

    def check(self, paragraph: str) -> list[GrammarMatch]:
        """Ask the server about one paragraph; only rules that earned their place are asked for."""
        answer = self._ask(
            "check",
            {
                "language": self._language,
                "text": paragraph,
                "enabledOnly": "true",
                "enabledRules": ",".join(sorted(self._rules.kept)),
            },
        )
        index = Utf16Index(paragraph)
        found = [_match(paragraph, index, m) for m in answer["matches"]]
        return sorted((m for m in found if m.rule in self._rules.kept), key=lambda m: (m.span, m.rule))

    def close(self) -> None:
        """Stop the server if this engine started it."""
        if self._stop is not None:
            stop, self._stop = self._stop, None
            stop()

    def _ask(self, what: str, form: dict[str, str] | None = None) -> Any:
        body = urllib.parse.urlencode(form, errors="replace").encode() if form is not None else None
        try:
            with self._open(self._url + what, body, _SECONDS) as response:
                return json.loads(response.read())
        except urllib.error.HTTPError as error:
            told = error.read(200).decode("utf-8", "replace").strip()
            raise GrammarUnavailable(
                f"{self._who()} refused the text ({error.code}: {told}); look at its log, or choose another grammar engine."
            ) from error
        except (OSError, HTTPException, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise GrammarUnavailable(f"{self._who()} does not answer ({reason}); {self._what_to_do()}") from error

    def _who(self) -> str:
        where = self._url.removesuffix("v2/")
        return (
            f"The LanguageTool server at {where}"
            if self._remote
            else f"The LanguageTool server newslint started at {where}"
        )

    def _what_to_do(self) -> str:
        if self._remote:
            return "start it, correct grammar.server in the configuration, or choose another grammar engine."
        return "run again, look at “newslint grammar status”, or choose another grammar engine."


def _match(paragraph: str, index: Utf16Index, match: dict[str, Any]) -> GrammarMatch:
    start, length = int(match["offset"]), int(match["length"])
    span = Span(index.code_point(start), index.code_point(start + length))
    replacements = [str(r["value"]) for r in match["replacements"][:5]]
    whole, suggestions = whole_words(paragraph, span, replacements) if span.start < span.end else (span, ())
    rule = match["rule"]
    return GrammarMatch(whole, str(rule["id"]), str(match["message"]), suggestions, str(rule["category"]["id"]))


def _base(server: str) -> str:
    """Return a server's address ending in /v2/, whichever way it was written."""
    url = server if "://" in server else f"http://{server}"
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise GrammarUnavailable(
            f"grammar.server is “{server}”; an address that begins with http:// or https:// is needed."
        )
    url = url.rstrip("/")
    return (url if url.endswith("/v2") else f"{url}/v2") + "/"


def _start_server() -> tuple[str, Callable[[], None]]:
    """Start the installed LanguageTool on a free port of this machine; return its address and how to stop it."""
    home = installed()
    if home is None:
        raise GrammarUnavailable(
            "LanguageTool is not installed: run “newslint grammar install”, name a running server in grammar.server, or "
            "choose another grammar engine."
        )
    try:
        java_version()
        import language_tool_python
    except JavaMissing as error:
        raise GrammarUnavailable(str(error)) from error
    except ImportError as error:
        raise GrammarUnavailable(
            "The package language-tool-python is needed to start LanguageTool: run “pip install newslint[languagetool]”."
        ) from error

    def three_tries(self: Any) -> None:
        """The package would try all of 900 ports, one after another, when the server cannot start at all."""
        for attempt in range(3):
            try:
                self._start_local_server()
                return
            except language_tool_python.exceptions.ServerError:
                if attempt == 2:
                    raise
                self._port = self._available_ports.pop()
                self._url = f"http://{self._host}:{self._port}/v2/"

    bases = (language_tool_python.LanguageTool,)
    server_class: Any = type("Server", bases, {"_start_server_on_free_port": three_tries})
    before = os.environ.get("LTP_PATH")
    os.environ["LTP_PATH"] = str(home.parent)
    try:
        server = server_class("en-US", language_tool_download_version=VERSION, host="127.0.0.1")
    except Exception as error:  # the package raises whatever its parts raise
        raise GrammarUnavailable(
            f"LanguageTool in {home} does not start ({error}); see “newslint grammar status”."
        ) from error
    finally:
        if before is None:
            del os.environ["LTP_PATH"]
        else:
            os.environ["LTP_PATH"] = before
    return str(server.url), server.close


def download(folder: str) -> None:
    """Download LanguageTool from its makers into `folder`, by language_tool_python. Raises whatever goes wrong."""
    from language_tool_python.download_lt import LocalLanguageTool

    before = os.environ.get("LTP_PATH")
    os.environ["LTP_PATH"] = folder
    try:
        LocalLanguageTool.from_version_name(VERSION).download()
    finally:
        if before is None:
            del os.environ["LTP_PATH"]
        else:
            os.environ["LTP_PATH"] = before
