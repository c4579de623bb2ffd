"""swap: write this, not that. Keys are phrases; the suggestions keep the case of what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.base import Listening, Match, Matcher, Pattern, keep_case, phrase_expression, position_of
from newslint.rule import Rule
from newslint.span import Span

OPTIONS = {"pairs": options.swaps, "case": options.boolean}


def build(rule: Rule) -> Matcher:
    """Flag each phrase on the left and offer what stands on the right."""
    pairs: dict[str, tuple[str, ...]] = rule.options["pairs"]
    case = rule.options.get("case", False)
    longest_first = sorted(pairs, key=lambda p: (-len(p), p))
    pattern = Pattern("|".join(phrase_expression(p) for p in longest_first), case=case, where=position_of(rule))
    rights = {_plain(wrong, case): right for wrong, right in pairs.items()}

    def match(document: Document, awake: Sequence[Pattern]) -> Iterator[Match]:
        for pattern in awake:
            for start, end in pattern.blocks(document, rule.scope):
                for m in pattern.finditer(document.text, start, end):
                    found = m.group()
                    right = rights[_plain(found, case)]
                    offers = right if case else tuple(keep_case(found, r) for r in right)
                    yield Match(Span(start + m.start(), start + m.end()), {"suggestion": "” or “".join(offers)}, offers)

    return Listening([pattern], match)


def _plain(phrase: str, case: bool) -> str:
    joined = " ".join(phrase.split()).replace("’", "'")
    return joined if case else joined.lower()
