"""The sums of both passes, fast: features that read the same few things are looked up together and kept.

`Sums` gives what summing the weights of `features.first_pass` gives, `SecondSums` the same for `second_pass` (a test
holds them together); they are the hottest loops of the program. Each memo holds the sum of the templates that are
functions of its key. Keys are kept below 30 bits where they can be: such numbers are the cheapest that Python has.
"""

from __future__ import annotations

from collections.abc import Sequence

from newslint.annotations.attribution.features import (
    LENGTHS,
    PAD,
    Row,
    cue_context,
    from_start,
    marks_around,
    named_spans,
    outside_quotes,
    segments,
    to_end,
)
from newslint.annotations.attribution.store import Weights

Memo = dict[int, int]

_T = [k << 48 for k in range(64)]  # template bits
_SIDE = 63 << 8 | 31  # of a cue's context: class and what lies between
_LIMIT = 100_000  # sums in one memo


class _Memos:
    """Memos over one table of weights."""

    COUNT = 0

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._memos: tuple[Memo, ...] = tuple({} for _ in range(self.COUNT))

    def forget(self) -> None:
        """Begin anew."""
        for memo in self._memos:
            memo.clear()

    def _bounded(self) -> tuple[Memo, ...]:
        """Return the memos; one that has grown large begins anew."""
        for memo in self._memos:
            if len(memo) > _LIMIT:
                memo.clear()
        return self._memos


