"""How the options of checks are read from YAML."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from newslint.records import dataclass

if TYPE_CHECKING:
    from newslint.yamlnodes import Node

Reader = Callable[["Node"], Any]


def text(node: Node) -> str:
    """A text."""
    return node.text()


def texts(node: Node) -> tuple[str, ...]:
    """A list of texts, or one."""
    return node.texts()


def boolean(node: Node) -> bool:
    """True or false."""
    return node.boolean()


def integer(node: Node) -> int:
    """A whole number."""
    return node.integer()


@dataclass(frozen=True, slots=True)
class Choice:
    """Reads one of `names`, or a list of some of them."""

    names: tuple[str, ...]
    many: bool

    def __call__(self, node: Node) -> Any:
        """Return the name or names; raises an error with file:line:column for any other."""
        return node.choices(self.names) if self.many else node.choice(self.names)


def choice(*names: str) -> Reader:
    """One of `names`."""
    return Choice(names, many=False)


def choices(*names: str) -> Reader:
    """A list of some of `names`."""
    return Choice(names, many=True)


def swaps(node: Node) -> dict[str, tuple[str, ...]]:
    """``wrong: right`` pairs; the right side may be a list, the likeliest first."""
    return {key: value.texts() for key, _, value in node.items()}


def groups(node: Node) -> tuple[tuple[str, ...], ...]:
    """A list of lists of texts."""
    return tuple(n.texts() for n in node.list())


def plain(node: Node) -> Any:
    """Plain data, for options that check themselves."""
    return node.plain()
