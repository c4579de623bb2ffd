"""Which patterns can run away: a repeat inside a repeat where both can take the same characters, as in ``(a+)+$``.

Read off the pattern, before it meets a text. It looks for what takes exponential time and for nothing milder, and says
nothing of an expression it cannot read; the time limit of a run holds for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from re import _constants as sre  # type: ignore[attr-defined]  # Python's own reader of expressions has no public door
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from newslint import matchers
from newslint.matchers import base
from newslint.rule import Rule

_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT)
_WIDTHLESS = (sre.AT, sre.ASSERT, sre.ASSERT_NOT)
_MANY = 10  # times that are as bad as any number
_SAMPLES = "aA1é .,-'’_"
_CATEGORIES = {
    sre.CATEGORY_WORD: r"\w", sre.CATEGORY_NOT_WORD: r"\W", sre.CATEGORY_SPACE: r"\s", sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_NOT_DIGIT: r"\D",
}  # fmt: skip
_Items = Iterable[tuple[Any, Any]]


def dangers(rule: Rule) -> list[str]:
    """Return what to say of a rule's patterns that can run away, one sentence each."""
    with base.noted() as made:
        matchers.module(rule.check).build(rule)
    written = [p.expression for p in made]
    for clearance in (rule.unless, rule.soften):
        written += [f"(?:{e})$" if place == "before" else e for place, e in clearance.patterns.items()]
    written += [f"{s['pattern']}$" for s in rule.options.get("tokens", ()) if isinstance(s, dict) and "pattern" in s]
    return [
        f"{rule.path}: {rule.name}: “{_short(e)}” can take for ever on a long text: a repeat inside a repeat may match the "
        "same words in countless ways. Let what is repeated begin or end with something the inner repeat cannot match."
        for e in dict.fromkeys(written)
        if runs_away(e)
    ]


def _short(expression: str) -> str:
    return expression if len(expression) <= 60 else f"{expression[:57]}…"


def runs_away(expression: str) -> bool:
    """Tell whether an expression can take time that doubles with every character."""
    readable = re.sub(r"\\[pP]\{[^}]*\}", r"\\w", expression).replace("(?<", "(?P<")
    readable = readable.replace("(?P<=", "(?<=").replace("(?P<!", "(?<!")
    try:
        items = parser.parse(readable, re.IGNORECASE)
    except (re.error, RecursionError, OverflowError):
        return False
    samples = {*_SAMPLES, *(c.lower() for c in expression if c.isalnum())}
    try:
        return _any(items, frozenset(samples), followed=False)
    except RecursionError:
        return False


def _any(items: _Items, samples: frozenset[str], *, followed: bool) -> bool:
    """Is there such a repeat in a sequence? One that nothing follows always succeeds, and so never tries again."""
    row = list(items)
    for i, (op, value) in enumerate(row):
        more = followed or i + 1 < len(row)
        if op in _REPEATS:
            _, most, body = value
            many = most is sre.MAXREPEAT or most >= _MANY
            if many and more and any(_ambiguous(body, c) for c in samples):
                return True
            if _any(body, samples, followed=more or many):
                return True
        elif any(_any(part, samples, followed=more or op in _WIDTHLESS) for part in _parts(op, value)):
            return True
    return False


def _parts(op: Any, value: Any) -> Iterator[_Items]:
    """The sequences inside an item that is no repeat."""
    if op is sre.SUBPATTERN:
        yield value[3]
    elif op is sre.BRANCH:
        yield from value[1]
    elif op in (sre.ASSERT, sre.ASSERT_NOT):
        yield value[1]
    elif op is sre.ATOMIC_GROUP:
        yield value
    elif op is sre.GROUPREF_EXISTS:
        yield from (part for part in value[1:] if part is not None)


def _ambiguous(body: _Items, c: str) -> bool:
    """Can what is repeated take a row of `c` in more ways than one, and nothing but `c`?"""
    row = list(body)
    return _only(row, c) and (_inner(row, c) or _two_ways(row, c))


def _inner(row: _Items, c: str) -> bool:
    """Does a sequence hold a repeat without end that takes a `c` each time?"""
    for op, value in row:
        if op in _REPEATS and (value[1] is sre.MAXREPEAT or value[1] >= _MANY) and _takes(value[2], c):
            return True
        inside = [value[2]] if op in _REPEATS else [] if op in (*_WIDTHLESS, sre.ATOMIC_GROUP) else _parts(op, value)
        if any(_only(part, c) and _inner(part, c) for part in inside):
            return True
    return False


def _two_ways(row: _Items, c: str) -> bool:
    """Is there a choice of which more than one alternative takes `c`?"""
    for op, value in row:
        if op is sre.BRANCH and sum(_takes(part, c) for part in value[1]) > 1:
            return True
        if op is sre.SUBPATTERN and _two_ways(value[3], c):
            return True
    return False


def _takes(items: _Items, c: str) -> bool:
    """Can a sequence match one `c` or more, and nothing else?"""
    row = list(items)
    return _only(row, c) and any(not _nullable(item) or _may(item, c) for item in row)


def _only(items: _Items, c: str) -> bool:
    """Can a sequence match a row of `c`, perhaps an empty one?"""
    return all(_nullable(item) or _may(item, c) for item in items)


def _nullable(item: tuple[Any, Any]) -> bool:
    op, value = item
    if op in _WIDTHLESS:
        return True
    if op in _REPEATS or op is sre.POSSESSIVE_REPEAT:
        return value[0] == 0 or all(map(_nullable, value[2]))
    parts = list(_parts(op, value))
    return bool(parts) and any(all(map(_nullable, part)) for part in parts)


def _may(item: tuple[Any, Any], c: str) -> bool:
    """Can an item match `c`, or a row of it?"""
    op, value = item
    if op is sre.LITERAL:
        return chr(value).lower() == c.lower()
    if op is sre.NOT_LITERAL:
        return chr(value).lower() != c.lower()
    if op is sre.ANY:
        return c != "\n"
    if op is sre.IN:
        return _in(value, c)
    if op in _REPEATS or op is sre.POSSESSIVE_REPEAT:
        return _takes(value[2], c)
    return op not in _WIDTHLESS and any(_takes(part, c) for part in _parts(op, value))


def _in(members: _Items, c: str) -> bool:
    negated = any(op is sre.NEGATE for op, _ in members)
    return any(_member(op, value, letter) for op, value in members for letter in {c, c.lower(), c.upper()}) != negated


def _member(op: Any, value: Any, c: str) -> bool:
    if op is sre.LITERAL:
        return chr(value) == c
    if op is sre.RANGE:
        return bool(len(c) == 1 and value[0] <= ord(c) <= value[1])
    return op is sre.CATEGORY and value in _CATEGORIES and _class(_CATEGORIES[value]).fullmatch(c) is not None


@lru_cache(maxsize=8)
def _class(name: str) -> re.Pattern[str]:
    return re.compile(name)
