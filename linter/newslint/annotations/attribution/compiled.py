"""The model's arithmetic by the compiled kernel `_labels`, where it was built: the same numbers as by lanes.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newslint.annotations.attribution.features import Row
from newslint.annotations.attribution.wordtypes import Word

if TYPE_CHECKING:
    from newslint.annotations.attribution._labels import Labeller


class Compiled:
    """Words, sentences and paragraphs put before the kernel. It looks every weight up: nothing is kept."""

    def __init__(self, labeller: Labeller) -> None:
        self._labeller = labeller

    def forget(self) -> None:
        """Nothing to forget."""

    def set_of(self, form: str) -> int:
        """Return the number of a known form's set of parts of speech, -1 for others."""
        return self._labeller.set_of(form.encode("utf-8", "surrogatepass"))

    def cue_of(self, low: str) -> int:
        """Return how often a form in small letters is a cue, -1 for one that is not known as a cue."""
        return self._labeller.cue_of(low.encode("utf-8", "surrogatepass"))

    def word(self, features: Sequence[str], beginnings: Sequence[str]) -> tuple[bytes, bytes]:
        """Return a word's weights by itself, `Word.near` and `Word.sums`, as the kernel packs them."""
        return self._labeller.word("\n".join([*features, *beginnings]).encode("utf-8", "surrogatepass"))

    def tag(self, words: Sequence[Word]) -> bytes:
        """Return the parts of speech of one sentence."""
        return self._labeller.tag(
            [w.word for w in words],
            [w.amb for w in words],
            [w.capital for w in words],
            [w.tags for w in words],
            [w.near for w in words],
        )

    def label(self, row: Row, words: Sequence[Word]) -> bytes:
        """Return the label of every token of a row, by two passes."""
        return self._labeller.label(row, [w.sums for w in words])
