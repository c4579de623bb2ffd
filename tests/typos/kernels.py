"""What the tests of the compiled kernels share: news of their own, hard texts, and tables that are damaged."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator

from hypothesis import strategies as st

from newslint.typos.tables import Tables

NEWS = (
    "The council voted on Monday to close to library, the mayor's office said.",
    "“We don't no what happened,” said Maria López, who’d driven form Kraków with he dog.",
    "More then 1,200 people marched trough the city center; police made 3 arrests – one for assault.",
    "The bill, worth $4.5bn (£3.4bn), passed 52% to 48% in the Senate…",
    "Its a realise the ministry will loose sleep over: prices rose 3% in may, an nobody new why.",
    "He do n't think he 'll resign, and it 's not there fault that the plain was late.",
    "O’Neill, 37, was quite about the colour of the harbour, which he had scene form his ofice.",
    "The Straße to Ōsaka was closed too day as ministers meat in Zürich.",
    "THE GOVERNMENT SAID IT WOULD LET THE AGREEMENT SLID ON TUESDAY.",
    "Thee police officer who shoot the men was cleared buy a jury.",
    "Polls open at 7:30am; result's are expected buy midnight ½ of the weigh through the count.",
)
_PIECES = (
    "the he to too a an of off on form from there their then than trough threw colour realise honour's don't do n't"
    " it 's ’s I i'm O’Brien USA Usa ǅ ß İ straße naïve x² ½ 12 1,000 $5 £3.50 50% 3rd ٣٤ 日本 \ud800 \x00 _ _a a_b"
    " , ; : ( ) [ ] — – … . ! ? \" “ ” ‘ ’ ' - & / @ % # \u00a0 \u2028 \n"
).split(" ")


def texts() -> st.SearchStrategy[str]:
    """Sentences of words, signs and anything else."""
    words = sorted({word for line in NEWS for word in line.split()})
    piece = st.one_of(st.sampled_from(_PIECES), st.sampled_from(words), st.text(max_size=6))
    return st.lists(st.tuples(piece, st.sampled_from((" ", " ", "", "  "))), max_size=25).map(
        lambda parts: "".join(word + space for word, space in parts)
    )


def mixed(count: int) -> Iterator[str]:
    """Sentences whose words are those of the news, in no order."""
    chance = random.Random(20)
    words = " ".join(NEWS).split()
    for _ in range(count):
        yield " ".join(chance.choices(words, k=chance.randint(3, 30)))


class Damaged:
    """A table one of whose sections is not what it was."""

    def __init__(self, tables: Tables, name: str, data: bytes) -> None:
        self._tables, self._name, self._data = tables, name, data

    def raw(self, name: str) -> memoryview:
        return memoryview(self._data) if name == self._name else self._tables.raw(name)


def damaged(tables: Tables, names: str, seed: int) -> Iterator[Damaged]:
    """The table with one section after another cut short, emptied, or with other numbers in it."""
    chance = random.Random(seed)
    for name in names.split():
        data = bytes(tables.raw(name))
        yield Damaged(tables, name, b"")
        yield Damaged(tables, name, data[: len(data) // 16 * 8])
        yield Damaged(tables, name, data[:-1])
        yield Damaged(tables, name, b"\xff" * len(data))
        yield Damaged(
            tables, name, data[:4096] + chance.randbytes(len(data) - 4096) if len(data) > 4096 else data[::-1]
        )


def refused(damages: Iterable[Damaged], use: Callable[[Damaged], object]) -> int:
    """How many of the damaged tables raise, as damaged tables are to, when they are used."""
    raised = 0
    for damage in damages:
        try:
            use(damage)
        except ValueError as e:
            assert "a damaged table" in str(e)
            raised += 1
    return raised
