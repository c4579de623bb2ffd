"""The HTTP application: routes, limits, and what it answers when something is wrong."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from importlib import resources
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from newslint import __version__
from newslint.document import Document
from newslint.errors import NewslintError
from newslint.readers import read, read_text
from newslint.server import languagetool
from newslint.server.openapi import document as openapi
from newslint.server.options import LOOPBACK, Options
from newslint.server.work import Busy, Desk, Left, TooSlow
from newslint.session import all_rules

CSP = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
Handler = Callable[[Request], Awaitable[Response]]
_ASSETS = {"page.css": "text/css", "page.js": "text/javascript"}


def make_app(options: Options) -> Starlette:
    """Return the application. Raises NewslintError for a broken configuration."""
    desk = Desk(options)
    everything = all_rules(desk.settings)
    names = frozenset(n for r in everything for n in (r.name, r.pack, *r.tags, *r.aliases))
    routes = _Routes(desk, names)
    return Starlette(
        routes=[
            Route("/", routes.page),
            Route("/assets/{name}", routes.assets),
            Route("/v2/check", routes.languagetool_check, methods=["GET", "POST"]),
            Route("/v2/languages", routes.languages),
            Route("/v2/info", routes.info),
            Route("/v2/healthcheck", routes.health),
            Route("/v2/words", routes.words),
            Route("/v2/words/add", routes.add_word, methods=["POST"]),
            Route("/v2/words/delete", routes.delete_word, methods=["POST"]),
            Route("/api/check", routes.check, methods=["POST"]),
            Route("/api/rules/{pack}/{name}", routes.rule),
            Route("/openapi.json", routes.openapi),
        ],
        middleware=[Middleware(Guard, options=options)],
        exception_handlers={HTTPException: _refused, NewslintError: _wrong, Busy: _busy, TooSlow: _slow, Left: _left},
    )


class _Routes:
    """The handlers, around one desk."""

    def __init__(self, desk: Desk, names: frozenset[str]) -> None:
        self.desk = desk
        self.names = names

    async def page(self, request: Request) -> Response:
        """The page for people; opened with a token, it passes it on to its style and script."""
        page = _asset("page.html")
        token = request.query_params.get("token")
        if token and self.desk.options.token:
            for name in _ASSETS:
                page = page.replace(
                    f'"assets/{name}"'.encode(), f'"assets/{name}?token={quote(token, safe="")}"'.encode()
                )
        return Response(page, media_type="text/html; charset=utf-8")

    async def assets(self, request: Request) -> Response:
        """The page's style and script."""
        name = request.path_params["name"]
        if name not in _ASSETS:
            raise HTTPException(404, "no such file")
        return Response(_asset(name), media_type=f"{_ASSETS[name]}; charset=utf-8")

    async def languagetool_check(self, request: Request) -> Response:
        """LanguageTool's check."""
        form = await _form(request)
        settings = languagetool.known_only(languagetool.settings_of(form, self.desk.settings), self.names)
        try:
            result = await self.desk.run(
                request.is_disconnected, lambda: self.desk.check(languagetool.read_request(form), settings)
            )
        except languagetool.BadRequest as e:
            return PlainTextResponse(f"Error: {e}", 400)
        return JSONResponse(languagetool.response(result, languagetool.variety(form)))

    async def languages(self, request: Request) -> Response:
        """The languages there are."""
        del request
        return JSONResponse(languagetool.languages())

    async def info(self, request: Request) -> Response:
        """What this is."""
        del request
        return JSONResponse(
            {"software": {"name": "newslint", "version": __version__, "buildDate": "", "premium": False}}
        )

    async def health(self, request: Request) -> Response:
        """Alive?"""
        del request
        return PlainTextResponse("OK")

    async def words(self, request: Request) -> Response:
        """The accepted words, ten at a time unless asked otherwise."""
        try:
            offset, limit = (max(0, int(request.query_params.get(k, d))) for k, d in (("offset", "0"), ("limit", "10")))
        except ValueError:
            return PlainTextResponse("Error: 'offset' and 'limit' must be whole numbers", 400)
        return JSONResponse({"words": sorted(self.desk.words)[offset : offset + limit]})

    async def add_word(self, request: Request) -> Response:
        """Accept a word."""
        return JSONResponse({"added": self.desk.add_word((await _form(request)).get("word", ""))})

    async def delete_word(self, request: Request) -> Response:
        """Forget a word."""
        return JSONResponse({"deleted": self.desk.delete_word((await _form(request)).get("word", ""))})

    async def check(self, request: Request) -> Response:
        """newslint's own check: JSON in, JSON out."""
        body = await _json(request)
        settings = self.desk.chosen(body)
        answer = await self.desk.run(request.is_disconnected, lambda: self.desk.answer(_draft(body), settings))
        return JSONResponse(answer)

    async def rule(self, request: Request) -> Response:
        """What a rule asks and why."""
        found = self.desk.rule(f"{request.path_params['pack']}/{request.path_params['name']}")
        if found is None:
            raise HTTPException(404, "no such rule")
        return JSONResponse(found)

    async def openapi(self, request: Request) -> Response:
        """The description of this service."""
        del request
        return JSONResponse(openapi())


