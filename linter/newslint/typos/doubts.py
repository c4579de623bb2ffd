"""Words that another word would fit better: the evidence that the real-word gate weighs.

Every number here is whole; costs and gains are in 1/64 decade (`newslint.typos.ngrams`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from newslint import native
from newslint.document import BlockKind, Document
from newslint.span import Span, SpanIndex
from newslint.typos.company import SLOTS, company, marks_of
from newslint.typos.confusions import confusions
from newslint.typos.lexicon import lexicon
from newslint.typos.ngrams import END, SPELLINGS, START, Ngrams, ngrams
from newslint.typos.slip import in_case_of
from newslint.typos.slipkinds import AFFIX, HOMOPHONE, MIDDLE, SOUND
from newslint.typos.tables import DATA, Tables
from newslint.typos.words import Word, prose_sentences, spellings, words_in

# What a kind of slip must overcome before it is believed.
HANDICAP = {HOMOPHONE: 0, SOUND: 80, AFFIX: 150, MIDDLE: 150}
DEFAULT_HANDICAP = 16
UNRANKED = 65_535  # the rank of a word the model does not know
LEAST_GAIN2 = 0  # a candidate must fit its two neighbours better by this much to be weighed
LEAST_GAIN = 50  # and, with the words beyond, better by this much
LEAST_VALUE = -60  # less than its handicap by no more than this
LEAST_SUM = 140  # nor is a word doubted unless all evidence for the best candidate comes to this much
CLOSEST = 8  # candidates whose fit with the company there is looked at
FEATURES = (
    "gain",
    "gain2",
    "gain_left",
    "gain_middle",
    "gain_right",
    "left",
    "middle",
    "right",
    "c_left",
    "c_middle",
    "c_right",
    "rank",
    "c_rank",
    "kind",
    "length",
    "c_length",
    "level",
    "c_level",
    "pair_left",
    "pair_right",
    "c_pair_left",
    "c_pair_right",
    "triple",
    "c_triple",
    "c_triple_left",
    "c_triple_right",
    "lead",
    "rivals",
    "count",
    "c_count",
    "capitalised",
    "named",
    "before",
    "after",
    "rank_before",
    "rank_after",
    "mark_before",
    "mark_after",
    "quoted",
    "headline",
    "drawn_left",
    "drawn_right",
    "c_drawn_left",
    "c_drawn_right",
    "drawn",
    "rarer",
    "company",
    "c_company",
    "company_gain",
    "sum",
)


class Rival(NamedTuple):
    """A word that would fit better: what speaks for it in all, its gain in n-grams, its id, the kind of slip,
    and how well it fits the company there."""

    value: int
    gain: int
    word: int
    kind: int
    company: int = 0


class Doubt(NamedTuple):
    """A word that another would fit better: token, what may be meant (likeliest first), features of the first."""

    word: Word
    meant: tuple[str, ...]
    features: tuple[int, ...]


# a word's index, ids from two before it to two behind, how well it fits its company, the closest rivals
Place = tuple[int, tuple[int, int, int, int, int], int, Sequence[tuple[int, int, int, int, int]]]

STANDING = ("john", "ten", "percent", "dollars", "his")  # for what the model lacks: names, numbers, sums, possessives
_BREAK = frozenset(";:()[]—–…")
_CONTRACTED = str.maketrans({"’": "'", " ": None})


def line(model: Ngrams, words: list[Word]) -> tuple[list[int], list[int]]:
    """Return a sentence's ids, and for each id its word's index (-1 for none).

    Names and numbers the model lacks become usual ones."""
    get = model.ids.get
    name, number, percent, dollars, owner = (get(word, 0) for word in STANDING)
    ids, place = [0, START], [-1, -1]
    for i, word in enumerate(words):
        text = word.text
        if word.group == "mark":
            if text in _BREAK and ids[-1] != START:
                ids += (END, START)
                place += (-1, -1)
            continue
        if word.group == "number":
            new = percent if text[-1] == "%" else dollars if text[0] in "$€£¥" else number
        else:
            low = _low(text)
            new = get(low, 0)
            if not new:
                new = model.variant(low)
            if not new:
                if low.endswith("'s"):
                    new = owner
                elif text[0].isupper():
                    new = name
        ids.append(new)
        place.append(i)
    if ids[-1] == START and len(ids) > 2:
        del ids[-2:], place[-2:]
    ids += (END, 0)
    place += (-1, -1)
    return ids, place


def doubts(document: Document) -> Iterator[Doubt]:
    """Yield every word that a candidate would fit better than itself, in order."""
    find, text = _kernel() or places, document.text
    scene: Scene | None = None
    for sentence in prose_sentences(document):
        found = find(text[sentence.start : sentence.end])
        if not found:
            continue
        words = words_in(text, sentence)
        for index, ids, here, rivals in found:
            word = words[index]
            if _bound(text, word):
                continue
            if scene is None:
                scene = Scene(document)
            if not scene.masked.overlaps(Span(word.start, word.end)):
                yield _doubt(scene, words, index, ids, here, [Rival(*r) for r in rivals])


@cache
def _kernel() -> Callable[[str], list[Place]] | None:
    """The compiled twin of `places`, if there is one."""
    kernel = native.load("newslint.typos._fit")
    if kernel is None:
        return None
    model = ngrams()
    found: Callable[[str], list[Place]] = kernel.Fit(
        model.tables,
        Tables(DATA / "confusions.bin"),
        Tables(DATA / "company.bin"),
        bytes(SLOTS),
        bytes(HANDICAP.get(kind, DEFAULT_HANDICAP) for kind in range(256)),
        (LEAST_GAIN2, LEAST_GAIN, LEAST_VALUE, LEAST_SUM),
        tuple(model.ids.get(word, 0) for word in STANDING),
        SPELLINGS,
    ).places
    return found


def places(text: str) -> list[Place]:
    """Return the places of a sentence where a candidate fits better than the word that stands there.

    A place is: the word's index, the ids of the two words before, of itself and of the two behind, how well it fits
    its company there, and the closest rivals, best first.
    """
    model, table = ngrams(), confusions()
    words = words_in(text, Span(0, len(text)))
    out: list[Place] = []
    if len(words) < 3:
        return out
    ids, place = line(model, words)
    opening = next((i for i, w in enumerate(words) if w.group != "mark" or w.text in ",&/-"), len(words))
    for at in range(2, len(ids) - 2):
        index = place[at]
        if index < 0 or words[index].group != "word" or not _may_be_doubted(words[index].text, index <= opening):
            continue
        low = _low(words[index].text)
        if not table.of(low):
            continue
        near = (ids[at - 2], ids[at - 1], ids[at], ids[at + 1], ids[at + 2])
        rivals = _weigh(low, *near)
        if not rivals:
            continue
        here, rivals = _in_company(words, index, ids, at, rivals)
        if _sum(rivals[0], here) >= LEAST_SUM:
            out.append((index, near, here, rivals))
    return out


def _low(text: str) -> str:
    """A word in small letters, with straight apostrophes and without spaces, as the models have it."""
    low = text.lower()
    return low if low.isalpha() else low.translate(_CONTRACTED)


def _may_be_doubted(text: str, opens: bool) -> bool:
    """Is a word written small, or with a capital only where the sentence `opens` (behind quotation marks and the like)?"""
    return text.islower() or (opens and (len(text) < 2 or text[1:].islower()))


class Scene:
    """What a draft says about its words: spellings counted, and the places that are special."""

    def __init__(self, document: Document) -> None:
        self.counts = document.fact(spellings)
        self.masked = SpanIndex(document.masked)
        self.quoted = SpanIndex(part for q in document.quotes for part in q.parts)
        self.headlines = SpanIndex(b.span for b in document.blocks if b.kind is BlockKind.HEADLINE)


def _bound(text: str, word: Word) -> bool:
    """Is the word a piece of a longer one: hyphened, in an address, cut by an apostrophe?"""
    before = text[word.start - 1] if word.start else " "
    after = text[word.end] if word.end < len(text) else " "
    if before in "-‑@#/\\_'’&.$" and not (before in "'’." and word.start > 1 and text[word.start - 2].isspace()):
        return True
    return after in "-‑@/\\_'’&" or (after == "." and word.end + 1 < len(text) and text[word.end + 1].isalnum())


@lru_cache(maxsize=4096)  # an edited draft is mostly what it was
def _weigh(low: str, far: int, one: int, word: int, two: int, past: int) -> list[Rival]:
    """Return the candidates for a word that fit better between its neighbours than it does, best first."""
    model = ngrams()
    cost2, cost3 = model.cost2, model.cost3
    limit = cost2(one, word) + cost2(word, two) - LEAST_GAIN2
    here = -1
    out: list[Rival] = []
    for candidate, kind in confusions().of(low):
        left = cost2(one, candidate)
        if (left >= limit or left + cost2(candidate, two) > limit) and model.known3(one, candidate, two) < 0:
            continue
        if here < 0:
            here = cost3(far, one, word) + cost3(one, word, two) + cost3(word, two, past)
        gain = here - cost3(far, one, candidate) - cost3(one, candidate, two) - cost3(candidate, two, past)
        value = gain - HANDICAP.get(kind, DEFAULT_HANDICAP)
        if gain >= LEAST_GAIN and value > LEAST_VALUE:
            out.append(Rival(value, gain, candidate, kind))
    out.sort(reverse=True)
    return out


def _in_company(words: list[Word], index: int, ids: list[int], at: int, rivals: list[Rival]) -> tuple[int, list[Rival]]:
    """Return how well a word fits its company, and the closest rivals with how well they do, in order of all evidence."""
    net = company()
    sums = net.sums(ids, at, marks_of(words, index))
    here = net.fit(sums, ids[at])
    near = []
    for rival in rivals[:CLOSEST]:
        rival = rival._replace(company=net.fit(sums, rival.word))
        near.append(rival._replace(value=_sum(rival, here) - HANDICAP.get(rival.kind, DEFAULT_HANDICAP)))
    near.sort(reverse=True)
    return here, near


def _sum(rival: Rival, here: int) -> int:
    """All evidence for a rival, in 1/64 decade."""
    return rival.gain + rival.company - here


def _doubt(
    scene: Scene, words: list[Word], index: int, ids: tuple[int, ...], here_company: int, rivals: list[Rival]
) -> Doubt:
    model, word = ngrams(), words[index]
    low = _low(word.text)
    value, gain, best, kind, company_there = rivals[0]
    far, one, here, two, past = ids
    meant = tuple(model.words[r.word] for r in rivals[:3])
    cost3, seen2 = model.cost3, model.seen2
    left, middle, right = cost3(far, one, here), cost3(one, here, two), cost3(here, two, past)
    c_left, c_middle, c_right = cost3(far, one, best), cost3(one, best, two), cost3(best, two, past)
    before = words[index - 1].text if index else ""
    after = words[index + 1].text if index + 1 < len(words) else ""
    # how much likelier the neighbours make the word than it is by itself, and the word its neighbour
    usual = model.uni_p
    drawn_left = usual[here] - model.cost2(one, here)
    drawn_right = usual[two] - model.cost2(here, two)
    c_drawn_left = usual[best] - model.cost2(one, best)
    c_drawn_right = usual[two] - model.cost2(best, two)
    lex = lexicon()
    span = Span(word.start, word.end)
    features = (
        gain,
        model.cost2(one, here) + model.cost2(here, two) - model.cost2(one, best) - model.cost2(best, two),
        left - c_left,
        middle - c_middle,
        right - c_right,
        left,
        middle,
        right,
        c_left,
        c_middle,
        c_right,
        here or UNRANKED,
        best,
        kind,
        len(low),
        len(meant[0]),
        lex.level(low),
        lex.level(meant[0]),
        seen2(one, here),
        seen2(here, two),
        seen2(one, best),
        seen2(best, two),
        model.known3(one, here, two),
        model.known3(one, best, two),
        model.known3(far, one, best),
        model.known3(best, two, past),
        value - rivals[1].value if len(rivals) > 1 else 999,
        len(rivals),
        min(scene.counts[word.text], 9),
        min(scene.counts[meant[0]], 9),
        int(word.text[0].isupper()),
        min(scene.counts[low.capitalize()], 9),
        _sort_of(before),
        _sort_of(after),
        one or UNRANKED,
        two or UNRANKED,
        int(before in MARKS),
        int(after in MARKS),
        int(scene.quoted.overlaps(span)),
        int(scene.headlines.overlaps(span)),
        drawn_left,
        drawn_right,
        c_drawn_left,
        c_drawn_right,
        c_drawn_left + c_drawn_right - drawn_left - drawn_right,
        usual[here] - usual[best],
        here_company,
        company_there,
        company_there - here_company,
        _sum(rivals[0], here_company),
    )
    return Doubt(word, tuple(in_case_of(m, word.text) for m in meant), features)


MARKS = frozenset(",;:\"“”‘’'()—–-.!?…")


def _sort_of(text: str) -> int:
    """0 nothing, 1 a word, 2 a capitalised word, 3 a number, 4 a mark."""
    if not text:
        return 0
    if text[0].isupper():
        return 2
    return 1 if text[0].isalpha() else 3 if text[0].isdigit() else 4
