"""Rebuild linter/newslint/typos/data/lexicon.bin from Debian's package of SCOWL (permissive, see NOTICE).

    (cd build/typos && apt-get download scowl)
    python bench/build_lexicon.py build/typos/scowl_2020.12.07-*_all.deb linter/newslint/typos/data/lexicon.bin

Standard library only; the same package gives the same bytes. Layout: see newslint.typos.lexicon.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tarfile
import unicodedata
import zlib
from array import array
from pathlib import Path

from build_ngrams import little, pack

from newslint.atomic import write_bytes

LEVELS = (10, 20, 35, 40, 50, 55, 60, 70, 80, 95)
REGIONS = {  # list -> the kinds of English (bits 0 to 3: US, GB, AU, CA) that it holds for
    "english": 15,
    "american": 1,
    "british": 2,
    "british_z": 2,
    "australian": 4,
    "canadian": 8,
    "variant_1": 15,
    "variant_2": 15,
    "british_variant_1": 2,
    "australian_variant_1": 4,
    "canadian_variant_1": 8,
}
KINDS = ("words", "upper", "proper-names", "contractions", "abbreviations")
CUT = {"words": 70, "upper": 70, "proper-names": 70, "contractions": 60, "abbreviations": 60}
RARE = 80
VARIANT_CUT = 60
NAME = re.compile(r"usr/share/dict/scowl/([a-z_0-9]+)-(words|upper|proper-names|contractions|abbreviations)\.(\d+)$")
SHORT = frozenset("it's that's he's she's what's who's where's there's here's let's how's when's why's one's".split())
STEP = 16  # words between two entries of the index


def members(deb: Path) -> tarfile.TarFile:
    """The data archive of a Debian package (an ar file)."""
    blob = deb.read_bytes()
    at = 8
    while at < len(blob):
        name, size = blob[at : at + 16].decode().strip(), int(blob[at + 48 : at + 58])
        if name.startswith("data.tar"):
            return tarfile.open(fileobj=io.BytesIO(blob[at + 60 : at + 60 + size]))
        at += 60 + size + size % 2
    sys.exit(f"{deb}: no data archive")


def read(deb: Path) -> tuple[dict[str, tuple[int, int]], set[str]]:
    """word -> (index into LEVELS, region bits), and the words too rare to be listed whole"""
    out: dict[str, tuple[int, int]] = {}
    rare: set[str] = set()
    with members(deb) as tar:
        for info in sorted(tar.getmembers(), key=lambda m: m.name):
            m = NAME.search(info.name)
            if not m or m[1] not in REGIONS:
                continue
            level = int(m[3])
            file = tar.extractfile(info) if m[2] == "words" and level == RARE and "variant" not in m[1] else None
            if file is not None:
                rare |= {w for w in file.read().decode("utf-8").split() if not w.endswith("'s")}
            if level > CUT[m[2]] or ("variant" in m[1] and level > VARIANT_CUT):
                continue
            file = tar.extractfile(info)
            if file is None:
                continue
            rank = LEVELS.index(level)
            for word in file.read().decode("utf-8").split():
                if word.endswith("'s") and word not in SHORT:
                    continue  # possessives are cut off by the reader of the text
                old_rank, old_regions = out.get(word, (99, 0))
                out[word] = (min(rank, old_rank), old_regions | REGIONS[m[1]])
    for word in SHORT:
        out[word] = (0, 15)
    for word, mark in list(out.items()):  # cafe is as good as café
        plain = unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode()
        out.setdefault(plain, mark)
    return out, rare - set(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("deb", type=Path)
    parser.add_argument("output", type=Path)
    args = parser.parse_args()
    found, rare = read(args.deb)
    order = sorted(found, key=lambda w: w.encode("utf-8"))
    blob, index, marks = bytearray(), array("I"), bytearray()
    for i, word in enumerate(order):
        if i % STEP == 0:
            index.append(len(blob))
        rank, regions = found[word]
        blob += word.encode("utf-8") + b"\n"
        marks.append(rank << 4 | regions)
    hashes = array("I", sorted({zlib.crc32(w.encode()) for w in rare}))
    print(f"{len(order):,} words, {len(hashes):,} rare ones", file=sys.stderr)
    write_bytes(
        args.output, pack({"words": bytes(blob), "index": little(index), "marks": bytes(marks), "rare": little(hashes)})
    )


if __name__ == "__main__":
    main()
