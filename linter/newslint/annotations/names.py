"""Names: which words are somebody's or something's name, so that no spelling rule speaks about them.

Shape and company decide, never a list of known people: capitals in mid-sentence, a title or an initial beside
the word, the same capitalised word again, handles and domains.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from newslint import expressions
from newslint.annotations.sentences import sentence_starts
from newslint.annotations.tokens import Token, prose_tokens
from newslint.document import PROSE, BlockKind, Document
from newslint.span import Span, SpanIndex

TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "baroness",
        "baron",
        "sen",
        "senator",
        "rep",
        "representative",
        "gov",
        "governor",
        "gen",
        "general",
        "col",
        "colonel",
        "lt",
        "lieutenant",
        "sgt",
        "sergeant",
        "capt",
        "captain",
        "cmdr",
        "commander",
        "maj",
        "major",
        "adm",
        "admiral",
        "pte",
        "pvt",
        "private",
        "cpl",
        "corporal",
        "insp",
        "inspector",
        "supt",
        "superintendent",
        "det",
        "detective",
        "officer",
        "pc",
        "constable",
        "cllr",
        "councillor",
        "councilor",
        "mayor",
        "president",
        "chancellor",
        "minister",
        "secretary",
        "justice",
        "judge",
        "magistrate",
        "rev",
        "reverend",
        "father",
        "sister",
        "brother",
        "bishop",
        "archbishop",
        "cardinal",
        "pope",
        "rabbi",
        "imam",
        "sheikh",
        "king",
        "queen",
        "prince",
        "princess",
        "duke",
        "duchess",
        "ambassador",
        "dean",
        "coach",
    ]
)
_CAPITAL = expressions.compile(r"[^\W\d_]*[A-Z]")
_CALENDAR = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Jan. Feb. Aug. Sept. Oct. Nov. Dec.""".split()
)
_CONNECTORS = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "de",
        "la",
        "del",
        "van",
        "von",
        "der",
        "den",
        "al",
        "bin",
        "ibn",
        "to",
        "at",
        "a",
        "an",
        "&",
        "'s",
        "’s",
    ]
)


def names(document: Document) -> SpanIndex:
    """Return the words that are names or parts of one, headline-case words aside."""
    return SpanIndex(_name_spans(document))


def _name_spans(document: Document) -> list[Span]:
    text = document.text
    starts = set(document.fact(sentence_starts))
    mid: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for kind, tokens in _prose(document):
        body = kind is BlockKind.BODY
        for t in tokens:
            first = t.text[0]
            if first.islower():
                lower[t.text] += 1
            elif body and first.isupper() and not _at_start(text, t.start, starts):
                mid[t.text] += 1
    found: list[Span] = list(document.masked)
    for kind, before, t, after in _in_company(_prose(document)):
        word = t.text
        if not word[0].isalpha():
            continue
        if not word[0].isupper():
            if _CAPITAL.match(word):  # eBay, iPhone
                found.append(t.span)
            continue
        titled = before is not None and before.text.rstrip(".").lower() in TITLES and before.end + 2 > t.start
        initial = (before is not None and _initial(before.text)) or (after is not None and _initial(after.text))
        if titled or initial or mid[word] >= 2:
            found.append(t.span)
        elif kind in (BlockKind.HEADLINE, BlockKind.HEADING):
            if mid[word] and not lower[word.lower()]:
                found.append(t.span)
        elif (
            not _at_start(text, t.start, starts)
            or mid[word]
            or (
                after is not None
                and after.text[:1].isupper()
                and after.text.isalpha()
                and not lower[word.lower()]
                and after.start - t.end == 1
            )
        ):
            found.append(t.span)
    return found


def _prose(document: Document) -> Iterator[tuple[BlockKind, list[Token]]]:
    kinds = (b.kind for b in document.blocks if b.kind in PROSE)
    return zip(kinds, document.fact(prose_tokens), strict=True)


def _in_company(
    prose: Iterable[tuple[BlockKind, list[Token]]],
) -> Iterator[tuple[BlockKind, Token | None, Token, Token | None]]:
    """Yield every token with its kind of block, the token before it and the one after it, across blocks."""
    before: Token | None = None
    last: tuple[BlockKind, Token] | None = None
    for kind, tokens in prose:
        for t in tokens:
            if last is not None:
                yield (last[0], before, last[1], t)
                before = last[1]
            last = (kind, t)
    if last is not None:
        yield (last[0], before, last[1], None)


def _at_start(text: str, at: int, starts: set[int]) -> bool:
    """Is the word the first of its sentence, marks before it aside?"""
    i = at
    while i > 0 and text[i - 1] in "\"“'‘([«—–":
        i -= 1
    return at in starts or i in starts or i == 0 or (text[i - 1] == " " and i >= 2 and text[i - 2] in ":")


def _initial(word: str) -> bool:
    """An initial before or after a name: "J.", "G.W."."""
    return re.fullmatch(r"(?:[A-Z]\.){1,2}", word) is not None


def titles(document: Document) -> SpanIndex:
    """Return the titles of works, laws and bodies: runs of three and more capitalised words, and italics."""
    found = list(document.emphasis)
    for kind, tokens in _prose(document):
        if kind not in (BlockKind.HEADLINE, BlockKind.HEADING):
            found += _capital_runs(tokens)
    return SpanIndex(found)


def _capital_runs(tokens: Iterable[Token]) -> Iterator[Span]:
    """Stretches that begin and end in a capital, with only small connecting words between, days and months apart."""
    capitals: list[Span] = []
    for t in tokens:
        if t.text[:1].isupper() and t.text not in _CALENDAR:
            capitals.append(t.span)
        elif not (capitals and t.text.lower() in _CONNECTORS):
            if len(capitals) >= 3:
                yield Span(capitals[0].start, capitals[-1].end)
            capitals = []
    if len(capitals) >= 3:
        yield Span(capitals[0].start, capitals[-1].end)
