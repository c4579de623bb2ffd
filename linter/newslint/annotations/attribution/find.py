"""From a document to its attributions: paragraphs labelled, parts linked, sources typed."""

from __future__ import annotations

from newslint.annotations.attribution.antecedents import typed
from newslint.annotations.attribution.linking import linked
from newslint.annotations.attribution.model import Model, model
from newslint.annotations.attribution.parts import Attribution, Found
from newslint.annotations.attribution.repair import repaired
from newslint.annotations.attribution.rows import cut, paragraphs, row
from newslint.document import Document


def labelled(document: Document, using: Model) -> list[Found]:
    """Return what the trained model finds."""
    found = paragraphs(document)
    labels = []
    for paragraph in found:
        words = using.words([t.text for t in paragraph.tokens])
        tags = [t for part in cut(paragraph, words) for t in using.tag(part)]
        labels.append(using.label(row(paragraph, words, tags), words))
    return repaired(document, found, linked(found, labels))


def find(document: Document) -> tuple[Attribution, ...]:
    """Return every attribution, in order of its first character."""
    found = [f for f in labelled(document, model()) if f.content or f.source]
    sources = typed(document.text, found)
    made = [Attribution(sources[f.source] if f.source is not None else None, f.cue, tuple(f.content)) for f in found]
    return tuple(sorted(made, key=lambda a: (a.span.start, a.cue.start if a.cue else a.span.end)))
