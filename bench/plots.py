"""Plots as SVG, written by hand: a bar chart and lines over two logarithmic axes. No library, the same bytes for the same figures."""

from __future__ import annotations

import math
from html import escape
from pathlib import Path

WIDTH, LEFT, BAR, GAP = 760, 290, 18, 8
COLOURS = ("#1b6ca8", "#c8553d", "#4c956c", "#8e6c8a", "#d9a441", "#5c677d")
_FONT = 'font-family="sans-serif" font-size="12"'


def bars(path: Path, title: str, values: dict[str, float]) -> None:
    """Write a bar for each value, the largest as wide as the plot."""
    most = max(values.values(), default=1.0)
    room = WIDTH - LEFT - 90
    out = [_text(10, 20, title, weight="bold")]
    for i, (name, value) in enumerate(values.items()):
        y = 36 + i * (BAR + GAP)
        colour = COLOURS[0] if name.startswith(("newslint", "the same")) else COLOURS[1]
        wide = max(1.0, room * value / most)
        out.append(_text(LEFT - 8, y + 13, name, anchor="end"))
        out.append(f'<rect x="{LEFT}" y="{y}" width="{wide:.1f}" height="{BAR}" fill="{colour}"/>')
        out.append(_text(LEFT + wide + 6, y + 13, f"{value:,.0f}"))
    _write(path, out, 44 + len(values) * (BAR + GAP))


def lines(path: Path, title: str, series: dict[str, list[tuple[int, float]]]) -> None:
    """Write a line for each series, both axes logarithmic."""
    points = [p for line in series.values() for p in line]
    if not points:
        return
    low_x, high_x = _reach([x for x, _ in points])
    low_y, high_y = _reach([y for _, y in points])
    left, top, right, bottom = 60, 36, 480, 336

    def at(x: float, y: float) -> tuple[float, float]:
        across = (math.log(x) - low_x) / (high_x - low_x)
        up = (math.log(y) - low_y) / (high_y - low_y)
        return left + across * (right - left), bottom - up * (bottom - top)

    out = [_text(10, 20, title, weight="bold")]
    out.append(f'<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="#888"/>')
    for x in sorted({x for x, _ in points}):
        out.append(_text(at(x, math.exp(low_y))[0], bottom + 16, f"{x} MB", anchor="middle"))
    for power in range(math.ceil(low_y / math.log(10)), math.floor(high_y / math.log(10)) + 1):
        y = at(math.exp(low_x), 10.0**power)[1]
        out.append(f'<path d="M{left} {y:.1f}H{right}" stroke="#ddd"/>')
        out.append(_text(left - 6, y + 4, f"{10.0**power:g} s", anchor="end"))
    for i, (name, line) in enumerate(series.items()):
        colour = COLOURS[i % len(COLOURS)]
        places = [at(x, y) for x, y in line]
        out.append(
            f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}" fill="none" stroke="{colour}" stroke-width="2"/>'
        )
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        out.append(f'<rect x="{right + 20}" y="{top + 20 * i}" width="12" height="12" fill="{colour}"/>')
        out.append(_text(right + 38, top + 20 * i + 11, name))
    _write(path, out, 370)


def _reach(values: list[int] | list[float]) -> tuple[float, float]:
    """The logarithms of the least and the largest value, never the same."""
    low, high = math.log(min(values)), math.log(max(values))
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _text(x: float, y: float, text: str, anchor: str = "start", weight: str = "normal") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" {_FONT} fill="#222">{escape(text)}</text>'


def _write(path: Path, parts: list[str], height: int) -> None:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}">'
    background = f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>'
    path.write_text("\n".join([head, background, *parts, "</svg>"]) + "\n", encoding="utf-8")
