"""From a document to its attributions: paragraphs labelled, parts linked, sources typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import tee

from newslint.annotations.attribution.antecedents import typed
from newslint.annotations.attribution.linking import linked
from newslint.annotations.attribution.model import Model, model
from newslint.annotations.attribution.parts import Attribution, Found, Source, SourceKind
from newslint.annotations.attribution.repair import repaired
from newslint.annotations.attribution.rows import Paragraph, cut, paragraphs, row
from newslint.annotations.tokens import tokenize
from newslint.document import BlockKind, Document
from newslint.span import Span

LONG = 400_000  # characters; behind a draft beyond that nothing is kept for the next


def labelled(document: Document, using: Model) -> list[Found]:
    """Return what the trained model finds."""
    found = paragraphs(document)
    one, two = tee(found)
    parts = linked(one, (_labels(paragraph, using) for paragraph in two))
    parts = [f for f in parts if f.source is not None or _likely(document.text, f, using)]
    if len(document.text) > LONG:
        using.forget()
    return repaired(document, found, parts)


def _likely(text: str, one: Found, using: Model) -> bool:
    """Is a cue that nobody stands behind made of words that are cues elsewhere?"""
    if one.cue is None:
        return True
    return any(w.cue for w in using.words([t.text for t in tokenize(text, *one.cue)]))


def _labels(paragraph: Paragraph, using: Model) -> bytes:
    """Return the label of every token; a paragraph that was labelled before in this process is not labelled again."""
    texts = _texts(paragraph)

    def label() -> bytes:
        words = using.words(texts)
        return using.label(row(paragraph, words, _tags(texts, paragraph, using)), words)

    return _once(using, (texts, tuple(paragraph.sentences), bytes(paragraph.quote), paragraph.head), label)


def tags(paragraph: Paragraph, using: Model) -> bytes:
    """Return the part of speech of every token, as a number in `TAGS`; worked out once, for labels and for rules."""
    return _tags(_texts(paragraph), paragraph, using)


def _texts(paragraph: Paragraph) -> tuple[str, ...]:
    return tuple([t.text for t in paragraph.tokens])


def _tags(texts: tuple[str, ...], paragraph: Paragraph, using: Model) -> bytes:
    return _once(
        using,
        (texts, tuple(paragraph.sentences)),
        lambda: b"".join(map(using.tag, cut(paragraph, using.words(texts)))),
    )


def _once(using: Model, key: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
    known = using.labelled.get(key)
    if known is None:
        known = make()
        if len(using.labelled) >= 2 * using.MOST_PARAGRAPHS:
            using.labelled.clear()
        using.labelled[key] = known
    return known


def find(document: Document) -> tuple[Attribution, ...]:
    """Return every attribution, in order of its first character."""
    found = [f for f in labelled(document, model()) if f.content or f.source]
    sources = typed(document.text, found)
    introduce(document, sources)
    made = [Attribution(sources[f.source] if f.source is not None else None, f.cue, tuple(f.content)) for f in found]
    return tuple(sorted(made, key=lambda a: (a.span.start, a.cue.start if a.cue else a.span.end)))


def introduce(document: Document, sources: dict[Span, Source]) -> None:
    """The broadcast lede: a vague group in the first paragraph counts as named when its member speaks next.

    "Residents say the smell has driven them indoors", then a resident by name, introduced by what makes them one: the
    group becomes described, its antecedent the person who speaks for it.
    """
    body = [b.span for b in document.blocks if b.kind is BlockKind.BODY][:3]
    if len(body) < 2:
        return
    order = sorted(sources)
    for i, span in enumerate(order):
        source = sources[span]
        if span.start >= body[0].end or source.kind is not SourceKind.VAGUE:
            continue
        after = next((sources[s] for s in order[i + 1 :] if s.start >= body[0].end), None)
        if (
            after is not None
            and after.span.end <= body[-1].end
            and after.kind is SourceKind.NAMED_PERSON
            and after.antecedent is None
            and re.search(r", |\b[a-z]{4,}", after.span.of(document.text))
        ):
            sources[span] = Source(span, SourceKind.DESCRIBED, source.head, after.span, SourceKind.NAMED_PERSON)
