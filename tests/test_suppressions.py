from __future__ import annotations

import pytest

from newslint.engine import check
from newslint.readers import read_text
from newslint.result import Result
from newslint.settings import Settings
from tests.conftest import rule_of

RULE = rule_of("match: {phrase: {any: [very]}}\ntags: [plain]", "clarity/very")


def checked(text: str, path: str = "d.txt") -> Result:
    return check(read_text(text, path), [RULE], Settings())


def names(text: str, path: str = "d.txt") -> list[str]:
    return [f.rule for f in checked(text, path).findings]


@pytest.mark.parametrize("selector", ["clarity/very", "clarity", "plain", "all"])
def test_the_next_block_is_answered(selector: str) -> None:
    text = f"# newslint: ignore {selector} -- house joke\nIt is very late.\n\nIt is very early."
    result = checked(text)
    assert [f.span.start for f in result.findings] == [text.rindex("very")]
    assert len(result.suppressed) == 1


def test_the_whole_file_is_answered() -> None:
    assert names("# newslint: ignore-file clarity/very -- an essay on the word\n\nVery.\n\nIt is very early.") == []


def test_markdown_remarks() -> None:
    assert names("<!-- newslint: ignore clarity/very -- said so -->\n\nIt is very late.", "d.md") == []
    assert names("It is very late. <!-- newslint: ignore clarity/very -- said so -->", "d.md") == []


def test_a_remark_is_no_prose() -> None:
    assert names("# newslint: ignore clarity/very -- very old story\nIt is very late.") == []


def test_a_reason_is_required() -> None:
    assert names("# newslint: ignore clarity/very\nIt is very late.") == ["newslint/ignore-directive", "clarity/very"]


def test_unused_and_unknown_directives_are_findings() -> None:
    result = checked("# newslint: ignore clarity/vary -- typo\nIt is late.")
    assert [f.rule for f in result.findings] == ["newslint/unused-ignore"]
    assert "Did you mean “clarity/very”?" in result.findings[0].message
    assert names("# newslint: ignor clarity -- typo\nIt is late.") == ["newslint/ignore-directive"]


def test_an_answer_stays_an_answer_after_edits_nearby() -> None:
    text = (
        "New lede here.\n\n# newslint: ignore clarity/very -- house joke\nNow it is, as said, very late, more words.\n"
    )
    assert names(text) == []
