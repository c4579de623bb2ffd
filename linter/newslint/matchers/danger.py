"""Which patterns can run away: a repeat inside a repeat where both can take the same characters, as in ``(a+)+$``.

Read off the pattern, before it meets a text. It looks for what takes exponential time and for nothing milder, and says
nothing of an expression it cannot read; the time limit of a run holds for all of them.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from re import _constants as sre  # type: ignore[attr-defined]  # Python's own reader of expressions has no public door
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from newslint import matchers
from newslint.kept import ours
from newslint.matchers import base
from newslint.rule import Rule

_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT)
_WIDTHLESS = (sre.AT, sre.ASSERT, sre.ASSERT_NOT)
_MANY = 10  # times that are as bad as any number
_LONG = 8  # characters in a row; which lengths above that are possible does not matter
_SAMPLES = "aA1é .,-'’_"
_CATEGORIES = {
    sre.CATEGORY_WORD: r"\w", sre.CATEGORY_NOT_WORD: r"\W", sre.CATEGORY_SPACE: r"\s", sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_NOT_DIGIT: r"\D",
}  # fmt: skip
_Items = Iterable[tuple[Any, Any]]


def dangers(rule: Rule) -> list[str]:
    """Return what to say of a rule's patterns that can run away, one sentence each."""
    with base.noted() as made:
        matchers.build(rule)
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
    store = ours()  # a style has thousands of expressions, and they are the same at every run
    known = store.get("danger", expression)
    if known is None:
        known = b"1" if _runs_away(expression) else b""
        store.put("danger", expression, known)
    return bool(known)


def _runs_away(expression: str) -> bool:
    readable = re.sub(r"\\[pP]\{[^}]*\}", r"\\w", expression).replace("(?<", "(?P<")
    readable = readable.replace("(?P<=", "(?<=").replace("(?P<!", "(?<!")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what a later Python may read otherwise
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
    """Can what is repeated take a row of `c`, and nothing but `c`, in more ways than one: of several lengths, or by a choice?"""
    row = list(body)
    return sum(n > 0 for n in _lengths(row, c)) > 1 or (_takes(row, c) and _two_ways(row, c))


def _lengths(items: _Items, c: str) -> frozenset[int]:
    """How many `c` a sequence can take when it takes nothing else, up to _LONG."""
    found = frozenset({0})
    for item in items:
        here = _item_lengths(item, c)
        found = frozenset(min(a + b, _LONG) for a in found for b in here)
    return found


def _item_lengths(item: tuple[Any, Any], c: str) -> frozenset[int]:
    op, value = item
    if op in _WIDTHLESS:
        return frozenset({0})
    if op is sre.ATOMIC_GROUP:
        return frozenset(sorted(_lengths(value, c))[-1:])  # what it took first is never given back
    if op is sre.POSSESSIVE_REPEAT:
        return frozenset(sorted(_item_lengths((sre.MAX_REPEAT, value), c))[-1:])
    if op in _REPEATS:
        least, most, body = value
        once = _lengths(body, c)
        found, now = frozenset({0}) if least == 0 else frozenset[int](), frozenset({0})
        for i in range(1, min(int(most), max(_LONG, int(least))) + 1):
            now = frozenset(min(a + b, _LONG) for a in now for b in once)
            if i >= least:
                found |= now
            if not now:
                break
        return found
    parts = list(_parts(op, value))
    if parts:
        return frozenset[int]().union(*(_lengths(part, c) for part in parts))
    return frozenset({1}) if _may(item, c) else frozenset()


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
    return any(_lengths(items, c) - {0})


def _may(item: tuple[Any, Any], c: str) -> bool:
    """Can a single character of an expression be `c`?"""
    op, value = item
    if op is sre.LITERAL:
        return chr(value).lower() == c.lower()
    if op is sre.NOT_LITERAL:
        return chr(value).lower() != c.lower()
    if op is sre.ANY:
        return c != "\n"
    return op is sre.IN and _in(value, c)


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
