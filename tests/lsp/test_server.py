"""The language server over standard input and output, driven by a real client library (pygls')."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="the lsp extra is not installed")
from lsprotocol import types
from pygls.lsp.client import LanguageClient

CONFIG = "grammar: {engine: none}\nrules: [own]\nselect: [desk]\n"
RULE = "summary: Very\nmessage: “{match}” is weak.\nseverity: warning\nwhy: A desk would cut it.\nstandards: [House]\nfix: true\nmatch: {swap: {pairs: {very: most}}}\nexamples: {good: ['It is late.']}\n"
WORKSPACE = types.WorkspaceClientCapabilities(
    workspace_folders=True,
    did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
)


class Client(LanguageClient):
    def __init__(self) -> None:
        super().__init__("tests", "1")
        self.published: list[types.PublishDiagnosticsParams] = []
        self.messages: list[str] = []
        self.registered: list[types.Registration] = []
        self.news = asyncio.Event()

        @self.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(params: types.RegistrationParams) -> None:
            self.registered += params.registrations

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.published.append(params)
            self.news.set()

        @self.feature(types.WINDOW_SHOW_MESSAGE)
        def message(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)

    async def next(self, since: int, version: int | None = None) -> types.PublishDiagnosticsParams:
        async with asyncio.timeout(30):
            while True:
                for p in self.published[since:]:
                    if version is None or p.version == version:
                        return p
                self.news.clear()
                await self.news.wait()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".newslint.yaml").write_text(CONFIG)
    (tmp_path / "own" / "desk").mkdir(parents=True)
    (tmp_path / "own" / "desk" / "very.yaml").write_text(RULE)
    return tmp_path


def session(desk: Path, work: Callable[[Client, str], Awaitable[None]], encodings: list[str] | None = None) -> Client:
    async def run() -> Client:
        client = Client()
        await client.start_io(sys.executable, "-m", "newslint", "lsp", "--stdio")
        general = types.GeneralClientCapabilities(
            position_encodings=[types.PositionEncodingKind(e) for e in encodings or []] or None
        )
        result = await client.initialize_async(
            types.InitializeParams(
                capabilities=types.ClientCapabilities(general=general, workspace=WORKSPACE), root_uri=desk.as_uri()
            )
        )
        assert result.server_info and result.server_info.name == "newslint"
        client.initialized(types.InitializedParams())
        await work(client, (desk / "draft.txt").as_uri())
        await client.shutdown_async(None)
        client.exit(None)
        await asyncio.sleep(0.05)
        await client.stop()
        return client

    return asyncio.run(run())


def open_draft(client: Client, uri: str, text: str, version: int = 1) -> None:
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            types.TextDocumentItem(uri=uri, language_id="plaintext", version=version, text=text)
        )
    )


TEXT = "Council backs plan\n\n😀 é It is very late.\nNow e\u0301 very."


@pytest.mark.parametrize(
    ("encodings", "expected"),
    [(None, (11, 15)), (["utf-16"], (11, 15)), (["utf-8", "utf-16"], (14, 18)), (["utf-32"], (10, 14))],
)
def test_ranges_are_true_in_the_negotiated_encoding(
    desk: Path, encodings: list[str] | None, expected: tuple[int, int]
) -> None:
    async def work(client: Client, uri: str) -> None:
        open_draft(client, uri, TEXT)
        found = (await client.next(0)).diagnostics
        assert len(found) == 2
        first = found[0].range
        assert (first.start.line, first.start.character, first.end.character) == (2, *expected)
        assert found[0].code == "desk/very" and found[0].source == "newslint"

    session(desk, work, encodings)


def test_incremental_changes_and_stale_answers(desk: Path) -> None:
    async def work(client: Client, uri: str) -> None:
        open_draft(client, uri, TEXT)
        await client.next(0, 1)
        for version in range(2, 8):  # typed quickly: only the last one is answered
            change = types.TextDocumentContentChangePartial(
                range=types.Range(types.Position(2, 0), types.Position(2, 0)), text="very "
            )
            client.text_document_did_change(
                types.DidChangeTextDocumentParams(
                    types.VersionedTextDocumentIdentifier(version=version, uri=uri), [change]
                )
            )
        last = await client.next(1, 7)
        assert len(last.diagnostics) == 2 + 6
        assert {p.version for p in client.published} <= {1, 7}
        client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        assert (await client.next(2)).diagnostics == ()

    session(desk, work)


def edited(text: str, edit: types.TextEdit) -> str:
    lines = text.split("\n")
    assert edit.range.start.line == edit.range.end.line
    line = lines[edit.range.start.line].encode("utf-16-le")
    a, b = edit.range.start.character * 2, edit.range.end.character * 2
    lines[edit.range.start.line] = (line[:a] + edit.new_text.encode("utf-16-le") + line[b:]).decode("utf-16-le")
    return "\n".join(lines)


def test_actions_fix_and_answer(desk: Path) -> None:
    async def work(client: Client, uri: str) -> None:
        open_draft(client, uri, TEXT)
        found = (await client.next(0)).diagnostics
        acts = await client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(uri), found[0].range, types.CodeActionContext([found[0]])
            )
        )
        assert acts
        by_title: dict[str, Any] = {a.title: a for a in acts}
        fix = by_title["Write “most”"]
        assert fix.is_preferred and edited(TEXT, fix.edit.document_changes[0].edits[0]) == TEXT.replace(
            "very", "most", 1
        )
        answer = by_title["Answer desk/very here (give the reason)"]
        text = edited(TEXT, answer.edit.document_changes[0].edits[0])
        assert text.split("\n")[2] == "# newslint: ignore desk/very -- reason"
        open_draft(client, uri + "2", text)
        assert [d.range.start.line for d in (await client.next(1)).diagnostics] == [4]
        shown = await client.workspace_execute_command_async(
            types.ExecuteCommandParams("newslint.showRule", [uri, "desk/very"])
        )
        assert shown == "desk/very: A desk would cut it."

    session(desk, work)


def test_hover_says_why(desk: Path) -> None:
    async def work(client: Client, uri: str) -> None:
        open_draft(client, uri, TEXT)
        await client.next(0)
        hover = await client.text_document_hover_async(
            types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(2, 12))
        )
        assert hover and "A desk would cut it." in hover.contents.value  # type: ignore[union-attr]
        assert (
            await client.text_document_hover_async(
                types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(0, 1))
            )
            is None
        )

    session(desk, work)


def test_configuration_is_read_anew(desk: Path) -> None:
    async def work(client: Client, uri: str) -> None:
        open_draft(client, uri, TEXT)
        assert len((await client.next(0)).diagnostics) == 2
        (desk / ".newslint.yaml").write_text(CONFIG + "ignore: [desk/very]\n")
        client.workspace_did_change_watched_files(
            types.DidChangeWatchedFilesParams(
                [types.FileEvent((desk / ".newslint.yaml").as_uri(), types.FileChangeType.Changed)]
            )
        )
        assert (await client.next(1)).diagnostics == ()
        (desk / ".newslint.yaml").write_text("hose: ap\n")
        client.workspace_did_change_watched_files(
            types.DidChangeWatchedFilesParams(
                [types.FileEvent((desk / ".newslint.yaml").as_uri(), types.FileChangeType.Changed)]
            )
        )
        async with asyncio.timeout(20):
            while not client.messages:
                await asyncio.sleep(0.05)
        assert "“hose” is not a key newslint knows. Did you mean “house”?" in client.messages[0]

    session(desk, work)


def test_the_editor_is_asked_to_tell_of_changed_files(desk: Path) -> None:
    async def work(client: Client, uri: str) -> None:
        open_draft(client, uri, TEXT)
        await client.next(0)
        async with asyncio.timeout(20):
            while not client.registered:
                await asyncio.sleep(0.05)
        [asked] = client.registered
        assert asked.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        patterns = [w["globPattern"] if isinstance(w, dict) else w.glob_pattern for w in _watchers(asked)]
        assert any(".newslint.yaml" in str(p) for p in patterns)
        rule = desk / "own" / "desk" / "very.yaml"
        rule.write_text(RULE.replace("{very: most}", "{late: soon}"))
        client.workspace_did_change_watched_files(
            types.DidChangeWatchedFilesParams([types.FileEvent(rule.as_uri(), types.FileChangeType.Changed)])
        )
        assert [d.range.start.line for d in (await client.next(1)).diagnostics] == [2]

    session(desk, work)


def _watchers(registration: types.Registration) -> list[Any]:
    options: Any = registration.register_options
    return list(options["watchers"] if isinstance(options, dict) else options.watchers)


def test_a_configuration_no_editor_tells_of_is_seen_at_the_next_change(desk: Path) -> None:
    async def work(client: Client, uri: str) -> None:
        open_draft(client, uri, TEXT)
        assert len((await client.next(0, 1)).diagnostics) == 2
        (desk / ".newslint.yaml").write_text(CONFIG + "ignore: [desk/very]\n")
        here = types.Position(0, 0)
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version=2, uri=uri),
                [types.TextDocumentContentChangePartial(range=types.Range(here, here), text="A ")],
            )
        )
        assert (await client.next(1, 2)).diagnostics == ()

    session(desk, work)


def test_each_workspace_folder_has_its_own_settings(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / ".git").mkdir()
    (other / ".newslint.yaml").write_text("grammar: {engine: none}\nselect: [typos/doubled-word]\n")

    async def work(client: Client, uri: str) -> None:
        client.workspace_did_change_workspace_folders(
            types.DidChangeWorkspaceFoldersParams(
                types.WorkspaceFoldersChangeEvent([types.WorkspaceFolder(other.as_uri(), "other")], [])
            )
        )
        open_draft(client, uri, "It is very late in the the day.")
        open_draft(client, (other / "draft.txt").as_uri(), "It is very late in the the day.")
        async with asyncio.timeout(30):
            while len({p.uri for p in client.published}) < 2:
                await asyncio.sleep(0.05)
        codes = {p.uri: {d.code for d in p.diagnostics} for p in client.published}
        assert codes == {uri: {"desk/very"}, (other / "draft.txt").as_uri(): {"typos/doubled-word"}}

    session(desk, work)


def test_versions_that_were_overtaken_while_they_waited_are_not_checked(desk: Path) -> None:
    from newslint.lsp.desk import Desk

    at_work = Desk()
    uri = (desk / "draft.txt").as_uri()
    with ThreadPoolExecutor(5) as threads, at_work._lock:
        waiting = []
        for version in range(1, 6):
            at_work.expect(uri, version)
            waiting.append(threads.submit(at_work.check, uri, TEXT, version))
        time.sleep(0.05)
        at_work._lock.release()
        done = [w.result() for w in waiting]
        at_work._lock.acquire()
    assert [d.version if d else None for d in done] == [None, None, None, None, 5]


def test_a_word_is_accepted_into_the_newsrooms_list(desk: Path) -> None:
    async def work(client: Client, uri: str) -> None:
        open_draft(client, uri, TEXT)
        await client.next(0)
        file = await client.workspace_execute_command_async(
            types.ExecuteCommandParams("newslint.acceptWord", [uri, "Quillpost"])
        )
        assert Path(str(file)).read_text() == "Quillpost\n" and Path(str(file)) == desk / "words.txt"

    session(desk, work)
