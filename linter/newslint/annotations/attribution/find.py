"""From a document to its attributions: sentences read one by one, quotations linked, sources typed."""

from __future__ import annotations

from newslint.annotations.attribution.antecedents import typed
from newslint.annotations.attribution.grammar import read_sentence
from newslint.annotations.attribution.linking import link_quotes
from newslint.annotations.attribution.parts import Attribution, Found
from newslint.annotations.tokens import sentence_tokens
from newslint.document import Document
from newslint.span import SpanIndex


def find(document: Document) -> tuple[Attribution, ...]:
    """Return every attribution, in order of its first character."""
    inside = SpanIndex(p for q in document.quotes for p in q.parts)
    found: list[Found] = []
    for tokens in document.fact(sentence_tokens):
        if tokens:
            found += read_sentence(tokens, [inside.overlaps(t.span) for t in tokens])
    if document.dateline is not None:  # "COIMBATORE: The firm ...": a place, no speaker
        line = document.dateline
        found = [f for f in found if f.source is None or not line.overlaps(f.source)]
    found = link_quotes(document, [f for f in found if f.content])
    sources = typed(document.text, found)
    made = [
        Attribution(sources[f.source] if f.source is not None else None, f.cue, tuple(f.content)) for f in found
    ]
    return tuple(sorted(made, key=lambda a: (a.span.start, a.cue.start if a.cue else a.span.end)))
