"""The headline laid against the story: what it claims, which sentences say the same, and how carefully they say it.

A sentence says the same as the headline when it shares enough of the headline's content words (by stem). Rules
ask what such sentences have that the headline lost: a hedge at the shared predicate, a source, a denial.
"""

from __future__ import annotations

import re

from newslint import expressions
from newslint.annotations.attribution.parts import Attribution, SourceKind
from newslint.annotations.stems import stem, words
from newslint.annotations.tokens import tokenize
from newslint.annotations.vocabulary import blocks_with
from newslint.document import BlockKind, Document
from newslint.records import dataclass
from newslint.span import Span

REACH = 14  # paragraphs of the story in which the headline's claim is looked for
_TEASE = expressions.compile(r"(?:how|why|what|where|when|who)\b", re.I)  # such a headline states no claim of its own
_SPEAKER = expressions.compile(
    r"[^:;“\"‘]{2,60}?:\s|(?:exclusive|breaking|revealed|opinion|analysis|video|watch)\b\W*", re.I
)
_LABELLED = expressions.compile(
    r"(?:exclusive|breaking|revealed|opinion|analysis|video|watch|live|update|the latest|explainer)\b", re.I
)
_LABEL = expressions.compile(r"\s*[;|]\s*$|\s+[|–—-]\s+[A-Z][\w. ]{2,30}$")
_SAID = expressions.compile(
    r"\b(?:says?|said|saying|claim(?:s|ed|ing)?|according to|accus\w+|alleg\w+|tells?|told|warns?|warned|reports?|finds?|found|"
    r"suggests?|shows?|argues?|insists?|den(?:y|ies|ied)|promises?|vows?|hears?|heard|believes?|thinks?|predicts?|demands?|urges?|calls?|called|declares?|"
    r"critici[sz]ed|described|labell?ed|dubbed|deemed|seen as|cites?|citing|charg(?:es|ed) with|estimates?|calls? for|reveals?|declares?|admits?|acknowledges?|rules?)\b|\bpolls?\b|\bstudy\b|\bsurvey\b",
    re.I,
)
_HEDGED = expressions.compile(
    r"\?|\b(?:may|might|could|reported(?:ly)?|alleged(?:ly)?|apparent(?:ly)?|possibl[ey]|perhaps|maybe|probabl[ey]|likely|unlikely|"
    r"suspect(?:s|ed)?|purported(?:ly)?|supposed(?:ly)?|rumou?r(?:s|ed)?|said to|feared?|fears|expected|set to|poised|"
    r"plan(?:s|ned|ning)?|propos(?:es|ed|al|als|ing)|consider(?:s|ed|ing)?|mull(?:s|ed|ing)?|eye(?:s|d|ing)?|weigh(?:s|ed|ing)?|seek(?:s|ing)?|"
    r"would|should|looks?|seems?|appears?|hopes?|if|unless|looms?|threatens?|risks?|talks?|bid|potential(?:ly)?|signs? of|hints?|almost|nearly)\b",
    re.I,
)
_WISH = expressions.compile(
    r"(?:ask|seek|want|urg|demand|plan|expect|hop)\w*", re.I
)  # they report a deed, not a saying
# words that hedge what follows them in a sentence of the story
_HEDGES = frozenset(
    """reportedly allegedly apparently possibly probably supposedly purportedly seemingly ostensibly may might could
    alleged purported suspected supposed rumored rumoured""".split()
)
_OF_NOUNS = frozenset("alleged purported suspected supposed rumored rumoured".split())
# what may stand between a hedge and its verb: "might be coming to an end", "has reportedly also asked"
_LIGHT = frozenset(
    "be been being have has had also even soon well now still yet again coming come to an a the set going about".split()
)
_HEDGE_PHRASES = (
    ("is", "said", "to"), ("are", "said", "to"), ("was", "said", "to"), ("were", "said", "to"), ("is", "believed", "to"),
    ("are", "believed", "to"), ("was", "believed", "to"), ("were", "believed", "to"), ("is", "thought", "to"),
    ("are", "thought", "to"), ("was", "thought", "to"), ("appears", "to"), ("appear", "to"), ("appeared", "to"),
    ("seems", "to"), ("seem", "to"), ("seemed", "to"), ("is", "rumored", "to"), ("is", "rumoured", "to"),
    ("less", "likely", "to"), ("more", "likely", "to"), ("is", "likely", "to"), ("are", "likely", "to"),
)  # fmt: skip
_CONTRAST = frozenset(["but", "although", "though", "yet"])
_AHEAD = 5  # words from a hedge to the shared predicate


