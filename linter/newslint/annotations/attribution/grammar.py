"""Attributions inside one sentence, by word classes and order: the reading without a trained model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newslint.annotations.attribution.lexicon import lexicon
from newslint.annotations.attribution.parts import Found
from newslint.annotations.tokens import Token
from newslint.span import Span

LEX = lexicon()
BE = frozenset("is are was were be been being 's ’s".split())
PARTICLES = frozenset("out to on for about against of at with up off back".split())
OPEN = frozenset("“ \" ‘ '' `` «".split())
QUOTE = OPEN | frozenset("” ’ »".split())
STOP = frozenset(". ! ? ; : — – -- ( ) [ ] …".split())
ENDS = frozenset(". ! ? ” \" '' …".split())
PEOPLE_OBJECTS = frozenset("reporters journalists him her them me us it people lawmakers supporters voters".split())
SPEECH_AFTER = frozenset("that , : “ \" ''".split())
ADJUNCT = frozenset("in on at during after before to from through via when as last earlier later by".split())
VIEW = frozenset("opinion view belief impression conviction".split())


class Reader(NamedTuple):
    """One sentence: its tokens, their small letters, and which of them stand inside a quotation."""

    tokens: Sequence[Token]
    low: Sequence[str]
    quoted: Sequence[bool]

    def span(self, start: int, end: int) -> Span:
        """Span of tokens ``start`` to ``end``, end exclusive."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def cap(self, i: int) -> bool:
        """Tell whether token `i` begins with a capital."""
        return self.tokens[i].text[:1].isupper()


def read_sentence(tokens: Sequence[Token], quoted: Sequence[bool]) -> list[Found]:
    """Return the attributions of one sentence, in order of their cues."""
    r = Reader(tokens, [t.text.lower() for t in tokens], quoted)
    found: list[Found] = []
    taken: set[int] = set()
    for i, word in enumerate(r.low):
        if i in taken:
            continue
        for one in _at(r, i, word, found):
            found.append(one)
            if one.cue is not None:
                taken.update(k for k, t in enumerate(tokens) if one.cue.start <= t.start < one.cue.end)
    return found


def _at(r: Reader, i: int, word: str, before: list[Found]) -> Iterator[Found]:
    following = r.low[i + 1] if i + 1 < len(r.low) else ""
    if (word == "according" and following == "to") or (word == "as" and following == "per"):
        yield from _according(r, i, i + 2)
    elif word == "per" and (i == 0 or r.low[i - 1] == ",") and not r.quoted[i]:
        yield from _according(r, i, i + 1)
    elif word in LEX.hearsay and not r.quoted[i]:
        yield Found(None, r.span(i, i + 1), _around(r, i, i + 1))
    elif word in LEX.passive and (passive := _passive(r, i)):
        yield passive
    elif word in VIEW and (view := _view(r, i)):
        yield view
    elif word in LEX.verbs and (verb := _verb(r, i, before)):
        yield verb
    elif word == "heard" and (heard := _heard(r, i)):
        yield heard
    elif word in LEX.nouns and (noun := _noun(r, i)):
        yield noun
    elif word == ":" and 0 < i <= 6 and (colon := _colon(r, i)):
        yield colon


def _trim(r: Reader, start: int, end: int) -> tuple[int, int]:
    """Leave out commas at both ends, colons and dashes before, and the stop after unless a quotation holds it."""
    while start < end and r.low[start] in {",", ":", ";", "—", "–", "--", "-"}:
        start += 1
    while end > start and (
        r.low[end - 1] in {",", ";", "—", "–", "--", ":"}
        or (r.low[end - 1] in {".", "!", "?"} and not r.quoted[end - 1])
    ):
        end -= 1
    return start, end


def _piece(r: Reader, start: int, end: int) -> list[Span]:
    start, end = _trim(r, start, end)
    return [r.span(start, end)] if start < end else []


