"""Names: one person in two spellings, abbreviations, bodies in two forms."""

from __future__ import annotations

import pytest

from newslint.matchers.naming.spelling import distance
from tests.conftest import flagged


def rule(problem: str, **options: str) -> str:
    more = "".join(f", {k}: '{v}'" for k, v in options.items())
    return f"match: {{name: {{problem: {problem}{more}}}}}"


@pytest.mark.parametrize(
    ("a", "b", "far"),
    [("Colby", "Coleby", 1), ("Kasich", "Kaisch", 1), ("Smith", "Smyth", 1), ("Lund", "Lund", 0), ("Rees", "Moore", 3)],
)
def test_distance(a: str, b: str, far: int) -> None:
    assert distance(a, b) == distance(b, a) == far


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They met Ada Lundqvist. Ms. Lundquist said no. Ada Lundqvist left.", ["Lundquist"]),
        ("They met Ada Lundqvist and Owen Lundquist, her cousin.", []),
        ("They met Ada Lundqvist. “Lundquist is late,” said a sign.", []),
        ("They met Pavel Ostrin in Ostrina, a port.", []),
        ("They met Pavel Supré. Supre said no.", []),
        ("They met Pavel Ostrin. The Ostrins said no.", []),
        ("They met Pavel Martin. Marten said no; a marten is a beast.", []),
    ],
)
def test_spellings(text: str, words: list[str]) -> None:
    assert flagged(rule("misspelt"), text) == words


@pytest.mark.parametrize(
    ("problem", "text", "words"),
    [
        ("acronym-undefined", "The KDLA said no. The KDLA left.", ["KDLA"]),
        ("acronym-undefined", "The Kesh Dock Labour Association met. The KDLA said no.", []),
        ("acronym-undefined", "The KDLA, a union, said no.", []),
        ("acronym-undefined", "A KDLA clerk said no.", []),
        ("acronym-unused", "The Kesh Dock Labour Association (KDLA) met.", ["(KDLA)"]),
        ("acronym-unused", "The Kesh Dock Labour Association (KDLA) met. KDLA members left.", []),
        ("acronym-mismatch", "The Kesh Dock Labour Association (KDLB) met.", ["KDLB"]),
        ("acronym-mismatch", "The dockers of Kesh (KDLA) met.", []),
        ("variant", "The Ellery Arts Centre is shut. The Ellery Arts Center was full.", ["Ellery Arts Center"]),
        ("family-name", "Zhao Lijian left. Lijian said no.", ["Lijian"]),
        ("family-name", "Zhao Lijian left. Zhao said no.", []),
    ],
)
def test_problems(problem: str, text: str, words: list[str]) -> None:
    options = {"families": "Zhao"} if problem == "family-name" else {}
    assert flagged(rule(problem, **options), text) == words


def test_known_abbreviations_need_no_words() -> None:
    assert flagged(rule("acronym-undefined", known="KDLA|FBI"), "The KDLA said no.") == []
