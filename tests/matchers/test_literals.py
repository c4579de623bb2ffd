from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.document import Block, BlockKind, Document
from newslint.matchers.base import word_index
from newslint.matchers.literals import EDGE, required_literals
from newslint.ruleset import load_builtin
from newslint.span import Span


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (r"\breportedly\b", [{"|reportedly|"}]),
        (r"\b(?:as per|per)\s+reports?\b", [{"|report"}, {"|per|"}]),
        (r"officials? (?:said|say)", [{"official"}, {"|said", "|say"}]),
        (r"cat|dog", [{"cat", "dog"}]),
        (r"(?:cat|dog)s?", [{"cat", "dog"}]),
        (r"(?:cat|dog)?fish", [{"fish"}]),
        (r"x*", []),
        (r"\w+", []),
        (r"(?=foo)\w+", [{"foo"}]),
        (r"(?<=so )it(?! was)", [{"|it"}, {"so|"}]),
        (r"(?!foo)bar", [{"bar"}]),
        (r"(?<here>said) so", [{"said|"}, {"|so"}]),
        (r"[A-Z]\w+ed\b", [{"ed|"}]),
        (r"\p{Lu}said", [{"said"}]),
        (r"ab{2,3}cd", [{"ab"}, {"cd"}]),
        (r"(a", []),
        (r"word\\", [{"word|"}]),
        (r"(?i:Said) (?-i:Mr)", [{"said|"}, {"|mr"}]),
        (r"\x41said", [{"asaid"}]),
        # words that must begin or end there
        (r"\bcons?\b", [{"|con"}]),
        (r"\bcons+\b", [{"|cons"}]),
        (r"(?<!\w)con(?!\w)", [{"|con|"}]),
        (r"(?<![\w-])con(?![\w’])", [{"|con|"}]),
        (r"(?<![^\w])con(?!\W)", [{"con"}]),
        (r"\b(?:pro|con)\b", [{"|pro|", "|con|"}]),
        (r"\b(?:pro|con)+\b", [{"pro", "con"}]),
        (r"\b(?:the )?con\b", [{"|con|"}]),
        (r"\b(?:the)?con\b", [{"con|"}]),
        (r"\s*con\s*", [{"con"}]),
        (r"\b\s*con\s*\b", [{"|con|"}]),
        (r"[-\s]con[a-z -]", [{"|con"}]),
        (r"[!-~]con_", [{"con"}]),
        (r"(?P<w>con)-(?P=w)man", [{"con|"}, {"man"}]),
        (r"\b?con(?:\b)?", [{"con"}]),
        (r"^con$", [{"con"}]),
    ],
)
def test_the_pieces_a_match_must_hold(expression: str, expected: list[set[str]]) -> None:
    assert [{p.replace(EDGE, "|") for p in pieces} for pieces in required_literals(expression)] == expected


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
        " ",
        "-",
        r"\W",
        "[- ]",
        "(?<![\\w-])",
        r"(?!\w)",
        "(?:re |as)?",
        "(?:as-|re)+",
        "(?: as|)",
        r"(?:\bre|a\b)",
        "(?<= )",
        "(?= |-)",
        "i+",
        "²",
    ]
)
EXPRESSION = st.lists(ATOM, min_size=1, max_size=5).map("".join)


LIKELY = st.sampled_from(
    ["ab", "said", "re", "as", "per", "foo", "a", " ", "-", "un", "unn", "i", "x", "²", "_", "\u0301"]
)
TEXT = st.one_of(st.text(alphabet="absiderpfoxc n-é²_İ\u0301", max_size=30), st.lists(LIKELY, max_size=9).map("".join))


@settings(max_examples=1500)
@given(st.lists(EXPRESSION, min_size=1, max_size=3).map("|".join), TEXT)
def test_a_text_with_a_match_holds_one_of_the_pieces(expression: str, text: str) -> None:
    sets = required_literals(expression)
    index = word_index(Document("a.txt", text, text, (Block(BlockKind.BODY, Span(0, len(text))),)))
    if regex.search(expression, text, regex.IGNORECASE):
        assert all(index.blocks_with_any(pieces) for pieces in sets), sets


def test_a_raised_digit_is_no_part_of_a_word() -> None:
    assert required_literals("²²") == ()
    assert required_literals("km²²") == (frozenset({"km"}),)


def test_a_piece_is_found_where_its_edges_say() -> None:
    texts = ("a conflict", "the con", "silicon", "con²")
    text = "\n".join(texts)
    starts = [text.index(t) for t in texts]
    blocks = tuple(Block(BlockKind.BODY, Span(s, s + len(t))) for s, t in zip(starts, texts, strict=True))
    index = word_index(Document("a.txt", text, text, blocks))
    assert index.blocks_with("con") == {0, 1, 2, 3}
    assert index.blocks_with(f"{EDGE}con{EDGE}") == {1, 3}
    assert index.blocks_with(f"{EDGE}con") == {0, 1, 3}
    assert index.blocks_with(f"con{EDGE}") == {1, 2, 3}
    assert index.blocks_with(f"{EDGE}x") == index.blocks_with("q") == frozenset()


def test_shipped_rules_have_pieces_to_go_by() -> None:
    """A pattern without required words runs on every paragraph: a few may, most must not."""
    from newslint.matchers.base import prepared

    patterns = [e for r in load_builtin() if r.check == "pattern" for e in r.options["any"]]
    blind = [e for e in patterns if not required_literals(prepared(e))]
    assert len(blind) <= 0.2 * len(patterns), blind
