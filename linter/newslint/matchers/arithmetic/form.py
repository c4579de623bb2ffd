"""How figures are written: commas, words or digits, the number that opens a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newslint import expressions
from newslint.annotations.numbers import Quantity, QuantityKind, quantities
from newslint.annotations.sentences import block_at, sentence_at, sentence_starts
from newslint.document import BlockKind, Document
from newslint.matchers.base import Match
from newslint.rule import Rule
from newslint.span import Span

_K = QuantityKind
_PLURAL = expressions.compile(
    r"\s+(?:(?:or\s+(?:more|so|fewer)|extra|new|more|other|local|[a-z]+(?:ed|ing|al|ic|an|ful|less))\s+)?(?:(?!was|is|has|this|its|as|us|plus|across|perhaps|always|less)[a-z]+[a-z]s|people|troops|men|women|children|police|personnel|staff)\b(?!['’-])"
)
_HEADS = expressions.compile(r"\s+(?:troops|soldiers|casualties|tons|tonnes|miles|acres|hectares|votes)\b")
_PEOPLE = expressions.compile(
    r"\s+(?:[a-z]+\s+)?(?:people|men|women|children|residents|workers|jobs|homes|cases|deaths|students|voters|members|protesters|refugees|patients|employees|houses|families)\b"
)
_RANGE_AFTER = expressions.compile(r"\s+(?:to|or|and)\s+(?=[$£€]?\d{4})")
_METRES = frozenset({"m", "metre", "meter"})


def _in_scope(document: Document, q: Quantity, rule: Rule) -> BlockKind | None:
    block = block_at(document, q.span.start)
    return block.kind if block and block.span.covers(q.span) and block.kind in rule.scope else None


def thousands_comma(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag figures of four to seven digits without a comma, where they count something or are money."""
    text = document.text
    found = [
        q
        for q in document.fact(quantities)
        if q.figures.isdigit() and 4 <= len(q.figures) <= 7 and not q.figures.startswith("0")
    ]
    for i, q in enumerate(found):
        if q.kind not in (_K.COUNT, _K.MONEY, _K.MEASURE) or q.scale or (q.unit in _METRES and int(q.value) <= 10000):
            continue
        counts = bool(_PLURAL.match(text, q.span.end)) or (q.rounding in ("over", "under") and not q.compound)
        joined = _RANGE_AFTER.match(text, q.span.end)
        if joined and i + 1 < len(found) and found[i + 1].span.start == joined.end():
            counts = counts or bool(_PLURAL.match(text, found[i + 1].span.end))
        if (
            len(q.figures) == 4 and "1500" <= q.figures <= "2099" and q.kind is _K.COUNT
        ):  # a year, unless something says more
            more = q.rounding in ("over", "under") and bool(_PEOPLE.match(text, q.span.end))
            counts = counts and (bool(joined) or more or bool(_HEADS.match(text, q.span.end)))
        if (q.kind is not _K.COUNT or counts) and _in_scope(document, q, rule):
            span = Span(q.span.start, q.number.end)
            written = span.of(text).replace(q.figures, f"{int(q.figures):,}")
            yield Match(span, {"fixed": written}, (written,))


def sentence_start(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag figures that open a sentence of the story; a year may."""
    starts = frozenset(document.fact(sentence_starts))
    for q in document.fact(quantities):
        if (
            q.figures
            and q.span.start in starts
            and q.kind not in (_K.YEAR, _K.LABEL)
            and _in_scope(document, q, rule) is BlockKind.BODY
        ):
            after = document.text[q.span.end : q.span.end + 1]
            sentence = sentence_at(document, q.span.start)
            if not sentence or len(sentence.of(document.text).split()) < 4 or after not in " -":
                continue
            follows = document.text[: q.span.start].rstrip()
            named = after == " " and document.text[q.span.end + 1 : q.span.end + 2].isupper()
            if not named and (not follows or follows[-1] in ".!?\"”’'"):
                yield Match(q.span)


_NAMES = "zero one two three four five six seven eight nine".split()
_EXEMPT = expressions.compile(
    r"\s+(?:in|out of|of|to|for|and|or|on|-|–|per|x|×|by|points?|runs?|goals?|tries|wickets?|times|down|under|over|votes?|seats?|games?|sets?|overs?|laps?|p\.?m|a\.?m|years?\s+old|"
    r"feet|foot|inch(?:es)?|degrees?|acres?|hours?|minutes?|seconds?|[A-Z])\b|\s*[-–+*/=)]",
)
_SPELLED_NOUN = expressions.compile(r"\s+(?:[a-z]+\s+)?(?:[a-z]+[a-z]s|people|men|women|children)\b(?!['’-])")


def spell_out(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a single digit that counts things and would be a word."""
    text = document.text
    for q in document.fact(quantities):
        if q.kind is not _K.COUNT or len(q.figures) != 1 or q.scale or q.compound or q.value < 1:
            continue
        if (
            _EXEMPT.match(text, q.span.end)
            or not _SPELLED_NOUN.match(text, q.span.end)
            or _in_scope(document, q, rule) is not BlockKind.BODY
        ):
            continue
        sentence = sentence_at(document, q.span.start)
        others = [
            o
            for o in document.fact(quantities)
            if sentence
            and sentence.covers(o.span)
            and o is not q
            and o.figures
            and o.kind in (_K.COUNT, _K.LABEL, _K.MEASURE)
        ]
        if not others and not re.search(
            r"\b[A-Z]\w*[ -]$|[#(/:•]\s?$|\b(?:No\.?|to|and|of|at|or|than)\s$",
            text[max(0, q.span.start - 16) : q.span.start],
        ):
            word = _NAMES[int(q.value)]
            yield Match(q.span, {"word": word}, (word,))


def figures(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a number from 10 to 99 in words where the draft writes such numbers in figures."""
    starts = frozenset(document.fact(sentence_starts))
    tens = [
        q
        for q in document.fact(quantities)
        if 10 <= q.value < 100 and q.value == int(q.value) and not q.scale and q.kind is _K.COUNT
    ]
    if not any(q.figures for q in tens):
        return
    for q in tens:
        written = document.text[q.span.start : q.span.end]
        if (
            q.figures
            or q.compound
            or q.rounding
            or q.span.start in starts
            or written[:1].isupper()
            or "dozen" in written
            or " " in written
        ):
            continue
        if _in_scope(document, q, rule) is BlockKind.BODY and _SPELLED_NOUN.match(document.text, q.span.end):
            yield Match(q.span, {"figures": str(int(q.value))}, (str(int(q.value)),))
