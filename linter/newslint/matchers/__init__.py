"""The kinds of check a rule can ask for. A new kind is one module here and one line in KINDS.

A module of a kind has `OPTIONS` (option name to how its YAML value is read) and `build(rule)`, which returns a
matcher: a function from a document to matches.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newslint.matchers.base import Matcher
    from newslint.rule import Rule

# kind of check -> module, in the order docs list them: words first, then news
KINDS: dict[str, str] = {
    "phrase": "newslint.matchers.phrase",
    "swap": "newslint.matchers.swap",
    "pattern": "newslint.matchers.pattern",
    "rewrite": "newslint.matchers.rewrite",
    "confusable": "newslint.matchers.confusable",
    "spelling": "newslint.matchers.spelling",
    "repeat": "newslint.matchers.repeat",
    "count": "newslint.matchers.count",
    "consistent": "newslint.matchers.consistent",
    "requires": "newslint.matchers.requires",
    "sequence": "newslint.matchers.sequence",
    "tags": "newslint.matchers.tags",
    "measure": "newslint.matchers.measure",
    "attribution": "newslint.matchers.attribution",
    "claim": "newslint.matchers.claim",
    "sources": "newslint.matchers.sources",
    "quotation": "newslint.matchers.quotation",
    "headline": "newslint.matchers.headline",
    "number": "newslint.matchers.number",
    "date": "newslint.matchers.date",
    "name": "newslint.matchers.name",
    "margin": "newslint.matchers.margin",
    "vale": "newslint.matchers.vale",
}


def module(kind: str) -> ModuleType:
    """Return the module of a kind of check, imported on first use."""
    return import_module(KINDS[kind])


def build(rule: Rule) -> Matcher:
    """Return the rule's matcher. Raises RuleError when its check lacks a field it needs."""
    from newslint.errors import RuleError

    kind = module(rule.check)
    try:
        built: Matcher = kind.build(rule)
    except KeyError as e:
        if e.args[0] not in getattr(kind, "OPTIONS", ()):
            raise
        raise RuleError(f"{rule.path or rule.name}: the check “{rule.check}” lacks “{e.args[0]}”; add it.") from None
    except (ValueError, IndexError) as e:
        raise RuleError(
            f"{rule.path or rule.name}: the check “{rule.check}” cannot be made from its fields ({e}); "
            "compare docs/rule-format.md."
        ) from None
    return built
