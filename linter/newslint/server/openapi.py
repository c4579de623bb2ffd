"""The OpenAPI 3.1 description of newslint's own endpoints and the LanguageTool protocol it speaks."""

from __future__ import annotations

from typing import Any

from newslint import __version__
from newslint.rule import HOUSES
from newslint.server.languagetool import VARIANTS
from newslint.settings import SPELLINGS

_ERROR = {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
_TEXTS = {"type": "array", "items": {"type": "string"}}
_OFFSETS = {"offset": {"type": "integer"}, "end_offset": {"type": "integer"}}
_FINDING = {
    "type": "object",
    "required": [
        "rule",
        "severity",
        "message",
        "offset",
        "end_offset",
        "line",
        "column",
        "text",
        "suggestions",
        "also",
    ],
    "properties": {
        "path": {"type": "string"},
        "rule": {"type": "string"},
        "severity": {"enum": ["error", "warning", "suggestion"]},
        "message": {"type": "string"},
        **_OFFSETS,
        **{k: {"type": "integer"} for k in ("line", "column", "end_line", "end_column")},
        "text": {"type": "string"},
        "suggestions": _TEXTS,
        "also": {"type": "array", "items": {"type": "object"}},
        "fix": {"type": "boolean"},
    },
}
_CHECK = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "text": {"type": "string", "description": "the draft"},
        "data": {"type": "string", "format": "byte", "description": "instead of text: a file in base64"},
        "path": {
            "type": "string",
            "minLength": 1,
            "maxLength": 300,
            "description": "a name whose ending tells the format",
        },
        "select": _TEXTS,
        "ignore": _TEXTS,
        "house": {"enum": list(HOUSES)},
        "spelling": {"enum": list(SPELLINGS)},
    },
}
_ANSWER = {
    "type": "object",
    "required": ["text", "format", "findings", "marked", "sources", "problems"],
    "properties": {
        "text": {"type": "string"},
        "format": {"type": "string"},
        "findings": {"type": "array", "items": _FINDING},
        "marked": {"type": "string", "description": "the draft as HTML with marks"},
        "sources": {"type": "array", "items": {"type": "object"}},
        "problems": _TEXTS,
    },
}


def document() -> dict[str, Any]:
    """Return the description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "newslint",
            "version": __version__,
            "description": "The copy desk as a service on this machine.",
        },
        "paths": {
            "/api/check": {"post": _operation("Check a draft", _ANSWER, body=("application/json", _CHECK))},
            "/api/rules/{pack}/{name}": {
                "get": {
                    **_operation("What a rule asks and why", {"type": "object"}),
                    "parameters": [_in("path", "pack"), _in("path", "name")],
                }
            },
            "/v2/check": {
                "post": _operation(
                    "Check a text (LanguageTool)",
                    {"type": "object"},
                    body=("application/x-www-form-urlencoded", _languagetool_form()),
                    plain=True,
                )
            },
            "/v2/languages": {"get": _operation("The languages", {"type": "array"}, plain=True)},
            "/v2/info": {"get": _operation("What this is", {"type": "object"}, plain=True)},
            "/v2/words": {
                "get": {
                    **_operation("Accepted words", {"type": "object"}, plain=True),
                    "parameters": [_in("query", "offset"), _in("query", "limit")],
                }
            },
            "/v2/words/add": {
                "post": _operation(
                    "Accept a word",
                    {"type": "object"},
                    body=("application/x-www-form-urlencoded", _word_form()),
                    plain=True,
                )
            },
            "/v2/words/delete": {
                "post": _operation(
                    "Forget a word",
                    {"type": "object"},
                    body=("application/x-www-form-urlencoded", _word_form()),
                    plain=True,
                )
            },
        },
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def _operation(
    summary: str, answer: dict[str, Any], body: tuple[str, dict[str, Any]] | None = None, plain: bool = False
) -> dict[str, Any]:
    wrong = {"text/plain": {"schema": {"type": "string"}}} if plain else {"application/json": {"schema": _ERROR}}
    out: dict[str, Any] = {
        "summary": summary,
        "responses": {
            "200": {"description": "done", "content": {"application/json": {"schema": answer}}},
            **{
                code: {"description": "refused", "content": wrong}
                for code in ("400", "401", "403", "404", "413", "415", "503", "504")
            },
        },
    }
    if body:
        out["requestBody"] = {"required": True, "content": {body[0]: {"schema": body[1]}}}
    return out


def _in(where: str, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": where,
        "required": where == "path",
        "schema": {"type": "string"} if where == "path" else {"type": "integer", "minimum": 0},
    }


def _languagetool_form() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["language"],
        "properties": {
            "text": {"type": "string"},
            "data": {"type": "string"},
            "language": {"enum": [*VARIANTS, "auto"]},
            **{
                k: {"type": "string"}
                for k in (
                    "enabledRules",
                    "disabledRules",
                    "enabledOnly",
                    "disabledCategories",
                    "level",
                    "preferredVariants",
                )
            },
        },
    }


def _word_form() -> dict[str, Any]:
    return {"type": "object", "required": ["word"], "properties": {"word": {"type": "string"}}}
