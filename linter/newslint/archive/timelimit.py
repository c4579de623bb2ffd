"""A time limit for a stretch of Python code in the thread that calls, on every system.

The limit is met at the next step of Python code: a call into compiled code is waited for. What newslint calls there is
linear in the text or has a limit of its own.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc


class TimeUp(BaseException):
    """The time is up. No Exception, so that code which catches those does not swallow it."""


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Raise TimeUp inside the block when it takes longer than `seconds`."""
    thread = ctypes.c_ulong(threading.get_ident())
    guard = threading.Lock()
    state = {"over": False, "raised": False}

    def fire() -> None:
        with guard:
            if not state["over"]:
                state["raised"] = True
                _raise_in(thread, ctypes.py_object(TimeUp))

    timer = threading.Timer(seconds, fire)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with guard:
            state["over"] = True
        timer.cancel()
        if state["raised"]:  # and perhaps not yet delivered: the block ended in the same moment
            _raise_in(thread, None)
