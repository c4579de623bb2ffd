"""Makes an archive of articles in Parquet from the corpora of ../shared: `python bench/archive_make.py FOLDER`.

The articles are PolNeAR's (bench only; nothing of them is kept here), with publisher, date and title. With --words they
are cut at paragraph ends into briefs of about so many words, so that many can be checked in the time of a coffee; the
texts come again when there are too few, each with another date. The same arguments give the same files.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

DATA = Path(__file__).parents[2] / "shared" / "data" / "attribution"
FILES = ("polnear_train.jsonl", "polnear_dev.jsonl")
FILE_ROWS, GROUP_ROWS = 20_000, 1_000


def stories() -> list[dict[str, Any]]:
    missing = [name for name in FILES if not (DATA / name).exists()]
    if missing:
        raise SystemExit(f"{DATA}: no {', '.join(missing)}; this bench needs the corpora of ../shared.")
    return [
        json.loads(line) for name in FILES for line in (DATA / name).read_text(encoding="utf-8").split("\n") if line
    ]


def briefs(story: dict[str, Any], words: int | None) -> Iterator[str]:
    """The story's text, or runs of its paragraphs of at least `words` words."""
    if words is None:
        yield story["text"]
        return
    taken: list[str] = []
    for paragraph in (p.strip() for p in story["text"].split("\n")):
        if paragraph:
            taken.append(paragraph)
        if sum(len(p.split()) for p in taken) >= words:
            yield "\n\n".join(taken)
            taken = []


def rows(count: int, words: int | None) -> Iterator[dict[str, Any]]:
    pool = [(story, text) for story in stories() for text in briefs(story, words)]
    # a fixed stride through the pool mixes publishers and months
    for i in range(count):
        story, text = pool[i * 7919 % len(pool)]
        again = i // len(pool)
        day = date.fromisoformat(story["date"]) + timedelta(days=30 * again)
        yield {
            "id": f"{i:07d}",
            "headline": story["title"],
            "date": day.isoformat(),
            "desk": story["publisher"],
            "author": f"reporter {sum(map(ord, story['id'])) % 40}",
            "text": text,
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--words", type=int, help="cut into briefs of at least so many words")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    made: list[dict[str, Any]] = []
    total = number = 0

    def write() -> None:
        nonlocal number
        target = given.folder / f"articles-{number:03d}.parquet"
        pq.write_table(pa.Table.from_pylist(made), target, row_group_size=GROUP_ROWS, compression="zstd")
        number += 1
        made.clear()

    for row in rows(given.articles, given.words):
        made.append(row)
        total += len(row["text"].split())
        if len(made) == FILE_ROWS:
            write()
    if made:
        write()
    print(f"{given.articles:,} articles, {total:,} words in {given.folder}")


if __name__ == "__main__":
    main()
