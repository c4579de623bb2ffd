"""Safe fixes: which of them apply, and the file with them applied. Never inside quotations, never half a file."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence

from newslint.annotations.quotes import quoted
from newslint.document import Document
from newslint.finding import Finding, Fix
from newslint.records import dataclass
from newslint.result import Result
from newslint.writers import write_fixes

ROUNDS = 10  # one fix may make room for another; after so many rounds the file is left as it then is


@dataclass(frozen=True, slots=True)
class Fixed:
    """What fixing a draft came to: the bytes to write, how many fixes, and what is left to say of the result."""

    data: bytes
    count: int
    result: Result


def chosen(document: Document, findings: Sequence[Finding]) -> list[Fix]:
    """Return the fixes to apply, in document order, no two overlapping; of two that do, the weightier finding's wins."""
    index = document.fact(quoted)
    taken: list[Fix] = []
    everything = [g for f in findings for g in (f, *f.also)]
    for finding in sorted(everything, key=lambda f: (-f.severity.rank, f.span.start, f.rule)):
        fix = finding.fix
        if fix is None or index.overlaps(fix.span) or fix.text == fix.span.of(document.text):
            continue
        if not any(_touch(fix, other) for other in taken):
            taken.append(fix)
    return sorted(taken, key=lambda f: f.span)


def _touch(a: Fix, b: Fix) -> bool:
    return a.span.overlaps(b.span) or a.span == b.span or a.span.end == b.span.start or b.span.end == a.span.start


def fix(data: bytes, read: Callable[[bytes], Document], check: Callable[[Document], Result]) -> Fixed:
    """Apply the safe fixes of a draft until none is left. `data` is the file, `read` and `check` what the run does with it.

    Raises ReadError as `read` does, and WriteError when the format cannot be written.
    """
    count = 0
    for _ in range(ROUNDS):
        document = read(data)
        result = check(document)
        fixes = chosen(document, result.findings)
        done = write_fixes(document, data, fixes) if fixes else None
        if done is None or done.count == 0 or done.data == data:
            return Fixed(data, count, result)
        data = done.data
        count += done.count
    document = read(data)
    return Fixed(data, count, check(document))


def diff(before: Document, after: Document) -> str:
    """Return a unified diff of what the two say: the file's text, or the extracted text of a word processor's file."""
    old, new = before.source.splitlines(keepends=True), after.source.splitlines(keepends=True)
    lines = difflib.unified_diff(old, new, f"a/{before.path}", f"b/{before.path}")
    return "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)
