"""What pronouns and second mentions stand for, among the sources before them."""

from __future__ import annotations

from collections.abc import Sequence

from newslint import expressions
from newslint.annotations.attribution.kinds import head, kind_of, singular, word_classes
from newslint.annotations.attribution.parts import Found, Source, SourceKind
from newslint.annotations.tokens import tokenize
from newslint.span import Span

_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_PLURAL = frozenset("they them their themselves".split())
_THING = frozenset("it its itself".split())
_RELATIVE = frozenset("who which that whose whom".split())
_DEFINITE = frozenset("the this that these those".split())
_NAMED = (SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANIZATION)
_CAPITAL = expressions.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]*")
_MALE = expressions.compile(
    r"\b(?:Mr|Sir|Lord|Fr|Father|Imam|Rabbi)\b|\b(?:spokesman|chairman|congressman|father|son|brother|husband)\b"
)
_FEMALE = expressions.compile(
    r"\b(?:Mrs|Ms|Miss|Dame|Lady|Sister)\b|\b(?:spokeswoman|chairwoman|congresswoman|mother|daughter|sister|wife|widow)\b"
)
_REACH = 1500  # characters behind a mention in which a pronoun may stand for it


def typed(text: str, found: Sequence[Found]) -> dict[Span, Source]:
    """Type every source of `found` in document order, each judged with the mentions before it."""
    persons: set[str] = set()
    gender: dict[str, str] = {}  # head word of a person → "he" or "she", once the text has told
    names = frozenset(m.group() for m in _CAPITAL.finditer(text))
    papers = word_classes()["paper"]
    made: dict[Span, Source] = {}
    order: list[Source] = []
    people: dict[str, Source] = {}  # name as written → the person's first mention
    nouns: dict[str, Source] = {}  # head noun or word of a description → the first source it stands for
    for span in sorted({f.source for f in found if f.source is not None}):
        tokens = tokenize(text, *span)
        kind = kind_of(tokens, persons, names)
        word = head(tokens, span)
        source = Source(span, kind, word)
        if kind is SourceKind.PRONOUN:
            before = _antecedent(text, span, order, gender)
            if before is not None:
                source = Source(span, kind, word, before.antecedent or before.span, before.footing)
        elif kind in (SourceKind.VAGUE, SourceKind.DESCRIBED) and _first(text, span) in _DEFINITE:
            first = nouns.get(singular(word.of(text).lower()))  # "two officials" ... "the officials"
            if first is not None:
                known = first.kind is SourceKind.VAGUE and singular(word.of(text).lower()) not in papers
                judged = SourceKind.VAGUE if known else SourceKind.DESCRIBED
                source = Source(span, judged, word, first.span, first.footing)
        elif kind is SourceKind.NAMED_PERSON:
            source = _person(text, source, people)
            persons.add(word.of(text).lower())
        made[span] = source
        order.append(source)
        for noun in (singular(source.head.of(text).lower()), *_descriptions(text, source)):
            nouns.setdefault(noun, source)
    return made


def _person(text: str, source: Source, people: dict[str, Source]) -> Source:
    """A surname alone stands for the first mention of the person."""
    first = people.setdefault(source.head.of(text), source)
    return source if first is source else Source(source.span, source.kind, source.head, first.span, first.kind)


def _first(text: str, span: Span) -> str:
    words = span.of(text).split(None, 1)
    return words[0].lower() if words else ""


def _gender(text: str, source: Source, gender: dict[str, str]) -> str:
    said = source.span.of(text)
    if _FEMALE.search(said):
        return "she"
    if _MALE.search(said):
        return "he"
    return gender.get(source.head.of(text), "")


def _antecedent(text: str, span: Span, order: Sequence[Source], gender: dict[str, str]) -> Source | None:
    """The nearest fitting source before a pronoun. A person once called she is not called he later."""
    word = span.of(text).lower()
    wanted = "he" if word in _HE else "she" if word in _SHE else ""
    for source in reversed(order):
        if span.start - source.span.end > _REACH:
            break
        if source.kind is SourceKind.PRONOUN:
            if source.antecedent is not None and _agree(source.span.of(text).lower(), word):
                return source
            continue
        if wanted and _may_be_person(text, source):
            known = _gender(text, source, gender)
            if known and known != wanted:
                continue
            gender.setdefault(source.head.of(text), wanted)
            return source
        if word in _PLURAL and _may_be_plural(text, source):
            return source
        if word in _THING and source.footing is SourceKind.NAMED_ORGANIZATION:
            return source
        if word in _RELATIVE and 0 <= span.start - source.span.end <= 2:
            return source
    return None


def _agree(one: str, other: str) -> bool:
    return any(one in group and other in group for group in (_HE, _SHE, _PLURAL, _THING))


def _may_be_person(text: str, source: Source) -> bool:
    if source.footing is SourceKind.NAMED_PERSON:
        return True
    word = source.head.of(text).lower()
    if word in {"source", "insider", "official"}:
        return True
    classes = word_classes()
    one = singular(word)
    person = one in classes["role"] or (one in classes["anyone"] and one not in classes["body"])
    return source.footing is SourceKind.DESCRIBED and one == word and person


def _may_be_plural(text: str, source: Source) -> bool:
    word = source.head.of(text).lower()
    plural = singular(word) != word or word in {"people", "police"} or " and " in source.span.of(text)
    return plural or source.footing is SourceKind.NAMED_ORGANIZATION


def _descriptions(text: str, source: Source) -> set[str]:
    """The words that describe a named source in its own mention: "Zhao Lijian, the ministry spokesman"."""
    if source.kind not in _NAMED:
        return set()
    return {w.strip(",").lower() for w in source.span.of(text).split() if w[:1].islower()}
