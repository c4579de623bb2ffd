"""substitution, consistency and conditional: this for that, one of two, this only with that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import regex

from newslint.document import Document
from newslint.errors import RuleError
from newslint.matchers import options
from newslint.matchers.base import Listening, Match, Matcher, Pattern, keep_case, timed
from newslint.matchers.vale.common import (
    Alternation,
    Exceptions,
    pattern,
    said,
    scoped,
    stretches,
    word,
)
from newslint.matchers.written import expression
from newslint.rule import Rule
from newslint.span import Span

_SHARED: dict[str, Callable[[Any], Any]] = {"ignorecase": options.boolean, "exceptions": options.texts}


def _pairs(node: Any) -> tuple[tuple[str, str], ...]:
    """Pairs as written; of a key given twice the last one counts, as in Vale."""
    return tuple({key: value.text() for key, _, value in node.pairs()}.items())


SUBSTITUTION = {
    **_SHARED,
    "swap": _pairs,
    "nonword": options.boolean,
    "capitalize": options.boolean,
    "pos": options.text,
}
CONSISTENCY = {**_SHARED, "either": _pairs, "nonword": options.boolean}
CONDITIONAL = {**_SHARED, "first": options.text, "second": options.text}


def substitution(rule: Rule) -> Matcher:
    """Flag what a key matches unless it is what the value says already; offer the value."""
    o = rule.options
    if "pos" in o:
        raise RuleError(
            f"{rule.path}: the key “pos” of substitution needs a part-of-speech tagger, which newslint has not; take it out."
        )
    swaps: tuple[tuple[str, str], ...] = o.get("swap", ())
    keys = Alternation(rule, [pattern(rule, word(scoped(key), o.get("nonword", False))) for key, _ in swaps])
    exceptions = Exceptions(rule)
    fold = o.get("ignorecase", False)

    def match(document: Document, awake: Sequence[Pattern]) -> Iterator[Match]:
        for stretch, number, span in keys.matches(document, awake):
            observed = span.of(document.text)
            key, expected = swaps[number]
            wanted = expected.split("|")
            if any(_same(w, observed.strip(), fold) for w in wanted) or exceptions.hold(observed.strip()):
                continue
            if exceptions.cover(document, stretch, span):
                continue
            filled = tuple(_filled(key, w, observed, fold) for w in wanted)
            shown = tuple(keep_case(observed, w) for w in filled) if o.get("capitalize") else filled
            yield Match(span, said(rule, " or ".join(shown), observed), shown)

    return Listening(keys.patterns, match)


def _same(expected: str, observed: str, fold: bool) -> bool:
    if expected == observed:
        return True
    if " " in expected:
        return False
    try:
        return timed(expression(expected, regex.I if fold else 0, "").fullmatch, observed) is not None
    except RuleError:
        return False


def _filled(key: str, expected: str, observed: str, fold: bool) -> str:
    """Put the key's groups in place of $1 … in the value."""
    if "$" not in expected:
        return expected
    m = timed(expression(key, regex.I if fold else 0, "").fullmatch, observed)
    return re.sub(
        r"\$(\d)",
        lambda d: (m.group(int(d.group(1))) or "") if m and int(d.group(1)) <= (m.re.groups) else "",
        expected,
    )


def consistency(rule: Rule) -> Matcher:
    """Flag the second way of writing where both are used in the draft."""
    o = rule.options
    sides = [
        (
            pattern(rule, word(scoped(a), o.get("nonword", False))),
            pattern(rule, word(scoped(b), o.get("nonword", False))),
        )
        for a, b in o.get("either", ())
    ]

    def match(document: Document, awake: Sequence[Pattern]) -> Iterator[Match]:
        del awake  # a side that sleeps is nowhere
        for one, other in sides:
            places = [sorted(_places(document, rule, p)) for p in (one, other)]
            if places[0] and places[1]:
                later = max(p[0] for p in places)
                yield Match(later, said(rule, later.of(document.text)))

    return Listening([p for pair in sides for p in pair], match)


def _places(document: Document, rule: Rule, p: Any) -> Iterator[Span]:
    for stretch in stretches(document, rule, p):
        for m in p.finditer(document.text, *stretch):
            yield Span(stretch.start + m.start(), stretch.start + m.end())


_CAPTURES = re.compile(r"(?<!\\)\((?!\?)|\(\?P?<[A-Za-z]")


def conditional(rule: Rule) -> Matcher:
    """Flag `first` where `second` is not there; with a group in `second`, where it has not captured those words before."""
    first, second = pattern(rule, rule.options["first"]), pattern(rule, rule.options["second"])
    exceptions = Exceptions(rule)
    captures = bool(_CAPTURES.search(rule.options["second"]))

    def match(document: Document) -> Iterator[Match]:
        defined: set[str] = set()
        present = False
        for stretch in stretches(document, rule):
            for m in second.finditer(document.text, *stretch):
                present = True
                defined |= {g for g in m.groups() if g}
        if present and not captures:
            return
        for span in _places(document, rule, first):
            text = span.of(document.text)
            if text not in defined and not exceptions.hold(text):
                yield Match(span, said(rule, text))

    return match
