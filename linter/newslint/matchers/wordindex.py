"""What stands where in a document: which blocks hold which pieces of words, and the folded text of every block."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain

from newslint.annotations.vocabulary import vocabulary
from newslint.document import Document
from newslint.matchers.literals import EDGE, Pieces, fold
from newslint.matchers.texts import MOST, Texts

_NOWHERE: frozenset[int] = frozenset()
_KEEPS = 2_000  # blocks
_PIECE = 100_000  # characters


class PieceBook:
    """The pieces of words that patterns ask for, and which of them a word holds: worked out once for a word."""

    MOST_WORDS = 100_000

    def __init__(self) -> None:
        self.version = 0
        self._since: dict[str, int] = {}  # piece -> version it came with
        self._sets: dict[Pieces, int] = {}  # sets of pieces that were asked for -> version all of them were known from
        self._lengths: dict[str, list[int]] = {}  # first two characters of parts of words -> their lengths, ascending
        self._words: dict[str, tuple[str, ...]] = {}

    def add(self, pieces: Iterable[str]) -> None:
        """Have words looked through for these pieces too."""
        fresh = [p for p in pieces if p not in self._since]
        if not fresh:
            return
        self.version += 1
        self._since.update(dict.fromkeys(fresh, self.version))
        for piece in fresh:
            if piece.startswith(EDGE) and piece.endswith(EDGE):
                continue  # a whole word is found as such
            lengths = self._lengths.setdefault(piece[:2], [])
            if len(piece) not in lengths:
                insort(lengths, len(piece))
        self._words.clear()

    def knew(self, pieces: Pieces, version: int) -> bool:
        """Were all the pieces in the book at some version?"""
        since = self._sets.get(pieces)
        if since is None:
            if not pieces <= self._since.keys():
                return False
            since = self._sets[pieces] = max(map(self._since.__getitem__, pieces))
        return since <= version

    def of(self, word: str) -> tuple[str, ...]:
        """Return the pieces that a word (in small letters) holds."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= self.MOST_WORDS:
                self._words.clear()
            known = self._words[word] = self._within(EDGE + word + EDGE)
        return known

    def _within(self, framed: str) -> tuple[str, ...]:
        pieces, lengths = self._since, self._lengths
        end = len(framed)
        found: set[str] = set()
        if framed in pieces:
            found.add(framed)
        for i in range(end - 1):
            beginning = framed[i : i + 2]
            if beginning in lengths:
                for length in lengths[beginning]:
                    if i + length > end:
                        break
                    piece = framed[i : i + length]
                    if piece in pieces:
                        found.add(piece)
        return tuple(found)


@lru_cache(maxsize=1)
def piece_book() -> PieceBook:
    """Return this process's book of pieces."""
    return PieceBook()


class WordIndex:
    """Which blocks hold a piece of a word. The pieces in the book are found by one look at every word, others one by one."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._words = words = document.fact(vocabulary)
        book = piece_book()
        self.version = book.version
        found: dict[str, list[list[int]]] = {}
        for word, blocks in words.items():
            for piece in book.of(word):
                if piece in found:
                    found[piece].append(blocks)
                else:
                    found[piece] = [blocks]
        self.present = found  # every piece of the book that is in the document: the places of each word that holds it
        self._keeps = (
            len(document.blocks) <= _KEEPS
        )  # what is kept for every pattern would fill the memory of a long text
        self._folded: list[str | None] = [None] * len(document.blocks)

    def blocks_with(self, piece: str) -> frozenset[int]:
        """Return the indices of the blocks that hold a word with `piece` (lower case) in it, or at the edges it names."""
        return self.blocks_with_any(frozenset([piece]))

    def holds(self, piece: str) -> bool:
        """Is there a word with the piece anywhere?"""
        return bool(self.blocks_with(piece))

    def blocks_with_any(self, pieces: Pieces) -> frozenset[int]:
        """Return the indices of the blocks that hold at least one of the pieces."""
        return self.blocks_with_each((pieces,))

    def blocks_with_each(self, sets: Sequence[Pieces]) -> frozenset[int]:
        """Return the indices of the blocks that hold at least one piece of each set; most often one set is nowhere."""
        here = []
        for pieces in sets:
            found = self._those_here(pieces)
            if not found:
                return _NOWHERE
            here.append(found)
        return frozenset.intersection(*map(self._places, here))

    def _those_here(self, pieces: Pieces) -> set[str]:
        """Return those of the pieces that the document holds."""
        if not piece_book().knew(pieces, self.version):
            for piece in pieces - self.present.keys():
                if places := self._searched(piece):
                    self.present[piece] = places
        return self.present.keys() & pieces

    def _places(self, pieces: set[str]) -> frozenset[int]:
        """Return the blocks of all words that hold one of the pieces, which are in the document."""
        flat = chain.from_iterable
        return frozenset(flat(flat(map(self.present.__getitem__, pieces))))

    def _searched(self, piece: str) -> list[list[int]]:
        if piece.startswith(EDGE) and piece.endswith(EDGE):
            return [self._words[piece[1:-1]]] if piece[1:-1] in self._words else []
        found: list[list[int]] = []
        starts, vocabulary, words = self._vocabulary
        skip = piece.startswith(EDGE)
        at = vocabulary.find(piece)
        while at >= 0:
            i = bisect_right(starts, at + skip) - 1
            found.append(self._words[words[i]])
            at = vocabulary.find(piece, starts[i + 1] - skip) if i + 1 < len(starts) else -1
        return found

    @cached_property
    def _vocabulary(self) -> tuple[list[int], str, list[str]]:
        """Where every word begins, the words joined, the words."""
        words = sorted(self._words)
        starts = list(accumulate((len(w) + 1 for w in words[:-1]), initial=1))
        return starts, EDGE + EDGE.join(words) + EDGE, words

    def has(self, texts: tuple[Texts, ...]) -> bool:
        """Does the document hold one of each set of folded stretches?"""
        whole, characters = self._whole
        return _holds(whole, characters, texts)

    @cached_property
    def _whole(self) -> tuple[str, frozenset[str]]:
        folded = f" {_folded(self._document.text)} "
        return folded, frozenset(folded)

    def block_has(self, i: int, texts: tuple[Texts, ...]) -> bool:
        """Does a block hold one of each set of folded stretches?"""
        folded = self._folded[i]
        if folded is None:
            folded = f" {fold(self._document.blocks[i].span.of(self._document.text))} "
            if self._keeps:
                self._folded[i] = folded
        return _holds(folded, folded, texts)


def _folded(text: str) -> str:
    """Fold a text, a long one in pieces that end with a line: folding holds every word of its text by itself."""
    pieces = []
    at = 0
    while at < len(text):
        end = text.find("\n", at + _PIECE)
        end = len(text) if end < 0 else end
        pieces.append(fold(text[at:end]))
        at = end
    return " ".join(p for p in pieces if p)


def _holds(folded: str, characters: Iterable[str], sets: tuple[Texts, ...]) -> bool:
    for texts in sets:
        if len(texts) > MOST:  # then they are characters
            if texts.isdisjoint(characters):
                return False
            continue
        for text in texts:
            if text in folded:
                break
        else:
            return False
    return True


def word_index(document: Document) -> WordIndex:
    """The document's word index, a fact."""
    return WordIndex(document)
