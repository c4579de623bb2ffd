"""Where an engine may speak: never inside quotations, never on names, never where there is no prose."""

from __future__ import annotations

from collections import Counter

from newslint import expressions
from newslint.annotations.sentences import sentence_starts
from newslint.document import PROSE, BlockKind, Document
from newslint.grammar.earned import EarnedRule
from newslint.span import Span, SpanIndex

_WORD = expressions.compile(r"[^\W\d_][\w.’'‑-]*")
_HEADLINES = frozenset({BlockKind.HEADLINE, BlockKind.HEADING})
# handles, hashtags, addresses, domains, tags of exported markup, [bracketed] insertions
_NO_PROSE = expressions.compile(
    r"[@#]\w+|\b(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+\.(?:com|org|net|gov|edu|co\.uk|tv)\b|<[^<>\n]{1,400}>|\[[^\]\n]*\]"
)
# small words, which a capital does not make a name
_SMALL = """a an the and but or nor so yet for of in on at to by up as if is it its it's be was were are am been i i'm
    i've i'd i'll he she they we you my his her their our your this that these those there then than not no do did does
    have has had with from into over after before when while who whom which what where why how also too some any all
    both each more most very just only even still such about"""
_PLAIN = frozenset(_SMALL.split())


def read(kind: BlockKind, rule: EarnedRule) -> bool:
    """Tell whether a rule reads blocks of this kind; headlines have a grammar of their own."""
    return kind in PROSE and (rule.headlines or kind not in _HEADLINES)


def allowed(document: Document, span: Span, rule: EarnedRule) -> bool:
    """Tell whether a match that covers `span` (into Document.text) may become a finding."""
    if document.fact(closed).overlaps(span) or not rule.fits(document.text, span):
        return False
    return rule.names or not on_name(document, span)


def closed(document: Document) -> SpanIndex:
    """Return the places engines must keep out of: others' words, code and links, italics, handles, addresses, tags."""
    spans = [part for q in document.quotes for part in q.parts]
    spans += [b.span for b in document.of(BlockKind.QUOTE)]
    spans += [*document.masked, *document.emphasis]
    spans += [Span(*m.span()) for m in _NO_PROSE.finditer(document.text)]
    return SpanIndex(spans)


def capitalised(document: Document) -> Counter[str]:
    """Count the words written with a capital in mid-sentence: the document's own names."""
    starts = set(document.fact(sentence_starts))
    return Counter(
        m.group()
        for s in document.sentences
        for m in _WORD.finditer(document.text, *s)
        if m.group()[0].isupper() and m.start() not in starts and not _opens(document.text, m.start())
    )


def on_name(document: Document, span: Span) -> bool:
    """Tell whether a word of `span` is a name: a capital in mid-sentence, or a capital at a sentence's start on a word
    that the document also capitalises elsewhere."""
    names = document.fact(capitalised)
    starts = document.fact(sentence_start_set)
    for word in _WORD.finditer(document.text, *span):
        text = word.group()
        if not any(c.isupper() for c in text) or text.lower() in _PLAIN:
            continue
        at_start = word.start() in starts or _opens(document.text, word.start())
        if not at_start or text in names or any(c.isupper() for c in text[1:]):
            return True
    return False


def sentence_start_set(document: Document) -> frozenset[int]:
    """Return the first offset of every sentence."""
    return frozenset(document.fact(sentence_starts))


def _opens(text: str, at: int) -> bool:
    """Tell whether a word follows a mark after which English writes a capital anyway."""
    before = text[max(0, at - 3) : at].rstrip(" ")
    return before[-1:] in set("“\"‘'([—–:•*\n")
