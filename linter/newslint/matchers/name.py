"""name: people, bodies and their abbreviations, followed through the draft."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from newslint.annotations.entities import HONORIFICS, SAYING, Name, Person, abbreviations, could_be_person, named, people, stands_for
from newslint.annotations.sentences import paragraph_at
from newslint.document import BlockKind, Document
from newslint.matchers import options
from newslint.matchers.base import Match, Matcher, Pattern, position_of
from newslint.rule import Rule
from newslint.span import Span

def _expression(rule: Rule, key: str) -> Callable[[str], bool]:
    """Return the test whether a word is one that the option's expression names, case kept."""
    if key not in rule.options:
        return lambda word: False
    pattern = Pattern(rf"^(?:{rule.options[key]})$", case=True, where=position_of(rule))
    return lambda word: bool(pattern.search(word))


STORY = (BlockKind.BODY, BlockKind.CAPTION, BlockKind.LIST)


# --- one name, two spellings -----------------------------------------------------------------------------


def distance(a: str, b: str) -> int:
    """Letters to change, add, drop or swap to get from one word to the other; 3 means 3 or more."""
    if abs(len(a) - len(b)) > 2:
        return 3
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return min(3, rows[-1][-1])


_ENDINGS = ("s", "es", "n", "an", "ian", "i", "ish", "ese", "ic", "ist", "ists", "ism", "er", "ers", "ns", "ans", "'s", "y", "a", "o", "ed")


def _inflected(a: str, b: str) -> bool:
    """Is one the other with an ending: Clintons, Russian? A doubled last letter or a silent e is no ending."""
    short, long = sorted((a, b), key=len)
    if not long.startswith(short):
        return (a.endswith("y") and b == a[:-1] + "ies") or (b.endswith("y") and a == b[:-1] + "ies")
    tail = long[len(short) :]
    return tail in _ENDINGS and tail != short[-1:]


def _alike(a: str, b: str) -> bool:
    a, b = (unicodedata.normalize("NFD", w).encode("ascii", "ignore").decode() for w in (a, b))
    if a == b or a[:1] != b[:1] or min(len(a), len(b)) < 5 or "-" in a or "-" in b or _inflected(a.lower(), b.lower()):
        return False
    return distance(a.lower(), b.lower()) <= (2 if min(len(a), len(b)) >= 9 else 1)


