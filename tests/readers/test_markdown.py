"""Markdown: markup is masked where it stands, so every offset is the file's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.document import BlockKind, Document
from newslint.errors import ReadError
from newslint.readers import read_text


def read(source: str) -> Document:
    return read_text(source, "draft.md")


def blocks(source: str) -> list[tuple[str, str]]:
    document = read(source)
    return [(b.kind.value, b.span.of(document.text)) for b in document.blocks]


MARKDOWN = st.lists(
    st.sampled_from(
        [
            "# Pools shut\n", "Pools\n=====\n", "\n", "The *old* pool was **shut**.\n", "- one\n", "1. two\n", "> said so\n",
            "```\ncode\n```\n", "    code\n", "[link](https://example.org) and ![alt](a.png)\n", "<b>bold</b> &nbsp; text\n",
            "a \\* b `code` c\n", "---\n", "| a | b |\n|---|---|\n| c | d |\n", "<!-- newslint: ignore a/b -- x -->\n",
            "[1]: https://example.org\n", "text[^1] *open **both\n", "“Quote” and ‘quote’ 😀\n", "\r\n", "~~~\nopen fence\n",
        ]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(st.one_of(MARKDOWN, st.text(alphabet="ab*_`#>-[]()!\\<>&;|~=\n \r“”😀:1.", max_size=120)))
def test_masked_text_has_the_length_of_the_file(source: str) -> None:
    try:
        document = read(source)
    except ReadError:
        assert source.startswith("---")
        return
    assert len(document.text) == len(source)
    for i, (seen, there) in enumerate(zip(document.text, source, strict=True)):
        assert seen == there or seen == " ", i
        if there in "\r\n":
            assert seen == there
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(source)
        end = block.span.end


def test_blocks_of_every_kind() -> None:
    source = (
        "# Pools shut\n\nThe *old* pool was **shut**.\n\n## Next\n\n- One\n- Two\n\n> We swam.\n\n"
        "```\nnot prose\n```\n\n![The pool on Monday](pool.jpg)\n"
    )
    assert blocks(source) == [
        ("headline", "Pools shut"),
        ("body", "The  old  pool was   shut  ."),
        ("heading", "Next"),
        ("list", "One"),
        ("list", "Two"),
        ("quote", "We swam."),
        ("code", "   \n         \n   "),
        ("caption", "The pool on Monday"),
    ]


def test_front_matter_names_headline_dek_and_byline() -> None:
    document = read(
        "---\ntitle: Pools shut\ndek: Swimmers plan a march\nauthor: Erin Poole\ndate: 2024-06-03\n---\n\nThe pool shut.\n"
    )
    assert document.headline is not None and document.headline.of(document.text) == "Pools shut"
    assert document.dek is not None and document.dek.of(document.text) == "Swimmers plan a march"
    assert [b.span.of(document.text) for b in document.of(BlockKind.BYLINE)] == ["Erin Poole"]
    assert "date" in document.meta


def test_broken_front_matter_is_an_error_with_a_place() -> None:
    with pytest.raises(ReadError, match=r"draft\.md"):
        read("---\ntitle: [open\n---\n\nThe pool shut.\n")


def test_links_code_and_addresses_are_masked() -> None:
    source = "See [the ruling](https://example.org/a), `code` and <https://example.org>.\n"
    document = read(source)
    assert "the ruling" in document.text
    assert "example" not in document.text and "code" not in document.text
    assert len(document.text) == len(source)


def test_emphasis_is_remembered() -> None:
    document = read("He read *The Pool* and _Two Pools_ twice.\n")
    assert [s.of(document.source) for s in document.emphasis] == ["The Pool", "Two Pools"]


def test_directives_in_comments() -> None:
    document = read("# Pools shut\n\n<!-- newslint: ignore clarity/wordy -- a quote -->\nThe pool shut.\n")
    assert [r.text for r in document.remarks] == ["newslint: ignore clarity/wordy -- a quote"]
