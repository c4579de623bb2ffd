"""Helping with slips of the pen in what users write."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `` Did you mean “x”?`` for a near miss, else an empty string."""
    import difflib  # needed only when something is wrong

    near = difflib.get_close_matches(word, list(known), 1, 0.6)
    return f" Did you mean “{near[0]}”?" if near else ""
