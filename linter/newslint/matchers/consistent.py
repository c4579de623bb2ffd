"""consistent: one word one way in a draft; the rarer way (or the later one, when even) is flagged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.base import Listening, Match, Matcher, Pattern, keep_case, phrase_expression, position_of
from newslint.rule import Rule
from newslint.span import Span

OPTIONS = {"either": options.groups, "case": options.boolean}


def build(rule: Rule) -> Matcher:
    """Flag the minority spelling of each group of equal words."""
    case = rule.options.get("case", False)
    words = {
        Pattern(phrase_expression(word), case=case, where=position_of(rule)): (group, word)
        for group, equals in enumerate(rule.options["either"])
        for word in equals
    }

    def match(document: Document, awake: Sequence[Pattern]) -> Iterator[Match]:
        for _, group in groupby(awake, lambda pattern: words[pattern][0]):
            found: dict[str, list[tuple[Span, str]]] = {}
            for pattern in group:
                word = words[pattern][1]
                for start, end in pattern.blocks(document, rule.scope):
                    for m in pattern.finditer(document.text, start, end):
                        found.setdefault(word, []).append((Span(start + m.start(), start + m.end()), m.group()))
            if len(found) < 2:
                continue
            kept = max(found, key=lambda w: (len(found[w]), -found[w][0][0].start))
            for word, places in found.items():
                if word != kept:
                    for span, text in places:
                        offer = kept if case else keep_case(text, kept)
                        yield Match(span, {"other": kept, "suggestion": offer}, (offer,))

    return Listening(list(words), match)
