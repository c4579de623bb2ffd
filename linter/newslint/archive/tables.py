"""The tables that come out, and how they are written."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from newslint.annotations.attributions import SourceKind

NOBODY = "nobody"  # an attribution without a source: “reportedly”, “it was said”
SOURCES = {kind.value: f"source_{kind.value.replace('-', '_')}" for kind in SourceKind} | {NOBODY: f"source_{NOBODY}"}
LEVELS = {"error": "errors", "warning": "warnings", "suggestion": "suggestions"}
_WHO = [("id", pa.string()), ("file", pa.string()), ("row", pa.int64())]
FINDINGS = pa.schema(
    [
        *_WHO,
        ("rule", pa.string()),
        ("severity", pa.string()),
        ("message", pa.string()),
        ("field", pa.string()),
        ("offset", pa.int32()),
        ("end_offset", pa.int32()),
        ("line", pa.int32()),
        ("column", pa.int32()),
        ("end_line", pa.int32()),
        ("end_column", pa.int32()),
        ("text", pa.string()),
        ("suggestions", pa.list_(pa.string())),
        ("also", pa.list_(pa.string())),
    ]
)
ARTICLES = pa.schema(
    [
        *_WHO,
        ("date", pa.string()),
        ("month", pa.string()),
        ("desk", pa.string()),
        ("author", pa.string()),
        ("words", pa.int32()),
        *((name, pa.int32()) for name in LEVELS.values()),
        ("attributions", pa.int32()),
        *((name, pa.int32()) for name in SOURCES.values()),
    ]
)
ERRORS = pa.schema([*_WHO, ("kind", pa.string()), ("message", pa.string())])
TABLES = {"findings": FINDINGS, "errors": ERRORS, "articles": ARTICLES}  # in the order a part is written


def parquet(rows: Sequence[dict[str, Any]], schema: pa.Schema) -> bytes:
    """Return rows as a Parquet file; the same rows give the same bytes."""
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), out, compression="zstd")
    return out.getvalue()
