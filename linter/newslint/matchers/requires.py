"""requires: this needs that. A word that needs another near it, or a draft that needs a byline, a place, a date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

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
        looked = [_Looked(n, document) for n in needs]
        for start, end in when.blocks(document, rule.scope):
            for m in when.finditer(document.text, start, end):
                groups = {k: v or "" for k, v in m.groupdict().items()}
                a, b = m.span("here") if groups.get("here") else m.span()
                span = Span(start + a, start + b)
                if not any(n.found(span, rule.options.get("in", "sentence")) for n in looked):
                    yield Match(span, groups)
                    if rule.options.get("first"):
                        return

    return Listening([when], match)


class _Looked:
    """What is needed, looked for in one draft; in all of it once, however many words need it."""

    def __init__(self, need: Pattern, document: Document) -> None:
        self._need = need
        self._document = document

    def found(self, span: Span, within: str) -> bool:
        """Is there a match around the flagged words that is not in these words themselves?"""
        if within == "document":
            return any(not span.covers(one) for one in self._outermost)
        if within == "before":
            return self._before(span)
        if within == "lede":
            place = _lede(self._document)
        else:
            at = sentence_at if within == "sentence" else paragraph_at
            place = at(self._document, span.start) or span
        return any(not span.covers(one) for one in self._matches(place))

    def _before(self, span: Span) -> bool:
        first = self._outermost[0] if self._outermost else None
        if first is None or first.start >= span.start:
            return False
        # what goes on over the flagged words may end before them too
        return first.end <= span.start or any(self._matches(Span(0, span.start)))

    @cached_property
    def _outermost(self) -> list[Span]:
        """The first and the last match of the draft: when the flagged words cover both, they cover all."""
        every = list(self._matches(Span(0, len(self._document.text))))
        return [every[0], every[-1]] if every else []

    def _matches(self, place: Span) -> Iterator[Span]:
        for m in self._need.finditer(self._document.text, *place):
            yield Span(place.start + m.start(), place.start + m.end())


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
