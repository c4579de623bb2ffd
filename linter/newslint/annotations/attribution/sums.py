"""The first pass's sums, fast: features that read the same few things are looked up together and kept.

`Sums` gives what summing the weights of `features.first_pass` gives (a test holds the two together); it is the
hottest loop of the program. Each memo holds the sum of the templates that are functions of its key.
"""

from __future__ import annotations

from collections.abc import Sequence

from newslint.annotations.attribution.features import (
    PAD,
    Row,
    cue_context,
    from_start,
    marks_around,
    outside_quotes,
    to_end,
)
from newslint.annotations.attribution.store import Weights

_T = [k << 48 for k in range(64)]  # template bits


class Sums:
    """Memos over one table of weights."""

    LIMIT = 300_000

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._memos: tuple[dict[int, int], ...] = tuple({} for _ in range(8))

    def trim(self) -> None:
        """Forget what was kept when it has grown large."""
        for memo in self._memos:
            if len(memo) > self.LIMIT:
                memo.clear()

    def __call__(self, r: Row) -> list[int]:
        """Return the summed weights of every token of a row, those of the words by themselves left out."""
        word, stem, tag, cls, _, quote, first, _, head = r
        n = len(word)
        get = self._weights.__getitem__
        tags, before, after, marks, place, lefts, rights, quoted = self._memos
        left, right = cue_context(r)
        near = outside_quotes(r)
        last, following = marks_around(r)
        begins = from_start(first)
        ends = to_end(first, n)
        t = [PAD, PAD, PAD, *tag, PAD, PAD, PAD]
        w = [1, *word, 2]
        q = [0, *quote, 0]
        k = [31, *cls, 31]
        out: list[int] = []
        for i in range(n):
            a, b, c, d, e, f, g = t[i : i + 7]
            wi, qi = word[i], quote[i]
            q3 = q[i] | qi << 2 | q[i + 2] << 4

            key = b | c << 5 | d << 10 | e << 15 | f << 20
            total = tags.get(key, -1)
            if total < 0:
                total = tags[key] = (
                    get(d | c << 5 | e << 10 | _T[1])
                    + get(d | c << 5 | b << 10 | _T[2])
                    + get(d | e << 5 | f << 10 | _T[3])
                    + get(d | c << 5 | _T[6])
                    + get(d | e << 5 | _T[7])
                    + get(d | b << 5 | c << 10 | e << 15 | f << 20 | _T[27])
                )

            key = wi << 5 | c
            value = before.get(key, -1)
            if value < 0:
                value = before[key] = get(key | _T[9]) + get(stem[i] << 5 | c | _T[28])
            total += value

            key = wi << 5 | e
            value = after.get(key, -1)
            if value < 0:
                value = after[key] = get(key | _T[10]) + get(stem[i] << 5 | e | _T[29])
            total += value

            key = last[i] | following[i] << 5 | q3 << 10 | d << 16
            value = marks.get(key, -1)
            if value < 0:
                value = marks[key] = get(key | _T[24]) + get(q3 | d << 6 | _T[13]) + get(d | qi << 5 | _T[8])
            total += value

            key = q3 | begins[i] << 6 | head << 9 | ends[i] << 11
            value = place.get(key, -1)
            if value < 0:
                value = place[key] = get(q3 | begins[i] << 6 | head << 9 | _T[14]) + get(q3 | ends[i] << 6 | _T[15])
            total += value

            l_stem, l_cls, l_dist, l_sep = left[i]
            own = l_cls | l_dist << 5 | l_sep << 8 | qi << 14
            key = l_stem << 16 | own
            value = lefts.get(key, -1)
            if value < 0:
                value = lefts[key] = (
                    get(l_stem << 3 | l_dist | _T[16]) + get(own | _T[18]) + get(l_stem << 2 | qi | _T[25])
                )
            total += value

            r_stem, r_cls, r_dist, r_sep = right[i]
            own = r_cls | r_dist << 5 | r_sep << 8 | qi << 14
            key = r_stem << 16 | own
            value = rights.get(key, -1)
            if value < 0:
                value = rights[key] = (
                    get(r_stem << 3 | r_dist | _T[17]) + get(own | _T[19]) + get(r_stem << 2 | qi | _T[26])
                )
            total += value

            n_before, n_after = near[i]
            key = n_before << 30 | n_after << 2 | qi
            value = quoted.get(key, -1)
            if value < 0:
                value = quoted[key] = get(n_before << 2 | qi | _T[22]) + get(n_after << 2 | qi | _T[23])

            side = l_cls | r_cls << 5
            out.append(
                total
                + value
                + get(c | b << 5 | a << 10 | d << 15 | _T[4])
                + get(e | f << 5 | g << 10 | d << 15 | _T[5])
                + get((wi * 31 + w[i]) & 0xFFFFFFFF | _T[11])
                + get((wi * 31 + w[i + 2]) & 0xFFFFFFFF | _T[12])
                + get(side | l_sep << 10 | r_sep << 16 | _T[20])
                + get(side | d << 10 | qi << 15 | _T[21])
                + get(k[i + 1] | k[i] << 5 | k[i + 2] << 10 | _T[30])
            )
        return out


def plain(weights: Weights, keys: Sequence[Sequence[int]]) -> list[int]:
    """Return the same sums the slow way: every key looked up."""
    return [sum(map(weights.__getitem__, one)) for one in keys]