def _asset(name: str) -> bytes:
    return resources.files("newslint.server").joinpath("assets", name).read_bytes()


async def _form(request: Request) -> dict[str, str]:
    """Query and form fields, the form's first. Raises HTTPException for a body that is no form."""
    fields = dict(request.query_params)
    if request.method == "POST":
        from urllib.parse import parse_qsl

        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind not in ("application/x-www-form-urlencoded", ""):
            raise HTTPException(415, "send application/x-www-form-urlencoded")
        try:
            body = (await request.body()).decode("utf-8")
            fields.update(parse_qsl(body, keep_blank_values=True, max_num_fields=100, errors="strict"))
        except (UnicodeDecodeError, ValueError):
            raise HTTPException(400, "the form is not UTF-8") from None
    return fields


async def _json(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "send application/json")
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise HTTPException(400, "the body is not JSON") from None
    if not isinstance(body, dict):
        raise HTTPException(400, "the body must be an object")
    unknown = set(body) - {"text", "data", "path", "select", "ignore", "house", "spelling"}
    if unknown:
        raise HTTPException(400, f"unknown field {sorted(unknown)[0]!r}")
    for key in ("select", "ignore"):
        if not isinstance(body.get(key, []), list):
            raise HTTPException(400, f"{key!r} must be a list of rules, packs or tags")
    return body


def _draft(body: dict[str, Any]) -> Document:
    """The draft of a request: `text`, or `data` (a file in base64) with the `path` that tells its format."""
    text, data, path = body.get("text"), body.get("data"), body.get("path", "draft.txt")
    if not isinstance(path, str) or not path or len(path) > 300:
        raise HTTPException(400, "'path' must be a file name")
    name = PurePath(path).name or "draft.txt"
    if isinstance(text, str) and data is None:
        if any("\ud800" <= c <= "\udfff" for c in text):
            raise HTTPException(400, "'text' holds half a character (a lone surrogate)")
        return read_text(text, name)
    if isinstance(data, str) and text is None:
        try:
            return read(base64.b64decode(data, validate=True), name)
        except (binascii.Error, ValueError):
            raise HTTPException(400, "'data' is not base64") from None
    raise HTTPException(400, "give either 'text' or 'data'")


# --- what is answered when something is wrong: one sentence, never the draft's words ---------------------


async def _refused(request: Request, e: Exception) -> Response:
    assert isinstance(e, HTTPException)
    return _error(request, e.status_code, e.detail)


async def _wrong(request: Request, e: Exception) -> Response:
    return _error(request, 400, str(e))


async def _busy(request: Request, e: Exception) -> Response:
    del e
    return _error(request, 503, "too many requests at once; try again in a moment", {"Retry-After": "1"})


async def _slow(request: Request, e: Exception) -> Response:
    del e
    return _error(request, 504, "the draft took too long; send less at once")


async def _left(request: Request, e: Exception) -> Response:
    del e
    return _error(request, 499, "the caller has gone")  # nobody reads it


