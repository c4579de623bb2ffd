"""Which pieces of words must stand in a text for an expression to match there? What the word index is asked before a pattern runs.

A small reader of regular expressions. It is conservative: where it does not understand, the answer is "nothing",
and the pattern is run everywhere.
"""

from __future__ import annotations

MIN_LENGTH = 2
MAX_SETS = 4
_ALTERNATIVES = 400

Pieces = frozenset[str]


class _Unreadable(Exception):
    """The expression has a part this reader does not know."""


def required_literals(expression: str) -> tuple[Pieces, ...]:
    """Return sets of lower-case word pieces; a text with a match holds at least one piece of every set.

    The most telling sets come first, at most MAX_SETS of them; none at all when nothing can be named.
    """
    try:
        sets, end = _alternation(expression, 0)
    except (_Unreadable, IndexError, ValueError):
        return ()
    if end != len(expression):
        return ()
    return tuple(sorted(sets, key=_weight)[:MAX_SETS])


def _weight(pieces: Pieces) -> tuple[int, int, list[str]]:
    """The more telling set has the longer shortest member, then fewer members; the rest is for a settled order."""
    return (-min(map(len, pieces)), len(pieces), sorted(pieces))


def _useful(pieces: Pieces) -> bool:
    return bool(pieces) and min(map(len, pieces)) >= MIN_LENGTH and len(pieces) <= _ALTERNATIVES


def _alternation(e: str, i: int) -> tuple[list[Pieces], int]:
    """Read ``a|b|c`` up to an unmatched ) or the end. Of several alternatives, the best set of each is joined."""
    branches: list[list[Pieces]] = []
    while True:
        sets, i = _sequence(e, i)
        branches.append(sets)
        if i >= len(e) or e[i] == ")":
            break
        i += 1  # the |
    if len(branches) == 1:
        return branches[0], i
    if not all(branches):
        return [], i
    union = frozenset[str]().union(*(min(sets, key=_weight) for sets in branches))
    return ([union] if _useful(union) else []), i


def _sequence(e: str, i: int) -> tuple[list[Pieces], int]:
    found: list[Pieces] = []
    run = ""
    while i < len(e) and e[i] not in "|)":
        letter = ""
        group: list[Pieces] = []
        c = e[i]
        if c == "(":
            group, i = _group(e, i)
        elif c == "[":
            i = _class(e, i)
        elif c == "\\":
            i = _escape(e, i)
        elif c in "*+?{":
            raise _Unreadable
        else:
            letter = c.lower() if c.isalnum() else ""
            i += 1
        least, i = _quantifier(e, i)
        if letter and (len(letter) != 1 or letter != letter.casefold()):
            raise _Unreadable
        if letter and least >= 1:
            run += letter
            if least == 1:
                continue
        found.append(frozenset({run}))
        run = ""
        if least >= 1:
            found += group
    found.append(frozenset({run}))
    return [s for s in found if _useful(s)], i


def _quantifier(e: str, i: int) -> tuple[int, int]:
    """Return how often at least the item before must occur (1: once, 2: at least once), and where reading goes on."""
    if i >= len(e):
        return 1, i
    c = e[i]
    if c in "*?":
        least, i = 0, i + 1
    elif c == "+":
        least, i = 2, i + 1
    elif c == "{" and i + 1 < len(e) and (e[i + 1].isdigit() or e[i + 1] == ","):
        close = e.index("}", i)
        first = e[i + 1 : close].split(",")[0]
        least, i = (2 if int(first or 0) > 0 else 0), close + 1
    else:
        return 1, i
    if i < len(e) and e[i] in "?+":
        i += 1
    return least, i


def _group(e: str, i: int) -> tuple[list[Pieces], int]:
    i += 1
    counts = True
    if e[i] == "?":
        if e[i : i + 3] in ("?<=", "?<!"):  # what must stand around a match stands in its block too
            counts, i = e[i + 2] == "=", i + 3
        elif e[i + 1] in "=!":
            counts, i = e[i + 1] == "=", i + 2
        elif e[i + 1] in ":>":
            i += 2
        elif e[i + 1] == "<" or e[i : i + 3] == "?P<":
            i = e.index(">", i) + 1
        elif e[i + 1] == "#":
            return [], e.index(")", i) + 1
        else:
            i = _flags(e, i)
            if e[i - 1] == ")":
                return [], i
    sets, i = _alternation(e, i)
    if e[i] != ")":
        raise _Unreadable
    return (sets if counts else []), i + 1


def _flags(e: str, i: int) -> int:
    """Read inline flags ``?i:`` or ``?i)``; return where what follows begins."""
    close = min(x for x in (e.find(":", i), e.find(")", i)) if x >= 0)
    if "x" in e[i:close] or not all(c.isalpha() or c in "?-" for c in e[i:close]):
        raise _Unreadable
    return close + 1


def _class(e: str, i: int) -> int:
    i += 1
    if e[i] == "^":
        i += 1
    if e[i] == "]":
        i += 1
    while e[i] != "]":
        if e[i] == "\\":
            i += 1
        elif e[i] == "[" and e[i + 1 : i + 2] == ":":
            i = e.index(":]", i) + 1
        i += 1
    return i + 1


def _escape(e: str, i: int) -> int:
    c = e[i + 1]
    if c in "pP" and e[i + 2 : i + 3] == "{":
        return e.index("}", i) + 1
    if c in "LgNxuU" or c.isdigit():
        raise _Unreadable
    return i + 2
