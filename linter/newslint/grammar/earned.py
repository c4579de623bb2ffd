"""Which engine rules earn their place on news, and under which of newslint's names: data/<engine>.yaml.

An engine rule speaks only when the file keeps it. A rule the file does not know (a newer engine brings some)
stays silent until somebody has measured it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from newslint import expressions
from newslint.document import PROSE, BlockKind
from newslint.fingerprint import blake2b
from newslint.kept import ours
from newslint.records import dataclass
from newslint.rule import Rule, Severity
from newslint.span import Span

_NO_HEADLINES = PROSE - {BlockKind.HEADLINE, BlockKind.HEADING}
_KEBAB = expressions.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_+")


@dataclass(frozen=True, slots=True)
class EarnedRule:
    """One engine rule that is kept.

    `name` is newslint's name for its findings (several engine rules may share one); `message` replaces the
    engine's own when it is not empty; `names` lets it speak of capitalised words; `headlines` lets it read headlines,
    whose grammar is their own.
    """

    id: str
    name: str
    severity: Severity
    summary: str
    message: str
    why: str
    names: bool
    headlines: bool
    only: str | None = None
    unless: str | None = None

    def fits(self, text: str, span: Span) -> bool:
        """Tell whether the rule holds here: `only` and `unless` are looked for in the 30 characters before the match,
        ⟦the match⟧ and the 30 after it."""
        if self.only is None and self.unless is None:
            return True
        start, end = span
        context = f"{text[max(0, start - 30) : start]}⟦{text[start:end]}⟧{text[end : end + 30]}"
        if self.only is not None and not _pattern(self.only).search(context):
            return False
        return self.unless is None or not _pattern(self.unless).search(context)


@dataclass(frozen=True)
class Earned:
    """What data/<engine>.yaml says: rules kept, and every rule that was judged."""

    engine: str
    version: str
    kept: Mapping[str, EarnedRule]
    refused: Mapping[str, str]  # engine rule -> why not
    digest: str  # changes whenever the file does

    @cached_property
    def known(self) -> frozenset[str]:
        """Every engine rule that has been judged, kept or not."""
        return frozenset(self.kept) | frozenset(self.refused)

    def rules(self) -> list[Rule]:
        """Return one Rule for each of newslint's names, in order of name; `options` tell engine and engine rules."""
        by_name: dict[str, list[EarnedRule]] = {}
        for rule in self.kept.values():
            by_name.setdefault(rule.name, []).append(rule)
        return [self._rule(name, members) for name, members in sorted(by_name.items())]

    def _rule(self, name: str, members: list[EarnedRule]) -> Rule:
        first = members[0]
        return Rule(
            name=name,
            summary=first.summary,
            message=first.message or "(the engine’s own words)",
            severity=max((m.severity for m in members), key=lambda s: s.rank),
            check="grammar",
            options={"engine": self.engine, "rules": tuple(m.id for m in members)},
            path=f"newslint/grammar/data/{self.engine}.yaml",
            why=first.why,
            tags=("engine", self.engine),
            scope=PROSE if first.headlines else _NO_HEADLINES,
        )


def kebab(engine_rule: str) -> str:
    """Return an engine's rule name the way newslint writes names: RepeatedWords, EN_A_VS_AN → repeated-words, en-a-vs-an."""
    return re.sub(r"[^a-z0-9]+", "-", _KEBAB.sub("-", engine_rule).lower()).strip("-")


@lru_cache(maxsize=4)
def earned(engine: str) -> Earned:
    """Return what has been decided about an engine's rules."""
    version, digest, kept, refused = ours().plain(f"earned {engine}", lambda: _read(engine))
    rules = {row[0]: EarnedRule(row[0], row[1], Severity(row[2]), *row[3:]) for row in kept}
    return Earned(engine, version, rules, refused, digest)


def _read(engine: str) -> tuple[str, str, list[tuple[Any, ...]], dict[str, str]]:
    """Read the file: its version, a digest of it, the rules kept in rows, and why the others are refused."""
    import yaml

    data = Path(__file__).with_name("data").joinpath(f"{engine}.yaml").read_bytes()
    raw = yaml.load(data, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    kept = [row for group in raw["kept"] for row in _rows(engine, group)]
    refused = {rule: group["why"] for group in raw["refused"] for rule in group["rules"].split()}
    return str(raw["version"]), blake2b(data, digest_size=6).hexdigest(), kept, refused


def _rows(engine: str, group: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the values of an EarnedRule for each rule of a group."""
    listed = group["rules"]
    summaries = dict.fromkeys(listed.split(), group["summary"]) if isinstance(listed, str) else listed
    for rule, summary in summaries.items():
        name = group.get("as") or f"grammar/{engine}-{kebab(rule)}"
        told = group.get("summary", summary), group.get("message", ""), group["why"]
        switches = group.get("names", False), group.get("headlines", False)
        yield (rule, name, Severity(group["severity"]).value, *told, *switches, group.get("only"), group.get("unless"))


@lru_cache(maxsize=256)
def _pattern(written: str) -> re.Pattern[str]:
    return expressions.compile(written)
