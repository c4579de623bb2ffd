"""Rules from YAML: one file a rule, rules/<pack>/<name>.yaml. Every error says file, line, column and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

from newslint import expressions, matchers
from newslint.document import BlockKind
from newslint.errors import RuleError
from newslint.hints import did_you_mean
from newslint.kept import ours
from newslint.rule import HOUSES, Clearance, Example, Examples, Rule, Severity

if TYPE_CHECKING:
    from newslint.yamlnodes import Node

FIELDS = (
    "summary", "message", "severity", "default", "why", "tags", "standards", "aliases", "scope", "quoted", "names",
    "titles", "house", "min_words", "match", "unless", "soften", "suggest", "fix", "examples",
)  # fmt: skip
CLEAR_FIELDS = ("attributed", "named", "match", "before", "after", "sentence", "paragraph", "next", "document")
ATTRIBUTED = ("clause", "sentence", "paragraph")
NAMED = ("sentence", "next", "paragraph")
EXAMPLE_FIELDS = ("text", "offers", "house", "format", "spelling", "profile", "accept", "margin")
_NAME = expressions.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LIST = expressions.compile(r"\{\{([a-z][a-z0-9-]*)\}\}")


def builtin_folder() -> Path:
    """Return the folder of the rules that ship: in the package when installed, in the checkout when editable."""
    packaged = Path(__file__).parent / "rules"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "rules"


def is_name(name: str) -> bool:
    """Tell whether a rule can be called that: pack/rule-name."""
    pack, _, short = name.partition("/")
    return bool(_NAME.fullmatch(pack) and _NAME.fullmatch(short))


def rule_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield (rule name, file) of a rule folder, sorted by name; names starting with _ are no rules."""
    found = []
    for path in [*folder.glob("*.yaml"), *folder.glob("*/*.yaml"), *folder.glob("*.yml"), *folder.glob("*/*.yml")]:
        if not path.name.startswith(("_", ".")) and not path.parent.name.startswith("_"):
            found.append((f"{path.parent.name}/{path.stem}", path))
    yield from sorted(found)


def load_builtin(examples: bool = False) -> list[Rule]:
    """Return the rules that ship. Examples are read only when asked for: a run does not need them."""
    return list(_load_builtin(examples))


@lru_cache(maxsize=2)
def _load_builtin(examples: bool) -> tuple[Rule, ...]:
    if examples:
        return tuple(load_folder(builtin_folder(), examples=True))
    return tuple(map(_unpacked, ours().plain("rules", lambda: tuple(map(_packed, load_folder(builtin_folder()))))))


def _packed(rule: Rule) -> tuple[Any, ...]:
    """A rule without its examples as plain data."""
    values = {name: getattr(rule, name) for name in Rule.__match_args__}
    return tuple(
        {
            **values,
            "severity": rule.severity.value,
            "scope": tuple(sorted(kind.value for kind in rule.scope)),
            "house": tuple(sorted(rule.house)),
            "unless": _plain_clearance(rule.unless),
            "soften": _plain_clearance(rule.soften),
            "examples": (),
        }.values()
    )


def _plain_clearance(c: Clearance) -> tuple[Any, ...]:
    return (c.attributed, dict(c.patterns), c.named) if c else ()


def _unpacked(row: Sequence[Any]) -> Rule:
    """The rule that was packed."""
    values = dict(zip(Rule.__match_args__, row, strict=True))
    values["severity"] = Severity(values["severity"])
    values["scope"] = _kinds(values["scope"])
    values["house"] = frozenset(values["house"])
    for name in ("unless", "soften"):
        values[name] = Clearance(*values[name]) if values[name] else _NO_CLEARANCE
    values["examples"] = _NO_EXAMPLES
    return Rule(**values)


@lru_cache(maxsize=64)
def _kinds(values: tuple[str, ...]) -> frozenset[BlockKind]:
    return frozenset(map(BlockKind, values))


_NO_CLEARANCE, _NO_EXAMPLES = Clearance(), Examples()


def load_folder(folder: Path, *, examples: bool = False) -> list[Rule]:
    """Return the rules of a folder. Raises RuleError when it is no folder, holds no rule, or one is wrong."""
    if not folder.is_dir():
        raise RuleError(f"{folder}: no such rule folder; give a folder that holds <pack>/<rule>.yaml files.")
    lists = word_lists(folder)
    rules = [load_rule(path, name, lists, examples=examples) for name, path in rule_files(folder)]
    if not rules:
        raise RuleError(f"{folder}: holds no rule; put <pack>/<rule>.yaml files there.")
    return rules


