"""Nothing breaks the readers and loaders: the kept corpus, hypothesis's inputs, and crafted ones that once took ages.

The campaign under atheris is ``python fuzz/campaign.py TARGET``; what it finds is kept in tests/fixtures/fuzz.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz import altered
from fuzz.targets import TARGETS
from newslint.errors import ReadError
from newslint.readers import read_text
from newslint.readers.html import VOCABULARY
from newslint.readers.markup import extract
from tests.conftest import ROOT


def needed(target: str) -> None:
    """Skip a target whose extra is not installed."""
    extra = {"api": "starlette", "lsp": "pygls"}.get(target)
    if extra:
        pytest.importorskip(extra, reason=f"{extra} is not installed")


CORPUS = ROOT / "tests" / "fixtures" / "fuzz"
KEPT = sorted((p.parent.name, p.name) for p in CORPUS.glob("*/*"))
PIECES = (
    "a b A. “ ” \" ' ’ ‘ « » '' ``` ~~~ * ** _ ` [ ] ( ) ! # > - | \\ & &amp; &#x10ffff; < > </ <p> </p> <em> <!-- --> <![ ]]> "
    "{ } {\\rtf1 \\u8220? \\par \\'e9 \\ud800 : , --- . ... … 1 $5 % https://a.b c@d.e é e\u0301 😀 \u202e \u2028 \ufeff \x00 \x0c"
).split(" ")
TEXTS = st.lists(st.one_of(st.sampled_from([*PIECES, " ", "\n", "\r\n", "\r", "\t", "\n\n"]), st.text(max_size=4))).map(
    "".join
)


@pytest.mark.parametrize(("target", "name"), KEPT)
def test_the_kept_corpus(target: str, name: str) -> None:
    needed(target)
    TARGETS[target](Path(CORPUS, target, name).read_bytes())


def test_every_target_has_a_corpus() -> None:
    assert {t for t, _ in KEPT} >= set(TARGETS)


@pytest.mark.parametrize("target", sorted(TARGETS))
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.one_of(TEXTS.map(lambda s: s.encode("utf-8", "replace")), st.binary(max_size=60)))
def test_nothing_but_newslints_own_errors(target: str, data: bytes) -> None:
    needed(target)
    prefix = {"rtf": b"{\\rtf1 ", "api": b""}.get(target, b"")
    TARGETS[target](prefix + data)
    if target in ("ninjs", "api"):
        text = data.decode("utf-8", "replace")
        item = {"headline": text, "body_html": text} if target == "ninjs" else {"text": text, "path": "a.md"}
        TARGETS[target](json.dumps(item).encode())


def test_altered_rules_are_refused_or_run() -> None:
    """Of 3,600 such rules fourteen kinds once ended in a fault, and one in no memory left."""
    for text in altered.rules(150, seed=11):
        TARGETS["rules"](text.encode())


@pytest.mark.parametrize("format", ["text", "markdown", "html", "nitf"])
@pytest.mark.parametrize(
    "piece", ["!", ".", "…", "_", "a", "é", "a-", "a.a", "<!--", "<!-- ", "<a ", '<a b="', "`", "\ta\n\n", "~~~a\n"]
)
def test_crafted_drafts_are_read_at_once(format: str, piece: str) -> None:
    """Each of these once took time in the square or the cube of its length: this size, minutes."""
    text = piece * (150_000 // len(piece))
    document = read_text(text, "draft", format=format)
    assert document.sentences or document.blocks or not document.text.strip()


def test_directives_in_unclosed_code_are_none() -> None:
    assert not read_text("~~~\n<!-- newslint: ignore a/b -- c -->\n", "a.md").remarks
    assert not read_text("a `<!-- newslint: ignore a/b -- c -->` b\n", "a.md").remarks
    assert len(read_text("a\n\n<!-- newslint: ignore a/b -- c -->\n\n<!-- open", "a.md").remarks) == 1


def test_what_stands_behind_the_last_tag_is_read() -> None:
    document = read_text("<p>One</p>Two &amp; three < four <b", "a.html")
    assert document.text == "One\nTwo & three < four <b\n"
    at = document.text.index("three")
    assert document.source.startswith("three", document.map.start(at))


def test_unknown_marked_sections_are_passed_over() -> None:
    assert extract("<p>a<![foo[ x ]]>b</p>", VOCABULARY).text.startswith("a")


@pytest.mark.parametrize("value", ["!!int ''", "!!bool x", "!!timestamp x", "{? [a] : b}", "2001-01-99", "[" * 500])
def test_front_matter_that_is_no_plain_yaml(value: str) -> None:
    with pytest.raises(ReadError, match="front matter"):
        read_text(f"---\na: {value}\n---\nText.\n", "a.md")


def test_front_matter_that_would_unfold_without_end() -> None:
    lines = ["a0: &a0 {k: v}"] + [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 10)]
    with pytest.raises(ReadError, match="unfold"):
        read_text("---\n" + "\n".join(lines) + "\n---\nText.\n", "a.md")


@pytest.mark.parametrize("count", ["x", "-1", "", "9" * 5000, "٣"])
def test_odd_numbers_of_spaces_in_odt(count: str) -> None:
    seed = (CORPUS / "odt" / "seed-0").read_text().replace('"x"', f'"{count}"')
    TARGETS["odt"](seed.encode())


def test_deep_nesting_in_odt() -> None:
    seed = (CORPUS / "odt" / "seed-0").read_text()
    inner = "<text:span>" * 20_000 + "a" + "</text:span>" * 20_000
    TARGETS["odt"](seed.replace("A<", f"A{inner}<").encode())
