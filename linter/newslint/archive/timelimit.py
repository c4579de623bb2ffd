"""A time limit for a stretch of Python code in the thread that calls, on every system.

The limit is met at the next step of Python code: a call into compiled code is waited for. What newslint calls there is
linear in the text or has a limit of its own.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
_LOOK = 0.25  # seconds between two looks at the clock; a thread for each article would cost more than the look


class TimeUp(BaseException):
    """The time is up. No Exception, so that code which catches those does not swallow it."""


class Watch:
    """Watches one thread's work, one stretch after the other, each for `seconds` at most."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._guard = threading.Lock()
        self._until: float | None = None
        self._raised = False
        self._whose = ctypes.c_ulong(threading.get_ident())
        threading.Thread(target=self._look, name="newslint-watch", daemon=True).start()

    @contextmanager
    def limit(self) -> Iterator[None]:
        """Raise TimeUp inside the block when it takes too long."""
        with self._guard:
            self._until = time.monotonic() + self.seconds
            self._raised = False
        try:
            yield
        finally:
            with self._guard:
                self._until = None
            if self._raised:  # and perhaps not yet delivered: the block ended in the same moment
                _raise_in(self._whose, None)

    def _look(self) -> None:
        while True:
            time.sleep(min(_LOOK, self.seconds / 4))
            with self._guard:
                if self._until is not None and time.monotonic() > self._until:
                    self._until = None
                    self._raised = True
                    _raise_in(self._whose, ctypes.py_object(TimeUp))
