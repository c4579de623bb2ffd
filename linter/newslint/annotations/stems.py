"""Word stems, so that "asks", "asked" and "asking" count as one word when two sentences are laid side by side.

A light folding, no dictionary: endings are cut, irregular verbs of headlines are listed, six letters are kept.
"""

from __future__ import annotations

from functools import lru_cache

from newslint import expressions

_LENGTH = 6
_IRREGULAR = {
    form: base
    for base, forms in {
        "ask": "asks asked asking",
        "say": "says said saying",
        "win": "wins won winning",
        "lose": "loses lost losing loss losses",
        "kill": "kills killed killing slain slay slays dead death deaths die dies died dying deadly fatal",
        "steal": "steals stole stolen stealing theft",
        "buy": "buys bought buying purchase purchases purchased",
        "sell": "sells sold selling sale sales",
        "leave": "leaves left leaving",
        "quit": "quits quitting resign resigns resigned resigning resignation",
        "take": "takes took taken taking",
        "give": "gives gave given giving",
        "go": "goes went gone going",
        "get": "gets got gotten getting",
        "make": "makes made making",
        "know": "knows knew known knowing",
        "see": "sees saw seen seeing",
        "fall": "falls fell fallen falling",
        "rise": "rises rose risen rising",
        "grow": "grows grew grown growing growth",
        "hit": "hits hitting",
        "cut": "cuts cutting",
        "lie": "lies lied lying liar",
        "drink": "drinks drank drunk drinking drunken",
        "drive": "drives drove driven driving driver drivers",
        "fly": "flies flew flown flying flight flights",
        "break": "breaks broke broken breaking",
        "find": "finds found finding",
        "hold": "holds held holding",
        "keep": "keeps kept keeping",
        "lead": "leads led leading leader leaders",
        "pay": "pays paid paying",
        "send": "sends sent sending",
        "shoot": "shoots shot shooting shootings",
        "speak": "speaks spoke spoken speaking speech",
        "think": "thinks thought thinking",
        "tell": "tells told telling",
        "fight": "fights fought fighting",
        "sink": "sinks sank sunk sinking",
        "freeze": "freezes froze frozen freezing",
        "shut": "shuts shutting close closes closed closing closure",
        "flee": "flees fled fleeing",
        "seek": "seeks sought seeking",
        "help": "helps helped helping aid aids aided assistance assist",
        "man": "men",
        "woman": "women",
        "child": "children",
        "us": "u.s. u.s american americans america",
        "uk": "u.k. u.k british britain britons",
        "china": "chinese",
        "france": "french",
        "german": "germany germans",
        "wales": "welsh",
        "spain": "spanish",
        "japan": "japanese",
        "swede": "sweden swedish",
        "dutch": "netherlands",
        "police": "officer officers cop cops policeman policemen",
        "percent": "% per cent percentage",
    }.items()
    for form in [base, *forms.split()]
}
_STOP = frozenset(
    """a an the this that these those each every some any no all both and but or nor so yet for if as than then when
    while where who whom whose which what why how of in on at by to from with without into onto over under about
    after before during between among against amid across through up down out off near per via is are was were be
    been being am has have had having do does did doing will would shall should can could may might must not n't
    't 's ’s it its he she they we i you his her their our my your him them us me there here also just more most
    very too only own same such other another new now still again even ever never one says say said saying
    mr mrs ms dr sen rep gov""".split()
)
_WORD = expressions.compile(r"(?:[^\W\d_]\.){2,}|[$€£¥]?\d[\d.,]*|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of one word: "investigated" and "investigation" are both "invest"."""
    w = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    known = _IRREGULAR.get(w)
    if known is not None:
        return known
    if not w[:1].isalpha():
        return w.replace(",", "").rstrip(".")
    w = _cut(w.replace(".", ""))
    return _IRREGULAR.get(w, w)[:_LENGTH]


def _cut(w: str) -> str:
    """Cut one inflectional ending."""
    if len(w) > 4 and w.endswith("ies"):
        return w[:-3] + "y"
    if len(w) > 4 and w.endswith(("shes", "ches", "xes", "sses", "zes")):
        return w[:-2]
    if len(w) > 3 and w.endswith("s") and not w.endswith(("ss", "us", "is")):
        w = w[:-1]
    for ending in ("ing", "ed"):
        if w.endswith(ending) and len(w) - len(ending) >= 3 and any(c in "aeiouy" for c in w[: -len(ending)]):
            w = w[: -len(ending)]
            return w[:-1] if len(w) > 3 and w[-1] == w[-2] and w[-1] not in "lsz" else w
    return w[:-1] if len(w) > 3 and w.endswith("e") else w


def words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """Return (start, end, stem) of every content word of ``text[start:end]``; function words are left out."""
    stop = len(text) if end is None else end
    return [(*m.span(), s) for m in _WORD.finditer(text, start, stop) if (s := _content(m.group())) is not None]


@lru_cache(maxsize=20_000)
def _content(written: str) -> str | None:
    """The stem of a content word, None for a function word."""
    word = written.lower().replace("’", "'")
    return stem(written) if word not in _STOP and (len(word) > 1 or word.isdigit()) else None
