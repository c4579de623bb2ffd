"""Which pieces of words must stand in a text for an expression to match there? What the word index is asked before a pattern runs.

A small reader of regular expressions. It is conservative: where it does not understand, the answer is "nothing",
and the pattern is run everywhere. A piece that must begin a word has EDGE before it, one that must end a word has it
behind: ``\\bcon\\b`` asks for the word “con” and is not woken by “conflict”.

What the pieces leave out, the order of the words and the marks between them, texts.py reads from the same tree.
"""

from __future__ import annotations

from enum import Enum

from newslint import expressions
from newslint.records import dataclass

EDGE = "\n"
MIN_LENGTH = 2
MAX_SETS = 4
_ALTERNATIVES = 400
_FEW = 600  # characters of a class that are told apart
_APART = frozenset(" \t\r\n,;:!?.()[]{}<>\"'“”‘’«»–—-…/\\|&%$£€*#+=@")  # never part of a word

Pieces = frozenset[str]


class _Unreadable(Exception):
    """The expression has a part this reader does not know."""


class Kind(Enum):
    """What a part of an expression says of words."""

    LETTER = 1
    APART = 2  # a character that is no part of a word
    OTHER = 3  # whatever may stand there
    BOUNDARY = 4  # \b
    GROUP = 5
    BEHIND = 6  # (?<=
    AHEAD = 7  # (?=
    NO_WORD_BEHIND = 8  # (?<!\w)
    NO_WORD_AHEAD = 9  # (?!\w)
    NOTHING = 10  # of no width, and says nothing


_NO_WIDTH = frozenset({Kind.BOUNDARY, Kind.BEHIND, Kind.AHEAD, Kind.NO_WORD_BEHIND, Kind.NO_WORD_AHEAD, Kind.NOTHING})
_BRANCHED = frozenset({Kind.GROUP, Kind.BEHIND, Kind.AHEAD})


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a sequence. `least` is 0 for what may be missing, 1 for once, 2 for once or more.

    `single` tells that it cannot stand there more than once; `marks` are the characters one of which it is, in small
    letters, any white space a space, where that is known.
    """

    kind: Kind
    least: int = 1
    letter: str = ""
    branches: tuple[tuple[Item, ...], ...] = ()
    marks: str = ""
    single: bool = True


Sequence = tuple[Item, ...]


def required_literals(expression: str) -> tuple[Pieces, ...]:
    """Return sets of lower-case word pieces; a text with a match holds at least one piece of every set.

    The most telling sets come first, at most MAX_SETS of them; none at all when nothing can be named.
    """
    branches = parsed(expression)
    found = _of_branches(branches, left=False, right=False) if branches else []
    return tuple(sorted(set(found), key=_weight)[:MAX_SETS])


def parsed(expression: str) -> tuple[Sequence, ...]:
    """Return the expression's alternatives, none when it has a part that is not understood."""
    try:
        branches, end = _alternation(expression, 0)
    except (_Unreadable, IndexError, ValueError, RecursionError):
        return ()
    return branches if end == len(expression) else ()


# --- which pieces a sequence needs -----------------------------------------------------------------------


def _telling(piece: str) -> int:
    """How much a piece tells: two for a letter, one for an edge."""
    return 2 * len(piece) - piece.count(EDGE)


def _weight(pieces: Pieces) -> tuple[int, int, list[str]]:
    """The more telling set has the more telling weakest member, then fewer members; the rest is for a settled order."""
    return (-min(map(_telling, pieces)), len(pieces), sorted(pieces))


def _useful(pieces: Pieces) -> bool:
    return bool(pieces) and len(pieces) <= _ALTERNATIVES and all(len(p) - p.count(EDGE) >= MIN_LENGTH for p in pieces)


def _of_branches(branches: tuple[Sequence, ...], *, left: bool, right: bool) -> list[Pieces]:
    """Of several alternatives, the best set of each is joined."""
    found = [_of_sequence(b, left=left, right=right) for b in branches]
    if len(found) == 1:
        return found[0]
    if not all(found):
        return []
    union = frozenset[str]().union(*(min(sets, key=_weight) for sets in found))
    return [union] if _useful(union) else []


def _of_sequence(items: Sequence, *, left: bool, right: bool) -> list[Pieces]:
    """`left` and `right` tell whether a word cannot go on before and after the sequence."""
    lefts, rights = _lefts(items, left), _rights(items, right)
    found: list[Pieces] = []
    i = 0
    while i < len(items):
        item = items[i]
        if item.kind is Kind.LETTER and item.least:
            end = i
            run = ""
            while end < len(items) and items[end].kind is Kind.LETTER and items[end].least:
                run += items[end].letter
                end += 1
                if items[end - 1].least == 2:  # once or more: where the next letter stands is not known
                    break
            first = EDGE if lefts[i] else ""
            last = EDGE if rights[end] and items[end - 1].least == 1 else ""
            found.append(frozenset({first + run + last}))
            i = end
            continue
        if item.kind in _BRANCHED and item.least:
            once = item.kind is Kind.GROUP and item.least == 1
            found += _of_branches(item.branches, left=once and lefts[i], right=once and rights[i + 1])
        i += 1
    return [s for s in found if _useful(s)]


