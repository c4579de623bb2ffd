"""Figures as values: "6,000", "six thousand", "£2.4m", "43 percent", "half", so that two texts can be compared."""

from __future__ import annotations

import re

from newslint import expressions
from newslint.records import dataclass
from newslint.span import Span

_ONES = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())}  # fmt: skip
_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "mn": 1e6, "m": 1e6, "crore": 1e7,
    "crores": 1e7, "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "dozen": 12,
}  # fmt: skip
_FRACTIONS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
_FIGURE = expressions.compile(
    r"(?<![\w.,/-])(?P<money>(?:US|A|C|HK|Rs\.? ?|N)?[$€£¥₹]|Rs\.? |N(?=\d))?(?P<digits>\d+(?:,\d+)*(?:\.\d+)?)"
    r"(?:[ -]?(?P<scale>hundred|thousand|lakhs?|million|mn|crores?|billion|bn|trillion|tn|dozen|[kmb])(?![\w]))?"
    r"(?P<percent>\s?%|[ -]per ?cent\b| percentage)?(?!\d)",
    re.I,
)
_WORD = expressions.compile(r"[A-Za-z]+(?:-[a-z]+)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: its place, its value, and what it counts: percent, money, or anything."""

    span: Span
    value: float
    unit: str  # "percent", "money", ""
    written: bool = False  # in words


def figures(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """Return the figures of ``text[start:end]``, in digits or words, in order."""
    stop = len(text) if end is None else end
    out = []
    for m in _FIGURE.finditer(text, start, stop):
        digits = m["digits"]
        value = float(digits.replace(",", "")) * _SCALES.get((m["scale"] or "").lower(), 1)
        unit = "percent" if m["percent"] else "money" if m["money"] else ""
        out.append(Figure(Span(*m.span()), value, unit))
    out += _in_words(text, start, stop)
    return sorted(out, key=lambda f: f.span)


def _in_words(text: str, start: int, stop: int) -> list[Figure]:
    """Numbers written out: "six thousand", "twenty-five", "a dozen", "two million"."""
    out = []
    total, current, begin, last = 0.0, 0.0, -1, -1

    def close() -> None:
        nonlocal total, current, begin
        if begin >= 0:
            after = re.match(r"[ -]per ?cent\b|\s?%", text[last:stop], re.I)
            out.append(Figure(Span(begin, last), total + current, "percent" if after else "", written=True))
        total, current, begin = 0.0, 0.0, -1

    for m in _WORD.finditer(text, start, stop):
        word = m.group().lower()
        left, _, right = word.partition("-")
        value = _ONES.get(word, _TENS.get(word))
        if value is None and left in _TENS and right in _ONES:
            value = _TENS[left] + _ONES[right]
        joined = begin >= 0 and text[last : m.start()] in (" ", "-", " and ")
        if value is not None:
            if not joined:
                close()
                begin = m.start()
            current += value
            last = m.end()
        elif (
            word in _SCALES
            and len(word) > 2
            and (joined or text[max(start, m.start() - 2) : m.start()].lower() == "a ")
        ):
            begin = begin if begin >= 0 else m.start() - 2
            if _SCALES[word] >= 1000:
                total, current = total + (current or 1) * _SCALES[word], 0.0
            else:
                current = (current or 1) * _SCALES[word]
            last = m.end()
        elif begin >= 0 and not (word == "and" and joined):
            close()
    close()
    return out


def agree(a: Figure, b: Figure) -> bool:
    """Tell whether one figure can be the other, rounded."""
    if a.unit == "percent" and b.unit != "percent" and not b.written:
        return False
    largest = max(abs(a.value), abs(b.value))
    if largest == 0:
        return True
    return abs(a.value - b.value) <= 0.05 * largest


def share_of(word: str) -> float | None:
    """Return the percentage that a fraction word stands for: half is 50."""
    return _FRACTIONS.get(word.lower().removesuffix("s"))