def _around(r: Reader, start: int, end: int) -> list[Span]:
    """The clause a hearsay adverb or passive stands in, without it: what is before and what is after."""
    left = start
    while left > 0 and r.low[left - 1] not in STOP and r.low[left - 1] not in {",", "that", "but", "because"}:
        left -= 1
    return _piece(r, left, start) + _piece(r, end, len(r.low))


def _according(r: Reader, start: int, after: int) -> Iterator[Found]:
    n = len(r.low)
    end = after
    while end < n and r.low[end] not in STOP and not (r.low[end] in OPEN and not r.quoted[end - 1]):
        if r.low[end] == ",":
            apposed = end + 1 < n and start > 0 and r.low[end + 1] in {"the", "a", "an", "which", "who", "and"}
            if not apposed:
                break
        if r.low[end] in {"who", "which", "that"} and start == 0:
            break
        end += 1
    if end == after:
        return
    source_end = end
    while source_end > after and r.low[source_end - 1] in {",", "."}:
        source_end -= 1
    if source_end == after:
        return
    source = r.span(after, source_end)
    clause = start
    while clause > 0 and r.low[clause - 1] in {",", "(", "—", "–"}:
        clause -= 1
    if clause == 0 or all(w in {"but", "and"} for w in r.low[:clause]):
        content = _piece(r, end, n)
    else:
        content = _piece(r, _clause_start(r, clause), clause)
        if end < n - 2 and r.low[end] == ",":
            content += _piece(r, end, n)
    yield Found(source, r.span(start, after), content)


def _clause_start(r: Reader, end: int) -> int:
    i = end
    while i > 0 and not (r.low[i - 1] in {";", "—"} and not r.quoted[i - 1]):
        i -= 1
    return i


def _passive(r: Reader, i: int) -> Found | None:
    """ "it has been noticed that", "is believed to", "is said to", "is being seen as"."""
    if r.quoted[i]:
        return None
    start = i
    while start > 0 and (r.low[start - 1] in LEX.adverb or r.low[start - 1].endswith("ly")):
        start -= 1
    if start == 0 or r.low[start - 1] not in BE:
        return None
    while start > 0 and (r.low[start - 1] in LEX.auxiliary or r.low[start - 1] in LEX.adverb):
        start -= 1
    following = r.low[i + 1] if i + 1 < len(r.low) else ""
    if start > 0 and r.low[start - 1] == "it" and following in {"that", "to", "by", "whether", ","}:
        if following == "by":
            return None
        return Found(None, r.span(start - 1, i + 1), _piece(r, i + 1, len(r.low)))
    if following == "by":
        end = _np_right(r, i + 2)
        if end > i + 2:
            return Found(
                r.span(i + 2, end),
                r.span(start, i + 2),
                _piece(r, _np_left(r, start), start) + _piece(r, end, len(r.low)),
            )
        return None
    if following in {"to", "as", "that"} or r.low[i] in {"reported", "alleged", "rumored", "rumoured"}:
        left = _np_left(r, start)
        if following == "that":  # "he was told that": the reader is not told by whom
            return Found(None, r.span(start, i + 1), _piece(r, i + 1, len(r.low)))
        return Found(None, r.span(start, i + 1), _piece(r, left, start) + _piece(r, i + 1, len(r.low)))
    return None


def _view(r: Reader, i: int) -> Found | None:
    """ "are of the view that"."""
    k = i - 1
    while k >= 0 and (r.low[k] in LEX.determiner or r.low[k] == "same"):
        k -= 1
    if k < 1 or r.low[k] != "of" or r.low[k - 1] not in BE | {"am", "been"}:
        return None
    start = k - 1
    while start > 0 and r.low[start - 1] in LEX.auxiliary | LEX.adverb:
        start -= 1
    left = _np_left(r, start)
    if left == start:
        return None
    return Found(r.span(left, start), r.span(start, i + 1), _piece(r, i + 1, len(r.low)))


