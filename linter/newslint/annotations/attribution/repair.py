"""What grammar adds to the model: sources of plain verbs, "according to" and "as per", agentless cues, hearsay.

The model learned from American political news. Where a plain reporting verb, "as per" or "it is being said" has no
attribution, or one without a source, the sentence is read by grammar as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from newslint import expressions
from newslint.annotations.attribution.grammar import read_sentence, stretches
from newslint.annotations.attribution.parts import Found
from newslint.annotations.attribution.phrases import BE, HEARSAY, LEX, OPEN
from newslint.annotations.attribution.rows import Paragraph
from newslint.annotations.tokens import Token
from newslint.document import Document
from newslint.span import Span

PLAIN = frozenset("say says said saying tell tells told add adds added wrote writes claim claimed".split())
OWNED = frozenset("according per".split())  # the source stands right behind
_AGENTLESS = frozenset(
    "said believed thought reported understood alleged rumoured rumored claimed noticed feared".split()
)
# before "to": intentions
_INTENT = frozenset(
    "plans planned intends intended hopes hoped aims wants wanted refuses refused declined vows vowed pledged".split()
)
# before "of" or "that": what is going round, told by nobody
_RUMOUR = frozenset("reports rumours rumors allegations accusations speculation".split())
_TRIGGER = PLAIN | OWNED | HEARSAY | _AGENTLESS | {"opinion", "view", "heard"}
_ANY = _TRIGGER | _RUMOUR | _INTENT
_TEXT = itemgetter(2)  # of a token


_BE = r"(?:is|are|was|were|be|been|being|['’]s)"
_NOBODY = expressions.compile(
    rf"{_BE} (?:\w+ly |being |also |now |still |not |only )*(?:said|believed|thought|reported|understood|alleged|"
    r"rumou?red|claimed|noticed|feared|expected|known|presumed|assumed|considered)$",
    re.I,
)
_HEARSAY = expressions.compile(r"(?:" + "|".join(sorted(HEARSAY)) + r")\b", re.I)
_ADDS = expressions.compile(r"\badd(?:s|ed|ing)?$", re.I)
_IDLE = expressions.compile(
    r"\badd(?:s|ed|ing)? to$|\b(?:the|an?|for|of|with|its|their|any|no) added$|"
    r"\b(?:hard|soon|early|fair|safe|easy|easier|enough|needless|difficult|impossible) to say$|"
    r"\bgoes without saying$|\blet['’]s say$|\bno way to (?:say|tell)(?: without)?$",
    re.I,
)
_IDLE_ENDS = ("to", "added", "say", "saying", "tell", "without")  # with which all of these end
_ASIDE = expressions.compile(r"\bhaving said$", re.I)  # "Having said that, …" reports nobody
_NO_NOUNS = frozenset("best well most least there here missing coupled".split())
_WHEN = frozenset("in on at during after before last earlier yesterday today".split())
_VIEW = expressions.compile(r"(?:the |a |same )*(?:opinion|view|belief|impression|conviction)(?= that\b)", re.I)


def _normalise(text: str, one: Found) -> None:
    """Agentless passives have no source, hearsay is the adverb alone, and "of the opinion" is one cue."""
    if one.cue is None:
        return
    cue = one.cue.of(text)
    if one.source is not None and one.source.of(text).lower() == "there":
        one.source = None
    if one.source is not None and _NOBODY.search(cue) and one.source.end <= one.cue.start:
        following = text[one.cue.end : one.cue.end + 6].lstrip().lower()
        if one.source.of(text).lower() == "it":
            one.cue = Span(one.source.start, one.cue.end)
            one.source = None
        elif following.startswith(("to ", "that ", "as ")):
            one.content = sorted([one.source, *one.content])
            one.source = None
    if one.source is None and len(one.content) > 1 and one.content[0].end == one.cue.start - 1 and _active(cue):
        one.source, one.content = one.content[0], one.content[1:]
    if one.source is None and (adverb := _HEARSAY.match(cue)) and adverb.end() < len(cue):
        rest = Span(one.cue.start + adverb.end() + 1, one.cue.end)
        one.cue = Span(one.cue.start, one.cue.start + adverb.end())
        one.content = joined(text, sorted([*one.content, rest]))
    if cue.lower().endswith(" of") and one.content and (view := _VIEW.match(text, one.content[0].start)):
        one.cue = Span(one.cue.start, view.end())
        one.content = [Span(view.end() + 1, one.content[0].end), *one.content[1:]]


def _active(cue: str) -> bool:
    """Is it what the subject in front of it plans ("has refused"), and not said of the subject?"""
    words = cue.lower().split()
    return words[-1] in _INTENT and not any(w in BE for w in words)


def joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Join spans between which there is only a space."""
    out: list[Span] = []
    for span in spans:
        if out and not text[out[-1].end : span.start].strip():
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def repaired(document: Document, paragraphs: Iterable[Paragraph], found: list[Found]) -> list[Found]:
    """Return `found` with missing sources and attributions of plain cues put in; content is trimmed around them."""
    text = document.text
    found = [f for f in found if not _idle(text, f)]
    for one in found:
        _normalise(text, one)
    cues = {at for f in found if f.cue for at in range(f.cue.start, f.cue.end)}
    bare = sorted(f.cue.start for f in found if f.cue and (f.source is None or not f.content))
    spans = sorted((*span, k) for k, f in enumerate(found) for span in _spans(f))
    at, open_ = 0, list[tuple[int, int, int]]()
    added: list[Found] = []
    for tokens, quoted in _read_anew(paragraphs, cues, bare):
        start, end = tokens[0].start, tokens[-1].end
        while at < len(spans) and spans[at][0] < end:
            open_.append(spans[at])
            at += 1
        open_ = [s for s in open_ if s[1] > start]
        near = [found[k] for k in sorted({k for _, _, k in open_})]
        known = len(near)
        for one in read_sentence(tokens, quoted):
            _merge(text, one, tokens, near)
        added += near[known:]
    return found + added


