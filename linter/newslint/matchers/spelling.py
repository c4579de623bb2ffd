"""spelling: words that are not English, and English words that are not the word meant."""

from __future__ import annotations

from collections.abc import Iterator

from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.base import Match, Matcher
from newslint.rule import Rule
from newslint.typos.nonword import misspellings
from newslint.typos.realword import slips
from newslint.typos.slip import Slip

OPTIONS = {"detector": options.choice("real-word", "non-word"), "strict": options.boolean}


def build(rule: Rule) -> Matcher:
    """Flag what the `detector` finds. The dialect and the accepted words come from the settings.

    Spellings of another dialect are words (house/us-uk speaks of them), unless `strict`.
    """
    accepted = frozenset(rule.options.get("accepted", ()))
    dialect = str(rule.options.get("dialect") or "any") if rule.options.get("strict") else "any"
    if rule.options.get("detector") == "non-word":
        return lambda document: _matches(document, misspellings(document, accepted, dialect))
    return lambda document: _matches(document, slips(document), accepted)


def _matches(document: Document, found: Iterator[Slip], accepted: frozenset[str] = frozenset()) -> Iterator[Match]:
    for slip in found:
        word = slip.span.of(document.text)
        if word not in accepted and word.lower() not in accepted:
            yield Match(slip.span, {"word": word}, slip.suggestions)
