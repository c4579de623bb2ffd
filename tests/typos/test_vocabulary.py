from __future__ import annotations

import json
import random
import struct
import sys
from array import array
from pathlib import Path

import pytest

from newslint.typos.confusions import confusions
from newslint.typos.ngrams import UNKNOWN, ngrams
from newslint.typos.tables import Tables
from newslint.typos.vocabulary import Vocabulary, places


def little(values: array[int]) -> bytes:
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


def vocabulary(words: list[str], path: Path) -> Vocabulary:
    at, slots = places(words)
    sections = {"words": "\n".join(words).encode(), "word_at": little(at), "slots": little(slots)}
    index, body = {}, b""
    for name, data in sections.items():
        index[name] = [len(body), len(data)]
        body += data + b"\0" * (-len(data) % 8)
    header = json.dumps(index).encode()
    header += b" " * (-(len(header) + 8) % 8)
    path.write_bytes(b"NLT1" + struct.pack("<I", len(header)) + header + body)
    return Vocabulary(Tables(path))


@pytest.mark.parametrize("count", [1, 2, 9, 500])
def test_every_word_is_found_and_no_other(tmp_path: Path, count: int) -> None:
    chance = random.Random(count)
    words = list({"".join(chance.choices("abcdéß'-", k=chance.randint(1, 6))) for _ in range(count)})
    table = vocabulary(words, tmp_path / "table.bin")
    assert [table.number(w) for w in words] == list(range(len(words)))
    assert list(table) == words == [table[i] for i in range(len(table))] == table[:]
    assert all(w in table for w in words)
    for other in ("", "zebra", "a" * 9, words[0] + "\n", "\ud800", *(w + "x" for w in words)):
        assert other not in table


def test_the_model_knows_its_words() -> None:
    model = ngrams()
    assert [model.ids.get(w, 0) for w in model.words] == list(range(len(model.words)))
    assert (model.ids.get("zzzzzq", 7), "zzzzzq" in model.ids, "<unk>" in model.ids) == (7, False, False)
    assert model.uni_p[0] == UNKNOWN
    assert model.uni_p[model.ids["the"]] < model.uni_p[model.ids["constructive"]] < UNKNOWN
    with pytest.raises(KeyError):
        model.ids["zzzzzq"]


def test_the_table_of_slips_knows_its_words() -> None:
    table = confusions()
    assert sum(1 for word in table if table.of(word)) == len(list(table)) > 50_000
    assert table.of("zzzzzq") == []
