"""YAML read by its nodes, so that every complaint carries file, line and column.

No YAML 1.1 surprises: scalars are taken as written, duplicate keys are errors, aliases are refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from newslint.errors import NewslintError
from newslint.hints import did_you_mean

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_COMPOSED = 100  # levels that the composer is given; more than MAX_DEPTH are refused when they are looked at


class Node:
    """A YAML value with its place. `error` is the exception class raised for this file."""

    def __init__(self, node: yaml.Node, path: str, error: type[NewslintError], depth: int = 0) -> None:
        self._node = node
        self._path = path
        self._error = error
        self._depth = depth
        if depth > MAX_DEPTH:
            raise self.wrong(f"nested more than {MAX_DEPTH} levels deep; flatten it.")

    @property
    def line(self) -> int:
        """1-based line."""
        return int(self._node.start_mark.line) + 1

    @property
    def is_map(self) -> bool:
        """Is it ``key: value`` pairs?"""
        return isinstance(self._node, yaml.MappingNode)

    @property
    def is_list(self) -> bool:
        """Is it a list?"""
        return isinstance(self._node, yaml.SequenceNode)

    def wrong(self, what: str) -> NewslintError:
        """Return the error that says `what` is wrong here; the caller raises it."""
        mark = self._node.start_mark
        return self._error(f"{self._path}:{mark.line + 1}:{mark.column + 1}: {what}")

    def _child(self, node: yaml.Node) -> Node:
        return type(self)(node, self._path, self._error, self._depth + 1)

    def pairs(self) -> Iterator[tuple[str, Node, Node]]:
        """Yield (key, key node, value) of a mapping as written."""
        if not isinstance(self._node, yaml.MappingNode):
            raise self.wrong("expected “key: value” lines here.")
        for key, value in self._node.value:
            name = self._child(key)
            yield name.text(), name, self._child(value)

    def items(self) -> Iterator[tuple[str, Node, Node]]:
        """Yield (key, key node, value) of a mapping; a key given twice is an error."""
        seen: set[str] = set()
        for word, name, value in self.pairs():
            if word in seen:
                raise name.wrong(f"“{word}” is given twice; keep one.")
            seen.add(word)
            yield word, name, value

    def fields(self, known: Iterable[str]) -> dict[str, Node]:
        """Return a mapping's values by key; a key that is not in `known` is an error with a suggestion."""
        names = list(known)
        out: dict[str, Node] = {}
        for key, at, value in self.items():
            if key not in names:
                hint = did_you_mean(key, names) or f" Known here: {', '.join(sorted(names))}."
                raise at.wrong(f"“{key}” is not a key newslint knows.{hint}")
            out[key] = value
        return out

    def list(self) -> list[Node]:
        """Return the items of a list; a single scalar or mapping counts as a list of one."""
        if isinstance(self._node, yaml.SequenceNode):
            return [self._child(n) for n in self._node.value]
        return [self]

    def text(self) -> str:
        """Return a scalar as written."""
        if not isinstance(self._node, yaml.ScalarNode):
            raise self.wrong("expected a text here, not a list or a mapping.")
        return str(self._node.value)

    def texts(self) -> tuple[str, ...]:
        """Return a list of texts; a single text counts as a list of one."""
        return tuple(n.text() for n in self.list())

    def boolean(self) -> bool:
        """Return true or false."""
        word = self.text().lower()
        if word in ("true", "yes", "on"):
            return True
        if word in ("false", "no", "off"):
            return False
        raise self.wrong(f"expected true or false, not “{self.text()}”.")

    def integer(self) -> int:
        """Return a whole number."""
        try:
            return int(self.text())
        except ValueError:
            raise self.wrong(f"expected a whole number, not “{self.text()}”.") from None

    def choice(self, known: Iterable[str]) -> str:
        """Return a text that must be one of `known`."""
        names = list(known)
        word = self.text()
        if word not in names:
            hint = did_you_mean(word, names) or f" Choose from: {', '.join(names)}."
            raise self.wrong(f"“{word}” is not one of the choices.{hint}")
        return word

    def choices(self, known: Iterable[str]) -> tuple[str, ...]:
        """Return a list of texts that must all be among `known`."""
        names = list(known)
        return tuple(n.choice(names) for n in self.list())

    def plain(self) -> Any:
        """Return plain Python data, scalars as text."""
        if self.is_map:
            return {key: value.plain() for key, _, value in self.items()}
        if self.is_list:
            return [n.plain() for n in self.list()]
        return self.text()


