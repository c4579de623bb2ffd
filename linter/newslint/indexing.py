"""Build index.bin, which ships in the wheel: what every first run would have to work out, worked out once.

    python -m newslint.indexing FOLDER-OF-RULES index.bin

It holds the rules as plain data, the words that wake their patterns and the models' tables as they are kept between
runs (kept.py); compiled patterns are not in it, for they belong to one Python. The hook of the build calls this.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from newslint import engine, kept
from newslint.annotations.claim.model import weights
from newslint.fingerprint import digest_of
from newslint.readers import read_text
from newslint.rule import HOUSES
from newslint.ruleset import load_builtin
from newslint.session import Session
from newslint.settings import Settings

SECTIONS = ("plain", "literals")


def build(rules: Path) -> bytes:
    """Return the index of this package and the folder of rules that it will ship with."""
    from newslint.grammar import ENGINES
    from newslint.grammar import rules as earned

    for name in ENGINES:
        earned(name)
    weights()
    examples = (e.text for r in load_builtin(examples=True) for e in (*r.examples.bad, *r.examples.near))
    document = read_text("\n\n".join(examples), "examples.txt")
    session = Session()
    for house in HOUSES:
        plan = session.plan(Settings(only=("all",), without=("grammar",), house=house))
        engine.check(document, plan.ours, Settings())
    return kept.packed(kept.index_key(digest_of(_entries(rules))), kept.ours().sections(SECTIONS))


def _entries(rules: Path) -> Iterator[tuple[str, str]]:
    """The files as the wheel's record will have them: name and hash."""
    package = Path(__file__).parent
    for folder, name in ((package, "newslint"), (rules, "newslint/rules")):
        for path in folder.rglob("*"):
            inside = path.relative_to(folder)
            if path.is_file() and not any(p.startswith((".", "__pycache__")) for p in inside.parts):
                yield f"{name}/{inside.as_posix()}", f"sha256={_urlsafe(path.read_bytes())}"


def _urlsafe(data: bytes) -> str:
    from base64 import urlsafe_b64encode

    return urlsafe_b64encode(sha256(data).digest()).decode().rstrip("=")


def main() -> None:
    """Write the index to the file named."""
    rules, out = map(Path, sys.argv[1:])
    with tempfile.TemporaryDirectory() as empty:  # nothing of an earlier run goes in
        os.environ["NEWSLINT_CACHE"] = empty
        sys.dont_write_bytecode = True
        out.write_bytes(build(rules))


if __name__ == "__main__":
    main()
