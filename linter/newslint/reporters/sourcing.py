"""Who says what, for the fact-checker: a table as text or CSV, a page and a picture of the marked-up draft."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from newslint import __version__
from newslint.annotations.attribution.nesting import Nested, nested
from newslint.annotations.attributions import Attribution
from newslint.annotations.footing import footing, side
from newslint.document import PROSE, Block, BlockKind, Document
from newslint.span import Span

COLUMNS = ("path", "line", "source", "kind", "footing", "stands_for", "cue", "content", "single_unnamed_source")
# role of a stretch: name, colour on light paper, what it says in the legend
ROLES = (("source", "#cfe4ff", "source"), ("cue", "#ffe3a3", "cue"), ("content", "#e4f3dc", "what is said"))


def line_of(document: Document, a: Attribution) -> int:
    """Return the line of the file in which an attribution begins."""
    return document.lines.position(document.map.span(a.span).start).line


def _texts(document: Document, a: Attribution) -> tuple[str, str, str, str]:
    text = document.text
    source = _flat(a.source.span.of(text)) if a.source else ""
    stands = _flat(a.source.antecedent.of(text)) if a.source and a.source.antecedent else ""
    return source, stands, _flat(a.cue.of(text)) if a.cue else "", " … ".join(_flat(c.of(text)) for c in a.content)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def summary(document: Document) -> str:
    """Return the counts in a sentence: named, described, vague, nobody."""
    f = document.fact(footing)
    if not f.total:
        return "No attributions."
    parts = [f"{f.named} named", f"{f.described} described", f"{f.vague} vague"]
    parts += [f"{f.nobody} to nobody"] if f.nobody else []
    parts += [f"{f.unclear} unclear"] if f.unclear else []
    return f"{f.total} attribution{'' if f.total == 1 else 's'}: {', '.join(parts)}."


def text(documents: Sequence[Document]) -> str:
    """Return a table for each draft, its counts, and the claims that rest on one unnamed source."""
    return "\n".join(_table(d) for d in documents)


def _table(document: Document) -> str:
    rows = [("line", "source", "footing", "cue", "what is said")]
    inner = document.fact(nested)
    for a in document.attributions:
        rows.append(_row(document, a))
        rows += _inner_rows(document, inner.get(a, ()), "↳ ")
    out = [document.path]
    if len(rows) > 1:
        widths = [max(len(r[i]) for r in rows) for i in range(4)]
        out += ["  ".join([*(c.ljust(w) for c, w in zip(r, widths, strict=False)), r[4]]).rstrip() for r in rows]
    out.append(summary(document))
    single = document.fact(footing).single
    if single:
        out.append("Resting on one source without a name:")
        for a in single:
            source, _, cue, content = _texts(document, a)
            out.append(f"  line {line_of(document, a)}: {_cut(source or cue or 'nobody', 30)}: {_cut(content, 80)}")
    return "\n".join(out) + "\n"


def _row(document: Document, a: Attribution, mark: str = "") -> tuple[str, str, str, str, str]:
    source, stands, cue, content = _texts(document, a)
    who = f"{source} (= {stands})" if stands else source or "—"
    kind = a.source.kind.value if a.source else "nobody"
    return str(line_of(document, a)), mark + _cut(who, 40), kind, _cut(cue or "—", 20), _cut(content, 60)


def _inner_rows(document: Document, inner: tuple[Nested, ...], mark: str) -> Iterator[tuple[str, str, str, str, str]]:
    """What is told at second hand stands indented under who tells it."""
    for one in inner:
        yield _row(document, one.attribution, mark)
        yield from _inner_rows(document, one.inner, "  " + mark)


def as_csv(documents: Sequence[Document]) -> str:
    """Return one row an attribution, with a header; cells that a spreadsheet would run as a formula are quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for document in documents:
        single = {id(a) for a in document.fact(footing).single}
        for a in document.attributions:
            source, stands, cue, content = _texts(document, a)
            kind = a.source.kind.value if a.source else ""
            cells = (document.path, line_of(document, a), source, kind, side(a), stands, cue, content)
            flag = "yes" if id(a) in single else ""
            writer.writerow([_safe(c) if isinstance(c, str) else c for c in cells] + [flag])
    return out.getvalue()


def _safe(cell: str) -> str:
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t") else cell


# ---- marked up ----


def stretches(document: Document, block: Block) -> Iterator[tuple[Span, str, str]]:
    """Yield the block cut where roles change: span, role ("source", "cue", "content" or ""), footing of its source."""
    here: list[tuple[int, Span, str, str]] = []
    for a in document.attributions:
        footing_of = side(a)
        if a.source:
            here.append((0, a.source.span, "source", footing_of))
        if a.cue:
            here.append((1, a.cue, "cue", footing_of))
        here += [(2, c, "content", footing_of) for c in a.content]
    here = [h for h in here if h[1].overlaps(block.span)]
    cuts = {block.span.start, block.span.end}
    for _, span, _, _ in here:
        cuts |= {max(span.start, block.span.start), min(span.end, block.span.end)}
    for start, end in pairwise(sorted(cuts)):
        piece = Span(start, end)
        over = min((h for h in here if h[1].overlaps(piece)), key=lambda h: h[0], default=None)
        yield piece, over[2] if over else "", over[3] if over else ""


