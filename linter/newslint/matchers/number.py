"""number: does the arithmetic of the draft, and knows its figures by kind.

What each problem looks for is told in matchers/arithmetic/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.arithmetic import change, form, pairs, polls, products, sums
from newslint.matchers.base import Match, Matcher
from newslint.rule import Rule

PROBLEMS: dict[str, Callable[[Document, Rule], Iterator[Match]]] = {
    "points": change.points,
    "change": change.change,
    "multiple": change.multiple,
    "times": products.times,
    "sum": sums.sums,
    "difference": sums.differences,
    "product": products.products,
    "gap": products.gaps,
    "percent-of": products.percent_of,
    "ages": products.ages,
    "listed": products.listed,
    "direction": products.direction,
    "shares-over-100": sums.shares,
    "majority": sums.majority,
    "poll-margin": polls.poll_margin,
    "fraction-percent": pairs.fraction_percent,
    "conversion": pairs.conversion,
    "temperature-change": pairs.temperature_change,
    "magnitude": pairs.magnitude,
    "range-inverted": pairs.range_inverted,
    "birth": pairs.birth,
    "thousands-comma": form.thousands_comma,
    "sentence-start": form.sentence_start,
    "spell-out": form.spell_out,
    "figures": form.figures,
}
OPTIONS = {"problem": options.choice(*PROBLEMS)}


def build(rule: Rule) -> Matcher:
    """Flag what `problem` names; what the message may name depends on it."""
    find = PROBLEMS[rule.options["problem"]]
    return lambda document: find(document, rule)
