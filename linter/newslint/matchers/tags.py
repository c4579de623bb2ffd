"""tags: expressions over words and their parts of speech, a sentence at a time.

A token is written in angle brackets; blanks between tokens are only for the eye:

    <NS>            any word of this part of speech          <N|NP>   of one of these        <!VBZ|VBD>  of none of these
    <:of|in>        one of these words, whatever it is       <NS:.+ers>  a word of this part of speech and this shape
    <NS:!people>    of this part of speech, but not this word            <>  any token

Offers keep the case of what was found unless the rule says ``case: true``. Around tokens all of a regular expression holds: ``<DT>? <JJ>* <NS>+``, groups, ``(?!…)``, ``^`` and ``$`` for the sentence's
ends. ``(?<here>…)`` marks the words to flag; other named groups fill the replacement and the message. Parts of
speech: N noun, NS plural, NP name, VB VBD VBN VBG VBZ VBP verb forms, MD modal, IN preposition or subordinator, DT
determiner, JJ adjective, RB adverb, PRP PRP$ pronouns, CC conjunction, TO, CD number, WH who/which/that, POS 's, X other;
NOUN, VERB and FINITE stand for their kinds, COMMA for a comma, MARK for any mark, quotation marks among them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from newslint import expressions
from newslint.annotations.inflect import Word
from newslint.annotations.wordtags import TaggedParagraph, tagged
from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.base import Listening, Match, Matcher, Pattern, keep_case, position_of
from newslint.matchers.literals import Pieces, required_literals
from newslint.matchers.programs import programs
from newslint.matchers.texts import Texts
from newslint.matchers.wordindex import piece_book
from newslint.matchers.written import filled
from newslint.rule import Rule

OPTIONS = {"pairs": options.swaps, "any": options.texts, "case": options.boolean}
_TOKEN = expressions.compile(r"(?<!\(\?)(?<!\(\?P)<([^<>]*)>")  # not the < of (?<name> or of a look-behind
_DOT = expressions.compile(r"(?<!\\)\.")
_KINDS = {
    "NOUN": "N|NS|NP",
    "VERB": "VB|VBD|VBN|VBG|VBZ|VBP|MD",
    "FINITE": "VBD|VBZ|VBP|MD",
    "COMMA": ",",
    "MARK": r",|:|\.|Q|\(",
}
_BEFORE_NOT = expressions.compile(
    r"\b(?:do|does|did|is|are|was|were|has|have|had|would|could|should|must|might|need|ca|wo)\b"
)
_SPACE = expressions.compile(r"\s+")


class TagPattern(Pattern):
    """An expression over tokens, turned into one over the text of `TaggedParagraph` when it is needed."""

    @cached_property
    def expression(self) -> str:
        """The expression as the regex module reads it."""
        return r"(?m)(?<=[ \n])(?:" + _translated(self._written, _token) + ")"

    @cached_property
    def literals(self) -> tuple[Pieces, ...]:
        """Sets of word pieces; every match holds at least one of each set."""
        found = programs().literals(self._key, lambda: required_literals(_translated(self._written, _words)))
        piece_book().add(p for pieces in found for p in pieces)
        return found

    @cached_property
    def texts(self) -> tuple[Texts, ...]:
        """None: the expression is not run over the draft's own text."""
        return ()

    @property
    def _key(self) -> str:
        return f"#{self._written}"


def _translated(written: str, token: Callable[[str], str]) -> str:
    """Return the expression with every token put in another way, and the blanks between them left out."""
    out: list[str] = []
    at = 0
    for m in _TOKEN.finditer(written):
        out += (_SPACE.sub("", written[at : m.start()]), token(m.group(1)))
        at = m.end()
    return "".join(out) + _SPACE.sub("", written[at:])


def _words(token: str) -> str:
    """What must be found of a token in the plain text: its words, or nothing."""
    words = token.partition(":")[2]
    if not words or words.startswith("!") or "'" in words:
        return r"(?:\S+ )"
    end = r"\S*" if _BEFORE_NOT.search(words) else r"\b"  # the index has “didn” of “didn't”
    return rf"(?:\b(?:{words}){end} )"


def _token(token: str) -> str:
    """The expression for one token in the tagged text."""
    kinds, colon, words = token.partition(":")
    word = r"[^ \n]+"
    if colon:
        words = _DOT.sub("[^ _]", words)
        word = rf"(?!(?:{words[1:]})_[^ _]+ )[^ \n]+" if words.startswith("!") else f"(?:{words})"
    barred = kinds.startswith("!")
    names = "|".join(_KINDS.get(k, re.escape(k)) for k in kinds.removeprefix("!").split("|") if k)
    tag = rf"(?!(?:{names}) )[^ _]+" if barred else f"(?:{names})" if names else "[^ _]+"
    return f"(?:{word}_{tag} )"


def build(rule: Rule) -> Matcher:
    """Flag the matches of each expression and offer its own replacements."""
    where, case = position_of(rule), rule.options.get("case", False)
    written = {**dict.fromkeys(rule.options.get("any", ()), ()), **rule.options.get("pairs", {})}
    pairs: dict[Pattern, tuple[str, ...]] = {
        TagPattern(e, where=where, case=True): right for e, right in written.items()
    }

    def match(document: Document, awake: Sequence[Pattern]) -> Iterator[Match]:
        for pattern in awake:
            templates = pairs[pattern] or rule.suggest
            for block in pattern.blocks(document, rule.scope):
                if paragraph := document.fact(tagged).get(block):
                    for m in pattern.finditer(paragraph.text):
                        yield _match(document, paragraph, m, templates, case, position_of(rule))

    return Listening(list(pairs), match)


def _match(
    document: Document, paragraph: TaggedParagraph, m: re.Match[str], templates: tuple[str, ...], case: bool, where: str
) -> Match:
    groups = {
        k: paragraph.span(*m.span(k)).of(document.text) if v is not None and v.strip() else ""
        for k, v in m.groupdict().items()
    }
    span = paragraph.span(*(m.span("here") if groups.get("here") else m.span()))
    found = span.of(document.text)
    words = {k: Word(v) for k, v in {**groups, "match": found}.items()}
    made = (_SPACE.sub(" ", filled(t, words, where)) for t in templates)
    return Match(span, groups, tuple(made) if case else tuple(keep_case(found, f) for f in made))
