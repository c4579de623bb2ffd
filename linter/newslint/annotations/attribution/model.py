"""The trained model at work: tokens of a paragraph in, a label for each out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
Sections = dict[str, memoryview]  # of the model's file
FILE = Path(__file__).parent.parent / "models" / "attribution.bin"


def arithmetic(sections: Sections) -> Compiled | Lanes:
    """Return what computes with the weights: the kernel, or Python where it was not built."""
    kernel = load("newslint.annotations.attribution._labels")
    if kernel is None:
        from newslint.annotations.attribution.lanes import Lanes

        return Lanes(sections)
    from newslint.annotations.attribution.compiled import Compiled

    return Compiled(kernel.Labeller(sections))


class Words(dict[str, Word]):
    """Written form → what is known of it, worked out once."""

    def __init__(self, using: Compiled | Lanes, options: Sequence[bytes]) -> None:
        super().__init__()
        self._using = using
        self._options = options

    def __missing__(self, text: str) -> Word:
        word = Word(text)
        using = self._using
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
        self[text] = word
        return word


class Model:
    """The model's weights and what has been computed of word types so far."""

    MOST_WORDS = 20_000
    MOST_PARAGRAPHS = 2_000

    def __init__(self, path: Path = FILE, computing: Callable[[Sections], Compiled | Lanes] = arithmetic) -> None:
        sections = read_sections(path)
        self._arithmetic = computing(sections)
        self._words = Words(self._arithmetic, bytes(sections["sets"]).split(b"\xff"))
        self.labelled: dict[tuple[object, ...], bytes] = {}  # paragraphs labelled before, see find._labels

    def forget(self) -> None:
        """Drop what has been computed so far: much after a long draft, and the rules behind need the room."""
        self._words.clear()
        self.labelled.clear()
        self._arithmetic.forget()

    def words(self, texts: Sequence[str]) -> list[Word]:
        """Return what is known of each token."""
        if len(self._words) > self.MOST_WORDS:
            self._words.clear()
        return list(map(self._words.__getitem__, texts))

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
