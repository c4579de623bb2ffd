"""sequence: tokens in a row, each described by its words, its shape or its class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import regex

from newslint.annotations.sentences import paragraph_at
from newslint.annotations.tokens import Token, sentence_tokens
from newslint.annotations.wordclass import CLASSES, in_class
from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.base import Match, Matcher, position_of, seconds_left, timed
from newslint.matchers.written import expression
from newslint.rule import Rule
from newslint.span import Span

if TYPE_CHECKING:
    from newslint.yamlnodes import Node

STEP = ("any", "not", "pattern", "is", "is_not", "optional", "upto", "here", "name", "case")


def _steps(node: Node) -> tuple[dict[str, Any], ...]:
    """A list of tokens: {any: [words], not: [words], pattern: regex, is: [classes], is_not, optional, upto: n, here, name}."""
    steps = []
    for item in node.list():
        if not item.is_map:
            steps.append({"any": item.texts()})
            continue
        f = item.fields(STEP)
        step: dict[str, Any] = {k: f[k].texts() for k in ("any", "not") if k in f}
        for key in ("is", "is_not"):
            if key in f:
                step[key] = f[key].choices(CLASSES)
        for key in ("pattern", "name"):
            if key in f:
                step[key] = f[key].text()
        for key in ("optional", "here", "case"):
            if key in f:
                step[key] = f[key].boolean()
        if "upto" in f:
            step["upto"] = f["upto"].integer()
        steps.append(step)
    if not steps:
        raise node.wrong("a sequence needs at least one token.")
    return tuple(steps)


OPTIONS = {"tokens": _steps, "case": options.boolean}
Test = Callable[[Token, int], bool]


def build(rule: Rule) -> Matcher:
    """Flag every stretch of one sentence that the steps match in order; steps with `here` are what is underlined."""
    steps: tuple[dict[str, Any], ...] = rule.options["tokens"]
    tests = [_test(step, rule) for step in steps]

    def match(document: Document) -> Iterator[Match]:
        kinds = {b.span: b.kind for b in document.blocks}
        for tokens in document.fact(sentence_tokens):
            if not tokens:
                continue
            block = paragraph_at(document, tokens[0].start)
            if block is None or kinds.get(block) not in rule.scope:
                continue
            at = 0
            while at < len(tokens):
                taken = _run(tokens, at, steps, tests, 0)
                if taken is None:
                    at += 1
                    continue
                yield _match(document, tokens, at, taken, steps)
                at = max(at + 1, at + sum(taken))

    return match


def _test(step: dict[str, Any], rule: Rule) -> Test:
    """One step as a function of a token and its place in the sentence."""
    case = step.get("case", False)

    def fold(word: str) -> str:
        return word.replace("’", "'") if case else word.replace("’", "'").lower()

    wanted = frozenset(fold(w) for w in step.get("any", ()))
    barred = frozenset(fold(w) for w in step.get("not", ()))
    flags = 0 if case else regex.I
    pattern = expression(step["pattern"], flags, position_of(rule)) if "pattern" in step else None
    classes, barred_classes = step.get("is", ()), step.get("is_not", ())

    def test(token: Token, index: int) -> bool:
        word = fold(token.text)
        return (
            (not wanted or word in wanted)
            and word not in barred
            and (pattern is None or timed(pattern.fullmatch, token.text.replace("’", "'")) is not None)
            and (not classes or any(in_class(token.text, c, index) for c in classes))
            and not any(in_class(token.text, c, index) for c in barred_classes)
        )

    return test


def _run(
    tokens: list[Token], at: int, steps: tuple[dict[str, Any], ...], tests: list[Test], i: int
) -> list[int] | None:
    """Return how many tokens each step from `i` takes at `at`, the longest first, or None."""
    if i == len(steps):
        return []
    seconds_left()  # steps that may each take many tokens can be laid out in a great many ways
    most = steps[i].get("upto", 1)
    least = 0 if steps[i].get("optional") else 1
    fits = 0
    while fits < most and at + fits < len(tokens) and tests[i](tokens[at + fits], at + fits):
        fits += 1
    for n in range(fits, least - 1, -1):
        rest = _run(tokens, at + n, steps, tests, i + 1)
        if rest is not None:
            return [n, *rest]
    return None


def _match(
    document: Document, tokens: list[Token], at: int, taken: list[int], steps: tuple[dict[str, Any], ...]
) -> Match:
    values: dict[str, str] = {}
    here: list[Token] = []
    whole = tokens[at : at + sum(taken)]
    for step, n in zip(steps, taken, strict=True):
        part = tokens[at : at + n]
        if part and "name" in step:
            values[step["name"]] = document.text[part[0].start : part[-1].end]
        if step.get("here"):
            here += part
        at += n
    flagged = here or whole
    return Match(Span(flagged[0].start, flagged[-1].end), values)
