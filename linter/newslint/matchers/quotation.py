"""quotation: asks the quotations: their marks, their length, their words, whether anybody is said to speak.

Problems: `unclosed`; `unopened` (a closing mark that closes nothing); `mismatched` (“so"); `unattributed` (a whole
sentence quoted with nobody said to speak in its paragraph or leading into it); `repeated` (the same words quoted before);
`mixed` (the first with straight marks in a draft of curly ones, or the other way round); `second-voice`, `late-speaker`,
`repeats-setup`, `scare` (see annotations/quoteuse.py); `any`. `first` stops at the
first of the draft.
"""

from __future__ import annotations

from collections.abc import Iterator

from newslint.annotations.orphans import orphans
from newslint.annotations.quotes import Quotation, marks
from newslint.annotations.quoteuse import late_speakers, repeats_setup, scare_quotes, second_voices
from newslint.annotations.sentences import paragraph_at
from newslint.document import BlockKind, Document
from newslint.matchers import options
from newslint.matchers.base import Match, Matcher, Pattern, position_of
from newslint.matchers.measure import opening
from newslint.rule import Rule
from newslint.span import Span

FACTS = {
    "second-voice": second_voices,
    "late-speaker": late_speakers,
    "repeats-setup": repeats_setup,
    "scare": lambda document: tuple((span, "") for span in scare_quotes(document)),
}
PROBLEMS = ("unclosed", "unopened", "mismatched", "unattributed", "repeated", "mixed", *FACTS, "any")
OPTIONS = {
    "problem": options.choice(*PROBLEMS),
    "text": options.texts,
    "not_text": options.texts,
    "min_words": options.integer,
    "max_words": options.integer,
    "flag": options.choice("quotation", "opening", "text"),  # opening: mark and first words
    "case": options.boolean,
    "first": options.boolean,
}


def build(rule: Rule) -> Matcher:
    """Flag quotations that fit; message gets {quote}, {words}, {mark}. Inside quotations is where it reads, so set quoted: true."""
    case = rule.options.get("case", False)
    texts = [Pattern(e, case=case, where=position_of(rule)) for e in rule.options.get("text", ())]
    barred = [Pattern(e, case=case, where=position_of(rule)) for e in rule.options.get("not_text", ())]
    flag = rule.options.get("flag", "quotation")
    problem = rule.options.get("problem", "any")
    if problem == "unopened":
        return lambda document: _stray(document, rule)
    if problem == "mixed":
        return _mixed
    if problem in FACTS:
        return lambda document: (
            Match(opening(document.text, span, 8), {"detail": detail}) for span, detail in document.fact(FACTS[problem])
        )

    def match(document: Document) -> Iterator[Match]:
        before: set[str] = set()
        kinds = {b.span: b.kind for b in document.blocks}
        texts_in = _by_block(document, texts)
        if texts and not texts_in:
            return
        for q in document.quotes:
            block = paragraph_at(document, q.span.start)
            if block is None or kinds[block] not in rule.scope:
                continue
            words = sum(len(p.of(document.text).split()) for p in q.parts)
            if words < rule.options.get("min_words", 0) or words > rule.options.get("max_words", 10**9):
                continue
            if problem == "repeated":
                said = " ".join(q.inner.of(document.text).lower().split()).rstrip(".,!?")
                again = said in before
                if not (q.parts[0] == block or len(q.parts) > 1):  # a pull quote repeats by design
                    before.add(said)
                if not again or q.parts[0] == block or len(q.parts) > 1:
                    continue
            elif not _problem(document, q, problem):
                continue
            if any(p.search(part.of(document.text)) for p in barred for part in q.parts):
                continue
            for span in _places(document, q, texts_in if texts else None, flag):
                yield Match(span, {"quote": q.inner.of(document.text), "words": str(words), "mark": q.mark})
                if rule.options.get("first"):
                    return

    return match


def _mixed(document: Document) -> Iterator[Match]:
    """The first quotation in the rarer of the two styles, where the draft has both."""
    straight = [q for q in document.quotes if q.mark == '"']
    curly = [q for q in document.quotes if q.mark == "“"]
    if straight and curly and not any(q.mismatched for q in document.quotes):
        rarer, style = (straight, "straight") if len(straight) <= len(curly) else (curly, "curly")
        yield Match(opening(document.text, rarer[0].parts[0], 8), {"mark": rarer[0].mark, "style": style})


def _stray(document: Document, rule: Rule) -> Iterator[Match]:
    kinds = {b.span: b.kind for b in document.blocks}
    for span in document.fact(marks).stray:
        block = paragraph_at(document, span.start)
        if block is not None and kinds[block] in rule.scope:
            yield Match(span, {"mark": span.of(document.text)})


def _problem(document: Document, q: Quotation, problem: str) -> bool:
    if problem == "unclosed":
        return not q.closed
    if problem == "mismatched":
        return q.mismatched
    if problem == "unattributed":
        return q in document.fact(orphans)
    return True


def _by_block(document: Document, texts: list[Pattern]) -> dict[Span, list[Pattern]]:
    """Which of the expressions a block may hold a match of; the others need not run there."""
    found: dict[Span, list[Pattern]] = {}
    for pattern in texts:
        for block in pattern.blocks(document, frozenset(BlockKind)):
            found.setdefault(block, []).append(pattern)
    return found


def _places(document: Document, q: Quotation, texts_in: dict[Span, list[Pattern]] | None, flag: str) -> Iterator[Span]:
    if texts_in is None:
        yield opening(document.text, q.parts[0], 8) if flag == "opening" else q.parts[0]
        return
    for part in q.parts:
        block = paragraph_at(document, part.start)
        for pattern in texts_in.get(block, ()) if block is not None else ():
            for m in pattern.finditer(document.text, *part):
                a, b = m.span("here") if "here" in m.groupdict() and m.group("here") else m.span()
                yield Span(part.start + a, part.start + b) if flag == "text" else part
                if flag != "text":
                    return
