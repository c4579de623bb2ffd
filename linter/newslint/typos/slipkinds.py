"""Kinds of slip: how the wrong word came to stand for the right one."""

from __future__ import annotations

TRANSPOSED = 1  # form for from
NEIGHBOUR = 2  # a key beside the right one: belied for belief
VOWEL = 3  # one vowel for another: stationery
OTHER = 4  # any other letter: plank, wish for with
UNDOUBLED = 5  # one of two like letters left out: to for too
DROPPED = 6  # a letter left out: he for the
DOUBLED = 7  # a letter twice: inn for in
ADDED = 8  # a letter too many: bee for be
HOMOPHONE = 9  # the same sound: their for there
SOUND = 10  # the same consonants: deferent for different
AFFIX = 11  # one stem, another beginning or end: proceed for process
MIDDLE = 12  # the same beginning and end: consulted for conducted

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PLACE = {c: (x + y * 0.4, y) for y, row in enumerate(_ROWS) for x, c in enumerate(row)}
_BESIDE = frozenset(
    (a, b)
    for a, (ax, ay) in _PLACE.items()
    for b, (bx, by) in _PLACE.items()
    if a != b and abs(ax - bx) <= 1.0 and abs(ay - by) <= 1
)


def beside(a: str, b: str) -> bool:
    """Tell whether two letters are neighbours on a QWERTY keyboard."""
    return (a, b) in _BESIDE


def edit_kind(wrong: str, right: str) -> int:
    """Return the kind of the single edit that makes `wrong` of `right`, or 0 if more than one is needed."""
    n, m = len(wrong), len(right)
    if abs(n - m) > 1 or wrong == right:
        return 0
    i = 0
    while i < min(n, m) and wrong[i] == right[i]:
        i += 1
    if n == m:
        if wrong[i + 1 :] == right[i + 1 :]:
            a, b = wrong[i], right[i]
            if a in "aeiouy" and b in "aeiouy":
                return VOWEL
            return NEIGHBOUR if beside(a, b) else OTHER
        swapped = wrong[i : i + 2] == right[i : i + 2][::-1] and wrong[i + 2 :] == right[i + 2 :]
        return TRANSPOSED if swapped else 0
    longer, shorter = (wrong, right) if n > m else (right, wrong)
    if longer[i + 1 :] != shorter[i:]:
        return 0
    like = (i > 0 and longer[i] == longer[i - 1]) or (i + 1 < len(longer) and longer[i] == longer[i + 1])
    if n > m:
        return DOUBLED if like else ADDED
    return UNDOUBLED if like else DROPPED