def _noun(r: Reader, i: int) -> Found | None:
    """ "his claim that ...", "the minister's denial of ...", "reports of ...", "a statement that said"."""
    following = r.low[i + 1] if i + 1 < len(r.low) else ""
    if following not in {"that", "of", "about"} or r.quoted[i]:
        return None
    if following != "that" and r.low[i] not in {
        "reports",
        "rumours",
        "rumors",
        "allegations",
        "accusations",
        "claims",
        "speculation",
    }:
        return None
    source: Span | None = None
    k = i
    while (
        k > 0
        and (r.low[k - 1].isalpha() or "-" in r.low[k - 1])
        and r.low[k - 1] not in LEX.preposition | LEX.determiner | LEX.subordinator | LEX.auxiliary
    ):
        k -= 1
    if k > 0 and r.low[k - 1] in {"his", "her", "their", "its", "my", "our", "your"}:
        source = r.span(k - 1, k)
    elif k > 0 and r.low[k - 1] in {"'s", "’s", "’", "'"}:
        left = _np_left(r, k)
        if left < k - 1:
            source = r.span(left, k)
    if source is None and r.low[i] in LEX.verbs and following == "that" and k < i:
        return None  # "reporters claim that": a verb
    return Found(source, r.span(i, i + 1), _piece(r, i + 1, len(r.low)))


def _colon(r: Reader, i: int) -> Found | None:
    """ "Mayor: We were warned"; a name and a colon at the head of a line."""
    if not all(r.cap(k) or r.low[k] in {"of", "the"} for k in range(i)) or i + 2 >= len(r.low):
        return None
    if r.low[i - 1].isupper() or r.low[0] in {
        "update",
        "updated",
        "editor",
        "note",
        "correction",
        "breaking",
        "analysis",
        "opinion",
        "photo",
    }:
        return None
    return Found(r.span(0, i), r.span(i, i + 1), _piece(r, i + 1, len(r.low)))


def _heard(r: Reader, i: int) -> Found | None:
    """ "..., a jury has heard": what was said in court, by whom the reader is not told."""
    start = _group_start(r, i)
    if not start or r.low[start - 1] not in {"court", "jury", "inquest", "tribunal", "inquiry", "hearing"}:
        return None
    left = _np_left(r, start)
    before = _piece(r, 0, left)
    after = _piece(r, i + 1, len(r.low))
    if left and r.low[left - 1] == "," and len(r.low) - i <= 4:
        return Found(r.span(left, start), r.span(start, i + 1), before)
    return Found(r.span(left, start), r.span(start, i + 1), after) if after and left < start else None


def _verb(r: Reader, i: int, before: list[Found]) -> Found | None:
    group, form = LEX.verbs[r.low[i]]
    n = len(r.low)
    if r.quoted[i]:
        return None
    start = _group_start(r, i)
    if start > 0 and r.low[start - 1] == "to":
        return None
    if form == "past" and any(w in BE and w not in {"'s", "’s"} for w in r.low[start:i]):
        return None  # a passive: what is said is said of the subject
    if r.cap(i) and i > 0 and not _title_case(r):
        return None
    if i > 0 and r.low[i - 1] in {"'", "’"}:
        return None
    if form in {"base", "s"} and i > 0 and start == i and not _subject_like(r, i, form):
        return None
    cue_end = i + 1
    if cue_end < n and r.low[cue_end] in PARTICLES and group != "attitude" and r.low[i] not in {"said", "told"}:
        if not (r.low[cue_end] in {"to", "on", "at", "in"} and group == "speech"):
            cue_end += 1
    if form == "ing" and start == i:
        return _participle(r, i, cue_end, before)
    inverted = _inverted(r, i, cue_end) if group == "speech" else None
    if inverted:
        return inverted
    left = _np_left(r, start)
    if left == start:
        return None
    source = r.span(left, start if r.low[start - 1] != "," else start - 1)
    fronted_end = left
    fronted = group == "speech" and left > 1 and (r.low[left - 1] in {",", "—", "–"} or r.low[left - 1] in QUOTE)
    rest_start, rest_end = _after_verb(r, cue_end, r.low[i])
    if (
        fronted
        and not _introductory(r, left)
        and (rest_start >= rest_end or _adjunct(r, cue_end) or r.low[cue_end : cue_end + 1] in ([","], [":"]))
    ):
        content = _piece(r, _clause_start(r, fronted_end), fronted_end)
        k = next((k for k in range(cue_end, n) if r.low[k] == ","), n)
        if k < n - 2 and (r.low[k + 1] in QUOTE or _clause_like(r, k + 1)):
            content += _piece(r, k, n)
        if content:
            return Found(source, r.span(start, cue_end), content)
    content = _piece(r, rest_start, _content_end(r, rest_start, n))
    if not content:
        return None
    return Found(source, r.span(start, cue_end), content)


