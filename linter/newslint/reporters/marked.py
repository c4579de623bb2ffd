"""A draft as marked-up HTML: what the HTML report and the served page show. Everything of the draft is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from newslint.document import Block, BlockKind, Document
from newslint.finding import Finding
from newslint.span import Span

_TAGS = {
    BlockKind.HEADLINE: "h2",
    BlockKind.HEADING: "h3",
    BlockKind.QUOTE: "blockquote",
    BlockKind.CODE: "pre",
}


def marked(document: Document, findings: Sequence[Finding], prefix: str = "f") -> str:
    """Return the draft block by block, each finding's words in a ``<mark>`` named prefix-number (its place in `findings`).

    Where findings overlap, a stretch carries all their numbers and the weightiest's colour.
    """
    return "\n".join(_block(document, b, findings, prefix) for b in document.blocks if b.kind is not BlockKind.REMARK)


def _block(document: Document, block: Block, findings: Sequence[Finding], prefix: str) -> str:
    tag = _TAGS.get(block.kind, "p")
    here = [(i, f) for i, f in enumerate(findings) if f.span.overlaps(block.span)]
    cuts = {block.span.start, block.span.end}
    for _, f in here:
        cuts |= {max(f.span.start, block.span.start), min(f.span.end, block.span.end)}
    edges = sorted(cuts)
    out = [f'<{tag} class="{block.kind.value}">']
    for start, end in pairwise(edges):
        piece = Span(start, end)
        over = [(i, f) for i, f in here if f.span.overlaps(piece)]
        text = escape(piece.of(document.text))
        out.append(_mark(over, text, piece, prefix) if over else text)
    return "".join([*out, f"</{tag}>"])


def _mark(over: list[tuple[int, Finding]], text: str, piece: Span, prefix: str) -> str:
    lead_index, lead = max(over, key=lambda x: (x[1].severity.rank, -x[0]))
    first = [i for i, f in over if f.span.start == piece.start]
    anchors = "".join(f'<a id="{prefix}-{i}"></a>' for i in first)
    numbers = " ".join(str(i) for i, _ in over)
    return (
        f'{anchors}<mark class="{lead.severity.value}" tabindex="0" data-pack="{escape(lead.pack)}" '
        f'data-findings="{numbers}" data-lead="{lead_index}" title="{escape(lead.message)}">{text}</mark>'
    )
