"""sequence: tokens in a row in one sentence, by pattern. Tags need a tagger, which newslint has not: they are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from newslint.annotations.tokens import Token, sentence_tokens
from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.base import Match, Matcher, Pattern, seconds_left
from newslint.matchers.vale.common import pattern, said
from newslint.rule import Rule
from newslint.span import Span


def _tokens(node: Any) -> tuple[tuple[str, bool, int], ...]:
    """(pattern, negated, how many tokens may come between) for each token."""
    out = []
    for item in node.list():
        f = item.fields(("pattern", "tag", "upos", "skip", "min", "negate", "target"))
        for key in ("tag", "upos"):
            if key in f:
                raise f[key].wrong(
                    f"the key “{key}” of sequence needs a part-of-speech tagger, which newslint has not; use patterns."
                )
        out.append(
            (
                f["pattern"].text() if "pattern" in f else "",
                f["negate"].boolean() if "negate" in f else False,
                f["skip"].integer() if "skip" in f else 0,
            )
        )
    return tuple(out)


FIELDS: dict[str, Callable[[Any], Any]] = {
    "tokens": _tokens,
    "ignorecase": options.boolean,
    "exceptions": options.texts,
}


def build(rule: Rule) -> Matcher:
    """Flag the words from the first to the last token of the sequence."""
    steps = [(pattern(rule, f"^(?:{p})$") if p else None, negate, skip) for p, negate, skip in rule.options["tokens"]]

    def fits(step: tuple[Pattern | None, bool, int], token: Token) -> bool:
        return step[0] is None or bool(step[0].search(token.text)) is not step[1]

    def end_of(tokens: list[Token], at: int, i: int) -> int | None:
        """The index after the last token when steps from `i` match from `at`."""
        if i == len(steps):
            return at
        seconds_left()  # tokens that may be skipped can be skipped in a great many ways
        for skipped in range(min(steps[i][2] + 1, len(tokens) - at)):
            if fits(steps[i], tokens[at + skipped]):
                found = end_of(tokens, at + skipped + 1, i + 1)
                if found is not None:
                    return found
        return None

    def match(document: Document) -> Iterator[Match]:
        for tokens in document.fact(sentence_tokens):
            at = 0
            while at < len(tokens):
                end = end_of(tokens, at, 0) if fits(steps[0], tokens[at]) else None
                if end is None:
                    at += 1
                    continue
                span = Span(tokens[at].start, tokens[end - 1].end)
                yield Match(span, said(rule, *(t.text for t in tokens[at:end])))
                at = end

    return match
