"""Who said what: attributions with their source, cue and content."""

from __future__ import annotations

from newslint.annotations.attribution.parts import Attribution, Source, SourceKind
from newslint.document import Document

__all__ = ["Attribution", "Source", "SourceKind", "attributions"]


def attributions(document: Document) -> tuple[Attribution, ...]:
    """Return the document's attributions in order of their first character."""
    from newslint.annotations.attribution.find import find

    return find(document)
