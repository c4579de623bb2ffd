"""One body or term in two forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from newslint import expressions
from newslint.document import BlockKind, Document
from newslint.matchers.base import Match
from newslint.matchers.naming.scope import story
from newslint.matchers.naming.spelling import alike
from newslint.rule import Rule
from newslint.span import Span

_PAIRS = (
    ("centre", "center"),
    ("theatre", "theater"),
    ("organisation", "organization"),
    ("defence", "defense"),
    ("labour", "labor"),
    ("harbour", "harbor"),
)


def variant(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a name of two or more words that is written in two ways: Center and Centre, a slash and a hyphen, a capital lost."""
    text = document.text
    forms: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for block in document.blocks:
        if block.kind in story(rule):
            for m in _LONG.finditer(text, *block.span):
                lead = _LEAD.match(m.group())
                span = Span(m.start() + (lead.end() if lead else 0), m.end())
                if _JOINED.search(text, *span):
                    forms[_folded(span.of(text))][" ".join(span.of(text).split())].append(span)
    yield from _slips({name: places for found in forms.values() for name, places in found.items()})
    for found in forms.values():
        if len(found) == 2:
            (one, at_one), (two, at_two) = found.items()
            # the first form is what the draft set out with
            later, first = (two, one) if at_one[0] < at_two[0] else (one, two)
            if one.lower() != two.lower() and not first.endswith(("American", "Americans")):
                for span in found[later][:3]:
                    yield Match(span, {"other": first}, (first,))


def _slips(places: dict[str, list[Span]]) -> Iterator[Match]:
    """Names of three and more words that differ by a letter or two of one word."""
    beside: dict[tuple[int, str], list[str]] = defaultdict(list)
    for name in sorted(places, key=lambda n: places[n][0]):
        words = name.split()
        if len(words) < 3:
            continue
        for i in range(len(words)):
            key = (i, " ".join([*words[:i], "*", *words[i + 1 :]]))
            for other in beside[key][:20]:
                if alike(words[i], other.split()[i]):
                    yield Match(places[name][0], {"other": other}, (other,))
            beside[key].append(name)


_JOINED = expressions.compile(r"[ /–-]")
# a letter to look for comes first, for speed; what must not stand before it is asked after
_LONG = expressions.compile(
    r"[A-Z](?<!\w[A-Z])[\w’'.]*(?:(?:[ /–-]|\s(?:of|for|and)\s(?:the\s)?)[A-Z][\w’'.]*[\w])+(?![\w])"
)


_LEAD = expressions.compile(
    r"(?:(?:The|A|An|In|At|On|For|And|But|From|By|To|When|If|As|While|After|Before|That|This|Its?|His|Her|Their|Our|Both|Mr\.?|Mrs\.?|Ms\.?)\s+)*"
)


def _folded(name: str) -> str:
    folded = re.sub(r"[\s/–-]+", " ", name.lower())
    for uk, us in _PAIRS:
        folded = folded.replace(uk, us)
    return folded


_CAPITALS = expressions.compile(
    r"[A-Z](?<=[a-z,] [A-Z])[a-z]+(?: (?:of|the|of the|and) )?(?:[ -][A-Z][a-z]+|(?<= )[A-Z][a-z]+)+(?! [A-Z])(?![\w-])"
)
_OFFICES = expressions.compile(
    r"\b(?:president|minister|secretary|general|chairman|chairwoman|chair|chief|director|officer|speaker|leader|senator|governor|mayor|judge|justice|attorney|commissioner|"
    r"captain|sergeant|professor|editor|manager|ambassador|counsel|counselor|adviser|executive|committee|council|court|department|office|board|commission|party|campaign|"
    r"government|administration|ministry|street|county|city|state|states|road|river|avenue|street|church|university|college|school|hospital|center|centre|union|police|"
    r"congress|house|senate|bill|act|law|deputy|assistant|king|queen|prince|lord|lady|sir|coach|league|club|bank|service|agency|association|republican|democratic|convention|"
    r"christmas|black|lives|new|day|week|conference|summit|primary|caucus|debate|election)s?\b",
    re.I,
)


_PLACED = expressions.compile(
    r"(?:North|South|East|West|Northern|Southern|Eastern|Western|Upper|Lower|Greater|Central)(?: |-)|Al-"
)


def capitals(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a term of two or more words with capitals here and without them there, offices and bodies apart."""
    text = document.text
    body = [b.span for b in document.blocks if b.kind is BlockKind.BODY and b.kind in rule.scope]
    big: dict[str, list[Span]] = defaultdict(list)
    for span in body:
        for m in _CAPITALS.finditer(text, *span):
            if not _OFFICES.search(m.group()):
                big[m.group()].append(Span(*m.span()))
    if not big:
        return
    small_words = frozenset(re.findall(r"\b[a-z]+", text))
    for term, places in big.items():
        words = re.findall(r"[A-Za-z]+", term)
        if words[0].lower() not in small_words:
            continue
        found = _first(text, body, r"(?<=[a-z,] )", term[0].lower() + term[1:]) if _PLACED.match(term) else None
        if found is None and len(places) >= 3 and small_words.issuperset(w.lower() for w in words):
            found = _first(text, body, r"(?<![\w-])", term.lower())
        if found is None:
            continue
        if term.startswith("Al-"):  # in mid-sentence it is the particle with a capital that is wrong
            yield Match(places[0], {"other": found.of(text)}, (found.of(text),))
        else:
            yield Match(found, {"other": term}, (term,))


def _first(text: str, spans: list[Span], before: str, term: str) -> Span | None:
    """Return the first place of a term as a word of its own, what `before` says standing before it."""
    if term not in text:
        return None
    pattern = re.compile(rf"{before}{re.escape(term)}(?![\w-])")
    return next((Span(*m.span()) for s in spans if (m := pattern.search(text, *s))), None)