def word_lists(folder: Path) -> dict[str, str]:
    """Return the folder's word lists (_lists/name.txt, one word or phrase a line) as alternations, shipped ones included."""
    lists: dict[str, str] = {}
    for place in dict.fromkeys((builtin_folder(), folder)):
        for path in sorted((place / "_lists").glob("*.txt")):
            lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").split("\n"))
            words = sorted((w for w in lines if w), key=lambda w: (-len(w), w))
            lists[path.stem] = (
                "(?:" + "|".join(re.escape(w).replace("\\ ", " ").replace("\\-", "-") for w in words) + ")"
            )
    return lists


def load_rule(path: Path, name: str, lists: Mapping[str, str] | None = None, *, examples: bool = True) -> Rule:
    """Read one rule file. Raises RuleError with file:line:column."""
    from newslint import yamlnodes  # slow to import, and rules that ship are kept as they were read

    root = yamlnodes.load(path, RuleError)
    if root is None:
        raise RuleError(f"{path}:1:1: an empty file is no rule; see “newslint rules new”.")
    return parse_rule(
        root, name, str(path), word_lists(builtin_folder()) if lists is None else lists, examples=examples
    )


def parse_rule(root: Node, name: str, path: str, lists: Mapping[str, str], *, examples: bool = True) -> Rule:
    """Turn the nodes of a rule file into a Rule. Raises RuleError with file:line:column."""
    pack = name.partition("/")[0]
    if not is_name(name):
        raise root.wrong(f"“{name}” is no rule name; use small letters, digits and hyphens: pack/rule-name.yaml.")
    f = root.fields(FIELDS)
    for needed in ("summary", "message", "severity", "match"):
        if needed not in f:
            raise root.wrong(f"the rule has no “{needed}”; add it.")
    check, options = _match(f["match"], lists)
    enabled = "default" not in f or f["default"].choice(("on", "off")) == "on"
    message = f["message"].text().strip()
    _check_message(f["message"], message)
    rule = Rule(
        name=name,
        summary=f["summary"].text().strip(),
        message=message,
        severity=Severity(f["severity"].choice(list(Severity))),
        check=check,
        options=options,
        path=path,
        enabled=enabled,
        why=f["why"].text().strip() if "why" in f else "",
        **_lists(f),
        **_switches(f, pack),
        unless=_clearance(f["unless"], lists) if "unless" in f else Clearance(),
        soften=_clearance(f["soften"], lists) if "soften" in f else Clearance(),
        examples=_examples(f["examples"]) if examples and "examples" in f else Examples(),
    )
    if rule.fix and len(rule.suggest) > 1:
        raise f["fix"].wrong("a fix needs one suggestion; “suggest” has several.")
    return rule


def _lists(f: Mapping[str, Node]) -> dict[str, Any]:
    out: dict[str, Any] = {key: f[key].texts() for key in ("tags", "standards", "aliases", "suggest") if key in f}
    if "scope" in f:
        out["scope"] = frozenset(BlockKind(k) for k in f["scope"].choices([k.value for k in BlockKind]))
    if "house" in f:
        out["house"] = frozenset(f["house"].choices(HOUSES))
    return out


def _switches(f: Mapping[str, Node], pack: str) -> dict[str, Any]:
    out: dict[str, Any] = {key: f[key].boolean() for key in ("quoted", "fix") if key in f}
    # the suppression contract: names are not typos, titles are not ours
    out["names"] = f["names"].boolean() if "names" in f else pack not in ("typos",)
    out["titles"] = f["titles"].boolean() if "titles" in f else pack not in ("language", "house", "numbers", "clarity")
    if "min_words" in f:
        out["min_words"] = f["min_words"].integer()
    return out