def _title_case(r: Reader) -> bool:
    """Is this a headline in capitals ("Judge Rejects Plea")?"""
    words = [t.text for t in r.tokens if t.text[0].isalpha() and len(t.text) > 3]
    return sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def _group_start(r: Reader, i: int) -> int:
    start = i
    while start > 0 and (
        r.low[start - 1] in LEX.auxiliary
        or r.low[start - 1] in LEX.adverb
        or (r.low[start - 1].endswith("ly") and not r.cap(start - 1))
    ):
        start -= 1
    return start


def _subject_like(r: Reader, i: int, form: str) -> bool:
    """May a form that is also a noun (claims, report) be a verb here?"""
    before = r.low[i - 1]
    if before in LEX.determiner or before in LEX.preposition or before in {"'s", "’s", "’"}:
        return False
    if form == "base" and not (
        before.endswith("s") or before in LEX.pronoun or before in {"people", "police", "some", "many", "others", "who"}
    ):
        return False
    if before in LEX.verbs and LEX.verbs[before][1] == "past" and form == "s":
        return False
    following = r.low[i + 1] if i + 1 < len(r.low) else ""
    return not (r.low[i] in LEX.nouns and following in {"of", "from", "in", ".", "by", "and"})


def _inverted(r: Reader, i: int, cue_end: int) -> Found | None:
    """`"...," said Lee, the mayor` : the speaker stands behind the verb."""
    if i < 2 or not (r.low[i - 1] in QUOTE or (r.low[i - 1] == "," and not r.quoted[i - 1])):
        return None
    if r.low[i - 1] == "," and not (i >= 2 and r.low[i - 2] in QUOTE) and LEX.verbs[r.low[i]][1] not in {"past", "s"}:
        return None
    end = _np_right(r, cue_end)
    if end == cue_end or r.low[cue_end] in {"that", "to"}:
        return None
    if r.low[i - 1] == ",":  # "A spokeswoman, Kerry Mulvaney, said the worst had passed" is not inverted
        if end < len(r.low) and (r.low[end] in LEX.auxiliary or r.low[end] in LEX.verbs):
            return None
        opened = next((j for j in range(i - 2, 0, -1) if r.low[j] == "," or r.low[j] in STOP), 0)
        aside = r.low[opened + 1]
        if (
            opened
            and r.low[opened] == ","
            and i - opened < 12
            and not r.quoted[i - 2]
            and (aside in LEX.determiner | {"who", "which"} or aside.endswith("ing") or r.cap(opened + 1))
        ):
            return None
    if (
        r.low[i - 1] == ","
        and r.low[i - 2] not in QUOTE
        and not r.cap(cue_end)
        and r.low[cue_end] not in LEX.determiner
    ):
        return None
    content = _piece(r, _clause_start(r, i), i)
    n = len(r.low)
    k = next((k for k in range(end, n) if r.low[k] in {",", "."} and k + 1 < n and r.low[k + 1] in QUOTE), n)
    if k < n - 1:
        content += _piece(r, k, n)
    return Found(r.span(cue_end, end), r.span(i, cue_end), content) if content else None


