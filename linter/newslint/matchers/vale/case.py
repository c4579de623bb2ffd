"""capitalization: a heading in title case, sentence case, lower or upper case, or matching a pattern."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import regex

from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.base import Match, Matcher, timed
from newslint.matchers.vale.common import Exceptions, pattern, said, stretches
from newslint.matchers.written import expression
from newslint.rule import Rule


def _number(node: Any) -> float:
    try:
        return float(node.text())
    except ValueError:
        raise node.wrong(f"expected a number, not “{node.text()}”.") from None


FIELDS: dict[str, Callable[[Any], Any]] = {
    "match": options.text,
    "style": options.choice("AP", "Chicago"),
    "exceptions": options.texts,
    "indicators": options.texts,
    "prefix": options.text,
    "threshold": _number,
}
_WORD = r"[\p{N}\p{L}*]+[^\s]*"
# words written small inside a title; AP writes those of four letters and more large
_SMALL = frozenset("a an and as at but by en for if in nor of on or per so the to up v v. vs vs. via yet".split())
_SMALL_CHICAGO = _SMALL | frozenset(
    "about above across after against along among around before behind below beneath beside between beyond from "
    "into like near off onto out over through toward under until upon with within without".split()
)


def build(rule: Rule) -> Matcher:
    """Flag a stretch whose words are not in the case asked for, but for a share of them."""
    o = rule.options
    exceptions = Exceptions(rule)
    threshold = o.get("threshold", 0.8)
    wanted = o.get("match", "$title")
    own = None if wanted.startswith("$") else pattern(rule, wanted)
    if wanted.startswith("$") and wanted not in ("$title", "$sentence", "$lower", "$upper"):
        own = pattern(rule, wanted)
    words = expression(f"{exceptions.expression}|{_WORD}" if exceptions.expression else _WORD, 0, rule.path)

    def right(text: str) -> bool:
        if own is not None:
            return own.search(text) is not None or exceptions.hold(text)
        if wanted == "$lower":
            return text == text.lower() or exceptions.hold(text)
        if wanted == "$upper":
            return text == text.upper() or exceptions.hold(text)
        found = timed(words.findall, text.rstrip('?!.:"') if wanted == "$sentence" else text)
        if not found:
            return True
        if wanted == "$title":
            small = _SMALL_CHICAGO if o.get("style") == "Chicago" else _SMALL
            good = sum(_in_title(w, i, len(found), small, exceptions) for i, w in enumerate(found))
            return bool(good / len(found) > threshold)
        return bool(_sentence_case(found, o.get("indicators", ()), exceptions, threshold))

    def match(document: Document) -> Iterator[Match]:
        for span in stretches(document, rule):
            text = span.of(document.text).removeprefix(o.get("prefix", ""))
            if not right(text):
                yield Match(span, said(rule, span.of(document.text)))

    return match


def _in_title(word: str, i: int, count: int, small: frozenset[str], exceptions: Exceptions) -> bool:
    if word == word.upper() or exceptions.hold(word):
        return True
    if word.lower().rstrip(",;:") in small and 0 < i < count - 1:
        return word == word.lower()
    return word[:1] == word[:1].upper()


def _sentence_case(words: list[str], indicators: tuple[str, ...], exceptions: Exceptions, threshold: float) -> bool:
    good = 0
    for i, written in enumerate(words):
        before = words[i - 1] if i else ""
        word = regex.split(r"[-'’]", written, maxsplit=1)[0]
        if word == word.upper() or (before.endswith(tuple(indicators)) and indicators) or exceptions.hold(word):
            good += 1
        elif i == 0 and word != word[:1].upper() + word[1:].lower():
            return False
        elif i == 0 or word == word.lower():
            good += 1
    return good / len(words) > threshold
