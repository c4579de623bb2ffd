"""The work on one part, wherever it runs: articles in, three small Parquet files out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from newslint import __version__
from newslint.archive.articles import Article, Bad, Copy, clean, copy_of, day, month, plain
from newslint.archive.plan import Part, Reading, unpacked
from newslint.archive.rows import UNREADABLE, rows
from newslint.archive.storage import first_line
from newslint.archive.tables import LEVELS, NOBODY, SOURCES, TABLES, parquet
from newslint.archive.timelimit import TimeUp, Watch
from newslint.document import BlockKind, Document
from newslint.errors import NewslintError, ReadError
from newslint.finding import Finding
from newslint.report import place
from newslint.result import Result
from newslint.session import Session

Rows = list[dict[str, Any]]


class Desk:
    """Checks parts; the rules and models are loaded once."""

    def __init__(self, reading: Reading, version: str) -> None:
        if version != __version__:
            raise NewslintError(
                f"a worker has newslint {__version__}, this machine {version}; install the same on all."
            )
        self._reading = reading
        self._session = Session()
        self._watch = Watch(reading.timeout)
        for settings in reading.settings[:1]:
            self._session.prepare(settings)

    def work(self, packed: str) -> dict[str, Any]:
        """Return a part's tables as Parquet; ``fatal`` says why nothing can be checked at all."""
        part = unpacked(packed)
        try:
            tables = self.tables(part)
        except NewslintError as e:
            return {"number": part.number, "fatal": str(e)}
        again = any(row["kind"] == UNREADABLE for row in tables["errors"])
        return {
            "number": part.number,
            "again": again,
            **{f"{name}_rows": len(tables[name]) for name in TABLES},
            **{name: parquet(tables[name], schema) for name, schema in TABLES.items()},
        }

    def tables(self, part: Part) -> dict[str, Rows]:
        """Return the rows of a part's tables. Raises NewslintError when no article can be checked."""
        tables: dict[str, Rows] = {name: [] for name in TABLES}
        for row in rows(self._reading, part):
            bad = row if isinstance(row, Bad) else self._checked(row, tables)
            if bad is not None:
                tables["errors"].append(_who(bad) | {"kind": bad.kind, "message": bad.message})
        return tables

    def _checked(self, article: Article, tables: dict[str, Rows]) -> Bad | None:
        """Check an article and add its rows; return what is wrong with it."""
        if len(article.text) > self._reading.max_chars:
            return _bad(article, "too-large", f"{len(article.text):,} characters; allow it with --max-bytes.")
        try:
            with self._watch.limit():
                copy = copy_of(article, self._reading.text_format, self._reading.encoding)
                result = self._session.check(copy.document, self._reading.settings[article.settings])
                own = [_finding(article, copy, f) for f in result.findings]
                counts = _counts(article, copy, result)
        except TimeUp:
            return _bad(article, "timeout", f"not checked within {self._reading.timeout:g} seconds.")
        except ReadError as e:
            return _bad(article, "read", str(e))
        except (NewslintError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as e:  # a panic of the grammar engine is no Exception
            return _bad(article, "fault", f"{type(e).__name__}: {first_line(e)}.")
        tables["findings"] += own
        tables["articles"].append(counts)
        if result.problems:
            return _bad(article, "rule", " ".join(result.problems))
        return None


def _who(row: Article | Bad) -> dict[str, Any]:
    return {"id": row.id, "file": row.file, "row": row.row}


def _bad(article: Article, kind: str, message: str) -> Bad:
    return Bad(article.id, article.file, article.row, kind, clean(message))


def _finding(article: Article, copy: Copy, finding: Finding) -> dict[str, Any]:
    """A finding as a row. Offsets and lines count within the column its words stand in."""
    at = place(copy.document, finding.span)
    span, start, end = at.span, at.start, at.end
    head = copy.head
    in_head = span.start < head
    back, lines = (0, 0) if in_head else (head, 2 if head else 0)
    return _who(article) | {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": clean(finding.message),
        "field": "file" if article.data is not None else "headline" if in_head else "text",
        "offset": span.start - back,
        "end_offset": span.end - back,
        "line": start.line - lines,
        "column": start.column,
        "end_line": end.line - lines,
        "end_column": end.column,
        "text": clean(span.of(copy.document.source)),
        "suggestions": [clean(s) for s in finding.suggestions],
        "also": [f.rule for f in finding.also],
    }


def _counts(article: Article, copy: Copy, result: Result) -> dict[str, Any]:
    """An article as a row: how long it is, what it is by and about, its findings and its sources counted."""
    document = copy.document
    levels = Counter(f.severity.value for f in result.findings)
    found = document.attributions
    kinds = Counter(a.source.footing.value if a.source else NOBODY for a in found)
    meta = document.meta
    when = article.date or day(meta.get("date"))
    return _who(article) | {
        "date": when,
        "month": month(when),
        "desk": article.desk or plain(meta.get("desk") or meta.get("section")),
        "author": article.author or plain(meta.get("author")) or _byline(article, document),
        "words": document.word_count,
        **{column: levels[level] for level, column in LEVELS.items()},
        "attributions": len(found),
        **{column: kinds[kind] for kind, column in SOURCES.items()},
    }


def _byline(article: Article, document: Document) -> str | None:
    """The byline of a draft's file; a column says it better."""
    if article.data is None:
        return None
    lines = document.of(BlockKind.BYLINE)
    text = plain(lines[0].span.of(document.text)) if lines else None
    return text.removeprefix("By ").removeprefix("by ") if text else None
