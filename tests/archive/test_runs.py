"""Whole runs: kinds of input, what is refused, killed and gone on with, native and Ray."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.archive.conftest import COMMAND, FAST, TEXTS, Archive, articles, files, table, write_jsonl, write_parquet

import pyarrow.parquet as pq  # isort: skip


def test_parquet_jsonl_and_drafts_give_the_same_findings(archive: Archive, inline: Archive, tmp_path: Path) -> None:
    rows = [{"id": f"{i}.txt", "text": text} for i, text in enumerate(TEXTS)]
    write_parquet(tmp_path / "p" / "a.parquet", rows)
    write_jsonl(tmp_path / "a.jsonl", rows)
    (tmp_path / "drafts").mkdir()
    for row in rows:
        (tmp_path / "drafts" / row["id"]).write_text(row["text"], encoding="utf-8")
    found = []
    for run, name in ((archive, "p"), (inline, "a.jsonl"), (inline, "drafts")):
        done = run(tmp_path / name, tmp_path / f"out-{name}", *FAST, "--jobs", 1)
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith("4 articles, ")
        found.append(table(tmp_path / f"out-{name}", "findings"))
    keys = ("id", "rule", "severity", "offset", "end_offset", "line", "column", "text", "message", "suggestions")
    plain = [[{k: f[k] for k in keys} for f in one] for one in found]
    assert plain[0] and plain[0] == plain[1] == plain[2]
    assert {f["field"] for f in found[0]} == {"text"} and {f["field"] for f in found[2]} == {"file"}


def test_native_and_a_local_ray_give_the_same_bytes(archive: Archive, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    write_parquet(tmp_path / "in" / "a.parquet", articles(24))
    write_parquet(tmp_path / "in" / "b.parquet", articles(9))
    native = archive(tmp_path / "in", tmp_path / "native", *FAST, "--part-size", 4, "--jobs", 2)
    ray = archive(tmp_path / "in", tmp_path / "ray", *FAST, "--part-size", 4, "--jobs", 2, "--runner", "ray")
    assert (native.code, ray.code) == (0, 0), ray.err
    one, other = files(tmp_path / "native"), files(tmp_path / "ray")
    assert len(one) == 1 + 2 * 9
    assert one == other
    assert [a["file"] for a in table(tmp_path / "ray", "articles")] == ["a.parquet"] * 24 + ["b.parquet"] * 9


TOKEN = "5f" * 32


@pytest.fixture
def cluster(environment: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """A Ray that runs apart from newslint, as a newsroom's cluster does, and asks for a token; its client's address."""
    pytest.importorskip("ray")
    places = [socket.socket() for _ in range(2)]
    for place in places:
        place.bind(("127.0.0.1", 0))
    port, client = (place.getsockname()[1] for place in places)
    for place in places:
        place.close()
    command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--block", "--num-cpus", "2"]
    command += ["--node-ip-address", "127.0.0.1", "--port", str(port), "--ray-client-server-port", str(client)]
    command += ["--include-dashboard", "false", "--disable-usage-stats"]
    # gRPC's handlers of forks stop the server that Ray's proxy starts for a client
    env = {**environment, "GRPC_ENABLE_FORK_SUPPORT": "0", "RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": TOKEN}
    with (tmp_path / "ray.log").open("w") as log:
        ray = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        for _ in range(300):
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", client), 1).close()
                break
            assert ray.poll() is None, (tmp_path / "ray.log").read_text()
            time.sleep(0.2)
        yield f"ray://127.0.0.1:{client}"
    finally:
        ray.terminate()
        ray.wait(60)


def test_a_cluster_reached_from_outside_gives_the_same_bytes(archive: Archive, cluster: str, tmp_path: Path) -> None:
    write_parquet(tmp_path / "in" / "a.parquet", articles(24))
    native = archive(tmp_path / "in", tmp_path / "native", *FAST, "--part-size", 4, "--jobs", 2)
    ray = archive(tmp_path / "in", tmp_path / "ray", *FAST, "--part-size", 4, "--runner", cluster, RAY_AUTH_TOKEN=TOKEN)
    own = archive(tmp_path / "in", tmp_path / "own", *FAST, "--part-size", 4, "--runner", "ray", "--jobs", 1)
    assert (native.code, ray.code, own.code) == (0, 0, 0), ray.err + own.err
    assert files(tmp_path / "native") == files(tmp_path / "ray") == files(tmp_path / "own")


@pytest.mark.skipif(sys.platform != "linux", reason="counts processes in /proc")
def test_killed_three_times_and_gone_on_with_it_is_as_if_unkilled(
    archive: Archive, environment: dict[str, str], tmp_path: Path
) -> None:
    rows: list[dict[str, object] | str] = [*articles(240)]
    rows[100] = "{broken"
    source = write_jsonl(tmp_path / "in.jsonl", rows)
    options = [*FAST, "--part-size", "2", "--jobs", "2"]
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    assert archive(source, whole, *options).code == 0
    before = 0
    for wanted in (1, 30, 70):
        command = [str(COMMAND), "archive", str(source), str(cut), *options]
        process = subprocess.Popen(command, env=environment | {"NEWSLINT_TEST_MARK": str(cut)}, stderr=subprocess.PIPE)
        while (parts := len(list(cut.glob("articles/part-*")))) < wanted and process.poll() is None:
            time.sleep(0.002)
        process.kill()
        process.communicate()
        assert before <= parts < 120, "it was killed in the middle"
        before = parts
        deadline = time.monotonic() + 15
        while _left(str(cut)) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not _left(str(cut)), "its processes went with it"
    (cut / "articles" / ".part-000001-0123456789abcdef.parquet.part").write_bytes(b"half")
    done = archive(source, cut, *options)
    assert "of 120 parts were done before" in done.out and done.code == 0
    assert files(cut) == files(whole)
    assert not list(cut.rglob(".part-*"))
    ids = [a["id"] for a in table(cut, "articles")]
    assert len(ids) == len(set(ids)) == 239
    assert [e["kind"] for e in table(cut, "errors")] == ["json"]


def _left(mark: str) -> list[str]:
    """Processes that a run started and that are still there."""
    out = []
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            environ, state = Path("/proc", entry, "environ").read_bytes(), Path("/proc", entry, "stat").read_text()
        except OSError:
            continue
        if f"NEWSLINT_TEST_MARK={mark}".encode() in environ and ") Z " not in state:
            out.append(entry)
    return out


def test_only_what_is_new_is_done_and_what_is_gone_goes(inline: Archive, tmp_path: Path) -> None:
    write_parquet(tmp_path / "in" / "b.parquet", articles(6))
    write_parquet(tmp_path / "in" / "c.parquet", articles(3))
    out = tmp_path / "out"
    inline(tmp_path / "in", out, *FAST, "--part-size", 3)
    old = {p.name[12:] for p in out.glob("articles/*")}
    assert len(old) == 3
    write_parquet(tmp_path / "in" / "a.parquet", articles(2))
    (tmp_path / "in" / "c.parquet").unlink()
    done = inline(tmp_path / "in", out, *FAST, "--part-size", 3)
    assert "2 of 3 parts were done before" in done.out
    assert [a["file"] for a in table(out, "articles")] == ["a.parquet"] * 2 + ["b.parquet"] * 6
    fresh = tmp_path / "fresh"
    inline(tmp_path / "in", fresh, *FAST, "--part-size", 3)
    assert files(out) == files(fresh)
    done = inline(tmp_path / "in", out, "--isolated", "--select", "language", "--part-size", 3)
    assert "done before" not in done.out  # other rules, other findings
    assert len(list(out.glob("articles/*"))) == 3
    assert {f["rule"].partition("/")[0] for f in table(out, "findings")} == {"language"}


def test_a_file_that_cannot_be_read_is_a_row_and_is_tried_again(inline: Archive, tmp_path: Path) -> None:
    file = write_parquet(tmp_path / "in" / "a.parquet", articles(8), group=4)
    first = pq.ParquetFile(file).metadata.row_group(1).column(1)
    data = bytearray(file.read_bytes())
    whole = bytes(data)
    state = file.stat()
    start = first.dictionary_page_offset or first.data_page_offset
    data[start : start + first.total_compressed_size] = b"\xff" * first.total_compressed_size
    file.write_bytes(data)
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    out = tmp_path / "out"
    done = inline(tmp_path / "in", out, *FAST, "--part-size", 4)
    assert done.code == 0 and "unreadable 1" in done.err
    assert len(table(out, "articles")) == 4
    assert [(e["row"], e["kind"]) for e in table(out, "errors")] == [(5, "unreadable")]
    file.write_bytes(whole)
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    done = inline(tmp_path / "in", out, *FAST, "--part-size", 4)
    assert (done.code, done.err) == (0, "") and "1 of 2 parts were done before" in done.out
    assert len(table(out, "articles")) == 8 and not table(out, "errors")


def test_the_project_s_configuration_holds(inline: Archive, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", articles(4))
    (tmp_path / ".newslint.yaml").write_text("select: [sourcing]\nseverity: {sourcing: error}\n")
    inline(tmp_path / "a.jsonl", tmp_path / "out")
    found = table(tmp_path / "out", "findings")
    assert found and {f["rule"].partition("/")[0] for f in found} == {"sourcing"}
    assert {f["severity"] for f in found} == {"error"}
    other = tmp_path / "other.yaml"
    other.write_text("select: [language]\n")
    inline(tmp_path / "a.jsonl", tmp_path / "out2", "--config", other)
    assert {f["rule"].partition("/")[0] for f in table(tmp_path / "out2", "findings")} == {"language"}


def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(inline: Archive, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", [{"body": "It ended.", "when": "2024-01-01"}])
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("Mine.")
    mixed = tmp_path / "mixed"
    mixed.mkdir()
    write_jsonl(mixed / "a.jsonl", articles(1))
    (mixed / "b.txt").write_text("It ended.")
    for arguments, says in (
        ((source, tmp_path / "o", "--column", "date=wehn"), "no column “wehn”. Did you mean “when”? The columns there are: body, when."),
        ((source, tmp_path / "o", "--column", "text=when,xx"), "“xx” is not ROLE=NAME"),
        ((tmp_path / "none", tmp_path / "o"), "no such file or folder"),
        ((source, tmp_path / "notes"), "is not empty and no archive of newslint’s"),
        ((mixed, tmp_path / "o"), "holds jsonl and drafts; say which with --input-format"),
        ((tmp_path / "notes", tmp_path / "notes" / "out"), "lies in the input"),
        ((source, tmp_path / "o", "--runner", "dask"), "“dask” is no runner"),
        ((source, tmp_path / "o", "--select", "sorcing"), "“sorcing” is no rule, pack or tag. Did you mean “sourcing”?"),
        (("ftp://example.org/a.parquet", tmp_path / "o"), "cannot be opened"),
        (("report", tmp_path / "notes"), "holds no tables"),
    ):  # fmt: skip
        done = inline(*arguments, *(() if "report" in arguments else ("--isolated",)))
        assert done.code == 2, arguments
        assert says in done.err and done.err.startswith("newslint: ") and done.err.count("\n") == 1, done.err
    assert not (tmp_path / "o" / "findings").exists()


def test_a_second_run_in_the_same_folder_is_refused(inline: Archive, tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    source = write_jsonl(tmp_path / "a.jsonl", articles(2))
    (tmp_path / "out").mkdir()
    with (tmp_path / "out" / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = inline(source, tmp_path / "out", *FAST)
    assert done.code == 2 and "another run is writing there" in done.err


def test_a_bar_is_drawn_on_a_terminal_only(environment: dict[str, str], tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    source = write_jsonl(tmp_path / "a.jsonl", articles(4))
    ours, theirs = pty.openpty()
    command = [COMMAND, "archive", source, tmp_path / "out", *FAST]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=theirs)
    out, _ = process.communicate(timeout=120)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "Reading" in shown and "4/4" in shown and "Daft" not in shown
    assert out.startswith(b"4 articles, ")


def test_the_manifest_says_what_there_is(inline: Archive, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", [*articles(3), "{"])
    inline(source, tmp_path / "out", *FAST, "--part-size", 2)
    told = json.loads((tmp_path / "out" / "archive.json").read_text())
    assert told["state"] == "done" and told["columns"]["text"] == "text"
    assert told["rows"] == {"findings": len(table(tmp_path / "out", "findings")), "errors": 1, "articles": 3}
    assert [p["rows"] for p in told["parts"]] == [2, 2]
    assert all((tmp_path / "out" / "articles" / p["name"]).exists() for p in told["parts"])
