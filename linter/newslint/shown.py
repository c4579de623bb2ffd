"""Text of others as a person may be shown it: on one line, and nothing in it that a terminal or a CI log would obey."""

from __future__ import annotations

_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # direction overrides hide what is there


def plain(text: str) -> str:
    """Return the text with tabs and line breaks as spaces and every control as U+FFFD."""
    if text.isprintable():
        return text
    return "".join(map(_plain, text))


def _plain(c: str) -> str:
    if c in "\t\r\n":
        return " "
    return c if c >= " " and not "\x7f" <= c <= "\x9f" and c not in _TURNS else "�"
