"""The server itself: editor messages in, diagnostics, actions and hovers out. Logs go to stderr, drafts nowhere."""

from __future__ import annotations

import asyncio
import sys
import textwrap
from pathlib import Path
from typing import Any, BinaryIO, cast

from lsprotocol import types
from pygls.exceptions import FeatureRequestError
from pygls.lsp.server import LanguageServer

from newslint import __version__
from newslint.document import Document
from newslint.errors import NewslintError
from newslint.finding import Finding
from newslint.lsp import actions as code_actions
from newslint.lsp.desk import Checked, Desk, path_of
from newslint.lsp.framing import Wire, sober_log
from newslint.lsp.positions import overlap, range_of, unit_of
from newslint.rule import Rule, Severity
from newslint.span import ColumnUnit
from newslint.watched import PATTERNS

DEBOUNCE = 0.2  # seconds after the last key
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.SUGGESTION: types.DiagnosticSeverity.Information,
}


class DeskServer(LanguageServer):
    """A language server with a copy desk behind it."""

    def __init__(self, debounce: float = DEBOUNCE) -> None:
        super().__init__("newslint", __version__)
        self.desk = Desk()
        self.debounce = debounce
        self.waiting: dict[str, asyncio.Task[None]] = {}

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tell the user of a fault of ours in one sentence, without the draft's words."""
        if source is not FeatureRequestError:
            self.window_show_message(
                types.ShowMessageParams(
                    types.MessageType.Error, f"newslint: a fault of its own ({type(error).__name__}); please report it."
                )
            )

    @property
    def unit(self) -> ColumnUnit:
        """The unit columns are counted in, as agreed with the client."""
        return unit_of(self.server_capabilities.position_encoding)

    def schedule(self, uri: str, delay: float) -> None:
        """Check a draft after a pause; a newer request takes the place of one that waits."""
        before = self.waiting.pop(uri, None)
        if before is not None:
            before.cancel()
        self.waiting[uri] = asyncio.get_running_loop().create_task(self._check_later(uri, delay))

    async def _check_later(self, uri: str, delay: float) -> None:
        await asyncio.sleep(delay)
        self.waiting.pop(uri, None)
        draft = self.workspace.text_documents.get(uri)
        if draft is None:
            return
        version, text, language = draft.version, draft.source, draft.language_id
        self.desk.expect(uri, version)
        try:
            checked = await asyncio.get_running_loop().run_in_executor(
                None, self.desk.check, uri, text, version, language
            )
        except NewslintError as e:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"newslint: {e}"))
            return
        now = self.workspace.text_documents.get(uri)
        if now is None:
            self.desk.forget(uri)
        elif checked is not None and now.version == version:  # an answer about an older text is dropped
            self.publish(uri, checked)

    async def watch_files(self) -> None:
        """Ask the editor to tell when configuration, words or rules change, if it can."""
        workspace = self.client_capabilities.workspace
        watching = workspace and workspace.did_change_watched_files
        if watching and watching.dynamic_registration:
            watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in PATTERNS]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            registration = types.Registration("newslint-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await self.client_register_capability_async(types.RegistrationParams([registration]))

    def publish(self, uri: str, checked: Checked) -> None:
        """Send a draft's findings to the editor."""
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(
                uri=uri,
                version=checked.version,
                diagnostics=[diagnostic(checked.result.document, f, self.unit) for f in checked.result.findings],
            )
        )


def diagnostic(document: Document, finding: Finding, unit: ColumnUnit) -> types.Diagnostic:
    """Return a finding as an editor shows it; what is folded under it is listed in the message."""
    lines = [finding.message, *(f"also: {f.message} [{f.rule}]" for f in finding.also)]
    return types.Diagnostic(
        range=range_of(document, finding.span, unit),
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        source="newslint",
        message="\n".join(lines),
        data={"rule": finding.rule, "suggestions": list(finding.suggestions)},
    )