def _participle(r: Reader, i: int, cue_end: int, before: list[Found]) -> Found | None:
    """ ", adding that ...": said by the speaker before; "Speaking to reporters, Lee said" is no cue."""
    if i == 0 or r.low[i - 1] not in {",", "—", "–"}:
        return None
    rest = _piece(r, cue_end, _content_end(r, cue_end, len(r.low)))
    source = next((f.source for f in reversed(before) if f.source), None)
    if source is None:
        left = 0
        end = _np_right(r, left)
        source = r.span(left, end) if end > left and not r.low[0].endswith("ing") else None
    for one in before:  # the part before ends where the participle starts
        one.content[:] = [
            Span(s.start, min(s.end, r.tokens[i - 1].start)) if s.end > r.tokens[i].start > s.start else s
            for s in one.content
        ]
    return Found(source, r.span(i, cue_end), rest) if source and rest else None


def _np_left(r: Reader, end: int) -> int:
    """First token of the noun phrase that ends before token `end`; `end` itself if there is none."""
    if end == 0:
        return 0
    k = end - 1
    if r.low[k] == ",":  # "Zhao, the spokesman, said"
        opened = next((j for j in range(k - 1, 0, -1) if r.low[j] == "," or r.low[j] in STOP), -1)
        if (
            opened > 0
            and r.low[opened] == ","
            and (
                r.low[opened + 1] in LEX.determiner | {"who", "which", "of", "whose"}
                or r.cap(opened + 1)
                or r.low[opened + 1].isdigit()
                or r.low[opened + 1].isalpha()
            )
        ):
            left = _np_left(r, opened)
            return left if left < opened else end
        return end
    if r.low[k] in {"he", "she", "they", "it", "we", "i", "you", "who", "which"}:
        return k
    while k >= 0:
        word = r.low[k]
        if word in STOP or (word in QUOTE and not word.startswith("’s")):
            break
        if word == ",":
            apposed = (
                k > 0
                and r.cap(k - 1)
                and k + 1 < end
                and (r.low[k + 1] in {"the", "a", "an"} or not r.cap(k + 1))
                and _starts_name(r, k)
            )
            if not apposed:
                break
        elif word in LEX.subordinator or word in {"that", "then"}:
            break
        elif (word in LEX.auxiliary and word not in {"'s", "’s"}) or (k + 1 < end and _finite(r, k)):
            clause = next((j for j in range(k, max(k - 4, 0), -1) if r.low[j] in {"who", "which"}), -1)
            if clause > 0:  # "two officials who were in the room told"
                opened = clause - 1 if r.low[clause - 1] == "," else clause
                left = _np_left(r, opened)
                if left < opened:
                    return left
            break
        elif word == "and":
            if (
                k == 0
                or k + 1 >= end
                or not (
                    (r.cap(k - 1) and r.cap(k + 1)) or (r.low[k - 1].endswith("s") and r.low[end - 1].endswith("s"))
                )
            ):
                break
        elif word in {"he", "she", "they", "i"}:
            break
        k -= 1
    return _without_lead(r, k + 1, end)


def _finite(r: Reader, k: int) -> bool:
    """A reporting verb in the past in front of a name or an article ("Smith said Jones believes")."""
    if r.cap(k) or LEX.verbs.get(r.low[k], ("", ""))[1] != "past":
        return False
    return r.cap(k + 1) or r.low[k + 1] in LEX.determiner or r.low[k + 1] in LEX.pronoun


def _starts_name(r: Reader, comma: int) -> bool:
    """Is everything from the head of the sentence (or of its last clause) to `comma` one capitalised name?"""
    k = comma - 1
    while k >= 0 and (r.cap(k) or r.low[k] in {"of", "the", "de", "van", "bin", "al"} or r.low[k] == "."):
        k -= 1
    return k < 0 or r.low[k] in STOP or r.low[k] in LEX.subordinator or r.low[k] == ","


def _without_lead(r: Reader, left: int, end: int) -> int:
    """Leave out a leading phrase of place or time: "On Tuesday officials said", "In Washington officials said"."""
    while left < end and (
        r.low[left] in LEX.adverb or r.low[left] in {"and", "but", "meanwhile", "moreover", "however"}
    ):
        left += 1
    if left < end and r.low[left] in LEX.preposition and r.low[left] not in {"about", "over"}:
        k = left + 1
        while k < end and (r.low[k] in LEX.time or r.cap(k) or r.low[k].isdigit()) and k + 1 < end:
            k += 1
        if k < end and k > left + 1:
            return k
        return end
    return left


