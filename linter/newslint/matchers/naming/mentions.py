"""First and second mention of people: who is introduced, and how they are called after that."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from newslint import expressions
from newslint.annotations.entities import HONORIFICS, SAYING, Name, named, people
from newslint.annotations.sentences import paragraph_at
from newslint.document import BlockKind, Document
from newslint.matchers.base import Match
from newslint.matchers.naming.scope import expression, story
from newslint.rule import Rule
from newslint.span import SpanIndex

_VERBS = SAYING | frozenset("has had was is will would who".split())
# words that make a name part of something else: the Donald, supporters of Trump
_BOUND = frozenset("the a an of for in at from with by to on under against about".split())


def surname_first(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a surname alone before the story gives the full name."""
    everyone = document.fact(people)
    shared = Counter(p.surname for p in everyone)
    for p in everyone:
        if not p.sure or not p.short or shared[p.surname] > 1 or p.given in shared:
            continue
        first = p.short[0]
        alone = not first.title and first.before not in _BOUND and first.after in _VERBS and not first.quoted
        early = first.span.start < p.full[0].span.start and first.block is BlockKind.BODY
        if alone and early and not p.full[0].quoted and not _relative(document, rule, p.surname, first):
            yield Match(first.span, {"surname": p.surname, "name": p.name})


def _relative(document: Document, rule: Rule, surname: str, before: Name) -> bool:
    """Has somebody else of that surname been named before?"""
    earlier = (n for n in document.fact(named) if n.block in story(rule) and n.span.start < before.span.start)
    return any(n.last == surname and len(n.words) > 1 for n in earlier)


_ROLE_AFTER = expressions.compile(
    r"\s*(?:,\s+(?:[a-z\d“\"‘]|[A-Z][\w.’'-]*\s|who\b)|\s+\(|\s+of\b|\s+from\b|\s*[—–]|\s+--)"
)
_ROLE_BEFORE = expressions.compile(r"(?:[a-z][\w’'-]+|[”\"’])[,:]?\s+$|\b(?:named|called)\s+$|[A-Z][\w’'.-]+\s+$")
_NOT_ROLE = expressions.compile(
    r"\b(?:said|says|added|told|asked|and|but|that|as|when|while|because|if|to|by|with|for|from|in|on|of|at|like|than|is|was|are|were|has|had|have|will|would|about|against|between|or|who|where|before|after|though|although|since|until|not|only|even|also|let|including|beat|joined|met|[a-z]+ed|[a-z]+ing|[a-z]+ly)[,:]?\s+$"
)


def no_role(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a quoted person of whom the draft never says who they are."""
    text = document.text
    sources = SpanIndex(
        a.source.span for a in document.attributions if a.source is not None and a.source.kind == "named-person"
    )
    for p in document.fact(people):
        first = p.full[0]
        if not p.sure or first.block not in story(rule) or not any(sources.covers(n.span) for n in p.full):
            continue
        if not any(n.after in SAYING or n.before in SAYING for n in p.full) or len(p.full[0].words) > 3 or not p.short:
            continue
        if any(_told(text, n) for n in (*p.full, *p.short)):
            continue
        paragraph = paragraph_at(document, first.span.start) or first.span
        rest = text[first.span.end : paragraph.end + 400]
        if re.search(
            rf"\b(?:{re.escape(p.surname)}|[Hh]e|[Ss]he|[Ww]ho)(?:,| is| was| has (?:been|worked|served)| had been| works?| runs?| owns?| serves?| served| leads?| led| heads?| teaches| plays?)\b",
            rest,
        ):
            continue
        yield Match(first.span, {"name": p.name})


def _told(text: str, n: Name) -> bool:
    if n.title or _ROLE_AFTER.match(text, n.span.end, n.span.end + 40):
        return True
    before = text[max(0, n.span.start - 40) : n.span.start]
    return (
        bool(_ROLE_BEFORE.search(before))
        and not _NOT_ROLE.search(before)
        and not before.rstrip().endswith((".", "”", '"', "?", "!", "''"))
    )


def full_again(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a full name given again soon after the first, where nobody else has the surname."""
    everyone = document.fact(people)
    shared = Counter(p.surname for p in everyone)
    words = Counter(w for n in document.fact(named) for w in n.words)
    for p in everyone:
        if not p.sure or shared[p.surname] > 1:
            continue
        full = [n for n in p.full if not n.quoted and n.block in story(rule)]
        for before, again in pairwise(full):
            near = document.text.count("\n\n", before.span.end, again.span.start) <= 3
            if near and not again.title and len(full) >= 3 and words[p.surname] > len(full):
                yield Match(again.span, {"name": p.name, "surname": p.surname}, (p.surname,))
                break


def first_name(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag the given name alone for somebody who is called by the surname elsewhere, where nobody shares the surname."""
    everyone = document.fact(people)
    shared = Counter(p.surname for p in everyone)
    givens = Counter(p.given for p in everyone)
    singles: dict[str, list[Name]] = defaultdict(list)
    for n in document.fact(named):
        if len(n.words) == 1:
            singles[n.last].append(n)
    for p in everyone:
        if not p.sure or shared[p.surname] > 1 or givens[p.given] > 1 or p.given in shared or not p.short:
            continue
        for n in singles.get(p.given, ()):
            alone = not n.title and not n.quoted and n.block in story(rule)
            alone = alone and n.before not in _BOUND and not p.given.isupper()
            if alone and n.span.start > p.full[0].span.start and n.after in _VERBS:
                yield Match(n.span, {"name": p.name, "given": p.given, "surname": p.surname}, (p.surname,))


def family_name(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag the given name used as a surname, for names that put the family first."""
    families = expression(rule, "families")
    for p in document.fact(people):
        if not families(p.given) or families(p.surname) or len(p.full[0].words) != 2 or p.full[0].last != p.surname:
            continue
        wrong = [
            n
            for n in p.short
            if not n.quoted and n.span.start > p.full[0].span.start and (n.after in SAYING or n.before in SAYING)
        ]
        if wrong and not any(n.words == (p.given,) for n in document.fact(named)):
            yield Match(wrong[0].span, {"family": p.given, "given": p.surname, "name": p.name}, (p.given,))


def honorific_mix(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag the mention that leaves the courtesy title out, in a draft that gives it to the same person."""
    for p in document.fact(people):
        later = [n for n in p.short if not n.quoted and n.span.start > p.full[0].span.start and n.block in story(rule)]
        polite = [n for n in later if n.title.rstrip(".").lower() in HONORIFICS]
        bare = [n for n in later if not n.title and (n.after in SAYING or n.before in SAYING)]
        if len(polite) >= 2 and len(polite) > len(bare) > 0:
            yield Match(
                bare[0].span,
                {"polite": f"{polite[0].title} {p.surname}", "bare": p.surname},
                (f"{polite[0].title} {p.surname}",),
            )
