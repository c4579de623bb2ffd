"""Attributions inside one sentence, by word classes and order: the reading without a trained model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newslint.annotations.attribution.parts import Found
from newslint.annotations.attribution.phrases import (
    BE,
    HEARSAY,
    LEX,
    OPEN,
    STOP,
    Reader,
    clause_start,
    group_start,
    np_left,
    np_right,
    piece,
)
from newslint.annotations.attribution.verbs import verb_cue
from newslint.annotations.tokens import Token
from newslint.span import Span

VIEW = frozenset("opinion view belief impression conviction".split())


LONGEST = 300  # tokens; what runs on for longer is no sentence, and is read in stretches


def stretches(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a sentence, tokens `start` to `end`, to what is read at once: all of it, unless it is no sentence at all."""
    while end - start > LONGEST:
        yield start, start + LONGEST
        start += LONGEST
    yield start, end


def read_sentence(tokens: Sequence[Token], quoted: Sequence[bool]) -> list[Found]:
    """Return the attributions of one sentence, in order of their cues."""
    if len(tokens) > LONGEST:
        return [f for a, b in stretches(0, len(tokens)) for f in read_sentence(tokens[a:b], quoted[a:b])]
    r = Reader(tokens, [t.text.lower() for t in tokens], quoted)
    found: list[Found] = []
    taken = 0  # offset at which the cues found so far end: they are found from left to right
    for i, word in enumerate(r.low):
        if tokens[i].start < taken:
            continue
        for one in _at(r, i, word, found):
            found.append(one)
            if one.cue is not None:
                taken = max(taken, one.cue.end)
    return found


def _at(r: Reader, i: int, word: str, before: list[Found]) -> Iterator[Found]:
    following = r.low[i + 1] if i + 1 < len(r.low) else ""
    if (word == "according" and following == "to") or (word == "as" and following == "per"):
        yield from _according(r, i, i + 2)
    elif word == "per" and (i == 0 or r.low[i - 1] == ",") and not r.quoted[i]:
        yield from _according(r, i, i + 1)
    elif word in HEARSAY and not r.quoted[i]:
        yield Found(None, r.span(i, i + 1), _around(r, i, i + 1))
    elif word in LEX.passive and (passive := _passive(r, i)):
        yield passive
    elif word in VIEW and (view := _view(r, i)):
        yield view
    elif word in LEX.verbs and (verb := verb_cue(r, i, before)):
        yield verb
    elif word == "heard" and (heard := _heard(r, i)):
        yield heard
    elif word in LEX.nouns and (noun := _noun(r, i)):
        yield noun
    elif word == ":" and 0 < i <= 6 and (colon := _colon(r, i)):
        yield colon


def _around(r: Reader, start: int, end: int) -> list[Span]:
    """The clause a hearsay adverb or passive stands in, without it: what is before and what is after."""
    left = start
    while left > 0 and r.low[left - 1] not in STOP and r.low[left - 1] not in {",", "that", "but", "because"}:
        left -= 1
    return piece(r, left, start) + piece(r, end, len(r.low))


def _according(r: Reader, start: int, after: int) -> Iterator[Found]:
    n = len(r.low)
    end = after
    while end < n and r.low[end] not in STOP and not (r.low[end] in OPEN and not r.quoted[end - 1]):
        if r.low[end] == ",":
            apposed = end + 1 < n and start > 0 and r.low[end + 1] in {"the", "a", "an", "which", "who", "and"}
            if not apposed:
                end = _aside(r, end) if start == 0 else end
                break
        if r.low[end] in {"who", "which", "that"} and start == 0:
            break
        end += 1
    if end == after:
        return
    source_end = end
    while source_end > after and r.low[source_end - 1] in {",", "."}:
        source_end -= 1
    if source_end == after:
        return
    source = r.span(after, source_end)
    clause = start
    while clause > 0 and r.low[clause - 1] in {",", "(", "—", "–"}:
        clause -= 1
    if clause == 0 or all(w in {"but", "and"} for w in r.low[:clause]):
        content = piece(r, end, n)
    else:
        content = piece(r, clause_start(r, clause), clause)
        if end < n - 2 and r.low[end] == ",":
            content += piece(r, end, n)
    yield Found(source, r.span(start, after), content)


def _aside(r: Reader, comma: int) -> int:
    """Token behind what is said beside a name ("Lian Fischer, a geologist, the slope had ..."); `comma` without one."""
    n = len(r.low)
    if not r.cap(comma - 1) or comma + 1 >= n or r.low[comma + 1] not in {"a", "an"}:
        return comma
    close = next((k for k in range(comma + 2, min(comma + 12, n - 2)) if r.low[k] == ","), comma)
    plain = not any(w in LEX.auxiliary or w in LEX.verbs for w in r.low[comma + 1 : close])
    return close if plain else comma


