"""Profiles: what kind of copy a draft is, and which rules have nothing to say to it. Data: rules/_profiles/*.yaml."""

from __future__ import annotations

from functools import lru_cache

from newslint.errors import RuleError
from newslint.records import dataclass
from newslint.rule import Rule, selects

PROFILES = ("news", "breaking", "opinion", "press-release")
DEFAULT = "news"


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of copy: the rules, packs and tags in `ignore` are off for it unless they are asked for by name."""

    name: str
    summary: str
    ignore: tuple[str, ...] = ()

    def silences(self, rule: Rule) -> bool:
        """Tell whether the rule has nothing to say to this kind of copy."""
        return any(selects(s, rule) for s in self.ignore)


@lru_cache(maxsize=8)
def profile(name: str) -> Profile:
    """Return a profile that ships. Raises RuleError when its file is broken."""
    if name == DEFAULT:  # nothing is off: not worth a look at the disk
        return Profile(DEFAULT, "News reporting, the default; every rule that is on speaks")
    from newslint import yamlnodes
    from newslint.ruleset import builtin_folder

    path = builtin_folder() / "_profiles" / f"{name}.yaml"
    root = yamlnodes.load(path, RuleError)
    if root is None:
        raise RuleError(f"{path}:1:1: an empty profile; install newslint again.")
    f = root.fields(("summary", "ignore"))
    return Profile(name, f["summary"].text(), f["ignore"].texts() if "ignore" in f else ())
