"""On what footing a source stands: named, described, vague, a pronoun."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import lru_cache
from pathlib import Path

from newslint import expressions
from newslint.annotations.attribution.lexicon import lexicon, sections
from newslint.annotations.attribution.parts import SourceKind
from newslint.annotations.tokens import Token
from newslint.span import Span

Classes = dict[str, frozenset[str]]

PERSONAL = frozenset(
    "he she they it we i you him her them us me his their its my our your himself herself themselves".split()
)
_PRONOUNS = PERSONAL | frozenset("who which that this these those each both all one whom whose neither either".split())
_NUMBER = expressions.compile(r"\d|^(?:one|two|three|four|five|six|seven|eight|nine|ten|half|third|quarter)$")
_STOPS = frozenset("of in who that at for from with on to and which whose".split())
# behind these the noun phrase is only qualified further
_QUALIFY = _STOPS | frozenset(
    """i we he she they you familiar close briefed involved released conducted taken working speaking looking living
    including like such among near by about without within across inside outside after before surveyed polled
    interviewed questioned asked contacted representing seeking trying hoping calling backing supporting opposing
    running wearing""".split()
)
_DEFINITE = frozenset("the his her their its my both this that whose".split())
_EXAMPLES = frozenset("including like such among".split())
_OF_THEM = frozenset("whom them us which".split())
_POSSESSIVE = ("'s", "’s", "'", "’")
_DEMONYM = expressions.compile(r"(?:ans|ians|ish|ese|is|ites|crats|cans)$")
_PARTY = frozenset("republican democratic american conservative liberal".split())
_MEASURED = frozenset("poll report study survey estimate analysis review statistic data".split())
_COUNTED = frozenset("figure ruling record average projection publication finding".split())
_PREFIXES = ("Mc", "Mac", "O’", "O'", "De", "Di", "Du", "La", "Le", "Fitz")


@lru_cache(maxsize=1)
def word_classes() -> Classes:
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


def head(tokens: Sequence[Token], span: Span) -> Span:
    """Return the head word of a source: the last word before the first comma, bracket or preposition."""
    last: Token | None = None
    for token in tokens:
        if last is not None and (token.text in ",(;:–—" or token.text.lower() in _STOPS):
            break
        if token.text[0].isalnum():
            last = token
    return last.span if last else span


class Mention:
    """The words of a source: tokens, their small letters, where its core ends and which word is its head."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        kept = [t for t in tokens if t.text[0].isalnum() or t.text[0] in ",@'’("]
        while kept and kept[0].text.lower() in {"but", "and", "by", "from", "to", "for", "as", ",", "(", "'", "’"}:
            kept = kept[1:]
        while kept and (kept[-1].text in _POSSESSIVE or kept[-1].text == ","):
            kept = kept[:-1]
        self.tokens = kept
        self.low = [t.text.lower() for t in kept]
        self.end = next((i for i in range(1, len(kept)) if self._ends(i)), len(kept))
        self.head = self.end - 1
        while self.head > 0 and not self.low[self.head][0].isalnum():
            self.head -= 1

    def _ends(self, i: int) -> bool:
        """Does the core end before token `i`? An "and" between modifiers ("federal and state officials") does not."""
        word = self.low[i]
        if word == "and" and i + 1 < len(self.low):
            classes = word_classes()
            if self.low[i - 1] in classes["wide"] | classes["agency"]:
                return False
        return word in _QUALIFY or word in ",(" or word[0] == "@"

    def cap(self, i: int) -> bool:
        """Is token `i` capitalised?"""
        return self.tokens[i].text[:1].isupper()


def kind_of(tokens: Sequence[Token], persons: Set[str] = frozenset(), names: Set[str] | None = None) -> SourceKind:
    """Type one mention by its own words, all of its tokens.

    `persons` are surnames of people the document has named before; `names` the words that the document writes
    with a capital in the middle of a sentence, by which a capital at the head of a sentence is judged.
    """
    m = Mention(tokens)
    low = m.low
    if not low:
        return SourceKind.OTHER
    if low[0] in _PRONOUNS and (len(low) == 1 or (low[0] in PERSONAL and low[1] in {"and", "'s", "’s"})):
        return SourceKind.PRONOUN
    classes = word_classes()
    if low[-1] in _OF_THEM and (low[0] in classes["quantifier"] or low[0] in _PRONOUNS):
        return SourceKind.PRONOUN
    if any(w[0] == "@" and len(w) > 1 for w in low):
        return SourceKind.NAMED_PERSON
    example = _example(m, persons)
    if example is not None:
        return example
    if _is_name(m, classes):
        return _named(m, m.head, classes, persons)
    if _apposed(m, classes):
        return SourceKind.NAMED_PERSON
    return _common(m, classes, names)