def compose(text: str, path: str, error: type[NewslintError]) -> Node | None:
    """Return the root node of one YAML document, or None when it is empty.

    Raises `error` with file:line:column for broken YAML, aliases and files over a megabyte.
    """
    if len(text) > MAX_BYTES:
        raise error(f"{path}:1:1: over {MAX_BYTES:,} characters; newslint reads no YAML that large; split it.")
    try:
        if "*" in text or "&" in text or _may_be_deep(text):
            _refuse(text, path, error)
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as e:
        mark = e.problem_mark or e.context_mark
        at = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise error(f"{path}:{at}: not valid YAML: {e.problem or e.context}; mend it there.") from None
    except (yaml.YAMLError, ValueError, RecursionError) as e:
        raise error(f"{path}:1:1: not valid YAML: {' '.join(str(e).split())}; mend it.") from None
    return None if node is None else Node(node, path, error)


_INDICATORS = re.compile(r"^[ \t?:-]*", re.M)


def _may_be_deep(text: str) -> bool:
    """Tell whether the text can be nested too deeply: by its brackets, or by what stands at the beginning of a line."""
    if text.count("[") + text.count("{") > MAX_DEPTH:
        return True
    return any(m.end() - m.start() > MAX_DEPTH for m in _INDICATORS.finditer(text))


def _refuse(text: str, path: str, error: type[NewslintError]) -> None:
    """Raise `error` for an alias, and for nesting that would exhaust the stack of libyaml's composer, which recurses in C."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.AliasEvent):
            raise error(f"{path}:{_at(event)}: YAML aliases (*name) are not read; write it out.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_COMPOSED:
                raise error(f"{path}:{_at(event)}: nested more than {MAX_DEPTH} levels deep; flatten it.")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _at(event: yaml.Event) -> str:
    mark = event.start_mark
    return f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"


def load(path: Path, error: type[NewslintError], shown: str | None = None) -> Node | None:
    """Read and compose a YAML file; raises `error` when it cannot be read."""
    name = shown or str(path)
    try:
        return compose(path.read_text(encoding="utf-8-sig"), name, error)
    except OSError as e:
        raise error(f"{name}: cannot be read: {e.strerror or e}; see that you may read it.") from None
    except UnicodeDecodeError as e:
        raise error(f"{name}: not UTF-8 (byte {e.start + 1}); save it as UTF-8.") from None


class _PlainNode(Node):
    """A node made from plain data: it knows the file but no line."""

    def wrong(self, what: str) -> NewslintError:
        return self._error(f"{self._path}: {what}")


def from_plain(data: Any, path: str, error: type[NewslintError]) -> Node:
    """Return nodes for data that came from elsewhere than YAML (a TOML table)."""
    try:
        text = json.dumps(data, default=str, ensure_ascii=False)  # an escaped surrogate pair is nothing YAML reads
        if _may_be_deep(text):
            _refuse(text, path, error)
        node = yaml.compose(text, Loader=Loader)
    except RecursionError:
        raise error(f"{path}: nested more than {MAX_DEPTH} levels deep; flatten it.") from None
    except yaml.YAMLError as e:
        raise error(f"{path}: a character in it cannot be read ({' '.join(str(e).split())}); take it out.") from None
    assert node is not None  # JSON is never an empty document
    return _PlainNode(node, path, error)
