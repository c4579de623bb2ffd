"""name: people, bodies and their abbreviations, followed through the draft. What each problem looks for is told in
matchers/naming/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.base import Match, Matcher
from newslint.matchers.naming.abbreviations import acronym_mismatch, acronym_undefined, acronym_unused
from newslint.matchers.naming.mentions import family_name, first_name, full_again, honorific_mix, no_role, surname_first
from newslint.matchers.naming.spelling import misspelt
from newslint.matchers.naming.variants import capitals, variant
from newslint.rule import Rule

PROBLEMS: dict[str, Callable[[Document, Rule], Iterator[Match]]] = {
    "misspelt": misspelt,
    "surname-first": surname_first,
    "no-role": no_role,
    "full-again": full_again,
    "first-name": first_name,
    "family-name": family_name,
    "honorific-mix": honorific_mix,
    "acronym-undefined": acronym_undefined,
    "acronym-unused": acronym_unused,
    "acronym-mismatch": acronym_mismatch,
    "variant": variant,
    "capitals": capitals,
}
OPTIONS = {"problem": options.choice(*PROBLEMS), "known": options.text, "families": options.text}


def build(rule: Rule) -> Matcher:
    """Flag what `problem` names. `known` (abbreviations that need no words) and `families` (family names that
    stand first) are expressions."""
    find = PROBLEMS[rule.options["problem"]]
    return lambda document: find(document, rule)
