"""Daft: the parts as a table, the desk as a class that its processes or a Ray cluster's hold."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from newslint.archive.quiet import hush

hush()

import daft  # noqa: E402  # not before it has been told to be quiet
from daft import DataType  # noqa: E402

from newslint import __version__, engine  # noqa: E402
from newslint.archive.plan import Part, Reading  # noqa: E402
from newslint.archive.tables import TABLES  # noqa: E402
from newslint.archive.work import Desk  # noqa: E402
from newslint.errors import NewslintError  # noqa: E402
from newslint.matchers import base  # noqa: E402

NATIVE, RAY = "native", "ray"
_MOST_PARTITIONS = 2_000  # Ray keeps a task each
_STORE = 128 * 1024 * 1024  # bytes for results on their way; they are small
_DONE = DataType.struct(
    {
        "number": DataType.int64(),
        "fatal": DataType.string(),
        "again": DataType.bool(),
        **{f"{name}_rows": DataType.int64() for name in TABLES},
        **{name: DataType.binary() for name in TABLES},
    }
)


class Bench:
    """A desk in a process of Daft's."""

    def __init__(self, reading: Reading, version: str) -> None:
        self._fatal = ""
        _patient(reading.timeout)
        threading.Thread(target=_go_with, args=(os.getppid(),), name="newslint-parent", daemon=True).start()
        try:
            self._desk = Desk(reading, version)
        except NewslintError as e:  # said with the first part: as a sentence, not as a trace
            self._fatal = str(e)

    @daft.method.batch(return_dtype=_DONE, batch_size=1)
    def work(self, parts: daft.Series) -> list[dict[str, Any]]:
        """Do the parts of a batch."""
        if self._fatal:
            return [{"number": -1, "fatal": self._fatal} for _ in range(len(parts))]
        return [self._desk.work(part) for part in parts.to_pylist()]


def _patient(seconds: float) -> None:
    """Give a rule as long as an article has, in this process.

    The limits of rules are for somebody who waits, and are met sooner on a busy machine: what an archive's articles are
    said to hold must not depend on that.
    """
    base.TIME_LIMIT = engine.RULE_SECONDS = engine.DOCUMENT_SECONDS = seconds


def _go_with(parent: int) -> None:
    """End this process when the one that started it has gone, however it went: nobody would take what is done here."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def done(parts: Sequence[Part], reading: Reading, *, runner: str, jobs: int) -> Iterator[dict[str, Any]]:
    """Yield what came of each part. Raises NewslintError when the runner cannot be started or loses a worker."""
    _start(runner, jobs)
    here = runner == NATIVE
    hired = daft.cls(Bench, max_concurrency=jobs, use_process=True if here else None)
    table = daft.from_pydict({"part": [part.packed() for part in parts]})
    if not here:
        table = table.into_partitions(min(len(parts), _MOST_PARTITIONS))
    bench: Any = hired(reading, __version__)
    work = table.select(bench.work(table["part"]).alias("done"))
    try:
        for row in work.iter_rows():
            if row["done"].get("fatal"):
                raise NewslintError(row["done"]["fatal"])
            yield row["done"]
    except (NewslintError, KeyboardInterrupt, GeneratorExit):
        raise
    except Exception as e:
        raise NewslintError(
            f"Daft stopped ({_reason(e)}); a process may have died for want of memory. "
            "What is done is kept: the same command goes on from there, with fewer --jobs if need be."
        ) from e


def _reason(error: BaseException) -> str:
    """The last line of what went wrong says most."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[-1] if lines else type(error).__name__).rstrip(".")[:300]


def _start(runner: str, jobs: int) -> None:
    if runner == NATIVE:
        daft.set_runner_native()
        return
    if runner.startswith("ray://"):
        _with_token()
    try:
        import ray
    except ImportError:
        raise NewslintError("the Ray runner needs ray; install it with “pip install newslint[ray]”.") from None
    try:
        if not ray.is_initialized():
            if runner == RAY:  # a cluster of this machine's own, which nobody else can reach
                ray.init(
                    "local",  # not one that happens to run here
                    num_cpus=jobs,
                    include_dashboard=False,
                    log_to_driver=False,
                    logging_level=logging.ERROR,
                    object_store_memory=_STORE,
                    _node_ip_address="127.0.0.1",
                )
            else:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # what it warns of, it raises too
                    ray.init(runner, log_to_driver=False, logging_level=logging.ERROR)
        daft.set_runner_ray(noop_if_initialized=True)
    except Exception as e:
        raise NewslintError(f"{runner}: Ray cannot be reached ({_reason(e)}); check the address.") from None


def _with_token() -> None:
    """Let Ray's client show the token that this user has for clusters, as Ray does by itself for HOST:PORT.

    A Ray that was started where there is a token answers nobody without one, and says nothing of it to the client.
    """
    own = Path.home() / ".ray" / "auth_token"
    if os.environ.get("RAY_AUTH_TOKEN") or os.environ.get("RAY_AUTH_TOKEN_PATH") or own.is_file():
        os.environ.setdefault("RAY_AUTH_MODE", "token")


def stop() -> None:
    """Stop a Ray that was started or reached here."""
    ray = sys.modules.get("ray")
    if ray is not None and ray.is_initialized():
        ray.shutdown()
