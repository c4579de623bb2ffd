"""What each block of a draft is: headline, dek, byline, dateline, body, caption, credit, heading, list.

Works on blocks already cut from the text; plain text and Markdown share it. It reads shapes (length, capitals,
final stops, "By …"), never the words of a story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newslint import expressions
from newslint.document import Block, BlockKind
from newslint.records import replace
from newslint.span import Span

HEADLINE_WORDS = 30
DEK_WORDS = 45
STOPPED_WORDS = 16  # a headline that ends in a full stop is shorter,
STORY_WORDS = 80  # and a story of some length follows it

_BYLINE = expressions.compile(
    r"(?:by|words by|words:|story by|reporting by|reported by|written by|from|byline:)\s+"
    r"(?!the\b)[^\W\d_][\w.'’-]*(?:\s|,|$)|"
    r"(?:our |special |staff |senior |chief |political |sports? |crime |court |city )*(?:reporter|correspondent|writer|bureau)\b(?:\s*[|,/–—-]|\s*$)",
    re.I,
)
_FROM = expressions.compile(r"from\b", re.I)
_NAME = expressions.compile(r"[A-Z][\w.'’-]+(?: (?:[A-Z]\.|[A-Z][\w'’-]+|de|van|von|der|al|bin)){1,3}")
_STAMP = expressions.compile(
    r"(?:(?:first |last )?(?:published|updated|posted)\b|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |"
    r"(?:\d{1,2} )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})",
    re.I,
)
_CREDIT = expressions.compile(
    r"\(?(?:photo(?:graph)?s?|images?|pictures?|pics?|illustration|graphic|video|photography|header image|featured image)"
    r"(?:\s+(?:credits?|courtesy|source|by))?\s*(?::|/|by\b|credits?\b|courtesy\b)|"
    r"\(?(?:credits?|courtesy of|getty images|ap photo|reuters/|afp/)\b",
    re.I,
)
_CAPTION = expressions.compile(r"(?:caption|photo caption|cutline|pictured|photo)\s*:\s", re.I)
_CREDITED = expressions.compile(r"\((?:AP Photo|Photo|Picture|Image|Photograph|Getty|Reuters|AFP)[^)]*\)\s*$")
_LIST = expressions.compile(r"(?:[-*•‣·–—]|\(?\d{1,2}[.)])\s+\S")
_DATELINE = expressions.compile(
    r"(?P<place>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][\w.'’ ]{1,20}?)?(?:, (?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+))?"
    r"(?: \([A-Za-z ]+\))?)\s*(?:—|–|--|-|:)\s+(?=\S)"
)
_ARTICLE = expressions.compile(
    r"^(?:The|A|An|It|He|She|They|There|But|And|In|On)\b|\bsaid\b|\b(?:was|were|had) \w+ed\b"
)
_LABEL = expressions.compile(
    r"[A-Z]{3,}(?: [A-Z]{2,}){0,3}: "
)  # "EXCLUSIVE: ": a headline's label, written like a dateline
_STOP = expressions.compile(r"[.!?…]['\"”’)\]]*$|[.!?]''$")
_FULL_STOP = expressions.compile(r"(?<![.])\.['\"”’)\]]*$")


def classify(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Name the blocks whose kind is still BODY; kinds that the format itself states are kept."""
    out = list(blocks)
    prose = [i for i, b in enumerate(out) if b.kind is not BlockKind.REMARK]
    body = [i for i in _head(text, out, prose) if out[i].kind is BlockKind.BODY]
    for i in body:
        out[i] = replace(out[i], kind=_inside(out[i].span.of(text), followed=i < body[-1]))
    return tuple(out)


def _head(text: str, blocks: list[Block], prose: list[int]) -> list[int]:
    """Name headline, byline, dek and dateline lines at the top; return the indices of what comes after."""
    queue = list(prose)
    stated = any(blocks[i].kind is BlockKind.HEADLINE for i in queue)
    dek_stated = any(blocks[i].kind is BlockKind.DEK for i in queue)
    while queue and blocks[queue[0]].kind in (BlockKind.HEADLINE, BlockKind.DEK, BlockKind.BYLINE):
        queue.pop(0)
    if not stated and queue and blocks[queue[0]].kind is BlockKind.BODY and _is_byline(blocks[queue[0]].span.of(text)):
        first = queue.pop(0)
        blocks[first] = replace(blocks[first], kind=BlockKind.BYLINE)
    if (
        not stated
        and queue
        and blocks[queue[0]].kind is BlockKind.BODY
        and is_headline(text, [blocks[i].span for i in queue])
    ):
        first = queue.pop(0)
        blocks[first] = replace(blocks[first], kind=BlockKind.HEADLINE)
        stated = True
    if not stated:
        return queue
    while len(queue) > 1 and blocks[queue[0]].kind is BlockKind.BODY:
        kind = _under_headline(text, blocks[queue[0]].span, dek_stated)
        if kind is None:
            break
        dek_stated = dek_stated or kind is BlockKind.DEK
        blocks[queue[0]] = replace(blocks[queue[0]], kind=kind)
        queue.pop(0)
    return queue


