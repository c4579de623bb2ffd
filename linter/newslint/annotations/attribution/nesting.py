"""What somebody says that somebody else said: attributions inside another's content.

"The chair said officials believe the dam is safe": the chair speaks; what officials believe is hearsay of hers. The
corpus that the model learned from marks the outer one alone, so the inner ones are read by grammar, when asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from newslint.annotations.attribution.antecedents import typed
from newslint.annotations.attribution.grammar import LONGEST, read_sentence
from newslint.annotations.attribution.parts import Attribution, Found
from newslint.annotations.attribution.phrases import LEX
from newslint.annotations.tokens import Token, tokenize
from newslint.document import Document
from newslint.span import Span

_DEPTH = 3
_CROWD = 24  # more cues than this in one piece of content: a list of words, and nobody's speech
_SELF = frozenset("i we you one".split())  # whoever speaks, speaks for themselves; "you" is whom they speak to
# attitudes that are one's own words only with a clause behind them; without they describe what somebody does
_CLAUSE = frozenset("that to whether if he she they it we i you the a an there this his her their its no".split())
_WEAK = frozenset("see seek appear seem mean know read show find continue point vote request offer decide".split())
_MARKS = frozenset("“ ” \" ‘ ’ '' `` « »".split())


class Nested(NamedTuple):
    """An attribution inside another's content, with those inside its own."""

    attribution: Attribution
    inner: tuple[Nested, ...]


class _Cues(NamedTuple):
    """Cues in order: where they begin, and how far the cues up to each reach."""

    starts: list[int]
    reach: list[int]

    @classmethod
    def of(cls, cues: Iterable[Span]) -> _Cues:
        """Sort the cues."""
        order = sorted(cues)
        return cls([c.start for c in order], list(accumulate((c.end for c in order), max)))

    def overlap(self, span: Span) -> bool:
        """Does one of them overlap the span?"""
        at = bisect_left(self.starts, span.end)
        return at > 0 and self.reach[at - 1] > span.start

    def crowd(self, span: Span) -> bool:
        """Do very many begin in the span? Contents that overlap would be read again for each of them."""
        at = bisect_left(self.starts, span.start) + _CROWD
        return at < len(self.starts) and self.starts[at] < span.end


class _Inside(NamedTuple):
    found: Found
    inner: tuple[_Inside, ...]


def nested(document: Document) -> dict[Attribution, tuple[Nested, ...]]:
    """Return what is told at second hand: attributions of `document.attributions` with those in their contents. A fact."""
    known = document.attributions
    cues = _Cues.of({a.cue for a in known if a.cue is not None})
    outer = {a: tuple(_inside(document.text, a.content, cues, _DEPTH)) for a in known}
    all_found = [Found(a.source.span if a.source else None, a.cue, list(a.content)) for a in known]
    for insides in outer.values():
        all_found += _flat(insides)
    sources = typed(document.text, all_found)

    def made(one: _Inside) -> Nested:
        source = sources[one.found.source] if one.found.source is not None else None
        return Nested(
            Attribution(source, one.found.cue, tuple(one.found.content)), tuple(made(more) for more in one.inner)
        )

    return {a: tuple(made(one) for one in insides) for a, insides in outer.items() if insides}


def _flat(insides: Sequence[_Inside]) -> Iterator[Found]:
    for one in insides:
        yield one.found
        yield from _flat(one.inner)


def _inside(text: str, content: Sequence[Span], cues: _Cues, depth: int) -> Iterator[_Inside]:
    """Yield what is attributed within `content`; cues that stand outside of it, or are known already, are no part."""
    for span in content:
        if cues.crowd(span):
            continue
        for sentence in _sentences(tokenize(text, *span)):
            found = [f for f in read_sentence(sentence, [False] * len(sentence)) if _tells(text, f, cues)]
            for one in found:
                if any(_holds(other, one) for other in found if other is not one):
                    continue  # it is inside that one, and found again there
                deeper = tuple(_inside(text, one.content, cues, depth - 1)) if depth > 1 else ()
                yield _Inside(one, deeper)


def _holds(outer: Found, one: Found) -> bool:
    return one.cue is not None and any(c.covers(one.cue) for c in outer.content)


def _sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Cut a content at its stops, and what has none in stretches; quotation marks are left out, all of it is said."""
    sentence: list[Token] = []
    for token in tokens:
        if token.text not in _MARKS:
            sentence.append(token)
        if token.text in {".", "!", "?"} or len(sentence) == LONGEST:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _tells(text: str, one: Found, cues: _Cues) -> bool:
    """Does somebody else speak, think or plan here?"""
    if one.cue is None or one.source is None or not one.content or cues.overlap(one.cue):
        return False
    if not one.cue.of(text)[0].isalpha() and not one.cue.of(text).startswith(("'", "’")):
        return False  # a colon, as in the title of a report
    who = one.source.of(text).lower().split()
    if not who or (who[0] in _SELF and len(who) == 1):
        return False
    words = one.cue.of(text).lower().replace("’", "'").split()
    verb = next((LEX.verbs[w] for w in reversed(words) if w in LEX.verbs and w not in LEX.nouns), None)
    if verb is None:
        return words[0] != "'s" or words[-1] in LEX.nouns  # "according to", a noun with its owner, "are of the view"
    if verb[0] == "judgement" or words[0] == "'s" or any(w.startswith(weak) for w in words for weak in _WEAK):
        return False
    said = one.content[0].of(text).lower().split()
    if verb[0] == "attitude":
        return said[0] in _CLAUSE or _finite(said)
    return (said[0] in _CLAUSE and len(said) > 2) or _finite(said)


def _finite(words: Sequence[str]) -> bool:
    """Is there a word that only a clause has?"""
    return any(w in LEX.auxiliary or w in LEX.verbs for w in words[1:])
