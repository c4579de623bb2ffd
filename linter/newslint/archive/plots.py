"""Plots as SVG, made here: lines, a heat map and bars. Colours are the page's, so that they follow light and dark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

_WIDE = 860
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def safe(text: str) -> str:
    """Return text as HTML and SVG take it."""
    return escape(_CONTROL.sub("\ufffd", text))


def cut(text: str, length: int) -> str:
    """Return text that is not longer than a label may be."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _svg(height: float, title: str, body: Sequence[str]) -> str:
    return (
        f'<div class="plot"><svg viewBox="0 0 {_WIDE} {height:g}" role="img" aria-label="{safe(title)}">'
        + "".join(body)
        + "</svg></div>"
    )


def _text(x: float, y: float, text: str, anchor: str = "start", kind: str = "") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{name}>{safe(text)}</text>'


def nice(top: float) -> float:
    """Return a round number at or above `top`, for the end of an axis."""
    if top <= 0:
        return 1.0
    power = 1.0
    while power * 10 <= top:
        power *= 10
    while power > top:
        power /= 10
    return next(round(step * power, 10) for step in (1, 2, 2.5, 5, 10) if step * power >= top * 0.9999)


def _steps(peak: float) -> int:
    """Return into how many round steps an axis up to a nice number is cut."""
    return 4 if f"{peak:e}".startswith("2.0") else 5


def number(value: float) -> str:
    """Return a number as a reader wants it."""
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def _ticks(labels: Sequence[str], most: int) -> list[int]:
    """Return which labels to print: evenly spaced, the first among them."""
    step = max(1, -(-len(labels) // most))
    return list(range(0, len(labels), step))


def lines(title: str, labels: Sequence[str], series: Mapping[str, Sequence[float | None]], tips: Sequence[str]) -> str:
    """Return shares over time: one line a series, its name at its end; a month without a value is a gap."""
    left, right, top, high = 46.0, 150.0, 14.0, 220.0
    wide = _WIDE - left - right
    peak = nice(max((v for values in series.values() for v in values if v is not None), default=0) * 100) / 100

    def x(i: int) -> float:
        return left + (wide * i / (len(labels) - 1) if len(labels) > 1 else wide / 2)

    def y(value: float) -> float:
        return top + high * (1 - value / peak)

    body = []
    steps = _steps(peak)
    for part in range(steps + 1):
        value = peak * part / steps
        body.append(f'<line class="grid" x1="{left}" x2="{left + wide:.1f}" y1="{y(value):.1f}" y2="{y(value):.1f}"/>')
        body.append(_text(left - 8, y(value) + 4, f"{value * 100:.3g}%", "end"))
    body += [_text(x(i), top + high + 20, labels[i], "middle") for i in _ticks(labels, 10)]
    ends: list[float] = []
    for n, (name, values) in enumerate(series.items()):
        points = [(x(i), y(v)) if v is not None else None for i, v in enumerate(values)]
        for a, b in pairwise(points):
            if a and b:
                body.append(
                    f'<line class="line s{n}" x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}"/>'
                )
        for i, point in enumerate(points):
            if point:
                tip = f"{labels[i]}: {name} {values[i] or 0:.1%}; {tips[i]}"
                body.append(
                    f'<circle class="dot s{n}" cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="3">{_tip(tip)}</circle>'
                )
        last = next((p for p in reversed(points) if p), None)
        if last:
            at = _free(last[1], ends)
            ends.append(at)
            body.append(_text(left + wide + 10, at + 4, name, kind=f"name s{n}"))
    return _svg(top + high + 32, title, body)


def _free(y: float, taken: Sequence[float]) -> float:
    """Return a height for a line's name that no other name has."""
    while any(abs(y - t) < 15 for t in taken):
        y += 15 if not taken or y >= taken[-1] else -15
    return y


def _tip(text: str) -> str:
    return f"<title>{safe(text)}</title>"


def heat(
    title: str, rows: Sequence[str], columns: Sequence[str], values: Mapping[tuple[str, str], float], unit: str
) -> str:
    """Return a heat map: the stronger, the more, by square root, so that the rare is seen; a cell says its number."""
    left, top, tall = 250.0, 8.0, 20.0
    wide = (_WIDE - left - 8) / max(len(columns), 1)
    peak = max(values.values(), default=0.0)
    body = []
    for i, row in enumerate(rows):
        y = top + i * tall
        body.append(_text(left - 8, y + 14, cut(row, 38), "end"))
        for k, column in enumerate(columns):
            value = values.get((row, column), 0.0)
            weight = f"{0.06 + 0.94 * (value / peak) ** 0.5:.3f}" if value and peak else "0"
            tip = f"{row}, {column}: {number(value)} {unit}"
            body.append(
                f'<rect class="cell" x="{left + k * wide:.1f}" y="{y:.1f}" width="{max(wide - 1, 0.5):.1f}" '
                f'height="{tall - 2:g}" fill-opacity="{weight}">{_tip(tip)}</rect>'
            )
    under = top + len(rows) * tall + 14
    body += [_text(left + (k + 0.5) * wide, under, columns[k], "middle") for k in _ticks(columns, 9)]
    return _svg(under + 10, title, body)


def bars(title: str, rows: Sequence[tuple[str, Mapping[str, float], str]], unit: str) -> str:
    """Return bars of parts, one under the other: (name, part -> value, what is said behind the bar)."""
    left, top, tall, room = 190.0, 6.0, 24.0, 230.0
    peak = nice(max((sum(parts.values()) for _, parts, _ in rows), default=0))
    scale = (_WIDE - left - room) / peak
    body = []
    for i, (name, parts, behind) in enumerate(rows):
        y = top + i * tall
        x = left
        body.append(_text(left - 8, y + 15, cut(name, 28), "end"))
        for part, value in parts.items():
            if value > 0:
                tip = f"{name}: {number(value)} {part} {unit}"
                body.append(
                    f'<rect class="bar {safe(part)}" x="{x:.1f}" y="{y + 2:.1f}" width="{value * scale:.1f}" height="{tall - 7:g}">'
                    f"{_tip(tip)}</rect>"
                )
            x += value * scale
        body.append(_text(x + 8, y + 15, behind, kind="behind"))
    return _svg(top + len(rows) * tall + 6, title, body)