def _match(node: Node, lists: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    pairs = list(node.items())
    if len(pairs) != 1:
        raise node.wrong("“match” holds one kind of check: " + ", ".join(matchers.KINDS) + ".")
    kind, at, body = pairs[0]
    if kind not in matchers.KINDS:
        hint = did_you_mean(kind, matchers.KINDS) or f" The kinds are: {', '.join(matchers.KINDS)}."
        raise at.wrong(f"“{kind}” is no kind of check.{hint}")
    readers = matchers.module(kind).OPTIONS
    fields = body.fields(readers)
    options = {}
    for key, value in fields.items():
        options[key] = _expanded(readers[key](value), lists, value)
    return kind, options


def _expanded(value: Any, lists: Mapping[str, str], node: Node) -> Any:
    """Put the word lists in place of {{name}}, wherever texts are."""
    if isinstance(value, str):
        return _expand(value, lists, node)
    if isinstance(value, tuple):
        return tuple(_expanded(v, lists, node) for v in value)
    if isinstance(value, dict):
        return {_expanded(k, lists, node): _expanded(v, lists, node) for k, v in value.items()}
    return value


def _expand(text: str, lists: Mapping[str, str], node: Node) -> str:
    def put(m: re.Match[str]) -> str:
        if m.group(1) not in lists:
            hint = did_you_mean(m.group(1), lists) or f" Lists are: {', '.join(sorted(lists))}."
            raise node.wrong(f"no word list “{m.group(1)}”.{hint}")
        return lists[m.group(1)]

    return _LIST.sub(put, text) if "{{" in text else text


def _check_message(node: Node, message: str) -> None:
    try:
        for _, name, width, conversion in Formatter().parse(message):
            if width or conversion:  # a width could ask for gigabytes, and could name what no rule may see
                raise node.wrong(
                    f"“{{{name}…}}” in the message asks for more than a placeholder gives; write {{{name}}}."
                )
            if name is not None and not name.isidentifier():
                raise node.wrong(
                    f"“{{{name}}}” in the message is no placeholder; write {{match}} or a name from the check."
                )
    except ValueError as e:
        raise node.wrong(f"the message’s braces do not pair up ({e}); write {{{{ for a brace.") from None


def _clearance(node: Node, lists: Mapping[str, str]) -> Clearance:
    f = node.fields(CLEAR_FIELDS)
    attributed = f["attributed"].choice(ATTRIBUTED) if "attributed" in f else None
    named = f["named"].choice(NAMED) if "named" in f else None
    patterns = {k: _expand(v.text(), lists, v) for k, v in f.items() if k not in ("attributed", "named")}
    return Clearance(attributed, patterns, named)


# --- examples --------------------------------------------------------------------------------------------


def _examples(node: Node) -> Examples:
    f = node.fields(("bad", "good", "near"))
    return Examples(
        bad=tuple(_example(n, marked=True) for n in f["bad"].list()) if "bad" in f else (),
        good=tuple(_example(n, marked=False) for n in f["good"].list()) if "good" in f else (),
        near=tuple(_example(n, marked=False) for n in f["near"].list()) if "near" in f else (),
    )


def _example(node: Node, *, marked: bool) -> Example:
    if not node.is_map:
        text, marks = unmark(node.text(), node) if marked else (node.text().replace("\\[", "["), ())
        return Example(text, marks, line=node.line)
    f = node.fields(EXAMPLE_FIELDS)
    if "text" not in f:
        raise node.wrong("the example has no “text”; add it.")
    text, marks = unmark(f["text"].text(), f["text"]) if marked else (f["text"].text().replace("\\[", "["), ())
    options = {k: f[k].texts() if k == "accept" else f[k].text() for k in f if k not in ("text", "offers")}
    return Example(text, marks, f["offers"].text() if "offers" in f else None, options, node.line)


def unmark(text: str, node: Node) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Take the [ ] markers out of an example; return the text and the (start, end) they stood around."""
    out: list[str] = []
    marks: list[tuple[int, int]] = []
    start: int | None = None
    i = at = 0
    while i < len(text):
        c = text[i]
        if c == "\\" and text[i + 1 : i + 2] in ("[", "]"):
            out.append(text[i + 1])
            i, at = i + 2, at + 1
            continue
        if c == "[":
            if start is not None:
                raise node.wrong("a [ inside [ ]; write \\[ for a bracket of the text.")
            start = at
        elif c == "]" and start is not None:
            marks.append((start, at))
            start = None
        else:
            out.append(c)
            at += 1
        i += 1
    if start is not None:
        raise node.wrong("a [ without its ]; write \\[ for a bracket of the text.")
    return "".join(out), tuple(marks)


# --- choosing rules --------------------------------------------------------------------------------------


def check_selectors(selectors: Iterable[str], rules: Iterable[Rule], extra: Iterable[str] = ()) -> None:
    """Raise RuleError for a selector that names no rule, with a suggestion."""
    known = {"all", *extra}
    for rule in rules:
        known |= {rule.name, rule.pack, *rule.tags, *rule.aliases}
    for selector in selectors:
        if selector not in known:
            hint = did_you_mean(selector, known) or " “newslint rules” lists them."
            raise RuleError(f"“{selector}” is no rule, pack or tag.{hint}")
