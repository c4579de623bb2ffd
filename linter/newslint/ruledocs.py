"""The rule reference in docs/rules, written from the rules themselves: `newslint rules docs`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from newslint.rule import Example, Rule

PACKS = {
    "sourcing": "Who told us, and can the reader judge them?",
    "attribution": "Which claims stand in the paper’s own voice that should stand in someone else’s?",
    "headline": "Does the headline say more than the story?",
    "quotes": "Whose words, and are they whole?",
    "numbers": "Do the figures add up?",
    "dates": "When, and is that a day there was?",
    "names": "Is everybody spelled one way, and introduced?",
    "legal": "Could it harm somebody, or the paper?",
    "language": "Does a word take sides?",
    "clarity": "Can it be said plainer?",
    "typos": "Is it the word that was meant?",
    "grammar": "Does the sentence stand?",
    "house": "Is it the house’s way? Asleep until a configuration names a house.",
    "structure": "Has the story what a story needs?",
    "leftovers": "Is anything left in that was never meant for print?",
}


def pages(rules: Iterable[Rule]) -> dict[str, str]:
    """Return the reference as file name to Markdown: an index, and a page a pack."""
    ordered = sorted(rules, key=lambda r: r.name)
    packs = {pack: list(group) for pack, group in groupby(ordered, key=lambda r: r.pack)}
    out = {"README.md": _index(packs)}
    for pack, group in packs.items():
        out[f"{pack}.md"] = _pack(pack, group)
    return out


def write(folder: Path, rules: Iterable[Rule]) -> int:
    """Write the reference into a folder; return how many pages. Raises OSError."""
    from newslint.atomic import write_text

    made = pages(rules)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        write_text(folder / name, text)
    return len(made)


def _index(packs: dict[str, list[Rule]]) -> str:
    total = sum(map(len, packs.values()))
    rows = [
        f"| [{pack}]({pack}.md) | {PACKS.get(pack, '')} | {len(group)} | {sum(r.enabled for r in group)} |"
        for pack, group in packs.items()
    ]
    return "\n".join(
        [
            "# The rules",
            "",
            f"{total} rules in {len(packs)} packs. Written by `newslint rules docs` from rules/*.yaml: do not edit.",
            "",
            "| pack | asks | rules | on |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _pack(pack: str, rules: list[Rule]) -> str:
    lines = [f"# {pack}", "", PACKS.get(pack, ""), ""]
    for rule in rules:
        lines += _rule(rule)
    return "\n".join(lines).rstrip() + "\n"


def _rule(rule: Rule) -> list[str]:
    state = rule.severity.value if rule.enabled else f"{rule.severity.value}, off by default"
    lines = [f"## {rule.name}", "", f"**{state}** · {_flat(rule.summary)}", "", f"> {_flat(rule.message)}", ""]
    if rule.why:
        lines += [_flat(rule.why), ""]
    for title, examples in (("Queried", rule.examples.bad), ("Fine", (*rule.examples.good, *rule.examples.near))):
        if examples:
            lines += [f"{title}:", "", *(f"- {_example(e)}" for e in examples), ""]
    if rule.standards:
        lines += [f"Standards: {'; '.join(_flat(s) for s in rule.standards)}", ""]
    if rule.house:
        lines += [f"House styles: {', '.join(sorted(rule.house))}", ""]
    if rule.aliases:
        lines += [f"Also known as: {', '.join(rule.aliases)}", ""]
    return lines


def _flat(text: str) -> str:
    return " ".join(text.split())


def _example(example: Example) -> str:
    """The example on one line in a code span, what is flagged in brackets."""
    text = example.text
    for start, end in sorted(example.marks, reverse=True):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    shown = " ⏎ ".join(" ".join(line.split()) for line in text.strip().split("\n") if line.strip())
    fence = "``" if "`" in shown else "`"
    return f"{fence}{' ' if fence == '``' else ''}{shown}{' ' if fence == '``' else ''}{fence}"
