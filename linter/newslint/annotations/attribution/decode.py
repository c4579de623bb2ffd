"""The best sequence of labels, exactly: Viterbi with steps left out that cannot be on it.

Labels are outside (0) and, for each role, "begins" (odd) and "goes on" (even). "Goes on" follows only its own role;
the others, here called free, may follow any label.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import add
from typing import NamedTuple

LABELS = 11  # 0 outside; then two for each role of features.segments: begins, goes on
_LEAST = -(1 << 40)
_FREE = (0, *range(1, LABELS, 2))


class Steps(NamedTuple):
    """Scores of the steps from label to label.

    `rows`: from each label, and last from the start, to every label; `free`: the same to the free labels alone, in
    pairs; `stay`: for each role its two labels and the scores of going on from either; `lead`: `lead[q][p]` is the
    most by which a step from `p` to a free label can be better than the one from `q`.
    """

    rows: list[list[int]]
    free: list[list[tuple[int, int]]]
    stay: list[tuple[int, int, int, int]]
    lead: list[list[int]]


def steps(links: Sequence[int]) -> Steps:
    """Return the steps from stored scores: from label to label, row by row, then from the start."""
    rows = []
    for p in range(LABELS + 1):
        onward = {p + (p & 1)} if 0 < p < LABELS else set()
        rows.append([links[p * LABELS + y] if y in _FREE or y in onward else _LEAST for y in range(LABELS)])
    free = [[(y, row[y]) for y in _FREE] for row in rows]
    stay = [(b, b + 1, rows[b][b + 1], rows[b + 1][b + 1]) for b in range(1, LABELS, 2)]
    lead = [[max(rows[p][y] - rows[q][y] for y in _FREE) for p in range(LABELS)] for q in range(LABELS)]
    return Steps(rows, free, stay, lead)


def best_path(scores: Sequence[Sequence[int]], by: Steps) -> list[int]:
    """Return the labels with the highest sum of scores (one sequence a token) and steps."""
    rows, free, stay, lead = by
    back: list[list[int]] = []
    now = list(map(add, rows[LABELS], scores[0]))
    for e in scores[1:]:
        top = max(now)
        q = now.index(top)
        limit = lead[q]
        reached = [top + c for c in rows[q]]
        came = [q] * LABELS
        for p, v in enumerate(now):
            if v + limit[p] > top and p != q:  # else no free label is better reached from here than from the best
                for y, c in free[p]:
                    if v + c > reached[y]:
                        reached[y] = v + c
                        came[y] = p
        for begin, inside, first, more in stay:
            v, w = now[begin] + first, now[inside] + more
            if v >= w:
                reached[inside] = v
                came[inside] = begin
            else:
                reached[inside] = w
                came[inside] = inside
        back.append(came)
        now = list(map(add, reached, e))
    y = now.index(max(now))
    out = [y]
    for came in reversed(back):
        y = came[y]
        out.append(y)
    out.reverse()
    return out
