"""What an editor can do about a finding: apply a suggestion, answer it in the draft, accept a word, read the rule."""

from __future__ import annotations

from lsprotocol import types

from newslint.document import Block, BlockKind, Document
from newslint.finding import Finding
from newslint.lsp.positions import range_of
from newslint.span import ColumnUnit, Span

ACCEPT = "newslint.acceptWord"
SHOW = "newslint.showRule"
_SPELLING = ("typos/misspelling", "typos/real-word")
_REMARKS = {"text": "# {}", "markdown": "<!-- {} -->", "html": "<!-- {} -->", "nitf": "<!-- {} -->"}


def actions(
    document: Document, finding: Finding, diagnostic: types.Diagnostic, uri: str, version: int | None, unit: ColumnUnit
) -> list[types.CodeAction]:
    """Return the code actions for one finding, its likeliest suggestion first."""
    out = [
        _replace(document, f, s, diagnostic, uri, version, unit)
        for f in (finding, *finding.also)
        for s in f.suggestions
    ]
    if finding.fix is not None and out:
        out[0].is_preferred = True
    for f in (finding, *finding.also):
        if f.rule in _SPELLING and " " not in f.text:
            out.append(_command(f"Accept “{f.text}” in this newsroom", ACCEPT, [uri, f.text], diagnostic))
            break
    if document.format in _REMARKS:
        out += [_ignore(document, f, diagnostic, uri, version, unit) for f in (finding, *finding.also)]
    out.append(_command(f"Why {finding.rule} asks", SHOW, [uri, finding.rule], diagnostic))
    return out


def _replace(
    document: Document,
    f: Finding,
    text: str,
    diagnostic: types.Diagnostic,
    uri: str,
    version: int | None,
    unit: ColumnUnit,
) -> types.CodeAction:
    edit = types.TextEdit(range=range_of(document, f.span, unit), new_text=text)
    return types.CodeAction(
        title=f"Write “{text}”" if text else "Delete it",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic],
        edit=_workspace_edit(uri, version, edit),
    )


def _ignore(
    document: Document, f: Finding, diagnostic: types.Diagnostic, uri: str, version: int | None, unit: ColumnUnit
) -> types.CodeAction:
    block = _block_of(document, f.span)
    place = range_of(document, Span(block.span.start, block.span.start), unit)
    line_start = types.Position(line=place.start.line, character=0)
    remark = _REMARKS[document.format].format(f"newslint: ignore {f.rule} -- reason")
    edit = types.TextEdit(range=types.Range(start=line_start, end=line_start), new_text=f"{remark}\n")
    return types.CodeAction(
        title=f"Answer {f.rule} here (give the reason)",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic],
        edit=_workspace_edit(uri, version, edit),
    )


def _block_of(document: Document, span: Span) -> Block:
    return next((b for b in document.blocks if b.span.start <= span.start < b.span.end), Block(BlockKind.BODY, span))


def _workspace_edit(uri: str, version: int | None, edit: types.TextEdit) -> types.WorkspaceEdit:
    target = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(text_document=target, edits=[edit])])


def _command(title: str, command: str, arguments: list[str], diagnostic: types.Diagnostic) -> types.CodeAction:
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic],
        command=types.Command(title=title, command=command, arguments=list(arguments)),
    )