def _spans(one: Found) -> list[Span]:
    return [*one.content, *(s for s in (one.cue, one.source) if s is not None)]


def _read_anew(
    paragraphs: Iterable[Paragraph], cues: set[int], bare: Sequence[int]
) -> Iterator[tuple[list[Token], list[bool]]]:
    """Yield what is read by grammar as well: the tokens of each doubtful sentence, and which of them are quoted."""
    for paragraph in paragraphs:
        for whole in _doubtful(paragraph, cues, bare):
            for start, end in stretches(*whole):
                yield paragraph.tokens[start:end], [bool(q) for q in paragraph.quote[start:end]]


def _doubtful(paragraph: Paragraph, cues: set[int], bare: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the sentences (token ranges) in which a plain cue has no attribution, or one without its source."""
    ends = [*paragraph.sentences[1:], len(paragraph.tokens)]
    for start, end in zip(paragraph.sentences, ends, strict=True):
        tokens = paragraph.tokens[start:end]
        words = list(map(str.lower, map(_TEXT, tokens)))
        here = bare[bisect_left(bare, tokens[0].start) : bisect_right(bare, tokens[-1].start)]
        if not here and _ANY.isdisjoint(words):
            continue
        for k, (token, low) in enumerate(zip(tokens, words, strict=True)):
            following = tokens[k + 1].text if k + 1 < len(tokens) else ""
            asks = token.start in here or (low in _ANY and _asks(low, following, token.start in cues))
            if asks and not paragraph.quote[start + k]:
                yield start, end
                break


def _asks(low: str, following: str, known: bool) -> bool:
    """Does a word ask for an attribution, when the one behind it is `following`? `known`: it is in a cue already."""
    if low in _TRIGGER:
        return not known or low in OWNED
    if known:
        return False
    return (low in _INTENT and following == "to") or (low in _RUMOUR and following in {"of", "that"})


def _merge(text: str, one: Found, tokens: Sequence[Token], found: list[Found]) -> None:
    """Put what grammar has found into `found`: what is known of the stretch that was read, in order of the finding."""
    cue = one.cue
    if cue is None:
        return
    words = {t.text.lower() for t in tokens if cue.start <= t.start < cue.end}
    same = next((f for f in found if f.cue is not None and f.cue.overlaps(cue)), None)
    if _idle(text, one) or (one.source is not None and not _noun(text, one.source)):
        return
    if same is not None:
        owned = words & OWNED
        if one.source is not None and (same.source is None or (owned and _other_source(one.source, same))):
            beside = 0 <= one.source.start - cue.end <= 1
            if same.source is None and not owned and not beside and any(c.overlaps(one.source) for c in same.content):
                return
            same.source = one.source
            left = [c for piece in same.content for c in without(piece, one.source)]
            same.content = [Span(c.end - len(c.of(text).lstrip(" ,")), c.end) for c in left]
        if not same.content and not _adjunct(text, one.content):
            same.content = one.content
        return
    intent = words & _INTENT and bool(one.content) and one.content[0].of(text).startswith("to ")
    plain = (words & PLAIN or intent) and one.source is not None
    if not one.content or not (plain or words & (OWNED | _TRIGGER | _RUMOUR)):
        return
    if any(f.source is not None and f.source.overlaps(cue) for f in found):
        return
    if not words & (OWNED | HEARSAY) and _nested(text, cue, found):
        return
    if words & OWNED:  # what stands beside "as per" is that source's alone
        for other in found:
            left = [c for c in other.content if not any(mine.covers(c) for mine in one.content)]
            if left and other.cue is not None and not any(mine.covers(other.cue) for mine in one.content):
                other.content = left
    found.append(one)


def _other_source(source: Span, same: Found) -> bool:
    """Did the model take another source, or leave a part of it to what is said ("Lian Fischer" | ", a geologist, ...")?"""
    if same.source is None or not same.source.overlaps(source):
        return True
    return source.covers(same.source) and any(c.overlaps(source) for c in same.content)


def _noun(text: str, source: Span) -> bool:
    """May this be who speaks? One small word that is an adverb, a verb or a participle is not ("is best known")."""
    words = source.of(text).split()
    if len(words) != 1 or not words[0].islower():
        return bool(words)
    word = words[0]
    verb = LEX.verbs.get(word, ("", ""))[1] in {"base", "past", "ing"} and word not in LEX.nouns
    return not (word in LEX.adverb or word in _NO_NOUNS or word.endswith("ing") or verb)


def _adjunct(text: str, content: Sequence[Span]) -> bool:
    """Is it only when or where something was said ("in February", "simply")?"""
    words = " ".join(c.of(text) for c in content).lower().split()
    return len(words) <= 3 and bool(words) and (words[0] in _WHEN or words[0].endswith("ly"))


def _idle(text: str, one: Found) -> bool:
    """Is a form of "add" or "say" no speech here: "adds to the drama", "for added comfort", "it is hard to say"?"""
    if one.cue is None or any(c.of(text)[:1] in OPEN for c in one.content):
        return False
    before = text[max(0, one.cue.start - 30) : one.cue.end]
    return bool(
        (before.casefold().endswith(_IDLE_ENDS) and _IDLE.search(before))
        or (text.startswith(" that,", one.cue.end) and _ASIDE.search(before))
        or (text.startswith((" to ", "to "), one.cue.end) and _ADDS.search(one.cue.of(text)))
    )


def _nested(text: str, cue: Span, found: Sequence[Found]) -> bool:
    """Does the cue stand in what somebody else says? Behind "according to" that is another's speech, and told."""
    over = [f for f in found if any(c.overlaps(cue) for c in f.content)]
    return any(f.cue is None or not any(w in OWNED for w in f.cue.of(text).lower().split()) for f in over)


def without(span: Span, hole: Span) -> list[Span]:
    """Return what is left of `span` outside `hole`."""
    if not span.overlaps(hole):
        return [span]
    parts = [Span(span.start, hole.start), Span(hole.end, span.end)]
    return [p for p in parts if p.end - p.start > 1]
