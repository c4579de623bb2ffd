"""What Vale's checks share: how expressions are joined, what a rule sees, exceptions, messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import regex

from newslint.document import Document
from newslint.errors import RuleError
from newslint.matchers.base import Pattern, timed, units
from newslint.matchers.written import expression
from newslint.rule import Rule
from newslint.span import Span

_FLAG = re.compile(r"\(\?i\)(.*)", re.S)
_GROUP = re.compile(r"(?<!\\)\((?!\?)")


def scoped(expression: str) -> str:
    """Return an expression whose leading (?i) holds for it alone, as it would inside a group."""
    m = _FLAG.fullmatch(expression)
    return f"(?i:{m.group(1)})" if m else expression


def plain_groups(expression: str) -> str:
    """Return the expression with its numbered groups made plain, so that groups of several can be joined."""
    return _GROUP.sub("(?:", expression)


def word(expression: str, nonword: bool) -> str:
    """Return the expression between word boundaries, unless `nonword`."""
    return f"(?:{expression})" if nonword else rf"\b(?:{expression})\b"


def pattern(rule: Rule, expression: str, *, ignorecase: bool | None = None) -> Pattern:
    """Return a compiled-on-use expression of a rule."""
    fold = rule.options.get("ignorecase", False) if ignorecase is None else ignorecase
    return Pattern(expression, case=not fold, where=rule.path, foreign=True)


def stretches(document: Document, rule: Rule, wanted: Pattern | None = None) -> list[Span]:
    """Return what the rule sees at a time: paragraphs (the whole text is their row), or sentences."""
    blocks = (
        wanted.blocks(document, rule.scope) if wanted else [b.span for b in document.blocks if b.kind in rule.scope]
    )
    return units(document, "sentence" if rule.options["unit"] == "sentence" else "paragraph", blocks)


class Exceptions:
    """A rule's exceptions and the accepted terms of vocabularies: expressions between word boundaries."""

    def __init__(self, rule: Rule) -> None:
        terms = sorted((*rule.options.get("exceptions", ()), *rule.options["accepted"]), key=lambda t: (-len(t), t))
        joined = "|".join(scoped(t) for t in terms)
        self.expression = rf"\b(?:{joined})\b" if terms else ""
        self._pattern = pattern(rule, self.expression, ignorecase=False) if terms else None
        phrases = [t for t in terms if " " in t]
        self._phrases = pattern(rule, rf"\b(?:{'|'.join(phrases)})\b", ignorecase=False) if phrases else None

    def hold(self, text: str) -> bool:
        """Tell whether an exception is found in the text."""
        return self._pattern is not None and bool(self._pattern.search(text))

    def cover(self, document: Document, stretch: Span, span: Span) -> bool:
        """Tell whether the span lies inside an accepted phrase."""
        if self._phrases is None:
            return False
        found = self._phrases.finditer(document.text, *stretch)
        return any(stretch.start + m.start() <= span.start and span.end <= stretch.start + m.end() for m in found)


class Alternation:
    """Many patterns matched as one alternation of them would; those whose words are not in the document are not asked."""

    def __init__(self, rule: Rule, patterns: list[Pattern]) -> None:
        self._rule = rule
        self._numbers = {p: i for i, p in enumerate(patterns)}
        self.patterns = patterns

    def matches(self, document: Document, awake: Sequence[Pattern]) -> Iterator[tuple[Span, int, Span]]:
        """Yield (stretch, number of the pattern, span), in document order."""
        found: dict[Span, list[tuple[int, int, int]]] = {}
        text = document.text
        for pattern in awake:
            i = self._numbers[pattern]
            for stretch in stretches(document, self._rule, pattern):
                for m in pattern.finditer(text, stretch.start, stretch.end):
                    start, end = m.span()
                    found.setdefault(stretch, []).append((stretch.start + start, i, stretch.start + end))
        for stretch in sorted(found):
            for start, number, end in leftmost(found[stretch]):
                yield stretch, number, Span(start, end)


def leftmost(found: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield (start, number, end) matches as one alternation would: leftmost first, then by number, none overlapping."""
    at = -1
    for start, number, end in sorted(found):
        if start >= at:
            yield start, number, end
            at = max(end, start + 1)


def said(rule: Rule, *words: str) -> dict[str, str]:
    """Return the message with its %s filled in, as the placeholder the engine puts it in by."""
    message = str(rule.options["message"])
    filled = list(words)
    text = re.sub(r"%(?:\[(\d+)\])?[sdv]", lambda m: _argument(m, words, filled), message)
    return {"vale": text.replace("%%", "%")}


def _argument(m: re.Match[str], words: tuple[str, ...], rest: list[str]) -> str:
    if m.group(1):
        index = int(m.group(1)) - 1
        return words[index] if 0 <= index < len(words) else ""
    return rest.pop(0) if rest else (words[-1] if words else "")


def offers(rule: Rule, found: str) -> tuple[str, ...]:
    """Return what the rule's action puts in place of the words."""
    name, params = rule.options["action"]
    if name in ("replace", "convert"):
        return tuple(params)
    if name == "remove":
        return ("",)
    if name == "edit":
        return _edited(params, found)
    return ()


def _edited(params: tuple[str, ...], found: str) -> tuple[str, ...]:
    """Vale's edits of the matched words: remove, truncate, trim (of characters), replace (regex), lower, upper, title."""
    what, *rest = params or ("",)
    if what == "remove" and rest:
        return (found.strip(rest[0]),)
    if what == "truncate" and rest:
        return (found.split(rest[0])[0],)
    if what in ("trim", "trim_left", "trim_right") and rest:
        strip: dict[str, Any] = {"trim": found.strip, "trim_left": found.lstrip, "trim_right": found.rstrip}
        return (strip[what](rest[0]),)
    if what in ("regex", "replace") and len(rest) >= 2:
        try:
            return (timed(expression(rest[0], 0, "").sub, re.sub(r"\$(\d)", r"\\\1", rest[1]), found),)
        except (RuleError, regex.error, IndexError):
            return ()
    return {"lower": (found.lower(),), "upper": (found.upper(),), "title": (found.title(),)}.get(what, ())
