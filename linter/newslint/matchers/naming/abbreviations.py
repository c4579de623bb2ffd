"""Abbreviations: explained, used, and standing for what they are said to stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newslint import expressions
from newslint.annotations.entities import abbreviations, stands_for
from newslint.annotations.sentences import block_at
from newslint.document import Document
from newslint.matchers.base import Match
from newslint.matchers.naming.scope import expression, story
from newslint.matchers.naming.spelling import distance
from newslint.rule import Rule
from newslint.span import Span


def acronym_undefined(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag the first use of an abbreviation that the draft explains nowhere; `known` ones need no explaining."""
    known = expression(rule, "known")
    found = document.fact(abbreviations)
    explained = {a.letters for a in found if a.expansion}
    seen: set[str] = set()
    for a in found:
        if a.letters in seen or known(a.letters) or a.letters in explained or _shouted(document.text, a.letters):
            continue
        seen.add(a.letters)
        block = block_at(document, a.span.start)
        if (
            block is None
            or not block.span.covers(a.span)
            or block.kind not in story(rule)
            or not _stands_alone(document.text, a.span)
            or _glossed(document, a.span, a.letters)
        ):
            continue
        yield Match(a.span, {"acronym": a.letters})


def _shouted(text: str, letters: str) -> bool:
    """Are they a word in capitals, which the draft has in small letters too?"""
    word = letters.lower()
    return word in text and re.search(rf"\b{re.escape(word)}\b", text) is not None and letters.isalpha()


_ALONE_BEFORE = expressions.compile(
    r"(?:^|[.!?]['\"”’)]*\s+|\b(?:in|at|by|for|from|with|of|to|and|that|when|as|on|[a-z]+ed|said|says|told|or|between|but|if),?\s+|,\s+)[Tt]he\s+$"
)
_ALONE_AFTER = expressions.compile(
    r"\s*(?:[.,;:!?)]|['’]s\s+[a-z]|$)|\s+(?:has|had|have|is|was|are|were|will|would|did|does|can|could|said|says|and|or|in|at|for|to|by|from|that|which|who|on|but|as|met|ran|won|lost|made|took|gave|went|came|got|put|set|left|began|[a-z]+ed)\b"
)


def _stands_alone(text: str, span: Span) -> bool:
    """Is it a noun of its own, "the NHTSA opened", and no part or name of something else?"""
    return bool(
        _ALONE_BEFORE.search(text, max(0, span.start - 30), span.start)
        and _ALONE_AFTER.match(text, span.end, span.end + 24)
    )


def _glossed(document: Document, span: Span, letters: str) -> bool:
    """Is it explained by an apposition, by its words somewhere in the draft, or part of a longer name?"""
    text = document.text
    if re.match(
        r"(?:['’]s)?,\s+(?:an?|the|which|or|formerly|short)\b|\s+\((?!\w+\))|\s+[A-Z]|[’']s\s+[A-Z]",
        text[span.end : span.end + 24],
    ):
        return True
    if re.search(
        r"(?:[A-Z][\w’'.-]*\s+|[-–(/]|\bcalled\s+|\bas\s+|,\s+or\s+)$", text[max(0, span.start - 24) : span.start]
    ) and not re.search(r"(?:^|[.!?]\s+)(?:The|In|At|A|An)\s+$", text[max(0, span.start - 24) : span.start]):
        return True
    initials = "".join(rf"{c}[\w’'.-]*(?:[\s-]+(?:of|the|and|for|in|on|to))*[\s-]+" for c in letters[:-1]) + letters[-1]
    return re.search(rf"\b{initials}", text, re.I) is not None


def acronym_unused(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag an abbreviation in brackets that the draft never uses."""
    known = expression(rule, "known")
    found = document.fact(abbreviations)
    uses = Counter(a.letters for a in found)
    for a in found:
        if not a.bracketed or a.expansion is None or uses[a.letters] > 1 or known(a.letters):
            continue
        once = len(re.findall(rf"\b{re.escape(a.letters)}", document.text)) == 1
        if once and _is_expansion(document, a.expansion, a.letters):
            brackets = Span(a.span.start - 1, a.span.end + 1)
            plain = brackets.of(document.text).startswith("(") and brackets.of(document.text).endswith(")")
            yield Match(brackets if plain else a.span, {"acronym": a.letters})


def _is_expansion(document: Document, expansion: Span, letters: str) -> bool:
    return stands_for(letters, expansion.of(document.text).split()) is not None


def acronym_mismatch(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag an abbreviation in brackets whose letters are those of the name before it but for one, or in another order."""
    known = expression(rule, "known")
    for a in document.fact(abbreviations):
        if not a.bracketed or a.expansion is None or known(a.letters) or not a.letters.isalpha():
            continue
        words = a.expansion.of(document.text).split()
        if stands_for(a.letters, words):
            continue
        capitals = _trailing_name(words)
        initials = "".join(p[0] for w in capitals for p in re.split(r"[-‑]", w) if p[:1].isupper())
        if (
            len(initials) == len(a.letters) >= 3
            and initials[0] == a.letters[0]
            and distance(initials.lower(), a.letters.lower()) == 1
        ):
            yield Match(a.span, {"acronym": a.letters, "expansion": " ".join(capitals), "initials": initials})


def _trailing_name(words: list[str]) -> list[str]:
    """The capitalised words right before the bracket, small words between them included."""
    out: list[str] = []
    for w in reversed(words):
        if not (w[:1].isupper() or w in ("of", "the", "and", "for", "in", "on", "to", "de", "&")):
            break
        out.append(w)
    while out and not out[-1][:1].isupper():
        out.pop()
    if len(out) > 1 and out[-1] in ("The", "In", "At", "A"):
        out.pop()
    return out[::-1]
