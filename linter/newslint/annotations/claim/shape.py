"""The shape of a clause, whatever it is about: who or what it begins with, its verb, how it judges, compares and hedges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_JOINERS = frozenset(
    "and but or so yet because while although though if when as that after since whereas until".split()
)
_PRONOUNS = frozenset("he she they it i we you who which what that this these those there".split())
_DETERMINERS = frozenset("the a an his her their its our my your every each no some any".split())
_FINITE = frozenset("is are was were has have had will would could can may might must should did does do".split())
_COPULAS = frozenset(
    "is are was were be been being become became becomes remain remains remained seem seems 's".split()
)
_PASSED_OVER = frozenset("not n't a an the so very too more most as also just even still now such far".split())
_NEGATIVES = frozenset("n't not no never nothing none nobody without neither nor hardly barely cannot".split())
_EPISTEMIC = frozenset(
    """seem seems seemed appear appears appeared apparently perhaps likely unlikely probably clearly obviously surely maybe
    arguably presumably evidently""".split()
)
_TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december yesterday today tomorrow week month year night morning afternoon evening""".split()
)
_NOT_COMPARED = frozenset("other another either rather after over under never whether".split())


def shape(stream: Sequence[str]) -> Iterator[str]:
    """Yield what the shape of a clause tells; `stream` are its words in small letters, names and numbers folded."""
    subject, verb = _subject(stream), _verb(stream)
    yield f"subject={subject}"
    yield f"verb={verb}"
    yield f"subject={subject}|{verb}"
    judged = _judgement(stream)
    if judged:
        yield "copula"
        yield f"copula={judged}"
        yield f"copula=-{judged[-3:]}"
    yield f"ly={min(2, len([w for w in stream if w.endswith('ly') and len(w) > 4]))}"
    yield f"names={min(3, stream.count('<name>'))}"
    yield f"numbers={min(2, stream.count('<num>') + stream.count('<%>') + stream.count('<$>'))}"
    if not _TIMES.isdisjoint(stream):
        yield "when"
    if "to" in stream:
        yield "to"
    if not _NEGATIVES.isdisjoint(stream):
        yield "negative"
    if not _EPISTEMIC.isdisjoint(stream):
        yield "epistemic"
    if _compares(stream):
        yield "compares"


def _verb(stream: Sequence[str]) -> str:
    for word in stream:
        if word in _FINITE:
            return word
    return "ed" if [w for w in stream if w.endswith("ed") and len(w) > 3] else "none"


def _subject(stream: Sequence[str]) -> str:
    word = next((w for w in stream if w not in _JOINERS), "")
    if word in _PRONOUNS:
        return word
    if word in _DETERMINERS:
        return "the"
    if word.startswith("<"):
        return "name" if word == "<name>" else "number"
    return "ing" if word.endswith("ing") else "other"


def _judgement(stream: Sequence[str]) -> str:
    """The word that says what the subject is or seems: the first after the verb "to be" that carries weight."""
    if _COPULAS.isdisjoint(stream):
        return ""
    at = next(k for k, w in enumerate(stream) if w in _COPULAS)
    for word in stream[at + 1 : at + 6]:
        if word not in _PASSED_OVER and not (len(word) > 4 and word.endswith("ly")):
            return word
    return ""


def _compares(stream: Sequence[str]) -> bool:
    if "most" in stream or "least" in stream or [w for w in stream if w.endswith("est") and len(w) > 5]:
        return True
    if "than" not in stream:
        return False
    for k, word in enumerate(stream[:-1]):
        if word in ("more", "less", "fewer") and "than" in stream[k + 1 : k + 4]:
            return True
        if stream[k + 1] == "than" and word.endswith("er") and word not in _NOT_COMPARED:
            return True
    return False
