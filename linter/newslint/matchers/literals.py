"""Which pieces of words must a match of an expression contain? What the word index is asked before a pattern runs.

A small reader of regular expressions. It is conservative: where it does not understand, the answer is None and
the pattern is run everywhere.
"""

from __future__ import annotations

MIN_LENGTH = 2
_ALTERNATIVES = 400


class _Unreadable(Exception):
    pass


def required_literals(expression: str) -> frozenset[str] | None:
    """Return lower-case word pieces of which every match holds at least one, or None when none can be named."""
    try:
        best, end = _alternation(expression, 0)
    except (_Unreadable, IndexError):
        return None
    if end != len(expression) or best is None or len(best) > _ALTERNATIVES:
        return None
    return frozenset(best)


def _weight(literals: set[str] | None) -> tuple[int, int]:
    """The better set has the longer shortest member, then fewer members."""
    if not literals:
        return (0, 0)
    return (min(map(len, literals)), -len(literals))


def _alternation(e: str, i: int) -> tuple[set[str] | None, int]:
    """Read ``a|b|c`` up to an unmatched ) or the end."""
    union: set[str] | None = set()
    while True:
        best, i = _sequence(e, i)
        union = None if best is None or union is None else union | best
        if i >= len(e) or e[i] == ")":
            return union, i
        i += 1  # the |


def _sequence(e: str, i: int) -> tuple[set[str] | None, int]:
    best: set[str] | None = None
    run = ""

    def offer(candidate: set[str] | None) -> None:
        nonlocal best
        if candidate and min(map(len, candidate)) >= MIN_LENGTH and _weight(candidate) > _weight(best):
            best = candidate

    while i < len(e) and e[i] not in "|)":
        c = e[i]
        literal = ""
        group: set[str] | None = None
        if c == "(":
            group, i = _group(e, i)
        elif c == "[":
            i = _class(e, i)
        elif c == "\\":
            literal, i = _escape(e, i)
        elif c in ".^$":
            i += 1
        elif c in "*+?{":
            raise _Unreadable
        else:
            literal = c if c.isalnum() else ""
            i += 1
        least, i = _quantifier(e, i)
        if literal and least == 1:
            run += literal.lower()
            if literal.lower() != literal.casefold() or len(literal.lower()) != 1:
                raise _Unreadable
            continue
        if literal and least > 1:  # a counted letter: keep it simple
            run += literal.lower()
        offer({run})
        run = ""
        if group and least >= 1:
            offer(group)
    offer({run})
    return best, i


def _quantifier(e: str, i: int) -> tuple[int, int]:
    """Return how often at least the item before must occur (1 exactly, 2 for "one or more"), and where reading goes on."""
    if i >= len(e):
        return 1, i
    c = e[i]
    if c in "*?":
        least, i = 0, i + 1
    elif c == "+":
        least, i = 2, i + 1
    elif c == "{" and (i + 1 < len(e) and (e[i + 1].isdigit() or e[i + 1] == ",")):
        close = e.index("}", i)
        first = e[i + 1 : close].split(",")[0]
        least, i = (2 if int(first or 0) > 0 else 0), close + 1
    else:
        return 1, i
    if i < len(e) and e[i] in "?+":
        i += 1
    return least, i


def _group(e: str, i: int) -> tuple[set[str] | None, int]:
    i += 1
    counts = True
    if e[i] == "?":
        if e[i : i + 3] in ("?<=", "?<!"):
            counts, i = False, i + 3
        elif e[i + 1] in "=!":
            counts, i = False, i + 2
        elif e[i + 1] in ":>|":
            if e[i + 1] == "|":
                raise _Unreadable
            i += 2
        elif e[i + 1] == "<" or e[i : i + 3] == "?P<":
            i = e.index(">", i) + 1
        elif e[i + 1] == "#":
            return None, e.index(")", i) + 1
        else:  # inline flags
            close = min(x for x in (e.find(":", i), e.find(")", i)) if x >= 0)
            if e[close] == ")":
                return None, close + 1
            if "x" in e[i:close]:
                raise _Unreadable
            i = close + 1
    best, i = _alternation(e, i)
    if e[i] != ")":
        raise _Unreadable
    return (best if counts else None), i + 1


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


def _escape(e: str, i: int) -> tuple[str, int]:
    c = e[i + 1]
    if c in "pP" and e[i + 2 : i + 3] == "{":
        return "", e.index("}", i) + 1
    if c in "LgNxuU" or c.isdigit():
        raise _Unreadable
    return "", i + 2
