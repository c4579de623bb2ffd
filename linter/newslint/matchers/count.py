"""count: too many or too few of something in a sentence, paragraph or draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.base import UNITS, Listening, Match, Matcher, Pattern, position_of, units
from newslint.rule import Rule
from newslint.span import Span

OPTIONS = {
    "of": options.text,
    "case": options.boolean,
    "per": options.choice(*UNITS),
    "more_than": options.integer,
    "fewer_than": options.integer,
}


def build(rule: Rule) -> Matcher:
    """Flag the first occurrence past `more_than`, or the start of a stretch with `fewer_than`."""
    pattern = Pattern(rule.options["of"], case=rule.options.get("case", False), where=position_of(rule))
    per = rule.options.get("per", "sentence")
    most, least = rule.options.get("more_than"), rule.options.get("fewer_than")

    def match(document: Document, awake: Sequence[Pattern] = ()) -> Iterator[Match]:
        del awake  # it is `pattern`
        blocks = (
            [b.span for b in document.blocks if b.kind in rule.scope]
            if least is not None
            else pattern.blocks(document, rule.scope, per)
        )
        for start, end in units(document, per, blocks):
            found = list(pattern.finditer(document.text, start, end))
            values = {"count": str(len(found))}
            if most is not None and len(found) > most:
                m = found[most]
                yield Match(Span(start + m.start(), start + m.end()), values)
            if least is not None and len(found) < least:
                first = document.text[start:end].split(None, 1)[0] if document.text[start:end].strip() else ""
                yield Match(Span(start, start + len(first)), values)

    return match if least is not None else Listening([pattern], match)
