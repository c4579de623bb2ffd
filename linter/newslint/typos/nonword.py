"""Words that are not English, in the kinds of English a desk writes; names, foreign words and dialect are let be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from newslint import expressions
from newslint.document import Document
from newslint.span import Span, SpanIndex
from newslint.typos.derive import PREFIXES, derived
from newslint.typos.doubts import line
from newslint.typos.lexicon import dialect_bits, lexicon
from newslint.typos.ngrams import LONGEST, UNIT, ngrams
from newslint.typos.slip import Slip, in_case_of
from newslint.typos.suggest import misspells_a_common_word, ranked
from newslint.typos.words import Word, prose_sentences, spellings, words_in

MOST_SUGGESTIONS = 3
LEAST_LETTERS = 3
LEAST_OPENING = 5  # letters of a word that opens a sentence: shorter ones may be names
_OWNER = expressions.compile(r"['’]s?$")
WELL_KNOWN = 310  # a word of the n-gram model this common needs no dictionary (1/64 decade)
FARTHEST = 330  # the most that may lie between the word and the likeliest one (see suggest)
OTHER_SPELLING = 250  # the most that may lie between two spellings of a word (see suggest)
_DIALECT = expressions.compile(r"(?:in|in['’]|na|ta|er|ya|cha|lla|mme)$|['’]|(.)\1\1")
_SOLID = frozenset("https http www com org net html pdf ing ed st nd rd th".split())


def misspellings(document: Document, accepted: frozenset[str], dialect: str) -> Iterator[Slip]:
    """Yield the non-words of a draft, in order.

    `accepted` are words of the house, lower-case or as written. `dialect` is a kind of English (``us``, ``gb``,
    ``au``, ``ca``, ``in``) or ``any``; a spelling of another dialect is reported only when one is named.
    """
    kernel, bits = lexicon().kernel, dialect_bits(dialect)
    look = unlisted if kernel is None else kernel.unlisted
    scene: _Scene | None = None
    for sentence in prose_sentences(document):
        around: _Around | None = None
        for index, start, end in look(document.text[sentence.start : sentence.end], bits):
            span = Span(sentence.start + start, sentence.start + end)
            text = span.of(document.text)
            low = _low(text)
            if low in accepted or text in accepted:
                continue
            if _doubly_owned(text, low):
                yield Slip(span, (low + "s",), 0.95)  # their's
                continue
            if _listed(low, bits):
                continue
            if scene is None:
                scene = _Scene(document)
            around = around or _Around(words_in(document.text, sentence))
            slip = _judge(scene, around, index, low, bits)
            if slip is not None:
                yield slip


def unlisted(text: str, bits: int) -> list[tuple[int, int, int]]:
    """Return index, start and end of the words of a sentence to look at closer: not in the list, nor like names.

    Words of other letters than ASCII's are also looked at when only their capital or ending is not listed.
    """
    mark, opens = lexicon().mark, True
    out: list[tuple[int, int, int]] = []
    for index, word in enumerate(words_in(text, Span(0, len(text)))):
        written = word.text
        if word.group == "word" and len(written) >= LEAST_LETTERS and not _like_a_name(written, opens):
            known = mark(written)
            if known < 0 or not known & bits:
                low = _low(written)
                known = mark(low) if low.isascii() and written.replace("’", "'").isascii() else -1
                if known < 0 or not known & bits or _doubly_owned(written, low):
                    out.append((index, word.start, word.end))
        opens = opens and word.group == "mark"
    return out


def _low(text: str) -> str:
    """A word in small letters, without its possessive."""
    return _OWNER.sub("", text.replace("’", "'").replace(" ", "")).lower()


def _doubly_owned(text: str, low: str) -> bool:
    return low in _OWNERS and text.islower() and text.endswith("s")


def _like_a_name(text: str, opens: bool) -> bool:
    """Is a word written as names are: with a capital, and not where a sentence opens? Lines of capitals are not told."""
    if text.islower() or text.isupper():
        return False
    return not (opens and len(text) >= LEAST_OPENING and text[1:].islower())


class _Scene:
    """What the draft says about its words."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.counts: Counter[str] = document.fact(spellings)
        self.masked = SpanIndex(document.masked)
        self.quoted = SpanIndex(part for q in document.quotes for part in q.parts)
        self.emphasis = SpanIndex(document.emphasis)


