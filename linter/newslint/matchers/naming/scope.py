"""What all checks of names share: where they look, and the expressions among their options."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from newslint.document import BlockKind
from newslint.matchers.base import Pattern, position_of
from newslint.rule import Rule

STORY = frozenset({BlockKind.BODY, BlockKind.CAPTION, BlockKind.LIST})


def story(rule: Rule) -> frozenset[BlockKind]:
    """Return the blocks of the story proper that the rule reads: headings are no place to meet people."""
    return STORY & rule.scope


def expression(rule: Rule, key: str) -> Callable[[str], bool]:
    """Return the test whether a word is one that the option's expression names, case kept."""
    if key not in rule.options:
        return lambda _: False
    pattern = _whole(rule.options[key], position_of(rule))
    return lambda word: bool(pattern.search(word))


@lru_cache(maxsize=256)
def _whole(expression: str, where: str) -> Pattern:
    """The pattern of a word that is all of the expression's, made once a process."""
    return Pattern(rf"^(?:{expression})$", case=True, where=where)
