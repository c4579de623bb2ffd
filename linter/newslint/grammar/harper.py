"""Harper, the embedded engine: Rust in a wheel, no Java, no network, no server.

Only the rules in data/harper.yaml run. Its spelling, readability and formatting opinions are off: names are not
typos, and a desk's style is not an engine's to choose.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newslint import expressions
from newslint.grammar.earned import Earned, earned
from newslint.grammar.engine import GrammarMatch, GrammarUnavailable, whole_words
from newslint.span import Span

if TYPE_CHECKING:
    from harper import Lint

DIALECTS: Final = {"us": 0, "gb": 1, "au": 2, "ca": 3, "in": 4}
_CODE = expressions.compile(r"`([^`]*)`")


class HarperEngine:
    """Harper behind the GrammarEngine interface.

    Building one costs 0.4 s of one core with the GIL released; the first and every later paragraph cost well
    under a millisecond each.
    """

    name = "harper"

    def __init__(self, dialect: str = "us", rules: Earned | None = None) -> None:
        try:
            import harper
        except ImportError as error:
            raise GrammarUnavailable(
                "The grammar engine Harper cannot be loaded: install it with “pip install harper-py”, "
                "or choose “grammar: {engine: none}”."
            ) from error
        self._dialect = dialect
        self._rules = rules or earned("harper")
        self._linter = harper.Linter(harper.Dialect(DIALECTS.get(dialect, 0)))
        self._linter.set_lint_config({k: k in self._rules.kept for k in self._rules.known})

    @cached_property
    def version(self) -> str:
        """The wheel's version, the dialect and the choice of rules."""
        import harper

        # the folder's name tells it; importlib.metadata would take longer than checking a short draft
        site = Path(harper.__file__).parents[1]
        wheel = next((p.name for p in site.glob("harper_py-*.dist-info")), "harper_py-unknown")
        return f"{wheel.removesuffix('.dist-info')} {self._dialect} {self._rules.digest}"

    def check(self, paragraph: str) -> list[GrammarMatch]:
        """Lint one paragraph; rules that have not earned their place are not run."""
        found: list[GrammarMatch] = []
        kept = self._rules.kept
        for rule, lints in self._lints(paragraph).items():
            if lints and rule in kept:
                found += [_match(paragraph, rule, lint) for lint in lints]
        return sorted(found, key=lambda m: (m.span, m.rule))

    def _lints(self, paragraph: str) -> dict[str, list[Lint]]:
        try:
            return self._linter.organized_lints(paragraph, language="plaintext", dedup=False)
        except BaseException as error:  # a panic in Rust is no Exception
            if type(error).__name__ != "PanicException":
                raise
            raise GrammarUnavailable(
                "The grammar engine Harper failed on a paragraph; report it, or choose another grammar engine."
            ) from error

    def close(self) -> None:
        """Nothing to let go of: the linter lives in this process."""


def _match(paragraph: str, rule: str, lint: Lint) -> GrammarMatch:
    span = Span(lint.span.start, lint.span.end)
    marked = span.of(paragraph)
    texts = []
    for suggestion in lint.suggestions:
        text = suggestion.replacement_text
        texts.append(marked + text if int(suggestion.kind) == 2 else text)
    whole, suggestions = whole_words(paragraph, span, texts)
    return GrammarMatch(whole, rule, _CODE.sub(r"“\1”", lint.message), suggestions, lint.lint_kind)
