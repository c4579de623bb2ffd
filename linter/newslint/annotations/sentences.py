"""Where sentences end. Own rules and an abbreviation list; the policy is to split inside quotations too.

Tested against hard lines of news (titles, initials, decimals, datelines); nupunkt was the yardstick when the
method was chosen.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from newslint import expressions
from newslint.document import PROSE, Block, BlockKind, Document
from newslint.span import Span

# Abbreviations after which a capitalised word does not start a sentence.
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "mx",
        "dr",
        "prof",
        "rev",
        "fr",
        "sen",
        "sens",
        "rep",
        "reps",
        "gov",
        "govs",
        "gen",
        "lt",
        "col",
        "sgt",
        "capt",
        "cmdr",
        "maj",
        "adm",
        "pres",
        "hon",
        "messrs",
        "st",
        "supt",
        "det",
        "insp",
        "cpl",
        "pvt",
        "spc",
        "cllr",
        "amb",
        "atty",
        "asst",
        "assoc",
        "dist",
        "vs",
        "v",
        "no",
        "nos",
        "e.g",
        "i.e",
        "cf",
        "fig",
        "figs",
        "approx",
        "est",
        "vol",
        "p",
        "pp",
        "art",
        "sec",
        "ch",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "ala",
        "ariz",
        "ark",
        "calif",
        "colo",
        "conn",
        "del",
        "fla",
        "ga",
        "ill",
        "ind",
        "kan",
        "ky",
        "la",
        "md",
        "mass",
        "mich",
        "minn",
        "miss",
        "mo",
        "mont",
        "neb",
        "nev",
        "okla",
        "ore",
        "pa",
        "tenn",
        "tex",
        "vt",
        "va",
        "wash",
        "wis",
        "wyo",
        "ont",
        "que",
        "alta",
        "dept",
        "univ",
        "ft",
        "mt",
        "ave",
        "blvd",
        "rd",
        "hwy",
        "bros",
    ]
)
# Abbreviations that often do end a sentence: split when the next word is one that starts sentences.
_SOFT = frozenset(
    [
        "u.s",
        "u.k",
        "u.n",
        "e.u",
        "u.a.e",
        "a.m",
        "p.m",
        "etc",
        "inc",
        "corp",
        "co",
        "ltd",
        "plc",
        "llc",
        "jr",
        "sr",
        "d.c",
        "n.y",
        "n.j",
        "n.c",
        "n.h",
        "n.m",
        "s.c",
        "s.d",
        "n.d",
        "r.i",
        "w.va",
        "ph.d",
        "m.d",
        "b.a",
        "m.a",
        "b.c",
        "p.e.i",
        "al",
    ]
)
_STARTERS = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "He",
        "She",
        "It",
        "They",
        "We",
        "I",
        "But",
        "And",
        "So",
        "Yet",
        "For",
        "If",
        "When",
        "While",
        "As",
        "After",
        "Before",
        "Since",
        "This",
        "That",
        "These",
        "Those",
        "There",
        "His",
        "Her",
        "Their",
        "Its",
        "Our",
        "My",
        "You",
        "Your",
        "Not",
        "No",
        "Now",
        "Then",
        "Also",
        "Still",
        "However",
        "Meanwhile",
        "Mr.",
        "Mrs.",
        "Ms.",
        "Dr.",
        "Some",
        "Many",
        "Most",
        "According",
        "What",
        "Who",
        "Why",
        "How",
        "Where",
        "Last",
        "Both",
        "Each",
        "Every",
        "Among",
        "Although",
        "Though",
        "Despite",
        "During",
        "Under",
        "With",
        "Without",
        "Until",
        "Once",
        "Two",
        "Three",
        "Several",
        "Another",
        "Other",
    ]
)
# Words that may be written small although they begin with "No." or a month when used as plain words.
_PLAIN = frozenset(
    ["no", "mar", "sat", "sun", "art", "may", "fig", "est", "del", "miss", "mass", "wash", "ill", "ore", "la", "co"]
)

_END = expressions.compile(r"""(?<![.!?…])[.!?…]++(?:["'”’)\]»]|''){0,3}(?=\s)|[.!?]["”](?=[A-Z“])|[.!?](?=“[A-Z])""")
_PREVIOUS = expressions.compile(r"([^\W\d_][\w.]*)$")
_DOTTED = expressions.compile(r"(?:[A-Z]\.)+[A-Z]")
_NEXT = expressions.compile(r"""\s*(["'“‘(\[«]*)([\w$€£#@]+\.?)""")


def split(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the sentences of one paragraph, ``text[start:end]``, outer space left out."""
    stop = len(text) if end is None else end
    begin = start
    for match in _END.finditer(text, start, stop):
        if _ends_sentence(text, match, begin, stop):
            yield from _trimmed(text, begin, match.end())
            begin = match.end()
    yield from _trimmed(text, begin, stop)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _ends_sentence(text: str, match: re.Match[str], begin: int, stop: int) -> bool:
    following = _NEXT.match(text, match.end(), stop)
    opener, word = following.groups() if following else ("", "")
    if word and word[0].islower() and not opener:
        return False
    mark = match.group().rstrip("\"'”’)]»")
    if mark != ".":
        return not (mark == "…" or set(mark) == {"."}) or not word or not word[0].islower()
    if match.end() > match.start() + 1:  # a closing mark follows the stop: "... the U.S." ends
        return True
    previous = _PREVIOUS.search(text, max(begin, match.start() - 24), match.start())
    if not previous:
        return True
    written = previous.group(1)
    folded = written.lower()
    if len(written) == 1 and written.isupper() and written != "I":
        return _initial_ends(text, previous.start(1), begin, word)
    if folded in _SOFT or _DOTTED.fullmatch(written):  # the H.W. of a name ends nothing before a name
        return word in _STARTERS
    if folded in _TITLES:
        if folded in _PLAIN and (written.islower() or not word):
            return not (folded == "no" and word[:1].isdigit())
        return False
    return True


def _initial_ends(text: str, at: int, begin: int, word: str) -> bool:
    """A single capital: an initial before a name, unless it closes a phrase ("Vitamin D. The ...")."""
    before = text[begin:at].rstrip()
    starts_plain = bool(before) and before.rsplit(None, 1)[-1].islower()
    return word in _STARTERS and (
        starts_plain or before.endswith(("Vitamin", "Hepatitis", "Plan", "Schedule", "Exhibit"))
    )


def sentences(document: Document) -> tuple[Span, ...]:
    """Return the sentences of every block that holds prose or quoted prose, in order."""
    kinds = PROSE | {BlockKind.QUOTE, BlockKind.CREDIT, BlockKind.BYLINE}
    return tuple(s for b in document.blocks if b.kind in kinds for s in split(document.text, *b.span))


def sentence_starts(document: Document) -> list[int]:
    """Return the first offset of every sentence, ascending."""
    return [s.start for s in document.sentences]


def sentence_at(document: Document, offset: int) -> Span | None:
    """Return the sentence that holds `offset`, or None between blocks."""
    i = bisect_right(document.fact(sentence_starts), offset) - 1
    if i < 0:
        return None
    found = document.sentences[i]
    return found if offset < found.end or (offset == found.end) else None


def block_starts(document: Document) -> list[int]:
    """Return the first offset of every block, ascending."""
    return [b.span.start for b in document.blocks]


def block_at(document: Document, offset: int) -> Block | None:
    """Return the block that holds `offset`, or None between blocks."""
    i = bisect_right(document.fact(block_starts), offset) - 1
    if i < 0:
        return None
    found = document.blocks[i]
    return found if offset <= found.span.end else None


def paragraph_at(document: Document, offset: int) -> Span | None:
    """Return the span of the block that holds `offset`, or None between blocks."""
    found = block_at(document, offset)
    return found.span if found else None
