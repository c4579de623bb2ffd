"""The page: what it shows, that nothing in the data gets out of its place, that it asks for nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")

from newslint.archive.plots import bars, heat, lines, nice, safe
from newslint.archive.report import page
from newslint.archive.storage import place
from newslint.archive.tables import ARTICLES, ERRORS, FINDINGS, parquet

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>\x00\ud800&'.replace("\ud800", "")
VOID = {"meta", "br", "img"}


def output(
    folder: Path, articles: list[dict[str, Any]], findings: list[dict[str, Any]], errors: list[dict[str, Any]]
) -> str:
    """The page of a run that left these rows, every column that is not named empty."""
    blank = {name: 0 for name in ARTICLES.names if ARTICLES.field(name).type not in ("string",)}
    rows = [{**blank, "file": "a", "row": i, **a} for i, a in enumerate(articles)]
    for name, schema, of in (
        ("articles", ARTICLES, rows),
        ("findings", FINDINGS, findings),
        ("errors", ERRORS, errors),
    ):
        (folder / name).mkdir(parents=True)
        (folder / name / "part-000000-0123456789abcdef.parquet").write_bytes(parquet(of, schema))
    return page(place(str(folder)))


class Reader(HTMLParser):
    """The page's tags with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def article(**values: Any) -> dict[str, Any]:
    return {"words": 100, "desk": "city", "author": "Ada", "month": "2024-01", **values}


def test_the_numbers_add_up(tmp_path: Path) -> None:
    articles = [
        article(warnings=2, attributions=4, source_vague=1),
        article(month="2024-03", errors=1, attributions=4, source_vague=3, desk="world"),
        article(month=None, words=50),
    ]
    findings = [
        {"file": "a", "row": 0, "rule": "sourcing/vague-source", "severity": "warning"},
        {"file": "a", "row": 0, "rule": "sourcing/vague-source", "severity": "warning"},
        {"file": "a", "row": 1, "rule": "typos/doubled", "severity": "error"},
    ]
    errors = [{"id": "x9", "file": "b", "row": 3, "kind": "json", "message": "not valid JSON."}]
    text = output(tmp_path, articles, findings, errors)
    assert "3 articles, 250 words, 2024-01 to 2024-03" in text
    assert "2024-01: vague 25.0%; 4 attributions in 1 articles" in text
    assert "2024-03: vague 75.0%" in text and "2024-02: vague" not in text  # a gap, not a zero
    assert "sourcing/vague-source, 2024-01: 200 per 10,000 words" in text
    assert "sourcing/vague-source, 2024-02: 0 per 10,000 words" in text
    assert "city: 13.3 warnings per 1,000 words" in text  # 2 in 150 words
    assert "1 articles have no date" in text
    assert "not valid JSON." in text and "json 1" in text


def test_hostile_data_stays_text(tmp_path: Path) -> None:
    articles = [article(desk=HOSTILE, author=HOSTILE, attributions=1)]
    findings = [{"file": "a", "row": 0, "rule": HOSTILE, "severity": HOSTILE}]
    errors = [{"id": HOSTILE, "file": HOSTILE, "row": 1, "kind": HOSTILE, "message": HOSTILE}]
    read = Reader(output(tmp_path, articles, findings, errors))
    assert not {t for t, _ in read.tags} & {"script", "img"}
    assert not [a for _, attributes in read.tags for a in attributes if a.startswith("on")]
    assert read.text.count("<script>alert(1)</script>") >= 5
    assert "\x00" not in read.text
    assert read.open == []


def test_it_asks_for_nothing_and_runs_nothing(tmp_path: Path) -> None:
    text = output(tmp_path, [article()], [], [])
    read = Reader(text)
    assert not [a for _, attributes in read.tags for a in attributes if a in ("src", "href", "xlink:href")]
    assert not re.search(r"https?://|url\(|@import", text)
    policy = dict(read.tags)["meta"]
    assert any("default-src 'none'" in (a.get("content") or "") for t, a in read.tags if t == "meta"), policy


def test_many_months_become_quarters_and_then_years(tmp_path: Path) -> None:
    years = [article(month=f"{2010 + i // 12}-{i % 12 + 1:02d}", attributions=1) for i in range(60)]
    assert "2010 Q1: vague" in output(tmp_path / "q", years, [], [])
    ages = [article(month=f"{year}-06", attributions=1) for year in range(1980, 2020)]
    assert "1980: vague" in output(tmp_path / "y", ages, [], [])


def test_nothing_but_errors_is_a_page_too(tmp_path: Path) -> None:
    text = output(
        tmp_path, [], [], [{"id": "1", "file": "a", "row": 1, "kind": "text", "message": "the text is empty."}]
    )
    assert "0 articles" in text and "the text is empty." in text


@pytest.mark.parametrize(("top", "end"), [(0, 1.0), (0.3, 0.5), (1, 1), (7, 10), (23, 25), (99.99, 100), (101, 200)])
def test_axes_end_at_round_numbers(top: float, end: float) -> None:
    assert nice(top) == end


def test_plots_of_one_point_and_of_nothing() -> None:
    assert "circle" in lines("t", ["2024-01"], {"vague": [0.5]}, [""])
    assert "NaN" not in heat("t", ["r"], [], {}, "") + bars("t", [("x", {"errors": 0.0}, "")], "")
    assert safe("a\x1b[31m<b>") == "a\ufffd[31m&lt;b&gt;"
