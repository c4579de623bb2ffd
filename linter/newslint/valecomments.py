"""Vale's comments in a draft: ``vale off``, ``vale on``, ``vale Style.Rule = NO``, ``= YES``. They hold for Vale's rules only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newslint import expressions
from newslint.document import Remark
from newslint.records import dataclass
from newslint.span import Span

_ALL = "*"
_SWITCH = expressions.compile(r"vale\s+(off|on)\s*$|vale\s+(?:(styles)|([\w.-]+(?:\[[^\]]*\])?))\s*=\s*(\S.*)$", re.I)


@dataclass(frozen=True, slots=True)
class Off:
    """A stretch of the draft in which a Vale rule, a style, or all of them are off."""

    name: str  # Style.Rule, Style, or * for all
    span: Span

    def covers(self, rule: str, at: int) -> bool:
        """Tell whether the rule (style/Rule) is off at an offset."""
        dotted = rule.replace("/", ".")
        named = self.name == _ALL or dotted == self.name or dotted.startswith(self.name + ".")
        return named and self.span.start <= at < self.span.end


def switched_off(remarks: Sequence[Remark], end: int) -> list[Off]:
    """Return the stretches that Vale's comments switch off; `end` is the length of the text."""
    since: dict[str, int] = {}
    out: list[Off] = []
    for remark in remarks:
        m = _SWITCH.match(remark.text.strip())
        if m is None:
            continue
        switch, _, rule, value = m.groups()
        name = _ALL if switch else re.sub(r"\[.*", "", rule or "")
        off = (switch or "").lower() == "off" or (value or "").strip().upper() == "NO"
        if not name:
            continue
        if off:
            since.setdefault(name, remark.span.start)
        elif name in since:
            out.append(Off(name, Span(since.pop(name), remark.span.start)))
    return [*out, *(Off(name, Span(start, end + 1)) for name, start in since.items())]
