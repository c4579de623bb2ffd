"""Reporting verbs with their speakers and what was said, by grammar."""

from __future__ import annotations

from newslint.annotations.attribution.parts import Found
from newslint.annotations.attribution.phrases import (
    BE,
    LEX,
    OPEN,
    QUOTE,
    STOP,
    Reader,
    clause_start,
    group_start,
    np_left,
    np_right,
    piece,
    title_case,
)
from newslint.span import Span

PARTICLES = frozenset("out to on for about against of at with up off back".split())
PEOPLE_OBJECTS = frozenset("reporters journalists him her them me us it people lawmakers supporters voters".split())
_MODIFIERS = frozenset("the a an his her its their my our your no every any of for with".split())  # "for added comfort"
ADJUNCT = frozenset("in on at during after before to from through via when as last earlier later by".split())


def verb_cue(r: Reader, i: int, before: list[Found]) -> Found | None:
    """Return the attribution of the verb at token `i`, or None; `before` are those found to its left."""
    group, form = LEX.verbs[r.low[i]]
    n = len(r.low)
    if r.quoted[i]:
        return None
    start = group_start(r, i)
    if start > 0 and r.low[start - 1] == "to":
        return None
    if form != "ing" and any(w in BE and w not in {"'s", "’s"} for w in r.low[start:i]):
        return None  # a passive: what is said is said of the subject
    if r.cap(i) and i > 0 and not title_case(r):
        return None
    if i > 0 and r.low[i - 1] in {"'", "’"}:
        return None
    if form in {"base", "s"} and i > 0 and start == i and not _subject_like(r, i, form):
        return None
    if form == "past" and i > 0 and start == i and r.low[i - 1] in _MODIFIERS:
        return None
    cue_end = i + 1
    particle = r.low[cue_end] if cue_end < n else ""
    if particle in PARTICLES and group != "attitude" and r.low[i] not in {"said", "told"}:
        cue_end += not (particle in {"to", "on", "at", "in"} and group == "speech")
    if form == "ing" and start == i:
        return _participle(r, i, cue_end, before)
    inverted = _inverted(r, i, cue_end) if group == "speech" else None
    if inverted:
        return inverted
    left = np_left(r, start)
    if left == start:
        return None
    source = r.span(left, start if r.low[start - 1] != "," else start - 1)
    fronted_end = left
    fronted = group == "speech" and left > 1 and (r.low[left - 1] in {",", "—", "–"} or r.low[left - 1] in QUOTE)
    rest_start, rest_end = _after_verb(r, cue_end, r.low[i])
    if (
        fronted
        and not _introductory(r, left)
        and (rest_start >= rest_end or _adjunct(r, cue_end) or r.low[cue_end : cue_end + 1] in ([","], [":"]))
    ):
        content = piece(r, clause_start(r, fronted_end), fronted_end)
        k = next((k for k in range(cue_end, n) if r.low[k] == ","), n)
        if k < n - 2 and (r.low[k + 1] in QUOTE or _clause_like(r, k + 1)):
            content += piece(r, k, n)
        if content:
            return Found(source, r.span(start, cue_end), content)
    content = piece(r, rest_start, _content_end(r, rest_start, n))
    if not content:
        return None
    return Found(source, r.span(start, cue_end), content)


def _subject_like(r: Reader, i: int, form: str) -> bool:
    """May a form that is also a noun (claims, report) be a verb here?"""
    before = r.low[i - 1]
    if before in LEX.determiner or before in LEX.preposition or before in {"'s", "’s", "’"}:
        return False
    if form == "base" and not (
        before.endswith("s") or before in LEX.pronoun or before in {"people", "police", "some", "many", "others", "who"}
    ):
        return False
    if before in LEX.verbs and LEX.verbs[before][1] == "past" and form == "s":
        return False
    following = r.low[i + 1] if i + 1 < len(r.low) else ""
    return not (r.low[i] in LEX.nouns and following in {"of", "from", "in", ".", "by", "and"})


def _inverted(r: Reader, i: int, cue_end: int) -> Found | None:
    """`"...," said Lee, the mayor` : the speaker stands behind the verb."""
    if i < 2 or not (r.low[i - 1] in QUOTE or (r.low[i - 1] == "," and not r.quoted[i - 1])):
        return None
    if r.low[i - 1] == "," and not (i >= 2 and r.low[i - 2] in QUOTE) and LEX.verbs[r.low[i]][1] not in {"past", "s"}:
        return None
    end = np_right(r, cue_end)
    if end == cue_end or r.low[cue_end] in {"that", "to"}:
        return None
    if r.low[i - 1] == ",":  # "A spokeswoman, Kerry Mulvaney, said the worst had passed" is not inverted
        if end < len(r.low) and (r.low[end] in LEX.auxiliary or r.low[end] in LEX.verbs):
            return None
        opened = next((j for j in range(i - 2, 0, -1) if r.low[j] == "," or r.low[j] in STOP), 0)
        aside = r.low[opened + 1]
        if (
            opened
            and r.low[opened] == ","
            and i - opened < 12
            and not r.quoted[i - 2]
            and (aside in LEX.determiner | {"who", "which"} or aside.endswith("ing") or r.cap(opened + 1))
        ):
            return None
    if (
        r.low[i - 1] == ","
        and r.low[i - 2] not in QUOTE
        and not r.cap(cue_end)
        and r.low[cue_end] not in LEX.determiner
    ):
        return None
    content = piece(r, clause_start(r, i), i)
    n = len(r.low)
    k = next((k for k in range(end, n) if r.low[k] in {",", "."} and k + 1 < n and r.low[k + 1] in QUOTE), n)
    if k < n - 1:
        content += piece(r, k, n)
    return Found(r.span(cue_end, end), r.span(i, cue_end), content) if content else None


