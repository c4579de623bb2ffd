"""requires: this needs that. A word that needs another near it, or a draft that needs a byline, a place, a date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newslint.annotations.sentences import paragraph_at, sentence_at
from newslint.document import BlockKind, Document
from newslint.matchers import options
from newslint.matchers.base import Listening, Match, Matcher, Pattern, position_of
from newslint.matchers.measure import opening
from newslint.rule import Rule
from newslint.span import Span

OPTIONS = {
    "when": options.text,
    "needs": options.texts,
    "in": options.choice("sentence", "paragraph", "document", "before", "lede"),
    "case": options.boolean,
    "block": options.choices(*[k.value for k in BlockKind]),
    "meta": options.texts,
    "first": options.boolean,
    "given": options.choices(*[k.value for k in BlockKind]),
    "flag": options.choice("headline", "lede"),
}


def build(rule: Rule) -> Matcher:
    """Flag `when` without any of `needs` around it; or, with `block`, the headline of a draft that has no such block.

    `block` is met by a block of one of the kinds, by front matter with one of the `meta` keys, or by a match of
    `needs` anywhere (in: document) or in the first two paragraphs (in: lede). `given` limits it to drafts that have
    a block of one of these kinds; `flag: lede` flags the first words of the story in place of the headline.
    """
    where = position_of(rule)
    case = rule.options.get("case", False)
    needs = [Pattern(e, case=case, where=where) for e in rule.options.get("needs", ())]
    if "when" not in rule.options:
        return lambda document: _lacks(document, rule, needs)
    when = Pattern(rule.options["when"], case=case, where=where)

    def match(document: Document, awake: Sequence[Pattern]) -> Iterator[Match]:
        del awake  # it is `when`
        for start, end in when.blocks(document, rule.scope):
            for m in when.finditer(document.text, start, end):
                groups = {k: v or "" for k, v in m.groupdict().items()}
                a, b = m.span("here") if groups.get("here") else m.span()
                span = Span(start + a, start + b)
                place = _place(document, span, rule.options.get("in", "sentence"))
                if not any(_found(n, document, place, span, groups) for n in needs):
                    yield Match(span, groups)
                    if rule.options.get("first"):
                        return

    return Listening([when], match)


def _place(document: Document, span: Span, within: str) -> Span:
    if within == "document":
        return Span(0, len(document.text))
    if within == "before":
        return Span(0, span.start)
    if within == "lede":
        return _lede(document)
    found = sentence_at(document, span.start) if within == "sentence" else paragraph_at(document, span.start)
    return found or span


def _found(need: Pattern, document: Document, place: Span, span: Span, groups: dict[str, str]) -> bool:
    """A match of `need` in `place` that is not the flagged words themselves."""
    del groups
    for m in need.finditer(document.text, place.start, place.end):
        if not (span.start <= place.start + m.start() and place.start + m.end() <= span.end):
            return True
    return False


def _lede(document: Document) -> Span:
    body = document.of(BlockKind.BODY)[:2]
    return Span(body[0].span.start, body[-1].span.end) if body else Span(0, 0)


def _lacks(document: Document, rule: Rule, needs: list[Pattern]) -> Iterator[Match]:
    kinds = {BlockKind(k) for k in rule.options.get("block", ())}
    given = {BlockKind(k) for k in rule.options.get("given", ())}
    if given and not any(b.kind in given for b in document.blocks):
        return
    if any(b.kind in kinds for b in document.blocks) or (BlockKind.DATELINE in kinds and document.dateline):
        return
    if any(key in document.meta for key in rule.options.get("meta", ())):
        return
    place = Span(0, len(document.text)) if rule.options.get("in", "document") == "document" else _lede(document)
    if any(n.search(document.text, *place) for n in needs):
        return
    lede = next((b.span for b in document.blocks if b.kind is BlockKind.BODY), None)
    if lede is not None:
        lede = opening(document.text, lede)
    first = lede if rule.options.get("flag") == "lede" else document.headline or lede
    if first is not None:
        yield Match(first)
