"""Word classes a rule can name: closed classes of English by list, open ones by shape."""

from __future__ import annotations

import re

from newslint import expressions

_LISTS: dict[str, str] = {
    "article": "a an the",
    "determiner": "a an the this that these those each every either neither some any no all both half several many few "
    "most more much enough another such what which whose my your his her its our their",
    "possessive": "my your his her its our their whose",
    "pronoun": "i you he she it we they me him us them myself yourself himself herself itself ourselves themselves who "
    "whom one everyone someone anyone nobody everybody somebody anybody",
    "preposition": "about above across after against along amid among around at before behind below beneath beside "
    "between beyond by despite down during except for from in inside into like near of off on onto out outside over "
    "past per since through throughout till to toward towards under until unto up upon via with within without",
    "conjunction": "and but or nor so yet for if although though because unless while whereas when whenever where that than as",
    "be": "am is are was were be been being 'm 're 's",
    "have": "have has had having 've",
    "do": "do does did doing done",
    "modal": "can could may might must shall should will would 'll 'd ought",
    "negation": "not n't never no neither nor",
    "reporting-verb": "say says said saying tell tells told add adds added write writes wrote report reports reported claim "
    "claims claimed state states stated note notes noted announce announces announced argue argues argued suggest suggests "
    "suggested warn warns warned insist insists insisted explain explains explained believe believes believed",
    "number-word": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
    "trillion dozen",
    "weekday": "monday tuesday wednesday thursday friday saturday sunday",
    "month": "january february march april may june july august september october november december jan. feb. aug. sept. oct. nov. dec.",
    "opener": "however meanwhile moreover furthermore therefore nevertheless nonetheless consequently additionally besides "
    "indeed instead otherwise likewise similarly finally",
}  # fmt: skip
WORDS: dict[str, frozenset[str]] = {name: frozenset(words.split()) for name, words in _LISTS.items()}
_SHAPES: dict[str, re.Pattern[str]] = {
    "word": expressions.compile(r"[^\W\d_][\w'’-]*"),
    "number": expressions.compile(r"[$€£¥]?\d[\d.,:]*(?:st|nd|rd|th|s|%|[kKmMbB]n?)?"),
    "capitalised": expressions.compile(r"[A-Z]\w.*|[A-Z]"),
    "lower": expressions.compile(r"[a-z][\w'’-]*"),
    "all-capitals": expressions.compile(r"[A-Z]{2,}[A-Z0-9]*"),
    "adverb": expressions.compile(r"[a-z]{3,}ly"),
    "past": expressions.compile(r"[a-z]{2,}ed"),
    "gerund": expressions.compile(r"[a-z]{2,}ing"),
    "plural": expressions.compile(r"[a-z]{2,}[^s\W]s"),
    "punctuation": expressions.compile(r"\W+"),
    "comma": expressions.compile(r","),
    "stop": expressions.compile(r"[.!?…]+"),
}
CLASSES: tuple[str, ...] = (*WORDS, *_SHAPES, "sentence-start")


def in_class(word: str, name: str, index: int = -1) -> bool:
    """Tell whether a token belongs to the class; `index` is its place in the sentence, for ``sentence-start``."""
    if name == "sentence-start":
        return index == 0
    if name in WORDS:
        return word.lower().replace("’", "'") in WORDS[name]
    return _SHAPES[name].fullmatch(word) is not None