def _participle(r: Reader, i: int, cue_end: int, before: list[Found]) -> Found | None:
    """ ", adding that ...": said by the speaker before; "Speaking to reporters, Lee said" is no cue."""
    if i == 0 or r.low[i - 1] not in {",", "—", "–"}:
        return None
    rest = piece(r, cue_end, _content_end(r, cue_end, len(r.low)))
    source = next((f.source for f in reversed(before) if f.source), None)
    if source is None:
        source = _opening_subject(r, i)
    for one in before:  # the part before ends where the participle starts
        one.content[:] = [
            Span(s.start, min(s.end, r.tokens[i - 1].start)) if s.end > r.tokens[i].start > s.start else s
            for s in one.content
        ]
    return Found(source, r.span(i, cue_end), rest) if source and rest else None


def _opening_subject(r: Reader, i: int) -> Span | None:
    """The subject with which the sentence opens, or which follows a fronted phrase ("On Tuesday, Mr. Khan ...")."""
    first = r.low[0]
    if first.endswith("ing"):
        return None
    if first in LEX.preposition | LEX.subordinator | LEX.adverb | {"here", "there", "and"}:
        left = next((k + 1 for k in range(1, i - 2) if r.low[k] == ","), i)
        end = left
        while end < i - 1 and r.cap(end):
            end += 1
        end = max(end, left + (r.low[left] in {"he", "she", "they"}))
    else:
        left, end = 0, np_right(r, 0)
    return r.span(left, end) if end > left else None


def _after_verb(r: Reader, i: int, verb: str) -> tuple[int, int]:
    """Where the content begins behind the verb: at "that", at a quotation, or behind an adjunct."""
    n = len(r.low)
    end = n
    while end > i and r.low[end - 1] in {"."} and not r.quoted[end - 1]:
        end -= 1
    for k in range(i, min(end, i + 9)):
        if r.low[k] == "that" and not r.quoted[k]:
            aside = r.low[i] in ADJUNCT | LEX.time | PEOPLE_OBJECTS or r.cap(i)
            if k == i or aside or verb in {"told", "tells", "tell", "informed", "assured"}:
                return k, end
        if r.low[k] in OPEN and r.quoted[k] and (k == i or r.low[k - 1] in {",", ":"} or r.low[i] in ADJUNCT):
            return k, end
    k = i
    if verb in {"told", "tell", "tells", "telling"} and k < end:
        if r.low[k] in PEOPLE_OBJECTS:
            k += 1
        else:
            if r.low[k] in {"the", "a", "an"}:
                k += 1
            while k < end and r.cap(k):
                k += 1
    while k < end and (r.low[k] in LEX.time or (r.low[k] == "on" and k + 1 < end and r.low[k + 1] in LEX.time)):
        k += 1
    return k, end


def _adjunct(r: Reader, i: int) -> bool:
    """Is what follows the verb only time or place ("said on Tuesday", "said in a statement")?"""
    n = len(r.low)
    if i >= n or r.low[i] in {".", ",", ";"}:
        return True
    if r.low[i] not in ADJUNCT and r.low[i] not in LEX.time and r.low[i] not in PEOPLE_OBJECTS and not r.cap(i):
        return False
    return "that" not in r.low[i : i + 9]


def _introductory(r: Reader, left: int) -> bool:
    """Is the part before the subject only an introduction ("In a statement,", "Speaking to reporters,")?"""
    if r.low[left - 1] in QUOTE:
        return False
    first = r.low[0]
    length = left - 1
    return length <= 2 or (
        length <= 9 and (first in LEX.preposition or first.endswith("ing") or first in {"asked", "when", "as", "while"})
    )


def _clause_like(r: Reader, i: int) -> bool:
    return any(w in LEX.auxiliary or w in LEX.verbs for w in r.low[i : i + 12]) and r.low[i] not in {
        "who",
        "which",
        "adding",
        "the",
        "a",
    }


def _content_end(r: Reader, start: int, end: int) -> int:
    for k in range(start + 1, end - 1):
        if r.quoted[k]:
            continue
        if r.low[k] == ";":
            return k
        if r.low[k] == "," and r.low[k + 1] in LEX.verbs and LEX.verbs[r.low[k + 1]][1] == "ing":
            return k
    return end