_STYLE = """
:root{color-scheme:light dark}body{font:17px/1.6 Georgia,serif;max-width:54rem;margin:2rem auto;padding:0 1rem}
h1,h2,table,.legend{font-family:system-ui,sans-serif}mark{color:#111;border-radius:3px;padding:0 .1em}
.source{background:#cfe4ff}.cue{background:#ffe3a3}.content{background:#e4f3dc}
.source.vague{background:#ffc9c4}.source.described{background:#f1d9f5}
table{border-collapse:collapse;width:100%;font-size:14px}td,th{border-bottom:1px solid #8886;padding:.3em .5em;text-align:left;vertical-align:top}
.legend mark{margin-right:1em;padding:0 .5em}
"""


def html(documents: Sequence[Document]) -> str:
    """Return one self-contained page: each draft with sources, cues and contents marked, and its table."""
    body = "\n".join(_page(d) for d in documents)
    legend = "".join(f'<mark class="{name}">{label}</mark>' for name, _, label in ROLES)
    legend += '<mark class="source described">described source</mark><mark class="source vague">vague source</mark>'
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="newslint {__version__}"><title>newslint: who says what</title>
<style>{_STYLE}</style></head><body><h1>Who says what</h1><p class="legend">{legend}</p>
{body}
</body></html>
"""


def _page(document: Document) -> str:
    copy = []
    for block in document.blocks:
        if block.kind not in PROSE and block.kind is not BlockKind.QUOTE:
            continue
        tag = "h2" if block.kind is BlockKind.HEADLINE else "p"
        pieces = []
        for span, role, of in stretches(document, block):
            words = escape(span.of(document.text))
            pieces.append(f'<mark class="{role} {of}">{words}</mark>' if role else words)
        copy.append(f"<{tag}>{''.join(pieces)}</{tag}>")
    single = "".join(
        f"<li>line {line_of(document, a)}: {escape(_texts(document, a)[3])}</li>" for a in document.fact(footing).single
    )
    resting = f"<p>Resting on one source without a name:</p><ul>{single}</ul>" if single else ""
    return f"""<article><h2 class="path">{escape(document.path)}</h2>
{"".join(copy)}
<p>{escape(summary(document))}</p>{resting}
{table(document)}</article>"""


def table(document: Document) -> str:
    """Return the attributions as an HTML table."""
    rows = []
    for a in document.attributions:
        source, stands, cue, content = _texts(document, a)
        kind = a.source.kind.value if a.source else "nobody"
        cells = (str(line_of(document, a)), source or "—", kind, stands, cue or "—", content)
        rows.append(f'<tr class="{kind}">' + "".join(f"<td>{escape(c)}</td>" for c in cells) + "</tr>")
    names = ("line", "source", "footing", "stands for", "cue", "what is said")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def svg(document: Document, width: int = 92) -> str:
    """Return a picture of the marked-up draft, `width` characters a line, for pages that show no HTML."""
    lines: list[list[tuple[str, str, str]]] = [[]]
    at = 0
    for block in (b for b in document.blocks if b.kind in PROSE):
        for span, role, of in stretches(document, block):
            for word in _words_of(span.of(document.text)):
                if at + len(word.rstrip()) > width and at:
                    lines.append([])
                    at = 0
                lines[-1].append((word, role, of))
                at += len(word)
        lines += [[], []]
        at = 0
    while lines and not lines[-1]:
        lines.pop()
    return _drawn(lines, width)


def _words_of(words: str) -> list[str]:
    out: list[str] = []
    for word in words.split(" "):
        out.append(word + " ")
    out[-1] = out[-1][:-1]
    return [w for w in out if w]


COLOUR = {name: colour for name, colour, _ in ROLES} | {"source vague": "#ffc9c4", "source described": "#f1d9f5"}


def _drawn(lines: Sequence[Sequence[tuple[str, str, str]]], width: int) -> str:
    step, row, pad = 8.4, 26, 16
    high = row * (len(lines) + 2) + 2 * pad
    wide = int(step * width) + 2 * pad
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" role="img">',
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
        '<g font-family="ui-monospace,Menlo,Consolas,monospace" font-size="14" fill="#111111">',
    ]

    def piece(x: float, y: int, words: str, colour: str) -> None:
        long = len(words) * step
        if colour and words.strip():
            out.append(f'<rect x="{x:.1f}" y="{y - 16}" width="{long:.1f}" height="21" rx="3" fill="{colour}"/>')
        out.append(
            f'<text x="{x:.1f}" y="{y}" textLength="{long:.1f}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">{escape(words)}</text>'
        )

    y = pad + 16
    for line in lines:
        x = float(pad)
        for words, role, of in _runs(line):
            piece(x, y, words, COLOUR.get(f"{role} {of}", COLOUR.get(role, "")))
            x += len(words) * step
        y += row
    x = float(pad)
    y += row // 2
    legend = [(label, COLOUR[name]) for name, _, label in ROLES]
    legend += [("described source", COLOUR["source described"]), ("vague source", COLOUR["source vague"])]
    for label, colour in legend:
        piece(x, y, f" {label} ", colour)
        x += (len(label) + 4) * step
    return "\n".join([*out, "</g></svg>", ""])


def _runs(line: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Join neighbouring words of one role."""
    out: list[tuple[str, str, str]] = []
    for words, role, of in line:
        if out and out[-1][1:] == (role, of):
            out[-1] = (out[-1][0] + words, role, of)
        else:
            out.append((words, role, of))
    return out
