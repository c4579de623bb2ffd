"""One call of `newslint check`: which drafts, under which settings, what came of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newslint import kept
from newslint.cli.memory import Memory
from newslint.cli.options import Target
from newslint.cli.terminal import color_wanted, width
from newslint.document import Document
from newslint.errors import NewslintError, ReadError
from newslint.gather import drafts
from newslint.readers.files import read_bytes
from newslint.records import dataclass, field, replace
from newslint.report import Report
from newslint.result import Result
from newslint.rule import Rule, Severity
from newslint.settings import Settings, settings_for
from newslint.shown import plain

if TYPE_CHECKING:
    from newslint.paragraphs import Paragraphs
    from newslint.session import Session

PAYS_FROM = 16  # files; below that one process is as fast as several
BAR_FROM = 20  # files; below that a progress bar is noise
WHOLE = frozenset({"html"})  # formats that show the draft, not only its findings
WITH_RULES = frozenset({"sarif", "statistics"})  # formats that tell of rules
STDIN = "-"
_PIECE = 1 << 15


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft to check: its name, and its bytes when they came by standard input."""

    path: Path
    data: bytes | None = None
    key: bytes | None = None  # of its result in the cache


@dataclass
class Run:
    """The options of one call and what it has learned so far."""

    options: dict[str, Any]
    failed: bool = False
    limits: dict[str, Severity] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    warned: set[str] = field(default_factory=set)
    unplanned: dict[Settings, None] = field(default_factory=dict)  # settings of drafts known from earlier runs

    def complain(self, what: object) -> None:
        """Say on stderr what could not be done; the run goes on and ends in exit code 2."""
        self.failed = True
        if (said := str(what)) not in self.warned:  # --watch would say it at every look
            self.warned.add(said)
            click.echo(plain(f"newslint: {said}"), err=True)

    def warn(self, settings: Settings) -> None:
        """Say once what is dangerous about the rules of some settings."""
        for what in self.session.plan(settings).warnings:
            if what not in self.warned:
                self.warned.add(what)
                click.echo(plain(f"newslint: warning: {what}"), err=True)

    @cached_property
    def session(self) -> Session:
        """What checks the drafts; made when the first one is not known from before."""
        from newslint.session import Session

        return Session(self.paragraphs)

    @cached_property
    def paragraphs(self) -> Paragraphs | None:
        """What the grammar engine said of paragraphs in earlier runs, unless --no-cache."""
        if self.options["no_cache"]:
            return None
        from newslint.fingerprint import cache_folder
        from newslint.paragraphs import Paragraphs

        return Paragraphs(cache_folder())

    @cached_property
    def targets(self) -> list[Target]:
        """The formats to print and where; --output is the file of those that name none."""
        in_actions = os.environ.get("GITHUB_ACTIONS") == "true"
        output = self.options["output"]
        asked = self.options["format_"] or [Target("github" if in_actions and not output else "text", None)]
        if self.options["statistics"]:
            asked = [Target("statistics", None)]
        targets = [Target(t.format, t.file or output) for t in asked]
        if len([t for t in targets if t.file is None]) > 1 or len({t.file for t in targets}) < len(targets):
            raise click.UsageError(
                "Two formats would go to the same place; name files, for example --format sarif=out.sarif."
            )
        return targets

    def settings(self, path: Path) -> Settings:
        """Return the settings for a draft, the command line's on top."""
        o = self.options
        found = settings_for(path, config=o["config"], isolated=o["isolated"])
        changes: dict[str, Any] = {}
        if o["select"]:
            changes["only"] = o["select"]
        if o["ignore"]:
            changes["without"] = o["ignore"]
        if o["fail_on"]:
            changes["fail_on"] = Severity(o["fail_on"])
        if o["house"]:
            changes["house"] = o["house"]
        if o["profile"]:
            changes |= {"profile": o["profile"], "profile_fixed": True}
        if o.get("protected"):
            changes |= {"profile_fixed": True, "answers": False}
        return replace(found, **changes, origin={**found.origin, **dict.fromkeys(changes, "command line")})

    def drafts(self) -> list[Draft]:
        """Return the drafts the arguments name; what is not there is said."""
        o = self.options
        out = []
        if STDIN in o["paths"]:
            out.append(Draft(Path(o["stdin_filename"] or "<stdin>"), sys.stdin.buffer.read()))
        named = [p for p in o["paths"] if p != STDIN]
        files, wrong = drafts(
            named,
            config=o["config"],
            isolated=o["isolated"],
            force_exclude=o["force_exclude"],
            protected=bool(o.get("protected")),
        )
        for e in wrong:
            self.complain(e)
        if self.changes is not None:
            files = [f for f in files if self.changes.touches(f)]
        return out + [Draft(f) for f in files]

    @cached_property
    def changes(self) -> Any:
        """What git says has changed, when --since asks for it."""
        if not self.options["since"]:
            if self.options["changed_lines"]:
                raise click.UsageError("--changed-lines needs --since REV.")
            return None
        from newslint.changed import Changes

        return Changes(self.options["since"], Path.cwd())

    @cached_property
    def baseline(self) -> dict[str, frozenset[str]]:
        """The findings known before, by draft."""
        if not self.options["baseline"]:
            return {}
        from newslint.baseline import read

        return read(self.options["baseline"])

    def results(self, files: list[Draft]) -> Iterator[Result]:
        """Check the drafts; what cannot be read is said and passed over."""
        try:
            for result in _with_bar(self._each(files), len(files)):
                if result is not None:
                    yield result
        finally:
            if self.memory is not None:
                self.memory.close()
            if (paragraphs := self.__dict__.get("paragraphs")) is not None:  # asked for by the session alone
                paragraphs.close()
            kept.save()

    @cached_property
    def memory(self) -> Memory | None:
        """The results of earlier runs, unless --no-cache."""
        if self.options["no_cache"]:
            return None
        return Memory(encoding=self.options["encoding"], light=self.light)

    @property
    def light(self) -> bool:
        """Is it enough for the formats asked for to know a draft's source?"""
        return not any(t.format in WHOLE for t in self.targets)

    def _each(self, files: list[Draft]) -> Iterator[Result | None]:
        jobs = self.options.get("jobs") or (0 if len(files) < PAYS_FROM else None)
        if jobs is None:
            from newslint.cli.jobs import cores

            jobs = cores()
        if jobs < 2 or len(files) < 2:
            return map(self.result, files)
        from newslint.cli.jobs import in_processes

        return in_processes(self, files, min(jobs, len(files)))

    def result(self, draft: Draft) -> Result | None:
        """Check one draft, or remember what came of it; None when it cannot be read."""
        try:
            draft, known = self.known(draft)
            if known is not None:
                return known
            document = self.read(draft, self.data(draft))
        except ReadError as e:
            self.complain(e)
            return None
        self.session.prepare(self.settings(draft.path))
        result = self.check(document)
        if self.memory and draft.key:
            self.memory.keep(draft.key, result)
        return self.shown(result)

    def known(self, draft: Draft) -> tuple[Draft, Result | None]:
        """Return the draft with its bytes and the key of its result, and what an earlier run found. Raises ReadError."""
        if self.memory is None:
            return draft, None
        settings = self.settings(draft.path)
        data = self.data(draft)
        key = self.memory.key(str(draft.path), data, settings)
        found = self.memory.recall(key, str(draft.path), data) if key else None
        return replace(draft, data=data, key=key), self.shown(self._noted(found)) if found else None

    def adopted(self, draft: Draft, entry: bytes, problems: tuple[str, ...]) -> Result | None:
        """Take over what another process found in a draft. Raises ReadError."""
        data = self.data(draft)
        made = Memory(encoding=self.options["encoding"], light=self.light).unpacked(entry, str(draft.path), data)
        if made is None:  # the file has changed since
            return self.result(draft)
        result = self._noted(replace(made, problems=problems))
        if self.memory and draft.key:
            self.memory.keep(draft.key, result)
        return self.shown(result)

    def _noted(self, result: Result) -> Result:
        """Note the level at which a result fails the run, and that its rules were not looked at here."""
        settings = self.settings(Path(result.document.path))
        self.limits[result.document.path] = settings.fail_on
        self.unplanned[settings] = None
        return result

    def data(self, draft: Draft) -> bytes:
        """Return a draft's bytes. Raises ReadError."""
        return draft.data if draft.data is not None else read_bytes(draft.path, self.options.get("max_bytes"))

    def read(self, draft: Draft, data: bytes) -> Document:
        """Return the document the bytes are. Raises ReadError."""
        from newslint.readers import read

        return read(data, str(draft.path), encoding=self.options["encoding"])

    def check(self, document: Document) -> Result:
        """Return everything there is to say of a document."""
        settings = self.settings(Path(document.path))
        result = self.session.check(document, settings)
        document.forget()  # else the drafts of a long run would fill the memory with what was worked out of them
        self.warn(settings)
        self.limits[document.path] = settings.fail_on
        self.rules.update({r.name: r for r in self.session.plan(settings).rules})
        return result

    def shown(self, result: Result) -> Result:
        """Return what is left of a result after --severity, --baseline and --changed-lines."""
        if self.options["severity"]:
            rank = Severity(self.options["severity"]).rank
            result = replace(result, findings=tuple(f for f in result.findings if f.severity.rank >= rank))
        if self.baseline:
            from newslint.baseline import fresh

            result = fresh(result, self.baseline, Path(self.options["baseline"]).parent)
        if self.options["changed_lines"] and self.changes is not None:
            result = self.changes.only_changed_lines(result)
        return result

    def report(self, results: list[Result], target: Target) -> Report:
        """Return the report for a format."""
        if target.format in WITH_RULES:
            for settings in self.unplanned:
                self.rules.update({r.name: r for r in self.session.plan(settings).rules})
            self.unplanned.clear()
        color = target.file is None and color_wanted(self.options["color"], sys.stdout)
        level = self.options["severity"]
        return Report(results, self.rules, Severity(level) if level else None, color, width(), not self.failed)

    def exit_code(self, results: Iterable[Result]) -> int:
        """0 clean, 1 findings at or above the limit, 2 something could not be done."""
        if self.failed:
            return 2
        if self.options["exit_zero"]:
            return 0
        return int(any(f.severity.rank >= self.limits[r.document.path].rank for r in results for f in r.findings))


def _with_bar(results: Iterable[Result | None], count: int) -> Iterable[Result | None]:
    if count < BAR_FROM or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(results, count, label="Reading", file=sys.stderr, show_pos=True) as bar:
        yield from bar


def put(texts: Iterable[str], file: str | None) -> None:
    """Print pieces of text, or write them to a file, whole or not at all. Raises NewslintError."""
    if file is None:
        try:
            for text in texts:
                for at in range(0, len(text), _PIECE):  # unbuffered, one long write may end early without a word
                    sys.stdout.write(text[at : at + _PIECE])
            sys.stdout.flush()
        except BrokenPipeError:  # the reader went away (newslint … | head): nothing more to say, nothing to flush
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(2) from None
        except OSError as e:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise NewslintError(
                f"standard output: cannot be written: {e.strerror or e}; write to a file with --output."
            ) from None
        return
    from newslint.atomic import write_text

    try:
        write_text(Path(file), "".join(texts))
    except OSError as e:
        raise NewslintError(f"{file}: cannot be written: {e.strerror or e}; name another --output.") from None
