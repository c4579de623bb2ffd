"""The slips that desks mark most, on sentences that no rule was written from: all found, and nothing said of clean ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from newslint.finding import Finding
from newslint.readers import read_text
from newslint.session import Session
from newslint.settings import Settings

KINDS = yaml.safe_load(Path(__file__).with_name("fresh.yaml").read_text(encoding="utf-8"))
SESSION = Session()


def said(text: str) -> Iterator[Finding]:
    """What newslint says of the language of a text with its default engine, folded findings included."""
    for finding in SESSION.check(read_text(text, "draft.txt"), Settings()).findings:
        yield from (f for f in (finding, *finding.also) if f.rule.split("/")[0] in ("grammar", "typos"))


@pytest.mark.parametrize("text", [t for kind in KINDS.values() for t in kind["bad"]])
def test_a_slip_is_found_where_it_is(text: str) -> None:
    before, _, rest = text.partition("[")
    slip, _, after = rest.partition("]")
    found = [f.span for f in said(before + slip + after)]
    assert any(span.start < len(before) + len(slip) and span.end > len(before) for span in found)


@pytest.mark.parametrize("text", [t for kind in KINDS.values() for t in kind["good"]])
def test_nothing_is_said_of_a_clean_sentence(text: str) -> None:
    assert [(f.rule, f.text) for f in said(text)] == []


def test_each_kind_has_ten_of_each() -> None:
    assert {(len(kind["bad"]), len(kind["good"])) for kind in KINDS.values()} == {(10, 10)}
