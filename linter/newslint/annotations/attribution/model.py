"""The trained model at work: tokens of a paragraph in, a label for each out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from newslint.annotations.attribution.features import Row
from newslint.annotations.attribution.store import read_sections
from newslint.annotations.attribution.tagger import TAGS
from newslint.annotations.attribution.wordtypes import Word, beginnings, features_of, unknown_set
from newslint.native import load

if TYPE_CHECKING:
    from newslint.annotations.attribution.compiled import Compiled
    from newslint.annotations.attribution.lanes import Lanes

OPEN_CLASS = bytes(TAGS.index(t) for t in "N NS NP VB VBD VBN VBG VBZ VBP JJ RB CD X".split())
PROPER = bytes([TAGS.index("NP")])
FILE = Path(__file__).parent.parent / "models" / "attribution.bin"


def arithmetic(sections: dict[str, memoryview]) -> Compiled | Lanes:
    """Return what computes with the weights: the kernel, or Python where it was not built."""
    kernel = load("newslint.annotations.attribution._labels")
    if kernel is None:
        from newslint.annotations.attribution.lanes import Lanes

        return Lanes(sections)
    from newslint.annotations.attribution.compiled import Compiled

    return Compiled(kernel.Labeller(sections))


class Model:
    """The model's weights and what has been computed of word types so far."""

    MOST_WORDS = 20_000
    MOST_PARAGRAPHS = 2_000

    def __init__(self, path: Path = FILE) -> None:
        sections = read_sections(path)
        self._arithmetic = arithmetic(sections)
        self._options = bytes(sections["sets"]).split(b"\xff")
        self._words: dict[str, Word] = {}
        self.labelled: dict[tuple[object, ...], bytes] = {}  # paragraphs labelled before, see find._labels

    def forget(self) -> None:
        """Drop what has been computed so far: much after a long draft, and the rules behind need the room."""
        self._words.clear()
        self.labelled.clear()
        self._arithmetic.forget()

    def words(self, texts: Sequence[str]) -> list[Word]:
        """Return what is known of each token."""
        known = self._words
        if len(known) > self.MOST_WORDS:
            known.clear()
        out = []
        for text in texts:
            word = known.get(text)
            if word is None:
                word = known[text] = self._word(text)
            out.append(word)
        return out

    def _word(self, text: str) -> Word:
        word = Word(text)
        using = self._arithmetic
        number = using.set_of(text)
        if number >= 0:
            word.tags, word.amb = self._options[number], number
        else:
            lower = using.set_of(word.low) if word.capital else -1
            if lower >= 0:
                word.tags, word.amb = self._options[lower].replace(PROPER, b"") + PROPER, lower
            else:
                word.tags, word.amb = OPEN_CLASS, unknown_set(text)
        cue = using.cue_of(word.low)
        word.cue = cue if cue >= 0 else 1 if 1 <= word.cls <= 12 else 0
        word.near, word.sums = using.word(features_of(word), beginnings(text))
        return word

    def tag(self, words: Sequence[Word]) -> bytes:
        """Return the parts of speech of one sentence, as numbers in `TAGS`."""
        return self._arithmetic.tag(words)

    def label(self, row: Row, words: Sequence[Word]) -> bytes:
        """Return the label of every token of a row; where no word is ever a cue and nothing is quoted, none."""
        if not any(row.cue) and not any(row.quote):
            return bytes(len(words))
        return self._arithmetic.label(row, words)


@lru_cache(maxsize=1)
def model() -> Model:
    """Load the model once a process."""
    return Model()
