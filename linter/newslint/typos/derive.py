"""Words no list has but that are made by the rules: cyberattack, tieless, reoffending, policymaker."""

from __future__ import annotations

from newslint.typos.lexicon import lexicon
from newslint.typos.ngrams import SMALL_WORDS, ngrams

_BEFORE = """aero after agri anti arch audio auto back bi bio blood by co counter cross cyber de dis down eco electro
    ethno euro ever ex extra fore forth geo giga half hetero homo hydro hyper hypo im in infra inter intra intro ir kilo
    macro mega meta micro mid mini mis mono multi nano narco neo neuro non off omni out over para petro photo physio
    poly post pre pro proto pseudo psycho quasi radio re retro self semi socio step sub super techno thermo trans tri
    turbo ultra un under up vice well""".split()
PREFIXES = frozenset(_BEFORE)
_AFTER = """able ably al ary based bound cal cally craft day ed er ers es fold free friendly ful fully goer goers hood ic ical
    ing ish ishly ism isms ist istic ists ity ization isation ized ised izing ising less lessly lessness like ly maker
    makers making man men ness out owner owners proof s ship ships side sized some ward wards ware wide wise woman women
    worker workers worthy y""".split()
_LEAST_STEM = 3


def derived(word: str, bits: int = 15) -> bool:
    """Tell whether a lower-case word is a listed word with a usual beginning or end, or two listed words in one."""
    lex = lexicon()

    def listed(stem: str, level: int = 60) -> bool:
        mark = lex.mark(stem)
        return mark >= 0 and bool(mark & bits) and lex.level(stem) <= level

    def stem_of(rest: str, tail: str) -> bool:
        if len(rest) < _LEAST_STEM or (rest.endswith("c") and tail in ("ed", "ing", "er", "ers", "y")):
            return False
        if tail == "es" and not rest.endswith(("s", "x", "z", "ch", "sh", "o", "i")):
            return False
        if listed(rest, 50) and not (tail in ("ed", "ing", "er", "ers", "es") and _doubles(rest)):
            return tail != "s" or rest[-1] not in "syxz"
        if tail[0] in "aei" and listed(rest + "e", 50):
            return True
        if len(rest) > 4 and rest[-1] == rest[-2] and tail[0] in "aei" and listed(rest[:-1], 50):
            return _doubles(rest[:-1])
        return rest.endswith("i") and tail not in ("s", "ing") and listed(rest[:-1] + "y", 50)

    for head in _BEFORE:
        if word.startswith(head) and len(word) - len(head) >= (4 if len(head) > 2 else 5):
            rest = word[len(head) :]
            if listed(rest, 55) or any(
                rest.endswith(t) and stem_of(rest[: -len(t)], t) for t in ("s", "ed", "ing", "er", "ers", "ly", "ness")
            ):
                return True
    for tail in _AFTER:
        if word.endswith(tail) and stem_of(word[: -len(tail)], tail):
            return not (tail.startswith("is") and listed(word.replace("is", "iz"), 55))  # capsised: no British spelling
    # a verb made of what does it: tased, of a Taser
    for tail in ("ed", "ing"):
        stem = word.removesuffix(tail)
        if len(stem) < len(word) and listed(stem + "er") and not listed(stem) and not listed(stem + "e"):
            return True
    # two whole words, both usual: lineout, matchday
    return any(
        listed(word[:i], 35) and listed(word[i:], 35) and ngrams().ids.get(word[:i], 0) > SMALL_WORDS
        for i in range(4, len(word) - 3)
    )


def _doubles(stem: str) -> bool:
    """Must the last letter be doubled before -ed, -ing, -er? Only told of short words with one vowel."""
    return 3 <= len(stem) <= 4 and stem[-1] not in "aeiouwxy" and stem[-2] in "aeiou" and stem[-3] not in "aeiou"
