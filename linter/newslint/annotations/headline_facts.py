"""What of the headline's facts the story does not have: figures, quoted words, names."""

from __future__ import annotations

import re
from typing import NamedTuple

from newslint import expressions
from newslint.annotations.figures import Figure, agree, figures, share_of
from newslint.annotations.sentences import sentence_starts
from newslint.annotations.stems import stem
from newslint.document import BlockKind, Document, passing
from newslint.span import Span

_HEAD = frozenset({BlockKind.HEADLINE, BlockKind.BYLINE, BlockKind.CREDIT, BlockKind.REMARK, BlockKind.CODE})


def _below(document: Document) -> list[Span]:
    head = document.headline
    if head is None:
        return []
    return [b.span for b in document.blocks if b.kind not in _HEAD and b.span.start >= head.end]


# --- figures -----------------------------------------------------------------------------------------------

_LISTICLE = expressions.compile(
    r"\s*(?:\w+ )?(?:things?|ways?|reasons?|times?|facts?|tips?|questions?|takeaways?|lessons?|photos?|books?|recipes?|words?|moments?|"
    r"signs?|steps?|best|worst|most|minutes?|o'clock|[ap]\.?m\b|st\b|nd\b|rd\b|th\b)",
    re.I,
)
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_MONTH = expressions.compile(rf"\b{_MONTHS}\.?\s*$", re.I)
_MONTH_AFTER = expressions.compile(rf"\s(?:of )?{_MONTHS}\b", re.I)
_PARTS = expressions.compile(
    r"\b(?:No\.?|Route|Highway|Flight|Channel|Area|Section|Title|Article|Chapter|Boeing|Covid|Apollo|Super Bowl|G|F|U|iOS|Class|Type|Room|M|A)[ -]?$",
    re.I,
)


def missing_figures(document: Document) -> tuple[Figure, ...]:
    """Return the headline's figures to which no figure of dek and story comes near.

    Years, small counts, times, lists ("10 things"), scores and numbers in names are left alone: a story may count
    what the headline sums up.
    """
    head = document.headline
    blocks = _below(document)
    if head is None or not blocks:
        return ()
    text = document.text
    out = []
    below: list[Figure] | None = None
    for figure in figures(text, *head):
        if figure.written or not _checkable(text, head, figure):
            continue
        if below is None:
            below = [f for b in blocks for f in figures(text, *b)]
            below += [
                Figure(f.span, f.value * 12, f.unit)
                for f in below
                if re.match(r" dozen", text[f.span.end : f.span.end + 6])
            ]
        if not any(agree(figure, f) for f in below) and any(_same_unit(figure, f) for f in below):
            out.append(figure)
    return tuple(out)


def _checkable(text: str, head: Span, figure: Figure) -> bool:
    start, end = figure.span
    before, after = text[head.start : start], text[end : head.end]
    if re.search(r"\w, $", before) and re.match(r",|$", after) and 1 <= figure.value < 110:  # an age
        return False
    if _MONTH.search(before) or _MONTH_AFTER.match(after):
        return False
    if (before[-1:] in "-/–'’#" and before) or (after[:1] in "-/–:'’" and after):
        return False
    if figure.unit == "" and (figure.value < 13 or (1800 <= figure.value <= 2100 and "," not in text[start:end])):
        return False
    return not _LISTICLE.match(after) and not _PARTS.search(before)


def _same_unit(a: Figure, b: Figure) -> bool:
    """The story gives a figure of the kind, so it is not merely left out there."""
    return a.unit == b.unit and (a.unit != "" or b.value >= 13)


_SHARE = expressions.compile(
    r"\b(?P<more>more than |over |nearly |almost )?(?:a |one[- ])?(?P<share>half|third|quarter)s?\s+(?:of|the)\b|\b(?P<most>majority|most) of\b",
    re.I,
)


def wrong_shares(document: Document) -> tuple[tuple[Span, str], ...]:
    """Return the headline's fractions that no percentage of the story comes near, with the nearest one."""
    head = document.headline
    blocks = _below(document)
    if head is None or not blocks:
        return ()
    text = document.text
    out = []
    for m in _SHARE.finditer(text, *head):
        word = m["share"] or m["most"]
        body = " ".join(b.of(text) for b in blocks)
        if re.search(rf"\b{word}\b|\bhalf\b|\bmajority\b|\bone in |\bout of ", body, re.I):
            continue
        shares = [f for b in blocks for f in figures(text, *b) if f.unit == "percent" and f.value <= 100]
        if not shares:
            continue
        if m["most"]:
            if not any(f.value > 50 for f in shares):
                best = max(shares, key=lambda f: f.value)
                out.append((Span(*m.span()), best.span.of(text)))
            continue
        wanted = share_of(word) or 0.0
        nearest = min(shares, key=lambda f: abs(f.value - wanted))
        if 3 < abs(nearest.value - wanted) <= 15:
            out.append((Span(*m.span()), nearest.span.of(text)))
    return tuple(out)


# --- quoted words ------------------------------------------------------------------------------------------

_FOLD = expressions.compile(r"[^\w\s%$£€]+")


def _folded(text: str) -> str:
    """Text as two quotations are compared: case, marks, dashes and spaces left out."""
    plain = text.replace("’", "'").replace("'", "")
    return " " + " ".join(_FOLD.sub(" ", plain).lower().split()) + " "


_SPOKEN = expressions.compile(
    r"^[^:“\"‘']{2,60}:\s|\b(?:says?|said|calls?|called|tells?|told|declares?|declared|as|vows?|insists?|warns?|asks?|tweets?)\b",
    re.I,
)