def misspelt(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a name that is spelled otherwise elsewhere: one person in full, and a near-double that is nobody else."""
    names = [n for n in document.fact(named) if n.block in STORY and not n.quoted]
    lower = frozenset(re.findall(r"\b[a-z]{4,}\b", document.text))
    full: dict[str, list[Name]] = defaultdict(list)  # surname -> its mentions in full
    alone: dict[str, list[Name]] = defaultdict(list)
    for n in names:
        if could_be_person(n):
            full[n.last].append(n)
        elif len(n.words) == 1 and not n.last.isupper():
            alone[n.last].append(n)
    seen: set[str] = set()
    for surname in sorted(full, key=lambda s: full[s][0].span.start):
        for other in sorted({*alone, *full} - {surname}):
            if other in seen or surname in seen or not _alike(surname, other) or {other.lower(), surname.lower()} & lower:
                continue
            pair = _one_person(full, alone, surname, other)
            if pair:
                seen.add(pair[0])
                for n in pair[1]:
                    yield Match(_word(document, n), {"other": pair[2]}, (pair[2],))


def _one_person(full: dict[str, list[Name]], alone: dict[str, list[Name]], a: str, b: str) -> tuple[str, list[Name], str] | None:
    """Return (wrong spelling, its mentions, the other), or None when the two may be two people."""
    given_a, given_b = {n.words[0] for n in full[a]}, {n.words[0] for n in full.get(b, [])}
    if given_b and not given_a & given_b:
        return None
    if not given_b and not any(not n.opens or n.after in SAYING for n in alone[b]):
        return None
    mentions = {w: sorted([*full.get(w, []), *alone.get(w, [])], key=lambda n: n.span.start) for w in (a, b)}
    if not given_b and any(n.before in ("the", "a", "an", "in", "at", "from", "near", "to") for n in alone[b]):
        return None
    wrong = min((b, a), key=lambda w: (len(mentions[w]), -mentions[w][0].span.start))
    return wrong, mentions[wrong][:3], a if wrong == b else b


def _word(document: Document, n: Name) -> Span:
    start = document.text.rindex(n.last, n.span.start, n.span.end)
    return Span(start, start + len(n.last))


# --- first and second mention ----------------------------------------------------------------------------

_VERBS = SAYING | frozenset("has had was is will would who".split())


def surname_first(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a surname alone before the story gives the full name."""
    everyone = document.fact(people)
    shared = Counter(p.surname for p in everyone)
    for p in everyone:
        if not p.sure or not p.short or shared[p.surname] > 1 or p.given in shared:
            continue
        first = p.short[0]
        if first.span.start < p.full[0].span.start and not first.title and first.before != "of" and first.after in _VERBS and not first.quoted and first.block is BlockKind.BODY:
            if not p.full[0].quoted and not any(n.last == p.surname and len(n.words) > 1 and n.span.start < first.span.start for n in document.fact(named) if n.block in STORY):
                yield Match(first.span, {"surname": p.surname, "name": p.name})


_ROLE_AFTER = re.compile(r"\s*(?:,\s+(?:[a-z\d“\"‘]|[A-Z][\w.’'-]*\s|who\b)|\s+\(|\s+of\b|\s+from\b|\s*[—–]|\s+--)")
_ROLE_BEFORE = re.compile(r"(?:[a-z][\w’'-]+|[”\"’])[,:]?\s+$|\b(?:named|called)\s+$|[A-Z][\w’'.-]+\s+$")
_NOT_ROLE = re.compile(r"\b(?:said|says|added|told|asked|and|but|that|as|when|while|because|if|to|by|with|for|from|in|on|of|at|like|than|is|was|are|were|has|had|have|will|would|about|against|between|or|who|where|before|after|though|although|since|until|not|only|even|also|let|including|beat|joined|met|[a-z]+ed|[a-z]+ing|[a-z]+ly)[,:]?\s+$")


def no_role(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a quoted person of whom the draft never says who they are."""
    text = document.text
    sources = [a.source.span for a in document.attributions if a.source is not None and a.source.kind == "named-person"]
    for p in document.fact(people):
        first = p.full[0]
        if not p.sure or first.block is not BlockKind.BODY or not any(s.covers(n.span) for s in sources for n in p.full):
            continue
        if not any(n.after in SAYING or n.before in SAYING for n in p.full) or len(p.full[0].words) > 3 or not p.short:
            continue
        if any(_told(text, n) for n in (*p.full, *p.short)):
            continue
        paragraph = paragraph_at(document, first.span.start) or first.span
        rest = text[first.span.end : paragraph.end + 400]
        if re.search(rf"\b(?:{re.escape(p.surname)}|[Hh]e|[Ss]he|[Ww]ho)(?:,| is| was| has (?:been|worked|served)| had been| works?| runs?| owns?| serves?| served| leads?| led| heads?| teaches| plays?)\b", rest):
            continue
        yield Match(first.span, {"name": p.name})


def _told(text: str, n: Name) -> bool:
    if n.title or _ROLE_AFTER.match(text, n.span.end, n.span.end + 40):
        return True
    before = text[max(0, n.span.start - 40) : n.span.start]
    return bool(_ROLE_BEFORE.search(before)) and not _NOT_ROLE.search(before) and not before.rstrip().endswith((".", "”", '"', "?", "!", "''"))


def full_again(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a full name given again soon after the first, where nobody else has the surname."""
    everyone = document.fact(people)
    shared = Counter(p.surname for p in everyone)
    words = Counter(w for n in document.fact(named) for w in n.words)
    for p in everyone:
        if not p.sure or shared[p.surname] > 1:
            continue
        full = [n for n in p.full if not n.quoted and n.block is BlockKind.BODY]
        for before, again in zip(full, full[1:], strict=False):
            near = document.text.count("\n\n", before.span.end, again.span.start) <= 3
            if near and not again.title and len(full) >= 3 and words[p.surname] > len(full):
                yield Match(again.span, {"name": p.name, "surname": p.surname}, (p.surname,))
                break


def family_name(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag the given name used as a surname, for names that put the family first."""
    families = _expression(rule, "families")
    for p in document.fact(people):
        if not families(p.given) or families(p.surname) or len(p.full[0].words) != 2 or p.full[0].last != p.surname:
            continue
        wrong = [n for n in p.short if not n.quoted and n.span.start > p.full[0].span.start and (n.after in SAYING or n.before in SAYING)]
        if wrong and not any(n.words == (p.given,) for n in document.fact(named)):
            yield Match(wrong[0].span, {"family": p.given, "given": p.surname, "name": p.name}, (p.given,))


def honorific_mix(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag the mention that leaves the courtesy title out, in a draft that gives it to the same person."""
    for p in document.fact(people):
        later = [n for n in p.short if not n.quoted and n.span.start > p.full[0].span.start and n.block is BlockKind.BODY]
        polite = [n for n in later if n.title.rstrip(".").lower() in HONORIFICS]
        bare = [n for n in later if not n.title and (n.after in SAYING or n.before in SAYING)]
        if len(polite) >= 2 and len(polite) > len(bare) > 0:
            yield Match(bare[0].span, {"polite": f"{polite[0].title} {p.surname}", "bare": p.surname}, (f"{polite[0].title} {p.surname}",))


# --- abbreviations ---------------------------------------------------------------------------------------


def acronym_undefined(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag the first use of an abbreviation that the draft explains nowhere; `known` ones need no explaining."""
    known = _expression(rule, "known")
    found = document.fact(abbreviations)
    explained = {a.letters for a in found if a.expansion}
    shouted = frozenset(w for w in re.findall(r"\b[a-z]{3,6}\b", document.text))
    seen: set[str] = set()
    for a in found:
        if a.letters in seen or known(a.letters) or a.letters in explained or a.letters.lower() in shouted:
            continue
        seen.add(a.letters)
        block = next((b for b in document.blocks if b.span.covers(a.span)), None)
        if block is None or block.kind not in (BlockKind.BODY, BlockKind.LIST) or not _stands_alone(document.text, a.span) or _glossed(document, a.span, a.letters):
            continue
        yield Match(a.span, {"acronym": a.letters})


_ALONE_BEFORE = re.compile(r"(?:^|[.!?]['\"”’)]*\s+|\b(?:in|at|by|for|from|with|of|to|and|that|when|as|on|[a-z]+ed|said|says|told|or|between|but|if),?\s+|,\s+)[Tt]he\s+$")
_ALONE_AFTER = re.compile(r"\s*(?:[.,;:!?)]|['’]s\s+[a-z]|$)|\s+(?:has|had|have|is|was|are|were|will|would|did|does|can|could|said|says|and|or|in|at|for|to|by|from|that|which|who|on|but|as|met|ran|won|lost|made|took|gave|went|came|got|put|set|left|began|[a-z]+ed)\b")


def _stands_alone(text: str, span: Span) -> bool:
    """Is it a noun of its own, "the NHTSA opened", and no part or name of something else?"""
    return bool(_ALONE_BEFORE.search(text, max(0, span.start - 30), span.start) and _ALONE_AFTER.match(text, span.end, span.end + 24))


def _glossed(document: Document, span: Span, letters: str) -> bool:
    """Is it explained by an apposition, by its words somewhere in the draft, or part of a longer name?"""
    text = document.text
    if re.match(r"(?:['’]s)?,\s+(?:an?|the|which|or|formerly|short)\b|\s+\((?!\w+\))|\s+[A-Z]|[’']s\s+[A-Z]", text[span.end : span.end + 24]):
        return True
    if re.search(r"(?:[A-Z][\w’'.-]*\s+|[-–(/]|\bcalled\s+|\bas\s+|,\s+or\s+)$", text[max(0, span.start - 24) : span.start]) and not re.search(r"(?:^|[.!?]\s+)(?:The|In|At|A|An)\s+$", text[max(0, span.start - 24) : span.start]):
        return True
    initials = "".join(rf"{c}[\w’'.-]*(?:[\s-]+(?:of|the|and|for|in|on|to))*[\s-]+" for c in letters[:-1]) + letters[-1]
    return re.search(rf"\b{initials}", text, re.I) is not None


def acronym_unused(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag an abbreviation in brackets that the draft never uses."""
    known = _expression(rule, "known")
    found = document.fact(abbreviations)
    uses = Counter(a.letters for a in found)
    for a in found:
        if a.bracketed and a.expansion and uses[a.letters] == 1 and not known(a.letters) and _is_expansion(document, a.expansion, a.letters):
            if len(re.findall(rf"\b{re.escape(a.letters)}", document.text)) == 1:
                yield Match(Span(a.span.start - 1, a.span.end + 1) if document.text[a.span.start - 1] == "(" else a.span, {"acronym": a.letters})


def _is_expansion(document: Document, expansion: Span, letters: str) -> bool:
    return stands_for(letters, expansion.of(document.text).split()) is not None


def acronym_mismatch(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag an abbreviation in brackets whose letters are those of the name before it but for one, or in another order."""
    known = _expression(rule, "known")
    for a in document.fact(abbreviations):
        if not a.bracketed or a.expansion is None or known(a.letters) or not a.letters.isalpha():
            continue
        words = a.expansion.of(document.text).split()
        if stands_for(a.letters, words):
            continue
        capitals = _trailing_name(words)
        initials = "".join(p[0] for w in capitals for p in re.split(r"[-‑]", w) if p[:1].isupper())
        if len(initials) == len(a.letters) >= 3 and initials[0] == a.letters[0] and distance(initials.lower(), a.letters.lower()) == 1:
            yield Match(a.span, {"acronym": a.letters, "expansion": " ".join(capitals), "initials": initials})


def _trailing_name(words: list[str]) -> list[str]:
    """The capitalised words right before the bracket, small words between them included."""
    out: list[str] = []
    for w in reversed(words):
        if not (w[:1].isupper() or w in ("of", "the", "and", "for", "in", "on", "to", "de", "&")):
            break
        out.append(w)
    while out and not out[-1][:1].isupper():
        out.pop()
    if len(out) > 1 and out[-1] in ("The", "In", "At", "A"):
        out.pop()
    return out[::-1]


# --- one body, two forms ---------------------------------------------------------------------------------

_PAIRS = (("centre", "center"), ("theatre", "theater"), ("organisation", "organization"), ("defence", "defense"), ("labour", "labor"), ("harbour", "harbor"))


def variant(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a name of two or more words that is written in two ways: Center and Centre, a slash and a hyphen, a capital lost."""
    text = document.text
    forms: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for block in document.blocks:
        if block.kind in STORY:
            for m in _LONG.finditer(text, *block.span):
                span = Span(m.start() + len(_LEAD.match(m.group()).group()), m.end())  # type: ignore[union-attr]
                if re.search(r"[ /–-]", span.of(text)):
                    forms[_folded(span.of(text))][" ".join(span.of(text).split())].append(span)
    for found in forms.values():
        if len(found) == 2:
            (one, at_one), (two, at_two) = found.items()
            later, first = (two, one) if at_one[0] < at_two[0] else (one, two)  # the first is what the draft set out with
            if one.lower() != two.lower():
                for span in found[later][:3]:
                    yield Match(span, {"other": first}, (first,))


_LONG = re.compile(r"\b[A-Z][\w’'.]*(?:(?:[ /–-]|\s(?:of|for|and)\s(?:the\s)?)[A-Z][\w’'.]*[\w])+(?![\w])")


_LEAD = re.compile(r"(?:(?:The|A|An|In|At|On|For|And|But|From|By|To|When|If|As|While|After|Before|That|This|Its?|His|Her|Their|Our|Both|Mr\.?|Mrs\.?|Ms\.?)\s+)*")


def _folded(name: str) -> str:
    folded = re.sub(r"[\s/–-]+", " ", name.lower())
    for uk, us in _PAIRS:
        folded = folded.replace(uk, us)
    return folded


_CAPITALS = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: (?:of|the|of the|and) )?(?:[ -][A-Z][a-z]+|(?<= )[A-Z][a-z]+)+(?! [A-Z])(?![\w-])")
_OFFICES = re.compile(
    r"\b(?:president|minister|secretary|general|chairman|chairwoman|chair|chief|director|officer|speaker|leader|senator|governor|mayor|judge|justice|attorney|commissioner|"
    r"captain|sergeant|professor|editor|manager|ambassador|counsel|counselor|adviser|executive|committee|council|court|department|office|board|commission|party|campaign|"
    r"government|administration|ministry|street|county|city|state|states|road|river|avenue|street|church|university|college|school|hospital|center|centre|union|police|"
    r"congress|house|senate|bill|act|law|deputy|assistant|king|queen|prince|lord|lady|sir|coach|league|club|bank|service|agency|association|republican|democratic|convention|"
    r"christmas|black|lives|new|day|week|conference|summit|primary|caucus|debate|election)s?\b",
    re.I,
)


_PLACED = re.compile(r"(?:North|South|East|West|Northern|Southern|Eastern|Western|Upper|Lower|Greater|Central)(?: |-)|Al-")


def capitals(document: Document, rule: Rule) -> Iterator[Match]:
    """Flag a term of two or more words that is written with capitals here and without them there, offices and bodies apart."""
    text = document.text
    body = [b.span for b in document.blocks if b.kind is BlockKind.BODY]
    big: Counter[str] = Counter()
    for span in body:
        for m in _CAPITALS.finditer(text, *span):
            if not _OFFICES.search(m.group()):
                big[m.group()] += 1
    for term, times in big.items():
        small = re.compile(rf"(?<![\w-]){re.escape(term.lower())}(?![\w-])")
        partly = re.compile(rf"(?<=[a-z,] ){re.escape(term[0].lower() + term[1:])}(?![\w-])")
        if term.startswith("Al-"):  # in mid-sentence the particle is small
            if partly.search(text):
                at = next(m for span in body for m in re.finditer(rf"(?<=[a-z,] ){term}", text[span.start : span.end]) for m in [(span.start + m.start(), span.start + m.end())])
                yield Match(Span(*at), {"other": "al" + term[2:]}, ("al" + term[2:],))
            continue
        for span in body:
            if m := (small.search(text, *span) if times >= 3 else None) or (partly.search(text, *span) if _PLACED.match(term) else None):
                yield Match(Span(*m.span()), {"other": term}, (term,))
                break


PROBLEMS: dict[str, Callable[[Document, Rule], Iterator[Match]]] = {
    "misspelt": misspelt,
    "surname-first": surname_first,
    "no-role": no_role,
    "full-again": full_again,
    "family-name": family_name,
    "honorific-mix": honorific_mix,
    "acronym-undefined": acronym_undefined,
    "acronym-unused": acronym_unused,
    "acronym-mismatch": acronym_mismatch,
    "variant": variant,
    "capitals": capitals,
}
OPTIONS = {"problem": options.choice(*PROBLEMS), "known": options.text, "families": options.text}


def build(rule: Rule) -> Matcher:
    """Flag what `problem` names. `known` (abbreviations that need no words) and `families` (family names that
    stand first) are expressions."""
    find = PROBLEMS[rule.options["problem"]]
    return lambda document: find(document, rule)