def _is_name(m: Mention, classes: Classes) -> bool:
    """Is the head a proper name? A capital may come from the head of a sentence or of a headline."""
    word = m.low[m.head]
    if not m.cap(m.head):
        return False
    one = singular(word)
    if one in classes["anyone"] or word in classes["role"] or word in classes["abstract"]:
        return False
    if one in classes["paper"] and one not in classes["body"]:
        return False
    if one in classes["body"] or word in classes["organization"]:
        return m.head > 0 or word not in classes["body"]
    return word not in classes["quantifier"] and not (m.head == 0 and word in lexicon().determiner)


def _example(m: Mention, persons: Set[str]) -> SourceKind | None:
    """A group named by example: "many experts, including Mr. Goldberg"."""
    for i, word in enumerate(m.low[:-1]):
        if i and word in _EXAMPLES:
            first = next((k for k in range(i + 1, min(i + 5, len(m.low))) if m.cap(k) and m.low[k] != "i"), 0)
            if first:
                last = first
                while last + 1 < len(m.low) and m.cap(last + 1):
                    last += 1
                return _named(m, last, word_classes(), persons, example=True)
    return None


def _apposed(m: Mention, classes: Classes) -> bool:
    """Two capitalised words in a row behind a comma: "a spokeswoman for the bureau, Kerry Mulvaney"."""
    for i in range(m.end, len(m.low) - 2):
        if m.low[i] == "," and m.cap(i + 1) and m.cap(i + 2):
            words = m.low[i + 1 : i + 4]
            if words[0] in classes["title"]:
                return True
            if not any(w in classes["organization"] or w in classes["place"] for w in words):
                return True
    return False


def _named(m: Mention, at: int, classes: Classes, persons: Set[str], example: bool = False) -> SourceKind:
    low = m.low
    determiner = low[0] in {"the", "a", "an", "its", "their"}
    least = 1 if determiner else 0
    start = at
    while start > least and (m.cap(start - 1) or low[start - 1] in {"of", "'s", "’s", "de", "van", "von", "bin", "al"}):
        start -= 1
    phrase = low[start : at + 1]
    word = m.tokens[at].text
    titled = max((i for i, w in enumerate(phrase[:-1]) if w in classes["title"]), default=-1)
    if titled >= 0 and not any(w in classes["organization"] for w in phrase[titled + 1 :]):
        return SourceKind.NAMED_PERSON
    if low[at] in persons and low[0] != "the":
        return SourceKind.NAMED_PERSON
    bodied = any(w in classes["organization"] for w in phrase)
    people = _DEMONYM.search(low[at]) and len(phrase) == 1 and low[at].endswith("s")
    if (low[0] in classes["quantifier"] or people) and not bodied and not example:
        return SourceKind.DESCRIBED if low[0] == "the" else SourceKind.VAGUE
    if bodied or any(w in classes["place"] for w in phrase) or (determiner and start == 1):
        return SourceKind.NAMED_ORGANIZATION
    if any(c.isupper() for c in word[2:]) and not word.isupper() and "-" not in word and not word.startswith(_PREFIXES):
        return SourceKind.NAMED_ORGANIZATION  # PolitiFact
    if len(phrase) == 1 and word.isupper() and (1 < len(word) < 5 or sum(c in "AEIOUY" for c in word) < 2):
        return SourceKind.NAMED_ORGANIZATION
    return SourceKind.NAMED_PERSON


def _names_in(m: Mention, end: int, classes: Classes, known: Set[str] | None) -> list[int]:
    """Capitalised words before token `end` that are names: the first word of a sentence may be a common word."""
    headline = all(m.cap(i) for i in range(m.end) if len(m.low[i]) > 3)
    out = []
    for i in range(end):
        word = m.low[i]
        if not m.cap(i) or word in _DEFINITE or word in {"a", "an"}:
            continue
        if i == 0 and known is not None and m.tokens[0].text not in known and not m.cap(1):
            continue
        if i == 0 or headline:
            common = any(word in classes[c] for c in ("quantifier", "wide", "agency"))
            common = common or singular(word) in classes["anyone"] or singular(word) in classes["paper"]
            if common or word.endswith(("al", "ing", "ed", "ive", "est", "ent", "ant")):
                continue
        out.append(i)
    return out


