"""Vale styles as they are: the four vendored ones (MIT, see their licence), and small ones for the checks they lack."""

from __future__ import annotations

from pathlib import Path

import pytest

from newslint.engine import check
from newslint.errors import RuleError
from newslint.finding import Finding
from newslint.readers import read_text
from newslint.rule import Rule
from newslint.settings import Settings
from newslint.valestyles import load_file, load_style
from tests.conftest import ROOT

STYLES = ROOT / "tests" / "fixtures" / "vale-styles"


def said(rules: list[Rule], text: str, path: str = "d.txt") -> list[tuple[str, str, str]]:
    found = check(read_text(text, path), rules, Settings()).findings
    return sorted((f.rule, f.text, f.message) for top in found for f in (top, *top.also))


def made(folder: Path, text: str, name: str = "House/Rule", vocabulary: str = "") -> Rule:
    style, _, short = name.partition("/")
    file = folder / style / f"{short}.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    if vocabulary:
        accept = folder / "config" / "vocabularies" / "House" / "accept.txt"
        accept.parent.mkdir(parents=True)
        accept.write_text(vocabulary)
    return load_style(folder / style)[0]


def flagged(rule: Rule, text: str, path: str = "d.txt") -> list[str]:
    return [f.text for f in findings(rule, text, path)]


def findings(rule: Rule, text: str, path: str = "d.txt") -> list[Finding]:
    return list(check(read_text(text, path), [rule], Settings()).findings)


@pytest.mark.parametrize(
    ("style", "rules"), [("write-good", 8), ("proselint", 35), ("Joblint", 17), ("Readability", 7)]
)
def test_the_vendored_styles_load_without_a_change(style: str, rules: int) -> None:
    loaded = load_style(STYLES / style)
    assert len(loaded) == rules
    assert all(r.name.startswith(f"{style}/") and f"{style}." in r.aliases[0] for r in loaded)


def test_a_folder_of_styles() -> None:
    assert {r.pack for r in load_style(STYLES)} == {"write-good", "proselint", "Joblint", "Readability"}


def test_what_vale_says_of_a_text() -> None:
    """Recorded from Vale 3.21 over the same text with write-good, proselint and Joblint."""
    text = (
        "Obviously the report was written by a guru. There is a number of of reasons, so to speak. She is very unique."
    )
    rules = [r for r in load_style(STYLES) if r.pack != "Readability"]
    assert [(rule, words) for rule, words, _ in said(rules, text)] == RECORDED


RECORDED = [
    ("Joblint/DumbTitles", "guru"),
    ("Joblint/Gendered", "She"),
    ("proselint/Hedging", ", so to speak"),
    ("proselint/Uncomparables", "very unique"),
    ("proselint/Very", "very"),
    ("write-good/E-Prime", "is"),
    ("write-good/E-Prime", "is"),
    ("write-good/E-Prime", "was"),
    ("write-good/Illusions", "of of"),
    ("write-good/Passive", "was written"),
    ("write-good/TooWordy", "a number of"),
    ("write-good/Weasel", "very"),
]


def test_existence_raw_append_and_exceptions(tmp_path: Path) -> None:
    rule = made(
        tmp_path,
        "extends: existence\nmessage: \"No '%s'\"\nignorecase: true\nraw: ['(?:very)\\s']\ntokens: [late, soon]\nexceptions: [very soon]",
    )
    assert [(f.text, f.message) for f in findings(rule, "It is Very late and very soon.")] == [
        ("Very late", "No 'Very late'")
    ]
    rule = made(tmp_path, "extends: existence\nmessage: m\nnonword: true\ntokens: ['\\d+%']", "House/Rule")
    assert flagged(rule, "It rose 5% again.") == ["5%"]


def test_vocabularies_are_exceptions(tmp_path: Path) -> None:
    rule = made(tmp_path, "extends: existence\nmessage: m\ntokens: ['[A-Z]{3,}']", vocabulary="NATO\n# a remark\n")
    assert flagged(rule, "NATO and OPEC met.") == ["OPEC"]


def test_substitution_offers(tmp_path: Path) -> None:
    rule = made(
        tmp_path,
        "extends: substitution\nmessage: \"Use '%s' instead of '%s'.\"\nignorecase: true\naction: {name: replace}\nswap: {'utili[sz]e': use|employ, '(?i)e-mail': email}",
    )
    found = findings(rule, "They utilise E-mail and email.")
    assert [(f.text, f.suggestions, f.message) for f in found] == [
        ("utilise", ("use", "employ"), "Use 'use or employ' instead of 'utilise'."),
        ("E-mail", ("email",), "Use 'email' instead of 'E-mail'."),
    ]


def test_occurrence_repetition_consistency(tmp_path: Path) -> None:
    rule = made(tmp_path, "extends: occurrence\nmessage: More than 2\nscope: sentence\nmax: 2\ntoken: ','")
    assert flagged(rule, "One, two, three, four. One, two.") == [","]
    rule = made(
        tmp_path,
        "extends: repetition\nmessage: \"'%s' is repeated\"\nignorecase: true\nalpha: true\ntokens: ['[^\\s]+']",
    )
    assert flagged(rule, "It is the The plan. Plan 9 9.") == ["the The"]
    rule = made(
        tmp_path, "extends: consistency\nmessage: \"Inconsistent '%s'\"\nignorecase: true\neither: {adviser: advisor}"
    )
    assert flagged(rule, "The adviser met.\n\nAn advisor left.") == ["advisor"]


