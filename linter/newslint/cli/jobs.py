"""Many drafts in several processes: the same results in the same order."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Union

from newslint import cache
from newslint.errors import NewslintError, ReadError

if TYPE_CHECKING:
    from newslint.cli.run import Draft, Run
    from newslint.result import Result

AHEAD = 4  # drafts a process has waiting for it; more would only fill memory
Outcome = tuple[bytes, tuple[str, ...]]  # an entry as the cache keeps it, and the rules that gave up
Waiting = Union["Future[Outcome]", "Result", ReadError]

_here: Run | None = None  # the run whose drafts this process checks; a forked process finds it ready


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(run: Run, drafts: Sequence[Draft], jobs: int) -> Iterator[Result | None]:
    """Yield the result of every draft, in order; None for one that cannot be read. Raises NewslintError."""
    global _here
    forks = sys.platform == "linux"
    if forks and drafts:
        run.session.prepare(run.settings(drafts[0].path))  # once, for all of them
        run.warn(run.settings(drafts[0].path))
    _here = run
    context = get_context("fork" if forks else "spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(run.options,))
    waiting: deque[tuple[Draft, Waiting]] = deque()
    try:
        for draft in drafts:
            waiting.append(_begun(run, draft, pool))
            if len(waiting) >= jobs * AHEAD:
                yield _taken(run, *waiting.popleft())
        while waiting:
            yield _taken(run, *waiting.popleft())
    except BrokenProcessPool:
        raise NewslintError("a process that checked drafts died, perhaps for want of memory; try --jobs 1.") from None
    finally:
        _here = None
        pool.shutdown(cancel_futures=True)


def _begun(run: Run, draft: Draft, pool: ProcessPoolExecutor) -> tuple[Draft, Waiting]:
    """Recall a draft's result or have it checked."""
    try:
        draft, known = run.known(draft)
        return draft, known if known is not None else pool.submit(_check, draft)
    except ReadError as e:
        return draft, e


def _begin(options: dict[str, Any]) -> None:
    """Make this process ready to check drafts. Ctrl-C is the parent's business."""
    global _here
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if _here is None:
        from newslint.cli.run import Run

        _here = Run(options)


def _check(draft: Draft) -> Outcome:
    """Check a draft; run in another process."""
    assert _here is not None
    result = _here.check(_here.read(draft, _here.data(draft)))
    return cache.packed(result), result.problems


def _taken(run: Run, draft: Draft, outcome: Waiting) -> Result | None:
    """Return what another process found, told as if this one had."""
    try:
        if isinstance(outcome, ReadError):
            raise outcome
        return run.adopted(draft, *outcome.result()) if isinstance(outcome, Future) else outcome
    except ReadError as e:
        run.complain(e)
        return None
