from __future__ import annotations

import random
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.document import Document
from newslint.readers import read_text
from newslint.typos import doubts, suggest
from newslint.typos.doubts import doubts as realword
from newslint.typos.lexicon import dialect_bits, lexicon
from newslint.typos.ngrams import Ngrams
from newslint.typos.nonword import misspellings
from newslint.typos.slip import Slip
from newslint.typos.words import Word

NONE: frozenset[str] = frozenset()


def found(text: str, accepted: frozenset[str] = NONE, dialect: str = "any") -> dict[str, tuple[str, ...]]:
    document = read_text(text)
    return {s.span.of(document.text): s.suggestions for s in misspellings(document, accepted, dialect)}


@pytest.mark.parametrize(
    ("sentence", "wrong", "right"),
    [
        ("The goverment fell on Monday.", "goverment", "government"),
        ("She recieved the letter on Monday.", "recieved", "received"),
        ("They were refered to the council.", "refered", "referred"),
        ("He is writting a book about the port.", "writting", "writing"),
        ("There were alot of people in the hall.", "alot", "a lot"),
        ("Becouse of the rain the match was called off.", "Becouse", "Because"),
        ("It dont matter to the council.", "dont", "don't"),
        ("The council’s comittee’s report was late.", "comittee’s", "committee’s"),
        ("The well-konwn actor spoke on Monday.", "konwn", "known"),
        ("The ferry capsised in the storm.", "capsised", "capsized"),  # no word ends so in any dialect
    ],
)
def test_finds_the_slip_and_offers_the_word_first(sentence: str, wrong: str, right: str) -> None:
    slips = found(sentence)
    assert list(slips) == [wrong]
    assert right in slips[wrong]
    assert len(slips[wrong]) <= 3


@pytest.mark.parametrize(
    "sentence",
    [
        "Qasim Mirzaei and Zhao Lijian met reporters in Kyiv on Monday.",
        "Mirzaei said the council would meet again.\n\nThe council thanked Mirzaei on Monday.",
        "The parody site goverment.example fell to hackers on Monday.",
        "Write to newsdesk@goverment.example or follow @goverment on Monday.",
        "“I was gonna call, but he ain't talkin' to nobody,” she said.",
        "The cyberattack hit policymakers, retweeters and counterterrorism aides.",
        "His fiancée and her protégé, a fiancee and a protege, spoke at the café.",
        "The blorptag was sold. The blorptag was red. No blorptag is cheap.",
        "He called it a “philanthropub” on Monday.",
        "The de facto leader spoke en masse to le monde on Monday.",
        "THE GOVERNMENT FELL ON MONDAY.",
        "Two look-alikes of the mayor spoke to the council on Monday.",
        "The suspect was tased by two officers, one of whom was lasing at the time.",
        "They ran moblogs for the council.",  # two letters and the first differ from any word
    ],
)
def test_silent_on_names_and_words_made_by_the_rules(sentence: str) -> None:
    assert found(sentence) == {}


def test_italics_are_foreign_words() -> None:
    document = read_text("The dish, *karjalanpiirakka* with *vooi*, is eaten on Monday.", format="markdown")
    assert list(misspellings(document, NONE, "any")) == []


def test_accepted_words_are_words() -> None:
    assert found("The goverment fell.", frozenset({"goverment"})) == {}


def test_another_dialect_is_wrong_only_when_one_is_named() -> None:
    assert found("The colour of the harbour was grey.") == {}
    assert list(found("The colour of the harbour was pale.", dialect="us")) == ["colour", "harbour"]
    assert found("The colour of the harbour was pale.", dialect="uk") == {}


@pytest.mark.parametrize("name", ["us", "uk", "gb", "au", "ca", "in", "en-US", "Canadian", "any", "klingon"])
def test_every_dialect_has_the_common_words(name: str) -> None:
    bits = dialect_bits(name)
    assert all(lexicon().mark(w) & bits for w in ("the", "government", "said", "people"))


def check(document: Document, slips: list[Slip]) -> None:
    last = -1
    for slip in slips:
        text = slip.span.of(document.text)
        assert last < slip.span.start < slip.span.end <= len(document.text)
        last = slip.span.start
        assert text and not text[0].isspace() and not text[-1].isspace()
        assert 1 <= len(slip.suggestions) <= 3
        assert text not in slip.suggestions
        assert len(set(slip.suggestions)) == len(slip.suggestions)
        assert 0 <= slip.score <= 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from("The goverment recieved alot of it , . “ ” - 's don’t Zhao wierd é 12 $5 \n\n".split(" ")),
            st.text(min_size=1, max_size=9),
        ),
        max_size=40,
    )
)
def test_spans_are_exact_whatever_the_text(words: list[str]) -> None:
    document = read_text(" ".join(words))
    check(document, list(misspellings(document, NONE, "any")))


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abcdeinorst", min_size=4, max_size=10))
def test_a_capital_in_mid_sentence_is_a_name(word: str) -> None:
    assert found(f"The council thanked {word.capitalize()} for the help on Monday.") == {}


def test_edit_distance_is_the_tables() -> None:
    """The bit-parallel distance against the plain table, transpositions counted once."""
    import random

    from newslint.typos.suggest import distances_from

    def table(x: str, y: str) -> int:
        rows = [list(range(len(y) + 1))]
        for i, a in enumerate(x, 1):
            row = [i]
            for j, b in enumerate(y, 1):
                cost = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (a != b))
                if i > 1 and j > 1 and a == y[j - 2] and b == x[i - 2]:
                    cost = min(cost, rows[-2][j - 2] + 1)
                row.append(cost)
            rows.append(row)
        return rows[-1][-1]

    chance = random.Random(7)
    for _ in range(3000):
        x, y = ("".join(chance.choices("abc", k=chance.randint(0, 7))) for _ in range(2))
        assert distances_from(x)(y) == table(x, y), (x, y)


LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize("pure", [False, True])
def test_a_string_of_letters_without_end_is_no_word_and_takes_no_room(
    pure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its slips were made once, each as long as itself: a word of a million letters took all the memory there was."""
    if pure:
        monkeypatch.setenv("NEWSLINT_PURE", "1")
        for made in (suggest.kernel, doubts._kernel, lexicon):
            made.cache_clear()
    found("It was a baad day.")  # what is made once is made
    word = "".join(random.Random(1).choices(LETTERS, k=50_000))
    tracemalloc.start()
    try:
        said = found(f"It was a {word} day and a baad one.")
        assert not list(realword(read_text(f"It was a {word} day and a bad one.")))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        for made in (suggest.kernel, doubts._kernel, lexicon):
            made.cache_clear()
    assert list(said) == ["baad"]
    assert peak < 100 * len(word)


def test_a_sentence_full_of_slips_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not once a slip."""
    asked: list[int] = []

    def counted(model: Ngrams, words: list[Word]) -> tuple[list[int], list[int]]:
        asked.append(len(words))
        return doubts.line(model, words)

    monkeypatch.setattr("newslint.typos.nonword.line", counted)
    assert len(found("The goverment and the comittee recieved the realy old leter.")) == 5
    assert len(asked) == 1
