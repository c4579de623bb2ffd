"""Vale style directories, loaded as they are: each rule file becomes a Rule whose check is ``vale``.

What is read follows Vale's documentation of its checks. What newslint cannot do is refused by file and key, never
passed over.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from newslint import expressions, yamlnodes
from newslint.document import BlockKind
from newslint.errors import RuleError
from newslint.matchers.vale import CHECKS
from newslint.rule import Rule, Severity
from newslint.yamlnodes import Node

COMMON = (
    "extends",
    "message",
    "level",
    "scope",
    "link",
    "description",
    "limit",
    "action",
    "name",
    "code",
    "tests",
    "vocab",
    "matchcase",
)
_ALL = frozenset(BlockKind) - {BlockKind.REMARK}
_PROSE = _ALL - {BlockKind.CODE}
SCOPES: dict[str, frozenset[BlockKind]] = {
    "text": _PROSE,
    "paragraph": frozenset({BlockKind.BODY, BlockKind.DEK, BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.CREDIT}),
    "sentence": _PROSE,
    "summary": _PROSE,
    "raw": _ALL,
    "heading": frozenset({BlockKind.HEADLINE, BlockKind.HEADING}),
    "title": frozenset({BlockKind.HEADLINE}),
    "list": frozenset({BlockKind.LIST}),
    "blockquote": frozenset({BlockKind.QUOTE}),
    "figure.caption": frozenset({BlockKind.CAPTION}),
    "table": frozenset({BlockKind.LIST}),
}
_ACTIONS = ("replace", "remove", "suggest", "convert", "edit")
_VALE_NAME = expressions.compile(r"[\w.-]+")


def load_style(folder: Path) -> list[Rule]:
    """Return the rules of a Vale style (a folder of .yml files), or of a folder of styles.

    Raises RuleError with file, line and key for what is broken or not supported.
    """
    if not folder.is_dir():
        raise RuleError(f"{folder}: no such style folder; give a Vale style, or the StylesPath that holds styles.")
    files = sorted(folder.glob("*.yml"))
    if not files:
        styles = [
            p
            for p in sorted(folder.iterdir())
            if p.is_dir() and p.name.lower() not in ("vocab", "config", "vocabularies")
        ]
        rules = [rule for style in styles for rule in (load_style(style) if any(style.glob("*.yml")) else ())]
        if not rules:
            raise RuleError(f"{folder}: holds no Vale rules (.yml files); name a folder that does.")
        return rules
    accepted = accepted_words(folder)
    return [load_file(path, folder.name, accepted) for path in files]


def accepted_words(folder: Path) -> tuple[str, ...]:
    """Return the accepted terms of vocabularies beside a style (config/vocabularies/*/accept.txt, Vocab/*/accept.txt)."""
    words: list[str] = []
    for place in (folder.parent / "config" / "vocabularies", folder.parent / "Vocab", folder.parent / "vocab"):
        for file in sorted(place.glob("*/accept.txt")):
            try:
                lines = [line.strip() for line in file.read_text(encoding="utf-8").split("\n")]
            except (OSError, UnicodeDecodeError):
                raise RuleError(f"{file}: cannot be read; it must be UTF-8 text, one word a line.") from None
            words += [line for line in lines if line and not line.startswith("#")]
    return tuple(dict.fromkeys(words))


def load_file(path: Path, style: str, accepted: tuple[str, ...] = ()) -> Rule:
    """Read one Vale rule. Raises RuleError."""
    root = _read(path)
    if root is None:
        raise RuleError(f"{path}:1:1: an empty file is no Vale rule; write one or take it away.")
    keys = {key: value for key, _, value in root.items()}
    for needed in ("extends", "message"):
        if needed not in keys:
            raise root.wrong(f"the Vale rule has no “{needed}”; add it.")
    extends = keys["extends"].text()
    if extends not in CHECKS:
        raise keys["extends"].wrong(f"“{extends}” is no Vale check newslint does; it does {', '.join(CHECKS)}.")
    options = _options(root, extends, accepted)
    name = f"{style}/{path.stem}"
    if not _VALE_NAME.fullmatch(path.stem):
        raise root.wrong(f"“{path.stem}” is no rule name; use letters, digits, “.”, “_” and “-”.")
    return Rule(
        name=name,
        summary=keys["description"].text().strip() if "description" in keys else f"{style}: {path.stem}",
        message="{vale}",
        severity=Severity(keys["level"].choice([s.value for s in Severity])) if "level" in keys else Severity.WARNING,
        check="vale",
        options=options,
        path=str(path),
        tags=(style.lower(),) if style != style.lower() else (),
        aliases=(f"{style}.{path.stem}",),
        standards=(keys["link"].text(),) if "link" in keys else (),
        scope=options["scope"],
        quoted=True,
    )


def _read(path: Path) -> Node | None:
    """Read the YAML of a rule. Vale's reader takes \\' inside double quotes, which YAML does not know; so does this one."""
    try:
        return yamlnodes.load(path, RuleError)
    except RuleError:
        text = path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""
        if "\\'" not in text or "\ufffd" in text:
            raise
        return yamlnodes.compose(text.replace("\\'", "'"), str(path), RuleError)


def _options(root: Node, extends: str, accepted: tuple[str, ...]) -> dict[str, Any]:
    fields = root.fields((*COMMON, *CHECKS[extends].FIELDS))
    out: dict[str, Any] = {"extends": extends, "message": fields["message"].text()}
    for key, read in CHECKS[extends].FIELDS.items():
        if key in fields:
            out[key] = read(fields[key])
    if "limit" in fields:
        out["limit"] = fields["limit"].integer()
    if "matchcase" in fields:
        out["matchcase"] = fields["matchcase"].boolean()
    use_vocabulary = fields["vocab"].boolean() if "vocab" in fields else True
    out["accepted"] = accepted if use_vocabulary and not out.get("nonword") else ()
    out |= _scope(fields.get("scope"), extends)
    out["action"] = _action(fields["action"]) if "action" in fields else ("", ())
    return out


def _scope(node: Node | None, extends: str) -> dict[str, Any]:
    """Scopes to block kinds and the stretch a rule sees (text, paragraph or sentence); ~ takes kinds away."""
    if node is None:
        return {"scope": _PROSE, "unit": "sentence" if extends == "sequence" else "text"}
    kinds: frozenset[BlockKind] = frozenset()
    unit = "text"
    for item in node.list():
        wanted = _PROSE
        for i, word in enumerate(w.strip() for w in item.text().split("&")):
            negated, plain = word.startswith("~"), word.lstrip("~")
            base = re.sub(r"^heading\.h[1-6]$", "heading", plain)
            base = (
                base.removesuffix(".txt").removesuffix(".md").removesuffix(".html") if base.startswith("text") else base
            )
            if base not in SCOPES:
                raise item.wrong(f"the scope “{plain}” is none newslint has; it has {', '.join(SCOPES)}.")
            named = _heading_kinds(plain) if plain.startswith("heading.h") else SCOPES[base]
            wanted = wanted - named if negated else (wanted & named if i else named)
            if base in ("sentence", "paragraph") and not negated:
                unit = base
        kinds |= wanted
    return {"scope": kinds, "unit": "sentence" if extends == "sequence" else unit}


def _heading_kinds(name: str) -> frozenset[BlockKind]:
    return frozenset({BlockKind.HEADLINE}) if name.endswith("h1") else frozenset({BlockKind.HEADING})


def _action(node: Node) -> tuple[str, tuple[str, ...]]:
    f = node.fields(("name", "params"))
    name = f["name"].choice(_ACTIONS) if "name" in f else ""
    return name, f["params"].texts() if "params" in f else ()
