"""NITF, the news industry's XML: hl1 is the headline, hl2 the dek, body.content the story. No entity is resolved outside."""

from __future__ import annotations

from newslint.document import BlockKind, Document
from newslint.readers.html import document_of
from newslint.readers.markup import SKIP, Role, Vocabulary, extract

ROLES: dict[str, Role] = {
    "head": SKIP,
    "hl1": BlockKind.HEADLINE,
    "hl2": BlockKind.DEK,
    "byline": BlockKind.BYLINE,
    "bytag": BlockKind.BYLINE,
    "dateline": BlockKind.DATELINE,
    "distributor": BlockKind.CREDIT,
    "media-caption": BlockKind.CAPTION,
    "media-producer": BlockKind.CREDIT,
    "bq": BlockKind.QUOTE,
    "pre": BlockKind.CODE,
    "li": BlockKind.LIST,
    "td": BlockKind.LIST,
    "th": BlockKind.LIST,
    "tagline": BlockKind.BYLINE,
    **dict.fromkeys(
        ("p", "body", "body.head", "body.content", "body.end", "block", "media", "abstract", "note", "hedline"),
        BlockKind.BODY,
    ),
}
VOCABULARY = Vocabulary(ROLES, emphasis=frozenset({"em"}), breaks=frozenset({"br"}))


def read(source: str, path: str) -> Document:
    """Read a NITF story; `map` leads from its text to the file."""
    return document_of(extract(source, VOCABULARY), source, path, "nitf")
