"""spelling: words the dictionary does not know, by newslint's own; `ignore` files and `filters` are heeded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from newslint.document import Document
from newslint.errors import RuleError
from newslint.matchers import options
from newslint.matchers.base import Match, Matcher
from newslint.matchers.vale.common import Exceptions, pattern, said
from newslint.rule import Rule
from newslint.trust import inside


def _no_dictionary(node: Any) -> Any:
    raise node.wrong("dictionaries of its own are nothing newslint reads; put the words into an accept list instead.")


FIELDS: dict[str, Callable[[Any], Any]] = {
    "ignore": options.texts,
    "filters": options.texts,
    "custom": options.boolean,
    "append": options.boolean,
    "threshold": options.integer,
    "exceptions": options.texts,
    **dict.fromkeys(("dictionaries", "aff", "dic", "dicpath"), _no_dictionary),
}


def build(rule: Rule) -> Matcher:
    """Flag unknown words, names left alone."""
    exceptions = Exceptions(rule)
    filters = [pattern(rule, f, ignorecase=False) for f in rule.options.get("filters", ())]

    def match(document: Document) -> Iterator[Match]:
        from newslint.typos.nonword import misspellings

        for slip in misspellings(document, _ignored(rule), "us"):
            text = slip.span.of(document.text)
            if not exceptions.hold(text) and not any(f.search(text) for f in filters):
                yield Match(slip.span, said(rule, text), slip.suggestions)

    return match


def _ignored(rule: Rule) -> frozenset[str]:
    words: set[str] = set(rule.options["accepted"])
    for name in rule.options.get("ignore", ()):
        for place in (Path(rule.path).parent, Path(rule.path).parent.parent):
            file = place / name
            if not inside(file, place):
                raise RuleError(
                    f"{rule.path}: the word list “{name}” leads out of the style; keep it beside its rules."
                )
            if file.is_file():
                words |= {w.strip() for w in _lines(file) if w.strip()}
    return frozenset(words)


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        raise RuleError(f"{file}: cannot be read; it must be UTF-8 text, one word a line.") from None
