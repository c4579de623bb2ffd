"""attribution: asks who said what. Flags attributions by the footing of their source, their cue, their content."""

from __future__ import annotations

from collections.abc import Iterator

from newslint.annotations.attributions import Attribution, SourceKind
from newslint.annotations.sentences import block_at
from newslint.document import BlockKind, Document
from newslint.matchers import options
from newslint.matchers.base import Match, Matcher, Pattern, position_of
from newslint.rule import Rule
from newslint.span import Span

NONE = "none"
FLAGS = ("source", "cue", "content", "source-and-cue")
OPTIONS = {
    "source": options.choices(*[k.value for k in SourceKind], NONE),
    "who": options.texts,  # patterns the source's words must match (any of them)
    "not_who": options.texts,
    "cue": options.texts,
    "not_cue": options.texts,
    "content": options.texts,
    "flag": options.choice(*FLAGS),
    "in": options.choice("anywhere", "lede"),
    "case": options.boolean,
}


def build(rule: Rule) -> Matcher:
    """Flag each attribution that fits every option given; message gets {source}, {cue}, {content}."""
    case = rule.options.get("case", False)
    where = position_of(rule)

    def patterns(key: str) -> list[Pattern]:
        return [Pattern(e, case=case, where=where) for e in rule.options.get(key, ())]

    kinds = frozenset(rule.options.get("source", ()))
    who, not_who, cue, not_cue, content = (patterns(k) for k in ("who", "not_who", "cue", "not_cue", "content"))
    flag = rule.options.get("flag", "source")

    def fits(document: Document, a: Attribution) -> bool:
        text = document.text
        kind = a.source.kind.value if a.source else NONE
        source = a.source.span.of(text) if a.source else ""
        said = a.cue.of(text) if a.cue else ""
        return (
            (not kinds or kind in kinds)
            and _any(who, source)
            and not (not_who and _any(not_who, source))
            and _any(cue, said)
            and not (not_cue and _any(not_cue, said))
            and (not content or any(_any(content, c.of(text)) for c in a.content))
        )

    def match(document: Document) -> Iterator[Match]:
        lede = _lede(document) if rule.options.get("in") == "lede" else None
        for a in document.attributions:
            span = flagged(a, flag)
            if span is None or (lede is not None and not lede.covers(span)) or not _in_scope(document, span, rule):
                continue
            if fits(document, a):
                yield Match(span, values(document, a))

    return match


def _any(patterns: list[Pattern], text: str) -> bool:
    return not patterns or any(p.search(text) for p in patterns)


def flagged(a: Attribution, flag: str) -> Span | None:
    """Return the part of the attribution a rule wants underlined; the cue stands in where there is no source."""
    if flag == "content":
        return a.content[0] if a.content else None
    if flag == "cue":
        return a.cue
    if flag == "source-and-cue" and a.source and a.cue:
        apart = max(a.source.span.start, a.cue.start) - min(a.source.span.end, a.cue.end)
        if apart <= 12:
            return Span(min(a.source.span.start, a.cue.start), max(a.source.span.end, a.cue.end))
    return a.source.span if a.source else a.cue


def values(document: Document, a: Attribution) -> dict[str, str]:
    """Return what a message may name."""
    text = document.text
    return {
        "source": a.source.span.of(text) if a.source else "nobody",
        "cue": a.cue.of(text) if a.cue else "",
        "content": a.content[0].of(text) if a.content else "",
    }


def _lede(document: Document) -> Span | None:
    return next((b.span for b in document.blocks if b.kind is BlockKind.BODY), None)


def _in_scope(document: Document, span: Span, rule: Rule) -> bool:
    block = block_at(document, span.start)
    return block is not None and block.kind in rule.scope
