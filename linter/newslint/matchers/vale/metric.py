"""metric and readability: a formula over the draft's counts, computed without running any code."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Iterator
from typing import Any

from newslint.annotations.quotes import quoted
from newslint.document import BlockKind, Document
from newslint.errors import RuleError
from newslint.matchers import options
from newslint.matchers.base import Match, Matcher
from newslint.matchers.vale.common import said
from newslint.rule import Rule
from newslint.span import Span

METRIC: dict[str, Callable[[Any], Any]] = {"formula": options.text, "condition": options.text}
GRADES = {
    "Gunning Fog": "0.4 * ((words / sentences) + 100 * (complex_words / words))",
    "Coleman-Liau": "0.0588 * (characters / words) * 100 - 0.296 * (sentences / words) * 100 - 15.8",
    "Flesch-Kincaid": "0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59",
    "SMOG": "1.0430 * math.sqrt((polysyllabic_words * 30.0) / sentences) + 3.1291",
    "Automated Readability": "4.71 * (characters / words) + 0.5 * (words / sentences) - 21.43",
    "LIX": "(words / sentences) + ((long_words * 100) / words)",
}


def _grade(node: Any) -> float:
    try:
        return float(node.text())
    except ValueError:
        raise node.wrong(f"expected a number, not “{node.text()}”.") from None


READABILITY: dict[str, Callable[[Any], Any]] = {"metrics": options.choices(*GRADES), "grade": _grade}
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENDING = re.compile(r"(?:es|ed|ing)$")
_HEADING = re.compile(r"heading\.(h[1-6])")


def metric(rule: Rule) -> Matcher:
    """Flag the draft when its formula's value meets the condition."""
    formula = _HEADING.sub(r"heading_\1", rule.options["formula"])
    condition = rule.options["condition"]

    def match(document: Document) -> Iterator[Match]:
        values = document.fact(counts)
        if not values["words"] or not values["sentences"]:
            return
        result = evaluate(formula, values, rule.path, "formula")
        if evaluate(f"({result!r}) {condition}", values, rule.path, "condition"):
            yield Match(_first(document), said(rule, f"{result:.2f}"))

    return match


def readability(rule: Rule) -> Matcher:
    """Flag the draft when the mean of its grades is above `grade`."""

    def match(document: Document) -> Iterator[Match]:
        values = document.fact(counts)
        if not values["words"] or not values["sentences"]:
            return
        grades = [
            evaluate(GRADES[m], values, rule.path, "metrics") for m in rule.options.get("metrics", ("Flesch-Kincaid",))
        ]
        mean = sum(grades) / len(grades)
        if mean > rule.options.get("grade", 8.0):
            yield Match(_first(document), said(rule, f"{mean:.2f}"))

    return match


def _first(document: Document) -> Span:
    """Where Vale reports what concerns the whole draft: its first word."""
    start = document.blocks[0].span.start if document.blocks else 0
    m = re.compile(r"\S+").match(document.text, start)
    return Span(start, m.end()) if m else Span(0, min(1, len(document.text)))


def counts(document: Document) -> dict[str, float]:
    """Return Vale's variables for a draft: words, sentences, syllables and so on."""
    kinds = [b for b in document.blocks if b.kind not in (BlockKind.CODE, BlockKind.REMARK)]
    texts = [b.span.of(document.text) for b in kinds]
    words = [w for t in texts for w in _WORD.findall(t)]
    syllables = [syllable_count(w) for w in words]
    index = document.fact(quoted)
    spans = [
        (b.span.start + m.start(), b.span.start + m.end())
        for b in kinds
        for m in _WORD.finditer(b.span.of(document.text))
    ]
    lengths = [len(_WORD.findall(s.of(document.text))) for s in document.sentences] or [0]
    mean = sum(lengths) / len(lengths)
    out: dict[str, float] = {
        "words": len(words),
        "sentences": len(document.sentences),
        "paragraphs": len(document.of(BlockKind.BODY)),
        "characters": sum(len(w) for w in words),
        "syllables": sum(syllables),
        "polysyllabic_words": sum(n >= 3 for n in syllables),
        "complex_words": sum(syllable_count(_ENDING.sub("", w.lower())) >= 3 for w in words),
        "long_words": sum(len(w) > 6 for w in words),
        "quote_words": sum(index.overlaps(Span(a, b)) for a, b in spans),
        "sentence_length_sd": math.sqrt(sum((n - mean) ** 2 for n in lengths) / len(lengths)),
        "list": len(document.of(BlockKind.LIST)),
        "blockquote": len(document.of(BlockKind.QUOTE)),
        "pre": len(document.of(BlockKind.CODE)),
        "heading_h1": len(document.of(BlockKind.HEADLINE)),
        "heading_h2": len(document.of(BlockKind.HEADING)),
    }
    return {**{f"heading_h{i}": 0.0 for i in range(3, 7)}, **out}


def syllable_count(word: str) -> int:
    """Return about how many syllables an English word has: vowel groups, a silent final e left out."""
    folded = word.lower()
    groups = len(re.findall(r"[aeiouy]+", folded))
    if folded.endswith("e") and not folded.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    return max(groups, 1)


_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda a, b: a / b if b else 0.0,
    ast.Mod: lambda a, b: a % b if b else 0.0,
}
_COMPARE: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "sqrt": math.sqrt,
    "floor": math.floor,
    "ceil": math.ceil,
    "abs": abs,
    "pow": math.pow,
    "log": math.log,
    "max": max,
    "min": min,
}


def evaluate(expression: str, values: dict[str, float], path: str, key: str) -> float:
    """Return an arithmetic expression's value: numbers, the draft's counts, + - * / %, comparisons, math functions.

    Raises RuleError for anything else; no code is run.
    """
    text = expression.replace("&&", " and ").replace("||", " or ").strip()
    if len(text) > 2000:
        raise RuleError(f"{path}: the key “{key}” is too long a formula; shorten it.")
    try:
        return _value(ast.parse(text, mode="eval").body, values)
    except (SyntaxError, KeyError, TypeError, ValueError, OverflowError, RecursionError, MemoryError) as e:
        what = f"there is no “{e.args[0]}”" if isinstance(e, KeyError) else "it is no arithmetic"
        raise RuleError(
            f"{path}: the key “{key}” cannot be computed: {what}; counts are {', '.join(sorted(values))}."
        ) from None


def _value(node: ast.expr, values: dict[str, float]) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.Name):
        return values[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        return _BINARY[type(node.op)](_value(node.left, values), _value(node.right, values))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, values)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return float(_COMPARE[type(node.ops[0])](_value(node.left, values), _value(node.comparators[0], values)))
    if isinstance(node, ast.BoolOp):
        parts = [bool(_value(v, values)) for v in node.values]
        return float(all(parts) if isinstance(node.op, ast.And) else any(parts))
    if isinstance(node, ast.Call) and not node.keywords:
        name = (
            node.func.attr
            if isinstance(node.func, ast.Attribute)
            else node.func.id
            if isinstance(node.func, ast.Name)
            else ""
        )
        return float(_FUNCTIONS[name](*(_value(a, values) for a in node.args)))
    raise TypeError(type(node).__name__)
