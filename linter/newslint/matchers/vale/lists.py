"""existence: any of the tokens is flagged. `raw` goes before the tokens (after them with `append`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.base import Listening, Match, Matcher, Pattern
from newslint.matchers.vale.common import (
    Alternation,
    Exceptions,
    offers,
    pattern,
    plain_groups,
    said,
    scoped,
    word,
)
from newslint.rule import Rule

FIELDS: dict[str, Callable[[Any], Any]] = {
    "tokens": options.texts,
    "raw": options.texts,
    "ignorecase": options.boolean,
    "nonword": options.boolean,
    "append": options.boolean,
    "exceptions": options.texts,
}


def build(rule: Rule) -> Matcher:
    """Flag every occurrence of a token. Without `raw` each token is a pattern of its own, run only where its words are."""
    o = rule.options
    tokens = [t for t in o.get("tokens", ()) if t.strip()]
    raw = "".join(o.get("raw", ()))
    nonword = o.get("nonword", False) or not tokens
    if raw:
        joined = word("|".join(plain_groups(scoped(t)) for t in tokens), nonword) if tokens else ""
        expressions = [joined + raw if o.get("append") else raw + joined]
    else:
        expressions = [word(scoped(t), nonword) for t in tokens]
    tokens_of = Alternation(rule, [pattern(rule, e) for e in expressions])
    exceptions = Exceptions(rule)

    def match(document: Document, awake: Sequence[Pattern]) -> Iterator[Match]:
        for stretch, _, span in tokens_of.matches(document, awake):
            text = span.of(document.text)
            if text.strip() and not exceptions.hold(text.strip()) and not exceptions.cover(document, stretch, span):
                yield Match(span, said(rule, text), offers(rule, text))

    return Listening(tokens_of.patterns, match)