@dataclass(frozen=True, slots=True)
class Claim:
    """What the headline says: its own words without speaker tag and label, and how it covers itself."""

    span: Span
    stems: frozenset[str]
    lower: frozenset[str]  # stems of the words that are no names: predicates and common nouns
    hedged: bool
    attributed: bool


@dataclass(frozen=True, slots=True)
class Echo:
    """A sentence of dek or story that says what the headline says."""

    span: Span
    kind: BlockKind
    shared: frozenset[str]
    overlap: float  # share of the headline's content words
    hedge: Span | None  # a hedge right before a shared word that is no name
    hedged: str  # that word's stem
    attributions: tuple[Attribution, ...]  # whose content holds shared words


@dataclass(frozen=True, slots=True)
class Denial:
    """A place where somebody named in the headline, or someone for them, denies what it says."""

    span: Span  # from the denier to the verb of denial
    sentence: Span
    shared: frozenset[str]
    depth: float  # how far down the story, 0 to 1, counted in characters of body


def is_title_case(text: str) -> bool:
    """Tell whether a headline capitalises most of its words, so that capitals say nothing about names."""
    long = [w for w in re.findall(r"[^\W\d_][\w'’-]*", text) if len(w) > 3]
    return len(long) > 2 and sum(w[0].isupper() for w in long[1:]) >= 0.6 * len(long[1:])


def claim(document: Document) -> Claim | None:
    """Return the headline's claim, or None where there is no headline or no words to compare."""
    head = document.headline
    if head is None:
        return None
    text = document.text
    start, end = head
    speaker = _SPEAKER.match(text, start, end)
    if speaker:
        start = speaker.end()
    label = _LABEL.search(text[start:end])
    if label:
        end = start + label.start()
    while end > start and text[end - 1] in ".;:, ":
        end -= 1
    found = words(text, start, end)
    if not found:
        return None
    whole = head.of(text)
    title_case = is_title_case(whole)
    colon = speaker is not None and ":" in speaker.group() and not _LABELLED.match(speaker.group())
    quoted = any(p.overlaps(head) for q in document.quotes for p in q.parts)
    return Claim(
        Span(start, end),
        frozenset(s for _, _, s in found),
        frozenset(s for a, _, s in found if title_case or not text[a].isupper() or a == start),
        bool(_HEDGED.search(whole)) or bool(_TEASE.match(text[start:end])),
        colon or quoted or bool(_SAID.search(whole)),
    )


def echoes(document: Document) -> tuple[Echo, ...]:
    """Return the sentences that share words with the headline's claim, the closest first."""
    made = claim(document)
    if made is None:
        return ()
    kinds = {b.span: b.kind for b in document.blocks}
    bodies = [b.span for b in document.blocks if b.kind in (BlockKind.DEK, BlockKind.BODY)][: REACH + 1]
    if not bodies:
        return ()
    spoken = [
        (_reach(a), a) for a in document.attributions if a.span.start <= bodies[-1].end and not _wish(document, a)
    ]
    out: list[Echo] = []
    i = 0
    for sentence in document.sentences:
        while i < len(bodies) and bodies[i].end <= sentence.start:
            i += 1
        if i == len(bodies):
            break
        if not bodies[i].covers(sentence):
            continue
        found = words(document.text, *sentence)
        shared = made.stems & {s for _, _, s in found}
        if len(shared) < 2:
            continue
        places = [Span(a, b) for a, b, s in found if s in shared]
        near = tuple(a for reach, a in spoken if reach.overlaps(sentence) and _holds(a, sentence, places))
        tokens = [(t.start, t.end, t.text) for t in tokenize(document.text, *sentence)]
        hedge, word = _hedge(tokens, made.lower & shared)
        overlap = len(shared) / len(made.stems)
        out.append(Echo(sentence, kinds[bodies[i]], frozenset(shared), overlap, hedge, word, near))
    return tuple(sorted(out, key=lambda e: (-e.overlap, e.span)))


def _reach(a: Attribution) -> Span:
    """From where to where the words go that it may be said to hold: its content, or its cue."""
    held = a.content or ([a.cue] if a.cue else [a.span])
    return Span(min(s.start for s in held), max(s.end for s in held))


def _holds(a: Attribution, sentence: Span, places: list[Span]) -> bool:
    """Do the shared words lie in what somebody says? A cue whose content was not found speaks for its sentence."""
    if not a.content:
        return a.cue is not None and sentence.covers(a.cue)
    return any(c.overlaps(p) for c in a.content for p in places)


