"""Which stretches of text must stand in a text for an expression to match there? What is asked once its words are there.

Where literals.py asks for words and parts of words, this asks for them in a row, with the spaces and marks between: ``in
order to``, ``{++``. Texts are compared folded (see literals.fold). As there, what is not understood asks for nothing.
"""

from __future__ import annotations

from newslint.matchers.literals import Kind, Sequence, parsed

MOST_SETS = 3
MOST = 48  # stretches one of which must stand there; more take longer to look for than the expression to run

Texts = frozenset[str]
_BLANK = frozenset(" ")
_PROSE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789 .,'-\"“”‘’")


def required_texts(expression: str) -> tuple[Texts, ...]:
    """Return sets of folded stretches; a folded text with a match holds at least one of every set. The best sets come first."""
    branches = parsed(expression)
    if not branches:
        return ()
    exact, sets = _of_branches(branches)
    found = {_least(s) for s in (*sets, *([exact] if exact else ()))}
    telling = [s for s in found if _useful(s) and any(not t.isalpha() or not t.isascii() for t in s)]
    return tuple(sorted(telling, key=_weight)[:MOST_SETS])


def _weight(texts: Texts) -> tuple[int, int, list[str]]:
    """The more telling set has the more telling weakest member, then fewer members; the rest is for a settled order."""
    return (-min(map(_telling, texts)), len(texts), sorted(texts))


def _telling(text: str) -> int:
    """How much a stretch tells: a character that prose seldom has is worth several others."""
    return len(text) + 3 * (not _PROSE.issuperset(text))


def _useful(texts: Texts) -> bool:
    return bool(texts) and all(t.strip() for t in texts) and (len(texts) <= MOST or max(map(len, texts)) == 1)


def _least(texts: Texts) -> Texts:
    """Without those that hold another."""
    kept: list[str] = []
    for text in sorted(texts, key=len):
        if not any(k in text for k in kept):
            kept.append(text)
    return frozenset(kept)


# What is known of a part: all the texts it can be (None when they are too many or not known), and sets one text of
# each of which stands in it.
_Known = tuple[Texts | None, list[Texts]]


def _of_branches(branches: tuple[Sequence, ...]) -> _Known:
    known = [_of_sequence(b) for b in branches]
    if len(known) == 1:
        return known[0]
    if all(exact is not None for exact, _ in known):
        together = frozenset[str]().union(*(exact for exact, _ in known if exact is not None))
        if len(together) <= MOST:
            return together, []
    best: list[Texts] = []
    for exact, sets in known:
        useful = [least for s in (*sets, *([exact] if exact else ())) if _useful(least := _least(s))]
        if not useful:
            return None, []
        best.append(min(useful, key=_weight))
    return None, [frozenset[str]().union(*best)]


def _of_sequence(items: Sequence) -> _Known:
    """Follow the sequence with the texts it can have been since the last part that is not known."""
    run: Texts = frozenset([""])
    whole = True
    sets: list[Texts] = []
    for item in items:
        if item.kind in _NO_WIDTH:
            if item.kind in (Kind.BEHIND, Kind.AHEAD) and item.least:
                exact, inner = _of_branches(item.branches)
                sets += inner if exact is None else [exact]
            continue
        exact, inner = _of_branches(item.branches) if item.kind is Kind.GROUP else (_characters(item.marks), [])
        if item.least:
            sets += inner
        blank = exact == _BLANK
        if exact is not None and not item.least and (item.single or blank):
            exact |= {""}
        elif not item.least:
            exact = None
        follows = exact is not None and (item.single or blank)
        if exact is not None and len(run) * len(exact) <= MOST:
            run = frozenset(_joined(a, b) for a in run for b in exact)
            if follows:
                continue
            sets.append(run)
            run = frozenset([""])
        else:
            sets += [run] if exact is None else [run, exact]
            run = exact if exact is not None and follows and len(exact) <= MOST else frozenset([""])
        whole = False
    if whole:
        return run, sets
    return None, [*sets, run]


_NO_WIDTH = frozenset({Kind.BOUNDARY, Kind.BEHIND, Kind.AHEAD, Kind.NO_WORD_BEHIND, Kind.NO_WORD_AHEAD, Kind.NOTHING})


def _characters(marks: str) -> Texts | None:
    return frozenset(marks) if marks else None


def _joined(a: str, b: str) -> str:
    """Two stretches in a row; white space beside white space is one space."""
    return a + b[1:] if a.endswith(" ") and b.startswith(" ") else a + b
