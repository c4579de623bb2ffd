"""A part's articles, read from wherever they lie. What cannot be read is a row of its own, not an end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow.parquet as pq
from pyarrow import ArrowException

from newslint.archive.articles import Article, Bad, clean, day, plain
from newslint.archive.plan import JSONL, PARQUET, Part, Piece, Reading
from newslint.archive.storage import first_line

UNREADABLE = "unreadable"  # a file; tried again by the next run
_BATCH = 64  # rows of Parquet in memory at once


def rows(reading: Reading, part: Part) -> Iterator[Article | Bad]:
    """Yield the part's articles in order, and in their places those that cannot be read."""
    read = {PARQUET: _parquet, JSONL: _jsonl}.get(reading.format, _draft)
    for piece in part.pieces:
        done = 0
        try:
            for row in read(reading, piece):
                yield row
                done += 1
        except (OSError, ArrowException) as e:
            at = piece.first + done
            message = f"{piece.count - done} rows cannot be read: {first_line(e)}."
            yield Bad(f"{piece.file}:{at}", piece.file, at, UNREADABLE, clean(message))


def _parquet(reading: Reading, piece: Piece) -> Iterator[Article | Bad]:
    assert reading.columns is not None
    named = reading.columns.named()
    with reading.root.open(piece.file) as opened:
        whole = pq.ParquetFile(opened)
        there = [c for c in dict.fromkeys(named.values()) if c in whole.schema_arrow.names]
        skip, left, row = piece.skip, piece.count, piece.first
        for batch in whole.iter_batches(_BATCH, row_groups=[piece.group], columns=there):
            if skip >= batch.num_rows:
                skip -= batch.num_rows
                continue
            for values in batch.slice(skip, left).to_pylist():
                yield _article(piece, row, {role: values.get(name) for role, name in named.items()})
                row += 1
                left -= 1
            skip = 0
            if left == 0:
                return


def _jsonl(reading: Reading, piece: Piece) -> Iterator[Article | Bad]:
    assert reading.columns is not None
    named = reading.columns.named()
    with reading.root.open_lines(piece.file) as file:
        file.seek(piece.begin)
        for row in range(piece.first, piece.first + piece.count):
            line = file.readline()
            if not line.strip():
                continue
            try:
                values = json.loads(line)
            except (ValueError, RecursionError) as e:
                yield _bad(piece, row, "json", f"not valid JSON ({getattr(e, 'msg', 'nested too deep')})")
                continue
            if not isinstance(values, dict):
                yield _bad(piece, row, "json", "the line is no JSON object")
                continue
            yield _article(piece, row, {role: values.get(name) for role, name in named.items()})


def _draft(reading: Reading, piece: Piece) -> Iterator[Article | Bad]:
    data = reading.root.read(piece.file, reading.max_chars + 1)
    if len(data) > reading.max_chars:
        yield Bad(
            piece.file, piece.file, 1, "too-large", f"more than {reading.max_chars} bytes; allow it with --max-bytes."
        )
        return
    yield Article(clean(piece.file), clean(piece.file), 1, data=data, settings=piece.settings)


def _article(piece: Piece, row: int, values: Mapping[str, Any]) -> Article | Bad:
    """Return the article that a row's values make."""
    id = plain(values.get("id")) or f"{piece.file}:{row}"
    text = values.get("text")
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError:
            return Bad(id, piece.file, row, "text", "the text is no UTF-8.")
    if not isinstance(text, str):
        what = "there is no text" if text is None else f"the text is no string but {type(text).__name__}"
        return Bad(id, piece.file, row, "text", f"{what}.")
    if not text.strip():
        return Bad(id, piece.file, row, "text", "the text is empty.")
    headline = values.get("headline")
    return Article(
        id=id,
        file=piece.file,
        row=row,
        text=clean(text),
        headline=clean(headline) if isinstance(headline, str) else "",
        date=day(values.get("date")),
        desk=plain(values.get("desk")),
        author=plain(values.get("author")),
        settings=piece.settings,
    )


def _bad(piece: Piece, row: int, kind: str, why: str) -> Bad:
    return Bad(f"{piece.file}:{row}", piece.file, row, kind, clean(f"{why}."))
