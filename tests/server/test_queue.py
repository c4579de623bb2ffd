"""Who waits, for how long, and who is turned away."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

pytest.importorskip("starlette", reason="the server extra is not installed")
from newslint.server.options import Options
from newslint.server.work import Busy, Desk, Left, TooSlow


async def here() -> bool:
    return False


async def gone() -> bool:
    return True


class Work:
    """Takes its time, and counts how many do so at once."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.now = self.most = self.done = 0
        self._lock = threading.Lock()

    def __call__(self) -> str:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(self.seconds)
        with self._lock:
            self.now -= 1
            self.done += 1
        return "done"


def run(work: Callable[[Desk], object], **limits: float) -> None:
    async def main() -> None:
        await work(Desk(Options(**limits)))  # type: ignore[arg-type,misc]

    asyncio.run(main())


def test_all_wait_their_turn_and_are_answered() -> None:
    work = Work(0.01)

    async def all_at_once(desk: Desk) -> None:
        assert await asyncio.gather(*(desk.run(here, work) for _ in range(20))) == ["done"] * 20

    run(all_at_once, at_once=2, waiting=20)
    assert work.most == 2


def test_more_than_may_wait_are_turned_away() -> None:
    async def too_many(desk: Desk) -> None:
        got = await asyncio.gather(*(desk.run(here, Work(0.01)) for _ in range(8)), return_exceptions=True)
        assert [type(g) for g in got] == [str] * 5 + [Busy] * 3
        assert await desk.run(here, Work(0)) == "done"  # and later there is room again

    run(too_many, at_once=1, waiting=5)


def test_a_draft_given_up_keeps_its_place_until_its_thread_is_free() -> None:
    work = Work(0.3)

    async def impatient(desk: Desk) -> None:
        with pytest.raises(TooSlow):
            await desk.run(here, work)
        with pytest.raises(TooSlow):
            await desk.run(here, work)  # waits for the first, in vain
        await asyncio.sleep(0.3)
        assert work.done == 1
        assert await desk.run(here, Work(0)) == "done"

    run(impatient, at_once=1, max_seconds=0.1)
    assert work.most == 1


def test_nobody_works_for_a_caller_that_has_gone() -> None:
    work = Work(0)

    async def left(desk: Desk) -> None:
        with pytest.raises(Left):
            await desk.run(gone, work)
        assert await desk.run(here, Work(0)) == "done"

    run(left, at_once=1)
    assert work.done == 0
