"""Who and what a draft speaks of: names as runs of capitalised words, people with their full and short forms, bodies
with their abbreviations.

Shape and company decide, as in names.py: a title, an age, a verb of saying, a name given in full and again in short.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from sys import intern

from newslint import expressions
from newslint.annotations.names import TITLES
from newslint.annotations.quotes import quoted
from newslint.annotations.sentences import sentence_starts
from newslint.annotations.tokens import Token, prose_tokens
from newslint.document import PROSE, BlockKind, Document, passing
from newslint.records import dataclass, field
from newslint.span import Span

_LETTERS = expressions.compile(r"(?:[^\W\d_]|[-‑'’])+")
_INITIAL = expressions.compile(r"(?:[A-Z]\.?){1,2}$|[A-Z]\.(?:[A-Z]\.)+$")
_ELIDED = ("O", "D", "L", "M")  # O’Neill, D’Souza
_PARTICLES = frozenset("de la del della di da dos van von der den bin ibn al el ul du le".split())
# words of titles that several tokens make up, beside names.TITLES
_RANKS = TITLES | frozenset(
    "prime vice deputy chief foreign defense defence finance interior former acting first lieutenant attorney state u.s. us uk sens reps govs "
    "messrs congressman congresswoman chairman chairwoman commissioner sheriff king pm mp sergeant king supreme court assistant associate rev coun di ds dc dci dsi barr".split()
)
HONORIFICS = frozenset("mr mrs ms miss mx".split())
_NOT_PEOPLE = frozenset(
    """new north south east west northern southern eastern western central united white supreme house national american british
    republican republicans democratic democrat democrats labour conservative social black great high world international federal
    state city county saint st san santa los las el fort mount lake port cape general the a an in on at and but for of to as if it its this that
    these those his her their my our your who what when where why how after before since while with from by about under over
    not no yes so then there here now all some many most each every both another one two three four five six seven eight nine ten
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december jan feb mar apr jun jul aug sept oct nov dec christmas easter thanksgiving islamic muslim christian jewish
    catholic english french german russian chinese japanese indian pakistani african asian european latin middle far old
    big good happy dear department ministry university college school bank street avenue road church president minister
    according meanwhile however although though because during despite unlike like both among only even still just also
    sen rep gov dr mr mrs ms sir lord lady court congress senate parliament council committee commission party
    we he she they you i later earlier today yesterday tomorrow once perhaps maybe indeed instead first second third last next let's they've we've he's she's hello thank thanks photo image video read watch listen""".split()
)
_FIRST = _NOT_PEOPLE | _PARTICLES  # no given names
_BODY_WORDS = frozenset(
    """university college school hospital bank church party house senate congress parliament council committee commission
    department ministry office agency bureau court association union league club society institute foundation center centre
    company corporation corp inc ltd llc group network news times post journal street avenue road square park bridge river
    lake camp mountain valley island islands bay beach county city state states republic kingdom coast ocean sea airport station
    hotel theater theatre museum library award awards prize act bill law amendment program project plan deal agreement treaty
    war day week month year cup championship series game games bowl open tour festival conference convention summit meeting
    street force guard army navy police service services administration campaign movement front brigade hall garden gardens
    gazette tribune herald chronicle review telegraph observer express mirror dispatch examiner daily morning tonight show press radio television tv magazine america states nations kingdom""".split()
)
COMMON = _NOT_PEOPLE | _BODY_WORDS  # words that are capitalised in names of many kinds
SAYING = frozenset(
    """said says told tells added adds wrote writes tweeted asked argued argues called noted explained insisted warned replied
    announced claimed declined denied agreed acknowledged testified recalled responded stated remarked suggested""".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words, its title apart: "Prime Minister" + "Owen Rees". `opens` tells that it starts a sentence,
    so that its capital proves nothing; `after` is the word that follows it."""

    span: Span
    words: tuple[str, ...]
    title: str
    block: BlockKind
    opens: bool
    quoted: bool
    before: str
    after: str

    @property
    def last(self) -> str:
        """The last word: a surname, in most names."""
        return self.words[-1]


@passing
def named(document: Document) -> tuple[Name, ...]:
    """Return the capitalised runs of the draft in order."""
    inside = document.fact(quoted)
    starts = set(document.fact(sentence_starts))
    found: list[Name] = []
    kinds = (b.kind for b in document.blocks if b.kind in PROSE)
    for kind, tokens in zip(kinds, document.fact(prose_tokens), strict=True):
        found += (
            _name(document.text, kind, tokens, i, j, starts, inside.overlaps(tokens[i].span))
            for i, j in _runs(document.text, tokens, starts)
        )
    return tuple(n for n in found if n.words)


@lru_cache(maxsize=20_000)
def _can_name(word: str) -> bool:
    """Can a word with a capital be part of a name or title?"""
    return bool(_LETTERS.fullmatch(word) or _INITIAL.match(word)) or word.rstrip(".").lower() in _RANKS


def _runs(text: str, tokens: list[Token], starts: set[int]) -> Iterator[tuple[int, int]]:
    capital = [t.text[0].isupper() and _can_name(t.text) for t in tokens]
    i = 0
    while i < len(tokens):
        if not capital[i]:
            i += 1
            continue
        j = i + 1
        while (
            j < len(tokens)
            and text[tokens[j - 1].end : tokens[j].start] in (" ", "\u00a0", "")
            and tokens[j].start not in starts
        ):
            if capital[j] and tokens[j].start > tokens[j - 1].end:
                j += 1
            elif (tokens[j].text in _PARTICLES and j + 1 < len(tokens) and capital[j + 1] and j - i == 1) or (
                tokens[j].text in ("'", "’")
                and tokens[j - 1].text in _ELIDED
                and tokens[j].end == tokens[min(j + 1, len(tokens) - 1)].start
            ):
                j += 2
            elif tokens[j].text == "." and _INITIAL.fullmatch(tokens[j - 1].text) and len(tokens[j - 1].text) == 1:
                j += 1
            else:
                break
        yield i, j
        i = j


def _name(text: str, kind: BlockKind, tokens: list[Token], i: int, j: int, starts: set[int], inside: bool) -> Name:
    opens = tokens[i].start in starts or (i > 0 and tokens[i - 1].text in "\"“‘'''" and tokens[i - 1].start in starts)
    if (
        opens
        and j - i > 2
        and tokens[i].text.lower() not in _RANKS
        and tokens[i + 1].text.rstrip(".").lower() in _RANKS
    ):
        i, opens = i + 1, False  # "Later Mr. Rees"
    first = i
    while first < j - 1 and tokens[first].text.rstrip(".").lower() in _RANKS:
        first += 1
    title = text[tokens[i].start : tokens[first].start].strip()
    if opens and first == i and j - i > 1 and tokens[i].text.lower() in _NOT_PEOPLE:
        first, opens = i + 1, False
    words = tuple(map(intern, text[tokens[first].start : tokens[j - 1].end].split()))  # they come again and again
    before = intern(tokens[i - 1].text) if i else ""
    after = intern(tokens[j].text) if j < len(tokens) else ""
    return Name(Span(tokens[first].start, tokens[j - 1].end), words, title, kind, opens, inside, before, after)


# --- people ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Person:
    """Someone the draft names: every mention in full and in short, in order. `sure`: something proves a person."""

    given: str
    surname: str
    full: list[Name] = field(default_factory=list)
    short: list[Name] = field(default_factory=list)
    sure: bool = False

    @property
    def name(self) -> str:
        """Given name and surname."""
        return f"{self.given} {self.surname}"


def could_be_person(name: Name) -> bool:
    """Does the run have the shape of a person's full name?"""
    return _like_a_person(name.words)


@lru_cache(maxsize=20_000)
def _like_a_person(name: tuple[str, ...]) -> bool:
    words = [w for w in name if not _INITIAL.fullmatch(w) and w not in ("Jr", "Sr", "III", "II")]
    if not 2 <= len(words) <= 4 or any(w.isupper() and len(w) > 3 for w in words):
        return False
    if words[0].lower() in _FIRST or words[-1].lower() in _NOT_PEOPLE or any(w.lower() in _BODY_WORDS for w in words):
        return False
    return len(words[-1]) >= 3 and words[0][0].isalpha()


@passing
def people(document: Document) -> tuple[Person, ...]:
    """Return the people of the draft in order of their first full mention in the story (headlines apart)."""
    found: dict[tuple[str, str], Person] = {}
    every = [n for n in document.fact(named) if n.block in (BlockKind.BODY, BlockKind.CAPTION, BlockKind.LIST)]
    for n in every:
        if could_be_person(n):
            words = [w for w in n.words if w.rstrip(".") not in ("Jr", "Sr", "III", "II")]
            surname = " ".join(words[-2:]) if len(words) > 2 and words[-2] in _PARTICLES else words[-1]
            person = found.setdefault((words[0], surname), Person(words[0], surname))
            person.full.append(n)
            person.sure = (
                person.sure or bool(n.title) or n.after in SAYING or n.before in SAYING or _aged(document.text, n)
            )
    by_surname: dict[str, list[Person]] = defaultdict(list)
    for p in found.values():
        by_surname[p.surname.lower()].append(p)
    for n in every:
        short = " ".join(n.words).lower()
        if short in by_surname and not n.words[0].islower():
            for p in by_surname[short]:
                p.short.append(n)
                p.sure = p.sure or n.after in SAYING or n.before in SAYING or n.title.rstrip(".").lower() in HONORIFICS
    return tuple(found.values())


def _aged(text: str, name: Name) -> bool:
    return re.match(r",\s+\d{1,2}(?=,|\.)", text[name.span.end : name.span.end + 8]) is not None


# --- abbreviations ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """Capitals that stand for a longer name. `expansion` is the span of the words they are explained by: "World Trade
    Organization (WTO)" or "WTO (World Trade Organization)"."""

    span: Span
    letters: str
    expansion: Span | None = None
    bracketed: bool = False


_CAPITALS = (
    expressions.compile(  # a letter to look for comes first, for speed; what must not stand before it is asked after
        r"[A-Z](?<![\w’'&@#/.-][A-Z])(?:[A-Z]{2,5}|[A-Z]{1,4}&[A-Z]|[A-Z]{2,4}s)(?![\w&/@-]|\.[A-Za-z])"
    )
)
_BEFORE_BRACKET = expressions.compile(r"((?:[\w’'&.-]+ ){1,9})\(\s*[\"“']?$")
_IN_BRACKET = expressions.compile(r"\s*\(\s*(?:the\s+)?([A-Z][\w’'-]+(?: [\w’'&-]+){1,8})\s*\)")


def abbreviations(document: Document) -> tuple[Abbreviation, ...]:
    """Return every abbreviation of the prose blocks, in order."""
    text = document.text
    out: list[Abbreviation] = []
    for block in document.blocks:
        if block.kind not in PROSE:
            continue
        written = list(_CAPITALS.finditer(text, *block.span))
        if not written or _in_capitals(block.span.of(text)):
            continue
        for m in written:
            span = Span(*m.span())
            letters = m.group().removesuffix("s") if m.group()[:-1].isupper() else m.group()
            bracketed = text[max(0, span.start - 2) : span.start].rstrip("\"“'").endswith("(") and text[
                span.end : span.end + 2
            ].lstrip("\"”'").startswith(")")
            expansion: Span | None = None
            if bracketed and (b := _BEFORE_BRACKET.search(text, max(block.span.start, span.start - 120), span.start)):
                expansion = Span(b.start(1), b.end(1) - 1)
            elif a := _IN_BRACKET.match(text, span.end):
                expansion = Span(a.start(1), a.end(1))
            out.append(Abbreviation(span, letters, expansion, bracketed))
    return tuple(out)


def _in_capitals(line: str) -> bool:
    return len(re.findall(r"[A-Z]", line)) > 0.5 * len(re.findall(r"[A-Za-z]", line))


_SMALL = frozenset("of the and for in on to de la du des et y a an & with".split())


def stands_for(letters: str, words: list[str]) -> Span | None:
    """Return which of the words (from, to) the letters stand for when they are read backwards from the last, or None.

    Small words may be left out, a word may give more than its first letter (CENTCOM, Inc-style parts), hyphens part words.
    """
    parts = [(i, p) for i, w in enumerate(words) for p in re.split(r"[-‑/]", w) if p]
    want = letters.replace("&", "").lower()
    for start in range(len(parts) - 1, -1, -1):
        if parts[start][1][:1].lower() == want[:1] and _spells(want, [p for _, p in parts[start:]]):
            return Span(parts[start][0], len(words))
    return None


def _spells(want: str, parts: list[str], *, first: bool = True) -> bool:
    """Can `want` be read off the parts, at least one letter of each but the small words?"""
    if not parts:
        return not want
    part = parts[0].lower()
    if part in _SMALL and not first and _spells(want, parts[1:], first=False):
        return True
    taken = 0
    while taken < len(want) and taken < len(part) and taken < 4 and want[taken] == part[taken]:
        taken += 1
        if _spells(want[taken:], parts[1:], first=False):
            return True
    return False
