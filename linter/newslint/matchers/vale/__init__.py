"""vale: the checks of Vale's rule format, so that a Vale style works as it is. Rules come from valestyles.py.

Each module has FIELDS (the keys of its check and how they are read) and ``build(rule)``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from newslint.matchers.base import Matcher
from newslint.matchers.vale import case, counts, lists, metric, pairs, spelling, steps
from newslint.records import dataclass
from newslint.rule import Rule


@dataclass(frozen=True, slots=True)
class Check:
    """One of Vale's checks: its keys, and how its matcher is made."""

    FIELDS: Mapping[str, Callable[[Any], Any]]
    build: Callable[[Rule], Matcher]


CHECKS: dict[str, Check] = {
    "existence": Check(lists.FIELDS, lists.build),
    "substitution": Check(pairs.SUBSTITUTION, pairs.substitution),
    "consistency": Check(pairs.CONSISTENCY, pairs.consistency),
    "conditional": Check(pairs.CONDITIONAL, pairs.conditional),
    "occurrence": Check(counts.OCCURRENCE, counts.occurrence),
    "repetition": Check(counts.REPETITION, counts.repetition),
    "capitalization": Check(case.FIELDS, case.build),
    "metric": Check(metric.METRIC, metric.metric),
    "readability": Check(metric.READABILITY, metric.readability),
    "sequence": Check(steps.FIELDS, steps.build),
    "spelling": Check(spelling.FIELDS, spelling.build),
}
OPTIONS: dict[str, Callable[[Any], Any]] = {}  # not for newslint's own rule files


def build(rule: Rule) -> Matcher:
    """Return the matcher of a Vale rule, `limit` applied."""
    check = CHECKS[rule.options["extends"]].build(rule)
    limit = rule.options.get("limit", 0)
    if not limit:
        return check

    def limited(document: Any) -> Any:
        for i, match in enumerate(check(document)):
            if i >= limit:
                return
            yield match

    return limited
