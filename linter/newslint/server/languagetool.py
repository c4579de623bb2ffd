"""LanguageTool's HTTP protocol, version 2: what its clients send, and newslint's findings as they expect them.

Offsets and lengths are UTF-16 code units. Annotated text (`data`) keeps its markup out of what is read, and the
offsets count it.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

from newslint import __version__
from newslint.annotations.sentences import sentence_at
from newslint.document import Document
from newslint.errors import ReadError
from newslint.finding import Finding
from newslint.readers import read_text
from newslint.records import replace
from newslint.result import Result
from newslint.rule import Severity
from newslint.settings import Settings
from newslint.span import OffsetMap, width

VARIANTS = {
    "en": "us",
    "en-US": "us",
    "en-GB": "uk",
    "en-AU": "au",
    "en-CA": "ca",
    "en-IN": "in",
    "en-NZ": "uk",
    "en-ZA": "uk",
}
NAMES = {
    "en": "English",
    "en-US": "English (US)",
    "en-GB": "English (GB)",
    "en-AU": "English (Australian)",
    "en-CA": "English (Canadian)",
    "en-IN": "English (India)",
    "en-NZ": "English (New Zealand)",
    "en-ZA": "English (South African)",
}
_ISSUES = {
    "typos": "misspelling",
    "grammar": "grammar",
    "clarity": "style",
    "house": "style",
    "language": "style",
    "structure": "style",
    "leftovers": "typographical",
}
_CONTEXT = 40  # characters either side


class BadRequest(Exception):
    """The client sent something LanguageTool would refuse too."""


def languages() -> list[dict[str, str]]:
    """Return the varieties of English."""
    return [{"name": NAMES[code], "code": code.split("-")[0], "longCode": code} for code in VARIANTS]


def read_request(form: Mapping[str, str]) -> Document:
    """Return the document of a check request: `text`, or `data` with annotations. Raises BadRequest."""
    text, data = form.get("text"), form.get("data")
    if (text is None) == (data is None):
        raise BadRequest("give either 'text' or 'data'")
    language = form.get("language", "")
    if not language:
        raise BadRequest("missing 'language'")
    if language != "auto" and language not in VARIANTS:
        raise BadRequest(f"'{language}' is no language newslint reads: {', '.join(VARIANTS)}, auto")
    try:
        return read_text(text, "draft.txt") if text is not None else _annotated(data or "")
    except ReadError as e:
        raise BadRequest(str(e)) from None


def _annotated(data: str) -> Document:
    """Build the document of annotated text: text is read, markup is stood for by its interpretAs, or not at all."""
    try:
        annotation = json.loads(data)["annotation"]
        parts = [
            (str(p["text"]), None) if "text" in p else (str(p.get("interpretAs") or ""), str(p["markup"]))
            for p in annotation
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadRequest(
            '\'data\' is no annotated text: {"annotation": [{"text": …} or {"markup": …, "interpretAs": …}]}'
        ) from None
    read: list[str] = []
    written: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    at = source = 0
    for shown, markup in parts:
        raw = shown if markup is None else markup
        if shown:
            pieces.append((at, source, len(raw) if markup is None else -len(raw)))
        read.append(shown)
        written.append(raw)
        at += len(shown)
        source += len(raw)
    document = read_text("".join(read), "draft.txt")
    return replace(document, source="".join(written), map=OffsetMap(pieces or [(0, 0, 0)]), format="annotated")


def settings_of(form: Mapping[str, str], settings: Settings) -> Settings:
    """Return the settings with what the request asks of rules and language."""
    changes: dict[str, Any] = {"spelling": VARIANTS.get(variety(form), settings.spelling)}
    enabled, disabled = _listed(form.get("enabledRules")), _listed(form.get("disabledRules"))
    off = _listed(form.get("disabledCategories"))
    if form.get("enabledOnly", "").lower() in ("true", "yes", "1") and enabled:
        changes["only"] = enabled
    elif enabled:
        changes["extend_select"] = (*settings.extend_select, *enabled)
    if disabled or off:
        changes["without"] = (*disabled, *off)
    return replace(settings, **changes)


def variety(form: Mapping[str, str]) -> str:
    """Return the code of the English that is asked for: where the client leaves it open, the one it prefers."""
    language = form.get("language", "")
    if language != "auto":
        return language
    return next((v for v in _listed(form.get("preferredVariants")) if v in VARIANTS), language)


def known_only(settings: Settings, names: frozenset[str]) -> Settings:
    """Leave out what the client asks of rules newslint does not have (LanguageTool's own ids)."""
    return replace(
        settings,
        only=tuple(n for n in settings.only if n in names),
        without=tuple(n for n in settings.without if n in names),
        extend_select=tuple(n for n in settings.extend_select if n in names),
    )


def _listed(value: str | None) -> tuple[str, ...]:
    return tuple(v.strip() for v in (value or "").split(",") if v.strip())


def response(result: Result, language: str) -> dict[str, Any]:
    """Return the answer to a check."""
    document = result.document
    code = language if language in VARIANTS else "en-US"
    units = _Units(document.source)
    named = {"name": NAMES[code], "code": code}
    return {
        "software": {
            "name": "newslint",
            "version": __version__,
            "buildDate": "",
            "apiVersion": 1,
            "premium": False,
            "premiumHint": "",
            "status": "",
        },
        "warnings": {"incompleteResults": bool(result.problems)},
        "language": {**named, "detectedLanguage": {**named, "confidence": 1.0}},
        "matches": [_match(document, f, units) for f in result.findings],
    }


class _Units:
    """UTF-16 offsets of a text; free for texts without astral characters."""

    def __init__(self, text: str) -> None:
        self._astral = [i for i, c in enumerate(text) if c > "\uffff"]

    def at(self, offset: int) -> int:
        """Return the UTF-16 offset of a code-point offset."""
        return offset + bisect_right(self._astral, offset - 1)


def _match(document: Document, finding: Finding, units: _Units) -> dict[str, Any]:
    span = document.map.span(finding.span)
    source = document.source
    left, right = max(0, span.start - _CONTEXT), min(len(source), span.end + _CONTEXT)
    before, after = ("..." if left else ""), ("..." if right < len(source) else "")
    sentence = sentence_at(document, finding.span.start)
    return {
        "message": finding.message,
        "shortMessage": "",
        "offset": units.at(span.start),
        "length": units.at(span.end) - units.at(span.start),
        "replacements": [{"value": s} for s in finding.suggestions],
        "context": {
            "text": before + source[left:right].replace("\n", " ") + after,
            "offset": width(before + source[left : span.start], "utf16"),
            "length": width(source[span.start : span.end], "utf16"),
        },
        "sentence": sentence.of(document.text) if sentence else "",
        "type": {"typeName": "UnknownWord" if finding.pack == "typos" else "Other"},
        "rule": {
            "id": finding.rule,
            "description": finding.message,
            "issueType": _ISSUES.get(
                finding.pack, "uncategorized" if finding.severity is Severity.SUGGESTION else "inconsistency"
            ),
            "category": {"id": finding.pack.upper(), "name": finding.pack.capitalize()},
            "isPremium": False,
        },
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }
