"""Make slips in clean text: what the real-word gate is trained on."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator

from newslint.typos.confusions import confusions
from newslint.typos.lexicon import lexicon
from newslint.typos.ngrams import ngrams
from newslint.typos.slipkinds import (
    ADDED,
    AFFIX,
    DOUBLED,
    DROPPED,
    HOMOPHONE,
    MIDDLE,
    NEIGHBOUR,
    OTHER,
    SOUND,
    TRANSPOSED,
    UNDOUBLED,
    VOWEL,
)

MODES = {
    "key": (0.42, {TRANSPOSED, NEIGHBOUR, UNDOUBLED, DROPPED, DOUBLED}),
    "any": (0.20, {OTHER, ADDED, VOWEL, TRANSPOSED, DROPPED}),
    "affix": (0.19, {AFFIX, MIDDLE}),
    "sound": (0.19, {HOMOPHONE, SOUND}),
}


class Injector:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        model, table, lex = ngrams(), confusions(), lexicon()
        self.wrongs: dict[str, dict[str, list[tuple[str, float]]]] = {m: defaultdict(list) for m in MODES}
        for word in table:
            for target, kind in table.of(word):
                right = model.words[target]
                rarity = model.uni_p[model.ids[word]] if word in model.ids else 9 * 64
                usual = 10 ** (-0.5 * rarity / 64)
                if lex.level(word) > 60:
                    usual *= 0.2
                for mode, (_, kinds) in MODES.items():
                    if kind in kinds:
                        self.wrongs[mode][right].append((word, usual))

    def spoil(self, text: str, every: int) -> tuple[str, dict[int, str]]:
        """Return `text` with about one slip in `every` words, and {offset: the right word}."""
        words = [m for m in re.finditer(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text) if m.group().islower()]
        places: dict[int, tuple[str, str]] = {}
        if not words:
            return text, {}
        for _ in range(max(1, len(words) // every)):
            mode = self.random.choices(list(MODES), [w for w, _ in MODES.values()])[0]
            for _ in range(20):
                m = self.random.choice(words)
                options = self.wrongs[mode].get(m.group().replace("’", "'"))
                if options and m.start() not in places:
                    if self.random.random() < 0.4:
                        wrong = self.random.choice(options)[0]
                    else:
                        wrong = self.random.choices([w for w, _ in options], [u for _, u in options])[0]
                    places[m.start()] = (m.group(), wrong)
                    break
        out, shift, at, found = [], 0, 0, {}
        for start in sorted(places):
            right, wrong = places[start]
            out += [text[at:start], wrong]
            found[start + shift] = right
            at = start + len(right)
            shift += len(wrong) - len(right)
        out.append(text[at:])
        return "".join(out), found


def pieces(text: str) -> Iterator[str]:
    for paragraph in text.split("\n"):
        if len(paragraph.split()) > 5:
            yield paragraph
