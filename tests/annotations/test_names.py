from __future__ import annotations

import pytest

from newslint.annotations.names import names, titles
from newslint.document import Document
from newslint.readers import read_text
from newslint.span import Span


def place(document: Document, word: str) -> Span:
    at = document.text.index(word)
    return Span(at, at + len(word))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The plan of Ottoline failed.", "Ottoline"),
        ("Mr. Quill left the room.", "Quill"),
        ("J. Quill left the room.", "Quill"),
        ("Quill left. The others saw Quill go.", "Quill"),
        ("Ada Quill left the room.", "Ada"),
        ("He bought an iPhone there.", "iPhone"),
        ("She wrote to @quillpost about it.", "@quillpost"),
        ("See quillpost.example or www.quill.example now.", "www.quill.example"),
    ],
)
def test_names(text: str, name: str) -> None:
    document = read_text(text, "d.txt")
    assert names(document).overlaps(place(document, name))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Constrictive talks went on.", "Constrictive"),
        ("The talks were long.", "talks"),
        ("“Constrictive talks went on,” she said.", "Constrictive"),
        ("He left. Therefore the talks ended.", "Therefore"),
    ],
)
def test_no_names(text: str, word: str) -> None:
    document = read_text(text, "d.txt")
    assert not names(document).overlaps(place(document, word))


def test_titles_of_works_and_bodies() -> None:
    document = read_text("She joined the Board of Trade and Transport in May.", "d.txt")
    assert titles(document).covers(place(document, "Board of Trade and Transport"))
    assert not titles(document).covers(place(document, "May"))
