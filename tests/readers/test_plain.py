"""Plain text: offsets are the file's own, blocks are what stands between empty lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newslint.document import BlockKind
from newslint.readers import read_text

LINES = st.text(alphabet="ab C.,:\n\r\t \u2028\x0c>#-“”\"'—é😀0", max_size=200)


@given(LINES)
def test_text_and_file_are_the_same(source: str) -> None:
    document = read_text(source, "draft.txt")
    assert document.text == document.source == source
    assert document.map.identity


@given(LINES)
def test_blocks_are_ordered_apart_and_trimmed(source: str) -> None:
    document = read_text(source, "draft.txt")
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(source)
        text = block.span.of(source)
        if block.kind is not BlockKind.QUOTE:
            assert text == text.strip()
        end = block.span.end


@given(LINES)
def test_every_visible_character_is_in_a_block(source: str) -> None:
    document = read_text(source, "draft.txt")
    inside = set()
    for block in document.blocks:
        inside.update(range(*block.span))
    for i, c in enumerate(source):
        if c.isalnum():
            assert i in inside, (i, c)


def test_hard_wrapped_paragraphs_are_joined_and_stacked_lines_are_not() -> None:
    wrapped = "\n".join(["The council met on Monday and voted to close two pools"] * 2 + ["in the old town."])
    document = read_text(f"Pools shut\n\n{wrapped}", "draft.txt")
    assert [b.kind.value for b in document.blocks] == ["headline", "body"]
    document = read_text("Pools shut\n\nOne.\nTwo went on for a while.\nThree.", "draft.txt")
    assert len(document.blocks) == 4


def test_any_line_break_counts() -> None:
    for newline in ("\n", "\r\n", "\r"):
        document = read_text(newline.join(["Pools shut", "", "They shut.", "", "They opened."]), "draft.txt")
        assert [b.span.of(document.text) for b in document.blocks] == ["Pools shut", "They shut.", "They opened."]


def test_directives_are_remarks() -> None:
    document = read_text("Pools shut\n\n# newslint: ignore clarity/wordy -- a quote\nThey shut.", "draft.txt")
    assert [r.text for r in document.remarks] == ["newslint: ignore clarity/wordy -- a quote"]
    assert [b.kind for b in document.blocks] == [BlockKind.HEADLINE, BlockKind.REMARK, BlockKind.BODY]


def test_addresses_are_no_prose() -> None:
    text = "See https://example.org/a_b?c=d (www.example.org), write to ada@example.org or @ada, #pools."
    document = read_text(text, "draft.txt")
    assert [s.of(text) for s in document.masked] == [
        "https://example.org/a_b?c=d", "www.example.org", "ada@example.org", "@ada", "#pools",
    ]  # fmt: skip
