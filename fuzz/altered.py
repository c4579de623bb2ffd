"""Rules that ship, altered here and there: ``python fuzz/altered.py [COUNT] [SEED]``. Bytes seldom make a rule; these do.

Whatever comes of it, a rule is refused with an error of newslint's own or runs on a draft.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PIECES = (
    "(a+)+", r"\b", "[", "]", "(", ")", "|", "?", "*", "{{people}}", "{match}", r"\p{L}", "(?<here>x)", "(?i)", "^", "$", " ",
    "said", r"\1", "(?R)", "{2,}", "{9999999}", "{99}", "(?<=a*)", "\0", "😀", ".*", "(?P<x>a)(?P<x>b)", r"\N{DASH}", "(?1)",
    "{v.__class__}", "{x:ing}", "{}",
)  # fmt: skip


def altered(value: Any, chance: random.Random) -> Any:
    """Return YAML data with one thing in it altered."""
    at = chance.random()
    if isinstance(value, str):
        place = chance.randrange(len(value) + 1)
        return value[:place] + chance.choice(PIECES) + value[place:] if at < 0.7 else chance.choice((*PIECES, ""))
    if isinstance(value, list):
        if not value or at < 0.1:
            return []
        place = chance.randrange(len(value))
        return [*value[:place], altered(value[place], chance), *value[place + 1 :]]
    if isinstance(value, dict) and value:
        key = chance.choice(list(value))
        rest = {k: v for k, v in value.items() if k != key}
        return rest if at < 0.12 else {**rest, key: altered(value[key], chance)}
    return chance.choice([0, -1, 10**9, True, "x", None, [], {}, 1.5])


def rules(count: int, seed: int) -> Iterator[str]:
    """Yield rules as YAML, each a shipped one with up to three things altered."""
    import yaml

    files = sorted((ROOT / "rules").glob("[a-z]*/*.yaml"))
    chance = random.Random(seed)
    for _ in range(count):
        rule = yaml.safe_load(chance.choice(files).read_text(encoding="utf-8"))
        rule.pop("examples", None)
        for _ in range(chance.randrange(1, 4)):
            key = chance.choice(["match"] * 6 + list(rule))
            if key in rule:
                rule[key] = altered(rule[key], chance)
        yield json.dumps(rule)


def main() -> None:
    """Run some altered rules as the fuzzers’ target for rules does."""
    sys.path[:0] = [str(ROOT), str(ROOT / "linter")]
    from fuzz.targets import TARGETS

    count, seed = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((1, 1_000), (2, 0)))
    for text in rules(count, seed):
        try:
            TARGETS["rules"](text.encode())
        except BaseException:
            print(text)
            raise
    print(f"{count:,} rules, none ended in a fault.")


if __name__ == "__main__":
    main()
