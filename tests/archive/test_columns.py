from __future__ import annotations

import pytest

pytest.importorskip("pyarrow")

from newslint.archive.columns import Columns, chosen
from newslint.errors import NewslintError


def test_usual_names_are_found_whatever_their_case() -> None:
    assert chosen({}, ["GUID", "Title", "Body", "section", "when"], "a.parquet") == Columns(
        text="Body", id="GUID", headline="Title", desk="section"
    )


def test_what_is_asked_for_beats_the_usual_name_and_a_dash_leaves_a_role_out() -> None:
    found = chosen({"text": "lede", "headline": "-"}, ["text", "lede", "title"], "a.parquet")
    assert found == Columns(text="lede")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"text": "boody"}, "a.parquet: no column “boody”. Did you mean “body”? The columns there are: body, desk."),
        ({"texxt": "body"}, "“texxt” is nothing a column can be. Did you mean “text”?"),
        ({"desk": "place"}, "no column “place”."),
    ],
)
def test_a_column_that_is_not_there_is_named_with_those_that_are(asked: dict[str, str], says: str) -> None:
    with pytest.raises(NewslintError) as e:
        chosen(asked, ["body", "desk"], "a.parquet")
    assert says in str(e.value)


def test_without_a_text_the_columns_there_are_listed() -> None:
    with pytest.raises(NewslintError, match=r"--column text=NAME\. The columns there are: a, b\."):
        chosen({}, ["a", "b"], "a.parquet")
