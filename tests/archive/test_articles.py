"""Columns to articles, articles to documents, findings back to columns."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")

from newslint import __version__
from newslint.archive.articles import Article, copy_of, day, month, plain
from newslint.archive.plan import Asked, planned
from newslint.archive.timelimit import TimeUp, Watch
from newslint.archive.work import Desk
from newslint.document import BlockKind
from newslint.settings import Settings
from tests.archive.conftest import write_jsonl

SOURCING = Settings(only=("sourcing", "language"))


@pytest.mark.parametrize(
    ("value", "says", "in_month"),
    [
        ("2024-03-09T10:00:00Z", "2024-03-09", "2024-03"),
        ("20240309", "2024-03-09", "2024-03"),
        ("2024-03", "2024-03", "2024-03"),
        ("2024", "2024", None),
        (date(2024, 3, 9), "2024-03-09", "2024-03"),
        (datetime(2024, 3, 9, 23, 59), "2024-03-09", "2024-03"),
        (1_709_942_400, "2024-03-09", "2024-03"),
        (1_709_942_400_000, "2024-03-09", "2024-03"),
        ("last Tuesday", "last Tuesday", None),
        ("2024-19-01", "2024-19-01", None),
        (None, None, None),
    ],
)
def test_dates_in_many_forms(value: Any, says: str | None, in_month: str | None) -> None:
    assert day(value) == says
    assert month(day(value)) == in_month


def test_values_as_text() -> None:
    assert plain(["Ada Lund", {"name": "Bo Ek"}, None]) == "Ada Lund; Bo Ek"
    assert plain(7) == "7"
    assert plain("half \ud83d a pair") == "half \ufffd a pair"
    assert plain("") is None


def article(text: str, headline: str = "") -> Article:
    return Article("1", "a.jsonl", 1, text=text, headline=headline)


def test_a_headline_column_is_a_headline_even_with_a_full_stop() -> None:
    copy = copy_of(article("The mayor resigned on Monday.", "Mayor resigns. Again."), "text", None)
    assert [b.kind for b in copy.document.blocks] == [BlockKind.HEADLINE, BlockKind.BODY]
    assert copy.document.source[copy.head :] == "The mayor resigned on Monday."


def test_a_text_that_begins_with_its_headline_has_it_once() -> None:
    text = "Mayor resigns after vote.\n\nThe mayor resigned on Monday, the council said."
    copy = copy_of(article(text, "Mayor Resigns After Vote"), "text", None)
    assert copy.head == 0
    assert copy.document.headline is not None
    assert copy.document.headline.of(copy.document.text) == "Mayor resigns after vote."


def test_only_one_headline_when_the_column_and_the_text_have_different_ones() -> None:
    copy = copy_of(
        article("A Second Line In Title Case\n\nThe mayor resigned on Monday.", "Mayor resigns"), "text", None
    )
    assert [b.kind for b in copy.document.blocks].count(BlockKind.HEADLINE) == 1


def rows_of(tmp_path: Path, rows: list[Any], **asked: Any) -> dict[str, list[dict[str, Any]]]:
    file = write_jsonl(tmp_path / "in.jsonl", rows)
    reading, parts = planned(str(file), Asked(**asked), lambda _: SOURCING)
    desk = Desk(reading, __version__)
    found: dict[str, list[dict[str, Any]]] = {"findings": [], "articles": [], "errors": []}
    for part in parts:
        for name, rows_ in desk.tables(part).items():
            found[name] += rows_
    return found


@pytest.mark.parametrize("format", ["text", "html", "markdown"])
def test_a_finding_stands_where_its_words_stand_in_the_column(tmp_path: Path, format: str) -> None:
    body = "Talks collapsed 🚆 overnight.\n\n“No deal,” officials said."
    if format == "html":
        body = "<p>Talks collapsed &mdash; overnight.</p>\n<p>“No deal,” <b>officials</b> said.</p>"
    rows = [{"id": "x", "headline": "Talks collapse, officials say", "text": body}]
    found = rows_of(tmp_path, rows, text_format=format)["findings"]
    in_text = [f for f in found if f["field"] == "text"]
    in_headline = [f for f in found if f["field"] == "headline"]
    assert in_text and in_headline
    for f in found:
        written = rows[0][f["field"]]
        assert written[f["offset"] : f["end_offset"]] == f["text"]
        line = written.split("\n")[f["line"] - 1]
        assert line[f["column"] - 1 :].startswith(f["text"].split("\n")[0])
    assert any("officials" in f["text"] for f in in_text)


def test_sources_are_counted_by_kind(tmp_path: Path) -> None:
    rows = [{"text": "Talks failed, officials said. Prices rose, Ada Lund said. He reportedly left."}]
    [row] = rows_of(tmp_path, rows)["articles"]
    kinds = {k: v for k, v in row.items() if k.startswith("source_") and v}
    assert kinds["source_vague"] == 1 and kinds["source_named_person"] == 1
    assert sum(kinds.values()) == row["attributions"]
    assert row["id"] == "in.jsonl:1"


def test_bad_articles_are_rows_and_the_others_are_checked(tmp_path: Path) -> None:
    rows: list[Any] = [
        {"id": "good", "text": "Talks failed, officials said."},
        "{not json",
        '["a list"]',
        "",
        {"id": "none"},
        {"id": "number", "text": 7},
        {"id": "empty", "text": " \n"},
        {"id": "long", "text": "Words. " * 40},
        {"id": "half", "text": "Half a pair \ud83d, officials said."},
    ]
    found = rows_of(tmp_path, rows, max_chars=100)
    assert [(e["row"], e["kind"]) for e in found["errors"]] == [
        (2, "json"), (3, "json"), (5, "text"), (6, "text"), (7, "text"), (8, "too-large"),
    ]  # fmt: skip
    assert [a["id"] for a in found["articles"]] == ["good", "half"]


def test_a_fault_in_the_engine_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        """As a panic of compiled code arrives."""

    def check(self: Any, document: Any, settings: Any) -> Any:
        del self, settings
        if "boom" in document.source:
            raise Panic("at line 7\nand more")
        raise RecursionError

    monkeypatch.setattr("newslint.session.Session.check", check)
    found = rows_of(tmp_path, [{"text": "boom."}, {"text": "deep."}])
    assert [(e["kind"], e["message"]) for e in found["errors"]] == [
        ("fault", "Panic: at line 7."),
        ("fault", "RecursionError: RecursionError."),
    ]


def test_an_article_that_takes_too_long_is_a_row_and_the_next_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from newslint.session import Session

    check = Session.check

    def slow(self: Session, document: Any, settings: Settings) -> Any:
        while "slow" in document.source:
            pass
        return check(self, document, settings)

    monkeypatch.setattr(Session, "check", slow)
    found = rows_of(tmp_path, [{"id": "s", "text": "So slow."}, {"id": "t", "text": "Officials said so."}], timeout=2.0)
    assert [(e["id"], e["kind"]) for e in found["errors"]] == [("s", "timeout")]
    assert [a["id"] for a in found["articles"]] == ["t"]


def test_the_watch_ends_what_takes_too_long_and_nothing_else() -> None:
    watch = Watch(0.2)
    with watch.limit():
        pass
    with pytest.raises(TimeUp), watch.limit():
        while True:
            pass
    for _ in range(20_000):  # nothing is left over for later
        with watch.limit():
            pass
