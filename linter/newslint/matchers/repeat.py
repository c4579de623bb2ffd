"""repeat: the same thing again too soon: a doubled word, a word used twice in a sentence, a repeated opener."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newslint import expressions
from newslint.annotations.sentences import block_at
from newslint.annotations.tokens import Token, sentence_tokens
from newslint.document import BlockKind, Document
from newslint.matchers import options
from newslint.matchers.base import Match, Matcher
from newslint.matchers.measure import opening
from newslint.rule import Rule
from newslint.span import Span

OPTIONS = {
    "what": options.choice("neighbours", "within-sentence", "opener", "paragraphs"),
    "allow": options.texts,
    "only": options.texts,
    "times": options.integer,
    "min_length": options.integer,
    "words": options.integer,
    "apart": options.integer,
}


def build(rule: Rule) -> Matcher:
    """Flag the repetition `what` names: the doubled word whole, otherwise the repeat."""
    what = rule.options.get("what", "neighbours")
    allow = frozenset(w.lower() for w in rule.options.get("allow", ()))
    if what == "neighbours":
        return lambda document: _neighbours(document, rule, allow)
    if what == "paragraphs":
        return lambda document: _paragraphs(document, rule)
    if what == "opener":
        return lambda document: _openers(document, rule, allow)
    return lambda document: _within_sentence(document, rule, allow)


_DOUBLE = expressions.compile(r"\b([^\W\d_]++(?:['’][^\W\d_]++)?+)(\s++)(\1)\b(?![-'’]\w)", re.I)


def _neighbours(document: Document, rule: Rule, allow: frozenset[str]) -> Iterator[Match]:
    """A word twice in a row ("the the"); a capitalised pair ("Duran Duran") is a name."""
    for block in document.blocks:
        if block.kind not in rule.scope:
            continue
        for m in _DOUBLE.finditer(document.text, *block.span):
            first, second = m.group(1), m.group(3)
            at_start = m.start() == block.span.start or document.text[m.start() - 1] in "\"“'‘"
            name = first[0].isupper() and second[0].isupper() and not (at_start and first.isupper())
            joined = document.text[m.start() - 1] in "-'’" if m.start() > block.span.start else False
            if first.lower() in allow or name or joined:
                continue
            yield Match(Span(*m.span()), {"word": first}, (first,))


def _paragraphs(document: Document, rule: Rule) -> Iterator[Match]:
    """A paragraph of at least `words` words that stands in the draft already, word for word."""
    least = rule.options.get("words", 12)
    seen: dict[str, int] = {}
    number = 0
    for block in document.blocks:
        if block.kind not in rule.scope:
            continue
        number += 1
        words = re.findall(r"\w+", block.span.of(document.text).lower())
        if len(words) < least:
            continue
        first = seen.setdefault(" ".join(words), number)
        if first != number:
            yield Match(opening(document.text, block.span, 8), {"number": str(first)})


def _openers(document: Document, rule: Rule, allow: frozenset[str]) -> Iterator[Match]:
    """The same first words opening sentences again within `apart` sentences."""
    times = rule.options.get("times", 2)
    words = rule.options.get("words", 2)
    apart = rule.options.get("apart", 6)
    only = frozenset(w.lower() for w in rule.options.get("only", ()))
    places: dict[str, list[int]] = {}
    for i, tokens in enumerate(document.fact(sentence_tokens)):
        if not tokens or not _in_scope(document, tokens[0].start, rule.scope):
            continue
        opener = [t for t in tokens[:words] if t.text[0].isalnum()]
        if len(opener) < words:
            continue
        key = " ".join(t.text.lower() for t in opener)
        if key in allow or (only and key not in only):
            continue
        recent = [n for n in places.get(key, []) if i - n <= apart]
        recent.append(i)
        places[key] = recent
        if len(recent) >= times:
            yield Match(Span(opener[0].start, opener[-1].end), {"opener": key})


def _within_sentence(document: Document, rule: Rule, allow: frozenset[str]) -> Iterator[Match]:
    """A word used again in the same sentence within `apart` words."""
    apart = rule.options.get("apart", 6)
    least = rule.options.get("min_length", 4)
    for tokens in document.fact(sentence_tokens):
        if not tokens or not _in_scope(document, tokens[0].start, rule.scope):
            continue
        seen: dict[str, tuple[int, Token]] = {}
        for i, token in enumerate(tokens):
            word = token.text.lower()
            if len(word) < least or not word[0].isalpha() or word in allow:
                continue
            before = seen.get(word)
            capital = token.text[0].isupper()
            if before and i - before[0] <= apart and not capital:
                yield Match(token.span, {"word": token.text})
            seen[word] = (i, token)


def _in_scope(document: Document, offset: int, scope: frozenset[BlockKind]) -> bool:
    block = block_at(document, offset)
    return block is not None and block.kind in scope
