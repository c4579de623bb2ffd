from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.matchers.literals import required_literals
from newslint.ruleset import load_builtin


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (r"\breportedly\b", [{"reportedly"}]),
        (r"\b(?:as per|per)\s+reports?\b", [{"report"}, {"per"}]),
        (r"officials? (?:said|say)", [{"official"}, {"said", "say"}]),
        (r"cat|dog", [{"cat", "dog"}]),
        (r"(?:cat|dog)s?", [{"cat", "dog"}]),
        (r"(?:cat|dog)?fish", [{"fish"}]),
        (r"x*", []),
        (r"\w+", []),
        (r"(?=foo)\w+", [{"foo"}]),
        (r"(?<=so )it(?! was)", [{"it"}, {"so"}]),
        (r"(?!foo)bar", [{"bar"}]),
        (r"(?<here>said) so", [{"said"}, {"so"}]),
        (r"[A-Z]\w+ed\b", [{"ed"}]),
        (r"\p{Lu}said", [{"said"}]),
        (r"ab{2,3}cd", [{"ab"}, {"cd"}]),
        (r"(a", []),
        (r"word\\", [{"word"}]),
        (r"(?i:Said) (?-i:Mr)", [{"said"}, {"mr"}]),
        (r"\x41said", []),
    ],
)
def test_the_pieces_a_match_must_hold(expression: str, expected: list[set[str]]) -> None:
    assert [set(pieces) for pieces in required_literals(expression)] == expected


ATOM = st.sampled_from(
    [
        "ab",
        "said",
        "re",
        r"\w",
        r"\s+",
        "(?:as|per)",
        "(?:foo|bar|)",
        "x?",
        "[abc]",
        r"\b",
        "é",
        "(?=a)",
        "(?=re)",
        "(?<=said)",
        "(?<!re)",
        "(?!zz)",
        "un{1,2}",
    ]
)
EXPRESSION = st.lists(ATOM, min_size=1, max_size=5).map("".join)


@settings(max_examples=400)
@given(st.lists(EXPRESSION, min_size=1, max_size=3).map("|".join), st.text(alphabet="absiderpfoxc n é", max_size=30))
def test_a_text_with_a_match_holds_one_of_the_pieces(expression: str, text: str) -> None:
    sets = required_literals(expression)
    for m in regex.compile(expression, regex.IGNORECASE).finditer(text):
        assert all(any(piece in text.lower() for piece in pieces) for pieces in sets), (m, sets)


def test_shipped_rules_have_pieces_to_go_by() -> None:
    """A pattern without required words runs on every paragraph: a few may, most must not."""
    from newslint.matchers.base import prepared

    patterns = [e for r in load_builtin() if r.check == "pattern" for e in r.options["any"]]
    blind = [e for e in patterns if not required_literals(prepared(e))]
    assert len(blind) <= 0.2 * len(patterns), blind
