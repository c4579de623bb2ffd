"""English endings: the regular forms of a verb or noun, and the commonest irregular ones."""

from __future__ import annotations

_VOWELS = "aeiou"
# base: third person, past, participle, -ing form
_IRREGULAR: dict[str, tuple[str, str, str, str]] = {
    base: (s, past, part, ing)
    for base, s, past, part, ing in (
        line.split()
        for line in """
be is was been being
feel feels felt felt feeling
sing sings sang sung singing
forget forgets forgot forgotten forgetting
wake wakes woke woken waking
hide hides hid hidden hiding
swear swears swore sworn swearing
tear tears tore torn tearing
shake shakes shook shaken shaking
freeze freezes froze frozen freezing
swim swims swam swum swimming
drink drinks drank drunk drinking
eat eats ate eaten eating
bear bears bore borne bearing
become becomes became become becoming
begin begins began begun beginning
break breaks broke broken breaking
bring brings brought brought bringing
build builds built built building
buy buys bought bought buying
catch catches caught caught catching
choose chooses chose chosen choosing
come comes came come coming
cut cuts cut cut cutting
do does did done doing
draw draws drew drawn drawing
drive drives drove driven driving
fall falls fell fallen falling
fight fights fought fought fighting
find finds found found finding
fly flies flew flown flying
forgo forgoes forwent forgone forgoing
forego foregoes forewent foregone foregoing
get gets got gotten getting
give gives gave given giving
go goes went gone going
grow grows grew grown growing
have has had had having
hear hears heard heard hearing
hit hits hit hit hitting
hold holds held held holding
keep keeps kept kept keeping
know knows knew known knowing
lead leads led led leading
leave leaves left left leaving
let lets let let letting
lie lies lay lain lying
lay lays laid laid laying
lose loses lost lost losing
make makes made made making
mean means meant meant meaning
meet meets met met meeting
pay pays paid paid paying
put puts put put putting
read reads read read reading
ride rides rode ridden riding
rise rises rose risen rising
run runs ran run running
say says said said saying
see sees saw seen seeing
seek seeks sought sought seeking
sell sells sold sold selling
send sends sent sent sending
set sets set set setting
show shows showed shown showing
shoot shoots shot shot shooting
sink sinks sank sunk sinking
sit sits sat sat sitting
speak speaks spoke spoken speaking
spend spends spent spent spending
stand stands stood stood standing
steal steals stole stolen stealing
take takes took taken taking
teach teaches taught taught teaching
tell tells told told telling
think thinks thought thought thinking
throw throws threw thrown throwing
understand understands understood understood understanding
wear wears wore worn wearing
win wins won won winning
write writes wrote written writing
""".strip().split("\n")
    )
}
_DOUBLING = frozenset(
    "admit bar beg chat chip clap commit compel control cram defer deter dip drag drop equip expel fit flip grab grin hop hug "
    "infer jog knit mob nod occur omit patrol permit plan plot prefer propel rap recur refer regret rip rob scrap ship shop "
    "sin skip slam slap slip snap spot star step stop strip submit swap tap transfer transmit trap trim trip vet "
    "whet wrap".split()
)


def plural(word: str) -> str:
    """Return the word with the ending -s, as a plural or third person takes it."""
    if word in _IRREGULAR:
        return _IRREGULAR[word][0]
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def past(word: str) -> str:
    """Return the past tense of a verb."""
    if word in _IRREGULAR:
        return _IRREGULAR[word][1]
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ied"
    return (word + word[-1] if word in _DOUBLING else word) + "ed"


def participle(word: str) -> str:
    """Return the past participle of a verb."""
    return _IRREGULAR[word][2] if word in _IRREGULAR else past(word)


def gerund(word: str) -> str:
    """Return the -ing form of a verb."""
    if word in _IRREGULAR:
        return _IRREGULAR[word][3]
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + "ing"
    return (word + word[-1] if word in _DOUBLING else word) + "ing"


def forms(word: str) -> tuple[str, ...]:
    """Return the word and its forms in a fixed order: base, -s, past, participle, -ing; phrases bend their first word."""
    first, space, rest = word.partition(" ")
    return tuple(f + space + rest for f in (first, plural(first), past(first), participle(first), gerund(first)))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


_ONE = {"are": "is", "were": "was", "have": "has", "do": "does"}
_MANY = {one: many for many, one in _ONE.items()}


_BASES: dict[str, str] = {"were": "be"} | {
    form: base for base, all_forms in reversed(_IRREGULAR.items()) for form in all_forms
}


def base(word: str) -> str:
    """Return the base of a verb in any form: went → go, wanted → want, says → say. A word without an ending stays."""
    if word in _BASES:
        return _BASES[word]
    if word.endswith("ed") and len(word) > 4:
        stem = word[:-2]
        return (
            stem if past(stem) == word and not stem.endswith(("c", "g", "s", "v", "z", "u", "in", "ev")) else stem + "e"
        )
    if word.endswith("ing") and len(word) > 5:
        stem = word[:-3]
        return next(
            (
                b
                for b in (stem + "e", stem)
                if gerund(b) == word
                and (b[-1] != "e" or stem[-1] in "cgsvzu" or stem.endswith(("at", "it", "ur", "ir", "id", "ak", "iv")))
            ),
            stem,
        )
    if word.endswith("s") and plural(word[:-1]) == word:
        return word[:-1]
    return word


def _past_participle(word: str) -> str:
    return participle(base(word))


def _third(phrase: str) -> str:
    first, space, rest = phrase.partition(" ")
    return ("doesn't" if first == "don't" else _ONE.get(first) or plural(first)) + space + rest


def _singular(verb: str) -> str:
    return _ONE.get(verb.lower(), verb)


def _plural(verb: str) -> str:
    return _MANY.get(verb.lower(), verb)


class Word(str):
    """A word that templates can bend: ``{v:ing}``, ``{v:s}``, ``{v:ed}``, ``{v:en}``, ``{v:cap}`` (first letter), ``{v:low}``,
    ``{v:title}`` (first letter and no other);
    ``{v:one}`` and ``{v:many}`` turn are/were/have into is/was/has and back; ``{v:base}`` undoes an irregular or
    regular ending (went → go), ``{v:pp}`` makes its participle (went → gone), ``{v:third}`` the third person."""

    def __format__(self, spec: str) -> str:
        bend = {
            "ing": gerund,
            "s": plural,
            "ed": past,
            "en": participle,
            "cap": _capital,
            "low": str.lower,
            "title": str.capitalize,
            "one": _singular,
            "many": _plural,
            "base": base,
            "pp": _past_participle,
            "third": _third,
        }.get(spec)
        return bend(str(self)) if bend else format(str(self), spec)