def is_headline(text: str, blocks: Sequence[Span]) -> bool:
    """Tell whether the first of the blocks reads as a headline.

    It is short and has no full stop; with one, it is in title case or heads a story that takes its words up. A file
    that is one line ending in a full stop is body.
    """
    span, rest = blocks[0], blocks[1:]
    line = span.of(text)
    words = line.split()
    if not words or len(words) > HEADLINE_WORDS or _is_byline(line):
        return False
    if _DATELINE.match(text, *span) and (not rest or _STOP.search(line) or not _LABEL.match(line)):
        return False
    if _CREDIT.match(text, *span) or _LIST.match(text, *span):
        return False
    if not _FULL_STOP.search(line):
        return bool(rest) or not _STOP.search(line)
    if not rest or len(re.findall(r"(?<![A-Z])[.!?]['\"”’]*\s+\S", line)) > 1:
        return False
    return _title_case(words) or _heads(text, span, rest)


def _heads(text: str, span: Span, rest: Sequence[Span]) -> bool:
    """A short first line with a full stop that a whole story follows: its words come again, articles are left out."""
    words = span.of(text).split()
    if len(words) > STOPPED_WORDS or len(rest) < 3 or sum(len(b.of(text).split()) for b in rest) < STORY_WORDS:
        return False
    if _DATELINE.match(text, *rest[0]):
        return True
    if not any(len(b.of(text).split()) > len(words) for b in rest[:2]):
        return False
    if _ARTICLE.search(span.of(text)):
        return False
    own = {w[:5] for w in re.findall(r"[a-z]{4,}", span.of(text).lower())}
    below = {w[:5] for b in rest[:4] for w in re.findall(r"[a-z]{4,}", b.of(text).lower())}
    return len(own & below) >= min(1 if len(words) <= 10 else 2, len(own))


def _title_case(words: Sequence[str]) -> bool:
    long = [w for w in words if len(w.strip("“”‘’'\",.:;?!")) > 3 and w[:1].isalpha()]
    return len(words) > 2 and bool(long) and sum(w[0].isupper() for w in long) >= 0.7 * len(long)


def _is_byline(line: str) -> bool:
    if len(line.split()) > 16 or (_STOP.search(line) and not line.lower().startswith("byline:")):
        return False
    return bool(_BYLINE.match(line)) and not _FROM.match(line)


def _under_headline(text: str, span: Span, have_dek: bool) -> BlockKind | None:
    line = span.of(text)
    words = line.split()
    if _is_byline(line):
        return BlockKind.BYLINE
    if _CREDIT.match(line) and len(words) <= 16:
        return BlockKind.CREDIT
    if _CAPTION.match(line) or _CREDITED.search(line):
        return BlockKind.CAPTION
    if _LIST.match(line):
        return None
    if _STAMP.match(line) and len(words) <= 14 and not _STOP.search(line):
        return BlockKind.DATELINE
    if len(words) <= 4 and not _STOP.search(line) and all(w[0].isupper() or not w[0].isalpha() for w in words):
        return BlockKind.BYLINE if _NAME.fullmatch(line) and "," not in line else BlockKind.DATELINE
    if have_dek or len(words) > DEK_WORDS or line.endswith("?"):
        return None
    if (
        not _FULL_STOP.search(line)
        and not line.endswith((":", ","))
        and not re.search(r"[.]\s+[A-Z]", line)
        and not line.endswith(("”", '"'))
    ):
        return BlockKind.DEK
    return None


def _inside(line: str, *, followed: bool) -> BlockKind:
    """The kind of a line below the head; a heading is `followed` by text."""
    words = line.split()
    if len(words) <= 16 and _CREDIT.match(line):
        return BlockKind.CREDIT
    if _CAPTION.match(line) or _CREDITED.search(line):
        return BlockKind.CAPTION
    if _LIST.match(line):
        return BlockKind.LIST
    if len(words) <= 12 and _is_byline(line):
        return BlockKind.BYLINE
    if len(words) <= 12 and line[:1].isupper() and not re.search(r"[.!,;:…”\"’)]$", line):
        return BlockKind.HEADING if followed else BlockKind.BODY
    return BlockKind.BODY


def dateline(text: str, blocks: Sequence[Block]) -> Span | None:
    """Return the span of a dateline that opens the lede ("PORT ELLERY, Wash. — "), its dash included."""
    lede = next((b for b in blocks if b.kind is BlockKind.BODY), None)
    if lede is None:
        return None
    found = _DATELINE.match(text, *lede.span)
    return Span(*found.span()) if found else None
