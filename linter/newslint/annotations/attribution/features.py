"""What the tagger looks at around each token, as integer keys: the same code for training and for running.

A key holds a template number in its upper bits and a payload of small numbers below. Words enter as 28-bit
hashes, parts of speech as numbers below 32. The features of a word by itself (`wordtypes.unary`) are not
here: they are summed once a word type, for each offset at which it can stand to the token that is tagged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

QUOTE_OUT, QUOTE_IN, QUOTE_OPEN, QUOTE_CLOSE = 0, 1, 2, 3
PAD = 31
LENGTHS = (0, 1, 2, 3, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 7)


class Row(NamedTuple):
    """One sequence of tokens (a paragraph): parallel columns.

    `word`: 28-bit hash of the small-letter form; `stem`: the same of its stem; `tag`: part of speech;
    `cls`: word class; `cue`: how often such a word is a cue, 0 to 3; `quote`: one of the QUOTE_ states;
    `first`: True where a sentence begins; `mark`: punctuation class, 0 for words.
    """

    word: Sequence[int]
    stem: Sequence[int]
    tag: Sequence[int]
    cls: Sequence[int]
    cue: Sequence[int]
    quote: Sequence[int]
    first: Sequence[bool]
    mark: Sequence[int]
    head: int  # 1 in a headline, 2 in the first paragraph, else 0


def bucket(n: int) -> int:
    """Fold a distance in tokens to 0 to 7."""
    return LENGTHS[n] if n < 17 else 7


def first_pass(r: Row) -> list[list[int]]:
    """Return the keys of every token of the row."""
    word, stem, tag, cls, _, quote, first, _, head = r
    n = len(word)
    left, right = cue_context(r)
    near = outside_quotes(r)
    t = [PAD, PAD, PAD, *tag, PAD, PAD, PAD]
    w = [1, *word, 2]
    q = [0, *quote, 0]
    begins = from_start(first)
    ends = to_end(first, n)
    lastmark, nextmark = marks_around(r)
    out: list[list[int]] = []
    for i in range(n):
        a, b, c, d, e, f, g = t[i : i + 7]
        wi = word[i]
        qi = q[i + 1]
        q3 = q[i] | qi << 2 | q[i + 2] << 4
        l_stem, l_cls, l_dist, l_sep = context_parts(left[i])
        r_stem, r_cls, r_dist, r_sep = context_parts(right[i])
        n_before, n_after = near[i]
        side = l_cls | r_cls << 5
        out.append(
            [
                d | c << 5 | e << 10 | 1 << 48,
                d | c << 5 | b << 10 | 2 << 48,
                d | e << 5 | f << 10 | 3 << 48,
                c | b << 5 | a << 10 | d << 15 | 4 << 48,
                e | f << 5 | g << 10 | d << 15 | 5 << 48,
                d | c << 5 | 6 << 48,
                d | e << 5 | 7 << 48,
                d | qi << 5 | 8 << 48,
                wi << 5 | c | 9 << 48,
                wi << 5 | e | 10 << 48,
                (wi * 31 + w[i]) & 0xFFFFFFFF | 11 << 48,
                (wi * 31 + w[i + 2]) & 0xFFFFFFFF | 12 << 48,
                q3 | d << 6 | 13 << 48,
                q3 | begins[i] << 6 | head << 9 | 14 << 48,
                q3 | ends[i] << 6 | 15 << 48,
                l_stem << 3 | l_dist | 16 << 48,
                r_stem << 3 | r_dist | 17 << 48,
                l_cls | l_dist << 5 | l_sep << 8 | qi << 14 | 18 << 48,
                r_cls | r_dist << 5 | r_sep << 8 | qi << 14 | 19 << 48,
                side | l_sep << 10 | r_sep << 16 | 20 << 48,
                side | d << 10 | qi << 15 | 21 << 48,
                n_before << 2 | qi | 22 << 48,
                n_after << 2 | qi | 23 << 48,
                lastmark[i] | nextmark[i] << 5 | q3 << 10 | d << 16 | 24 << 48,
                l_stem << 2 | qi | 25 << 48,
                r_stem << 2 | qi | 26 << 48,
                d | b << 5 | c << 10 | e << 15 | f << 20 | 27 << 48,
                stem[i] << 5 | c | 28 << 48,
                stem[i] << 5 | e | 29 << 48,
                cls[i] | (cls[i - 1] if i else 31) << 5 | (cls[i + 1] if i + 1 < n else 31) << 10 | 30 << 48,
            ]
        )
    return out


def from_start(first: Sequence[bool]) -> list[int]:
    """Fold each token's distance from the beginning of its sentence."""
    out = []
    k = 0
    for begins in first:
        k = 0 if begins else k + 1
        out.append(LENGTHS[k] if k < 17 else 7)
    return out


