from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newslint import yamlnodes
from newslint.errors import NewslintError, RuleError


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    try:
        node = yamlnodes.compose(text, "f.yaml", RuleError)
        if node is not None:
            node.plain()
    except NewslintError as e:
        assert str(e).startswith("f.yaml:") and "\n" not in str(e)


def test_deep_nesting_is_refused() -> None:
    node = yamlnodes.compose("[" * 60 + "]" * 60, "f.yaml", RuleError)
    assert node is not None
    try:
        node.plain()
        raise AssertionError("not refused")
    except RuleError as e:
        assert "levels deep" in str(e)