def _np_right(r: Reader, start: int) -> int:
    """Token behind the noun phrase that starts at `start`: up to a comma, a verb, a clause or the sentence's end."""
    k = start
    n = len(r.low)
    if k < n and r.low[k] in {"he", "she", "they", "it", "we", "i", "you"}:
        return k + 1
    while k < n:
        word = r.low[k]
        if word in STOP or word in QUOTE or word in {"that", "who", "when", "as", "after", "before", "while", "to"}:
            break
        if word == ",":
            break
        if word in LEX.auxiliary and word not in {"'s", "’s"}:
            break
        if (word in LEX.time and k > start) or (
            word in {"on", "in", "during", "at"} and k > start and k + 1 < n and not r.cap(k + 1)
        ):
            break
        if word == "on" and k + 1 < n and r.low[k + 1] in LEX.time:
            break
        if word in LEX.verbs and LEX.verbs[word][1] == "past" and k > start:
            break
        k += 1
    return k


def _after_verb(r: Reader, i: int, verb: str) -> tuple[int, int]:
    """Where the content begins behind the verb: at "that", at a quotation, or behind an adjunct."""
    n = len(r.low)
    end = n
    while end > i and r.low[end - 1] in {"."} and not r.quoted[end - 1]:
        end -= 1
    for k in range(i, min(end, i + 9)):
        if r.low[k] == "that" and not r.quoted[k]:
            if (
                k == i
                or r.low[i] in ADJUNCT | LEX.time | PEOPLE_OBJECTS
                or r.cap(i)
                or verb in {"told", "tells", "tell", "informed", "assured"}
            ):
                return k, end
        if r.low[k] in OPEN and r.quoted[k] and (k == i or r.low[k - 1] in {",", ":"} or r.low[i] in ADJUNCT):
            return k, end
    k = i
    if verb in {"told", "tell", "tells", "telling"} and k < end:
        if r.low[k] in PEOPLE_OBJECTS:
            k += 1
        else:
            if r.low[k] in {"the", "a", "an"}:
                k += 1
            while k < end and r.cap(k):
                k += 1
    while k < end and (r.low[k] in LEX.time or (r.low[k] == "on" and k + 1 < end and r.low[k + 1] in LEX.time)):
        k += 1
    return k, end


def _adjunct(r: Reader, i: int) -> bool:
    """Is what follows the verb only time or place ("said on Tuesday", "said in a statement")?"""
    n = len(r.low)
    if i >= n or r.low[i] in {".", ",", ";"}:
        return True
    if r.low[i] not in ADJUNCT and r.low[i] not in LEX.time and r.low[i] not in PEOPLE_OBJECTS and not r.cap(i):
        return False
    return "that" not in r.low[i : i + 9]


def _introductory(r: Reader, left: int) -> bool:
    """Is the part before the subject only an introduction ("In a statement,", "Speaking to reporters,")?"""
    if r.low[left - 1] in QUOTE:
        return False
    first = r.low[0]
    length = left - 1
    return length <= 2 or (
        length <= 9 and (first in LEX.preposition or first.endswith("ing") or first in {"asked", "when", "as", "while"})
    )


def _clause_like(r: Reader, i: int) -> bool:
    return any(w in LEX.auxiliary or w in LEX.verbs for w in r.low[i : i + 12]) and r.low[i] not in {
        "who",
        "which",
        "adding",
        "the",
        "a",
    }


def _content_end(r: Reader, start: int, end: int) -> int:
    for k in range(start + 1, end - 1):
        if r.quoted[k]:
            continue
        if r.low[k] == ";":
            return k
        if r.low[k] == "," and r.low[k + 1] in LEX.verbs and LEX.verbs[r.low[k + 1]][1] == "ing":
            return k
    return end
