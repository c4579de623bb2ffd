"""newslint sources: who says what in a draft, and on what footing. For the fact-checker."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from newslint.document import Document
from newslint.errors import ReadError
from newslint.gather import drafts
from newslint.report import attribution_as_json
from newslint.session import read_file


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="DRAFTS...")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "jsonl"]), default="text", help="How to print it."
)
@click.option(
    "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Use this configuration file."
)
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option("--encoding", metavar="NAME", help="The drafts' encoding.")
def sources(paths: tuple[str, ...], format_: str, config: Path | None, isolated: bool, encoding: str | None) -> int:
    """List every attribution: its source, the source's footing, the cue and what is attributed."""
    files, wrong = drafts(paths, config=config, isolated=isolated)
    documents: list[Document] = []
    for path in files:
        try:
            documents.append(read_file(path, encoding=encoding))
        except ReadError as e:
            wrong.append(e)
    _print(documents, format_)
    for error in wrong:
        click.echo(f"newslint: {error}", err=True)
    return 2 if wrong else 0


def _print(documents: list[Document], format: str) -> None:
    if format == "text":
        for document in documents:
            sys.stdout.write(_table(document))
        return
    rows = [attribution_as_json(d, a) for d in documents for a in d.attributions]
    if format == "json":
        import json

        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
        return
    from newslint.reporters.jsonl import line

    sys.stdout.write("".join(line(row) for row in rows))


def _table(document: Document) -> str:
    rows = [("line", "source", "footing", "cue", "what is said")]
    footing: Counter[str] = Counter()
    for a in document.attributions:
        kind = a.source.kind.value if a.source else "nobody"
        footing[kind] += 1
        line = document.lines.position(document.map.span(a.span).start).line
        text = document.text
        content = " … ".join(c.of(text) for c in a.content)
        rows.append(
            (
                str(line),
                _cut(a.source.span.of(text) if a.source else "—", 32),
                kind,
                _cut(a.cue.of(text) if a.cue else "—", 18),
                _cut(content, 60),
            )
        )
    widths = [max(len(r[i]) for r in rows) for i in range(4)]
    out = [document.path]
    out += ["  ".join([*(c.ljust(w) for c, w in zip(r, widths, strict=False)), r[4]]).rstrip() for r in rows]
    counts = ", ".join(f"{n} {kind}" for kind, n in sorted(footing.items(), key=lambda x: (-x[1], x[0])))
    out.append(f"{len(rows) - 1} attributions: {counts}." if counts else "No attributions.")
    return "\n".join(out) + "\n\n"


def _cut(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
