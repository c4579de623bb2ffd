"""A rule's examples are its tests: what `newslint rules test` and the test suite run."""

from __future__ import annotations

from newslint import engine
from newslint.document import Marginal
from newslint.finding import Finding
from newslint.readers import read_text
from newslint.records import dataclass, replace
from newslint.rule import Example, Rule
from newslint.session import informed
from newslint.settings import Settings
from newslint.span import Span


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold: which one, and what is wrong in one sentence."""

    rule: str
    path: str
    line: int
    what: str


def failures(rule: Rule) -> list[Failure]:
    """Return the examples of the rule that do not hold, and what examples it lacks."""
    out: list[Failure] = []
    for kind in ("bad", "good", "near"):
        if not getattr(rule.examples, kind):
            out.append(
                Failure(rule.name, rule.path, 1, f"has no “{kind}” example; a rule without one is not finished.")
            )
    for example in rule.examples.bad:
        out += _bad(rule, example)
    for example in (*rule.examples.good, *rule.examples.near):
        for f in run(rule, example):
            out.append(
                Failure(rule.name, rule.path, example.line, f"flags “{f.text}” in an example that must stay silent.")
            )
    return out


def run(rule: Rule, example: Example) -> list[Finding]:
    """Return what the rule alone says of the example, folded findings included."""
    options = example.options
    settings = replace(
        Settings(),
        select=(rule.name,),
        house=options.get("house") or (sorted(rule.house)[0] if rule.house and "ap" not in rule.house else "ap"),
        spelling=options.get("spelling", "us"),
        accept=tuple(options.get("accept", ())),
    )
    if rule.house and settings.house not in rule.house:
        return []
    format = options.get("format", "text")
    document = read_text(example.text.strip("\n"), "example", format=format)
    if "margin" in options:  # as if a word processor's file had a comment or a change at the marked words
        spans = example.marks or ((0, len(document.text)),)
        noted = tuple(Marginal(options["margin"], Span(*s), "is this so?", "Desk") for s in spans)
        document = replace(document, marginalia=noted)
    found = engine.check(document, [informed(replace(rule, min_words=0), settings)], settings).findings
    return [g for f in found for g in (f, *f.also)]


def _bad(rule: Rule, example: Example) -> list[Failure]:
    found = run(rule, example)
    text = example.text.strip("\n")
    out = []
    places = {(f.span.start, f.span.end): f for f in found}
    for start, end in example.marks:
        if (start, end) not in places:
            said = ", ".join(f"“{f.text}”" for f in found) or "nothing"
            out.append(Failure(rule.name, rule.path, example.line, f"must flag “{text[start:end]}” but flags {said}."))
    if example.marks:
        for span, f in places.items():
            if span not in example.marks:
                out.append(Failure(rule.name, rule.path, example.line, f"also flags “{f.text}”, which is not marked."))
    elif not found:
        out.append(
            Failure(rule.name, rule.path, example.line, "must flag something in this example but flags nothing.")
        )
    if example.offers is not None and not any(example.offers in f.suggestions for f in found):
        offered = ", ".join(s for f in found for s in f.suggestions) or "nothing"
        out.append(Failure(rule.name, rule.path, example.line, f"must offer “{example.offers}” but offers {offered}."))
    return out
