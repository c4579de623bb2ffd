"""margin: what stands beside the copy in a word processor's file: comments, and tracked changes left in."""

from __future__ import annotations

from collections.abc import Iterator

from newslint import expressions
from newslint.document import Document, Marginal
from newslint.matchers import options
from newslint.matchers.base import Match, Matcher
from newslint.rule import Rule
from newslint.span import Span

KINDS = ("comment", "insertion", "deletion")
OPTIONS = {"what": options.choices(*KINDS)}
_WORD = expressions.compile(r"\S+")


def build(rule: Rule) -> Matcher:
    """Flag each comment or change of the kinds in `what`; message gets {text} and {author}."""
    wanted = rule.options.get("what", KINDS)

    def match(document: Document) -> Iterator[Match]:
        for m in document.marginalia:
            if m.kind in wanted:
                yield Match(_place(document, m), {"text": m.text or "…", "author": m.author or "somebody"})

    return match


def _place(document: Document, m: Marginal) -> Span:
    """The words the remark is about; the word beside it where it is about none (a deletion)."""
    if m.span.end > m.span.start:
        return m.span
    after = _WORD.search(document.text, m.span.start)
    if after:
        return Span(*after.span())
    return max((Span(*w.span()) for w in _WORD.finditer(document.text, 0, m.span.start)), default=Span(0, 0))
