"""The compiled twin of `doubts.places` gives what the Python gives."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings

from newslint import native
from newslint.readers import read_text
from newslint.typos import doubts, suggest
from newslint.typos.company import SLOTS
from newslint.typos.doubts import Place, places
from newslint.typos.lexicon import lexicon
from newslint.typos.ngrams import SPELLINGS, ngrams
from newslint.typos.nonword import misspellings
from newslint.typos.realword import slips
from newslint.typos.slip import Slip
from newslint.typos.tables import DATA, Tables
from tests.typos.kernels import NEWS, Damaged, damaged, mixed, refused, texts

kernel: Any = native.load("newslint.typos._fit")
pytestmark = pytest.mark.skipif(kernel is None, reason="no kernel was built")

TABLES = {name: Tables(DATA / f"{name}.bin") for name in ("ngrams", "confusions", "company")}
SECTIONS = {
    "ngrams": "words word_at slots uni_p uni_bo row_at right bi_p ctx_at ctx_right ctx_bo ctx_tri tri_right tri_p",
    "confusions": "words word_at slots at ids kinds",
    "company": "code around base meant usual scale",
}


def fit(**others: Damaged) -> Any:
    tables = TABLES | others
    return kernel.Fit(
        tables["ngrams"],
        tables["confusions"],
        tables["company"],
        bytes(SLOTS),
        bytes(doubts.HANDICAP.get(kind, doubts.DEFAULT_HANDICAP) for kind in range(256)),
        (doubts.LEAST_GAIN2, doubts.LEAST_GAIN, doubts.LEAST_VALUE, doubts.LEAST_SUM),
        tuple(ngrams().ids.get(word, 0) for word in doubts.STANDING),
        SPELLINGS,
    )


def compiled(text: str) -> list[Place]:
    twin = doubts._kernel()
    assert twin is not None
    return twin(text)


def test_the_kernel_is_used() -> None:
    found = [compiled(sentence) for sentence in NEWS]
    assert sum(map(len, found)) > 8
    assert found == [places(sentence) for sentence in NEWS]


def test_the_same_for_words_in_no_order() -> None:
    sentences = list(mixed(400))
    found = [compiled(sentence) for sentence in sentences]
    assert sum(map(len, found)) > 200
    assert found == [places(sentence) for sentence in sentences]


@settings(max_examples=300, deadline=None)
@given(texts())
def test_the_same_for_any_text(text: str) -> None:
    assert compiled(text) == places(text)


@pytest.mark.parametrize("sign", [chr(c) for c in (*range(32, 127), *range(0xA0, 0xBF), *range(0x2010, 0x2040))])
def test_the_same_for_every_sign(sign: str) -> None:
    for text in (
        f"He went back to{sign} he {sign}office in the afternoon.",
        f"{sign}Thee council met {sign} its mayor",
    ):
        assert compiled(text) == places(text)


def test_a_draft_is_read_alike_with_and_without_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both detectors, over a draft with marks, quotations and an address in it."""
    text = "\n\n".join(
        (*NEWS, "The goverment *recieved* “alot” of it, see https://example.com/he/goverment.", *mixed(150))
    )

    def found() -> list[list[Slip]]:
        document = read_text(text, format="markdown")
        suggest.candidates.cache_clear()
        suggest.misspells_a_common_word.cache_clear()
        return [
            list(slips(document)),
            *(list(misspellings(document, frozenset(), kind)) for kind in ("any", "us", "gb")),
        ]

    with_kernels = found()
    monkeypatch.setattr(doubts, "_kernel", lambda: None)
    monkeypatch.setattr(suggest, "kernel", lambda: None)
    monkeypatch.setattr(lexicon(), "kernel", None)
    assert found() == with_kernels
    suggest.candidates.cache_clear()
    assert min(map(len, with_kernels)) > 2


def test_every_rival_is_weighed_whatever_the_limits() -> None:
    """With no limit to what is believed all that was summed up can be seen."""
    words = NEWS[0].rstrip(".")
    open_to_all = kernel.Fit(
        *TABLES.values(), bytes(SLOTS), bytes(256), (-9999, -9999, -9999, -9999), (1, 2, 3, 4, 5), SPELLINGS
    )
    found = open_to_all.places(words)
    assert [index for index, *_ in found] == sorted({index for index, *_ in found})
    assert {len(rivals) for *_, rivals in found} > {8}
    for *_, here, rivals in found:
        assert rivals == sorted(rivals, reverse=True)
        assert all(value == gain + company - here for value, gain, _, _, company in rivals)


@pytest.mark.parametrize("table", SECTIONS)
def test_a_damaged_table_raises(table: str) -> None:
    def use(damage: Damaged) -> None:
        broken = fit(**{table: damage})
        for sentence in NEWS:
            broken.places(sentence)

    assert refused(damaged(TABLES[table], SECTIONS[table], 3), use) >= 2 * len(SECTIONS[table].split())


def test_a_missing_table_and_wrong_arguments_raise() -> None:
    with pytest.raises(KeyError):
        kernel.Fit(TABLES["company"], *list(TABLES.values())[1:], bytes(16), bytes(256), (0,) * 4, (0,) * 5, ())
    with pytest.raises(ValueError, match="16 places"):
        kernel.Fit(*TABLES.values(), bytes(15), bytes(256), (0,) * 4, (0,) * 5, ())
    with pytest.raises(TypeError):
        kernel.Fit()
    with pytest.raises(TypeError):
        kernel.Fit(*TABLES.values(), bytes(16), bytes(256), (0,) * 4, (0,) * 5, ("our",))
    with pytest.raises(TypeError):
        fit().places(b"bytes")


def test_no_memory_is_kept() -> None:
    """Sentences of all lengths, kernels made and let go."""

    def work() -> int:
        twin = fit()
        for sentence in mixed(50):
            twin.places(sentence + " ’" * 400)
        with pytest.raises(ValueError, match="damaged"):
            fit(ngrams=Damaged(TABLES["ngrams"], "slots", b"\1" * 12))
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        work()
        first = work()
        assert work() - first < 20_000  # one sentence, or one kernel, is more
    finally:
        tracemalloc.stop()


def test_a_long_text_takes_time_in_proportion() -> None:
    from time import thread_time

    def cost(size: int) -> float:
        text = " ".join(NEWS) * size
        start = thread_time()
        compiled(text + "a" * len(text) + " ’a" * len(text))
        return thread_time() - start

    small = min(cost(10) for _ in range(3))
    assert cost(80) < 8 * 4 * small
