from __future__ import annotations

from pathlib import Path

import pytest

from newslint import baseline
from newslint.engine import check
from newslint.errors import SettingsError
from newslint.readers import read_text
from newslint.result import Result
from newslint.settings import Settings
from tests.conftest import rule_of

RULES = [
    rule_of("match: {phrase: {any: [very]}}", "clarity/very"),
    rule_of("match: {phrase: {any: [very late]}}", "clarity/late"),
]


def checked(text: str, path: str) -> Result:
    return check(read_text(text, path), RULES, Settings())


def test_edits_around_a_finding_do_not_lose_it(tmp_path: Path) -> None:
    file, draft = tmp_path / "b.json", str(tmp_path / "d.txt")
    assert baseline.write(file, [checked("It is very late. A very old pier.", draft)]) == 3
    known = baseline.read(file)
    edited = checked("A new lede.\n\nNow it is, she said, very late. A very old pier stands.", draft)
    assert baseline.fresh(edited, known, tmp_path).findings == ()
    more = checked("It is very late. A very old pier. It is very new.", draft)
    assert [f.span.start for f in baseline.fresh(more, known, tmp_path).findings] == [40]


def test_a_folded_finding_that_is_new_shows(tmp_path: Path) -> None:
    file, draft = tmp_path / "b.json", str(tmp_path / "d.txt")
    baseline.write(file, [check(read_text("It is very late.", draft), RULES[:1], Settings())])
    left = baseline.fresh(checked("It is very late.", draft), baseline.read(file), tmp_path).findings
    assert [(f.rule, f.also) for f in left] == [("clarity/late", ())]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"form": 1}', '{"form": 9, "drafts": {}}', '{"form": 1, "drafts": []}', "\x00"]
)
def test_what_is_no_baseline_is_said(tmp_path: Path, text: str) -> None:
    file = tmp_path / "b.json"
    file.write_text(text)
    with pytest.raises(SettingsError, match="baseline"):
        baseline.read(file)
    with pytest.raises(SettingsError, match="no such baseline"):
        baseline.read(tmp_path / "nope.json")
