"""How fast the spelling checks are: words a second warm, what the first draft costs, and what a word costs that is no word.

python bench/typos_speed.py ../shared/data/typos/clean_polnear_dev.jsonl

With NEWSLINT_PURE=1 in the environment, without the compiled kernels.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "linter"))

from newslint.document import Document
from newslint.readers import read_text


def main() -> None:
    texts = [json.loads(line)["text"] for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    words = sum(len(t.split()) for t in texts)

    start = time.perf_counter()
    from newslint.typos.nonword import misspellings
    from newslint.typos.realword import slips

    first = read_text(texts[0])
    first.sentences  # noqa: B018
    begun = time.perf_counter()
    list(slips(first))
    middle = time.perf_counter()
    list(misspellings(first, frozenset(), "any"))
    end = time.perf_counter()
    print(
        f"cold, first draft of {len(texts[0].split())} words: imports {1e3 * (begun - start):.0f} ms, "
        f"real-word {1e3 * (middle - begun):.0f} ms, non-word {1e3 * (end - middle):.0f} ms"
    )

    from newslint.typos.suggest import candidates

    wrong = sorted(
        {w[:3] + w[4:] for w in texts[0].split() if w.isascii() and w.isalpha() and w.islower() and len(w) > 6}
    )
    begun = time.process_time()
    candidates(wrong[0])
    middle = time.process_time()
    for word in wrong[1:]:
        candidates(word)
    end = time.process_time()
    each = (end - middle) / (len(wrong) - 1)
    print(
        f"suggestions for a non-word: the first {1e3 * (middle - begun):.1f} ms, each of {len(wrong) - 1} more {1e3 * each:.1f} ms"
    )

    def rate(check: Callable[[Document], Iterable[object]]) -> float:
        best = 0.0
        for _ in range(5):
            documents = [read_text(t) for t in texts]
            for document in documents:  # what other checks have asked for before
                document.sentences  # noqa: B018
                document.quotes  # noqa: B018
            start = time.process_time()
            for document in documents:
                list(check(document))
            best = max(best, words / (time.process_time() - start))
        return best

    print(f"warm, {words} words: real-word {rate(slips):,.0f} words/s (CPU), ", end="")
    print(f"non-word {rate(lambda d: misspellings(d, frozenset(), 'any')):,.0f} words/s (CPU)")


if __name__ == "__main__":
    main()
