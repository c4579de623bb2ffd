"""HTML: prose in place, entities and nested tags undone, scripts, styles and code passed over.

``<h1>`` is the headline (``<title>`` where there is none), ``<figcaption>`` a caption, ``<blockquote>`` a quote.
The class names that content systems use for byline, standfirst and credit are understood, and so is what
Google Docs exports (``class="title"``).
"""

from __future__ import annotations

from newslint.document import Block, BlockKind, Document
from newslint.readers.markup import SKIP, Extract, Role, Vocabulary, extract
from newslint.readers.plain import urls
from newslint.readers.structure import classify, dateline
from newslint.records import replace
from newslint.span import OffsetMap

_SKIPPED = (
    "script style noscript template svg math nav select button textarea iframe object head-meta form aside-ad".split()
)
_PLAIN = "p div section article main header footer aside ul ol dl table thead tbody tfoot tr figure address body html".split()
ROLES: dict[str, Role] = {
    **dict.fromkeys(_SKIPPED, SKIP),
    **dict.fromkeys(_PLAIN, BlockKind.BODY),
    **dict.fromkeys(("pre", "code", "samp", "kbd"), BlockKind.CODE),
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd", "td", "th", "caption"), BlockKind.LIST),
    "title": BlockKind.HEADLINE,
    "h1": BlockKind.HEADLINE,
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
}
CLASSES: dict[str, Role] = {
    "title": BlockKind.HEADLINE,
    "headline": BlockKind.HEADLINE,
    "entry-title": BlockKind.HEADLINE,
    **dict.fromkeys(("subtitle", "standfirst", "dek", "deck", "subheadline", "alternativeheadline"), BlockKind.DEK),
    **dict.fromkeys(("byline", "author"), BlockKind.BYLINE),
    **dict.fromkeys(("dateline", "timestamp", "published"), BlockKind.DATELINE),
    "caption": BlockKind.CAPTION,
    "wp-caption-text": BlockKind.CAPTION,
    "credit": BlockKind.CREDIT,
}
VOCABULARY = Vocabulary(ROLES, CLASSES)


def read(source: str, path: str) -> Document:
    """Read an HTML draft; `map` leads from its text to the file."""
    return document_of(extract(source, VOCABULARY), source, path, "html")


def document_of(found: Extract, source: str, path: str, format: str, outer: OffsetMap | None = None) -> Document:
    """Turn extracted text into a Document: one headline, structure by shape where the markup says nothing."""
    blocks = classify(found.text, one_headline(found))
    return Document(
        path=path,
        source=source,
        text=found.text,
        blocks=blocks,
        format=format,
        map=found.map.through(outer) if outer else found.map,
        remarks=found.remarks,
        dateline=dateline(found.text, blocks),
        masked=(*(b.span for b in blocks if b.kind is BlockKind.CODE), *urls(found.text)),
        emphasis=found.emphasis,
    )


def one_headline(found: Extract) -> list[Block]:
    """Keep the ``<h1>`` as headline and drop the ``<title>`` above it; later ones are subheads."""
    heads = [b for b in found.blocks if b.kind is BlockKind.HEADLINE]
    if len(heads) < 2:
        return list(found.blocks)
    titled = found.blocks[0] is heads[0]
    keep = heads[1] if titled else heads[0]
    out = []
    for b in found.blocks:
        if titled and b is heads[0]:
            continue
        out.append(replace(b, kind=BlockKind.HEADING) if b.kind is BlockKind.HEADLINE and b is not keep else b)
    return out
