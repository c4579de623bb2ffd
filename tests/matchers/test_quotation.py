"""The quotation check: marks, speakers, repetitions."""

from __future__ import annotations

import pytest

from tests.conftest import flagged


def rule(problem: str, more: str = "") -> str:
    return f"match: {{quotation: {{problem: {problem}{more}}}}}\nquoted: true\nnames: true\ntitles: true"


@pytest.mark.parametrize(
    ("problem", "text", "expected"),
    [
        ("unclosed", "Lund said: “We waited.", ["“We waited."]),
        ("unclosed", "Lund said: “We waited.”", []),
        ("unopened", "We waited,” Lund said.", ["”"]),
        ("mismatched", 'Lund saw “no leak" there.', ['“no leak"']),
        ("mixed", '“So,” he said. "No," she said. “So.”', ['"No,"']),
        ("mixed", "“So,” he said. “No,” she said.", []),
        ("repeated", "“We waited,” he said. “We waited,” she said.", ["“We waited,”"]),
        ("unattributed", "It shut. “We were never told about it.” Staff left.", ["“We were never told about it.”"]),
        ("unattributed", "It shut, Lund said. “We were never told about it.” Staff left.", []),
        ("unattributed", "It shut. “Never told.” Staff left.", []),
        ("any", "He said “so” and “no”.", ["“so”", "“no”"]),
        ("scare", "The firm sent “help” to tenants.", ["“help”"]),
        ("scare", "The firm sent what it called “help” to tenants.", []),
    ],
)
def test_problems(problem: str, text: str, expected: list[str]) -> None:
    assert flagged(rule(problem), text) == expected


def test_text_words_and_flag() -> None:
    text = "“We [all] waited,” he said. “No,” she said."
    assert flagged(rule("any", ", text: ['\\[[a-z]+\\]'], flag: text"), text) == ["[all]"]
    assert flagged(rule("any", ", not_text: ['\\[']"), text) == ["“No,”"]
    assert flagged(rule("any", ", min_words: 2"), text) == ["“We [all] waited,”"]
    assert flagged(rule("any", ", max_words: 1"), text) == ["“No,”"]
    assert flagged(rule("any", ", flag: opening"), text) == ["“We [all] waited,”", "“No,”"]
    assert flagged(rule("any", ", first: true"), text) == ["“We [all] waited,”"]


def test_a_free_paragraph_needs_a_speaker_or_a_lead_in() -> None:
    lede = "The yard shut on Friday and the gates were locked."
    quote = "“They sold the cranes and then they sold the dock.”"
    assert flagged(rule("unattributed"), f"Yard shuts\n\n{lede}\n\n{quote}\n\n{lede}") == [quote]
    assert flagged(rule("unattributed"), f"Yard shuts\n\nAda Lund spoke at the gate:\n\n{quote}\n\n{lede}") == []
    assert flagged(rule("unattributed"), f"Yard shuts\n\n{lede}\n\n{quote}\n\n— Ada Lund, welder") == []
    assert flagged(rule("unattributed"), f"Yard shuts\n\n{lede}\n\n{quote} Lund said so twice.\n\n{lede}") == []


def test_scope_decides_where_it_reads() -> None:
    text = "Chief: “We waited”\n\nIt rained. “We waited,” the chief said."
    assert flagged(rule("any") + "\nscope: [headline]", text) == ["“We waited”"]
    assert flagged(rule("any") + "\nscope: [body]", text) == ["“We waited,”"]
