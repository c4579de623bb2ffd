"""A load test of ``newslint serve`` on this machine's loopback: 8 clients, 2,000 requests of about 700 words, and an end.

First one client alone (its median is the yardstick), then all of them. Prints errors, the p95 as a ratio to that
median, and the service's memory before and after.

    python bench/serve_load.py [--requests 2000] [--clients 8] [--words 700] [--minutes 9]
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from lsp_latency import draft


def resident(pid: int) -> int:
    """Return a process's resident memory in kB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text().split("\n")
    return int(next(line for line in status if line.startswith("VmRSS")).split()[1])


class Load:
    """Requests sent by several clients until so many are answered or the time is up."""

    def __init__(self, port: int, text: str, until: float) -> None:
        self.port, self.text, self.until = port, text, until
        self.taken: list[float] = []
        self.errors: list[str] = []
        self.lock = threading.Lock()
        self.left = 0

    def run(self, clients: int, requests: int) -> list[float]:
        """Send the requests; return how long each took."""
        self.taken, self.left = [], requests
        threads = [threading.Thread(target=self._client) for _ in range(clients)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        return sorted(self.taken)

    def _client(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        while time.monotonic() < self.until:
            with self.lock:
                if self.left <= 0:
                    break
                self.left -= 1
                n = self.left
            paragraphs = self.text.split("\n\n")
            paragraphs[n % len(paragraphs)] += f" It was request {n}."  # no two alike
            body = json.dumps({"text": "\n\n".join(paragraphs)})
            began = time.perf_counter()
            try:
                connection.request("POST", "/api/check", body, {"Content-Type": "application/json"})
                answer = connection.getresponse()
                data = answer.read()
                if answer.status != 200 or not json.loads(data)["findings"]:
                    self.errors.append(f"{answer.status} {data[:80]!r}")
            except (OSError, http.client.HTTPException, ValueError) as e:
                self.errors.append(type(e).__name__)
                connection.close()
            self.taken.append(time.perf_counter() - began)
        connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--words", type=int, default=700)
    parser.add_argument("--minutes", type=float, default=9)
    options = parser.parse_args()
    service = subprocess.Popen(
        [sys.executable, "-m", "newslint", "serve", "--port", "0"], stderr=subprocess.PIPE, text=True
    )
    try:
        assert service.stderr is not None
        said = service.stderr.readline()
        load = Load(
            int(said.split("127.0.0.1:")[1].split("/")[0]),
            draft(options.words),
            time.monotonic() + options.minutes * 60,
        )
        load.run(1, 40)  # warm
        alone = statistics.median(load.run(1, 40))
        load.run(options.clients, 40)
        before = resident(service.pid)
        began = time.perf_counter()
        taken = load.run(options.clients, options.requests)
        seconds = time.perf_counter() - began
        after = resident(service.pid)
    finally:
        service.terminate()
        code = service.wait(20)
    p50, p95 = statistics.median(taken), taken[int(len(taken) * 0.95) - 1]
    print(
        f"{len(taken)} requests of {len(load.text.split())} words by {options.clients} clients in {seconds:.0f} s: "
        f"{len(load.errors)} errors {load.errors[:3]}; one client alone: median {alone * 1000:.0f} ms; "
        f"all: median {p50 * 1000:.0f} ms ({p50 / alone:.1f} times), p95 {p95 * 1000:.0f} ms ({p95 / alone:.1f} times); "
        f"memory {before / 1024:.1f} MB before, {after / 1024:.1f} MB after; ended with {code}"
    )


if __name__ == "__main__":
    main()
