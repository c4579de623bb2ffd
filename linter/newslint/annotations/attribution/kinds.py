"""On what footing a source stands: named, described, vague, a pronoun."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from newslint.annotations.attribution.lexicon import lexicon, sections
from newslint.annotations.attribution.parts import SourceKind
from newslint.annotations.tokens import Token, tokenize
from newslint.span import Span

_STOPS = frozenset("of in who that at for from with on to and which whose".split())
PERSONAL = frozenset("he she they it we i you him her them us me his their its my our your himself herself themselves".split())
_PRONOUNS = PERSONAL | frozenset("who which that this these those each both all one whom whose neither either".split())
_NUMBER = re.compile(r"\d|^(?:two|three|four|five|six|seven|eight|nine|ten|majority|percent|half|third|quarter)$")


@lru_cache(maxsize=1)
def word_classes() -> dict[str, frozenset[str]]:
    """Read sources.txt once a process."""
    text = Path(__file__).with_name("sources.txt").read_text(encoding="utf-8")
    return {k: frozenset(w for line in v for w in line.split()) for k, v in sections(text).items()}


def singular(word: str) -> str:
    """Fold a noun's plural to its singular, roughly."""
    if word in {"people", "media", "data", "news", "police", "series"}:
        return word
    if word in {"women", "men"}:
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word == "analyses":
        return "analysis"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def head(text: str, span: Span) -> Span:
    """Return the head word: the last word before the first comma, bracket or preposition."""
    last: Token | None = None
    for token in tokenize(text, *span):
        if last is not None and (token.text in ",(;:–—" or token.text.lower() in _STOPS):
            break
        if token.text[0].isalnum():
            last = token
    return last.span if last else span


def kind_of(text: str, span: Span, persons: frozenset[str] = frozenset()) -> SourceKind:
    """Type one mention by its own words; `persons` are surnames of people the document has named before."""
    classes = word_classes()
    lex = lexicon()
    tokens = [t for t in tokenize(text, *span) if t.text[0].isalnum() or t.text in {",", "'s", "’s"}]
    while tokens and (tokens[0].text.lower() in {"but", "and", "by", "from", "to", "for", ","}):
        tokens = tokens[1:]
    if not tokens:
        return SourceKind.OTHER
    low = [t.text.lower() for t in tokens]
    if low[0] in _PRONOUNS and (len(low) == 1 or (low[0] in PERSONAL and low[1] in {"and", "'s", "’s"})):
        return SourceKind.PRONOUN
    main = low.index(",") if "," in low else len(low)
    head_span = head(text, Span(tokens[0].start, span.end))
    head_at = next((i for i, t in enumerate(tokens) if t.start == head_span.start), len(tokens) - 1)
    head_low = low[head_at]
    names = [i for i, t in enumerate(tokens) if t.text[0].isupper() and not (i == 0 and (low[0] in lex.determiner | classes["quantifier"] or not _name_like(tokens[0], low[0], classes)))]
    head_cap = tokens[head_at].text[0].isupper() and (head_at > 0 or _name_like(tokens[0], head_low, classes))
    if head_cap and head_at in names:
        if singular(head_low) in {"republican", "democrat"} and head_low.endswith("s"):
            return SourceKind.VAGUE
        return _named(tokens, low, head_at, classes, persons)
    if main < len(low) and _person_follows(tokens, main):
        return SourceKind.NAMED_PERSON
    if _person_follows(tokens, head_at):
        return SourceKind.NAMED_PERSON
    return _common(low, head_at, names, classes)


def _name_like(token: Token, low: str, classes: dict[str, frozenset[str]]) -> bool:
    """Is the first word of a mention a name, although a sentence may begin here?"""
    if singular(low) in classes["vague-head"] or low in classes["role"] or singular(low) in classes["role"]:
        return False
    if token.text.isupper() and len(token.text) > 1:
        return True
    return low not in classes["quantifier"]


def _person_follows(tokens: list[Token], at: int) -> bool:
    """Two capitalised words in a row right behind: "a spokeswoman for the bureau, Kerry Mulvaney"."""
    return at + 2 < len(tokens) and all(t.text[0].isupper() and not t.text.isupper() for t in tokens[at + 1 : at + 3])


def _named(
    tokens: list[Token], low: list[str], head_at: int, classes: dict[str, frozenset[str]], persons: frozenset[str]
) -> SourceKind:
    start = head_at
    while start > 0 and tokens[start - 1].text[0].isupper():
        start -= 1
    phrase = low[start : head_at + 1]
    if phrase[0] in classes["title"] and len(phrase) > 1:
        return SourceKind.NAMED_PERSON
    if low[head_at] in persons and low[0] != "the":
        return SourceKind.NAMED_PERSON
    if any(w in classes["organization"] or w in classes["place"] for w in phrase):
        return SourceKind.NAMED_ORGANIZATION
    if low[0] in {"the", "a", "an", "its", "their"} and start == 1:
        return SourceKind.NAMED_ORGANIZATION
    if len(phrase) == 1 and tokens[head_at].text.isupper():
        return SourceKind.NAMED_ORGANIZATION
    return SourceKind.NAMED_PERSON


def _common(low: list[str], head_at: int, names: list[int], classes: dict[str, frozenset[str]]) -> SourceKind:
    head_low = singular(low[head_at])
    plural = low[head_at] != head_low or head_low in {"people", "media", "data"}
    first = low[0]
    if head_low in classes["always-vague"] and not (names and head_low not in {"source", "insider"}):
        return SourceKind.VAGUE
    if first in classes["quantifier"]:
        return SourceKind.VAGUE if head_low in classes["vague-head"] or plural else SourceKind.DESCRIBED
    if _NUMBER.search(first) or "percent" in low[:4]:
        return SourceKind.DESCRIBED
    anchored = bool(names) or any(w in classes["agency"] for w in low[:head_at])
    definite = first in {"the", "his", "her", "their", "its", "our", "my", "both", "this", "that"} or "'s" in low[:head_at] or "’s" in low[:head_at]
    if head_low in classes["vague-head"]:
        if definite or anchored:
            return SourceKind.DESCRIBED
        if plural or first in {"a", "an", "one"} and head_low in {"poll", "report", "study", "survey", "estimate", "analysis"}:
            return SourceKind.VAGUE
    if plural and not definite and not anchored and head_low not in classes["role"]:
        return SourceKind.VAGUE
    return SourceKind.DESCRIBED