def make_server(debounce: float = DEBOUNCE) -> DeskServer:
    """Return a server with all its features."""
    server = DeskServer(debounce)

    @server.feature(types.INITIALIZED)
    async def ready(ls: DeskServer, params: types.InitializedParams) -> None:
        del params
        root = ls.workspace.root_path
        await ls.watch_files()
        await asyncio.get_running_loop().run_in_executor(None, ls.desk.warm, Path(root) if root else Path())

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(ls: DeskServer, params: types.DidOpenTextDocumentParams) -> None:
        ls.schedule(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(ls: DeskServer, params: types.DidChangeTextDocumentParams) -> None:
        ls.schedule(params.text_document.uri, ls.debounce)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(ls: DeskServer, params: types.DidSaveTextDocumentParams) -> None:
        if ls.desk.concerns(path_of(params.text_document.uri)):
            _reload(ls)
        else:
            ls.schedule(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(ls: DeskServer, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        task = ls.waiting.pop(uri, None)
        if task is not None:
            task.cancel()
        ls.desk.forget(uri)
        ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=[]))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def files_changed(ls: DeskServer, params: types.DidChangeWatchedFilesParams) -> None:
        if any(ls.desk.concerns(path_of(change.uri)) for change in params.changes):
            _reload(ls)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def reconfigured(ls: DeskServer, params: Any) -> None:
        del params
        _reload(ls)

    _answers(server)
    return server


def _answers(server: DeskServer) -> None:
    """Register the requests: code actions, hover, commands."""

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    def act(ls: DeskServer, params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        checked, draft = ls.desk.known(uri), ls.workspace.text_documents.get(uri)
        if checked is None or draft is None or draft.version != checked.version:
            return []
        document = checked.result.document
        out: list[types.CodeAction] = []
        for f in checked.result.findings:
            d = diagnostic(document, f, ls.unit)
            if overlap(d.range, params.range):
                out += code_actions.actions(document, f, d, uri, checked.version, ls.unit)
        return out

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(ls: DeskServer, params: types.HoverParams) -> types.Hover | None:
        checked = ls.desk.known(params.text_document.uri)
        if checked is None:
            return None
        here = types.Range(start=params.position, end=params.position)
        document = checked.result.document
        found = [f for f in checked.result.findings if overlap(range_of(document, f.span, ls.unit), here)]
        if not found:
            return None
        path = path_of(params.text_document.uri)
        pages = [_page(f, ls.desk.rule(f.rule, path)) for top in found for f in (top, *top.also)]
        content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(pages))
        return types.Hover(content, range_of(document, found[0].span, ls.unit))

    @server.command(code_actions.SHOW)
    def show(ls: DeskServer, uri: str, name: str) -> str:
        rule = ls.desk.rule(name, path_of(uri))
        text = f"{name}: {' '.join((rule.why or rule.summary).split())}" if rule else f"newslint knows no rule {name}."
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, text))
        return text

    @server.command(code_actions.ACCEPT)
    def accept(ls: DeskServer, uri: str, word: str) -> str:
        try:
            file = ls.desk.accept(path_of(uri), word)
        except (NewslintError, OSError) as e:
            text = f"newslint: “{word}” could not be written down: {e}."
            ls.window_show_message(types.ShowMessageParams(types.MessageType.Error, text))
            return text
        _reload(ls)
        return str(file)


def _reload(ls: DeskServer) -> None:
    ls.desk.reload()
    for uri in ls.workspace.text_documents:
        ls.schedule(uri, 0)


def _page(finding: Finding, rule: Rule | None) -> str:
    """The why of a finding, in Markdown."""
    lines = [f"**{finding.rule}** · {finding.severity.value}", "", finding.message]
    if rule is not None:
        if rule.why:
            lines += ["", " ".join(rule.why.split())]
        if rule.standards:
            lines += ["", *(f"- {s}" for s in rule.standards)]
        if rule.examples.good:
            lines += ["", "Fine: " + textwrap.shorten(rule.examples.good[0].text, 160, placeholder=" …")]
    return "\n".join(lines)


def serve() -> None:
    """Speak LSP over standard input and output until the editor says exit. Raises WireError."""
    sober_log()
    make_server().start_io(cast("BinaryIO", Wire(sys.stdin.buffer)))
