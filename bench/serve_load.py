"""A load test of ``newslint serve`` on this machine's loopback: 8 clients, 2,000 drafts of about 700 words, and an end.

No two drafts share a paragraph with another: each is made of sentences of the rules' own examples in another order, so
that nothing remembered of one draft answers for the next, and what the service remembers of words and paragraphs fills
up as it would in weeks. A client that is told to wait (503) waits as long as it is told and asks again.

First one client alone (its median is the yardstick), then all of them. Prints errors, waits, the p95 as a ratio to that
median, and the service's memory as the requests go by.

    python bench/serve_load.py [--requests 2000] [--clients 8] [--words 700] [--warm 300] [--minutes 20]
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

from newslint.ruleset import load_builtin


def sentences() -> list[str]:
    """The rules' own examples on one line, those of a sentence's length."""
    found = {
        e.text.strip()
        for r in load_builtin(examples=True)
        for e in (*r.examples.good, *r.examples.bad)
        if "\n" not in e.text.strip() and 8 <= len(e.text.split()) <= 60
    }
    return sorted(found)


class Drafts:
    """Drafts by number; the same number is the same draft, on every run."""

    def __init__(self, words: int) -> None:
        self.words = words
        self._sentences = sentences()

    def __getitem__(self, n: int) -> str:
        chance = random.Random(n)
        paragraphs: list[str] = []
        left = self.words
        while left > 0:
            paragraph = " ".join(chance.sample(self._sentences, 2)) + f" It was draft {n} of {len(paragraphs) + 2}."
            paragraphs.append(paragraph)
            left -= len(paragraph.split())
        return "\n\n".join(paragraphs)


def resident(pid: int) -> float:
    """Return a process's resident memory in MB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text().split("\n")
    return int(next(line for line in status if line.startswith("VmRSS")).split()[1]) / 1024


class Load:
    """Requests sent by several clients until so many are answered or the time is up."""

    def __init__(self, port: int, pid: int, drafts: Drafts, until: float, every: int) -> None:
        self.port, self.pid, self.drafts, self.until, self.every = port, pid, drafts, until, every
        self.taken: list[float] = []
        self.memory: list[tuple[int, float]] = []  # (requests answered, MB)
        self.errors: list[str] = []
        self.waits = 0
        self.sent = 0
        self._last = 0
        self._lock = threading.Lock()

    def run(self, clients: int, requests: int) -> list[float]:
        """Send the requests; return how long each took, sorted."""
        self.taken, self.memory = [], []
        self._last = self.sent + requests
        threads = [threading.Thread(target=self._client) for _ in range(clients)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        return sorted(self.taken)

    def _client(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        while time.monotonic() < self.until:
            with self._lock:
                if self.sent >= self._last:
                    break
                n = self.sent
                self.sent += 1
            text = self.drafts[n]
            began = time.perf_counter()
            try:
                self._ask(connection, text)
            except (OSError, http.client.HTTPException, ValueError) as e:
                self.errors.append(f"{type(e).__name__}: {e}")
                connection.close()
            with self._lock:
                self.taken.append(time.perf_counter() - began)
                if len(self.taken) % self.every == 0:
                    self.memory.append((len(self.taken), resident(self.pid)))
        connection.close()

    def _ask(self, connection: http.client.HTTPConnection, text: str) -> None:
        body = json.dumps({"text": text})
        while True:
            connection.request("POST", "/api/check", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            data = answer.read()
            if answer.status != 503:
                break
            self.waits += 1
            time.sleep(float(answer.headers["Retry-After"]))
        if answer.status != 200:
            raise ValueError(f"{answer.status} {data[:80]!r}")
        got = json.loads(data)
        if got["text"] != text or not got["findings"]:
            raise ValueError("the answer is not about this draft")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--words", type=int, default=700)
    parser.add_argument("--warm", type=int, default=300, help="requests before memory is looked at")
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("options", nargs="*", help="options for newslint serve, behind --")
    given = parser.parse_args()
    drafts = Drafts(given.words)
    command = [sys.executable, "-m", "newslint", "serve", "--port", "0", *given.options]
    service = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert service.stderr is not None
        port = int(service.stderr.readline().split("127.0.0.1:")[1].split("/")[0])
        until = time.monotonic() + given.minutes * 60
        load = Load(port, service.pid, drafts, until, max(1, given.requests // 4))
        load.run(1, 5)
        cold = resident(service.pid)
        load.run(given.clients, given.warm)
        alone = statistics.median(load.run(1, 40))
        before = resident(service.pid)
        began = time.perf_counter()
        taken = load.run(given.clients, given.requests)
        seconds = time.perf_counter() - began
    finally:
        service.terminate()
        code = service.wait(20)
    p50, p95 = statistics.median(taken), taken[int(len(taken) * 0.95) - 1]
    print(
        f"{len(taken)} requests of {len(drafts[0].split())} words by {given.clients} clients in {seconds:.0f} s: "
        f"{len(load.errors)} errors {load.errors[:3]}, {load.waits} told to wait; ended with {code}\n"
        f"one client alone: median {alone * 1000:.0f} ms\n"
        f"all: median {p50 * 1000:.0f} ms ({p50 / alone:.1f} times), p95 {p95 * 1000:.0f} ms ({p95 / alone:.1f} times)\n"
        f"memory: {cold:.0f} MB after 5 requests, {before:.0f} MB after {given.warm + 45}, then "
        + ", ".join(f"{mb:.0f} MB after {n}" for n, mb in load.memory)
    )


if __name__ == "__main__":
    main()
