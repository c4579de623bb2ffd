"""How long the language server takes to answer for a changed paragraph, with the grammar engine on.

Speaks to ``newslint lsp --stdio`` over a pipe as an editor does: opens a draft of about 1,000 words, warms it up, then
changes a word in another paragraph each time and waits for the diagnostics of that version. The debounce is taken off.

Besides the time on the wall it gives the processor time the server took (Linux), which a busy machine does not change.

    python bench/lsp_latency.py [--rounds 40] [--words 1000] [--engine harper|none] [--profile]
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import os
import pstats
import statistics
import sys
import time
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from newslint.ruleset import load_builtin

ROOT = Path(__file__).resolve().parents[1]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def draft(words: int) -> str:
    """The seed drafts, and then paragraphs made of the rules' own examples, until there are so many words."""
    paragraphs = [p.strip() for seed in SEEDS for p in seed.read_text(encoding="utf-8").split("\n") if p.strip()]
    examples = [
        e.text.strip()
        for r in load_builtin(examples=True)
        for e in r.examples.good
        if e.text.count("\n") == 0 and len(e.text.split()) >= 12
    ]
    paragraphs += [" ".join(examples[i : i + 3]) for i in range(0, len(examples), 3)]
    count = 0
    for n, paragraph in enumerate(paragraphs, 1):
        count += len(paragraph.split())
        if count >= words:
            return "\n\n".join(paragraphs[:n])
    raise SystemExit("the examples hold too few words")


class Client(LanguageClient):
    """A client that remembers when the findings of a version came."""

    def __init__(self) -> None:
        super().__init__("bench", "1")
        self.came: dict[int | None, tuple[float, int]] = {}
        self.news = asyncio.Event()

        @self.feature(types.WINDOW_SHOW_MESSAGE)
        def message(params: types.ShowMessageParams) -> None:
            print(params.message, file=sys.stderr)

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.came[params.version] = (time.perf_counter(), len(params.diagnostics))
            self.news.set()

    async def wait(self, version: int) -> tuple[float, int]:
        """Return when the findings of a version came, and how many there were."""
        async with asyncio.timeout(120):
            while version not in self.came:
                self.news.clear()
                await self.news.wait()
        return self.came[version]


def processor(client: Client) -> float:
    """Return the processor seconds that the server has taken so far; 0 where the system does not say."""
    try:
        fields = Path(f"/proc/{client._server.pid}/stat").read_text().rpartition(")")[2].split()  # type: ignore[union-attr]
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(text: str, rounds: int) -> tuple[float, list[float], int, float]:
    """Return (seconds of the first answer, seconds of every later one, findings, processor seconds a later one)."""
    client = Client()
    program = "import newslint.lsp.server as s; s.DEBOUNCE = 0; s.make_server(0).start_io()"
    await client.start_io(sys.executable, "-c", program)
    await client.initialize_async(
        types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=ROOT.as_uri())
    )
    client.initialized(types.InitializedParams())
    uri = (ROOT / "draft.txt").as_uri()
    began = time.perf_counter()
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri=uri, language_id="plaintext", version=1, text=text))
    )
    at, found = await client.wait(1)
    first = at - began
    await asyncio.sleep(0.5)
    worked = processor(client)
    lines = [i for i, line in enumerate(text.split("\n")) if len(line.split()) > 12]
    taken = []
    for version in range(2, rounds + 2):
        line = lines[version % len(lines)]
        place = types.Position(line, text.split("\n")[line].index(" ") + 1)
        change = types.TextDocumentContentChangePartial(
            range=types.Range(place, place), text=f"late{'r' * (version % 3)} "
        )
        began = time.perf_counter()
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(version=version, uri=uri), [change])
        )
        at, _ = await client.wait(version)
        taken.append(at - began)
        await asyncio.sleep(0.02)
    worked = processor(client) - worked
    await client.shutdown_async(None)
    client.exit(None)
    await asyncio.sleep(0.05)
    await client.stop()
    return first, taken, found, worked / rounds


def profile(text: str, rounds: int) -> None:
    """Say where the time of a changed paragraph goes."""
    from newslint.lsp.desk import Desk

    desk = Desk()
    uri = (ROOT / "draft.txt").as_uri()
    lines = text.split("\n\n")
    desk.check(uri, text, 0)
    desk.check(uri, text, 1)
    with cProfile.Profile() as p:
        for i in range(rounds):
            k = i % len(lines)
            desk.check(uri, "\n\n".join([*lines[:k], lines[k].replace(" ", " late ", 1), *lines[k + 1 :]]), i)
    pstats.Stats(p).sort_stats("tottime").print_stats(35)
    pstats.Stats(p).sort_stats("cumulative").print_stats(60)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--words", type=int, default=1000)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    text = draft(options.words)
    if options.profile:
        profile(text, options.rounds)
        return
    first, taken, found, worked = asyncio.run(measure(text, options.rounds))
    ms = sorted(t * 1000 for t in taken)
    print(
        f"{len(text.split())} words, {found} findings: first answer {first * 1000:.0f} ms; changed paragraph, "
        f"{len(ms)} rounds: median {statistics.median(ms):.0f} ms, p95 {ms[int(len(ms) * 0.95) - 1]:.0f} ms, best {ms[0]:.0f} ms; "
        f"processor time {worked * 1000:.0f} ms each"
    )


if __name__ == "__main__":
    main()