def _common(m: Mention, classes: Classes, known: Set[str] | None) -> SourceKind:
    """Type a mention whose head is a common noun."""
    low, at = m.low, m.head
    word = low[at]
    one = singular(word)
    plural = word != one or word in {"people", "media", "data"}
    first = low[0]
    names = _names_in(m, at, classes, known)
    definite = first in _DEFINITE or any(w in _POSSESSIVE or w.endswith(("s'", "s’")) for w in low[:at])
    if first in {"a", "an", "one"} and one in classes["crowd"] and m.end < len(low) and low[m.end] == "of":
        return _crowd(m, one)
    if one in classes["always"]:
        anchored = definite and first not in {"the", "this", "that"}
        return SourceKind.DESCRIBED if anchored else SourceKind.VAGUE
    if first in {"those", "these", "all", "anyone", "everyone"} or (first == "not" and len(low) > 1):
        return SourceKind.VAGUE
    if one in classes["paper"] or (one in classes["body"] and not plural):
        if any(low[i] not in _PARTY for i in names) or (one in classes["paper"] and _owner_behind(m)):
            return SourceKind.NAMED_ORGANIZATION
        if one in classes["paper"] and not plural and any(w in classes["agency"] for w in low[:at]):
            return SourceKind.DESCRIBED  # "a police report"
        if one in classes["paper"] and not definite:
            return _paper(first, one, plural, classes)
    if first in {"almost", "virtually", "nearly"} and len(low) > 1 and _NUMBER.search(low[1]):
        return SourceKind.DESCRIBED
    if first in classes["quantifier"] and not (first in {"another", "every", "no"} and one in classes["body"]):
        single = first in {"another", "any"} and not plural and one not in classes["anyone"]
        return SourceKind.DESCRIBED if single else SourceKind.VAGUE
    counted = _NUMBER.search(first) and first != "one"
    if counted or "percent" in low[:4] or (first == "one" and m.end < len(low) and low[m.end] == "of"):
        return SourceKind.DESCRIBED
    if one in classes["abstract"] and one not in classes["anyone"] and not names:
        return SourceKind.OTHER
    if "fellow" in low[:at] or (first == "our" and plural):
        return SourceKind.VAGUE
    if plural and not definite and not _anchored(m, one, names, classes):
        return SourceKind.VAGUE
    return SourceKind.DESCRIBED


def _paper(first: str, one: str, plural: bool, classes: Classes) -> SourceKind:
    """A document without an owner: "a new poll", "reports", "court rulings"."""
    if one in _MEASURED or (first in classes["quantifier"] and first != "another") or (plural and one in _COUNTED):
        return SourceKind.VAGUE
    return SourceKind.DESCRIBED


def _anchored(m: Mention, one: str, names: list[int], classes: Classes) -> bool:
    """Does a name, an office or an owner tell the reader whose people these are?"""
    low = m.low
    if m.end + 1 < len(low) and low[m.end] in {"for", "to", "of", "at"} and low[m.end + 1] in _DEFINITE:
        return one in classes["role"]  # "attorneys for the family"
    if any(m.cap(i) and low[i] != "i" for i in range(m.end, len(low))) and one not in {"poll", "survey"}:
        return True
    adjectives = all(low[i].endswith(("an", "ish", "ic", "ese")) for i in names)
    if names and not (one == "leader" and adjectives):
        return True
    office = any(w in classes["agency"] for w in low[: m.head]) and "and" not in low[: m.head]
    return office and one not in {"leader", "activist", "expert", "advocate", "specialist", "lawyer"}


def _owner_behind(m: Mention) -> bool:
    """Is it "a report by Oxfam", "a study that appeared in The Lancet"?"""
    low = m.low
    for i in range(m.end, len(low) - 1):
        named = m.cap(i + 1) or (i + 2 < len(low) and low[i + 1] == "the" and m.cap(i + 2))
        if (low[i] in {"by", "from"} and named) or (low[i] == "in" and low[i - 1] in {"appeared", "published"}):
            return True
    return False


def _crowd(m: Mention, one: str) -> SourceKind:
    """Type "a number of economists", "a group of parents with children in the school"."""
    if one in {"majority", "team", "crowd", "couple", "pair"}:
        return SourceKind.DESCRIBED
    told = any(w in {"with", "who", "from", "in"} for w in m.low[m.end + 1 :])
    return SourceKind.DESCRIBED if one == "group" and "small" not in m.low and told else SourceKind.VAGUE
