"""confusable: a word that exists but is the wrong one here ("wreck havoc").

Each pair says which word is wrong, which is meant, and what gives the slip away:

    wrong, right   two words or phrases; their regular forms go along (wrecked havoc → wreaked havoc)
    cue            an expression that holds the wrong word and the company that is proof of the slip
    flip           instead of a cue, for a word that news hardly needs: wrong wherever it stands, unless this
                   expression (its own licence) is found in the sentence; names are left alone
    only           the forms to look at, when not all of them go along
    slip, leave    a phrase that is the slip and one that must stay silent; they are the pair's tests
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import regex

from newslint import expressions
from newslint.annotations.inflect import forms
from newslint.annotations.names import names
from newslint.annotations.sentences import sentence_at
from newslint.annotations.vocabulary import vocabulary
from newslint.document import Document
from newslint.fingerprint import blake2b
from newslint.kept import ours
from newslint.matchers.base import Match, Matcher, Pattern, keep_case, phrase_expression, position_of
from newslint.records import dataclass
from newslint.rule import Rule
from newslint.span import Span

if TYPE_CHECKING:
    from newslint.yamlnodes import Node

FIELDS = ("wrong", "right", "cue", "flip", "only", "slip", "leave")
_WORD = expressions.compile(r"[^\W\d_]+")
_WHOLE = regex.compile(r"\w+")  # as the vocabulary has words, so that one is looked up there


Row = tuple[str, tuple[str, ...], str, str | None, tuple[str, ...], str, tuple[str, ...]]  # the fields of a Pair


@dataclass(frozen=True)
class Pair:
    """One wrong word, what is meant, and its proof: a cue, or a licence that is missing (`flip`)."""

    wrong: str
    right: tuple[str, ...]
    cue: str
    flip: str | None
    only: tuple[str, ...]
    slip: str
    leave: tuple[str, ...]

    @cached_property
    def swaps(self) -> dict[str, tuple[str, ...]]:
        """Wrong form, in small letters, to the right ones; where two forms look alike the first counts."""
        out: dict[str, tuple[str, ...]] = {}
        rights = [forms(r) for r in self.right]
        for i, wrong in enumerate(forms(self.wrong.lower())):
            if not self.only or wrong in self.only:
                out.setdefault(wrong, tuple(r[i] for r in rights))
                if wrong.endswith(("aled", "eled", "aling", "eling")):  # British doubling
                    cut = -2 if wrong.endswith("ed") else -3
                    out.setdefault(wrong[:cut] + "l" + wrong[cut:], tuple(r[i] for r in rights))
        return out


def _pairs(node: Node) -> tuple[Row, ...]:
    """A list of {wrong, right, cue or flip, only, slip, leave}: plain data, as rules are kept between runs."""
    out = []
    for item in node.list():
        f = item.fields(FIELDS)
        for needed in ("wrong", "right", "slip", "leave"):
            if needed not in f:
                raise item.wrong(f"a pair needs “{needed}”.")
        if not _WORD.search(f["wrong"].text()):
            raise f["wrong"].wrong("there is no word here; write the word that is wrong.")
        if ("cue" in f) == ("flip" in f):
            raise item.wrong("a pair needs a “cue” or a “flip”, one of the two.")
        out.append(
            (
                f["wrong"].text(),
                f["right"].texts(),
                f["cue"].text() if "cue" in f else "",
                f["flip"].text() if "flip" in f else None,
                f["only"].texts() if "only" in f else (),
                f["slip"].text(),
                f["leave"].texts(),
            )
        )
    return tuple(out)


OPTIONS = {"pairs": _pairs}


def build(rule: Rule) -> Matcher:
    """Flag the wrong word of each pair where its cue holds, or where a flipped word stands without its licence."""
    rows: tuple[Row, ...] = rule.options["pairs"]
    key = blake2b(marshal.dumps(rows, 4), digest_size=16).hexdigest()
    by_word: dict[str, list[int]] = ours().plain(f"confusable words {key}", lambda: _by_word(rows))
    ready: dict[int, _Ready] = {}

    def match(document: Document) -> Iterator[Match]:
        here: dict[int, set[int]] = {}
        words = document.fact(vocabulary)
        for word in by_word.keys() & words.keys():
            for order in by_word[word]:
                here.setdefault(order, set()).update(words[word])
        for order in sorted(here):
            if order not in ready:
                ready[order] = _Ready(Pair(*rows[order]), position_of(rule))
            for i in sorted(here[order]):
                block = document.blocks[i]
                if block.kind in rule.scope:
                    yield from ready[order].find(document, block.span)

    return match


def _by_word(rows: Iterable[Row]) -> dict[str, list[int]]:
    """The longest word of every wrong form, with the pairs it may be the slip of."""
    out: dict[str, list[int]] = {}
    for order, row in enumerate(rows):
        for wrong in Pair(*row).swaps:
            if word := _longest_word(wrong):
                out.setdefault(word, []).append(order)
    return out


def _longest_word(phrase: str) -> str:
    return max(map(str, _WHOLE.findall(phrase)), key=len, default="")


class _Ready:
    """A pair with its expressions, compiled when first needed."""

    def __init__(self, pair: Pair, where: str) -> None:
        self.pair = pair
        longest_first = sorted(pair.swaps, key=lambda w: (-len(w), w))
        self._wrong = Pattern("|".join(phrase_expression(w) for w in longest_first), where=where)
        self._cue = Pattern(pair.cue, where=where) if pair.cue else None
        self._licence = Pattern(pair.flip, where=where) if pair.flip else None

    def find(self, document: Document, block: Span) -> Iterator[Match]:
        """Yield the slips in one block."""
        if self._cue is None:
            yield from self._flipped(document, block)
            return
        for m in self._cue.finditer(document.text, *block):
            wrong = self._wrong.search(document.text, block.start + m.start(), block.start + m.end())
            if wrong is not None:
                yield self._match(wrong, block.start + m.start())

    def _flipped(self, document: Document, block: Span) -> Iterator[Match]:
        for m in self._wrong.finditer(document.text, *block):
            found = self._match(m, block.start)
            if document.fact(names).overlaps(found.span):
                continue
            sentence = sentence_at(document, found.span.start) or block
            if self._licence is None or not self._licence.search(document.text, *sentence):
                yield found

    def _match(self, m: re.Match[str], start: int) -> Match:
        word = m.group()
        rights = self.pair.swaps[" ".join(word.lower().replace("’", "'").split())]
        offers = tuple(keep_case(word, r) for r in rights)
        values = {"wrong": word, "right": "” or “".join(offers)}
        return Match(Span(start + m.start(), start + m.end()), values, offers)