def _error(request: Request, status: int, what: str, headers: dict[str, str] | None = None) -> Response:
    if request.url.path.startswith("/v2/"):
        return PlainTextResponse(f"Error: {what}", status, headers=headers)
    return JSONResponse({"error": what}, status, headers=headers)


class Guard:
    """Stands before every route: who may call, how much, and which headers go out."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self.app = app
        self.options = options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        origin = request.headers.get("origin")
        allowed = origin if origin in self.options.origins or "*" in self.options.origins else None
        sender = self._sender(send, allowed)
        refusal = self._refusal(request, origin, allowed)
        if refusal is None and request.method == "OPTIONS" and allowed:
            refusal = Response(
                status_code=204,
                headers={
                    "Access-Control-Allow-Methods": "GET, POST",
                    "Access-Control-Allow-Headers": "content-type, authorization",
                },
            )
        if refusal is not None:
            if refusal.status_code == 413:
                await self._let_it_finish(receive)
            await refusal(scope, receive, sender)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await sender(message)

        try:
            await self.app(scope, self._bounded(receive), watched)
        except _TooLarge:
            await self._let_it_finish(receive)
            refusal = _error(request, 413, f"over {self.options.max_bytes:,} bytes; send less at once")
        except Exception as e:  # a fault of ours: said in one sentence, with nothing of the draft
            print(f"newslint: a fault in newslint itself ({type(e).__name__}); please report it.", file=sys.stderr)
            refusal = _error(request, 500, f"a fault in newslint itself ({type(e).__name__}); please report it")
        if refusal is not None and not started:
            await refusal(scope, receive, sender)

    def _refusal(self, request: Request, origin: str | None, allowed: str | None) -> Response | None:
        if self.options.local and _hostname(request.headers.get("host", "")) not in LOOPBACK:
            return _error(request, 421, "this service answers to localhost only")  # a page elsewhere, by DNS rebinding
        if (
            origin
            and not allowed
            and _hostname(origin.partition("://")[2]) != _hostname(request.headers.get("host", ""))
        ):
            return _error(request, 403, "pages of other origins may not call; start with --allow-origin to let one")
        length = request.headers.get("content-length", "0")
        if length.isdigit() and int(length) > self.options.max_bytes:
            return _error(request, 413, f"over {self.options.max_bytes:,} bytes; send less at once")
        if self.options.token and request.method != "OPTIONS" and not self._has_token(request):
            return _error(
                request,
                401,
                "the token is missing or wrong; send “Authorization: Bearer”, or ?token=",
                {"WWW-Authenticate": "Bearer"},
            )
        return None

    def _has_token(self, request: Request) -> bool:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        given = given if scheme.lower() == "bearer" else request.query_params.get("token", "")
        return hmac.compare_digest(given.encode(), (self.options.token or "").encode())

    def _bounded(self, receive: Receive) -> Receive:
        """The body, no larger and no slower than allowed."""
        size = 0
        until = asyncio.get_running_loop().time() + self.options.max_seconds

        async def bounded() -> Message:
            nonlocal size
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise TooSlow from None
            size += len(message.get("body", b""))
            if size > self.options.max_bytes:
                raise _TooLarge
            return message

        return bounded

    async def _let_it_finish(self, receive: Receive) -> None:
        """Take in what is still being sent of a request that is too large, within reason, so that its sender reads why."""
        size = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(min(5, self.options.max_seconds)):
                while size < 10 * self.options.max_bytes:
                    message = await receive()
                    size += len(message.get("body", b""))
                    if not message.get("more_body"):
                        return

    def _sender(self, send: Send, allowed: str | None) -> Send:
        extra = {
            "Content-Security-Policy": CSP,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        }
        if allowed:
            extra |= {"Access-Control-Allow-Origin": allowed, "Vary": "Origin"}

        async def sender(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message.get("headers", []),
                    *((k.lower().encode(), v.encode()) for k, v in extra.items()),
                ]
            await send(message)

        return sender


class _TooLarge(Exception):
    """The body grew past the limit while it was read."""


def _hostname(host: str) -> str:
    """The name in a Host header or an origin: without port."""
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0].lower()
