"""Sentences with the part of speech of every word, written so that an expression can be run over them.

The parts of speech are those the attribution model works out for itself; a rule that asks for them costs no second
reading. A sentence is a line ``word_TAG word_TAG …``: small letters, straight apostrophes, one blank behind every token, none inside.
"""

from __future__ import annotations

from bisect import bisect_right

from newslint.annotations.attribution.find import tags
from newslint.annotations.attribution.model import model
from newslint.annotations.attribution.rows import paragraphs
from newslint.annotations.attribution.tagger import TAGS
from newslint.annotations.tokens import Token
from newslint.document import Document, passing
from newslint.records import dataclass
from newslint.span import Span

# whatever the apostrophe; “'s” is left to the tagger, which knows a verb from a possessive by its neighbours
_CONTRACTIONS = {"n't": "RB", "'ve": "VBP", "'re": "VBP", "'m": "VBP", "'ll": "MD", "'d": "MD"}


@dataclass(frozen=True, slots=True)
class TaggedParagraph:
    """One paragraph: `text` as expressions see it (a line a sentence), where each token begins there, and the tokens."""

    text: str
    starts: tuple[int, ...]
    tokens: tuple[Token, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the span in the document of what ``text[start:end]`` stands for: whole tokens."""
        first = self.at(start)
        return Span(self.tokens[first].start, self.tokens[max(first, self.at(end - 1))].end)

    def at(self, offset: int) -> int:
        """Return the index of the token that is written at `offset`."""
        return bisect_right(self.starts, offset) - 1


@passing
def tagged(document: Document) -> dict[Span, TaggedParagraph]:
    """Return the blocks of prose with their parts of speech, by the blocks' spans. A fact."""
    using = model()
    found: dict[Span, TaggedParagraph] = {}
    block_starts = [b.span.start for b in document.blocks]
    for paragraph in paragraphs(document):
        firsts = frozenset(paragraph.sentences)
        pieces: list[str] = []
        starts: list[int] = []
        at = 0
        for i, (token, tag) in enumerate(zip(paragraph.tokens, tags(paragraph, using), strict=True)):
            word = token.text.lower().replace("’", "'")
            piece = f"{word}_{_CONTRACTIONS.get(word) or TAGS[tag]} "
            if i in firsts:
                piece = "\n" + piece
            pieces.append(piece)
            starts.append(at)
            at += len(piece)
        block = document.blocks[bisect_right(block_starts, paragraph.tokens[0].start) - 1].span
        found[block] = TaggedParagraph("".join(pieces), tuple(starts), tuple(paragraph.tokens))
    return found