def _wish(document: Document, a: Attribution) -> bool:
    """Is it a deed the headline may report as one: "Kesh has asked for grain"?"""
    return a.source is not None and a.cue is not None and bool(_WISH.match(a.cue.of(document.text).split()[-1]))


def _hedge(tokens: list[tuple[int, int, str]], shared: frozenset[str]) -> tuple[Span | None, str]:
    """Return the hedge that governs a shared word that is no name, a few words after it, and that word's stem."""
    low = [t[2].lower() for t in tokens]
    for i, word in enumerate(low):
        length = 1 if word in _HEDGES else next((len(p) for p in _HEDGE_PHRASES if tuple(low[i : i + len(p)]) == p), 0)
        if not length or (word == "may" and tokens[i][2] == "May"):
            continue
        after = low[i + length : i + length + 1]
        if after and after[0] in ("n't", "not", "have") and word == "could":
            continue
        if word in ("may", "might") and any(w in _CONTRAST for w in low[i + length :]):
            continue  # "may be small, but": granted for the sake of argument
        for _, _, text in tokens[i + length : i + length + _AHEAD]:
            if text[0].islower() and stem(text) in shared:
                return Span(tokens[i][0], tokens[i + length - 1][1]), stem(text)
            if word not in _OF_NOUNS and text.lower() not in _LIGHT and not text.endswith("ly"):
                break
    return None, ""


_DENY = expressions.compile(
    r"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbeing )(?<!\bbe )\b(?:has |have |had |also |repeatedly |strongly |flatly |categorically |vehemently |firmly |later )*"
    r"(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed)? (?:the|those|all|any) (?:claims?|allegations?|accusations?|charges?|reports?)|"
    r"reject(?:s|ed)? (?:the|those|all|any) (?:claims?|allegations?|accusations?|charges?|reports?)|"
    r"disput(?:e|es|ed) (?:the|that|those|any|his|her|their) (?:\w+ )?(?:claims?|allegations?|accusations?|charges?|reports?|accounts?))\b",
    re.I,
)
_DENY_WORDS = frozenset(
    "deny denies denied denying dismiss dismisses dismissed reject rejects rejected dispute disputes disputed".split()
)
_BETWEEN = 4  # words from the party's name to the verb of denial
_BEFORE = expressions.compile(r"[.;:“”\"]|\b(?:that|which|but|although|while|who)\b(?=[^.;]*$)", re.I)


def denials(document: Document) -> tuple[Denial, ...]:
    """Return the denials by a party of the headline of what the headline is about, in order."""
    made = claim(document)
    bodies = document.of(BlockKind.BODY)
    if made is None or not bodies:
        return ()
    text = document.text
    total = sum(b.span.end - b.span.start for b in bodies) or 1
    sentences = document.sentences
    telling = {document.blocks[i].span for i in blocks_with(document, _DENY_WORDS)}
    out: list[Denial] = []
    passed = 0
    i = 0
    for block in bodies:
        while i < len(sentences) and sentences[i].start < block.span.start:
            i += 1
        while block.span in telling and i < len(sentences) and sentences[i].end <= block.span.end:
            sentence = sentences[i]
            i += 1
            for m in _DENY.finditer(text, *sentence):
                clause = _BEFORE.split(text[sentence.start : m.start()])[-1] or ""
                denier = words(clause)
                shared = made.stems & {s for _, _, s in words(text, *sentence)}
                party = {s for a, _, s in denier if clause[a].isupper()} & made.stems
                last = max((b for a, b, s in denier if clause[a].isupper() and s in party), default=0)
                if not party or len(shared) < 2 or len(clause[last:].split()) > _BETWEEN or not shared & made.lower:
                    continue
                first = next(a for a, _, s in denier if clause[a].isupper() and s in party)
                start = m.start() - len(clause) + first
                depth = (passed + m.start() - block.span.start) / total
                out.append(Denial(Span(start, m.end()), sentence, frozenset(shared), depth))
        passed += block.span.end - block.span.start
    return tuple(out)


_HEARSAY = expressions.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?)|according|as per|reported(?:ly)?|reports?|claim|alleg|rumou?r|understood|learnt|learned)",
    re.I,
)


def unweighable(document: Document, attributions: tuple[Attribution, ...]) -> bool:
    """Tell whether the words rest on hearsay alone: on a source nobody can weigh, or on none."""
    heard = [a for a in attributions if a.cue is not None and _HEARSAY.search(a.cue.of(document.text))]
    return bool(heard) and all(a.source is None or a.source.kind is SourceKind.VAGUE for a in attributions)
