"""Which engine rules earn their place on news, and under which of newslint's names: data/<engine>.yaml.

An engine rule speaks only when the file keeps it. A rule the file does not know (a newer engine brings some)
stays silent until somebody has measured it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from newslint import expressions
from newslint.document import BlockKind
from newslint.fingerprint import blake2b
from newslint.kept import ours
from newslint.records import dataclass
from newslint.rule import Rule, Severity
from newslint.span import Span

_HEADLINES = frozenset({BlockKind.HEADLINE, BlockKind.HEADING})
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
    only: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None

    def fits(self, text: str, span: Span) -> bool:
        """Tell whether the rule holds here: `only` and `unless` are looked for in the 30 characters before the match,
        ⟦the match⟧ and the 30 after it."""
        if self.only is None and self.unless is None:
            return True
        start, end = span
        context = f"{text[max(0, start - 30) : start]}⟦{text[start:end]}⟧{text[end : end + 30]}"
        if self.only is not None and not self.only.search(context):
            return False
        return self.unless is None or not self.unless.search(context)


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
        scope = Rule("", "", "", first.severity, "", {}).scope
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
            scope=scope if first.headlines else scope - _HEADLINES,
        )


def kebab(engine_rule: str) -> str:
    """Return an engine's rule name the way newslint writes names: RepeatedWords, EN_A_VS_AN → repeated-words, en-a-vs-an."""
    return re.sub(r"[^a-z0-9]+", "-", _KEBAB.sub("-", engine_rule).lower()).strip("-")


@lru_cache(maxsize=4)
def earned(engine: str) -> Earned:
    """Read what has been decided about an engine's rules."""
    return _earned(engine, *ours().plain(f"earned {engine}", lambda: _read(engine)))


def _read(engine: str) -> tuple[Mapping[str, Any], str]:
    """The file's data, and its digest."""
    import yaml

    data = Path(__file__).with_name("data").joinpath(f"{engine}.yaml").read_bytes()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(data, loader), blake2b(data, digest_size=6).hexdigest()


def _earned(engine: str, raw: Mapping[str, Any], digest: str) -> Earned:
    kept: dict[str, EarnedRule] = {}
    for group in raw["kept"]:
        listed = group["rules"]
        summaries = dict.fromkeys(listed.split(), group["summary"]) if isinstance(listed, str) else listed
        for rule, summary in summaries.items():
            kept[rule] = EarnedRule(
                id=rule,
                name=group.get("as") or f"grammar/{engine}-{kebab(rule)}",
                severity=Severity(group["severity"]),
                summary=group.get("summary", summary),
                message=group.get("message", ""),
                why=group["why"],
                names=group.get("names", False),
                headlines=group.get("headlines", False),
                only=_pattern(group.get("only")),
                unless=_pattern(group.get("unless")),
            )
    refused = {rule: group["why"] for group in raw["refused"] for rule in group["rules"].split()}
    return Earned(engine, str(raw["version"]), kept, refused, digest)


def _pattern(written: str | None) -> re.Pattern[str] | None:
    return expressions.compile(written) if written else None