def _passive(r: Reader, i: int) -> Found | None:
    """ "it has been noticed that", "is believed to", "is said to", "is being seen as"."""
    if r.quoted[i]:
        return None
    start = i
    while start > 0 and (r.low[start - 1] in LEX.adverb or r.low[start - 1].endswith("ly")):
        start -= 1
    if start == 0 or r.low[start - 1] not in BE:
        return None
    while start > 0 and (r.low[start - 1] in LEX.auxiliary or r.low[start - 1] in LEX.adverb):
        start -= 1
    following = r.low[i + 1] if i + 1 < len(r.low) else ""
    if start > 0 and r.low[start - 1] == "it" and following in {"that", "to", "by", "whether", ","}:
        if following == "by":
            return None
        return Found(None, r.span(start - 1, i + 1), piece(r, i + 1, len(r.low)))
    if following == "by":
        end = np_right(r, i + 2)
        if end > i + 2:
            return Found(
                r.span(i + 2, end),
                r.span(start, i + 2),
                piece(r, np_left(r, start), start) + piece(r, end, len(r.low)),
            )
        return None
    if following in {"to", "as", "that"} or r.low[i] in {"reported", "alleged", "rumored", "rumoured"}:
        left = np_left(r, start)
        if following == "that":  # "he was told that": the reader is not told by whom
            return Found(None, r.span(start, i + 1), piece(r, i + 1, len(r.low)))
        return Found(None, r.span(start, i + 1), piece(r, left, start) + piece(r, i + 1, len(r.low)))
    return None


def _view(r: Reader, i: int) -> Found | None:
    """ "are of the view that"."""
    k = i - 1
    while k >= 0 and (r.low[k] in LEX.determiner or r.low[k] == "same"):
        k -= 1
    if k < 1 or r.low[k] != "of" or r.low[k - 1] not in BE | {"am", "been"}:
        return None
    start = k - 1
    while start > 0 and r.low[start - 1] in LEX.auxiliary | LEX.adverb:
        start -= 1
    left = np_left(r, start)
    if left == start:
        return None
    return Found(r.span(left, start), r.span(start, i + 1), piece(r, i + 1, len(r.low)))


def _noun(r: Reader, i: int) -> Found | None:
    """ "his claim that ...", "the minister's denial of ...", "reports of ...", "a statement that said"."""
    following = r.low[i + 1] if i + 1 < len(r.low) else ""
    if following not in {"that", "of", "about"} or r.quoted[i]:
        return None
    if following != "that" and r.low[i] not in {
        "reports",
        "rumours",
        "rumors",
        "allegations",
        "accusations",
        "claims",
        "speculation",
    }:
        return None
    source: Span | None = None
    k = i
    while (
        k > 0
        and (r.low[k - 1].isalpha() or "-" in r.low[k - 1])
        and r.low[k - 1] not in LEX.preposition | LEX.determiner | LEX.subordinator | LEX.auxiliary
    ):
        k -= 1
    if k > 0 and r.low[k - 1] in {"his", "her", "their", "its", "my", "our", "your"}:
        source = r.span(k - 1, k)
    elif k > 0 and r.low[k - 1] in {"'s", "’s", "’", "'"}:
        left = np_left(r, k)
        if left < k - 1:
            source = r.span(left, k)
    if source is None and r.low[i] in LEX.verbs and following == "that" and k < i:
        return None  # "reporters claim that": a verb
    return Found(source, r.span(i, i + 1), piece(r, i + 1, len(r.low)))


def _colon(r: Reader, i: int) -> Found | None:
    """ "Mayor: We were warned"; a name and a colon at the head of a line."""
    if not all(r.cap(k) or r.low[k] in {"of", "the"} for k in range(i)) or i + 2 >= len(r.low):
        return None
    if r.low[i - 1].isupper() or r.low[0] in {
        "update",
        "updated",
        "editor",
        "note",
        "correction",
        "breaking",
        "analysis",
        "opinion",
        "photo",
    }:
        return None
    return Found(r.span(0, i), r.span(i, i + 1), piece(r, i + 1, len(r.low)))


def _heard(r: Reader, i: int) -> Found | None:
    """ "..., a jury has heard": what was said in court, by whom the reader is not told."""
    start = group_start(r, i)
    if not start or r.low[start - 1] not in {"court", "jury", "inquest", "tribunal", "inquiry", "hearing"}:
        return None
    left = np_left(r, start)
    before = piece(r, 0, left)
    after = piece(r, i + 1, len(r.low))
    if left and r.low[left - 1] == "," and len(r.low) - i <= 4:
        return Found(r.span(left, start), r.span(start, i + 1), before)
    return Found(r.span(left, start), r.span(start, i + 1), after) if after and left < start else None
