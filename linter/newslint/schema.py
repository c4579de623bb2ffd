"""The JSON Schema of a rule file, made from what the loader and the checks read, so that editors know what they know.

`newslint rules schema` prints it; docs/rule.schema.json is the same text.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from newslint import matchers, ruleset
from newslint.document import BlockKind
from newslint.matchers import options
from newslint.rule import HOUSES, Severity

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "number", "boolean"]}  # scalars are taken as they are written
TEXTS: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}
SWITCH: Schema = {"enum": [True, False, "true", "false", "yes", "no", "on", "off"]}
NUMBER: Schema = {"type": "integer"}
PAIRS: Schema = {"type": "object", "minProperties": 1, "additionalProperties": TEXTS}
GROUPS: Schema = {"type": "array", "items": TEXTS}

_READERS: dict[Any, Schema] = {
    options.text: TEXT,
    options.texts: TEXTS,
    options.boolean: SWITCH,
    options.integer: NUMBER,
    options.swaps: PAIRS,
    options.groups: GROUPS,
    options.plain: {},
}

_MEANING = {
    "summary": "One line: what the rule is about.",
    "message": "What the editor sees: what is wrong and what to do. {match}, {suggestion} and the check’s own names are filled in.",
    "severity": "error would embarrass or harm, warning a desk would query, suggestion a strict desk might.",
    "default": "off: only when asked for.",
    "why": "Why a desk asks; shown by “newslint rules show”.",
    "tags": "Words the rule can be selected by.",
    "standards": "The standards behind it.",
    "aliases": "Other names, for select and ignore.",
    "scope": "The kinds of block it reads.",
    "quoted": "May it fire inside quotations?",
    "names": "May it fire on names?",
    "titles": "May it fire inside titles of works, laws and bodies?",
    "house": "The house styles it holds for; all when left out.",
    "min_words": "Drafts shorter than this are left alone.",
    "match": "One kind of check and its options.",
    "unless": "What answers the query.",
    "soften": "What lowers the severity by one.",
    "suggest": "Replacements; {match} and named groups are filled in.",
    "fix": "Is the only suggestion safe to apply unread?",
    "examples": "The rule’s tests; [ ] stands around what must be flagged.",
}


def schema() -> Schema:
    """Return the JSON Schema of a rule file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A newslint rule",
        "description": "One file a rule: <pack>/<name>.yaml. See docs/rule-format.md.",
        **_object({name: _FIELDS[name] | {"description": _MEANING[name]} for name in ruleset.FIELDS}),
        "required": ["summary", "message", "severity", "match"],
        "$defs": {kind: _check(kind) for kind in matchers.KINDS},
    }


def text() -> str:
    """Return the schema as docs/rule.schema.json holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _object(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _names(*names: str) -> Schema:
    return {"enum": list(names)}


def _some(*names: str) -> Schema:
    return {"anyOf": [_names(*names), {"type": "array", "items": _names(*names)}]}


def _match() -> Schema:
    """One key: a kind of check."""
    kinds = {kind: {"$ref": f"#/$defs/{kind}"} for kind in matchers.KINDS}
    return _object(kinds) | {"minProperties": 1, "maxProperties": 1}


def _check(kind: str) -> Schema:
    """The options of a kind of check; what it says of itself is the description."""
    module = matchers.module(kind)
    described = " ".join((module.__doc__ or "").split())
    return {"description": described} | _object({name: _option(reader) for name, reader in module.OPTIONS.items()})


def _option(reader: Callable[..., Any]) -> Schema:
    """The schema of what a reader reads. A check's own reader is taken at its word: anything."""
    if isinstance(reader, options.Choice):
        return _some(*reader.names) if reader.many else _names(*reader.names)
    known = _READERS.get(reader)
    if known is not None:
        return known
    return {"description": " ".join((reader.__doc__ or "").split())}


def _example() -> Schema:
    keys = {key: TEXTS if key == "accept" else TEXT for key in ruleset.EXAMPLE_FIELDS}
    return {"anyOf": [TEXT, _object(keys) | {"required": ["text"]}]}


def _clearance() -> Schema:
    chosen = {"attributed": _names(*ruleset.ATTRIBUTED), "named": _names(*ruleset.NAMED)}
    return _object({key: chosen.get(key, TEXT) for key in ruleset.CLEAR_FIELDS})


_EXAMPLES: Schema = {"anyOf": [_example(), {"type": "array", "items": _example()}]}
_FIELDS: dict[str, Schema] = {
    "summary": TEXT,
    "message": TEXT,
    "severity": _names(*Severity),
    "default": {"enum": ["on", "off", True, False]},
    "why": TEXT,
    "tags": TEXTS,
    "standards": TEXTS,
    "aliases": TEXTS,
    "scope": _some(*BlockKind),
    "quoted": SWITCH,
    "names": SWITCH,
    "titles": SWITCH,
    "house": _some(*HOUSES),
    "min_words": NUMBER,
    "match": _match(),
    "unless": _clearance(),
    "soften": _clearance(),
    "suggest": TEXTS,
    "fix": SWITCH,
    "examples": _object(dict.fromkeys(("bad", "good", "near"), _EXAMPLES)),
}