def to_end(first: Sequence[bool], n: int) -> list[int]:
    """Fold each token's distance to the end of its sentence."""
    out = [0] * n
    k = 0
    for i in range(n - 1, -1, -1):
        out[i] = LENGTHS[k] if k < 17 else 7
        k = 0 if first[i] else k + 1
    return out


# a side of `cue_context` in one number: class, distance, what lies between; two bits stay free; then the stem
_VERBS = frozenset((4, 5, 7, 8, 9))  # numbers of VBD, VBN, VBZ, VBP, MD in the tagger's list
_CONJUNCTION, _SUBORDINATOR = 16, 17
_BY_TAG = [8 if tag in _VERBS else 32 if tag == _CONJUNCTION else 0 for tag in range(32)]
_BY_MARK = (0, 1, 2, 16, 16, 16, 0, 0, 0)


def cue_context(r: Row) -> tuple[list[int], list[int]]:
    """For each token the nearest likely cue to its left and right in the sentence: stem, class, distance, what lies between.

    What lies between is a set of bits: 1 comma, 2 quotation mark, 4 "that" or another subordinator, 8 verb,
    16 colon, dash or semicolon, 32 conjunction. All four are folded into one number, 0 where there is no cue.
    """
    bits = [
        _BY_MARK[mark] if mark else _BY_TAG[tag] | (4 if cls == _SUBORDINATOR else 0)
        for mark, tag, cls in zip(r.mark, r.tag, r.cls, strict=True)
    ]
    n = len(bits)
    cue, first, stem, cls_ = r.cue, r.first, r.stem, r.cls
    if not any(cue):
        return [0] * n, [0] * n
    left = [0] * n
    at, own, between = -1, 0, 0
    for i in range(n):
        if first[i]:
            at, between = -1, 0
        if at >= 0:
            k = i - at
            left[i] = own | (LENGTHS[k] if k < 17 else 7) << 5 | between << 8
        if cue[i]:
            at, own, between = i, stem[i] << 16 | cls_[i], 0
        else:
            between |= bits[i]
    right = [0] * n
    at, own, between = -1, 0, 0
    for i in range(n - 1, -1, -1):
        if at >= 0:
            k = at - i
            right[i] = own | (LENGTHS[k] if k < 17 else 7) << 5 | between << 8
        if cue[i]:
            at, own, between = i, stem[i] << 16 | cls_[i], 0
        else:
            between |= bits[i]
        if first[i]:
            at, between = -1, 0
    return left, right


def context_parts(context: int) -> tuple[int, int, int, int]:
    """Unfold one side of `cue_context`: stem, class, distance, what lies between."""
    return context >> 16, context & 31, context >> 5 & 7, context >> 8 & 63


def outside_quotes(r: Row) -> list[tuple[int, int]]:
    """For tokens inside a quotation: the word before its opening mark and the word behind its closing mark."""
    n = len(r.word)
    out: list[tuple[int, int]] = [(0, 0)] * n
    if not any(r.quote):
        return out
    i = 0
    seen = before = -1  # the last token that was looked at from the left, and the word found there
    after = 0
    while i < n:
        if not r.quote[i]:
            i += 1
            continue
        j = i + 1
        while j < n and r.quote[j] and r.quote[j] != QUOTE_OPEN:
            j += 1
        for k in range(seen + 1, i):
            if not r.mark[k] or r.mark[k] == 3:
                before = k
        seen = i - 1
        after = max(after, j)
        while after < n and r.mark[after]:
            after += 1
        pair = (r.word[before] if before >= 0 else 5, r.word[after] if after < n else 5)
        out[i:j] = [pair] * (j - i)
        i = j
    return out


