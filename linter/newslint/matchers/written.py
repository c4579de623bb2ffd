"""What users write into rules, taken with care: expressions that would unfold without end, templates that would look around."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from functools import lru_cache
from string import Formatter
from typing import Any

import regex

from newslint.errors import RuleError

MAX_PARTS = 200_000  # of an expression with its counts written out; the largest that ships has 17,000
_COUNT = re.compile(r"\{(\d*),?(\d*)\}")
_CLASS = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]", re.S)


@lru_cache(maxsize=2048)
def expression(text: str, flags: int, where: str) -> Any:
    """Return an expression, compiled. Raises RuleError with what is wrong about it."""
    if parts(text) > MAX_PARTS:
        raise RuleError(
            f"{where}: the pattern repeats too much: written out it has over {MAX_PARTS:,} parts; count less."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what a later version may read otherwise
            return regex.compile(text, flags)
    except regex.error as e:
        raise RuleError(f"{where}: the pattern does not compile: {e}; mend it there.") from None
    except (RecursionError, OverflowError, MemoryError, ValueError, IndexError):
        raise RuleError(f"{where}: the pattern is too large or too deep to compile; write a smaller one.") from None


def parts(text: str) -> int:
    """Return how many parts an expression has when every {count} is written out, which is what compiling it does."""
    sums, last = [0], [0]  # of each group that is open: what is complete, and the part that a count would repeat
    i = 0
    while i < len(text):
        c = text[i]
        size, step = 1, 1
        if c == "\\":
            step = 2
        elif c == "[" and (m := _CLASS.match(text, i)):
            step = m.end() - i
        elif c == "(":
            sums.append(0)
            last.append(0)
            i += 1
            continue
        elif c == ")" and len(sums) > 1:
            size = sums.pop() + last.pop()
        elif c == "{" and (m := _COUNT.match(text, i)) and m.end() - i > 2:
            last[-1] *= max(*(min(int(n or 0), 2 * MAX_PARTS) for n in m.groups()), 1)
            i = m.end()
            continue
        sums[-1] += last[-1]
        last[-1] = size
        i += step
    return min(sum(sums) + sum(last), 10 * MAX_PARTS)


def filled(template: str, words: Mapping[str, object], where: str) -> str:
    """Return a suggestion with its placeholders filled in. Raises RuleError when it asks for what is not there."""
    checked(template, where)
    try:
        return template.format_map(words)
    except KeyError as e:
        raise RuleError(
            f"{where}: “{template}” asks for {{{e.args[0]}}}, which is not there; the names are {', '.join(sorted(words))}."
        ) from None
    except (ValueError, TypeError) as e:
        raise RuleError(f"{where}: “{template}” cannot be filled in ({e}); mend its braces.") from None


@lru_cache(maxsize=2048)
def checked(template: str, where: str) -> None:
    """Raise RuleError when a template asks for more than names: for what hangs on them, or for a width."""
    try:
        fields = list(Formatter().parse(template))
    except ValueError as e:
        raise RuleError(
            f"{where}: “{template}” has braces that do not pair up ({e}); write {{{{ for a brace."
        ) from None
    for _, name, form, conversion in fields:
        if name is not None and not (name.isidentifier() and re.fullmatch(r"[a-z-]*", form or "") and not conversion):
            raise RuleError(f"{where}: “{{{name}…}}” in “{template}” is no placeholder; write {{name}}.")
