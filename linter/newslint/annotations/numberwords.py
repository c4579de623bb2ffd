"""Words that make numbers: values, scales, units of measure and money, words that round. Tables only."""

from __future__ import annotations

from decimal import Decimal

ONES: dict[str, int] = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
TENS: dict[str, int] = {
    word: value
    for value, word in zip(
        range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True
    )
}
SCALES: dict[str, int] = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "lakh": 10**5, "crore": 10**7, "dozen": 12, "score": 20,
}  # fmt: skip
SHORT_SCALES: dict[str, int] = {
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "b": 10**9, "tn": 10**12,
    "trn": 10**12, "cr": 10**7,
}  # fmt: skip
ORDINALS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        """zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split()
    )
    if value
}
FRACTIONS: dict[str, Decimal] = {
    "half": Decimal(1) / 2, "third": Decimal(1) / 3, "quarter": Decimal(1) / 4, "fourth": Decimal(1) / 4,
    "fifth": Decimal(1) / 5, "sixth": Decimal(1) / 6, "seventh": Decimal(1) / 7, "eighth": Decimal(1) / 8,
    "ninth": Decimal(1) / 9, "tenth": Decimal(1) / 10,
}  # fmt: skip

CURRENCY_SIGNS: dict[str, str] = {
    "$": "USD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "Rs": "INR", "Rs.": "INR", "₦": "NGN", "N": "NGN",
}  # fmt: skip
CURRENCY_WORDS: dict[str, str] = {
    "dollar": "USD", "pound": "GBP", "euro": "EUR", "yen": "JPY", "rupee": "INR", "naira": "NGN", "ruble": "RUB",
    "rouble": "RUB", "yuan": "CNY", "cent": "cent", "pence": "penny", "penny": "penny",
}  # fmt: skip

# unit word or sign -> (dimension, size in the dimension's base unit); temperatures are handled apart
UNITS: dict[str, tuple[str, Decimal]] = {
    name: (dimension, Decimal(size))
    for dimension, table in {
        "length": "mm millimetre millimeter 0.001|cm centimetre centimeter 0.01|m metre meter 1|km kilometre kilometer 1000"
        "|inch inche 0.0254|foot feet ft 0.3048|yard yd 0.9144|mile 1609.344",
        "area": "hectare ha 10000|acre 4046.8564",
        "mass": "gram g 0.001|kg kilogram kilo 1|tonne 1000|ounce oz 0.028349523|pound lb lbs 0.45359237|stone 6.35029318",
        "volume": "litre liter 1|gallon 3.785411784|pint 0.473176473",
        "speed": "mph 0.44704|kph kmh km/h 0.277777778|knot 0.514444444",
    }.items()
    for entry in table.split("|")
    for *names, size in [entry.split()]
    for name in names
}
# units that mean two things: a gallon, pint or ton in Britain is another one than in America
LOOSE_UNITS = frozenset({"gallon", "pint", "ton"})

ROUNDING: dict[str, str] = {
    "about": "about", "around": "about", "roughly": "about", "approximately": "about", "some": "about",
    "an estimated": "about", "estimated": "about", "circa": "about", "close to": "about", "approx": "about",
    "nearly": "under", "almost": "under", "just under": "under", "less than": "under", "fewer than": "under",
    "under": "under", "up to": "under", "as many as": "under", "as much as": "under", "at most": "under",
    "a maximum of": "under", "no more than": "under", "below": "under",
    "more than": "over", "over": "over", "at least": "over", "just over": "over", "upward of": "over",
    "upwards of": "over", "no fewer than": "over", "no less than": "over", "above": "over", "a minimum of": "over",
    "well over": "over", "a little over": "over", "slightly more than": "over", "slightly less than": "under",
    "a little under": "under", "just more than": "over", "well under": "under",
}  # fmt: skip