class _Around:
    """A sentence with a word in it that is not listed: what is asked of all of it is worked out once."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.first = next((i for i, w in enumerate(words) if w.group != "mark"), len(words))  # the first word or number

    @cached_property
    def line(self) -> tuple[list[int], dict[int, int]]:
        """Its ids (doubts.line), and where among them each word's is, by the word's index."""
        ids, place = line(ngrams(), self.words)
        return ids, {index: at for at, index in enumerate(place)}

    @cached_property
    def in_capitals(self) -> bool:
        """Is nearly all of it written in capitals?"""
        texts = [w.text for w in self.words if w.group == "word" and len(w.text) > 1]
        return len(texts) > 3 and sum(text.isupper() for text in texts) >= 0.8 * len(texts)


def _listed(low: str, bits: int) -> bool:
    """Is a word without its capital and possessive in the list, or a contraction of words that are?"""
    mark = lexicon().mark(low)
    return bool(mark & bits) if mark >= 0 else "'" in low and low in ngrams().ids


def _judge(scene: _Scene, around: _Around, index: int, low: str, bits: int) -> Slip | None:
    words = around.words
    word = words[index]
    text, span = word.text, Span(word.start, word.end)
    if scene.masked.overlaps(span) or scene.emphasis.overlaps(span) or _part(scene.text, word):
        return None
    if (
        not LEAST_LETTERS <= len(low) <= LONGEST
        or low in _SOLID
        or low in _ARTICLES
        or low in _FOREIGN
        or not low.replace("'", "").isascii()
        or low.endswith("'d")
        or not _in_lower(around, index)
    ):
        return None
    if len(low) < 4 and len(text) > len(low):
        return None
    written = text if text.islower() else low
    often = scene.counts[written] > 2 or scene.counts[low.capitalize()] > (not text.islower())
    if often and not (text.islower() and misspells_a_common_word(low, 110, 6 * UNIT + UNIT // 2)):
        return None
    quoted = scene.quoted.overlaps(span)
    if quoted and (_DIALECT.search(low) or len(low) < 6 or _alone(scene.text, word)):
        return None
    elsewhere = lexicon().mark(low) >= 0  # a word, but of another dialect
    if not elsewhere and (_made(words, index, low, bits) or _foreign(words, index)):
        return None
    ids, place = around.line
    at = place[index]
    found = [f for f in ranked(low, *ids[at - 2 : at], *ids[at + 1 : at + 3]) if _fits(f[2], bits)]
    if elsewhere:
        found = [f for f in found if f[1] <= OTHER_SPELLING]
    if not found:
        return None
    slip = min(f[1] for f in found)
    if not text.islower() and not (slip <= 100 and misspells_a_common_word(low, 100)):
        return None  # a capital: a name, unless a common word is very near
    if slip > 130 and quoted:
        return None
    if slip > FARTHEST and (len(low) < 9 or all(f[2][:3] != low[:3] for f in found)):
        return None
    if slip > 260 and (scene.counts[written] > 1 or len(low) < 5):
        return None
    tail = scene.text[word.start + len(low) : word.end] if _OWNER.search(text) else ""
    meant = tuple(in_case_of(f[2], text) + tail for f in found[:MOST_SUGGESTIONS])
    return Slip(span, meant, round(max(0.5, 0.99 - slip / 1000), 3))


def _fits(word: str, bits: int) -> bool:
    mark = lexicon().mark(word)
    return mark < 0 or bool(mark & bits)


def _in_lower(around: _Around, index: int) -> bool:
    """Is the word written as a plain word is: small, or with the capital of a sentence, or in a line of capitals?"""
    words = around.words
    text = words[index].text
    if text.islower():
        return True
    if text.isupper():
        return len(text) > 4 and around.in_capitals
    if _like_a_name(text, index <= around.first):
        return False
    after = words[index + 1] if index + 1 < len(words) else None
    return after is None or not after.text[0].isupper()


def _made(words: list[Word], index: int, low: str, bits: int) -> bool:
    """Is the word made by the rules of the language, a name written small, or a piece of a hyphened word?"""
    if _piece(words, index, low, bits):
        return True
    lex, model = lexicon(), ngrams()
    known = model.ids.get(low, 0)
    if known and model.uni_p[known] <= WELL_KNOWN and not _bare_owner(low):
        return True
    if derived(low, bits) and not known:
        return not misspells_a_common_word(low, 100, 5 * UNIT)
    if known or lex.rare(low) or lex.mark(low.capitalize()) >= 0 or lex.mark(low.upper()) >= 0:
        return not misspells_a_common_word(low, 110, 6 * UNIT)
    return False


def _piece(words: list[Word], index: int, low: str, bits: int) -> bool:
    """Is the word a piece of a hyphened word, and right as such: pre-empted, laissez-faire, Geun-hye?"""
    lex, word = lexicon(), words[index]
    before = index > 1 and words[index - 1].text in _HYPHENS and words[index - 1].end == word.start
    after = index + 2 < len(words) and words[index + 1].text in _HYPHENS and words[index + 1].start == word.end
    if not before and not after:
        return False
    if len(low) <= 4 or low in PREFIXES:
        return True
    other = words[index - 2] if before else words[index + 2]
    if other.group != "word":
        return other.group == "number"
    mate = other.text.lower()
    if (before and not other.text.islower()) or (lex.mark(mate) < 0 and mate not in PREFIXES):
        return True
    solid = mate + low
    if not before:
        return False
    return lex.mark(solid) >= 0 or ((mate in PREFIXES or len(mate) < 4) and derived(solid, bits))


def _bare_owner(low: str) -> bool:
    """Is it a possessive without its apostrophe that cannot be a plural: womens, childrens?"""
    ids = ngrams().ids
    return low.endswith("ens") and low[:-1] + "'s" in ids and ids.get(low[:-1], 0) < ids[low]


def _alone(text: str, word: Word) -> bool:
    """Does the word stand between quotation marks by itself, as words do that a writer holds at arm's length?"""
    before, after = text[max(word.start - 1, 0) : word.start], text[word.end : word.end + 2]
    return before in _QUOTES and bool(after) and (after[0] in _QUOTES or (len(after) > 1 and after[1] in _QUOTES))


def _part(text: str, word: Word) -> bool:
    """Is the token a piece of an address, a handle or broken letters, or cut by an apostrophe?"""
    before = text[word.start - 1] if word.start else " "
    after = text[word.end] if word.end < len(text) else " "
    if not (before.isspace() or before in _OPEN) or after in "@/\\_&'’0123456789]":
        return True
    return after in ".:" and word.end + 1 < len(text) and (text[word.end + 1].isalnum() or text[word.end + 1] == "/")


def _foreign(words: list[Word], index: int) -> bool:
    """Does the word stand beside a small word of another language?"""
    return any(0 <= other < len(words) and words[other].text in _ARTICLES for other in (index - 1, index + 1))


_OWNERS = frozenset("their our your".split())
_FOREIGN = frozenset("frau herr madame monsieur senor senora signor signora".split())
_ARTICLES = frozenset("le la les el los las il lo gli der die das une un uno una del della du des en de di al".split())
_QUOTES = frozenset("\"“”‘’'")
_HYPHENS = frozenset("-‑–")
_OPEN = frozenset("\"“‘(-‑–—,;:!?*'«>")
