"""phrase: words and phrases written plainly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.base import Listening, Match, Matcher, Pattern, phrase_expression, position_of
from newslint.rule import Rule
from newslint.span import Span

OPTIONS = {"any": options.texts, "case": options.boolean}


def build(rule: Rule) -> Matcher:
    """Flag every whole-word occurrence of any of the phrases."""
    longest_first = sorted(rule.options["any"], key=lambda p: (-len(p), p))
    expression = "|".join(phrase_expression(p) for p in longest_first)
    pattern = Pattern(expression, case=rule.options.get("case", False), where=position_of(rule))

    def match(document: Document, awake: Sequence[Pattern]) -> Iterator[Match]:
        for pattern in awake:
            for start, end in pattern.blocks(document, rule.scope):
                for m in pattern.finditer(document.text, start, end):
                    yield Match(Span(start + m.start(), start + m.end()))

    return Listening([pattern], match)