class Sums(_Memos):
    """The first pass."""

    COUNT = 13

    def __call__(self, r: Row) -> list[int]:
        """Return the summed weights of every token of a row, those of the words by themselves left out."""
        word, stem, tag, cls, _, quote, first, _, head = r
        n = len(word)
        get = self._weights.__getitem__
        middle, lefts4, rights4, before, after, marks, place, lefts, rights, sides, quoted, classes, outer = (
            self._bounded()
        )
        ahead, behind = self._neighbours(word)
        left, right = cue_context(r)
        near = outside_quotes(r)
        last, following = marks_around(r)
        begins, ends = from_start(first), to_end(first, n)
        t = [*tag, PAD, PAD, PAD]
        q = [*quote, 0]
        k = [*cls, 31]
        window = (PAD | PAD << 5 | PAD << 10) << 5 | t[0] << 20 | t[1] << 25 | t[2] << 30  # seven tags, once slid
        q3 = quote[0] << 4
        out: list[int] = []
        for i in range(n):
            window = window >> 5 | t[i + 3] << 30
            five = window >> 5 & 0x1FFFFFF
            total = middle.get(five, -1)
            if total < 0:
                total = middle[five] = self._tags(five)
            d = window >> 15 & 31

            key = window & 0xFFFFF
            value = lefts4.get(key, -1)
            if value < 0:
                a, b, c = key & 31, key >> 5 & 31, key >> 10 & 31
                value = lefts4[key] = get(c | b << 5 | a << 10 | d << 15 | _T[4])
            total += value

            key = window >> 15
            value = rights4.get(key, -1)
            if value < 0:
                e, f, g = key >> 5 & 31, key >> 10 & 31, key >> 15
                value = rights4[key] = get(e | f << 5 | g << 10 | d << 15 | _T[5])
            total += value + ahead[i] + behind[i]

            key = word[i] << 5 | window >> 10 & 31
            value = before.get(key, -1)
            if value < 0:
                value = before[key] = get(key | _T[9]) + get(stem[i] << 5 | key & 31 | _T[28])
            total += value

            key = word[i] << 5 | window >> 20 & 31
            value = after.get(key, -1)
            if value < 0:
                value = after[key] = get(key | _T[10]) + get(stem[i] << 5 | key & 31 | _T[29])
            total += value

            qi = quote[i]
            q3 = q3 >> 2 | q[i + 1] << 4
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

            before_cue, after_cue = left[i], right[i]
            key = before_cue | qi << 14
            value = lefts.get(key, -1)
            if value < 0:
                value = lefts[key] = self._side(key, 16)
            total += value

            key = after_cue | qi << 14
            value = rights.get(key, -1)
            if value < 0:
                value = rights[key] = self._side(key, 17)
            total += value

            l_own, r_own = before_cue & _SIDE, after_cue & _SIDE
            key = l_own << 14 | r_own
            value = sides.get(key, -1)
            if value < 0:
                value = sides[key] = get(l_own & 31 | (r_own & 31) << 5 | l_own >> 8 << 10 | r_own >> 8 << 16 | _T[20])
            total += value

            key = l_own & 31 | (r_own & 31) << 5 | d << 10 | qi << 15
            value = outer.get(key, -1)
            if value < 0:
                value = outer[key] = get(key | _T[21])
            total += value

            n_before, n_after = near[i]
            key = n_before << 30 | n_after << 2 | qi
            value = quoted.get(key, -1)
            if value < 0:
                value = quoted[key] = get(n_before << 2 | qi | _T[22]) + get(n_after << 2 | qi | _T[23])
            total += value

            key = k[i] | k[i - 1] << 5 | k[i + 1] << 10
            value = classes.get(key, -1)
            if value < 0:
                value = classes[key] = get(key | _T[30])
            out.append(total + value)
        return out

    def _tags(self, five: int) -> int:
        """Sum what is read of five tags in a row."""
        get = self._weights.__getitem__
        b, c, d, e, f = five & 31, five >> 5 & 31, five >> 10 & 31, five >> 15 & 31, five >> 20
        return (
            get(d | c << 5 | e << 10 | _T[1])
            + get(d | c << 5 | b << 10 | _T[2])
            + get(d | e << 5 | f << 10 | _T[3])
            + get(d | c << 5 | _T[6])
            + get(d | e << 5 | _T[7])
            + get(d | b << 5 | c << 10 | e << 15 | f << 20 | _T[27])
        )

    def _side(self, key: int, template: int) -> int:
        """Sum what is read of the likely cue on one side."""
        get = self._weights.__getitem__
        stem, qi = key >> 16, key >> 14 & 3
        return (
            get(stem << 3 | key >> 5 & 7 | _T[template])
            + get(key & 0xFFFF | _T[template + 2])
            + get(stem << 2 | qi | _T[template + 9])
        )

    def _neighbours(self, word: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return the sums of each word with the word before it, and with the word behind it."""
        get = self._weights.__getitem__
        ahead = [get((own * 31 + other) & 0xFFFFFFFF | _T[11]) for own, other in zip(word, [1, *word], strict=False)]
        behind = [
            get((own * 31 + other) & 0xFFFFFFFF | _T[12]) for own, other in zip(word, [*word[1:], 2], strict=True)
        ]
        return ahead, behind


_PAD = [15, 15, 15, 15]


class SecondSums(_Memos):
    """The second pass. What is the same for a whole labelled stretch is summed once."""

    COUNT = 4

    def __call__(self, r: Row, labels: Sequence[int]) -> list[int]:
        """Return the summed weights of every token of a row, given the labels of the first pass."""
        get = self._weights.__getitem__
        windows, shapes, inside, classes = self._bounded()
        word, tag, quote, mark, cls = r.word, r.tag, r.quote, r.mark, r.cls
        y = [*labels, *_PAD]
        parts = segments(labels)
        roles = [0, 0, 0, *(p[0] + 1 for p in parts), 0, 0, 0]
        named = named_spans(parts)
        window = 0xFFFFF | y[0] << 20 | y[1] << 24 | y[2] << 28 | y[3] << 32  # nine labels, once slid
        out: list[int] = []
        for k, (role, start, end) in enumerate(parts):
            core = roles[k + 2] | roles[k + 3] << 3 | roles[k + 4] << 6
            shape = roles[k] | roles[k + 1] << 3 | core << 6 | roles[k + 5] << 15 | roles[k + 6] << 18
            l_role, l_size, r_role, r_size = named[k]
            sides = l_role | r_role << 3
            head = r.stem[end - 1] if role == 1 else tag[end - 1]
            told = -1
            whole = 0
            for i in range(start, end):
                window = window >> 4 | y[i + 4] << 32
                d = window >> 16 & 15
                if d != told:  # the first token of a part, then all others: the same label
                    told = d
                    whole = (
                        get(shape | d << 21 | _T[46])
                        + get(sides | d << 6 | l_size << 10 | _T[49])
                        + get(sides | d << 6 | r_size << 10 | _T[50])
                        + get(head << 4 | d | _T[52])
                    )
                value = windows.get(window, -1)
                if value < 0:
                    value = windows[window] = self._labels(window)
                total = whole + value

                ti, qi = tag[i], quote[i]
                three = window >> 12 & 0xFFF
                key = three | ti << 12 | qi << 17 | mark[i] << 19
                value = shapes.get(key, -1)
                if value < 0:
                    value = shapes[key] = get(key & 0x1FFFF | _T[42]) + get(
                        d | qi << 4 | mark[i] << 6 | (three & 15) << 10 | three >> 8 << 14 | _T[54]
                    )
                total += value

                done, left = i - start, end - i - 1
                own = core | d << 9 | qi << 13
                key = own | ((LENGTHS[done] if done < 17 else 7) | (LENGTHS[left] if left < 17 else 7) << 3) << 15
                value = inside.get(key, -1)
                if value < 0:
                    value = inside[key] = get(key | _T[47])
                total += value

                key = own | cls[i] << 15 | ti << 20
                value = classes.get(key, -1)
                if value < 0:
                    value = classes[key] = get(key & 0xFFFFF | _T[53]) + get(core | d << 9 | ti << 13 | _T[48])
                c, e = three & 15, three >> 8
                out.append(total + value + get(word[i] << 12 | c << 8 | d << 4 | e | _T[51]))
        return out

    def _labels(self, window: int) -> int:
        """Sum what is read of nine labels in a row."""
        get = self._weights.__getitem__
        a, b, c, d, e, f, g = (window >> s & 15 for s in range(4, 32, 4))
        return (
            get(a | b << 4 | c << 8 | d << 12 | _T[40])
            + get(d | e << 4 | f << 8 | g << 12 | _T[41])
            + get(b | c << 4 | d << 8 | e << 12 | f << 16 | _T[43])
            + get(d | (window & 15) << 4 | _T[44])
            + get(d | window >> 32 << 4 | _T[45])
        )


def plain(weights: Weights, keys: Sequence[Sequence[int]]) -> list[int]:
    """Return the same sums the slow way: every key looked up."""
    return [sum(map(weights.__getitem__, one)) for one in keys]
