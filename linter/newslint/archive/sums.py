"""What a run's tables add up to: by month, desk, author and rule. One part is in memory at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow.parquet as pq
from pyarrow import ArrowException

from newslint.annotations.attributions import SourceKind
from newslint.archive.storage import Place, first_line
from newslint.archive.tables import LEVELS, NOBODY, SOURCES
from newslint.errors import NewslintError

SHOWN_ERRORS = 100
_ARTICLE = ["file", "row", "month", "desk", "author", "words", "attributions", *LEVELS.values(), *SOURCES.values()]
_FINDING = ["file", "row", "rule", "severity"]
_VAGUE, _DESCRIBED, _NOBODY = SOURCES[SourceKind.VAGUE.value], SOURCES[SourceKind.DESCRIBED.value], SOURCES[NOBODY]


@dataclass(slots=True)
class Sum:
    """Articles put together: how many, how long, their findings by level, their attributions and the weak ones."""

    articles: int = 0
    words: int = 0
    levels: Counter[str] = field(default_factory=Counter)
    attributions: int = 0
    vague: int = 0
    described: int = 0
    nobody: int = 0

    def add(self, row: dict[str, Any]) -> None:
        """Add an article."""
        self.articles += 1
        self.words += row["words"]
        for level, column in LEVELS.items():
            self.levels[level] += row[column]
        self.attributions += row["attributions"]
        self.vague += row[_VAGUE]
        self.described += row[_DESCRIBED]
        self.nobody += row[_NOBODY]

    @property
    def findings(self) -> int:
        """Findings of every level."""
        return self.levels.total()

    def per(self, count: int, words: int = 1_000) -> float:
        """Return a count in relation to so many words."""
        return count * words / self.words if self.words else 0.0

    def share(self, count: int) -> float:
        """Return a count of attributions as a share of all."""
        return count / self.attributions if self.attributions else 0.0


@dataclass(slots=True)
class Sums:
    """The whole of a run's output."""

    all: Sum = field(default_factory=Sum)
    undated: int = 0
    months: defaultdict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))
    desks: defaultdict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))
    authors: defaultdict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))
    rules: Counter[str] = field(default_factory=Counter)
    severities: dict[str, str] = field(default_factory=dict)  # of a rule, the one met first
    by_month: Counter[tuple[str, str]] = field(default_factory=Counter)  # rule and month
    errors: Counter[str] = field(default_factory=Counter)
    shown_errors: list[dict[str, Any]] = field(default_factory=list)


def added_up(output: Place) -> Sums:
    """Add up the tables of a run. Raises NewslintError when there are none or one cannot be read."""
    try:
        names = {f.name for f in output.files()}
        parts = sorted(n.partition("/")[2] for n in names if n.startswith("articles/part-"))
        if not parts:
            raise NewslintError(f"{output.address}: holds no tables; “newslint archive INPUT OUTPUT” writes them.")
        sums = Sums()
        for part in parts:
            months = _articles(sums, output, f"articles/{part}")
            _findings(sums, output, f"findings/{part}", months)
            if f"errors/{part}" in names:
                _errors(sums, output, f"errors/{part}")
    except (OSError, ArrowException, KeyError) as e:
        raise NewslintError(f"{output.address}: a table cannot be read: {first_line(e)}.") from None
    return sums


def _articles(sums: Sums, output: Place, name: str) -> dict[tuple[str, int], str | None]:
    """Add a part's articles; return the month of each."""
    months: dict[tuple[str, int], str | None] = {}
    for row in _rows(output, name, _ARTICLE):
        sums.all.add(row)
        sums.desks[row["desk"] or ""].add(row)
        sums.authors[row["author"] or ""].add(row)
        months[row["file"], row["row"]] = row["month"]
        if row["month"]:
            sums.months[row["month"]].add(row)
        else:
            sums.undated += 1
    return months


def _findings(sums: Sums, output: Place, name: str, months: dict[tuple[str, int], str | None]) -> None:
    for row in _rows(output, name, _FINDING):
        sums.rules[row["rule"]] += 1
        sums.severities.setdefault(row["rule"], row["severity"])
        month = months.get((row["file"], row["row"]))
        if month:
            sums.by_month[row["rule"], month] += 1


def _errors(sums: Sums, output: Place, name: str) -> None:
    for row in _rows(output, name, ["id", "file", "row", "kind", "message"]):
        sums.errors[row["kind"]] += 1
        if len(sums.shown_errors) < SHOWN_ERRORS:
            sums.shown_errors.append(row)


def _rows(output: Place, name: str, columns: list[str]) -> Iterator[dict[str, Any]]:
    with output.open(name) as file:
        for batch in pq.ParquetFile(file).iter_batches(columns=columns):
            yield from batch.to_pylist()
