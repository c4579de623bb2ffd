"""From labelled tokens to attributions: which source and which contents belong to which cue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newslint.annotations.attribution.features import segments
from newslint.annotations.attribution.parts import Found
from newslint.annotations.attribution.rows import Paragraph
from newslint.span import Span

CUE, SOURCE, CONTENT = 1, 2, 3
ROLES = (0, CUE, SOURCE, SOURCE, CONTENT, CONTENT)  # of features.segments, sides folded
SENTENCE = 40  # a sentence between two parts counts as so many tokens
BETWEEN_SOURCE, BETWEEN_CONTENT = 4, 8  # what a cue in between adds to the distance
REACH = 60  # farther apart than this, source and cue are strangers


class Part(NamedTuple):
    """A labelled stretch of a paragraph: role, first token, token behind the last, sentence it begins in."""

    role: int
    start: int
    end: int
    sentence: int


class Open:
    """An attribution that is being put together."""

    def __init__(self, cue: Part) -> None:
        self.cue = cue
        self.source: Part | None = None
        self.content: list[Part] = []


def parts_of(paragraph: Paragraph, labels: Sequence[int]) -> list[Part]:
    """Cut a paragraph's labels into parts."""
    out: list[Part] = []
    starts = paragraph.sentences
    k = 0
    for role, start, end in segments(labels):
        while k + 1 < len(starts) and starts[k + 1] <= start:
            k += 1
        if role:
            out.append(Part(ROLES[role], start, end, k))
    return out


def _distance(one: Part, other: Part) -> int:
    gap = other.start - one.end if one.start < other.start else one.start - other.end
    return gap + SENTENCE * abs(one.sentence - other.sentence)


def _cues_between(one: Part, cue: Part, starts: Sequence[int]) -> int:
    """How many cues begin between the two; `starts` are the cues' first tokens, ascending."""
    low, high = min(one.start, cue.start), max(one.start, cue.start)
    return max(bisect_left(starts, high) - bisect_right(starts, low), 0)


def _near(part: Part, starts: Sequence[int], cues: int) -> range:
    """The cues that can be meant: so many on either side of the part."""
    here = bisect_left(starts, part.start)
    return range(max(0, here - cues), min(len(starts), here + cues + 1))


def link(parts: Sequence[Part]) -> tuple[list[Open], list[Part]]:
    """Return the attributions of one paragraph and the contents for which it has no cue."""
    opened = [Open(p) for p in parts if p.role == CUE]
    contents = [p for p in parts if p.role == CONTENT]
    if not opened:
        return [], contents
    starts = [o.cue.start for o in opened]
    sources = [p for p in parts if p.role == SOURCE]
    pairs = []
    for i, s in enumerate(sources):
        for j in _near(s, starts, REACH // BETWEEN_SOURCE + 1):  # behind more cues than that nothing is in reach
            cue = opened[j].cue
            cost = (
                _distance(s, cue) + (0 if s.start < cue.start else 3) + BETWEEN_SOURCE * _cues_between(s, cue, starts)
            )
            pairs.append((cost, i, j))
    pairs.sort()
    used: set[int] = set()
    for cost, i, j in pairs:  # each source first serves one cue, then it may serve others that have none
        if cost < REACH and opened[j].source is None and i not in used:
            opened[j].source = sources[i]
            used.add(i)
    for cost, i, j in pairs:
        if cost < SENTENCE and opened[j].source is None:
            opened[j].source = sources[i]
    for part in contents:
        best = min(
            (opened[j] for j in _near(part, starts, 4)),  # a cue behind two others costs more than it can make good
            key=lambda o: (
                _distance(part, o.cue)
                + (6 if o.cue.start > part.start else 0)
                + BETWEEN_CONTENT * _cues_between(part, o.cue, starts)
                + (5 if o.content else 0)
            ),
        )
        best.content.append(part)
    return opened, []


def linked(paragraphs: Iterable[Paragraph], labels: Iterable[Sequence[int]]) -> list[Found]:
    """Return the attributions of a document; contents without a cue in their paragraph go to the speaker before."""
    found: list[Found] = []
    for paragraph, given in zip(paragraphs, labels, strict=True):
        if not any(given):
            continue
        parts = _kept(paragraph, parts_of(paragraph, given))
        opened, left = link(parts)

        def span(part: Part, tokens: Sequence[tuple[int, int, str]] = paragraph.tokens) -> Span:
            return Span(tokens[part.start][0], tokens[part.end - 1][1])

        for one in opened:
            found.append(Found(span(one.source) if one.source else None, span(one.cue), [span(c) for c in one.content]))
        if left and found:
            found[-1].content += [span(c) for c in left]
    return found


def _kept(paragraph: Paragraph, parts: list[Part]) -> list[Part]:
    """Leave out contents outside quotations in a paragraph without any cue: nobody is heard there."""
    if any(p.role == CUE for p in parts):
        return parts
    return [p for p in parts if p.role != CONTENT or any(paragraph.quote[p.start : p.end])]
