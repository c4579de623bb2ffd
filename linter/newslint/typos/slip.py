"""What the spelling checks report."""

from __future__ import annotations

from newslint.records import dataclass
from newslint.span import Span


@dataclass(frozen=True, slots=True)
class Slip:
    """A word that looks like a slip.

    `span` is in code points into `Document.text`. `suggestions` are what may have been meant, likeliest
    first, in the case of the text. `score` is the detector's confidence, 0 to 1.
    """

    span: Span
    suggestions: tuple[str, ...]
    score: float


def in_case_of(word: str, like: str) -> str:
    """Return `word` written with the capitals of `like`."""
    if len(like) > 1 and like.isupper():
        return word.upper()
    if like[:1].isupper():
        return word[:1].upper() + word[1:]
    return word