def marks_around(r: Row) -> tuple[list[int], list[int]]:
    """The nearest mark to the left and to the right of each token, and their kinds."""
    n = len(r.word)
    last = [0] * n
    current = 9
    for i in range(n):
        if r.first[i]:
            current = 9
        last[i] = current
        if r.mark[i]:
            current = r.mark[i]
    following = [0] * n
    current = 9
    for i in range(n - 1, -1, -1):
        following[i] = current
        if r.mark[i]:
            current = r.mark[i]
        if r.first[i]:
            current = 9
    return last, following


def segments(labels: Sequence[int]) -> list[tuple[int, int, int]]:
    """Cut labels into (role, start, end).

    Roles: 0 none, 1 cue, 2 source before its cue, 3 source behind it, 4 content before its cue, 5 content behind it.
    The label of a role's first token is 2 * role - 1, that of its other tokens 2 * role.
    """
    out: list[tuple[int, int, int]] = []
    role, start = -1, 0
    for i, y in enumerate(labels):
        now = (y + 1) >> 1
        if now != role or (y & 1 and y):
            if role >= 0:
                out.append((role, start, i))
            role, start = now, i
    if role >= 0:
        out.append((role, start, len(labels)))
    return out


def second_pass(r: Row, labels: Sequence[int]) -> list[list[int]]:
    """Return further keys of every token, from the labels that the first pass gave."""
    n = len(labels)
    y = [15, 15, 15, 15, *labels, 15, 15, 15, 15]
    parts = segments(labels)
    index = [0] * n
    for k, (_, start, end) in enumerate(parts):
        index[start:end] = [k] * (end - start)
    roles = [0, 0, 0, 0, *(p[0] + 1 for p in parts), 0, 0, 0, 0]
    heads = [r.stem[end - 1] if role == 1 else r.tag[end - 1] for role, start, end in parts]
    named = named_spans(parts)
    out: list[list[int]] = []
    for i in range(n):
        a, b, c, d, e, f, g = y[i + 1 : i + 8]
        k = index[i]
        _, start, end = parts[k]
        r0 = roles[k + 1 : k + 8]
        shape = r0[0] | r0[1] << 3 | r0[2] << 6 | r0[3] << 9 | r0[4] << 12 | r0[5] << 15 | r0[6] << 18
        core = r0[2] | r0[3] << 3 | r0[4] << 6
        qi = r.quote[i]
        ti = r.tag[i]
        l_role, l_stem, r_role, r_stem = named[k]
        place = bucket(i - start) | bucket(end - i - 1) << 3
        out.append(
            [
                a | b << 4 | c << 8 | d << 12 | 40 << 48,
                d | e << 4 | f << 8 | g << 12 | 41 << 48,
                c | d << 4 | e << 8 | ti << 12 | 42 << 48,
                b | c << 4 | d << 8 | e << 12 | f << 16 | 43 << 48,
                d | y[i] << 4 | 44 << 48,
                d | y[i + 8] << 4 | 45 << 48,
                shape | d << 21 | 46 << 48,
                core | d << 9 | qi << 13 | place << 15 | 47 << 48,
                core | d << 9 | ti << 13 | 48 << 48,
                l_role | r_role << 3 | d << 6 | (l_stem & 0xFFFFFF) << 10 | 49 << 48,
                l_role | r_role << 3 | d << 6 | (r_stem & 0xFFFFFF) << 10 | 50 << 48,
                r.word[i] << 12 | c << 8 | d << 4 | e | 51 << 48,
                heads[k] << 4 | d | 52 << 48,
                core | d << 9 | qi << 13 | r.cls[i] << 15 | 53 << 48,
                d | qi << 4 | r.mark[i] << 6 | c << 10 | e << 14 | 54 << 48,
            ]
        )
    return out


def named_spans(parts: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """For each part: role and length of the nearest labelled part on either side."""
    n = len(parts)
    out = []
    for k in range(n):
        left = next((p for p in reversed(parts[max(0, k - 3) : k]) if p[0]), None)
        right = next((p for p in parts[k + 1 : k + 4] if p[0]), None)
        gap_left = bucket(parts[k][1] - left[2]) if left else 0
        gap_right = bucket(right[1] - parts[k][2]) if right else 0
        out.append(
            (
                left[0] if left else 0,
                (gap_left | bucket(left[2] - left[1]) << 3) if left else 0,
                right[0] if right else 0,
                (gap_right | bucket(right[2] - right[1]) << 3) if right else 0,
            )
        )
    return out
