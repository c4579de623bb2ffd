"""Quotations that stand free: whole sentences in quotation marks with nobody said to speak, there or right beside."""

from __future__ import annotations

import re
from bisect import bisect_right

from newslint import expressions
from newslint.annotations.attribution.parts import Attribution, SourceKind
from newslint.annotations.quotes import Quotation
from newslint.annotations.sentences import sentence_starts
from newslint.document import BlockKind, Document, passing
from newslint.span import Span, SpanIndex

MIN_WORDS = 5
_GROUPS = frozenset([SourceKind.VAGUE, SourceKind.DESCRIBED])  # "the opposition" has no one mouth
SPEECH = (
    r"sa(?:id|ys?|ying)|ask(?:ed|s|ing)?|add(?:ed|s|ing)|t(?:old|ells?|elling)|wr(?:ote|ites?|itten|iting)|tweet\w*|read(?:s|ing)?|according|"
    r"repl(?:ied|ies|y|ying)|respon\w+|shot back|continu\w+|stat(?:ed|es|ement|ing)|explain\w*|declar\w+|not(?:ed|es|ing)|argu\w+|"
    r"announc\w+|jok(?:ed|es|ing)|quip\w+|comment\w*|remark\w*|recall\w*|warn\w*|insist\w*|claim\w*|press(?:ed|es)|quot\w+|chant\w*|"
    r"shout\w*|spoke|speak\w*|talk\w*|put it|went on|began|boomed|conclud\w+|messages?|emails?|letters?|speech|interview\w*|testif\w+|"
    r"lament\w+|admit\w*|acknowledg\w+|reveal\w*|sang|sing|sings|singing|conced\w*|slogans?|signs?|headlines?|captions?|questions?|"
    r"whisper\w*|yell\w*|cried|cries|mutter\w*|express\w*|observ\w+|recount\w*|remember\w*|thought|thinks?|motto|proverb|answer\w*|"
    r"goes|phrase|posted|text(?:ed)?|words|greet\w*|laugh\w*|urg(?:ed|es|ing)|offer(?:ed|s)?|agree[ds]?|advis\w+|predict\w*|suggest\w*"
)
_SPEAKS = expressions.compile(rf"\b(?:{SPEECH})\b|\bcall(?:ed|s|ing)\b", re.I)
_SPEAKS_HERE = expressions.compile(rf"\b(?:{SPEECH})\b", re.I)
_WHOLE = expressions.compile(r"[.?!…][\"”’']*$|[.?!]''$")
_LEADS_IN = expressions.compile(r"[:,—–-]\W*$")
_SIGNED = expressions.compile(
    r"\W*[-—–]|[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|of|de|van|for|the)){0,5}(?:, [^.]{1,60})?[\".”]{0,2}$"
)
_PERSON = expressions.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Sir)\.? [A-Z]\w+|\b[A-Z][\w'’-]+ (?:[A-Z]\. )?[A-Z][\w'’-]+"
)


def orphans(document: Document) -> frozenset[Quotation]:
    """Return the quotations whose speaker is named neither in their paragraph nor in what leads into it."""
    blocks = {b.span: i for i, b in enumerate(document.blocks)}
    starts = [b.span.start for b in document.blocks]
    sentences = set(document.fact(sentence_starts))
    out = []
    unclosed = SpanIndex(part for q in document.quotes if not q.closed or len(q.parts) > 1 for part in q.parts)
    for q in document.quotes:
        part = q.parts[0]
        text = part.of(document.text)
        if not q.closed or len(q.parts) > 1 or len(text.split()) < MIN_WORDS or not _WHOLE.search(text):
            continue
        if part.start not in sentences:
            continue
        block = document.blocks[bisect_right(starts, part.start) - 1]
        if block.kind is not BlockKind.BODY:
            continue
        i = blocks[block.span]
        if part.start == block.span.start:
            free = _free_paragraph(document, i, unclosed)
        else:
            said = [a for c, a in document.fact(contents_at).get(i, ()) if c.overlaps(part)]
            spoken = any(a.source is not None and a.source.kind not in _GROUPS for a in said)
            free = not spoken and _free_sentence(document, block.span, part)
        if free:
            out.append(q)
    return frozenset(out)


def quoted_parts(document: Document) -> list[Span]:
    """The parts of all quotations, in order."""
    return [part for q in document.quotes for part in q.parts]


@passing
def contents_at(document: Document) -> dict[int, list[tuple[Span, Attribution]]]:
    """What is said in which block (by its number), and by whom: contents of attributions."""
    starts = [b.span.start for b in document.blocks]
    out: dict[int, list[tuple[Span, Attribution]]] = {}
    for a in document.attributions:
        for content in a.content:
            for i in range(bisect_right(starts, content.start) - 1, bisect_right(starts, content.end - 1)):
                out.setdefault(i, []).append((content, a))
    return out


def _outside(document: Document, span: Span) -> str:
    """The words of a stretch that stand outside quotation marks."""
    parts = document.fact(quoted_parts)
    out, at = [], span.start
    i = max(0, bisect_right(parts, (span.start, span.start)) - 1)
    while i < len(parts) and parts[i].start < span.end:
        if parts[i].overlaps(span):
            out.append(document.text[at : max(at, parts[i].start)])
            at = max(at, parts[i].end)
        i += 1
    out.append(document.text[at : span.end])
    return " ".join(out)


def _free_paragraph(document: Document, i: int, unclosed: SpanIndex) -> bool:
    """The quotation opens its paragraph: nobody speaks in the paragraph, nothing leads in, nobody signs below."""
    text = document.text
    if i == 0 or _SPEAKS.search(_outside(document, document.blocks[i].span)):
        return False
    before = document.blocks[i - 1]
    if _LEADS_IN.search(before.span.of(text)) or before.kind is not BlockKind.BODY:
        return False
    if unclosed.overlaps(before.span):
        return False
    after = document.blocks[i + 1].span.of(text) if i + 1 < len(document.blocks) else ""
    if "?" in after[:1] or _SIGNED.match(after):
        return False
    return not before.span.of(text).rstrip("\"”’'").endswith("?")


def _free_sentence(document: Document, block: Span, part: Span) -> bool:
    """The quotation stands inside a paragraph: no speech and no person before it there, no speech after it."""
    before = _outside(document, Span(block.start, part.start))
    after = _outside(document, Span(part.end, block.end))
    if _LEADS_IN.search(before) or _SPEAKS_HERE.search(before) or _PERSON.search(before):
        return False
    return not _SPEAKS.search(after[:200]) and any(c.isalpha() for c in before)
