"""headline: lays the headline against dek and story. `compare` says what is compared:

hedge-lost        the sentence that says the same is hedged at the shared verb, and the headline is not
attribution-lost  the story has the claim only as somebody's word, and the headline as fact
denial-omitted    a party of the headline denies it in the story; headline and dek do not say so
denial-late       the same, and the denial stands below `after` percent of the story
number-mismatch   a figure of the headline is nowhere in the story
number-inflated   a fraction of the headline ("half") that the story's percentages do not bear out
quote-altered     words in quotation marks that are nowhere in the story; `spoken`: the headline says whose they are
name-mismatch     a name that is nowhere in the story
unsupported       an expression of `pairs` in the headline, and none of the expressions beside it in the story;
                  with `weaker`, only where the story has one of those
caption-name      a person's name in a caption that is nowhere in headline, dek and story
repeats-dek       the dek says the headline again: it shares `share` percent of its words
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from newslint.annotations.headline import Claim, Echo, claim, denials, echoes, is_title_case, unweighable
from newslint.annotations.headline_facts import (
    is_spoken,
    missing_figures,
    missing_names,
    missing_quotes,
    strangers_in_captions,
    wrong_shares,
)
from newslint.annotations.stems import words
from newslint.document import BlockKind, Document
from newslint.matchers import options
from newslint.matchers.base import Listening, Match, Matcher, Pattern, position_of
from newslint.matchers.measure import opening
from newslint.rule import Rule
from newslint.span import Span

COMPARISONS = (
    "hedge-lost", "attribution-lost", "denial-omitted", "denial-late", "number-mismatch", "number-inflated",
    "quote-altered", "name-mismatch", "unsupported", "repeats-dek", "caption-name",
)  # fmt: skip
OPTIONS = {
    "compare": options.choice(*COMPARISONS),
    "pairs": options.swaps,
    "weaker": options.texts,
    "about": options.texts,
    "share": options.integer,
    "spoken": options.boolean,
    "after": options.integer,
}
HALF = 0.5
SURE = 0.75
STATEMENT = 5  # content words from which a headline is a statement and not a label
NEAR = 0.2
CLOSE = 0.6  # share of the headline's content words that makes a sentence say the same
Compare = Callable[[Document, Rule], Iterator[Match]]


def build(rule: Rule) -> Matcher:
    """Flag what the headline says and the story does not."""
    compare = rule.options["compare"]
    if compare == "unsupported":
        return _unsupported(rule)
    if compare == "attribution-lost":
        return _attribution_lost(rule)
    run = _COMPARE[compare]
    return lambda document: run(document, rule)


UNDERLINED = 12  # words of a claim that a finding underlines


def _hedge_lost(document: Document, _rule: Rule) -> Iterator[Match]:
    made = document.fact(claim)
    if made is None or made.hedged or made.attributed:
        return
    found = document.fact(echoes)
    for e in found:
        if e.hedge is None or e.overlap < HALF or len(e.shared) < min(3, len(made.stems)):
            continue
        flat = [f for f in found if not f.hedge and e.hedged in f.shared and f.overlap >= e.overlap - NEAR]
        if not any(not _only_denied(document, f) for f in flat):
            yield Match(opening(document.text, made.span, UNDERLINED), {"hedge": e.hedge.of(document.text)})
            return


def _only_denied(document: Document, e: Echo) -> bool:
    """Does the sentence have the claim only to deny it?"""
    return bool(_DENIES.search(document.text, *e.span))


def _same(document: Document, made: Claim) -> list[Echo]:
    """The sentences that say what the headline says: the closest and those nearly as close."""
    found = document.fact(echoes)
    least = max(CLOSE, found[0].overlap - 0.1) if found else 1.0
    return [e for e in found if e.overlap >= least and len(e.shared) >= min(3, len(made.stems))]


def _attribution_lost(rule: Rule) -> Matcher:
    about = [Pattern(e, where=position_of(rule)) for e in rule.options.get("about", ())]

    def match(document: Document) -> Iterator[Match]:
        made = document.fact(claim)
        if made is None or made.hedged or made.attributed:
            return
        close = _same(document, made)
        if not close or not all(e.attributions for e in close):
            return
        contested = any(p.search(document.text, *made.span) for p in about)
        sure = close[0].overlap >= SURE and len(made.stems) >= STATEMENT
        hearsay = sure and all(unweighable(document, e.attributions) for e in close)
        if contested or hearsay:
            source = next((a.source for e in close for a in e.attributions if a.source), None)
            said = source.span.of(document.text) if source else "an unnamed source"
            yield Match(opening(document.text, made.span, UNDERLINED), {"source": said})

    return match


def _denial_omitted(document: Document, _rule: Rule) -> Iterator[Match]:
    made = document.fact(claim)
    found = document.fact(denials)
    top = [s for s in (document.headline, document.dek) if s is not None]
    if made is None or not found or any(_DENIES.search(document.text, *s) for s in top):
        return
    yield Match(opening(document.text, made.span, UNDERLINED), {"denial": found[0].span.of(document.text)})


def _denial_late(document: Document, rule: Rule) -> Iterator[Match]:
    found = document.fact(denials)
    if not found or _DENIES.search(document.text, 0, found[0].sentence.start):
        return
    if found[0].depth * 100 >= rule.options.get("after", 60):
        yield Match(found[0].span, {"depth": str(round(found[0].depth * 100))})


_DENIES = Pattern(r"\b(?:den(?:y|ies|ied|ying|ials?)|reject\w*|dismiss\w*|disput\w*|refut\w*|contradict\w*)\b")


def _number_mismatch(document: Document, _rule: Rule) -> Iterator[Match]:
    for figure in document.fact(missing_figures):
        yield Match(figure.span)


def _number_inflated(document: Document, _rule: Rule) -> Iterator[Match]:
    for span, nearest in document.fact(wrong_shares):
        yield Match(span, {"figure": nearest})


def _quote_altered(document: Document, rule: Rule) -> Iterator[Match]:
    for span in document.fact(missing_quotes):
        if is_spoken(document, span) is rule.options.get("spoken", True):
            yield Match(span)


def _name_mismatch(document: Document, _rule: Rule) -> Iterator[Match]:
    head = document.headline
    if head is None or is_title_case(head.of(document.text)):
        return
    for span in document.fact(missing_names):
        yield Match(span)


def _caption_name(document: Document, _rule: Rule) -> Iterator[Match]:
    for span in document.fact(strangers_in_captions):
        yield Match(span)


def _repeats_dek(document: Document, rule: Rule) -> Iterator[Match]:
    head, dek = document.headline, document.dek
    if head is None or dek is None:
        return
    above = {s for _, _, s in words(document.text, *head)}
    below = {s for _, _, s in words(document.text, *dek)}
    least = min(len(above), len(below))
    if least >= 4 and len(above & below) * 100 >= rule.options.get("share", 70) * least:
        yield Match(opening(document.text, dek, UNDERLINED))


def _unsupported(rule: Rule) -> Matcher:
    where = position_of(rule)
    pairs = {
        Pattern(above, where=where): [Pattern(b, where=where) for b in below if b]
        for above, below in rule.options["pairs"].items()
    }
    weaker = [Pattern(e, where=where) for e in rule.options.get("weaker", ())]

    def match(document: Document, awake: Sequence[Pattern]) -> Iterator[Match]:
        head = document.headline
        if head is None:
            return
        story = [b.span for b in document.blocks if b.kind in _STORY and b.span.start >= head.end]
        if not story:
            return
        below = Span(story[0].start, story[-1].end)
        for above in awake:
            m = above.search(document.text, *head) if above.blocks(document, _ABOVE) else None
            if not m or any(p.search(document.text, *below) for p in pairs[above]):
                continue
            hedge = next((h for h in (p.search(document.text, *below) for p in weaker) if h), None)
            if weaker and not hedge:
                continue
            groups = {k: v or "" for k, v in m.groupdict().items()}
            a, b = m.span("here") if groups.get("here") else m.span()
            yield Match(Span(head.start + a, head.start + b), {**groups, "weaker": hedge.group() if hedge else ""})

    return Listening(list(pairs), match)


_ABOVE = frozenset({BlockKind.HEADLINE})
_STORY = frozenset(
    {BlockKind.DEK, BlockKind.BODY, BlockKind.LIST, BlockKind.QUOTE, BlockKind.CAPTION, BlockKind.HEADING}
)
_COMPARE: dict[str, Compare] = {
    "hedge-lost": _hedge_lost,
    "denial-omitted": _denial_omitted,
    "denial-late": _denial_late,
    "number-mismatch": _number_mismatch,
    "number-inflated": _number_inflated,
    "quote-altered": _quote_altered,
    "name-mismatch": _name_mismatch,
    "repeats-dek": _repeats_dek,
    "caption-name": _caption_name,
}