def test_conditional(tmp_path: Path) -> None:
    rule = made(
        tmp_path,
        "extends: conditional\nmessage: \"'%s' has no definition\"\nfirst: '\\b([A-Z]{3,5})\\b'\nsecond: '(?:\\b[A-Z][a-z]+ )+\\(([A-Z]{3,5})\\)'\nexceptions: [USA]",
    )
    assert flagged(rule, "The World Health Organization (WHO) met. WHO and OPEC and USA left.") == ["OPEC"]


@pytest.mark.parametrize(
    ("match", "heading", "wrong"),
    [
        ("$title", "Council Backs a Plan for the Bridge", False),
        ("$title", "Council backs plan for bridge", True),
        ("$sentence", "Council backs plan for NATO", False),
        ("$sentence", "Council Backs Plan For Bridge", True),
        ("$lower", "council backs", False),
        ("$upper", "Council", True),
        ("'^[A-Z].*[a-z]$'", "Council backs", False),
    ],
)
def test_capitalization(tmp_path: Path, match: str, heading: str, wrong: bool) -> None:
    rule = made(tmp_path, f"extends: capitalization\nmessage: \"'%s'\"\nscope: heading\nmatch: {match}")
    assert flagged(rule, f"# {heading}\n\nBody text stands here.\n", "d.md") == ([heading] if wrong else [])


def test_metric_and_readability(tmp_path: Path) -> None:
    text = "The organisation communicates information. " * 3
    rule = made(
        tmp_path, "extends: metric\nmessage: \"%s words a sentence\"\nformula: words / sentences\ncondition: '> 3'"
    )
    assert [(f.text, f.message) for f in findings(rule, text)] == [("The", "4.00 words a sentence")]
    rule = made(tmp_path, 'extends: readability\nmessage: "Grade (%s)"\nmetrics: [Flesch-Kincaid]\ngrade: 8')
    assert flagged(rule, text) == ["The"] and flagged(rule, "The cat sat. The dog ran.") == []


def test_sequence_of_patterns(tmp_path: Path) -> None:
    rule = made(
        tmp_path,
        "extends: sequence\nmessage: \"'%s %s'\"\nignorecase: true\ntokens:\n  - pattern: not\n  - pattern: only\n  - pattern: but\n    skip: 4",
    )
    assert flagged(rule, "It was not only late but wrong. It was not late.") == ["not only late but"]


def test_scopes_limits_and_levels(tmp_path: Path) -> None:
    rule = made(
        tmp_path,
        "extends: existence\nmessage: m\nlevel: error\nscope: [heading, ~blockquote & list]\nlimit: 2\ntokens: [very]",
    )
    text = "# A very big head\n\nA very long text.\n\n- a very item\n- a very item\n\n> very\n"
    assert flagged(rule, text, "d.md") == ["very", "very"] and rule.severity.value == "error"


def test_vales_own_comments_are_honoured_for_its_rules(tmp_path: Path) -> None:
    rule = made(tmp_path, "extends: existence\nmessage: m\ntokens: [very]", "House/Very")
    text = "Very one, very.\n\n<!-- vale off -->\n\nIt is very late.\n\n<!-- vale on -->\n\nIt is very late.\n\n<!-- vale House.Very = NO -->\n\nIt is very late.\n"
    assert [f.span.start for f in findings(rule, text, "d.md")] == [10, text.index("very", text.index("vale on"))]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("message: m", "has no “extends”"),
        ("extends: script\nmessage: m", "“script” is no Vale check newslint does"),
        (
            "extends: existence\nmessage: m\ntokenz: [x]",
            "Rule.yml:3:1: “tokenz” is not a key newslint knows. Did you mean “tokens”?",
        ),
        (
            "extends: sequence\nmessage: m\ntokens: [{tag: NN}]",
            "the key “tag” of sequence needs a part-of-speech tagger",
        ),
        ("extends: existence\nmessage: m\nscope: comment\ntokens: [x]", "the scope “comment” is none newslint has"),
        ("extends: spelling\nmessage: m\ndictionaries: [x]", "dictionaries of its own"),
        ("extends: existence\nmessage: m\nlevel: fatal\ntokens: [x]", "is not one of the choices"),
    ],
)
def test_what_is_not_supported_is_said_by_file_and_key(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "Rule.yml"
    file.write_text(text)
    with pytest.raises(RuleError) as e:
        load_file(file, "House")
    assert says in str(e.value)


@pytest.mark.parametrize(
    "formula", ["__import__('os').system('x')", "words.__class__", "(lambda: 1)()", "9 ** 9 ** 9", "nope + 1", "1 +"]
)
def test_a_formula_runs_no_code(tmp_path: Path, formula: str) -> None:
    rule = made(tmp_path, f"extends: metric\nmessage: m\nformula: \"{formula}\"\ncondition: '> 1'")
    with pytest.raises(RuleError, match="cannot be computed"):
        findings(rule, "It met on Monday.")
