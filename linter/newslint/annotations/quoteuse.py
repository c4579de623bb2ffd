"""How a draft uses its quotations: two voices in a paragraph, speakers named late, set-ups that say it twice, scare quotes."""

from __future__ import annotations

import re
from bisect import bisect_right

from newslint import expressions
from newslint.annotations.attribution.parts import Attribution, SourceKind
from newslint.annotations.orphans import SPEECH, contents_at
from newslint.annotations.quotes import Quotation, quoted
from newslint.annotations.sentences import sentence_at, sentence_starts
from newslint.annotations.stems import words
from newslint.document import BlockKind, Document
from newslint.span import Span, SpanIndex

LATE = 3  # sentences a reader waits for the speaker's name
VOICE = 5  # words from which a quotation is a voice of its own


def _speakers(document: Document) -> list[tuple[Quotation, Attribution]]:
    """Each quotation with the attribution that holds it, in order."""
    found = []
    spoken = document.fact(contents_at)
    starts = [b.span.start for b in document.blocks]
    for q in document.quotes:
        part = q.parts[0]
        here = spoken.get(bisect_right(starts, part.start) - 1, ())
        a = next((a for c, a in here if a.source and a.cue and c.overlaps(part)), None)
        if a is not None:
            found.append((q, a))
    return found


def second_voices(document: Document) -> tuple[tuple[Span, str], ...]:
    """Return quotations of a second named person in a paragraph that quotes another already."""
    out = []
    starts = [b.span.start for b in document.blocks]
    first: dict[int, str] = {}
    for q, a in _speakers(document):
        if a.source is None or a.source.kind is not SourceKind.NAMED_PERSON or a.source.antecedent is not None:
            continue
        if len(q.parts[0].of(document.text).split()) < VOICE:
            continue
        block = bisect_right(starts, q.span.start) - 1
        if document.blocks[block].kind is not BlockKind.BODY:
            continue
        name = a.source.head.of(document.text)
        before = first.setdefault(block, name)
        if before != name and name not in before and before not in name:
            out.append((q.parts[0], name))
    return tuple(out)


def late_speakers(document: Document) -> tuple[tuple[Span, str], ...]:
    """Return quotations of more than LATE sentences whose speaker is named only after them."""
    starts = document.fact(sentence_starts)
    block_starts = {b.span.start for b in document.blocks}
    out = []
    for q, a in _speakers(document):
        part = q.parts[0]
        if a.cue is None or a.source is None or part.start not in block_starts:
            continue
        if min(a.cue.start, a.source.span.start) < part.end - 1:
            continue
        count = bisect_right(starts, part.end - 1) - bisect_right(starts, part.start - 1)
        if count > LATE:
            out.append((part, str(count)))
    return tuple(out)


def repeats_setup(document: Document) -> tuple[tuple[Span, str], ...]:
    """Return quotations that say again what the sentence leading into them has said."""
    text = document.text
    inside = document.fact(quoted)
    out = []
    for q in document.quotes:
        part = q.parts[0]
        here = sentence_at(document, part.start)
        before = sentence_at(document, part.start - 2) if here and here.start == part.start else None
        if len(q.parts) > 1 or before is None or before == here or inside.overlaps(before):
            continue
        own = {s for _, _, s in words(text, q.inner.start, part.end)}
        setup = {s for _, _, s in words(text, *before)}
        if len(own & setup) >= max(3, 0.75 * len(own)):
            out.append((part, before.of(text)))
    return tuple(out)


_SPEECH = expressions.compile(rf"\b(?:{SPEECH})\b", re.I)
_NAMING = expressions.compile(
    r"\b(?:call(?:s|ed|ing)?|term(?:s|ed)?|dub(?:s|bed)?|nam(?:e|es|ed)|known|label(?:s|ed|led|ing)?|describ\w+|refer\w*|mean(?:s|ing)?|defin\w+|"
    r"words?|phrases?|titled?|entitled|slogans?|nicknam\w*|branded?|characteri[sz]\w+|deem\w*|song|album|film|movie|book|show|series|novel|"
    r"magazine|hashtag|category|section|option|button|vot\w+|mark(?:s|ed)|list(?:s|ed)|rat(?:e|es|ed|ing)|so-called|translat\w*|spell\w*|"
    r"pronounc\w+|game|play|label|file|report|ruling|law|bill|charg\w+|accus\w+|prais\w+|denounc\w+|dismiss\w+|criticis\w+|criticiz\w+|"
    r"condemn\w*|attack\w*|mock\w*|vow\w*|promis\w+|believ\w+|feel\w*|felt|view\w*|regard\w*|consider\w*|seen|saw|found|finding\w*|"
    r"demand\w*|want\w*|hail\w*|blast\w*|slam\w*|rip(?:s|ped)|pledg\w+|"
    r"judg\w+|held|holds|proclaim\w*|cit(?:es|ed|ing)|us(?:es|ed|ing)|agree\w*|appear\w*|heard|hear|propos\w+|plan\w*|style\w*)\b",
    re.I,
)  # fmt: skip


def scare_quotes(document: Document) -> tuple[Span, ...]:
    """Return one to three plain words between double marks that nobody in the sentence says, names or defines."""
    text = document.text
    spoken = SpanIndex(c for a in document.attributions for c in a.content)
    kinds = [(b.span.start, b.kind) for b in document.blocks]
    starts = [s for s, _ in kinds]
    longer = " ".join(q.inner.of(text).lower() for q in document.quotes if len(q.inner.of(text).split()) > 3)
    seen: set[str] = set()
    out = []
    for q in document.quotes:
        part = q.parts[0]
        inner = q.inner.of(text)
        plain = inner.strip(" ,.;:!?").lower()
        if not q.closed or not re.fullmatch(r"[a-z][a-z-]+(?: [a-z-]+){0,2}[,.]?", inner):
            continue
        if kinds[bisect_right(starts, part.start) - 1][1] is not BlockKind.BODY or plain in seen or plain in longer:
            continue
        seen.add(plain)
        sentence = sentence_at(document, part.start)
        if sentence is None or spoken.overlaps(part):
            continue
        around = text[sentence.start : part.start] + " " + text[part.end : sentence.end]
        if _SPEECH.search(around) or _NAMING.search(around) or len(re.findall('["“”]', around)) > 0:
            continue
        out.append(part)
    return tuple(out)