def _lefts(items: Sequence, left: bool) -> list[bool]:
    """For each place between items: can no word go on from before it, if one goes on after it?"""
    out = [left]
    for item in items:
        before = out[-1]
        if item.kind in (Kind.BOUNDARY, Kind.NO_WORD_BEHIND):
            after = before or item.least > 0
        elif item.kind is Kind.BEHIND:
            after = before or (item.least > 0 and all(_lefts(b, False)[-1] for b in item.branches))
        elif item.kind in _NO_WIDTH:
            after = before
        elif item.kind is Kind.APART:
            after = before or item.least > 0
        elif item.kind is Kind.GROUP:
            once = before if item.least < 2 else False
            after = all(_lefts(b, once)[-1] for b in item.branches) and (before or item.least > 0)
        else:
            after = False
        out.append(after)
    return out


def _rights(items: Sequence, right: bool) -> list[bool]:
    """For each place between items: can no word go on behind it, if one stands before it?"""
    out = [right]
    for item in reversed(items):
        after = out[-1]
        if item.kind in (Kind.BOUNDARY, Kind.NO_WORD_AHEAD):
            before = after or item.least > 0
        elif item.kind is Kind.AHEAD:
            before = after or (item.least > 0 and all(_rights(b, False)[0] for b in item.branches))
        elif item.kind in _NO_WIDTH:
            before = after
        elif item.kind is Kind.APART:
            before = after or item.least > 0
        elif item.kind is Kind.GROUP:
            once = after if item.least < 2 else False
            before = all(_rights(b, once)[0] for b in item.branches) and (after or item.least > 0)
        else:
            before = False
        out.append(before)
    return out[::-1]


# --- reading ---------------------------------------------------------------------------------------------


def _alternation(e: str, i: int) -> tuple[tuple[Sequence, ...], int]:
    """Read ``a|b|c`` up to an unmatched ) or the end."""
    branches: list[Sequence] = []
    while True:
        items, i = _sequence(e, i)
        branches.append(items)
        if i >= len(e) or e[i] == ")":
            return tuple(branches), i
        i += 1  # the |


def _sequence(e: str, i: int) -> tuple[Sequence, int]:
    items: list[Item] = []
    while i < len(e) and e[i] not in "|)":
        c = e[i]
        if c == "(":
            item, i = _group(e, i)
        elif c == "[":
            item, i = _class(e, i)
        elif c == "\\":
            item, i = _escape(e, i)
        elif c in "*+?{":
            raise _Unreadable
        else:
            item, i = _character(c), i + 1
        quantified = i
        least, i = _quantifier(e, i)
        single = i == quantified or e[quantified] == "?"
        items.append(Item(item.kind, least, item.letter, item.branches, item.marks, single))
    return tuple(items), i


def _character(c: str) -> Item:
    if c in "^$":
        return Item(Kind.NOTHING)
    if c in _APART and c != ".":
        return Item(Kind.APART, marks=_mark(c))
    if not (c.isalpha() or c.isdecimal()):  # “²” is no part of a word
        return Item(Kind.OTHER, marks="" if c == "." else _mark(c))
    letter = c.lower()
    if len(letter) != 1 or letter != letter.casefold():
        raise _Unreadable
    return Item(Kind.LETTER, letter=letter, marks=letter)


def _mark(c: str) -> str:
    """The character as folded text has it, or nothing where it is more than one."""
    low = " " if c.isspace() else fold(c)
    return low if len(low) == 1 else ""


def fold(text: str) -> str:
    """Return a text as stretches are looked for in it: small letters, any white space one space, ’ as ', digits 0 to 9."""
    low = text.lower()
    if not low.isascii():
        for written, plain in _PLAIN:
            low = low.replace(written, plain)
        if _UNUSUAL.search(low):
            low = "".join([str(int(c)) if c.isdecimal() else c for c in low])
    return " ".join(low.split())


# what the regex module takes for the same letter, whatever its case
_PLAIN = (("’", "'"), ("i\u0307", "i"), ("ı", "i"), ("ſ", "s"), ("ς", "σ"), ("µ", "μ"))
_UNUSUAL = expressions.compile("[^\x00-\x7f“”‘–—…éá\xa0£€½]")


def _quantifier(e: str, i: int) -> tuple[int, int]:
    """Return how often at least the item before must occur (1: once, 2: at least once), and where reading goes on."""
    if i >= len(e):
        return 1, i
    c = e[i]
    if c in "*?":
        least, i = (0, i + 1)
    elif c == "+":
        least, i = 2, i + 1
    elif c == "{" and i + 1 < len(e) and (e[i + 1].isdigit() or e[i + 1] == ","):
        close = e.index("}", i)
        first = e[i + 1 : close].split(",")[0]
        least, i = (2 if int(first or 0) > 0 else 0), close + 1
    else:
        return 1, i
    if i < len(e) and e[i] in "?+":
        i += 1
    return least, i