def is_spoken(document: Document, quotation: Span) -> bool:
    """Does the headline say whose words they are, so that they must be exact? Double marks promise it by themselves."""
    text = document.text
    return text[quotation.start] in '"“' or bool(
        _SPOKEN.search(text[(document.headline or quotation).start : quotation.start])
    )


def missing_quotes(document: Document) -> tuple[Span, ...]:
    """Return the headline's quotations whose words stand nowhere in the story, ellipses and brackets allowed for."""
    head = document.headline
    blocks = _below(document)
    if head is None or not blocks:
        return ()
    text = document.text
    whole: str | None = None
    stems: frozenset[str] = frozenset()
    out = []
    for q in document.quotes:
        part = q.parts[0]
        if not q.closed or not head.covers(part):
            continue
        if whole is None:
            below = " ".join(b.of(text) for b in blocks)
            whole = _folded(below)
            stems = frozenset(stem(w) for w in whole.split())
        pieces = [_folded(p) for p in re.split(r"\.\.+|…|\[[^\]]*\]", text[q.inner.start : q.inner.end])]
        pieces = [p for p in pieces if p.strip()]
        if not pieces or all(p in whole for p in pieces):
            continue
        inner = [w for p in pieces for w in p.split()]
        if len(inner) == 1 and stem(inner[0]) in stems:
            continue
        out.append(part)
    return tuple(out)


# --- names -------------------------------------------------------------------------------------------------

_CAPITALISED = expressions.compile(
    r"(?<![\w.’'-])(?:[A-Z][a-z]+(?:[-’'][A-Z]?[a-z]+)*|Mc[A-Z]\w+|O['’][A-Z]\w+)(?![\w-])"
)
_COMMON = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter i new dems dem gop reps fed tories tory lib labour police
    mps mp dad mom mum breaking exclusive report poll study opinion analysis watch video live update updated sen gov
    rep mayor president king queen pope prince princess news guide twitter facebook instagram youtube oscar oscars
    academy euro european europe america american western eastern capital congress senate parliament house court
    utd united city fc internet web church state government army navy""".split()
)


class _Story(NamedTuple):
    """The words below the headline: folded, their stems, and the initials of what has capitals."""

    low: str
    stems: frozenset[str]
    initials: frozenset[str]


@passing
def _story(document: Document) -> _Story:
    """What a name of the headline is looked for in. A fact."""
    below = " ".join(b.of(document.text) for b in _below(document))
    low = " " + _FOLD.sub(" ", below).lower() + " "
    runs = re.finditer(r"(?:[A-Z][\w’'-]+ (?:of |the |and |for )?){2,}", below)
    return _Story(
        low,
        frozenset(map(stem, low.split())),
        frozenset("".join(w[0] for w in m.group().split()).lower() for m in runs),
    )


def missing_names(document: Document) -> tuple[Span, ...]:
    """Return names of a sentence-case headline of which no word stands in dek or story."""
    head = document.headline
    blocks = _below(document)
    if head is None or not blocks:
        return ()
    text = document.text
    starts = set(document.fact(sentence_starts))
    out: list[Span] = []
    for m in _CAPITALISED.finditer(text, *head):
        word = m.group()
        opens = (
            m.start() in starts
            or m.start() == head.start
            or text[m.start() - 2 : m.start()] in (": ", "; ", "— ", "– ")
        )
        opens = opens or text[m.start() - 1] in "\"“‘'"
        if opens or word.lower() in _COMMON:
            continue
        plain = word.lower().replace("’", "'").removesuffix("'s")
        story = document.fact(_story)
        if (
            stem(plain) in story.stems
            or _FOLD.sub(" ", plain) in story.low
            or plain in story.initials
            or any(s.startswith(plain[:5]) for s in story.low.split())
        ):
            continue
        if out and m.start() - out[-1].end == 1:
            out[-1] = Span(out[-1].start, m.end())
        else:
            out.append(Span(*m.span()))
    return tuple(out)


# --- captions ----------------------------------------------------------------------------------------------

_PERSON = expressions.compile(
    r"(?<![\w(/])(?:[A-Z][a-zé]+[-’']?[A-Za-zé]*) (?:[A-Z]\. )?(?:[A-Z][a-zé]+[-’']?[A-Za-zé]*)(?![\w/])"
)
_CREDIT_TAIL = expressions.compile(r"\(.*$|\b(?:photo(?:graph)?|picture|image|credit|courtesy|by)s?\b.*$", re.I | re.S)
_LABEL = expressions.compile(r"\s*(?:caption|photo caption|cutline|pictured|photo)\s*:\s*", re.I)
_PLACES = frozenset(
    "river lake dam street road park bridge hall house university college school station hospital court city county north south east west new saint mount fort port".split()
)


def strangers_in_captions(document: Document) -> tuple[Span, ...]:
    """Return names of persons in captions of which the last word stands nowhere else in the draft."""
    text = document.text
    captions = document.of(BlockKind.CAPTION)
    if not captions:
        return ()
    rest = " ".join(
        b.span.of(text)
        for b in document.blocks
        if b.kind not in (BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.BYLINE)
    )
    known = {w.lower() for w in re.findall(r"[\w’'-]+", rest)}
    if len(known) < 8:
        return ()
    out = []
    for block in captions:
        start, end = block.span
        label = _LABEL.match(text, start, end)
        start = label.end() if label else start
        tail = _CREDIT_TAIL.search(text[start:end])
        for m in _PERSON.finditer(text, start, start + tail.start() if tail else end):
            names = m.group().lower().split()
            if names[-1] not in known and not _PLACES & set(names) and not _COMMON & set(names):
                out.append(Span(*m.span()))
    return tuple(out)