def _group(e: str, i: int) -> tuple[Item, int]:
    i += 1
    kind = Kind.GROUP
    counts = True
    if e[i] == "?":
        if e[i : i + 3] in ("?<=", "?<!"):  # what must stand around a match stands in its block too
            kind, counts, i = Kind.BEHIND, e[i + 2] == "=", i + 3
        elif e[i + 1] in "=!":
            kind, counts, i = Kind.AHEAD, e[i + 1] == "=", i + 2
        elif e[i + 1] in ":>":
            i += 2
        elif e[i + 1] == "<" or e[i : i + 3] == "?P<":
            i = e.index(">", i) + 1
        elif e[i : i + 3] == "?P=":
            return Item(Kind.OTHER), e.index(")", i) + 1
        elif e[i + 1] == "#":
            return Item(Kind.NOTHING), e.index(")", i) + 1
        else:
            i = _flags(e, i)
            if e[i - 1] == ")":
                return Item(Kind.NOTHING), i
    begins = i
    branches, i = _alternation(e, i)
    if e[i] != ")":
        raise _Unreadable
    if counts:
        return Item(kind, branches=branches), i + 1
    if _word_class(e[begins:i]):
        return Item(Kind.NO_WORD_BEHIND if kind is Kind.BEHIND else Kind.NO_WORD_AHEAD), i + 1
    return Item(Kind.NOTHING), i + 1


def _word_class(e: str) -> bool:
    r"""Is it ``\w``, or a class with it?"""
    return e == "\\w" or (e.startswith("[\\w") and e.find("]") == len(e) - 1 and "&&" not in e and "--" not in e)


def _flags(e: str, i: int) -> int:
    """Read inline flags ``?i:`` or ``?i)``; return where what follows begins."""
    close = min(x for x in (e.find(":", i), e.find(")", i)) if x >= 0)
    if "x" in e[i:close] or not all(c.isalpha() or c in "?-" for c in e[i:close]):
        raise _Unreadable
    return close + 1


def _class(e: str, i: int) -> tuple[Item, int]:
    begins = i = i + 1
    if e[i] == "^":
        i += 1
    if e[i] == "]":
        i += 1
    while e[i] != "]":
        if e[i] == "\\":
            i += 1
        elif e[i] == "[" and e[i + 1 : i + 2] == ":":
            i = e.index(":]", i) + 1
        i += 1
    return Item(Kind.APART if _all_apart(e[begins:i]) else Kind.OTHER, marks=_class_marks(e[begins:i])), i + 1


def _class_marks(inside: str) -> str:
    """The characters of a class, where they are known and tell something: of letters from a to z nearly every text has one."""
    if inside.startswith("^") or "[" in inside:
        return ""
    marks: set[str] = set()
    i = 0
    while i < len(inside):
        first, i = _class_character(inside, i)
        if len(first) == 1 and inside[i : i + 1] == "-" and i + 1 < len(inside):
            last, i = _class_character(inside, i + 1)
            if len(last) != 1 or (first.isascii() and first.isalpha()) or ord(last) - ord(first) > _FEW:
                return ""
            first = "".join(map(chr, range(ord(first), ord(last) + 1)))
        found = {_mark(c) for c in first}
        if not found or "" in found:
            return ""
        marks |= found
    return "".join(sorted(marks)) if len(marks) <= _FEW else ""


def _class_character(inside: str, i: int) -> tuple[str, int]:
    """The character of a class that stands at `i`, or all that an escape stands for ("" when not known)."""
    if inside[i] != "\\":
        return inside[i], i + 1
    c = inside[i + 1]
    if c in _CODES:
        return _code(inside, i)
    if c == "d":
        return _DIGITS, i + 2
    return (" " if c in "sntr" else "" if c.isalnum() else c), i + 2


_CODES = {"x": 2, "u": 4}  # escapes by code point, and how many digits they have
_DIGITS = "0123456789"


def _code(e: str, i: int) -> tuple[str, int]:
    end = i + 2 + _CODES[e[i + 1]]
    return chr(int(e[i + 2 : end], 16)), end


def _all_apart(inside: str) -> bool:
    """Are all characters of a class no part of a word? A class with a range is not looked into."""
    plain = inside.replace("\\s", " ").replace("\\W", " ").replace("\\-", " ").replace("\\.", ".")
    return not plain.startswith("^") and "\\" not in plain and "-" not in plain[1:-1] and _APART.issuperset(plain)


def _escape(e: str, i: int) -> tuple[Item, int]:
    c = e[i + 1]
    if c in "pP" and e[i + 2 : i + 3] == "{":
        return Item(Kind.OTHER), e.index("}", i) + 1
    if c in _CODES:
        code, end = _code(e, i)
        return _character(code) if code not in "^$." else Item(Kind.OTHER), end
    if c in "LgNU" or c.isdigit():
        raise _Unreadable
    if c == "d":
        return Item(Kind.OTHER, marks=_DIGITS), i + 2
    kind = Kind.APART if c in "sWntr" or c in _APART else Kind.BOUNDARY if c == "b" else Kind.OTHER
    return Item(kind, marks=" " if c in "sntr" else "" if c.isalnum() else _mark(c)), i + 2
