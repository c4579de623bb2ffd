"""What the server knows of the open drafts: their findings, under the settings that hold for each."""

from __future__ import annotations

import gc
import threading
from pathlib import Path
from urllib.parse import unquote, urlparse
from urllib.request import url2pathname

from newslint import settings as settings_module
from newslint.errors import NewslintError
from newslint.matchers.base import MEMORY
from newslint.readers import READERS, format_of, read_text
from newslint.records import dataclass
from newslint.result import Result
from newslint.rule import Rule
from newslint.session import Session, all_rules
from newslint.settings import Settings, settings_for
from newslint.watched import Watched

_LANGUAGES = {"markdown": "markdown", "html": "html", "plaintext": "text", "xml": "nitf", "json": "ninjs"}

_SAMPLE = """Council backs plan for 30 homes

The council voted 7-2 on Monday to build 30 homes, Mayor Ada Lund said. “We need them,” she said, “and we need them now.”

Critics say the plan is the worst in a decade. Officials, who asked not to be named, expect there work to end in 2031.
"""


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of one version of an open draft."""

    version: int | None
    result: Result


class Desk:
    """Checks drafts one at a time; several threads may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        MEMORY.on = True  # drafts are read again after every few keys
        self._session = Session()
        self._checked: dict[str, Checked] = {}
        self._newest: dict[str, int | None] = {}
        self._watched = Watched()

    def expect(self, uri: str, version: int | None) -> None:
        """Say that this version is about to be checked; older ones that still wait need not be."""
        self._newest[uri] = version

    def check(self, uri: str, text: str, version: int | None, language: str | None = None) -> Checked | None:
        """Check a version of a draft and remember what was found; None when a newer one is expected by now.

        Raises NewslintError.
        """
        path = path_of(uri)
        with self._lock:
            if self._newest.get(uri, version) != version:
                return None
            if self._watched.changed():
                self._begin_anew()
            document = read_text(text, str(path), format=format_for(path, language))
            checked = Checked(version, self._session.check(document, self.settings(path)))
            self._checked[uri] = checked
            return checked

    def warm(self, folder: Path) -> None:
        """Load rules, word lists and engines, so that the first draft opened here need not wait for them."""
        try:
            with self._lock:
                self._session.check(read_text(_SAMPLE, "draft.txt"), self.settings(folder / "draft.txt"))
        except NewslintError:
            return  # said when a draft is opened
        gc.collect()
        gc.freeze()  # what was loaded stays, and need not be looked through again

    def known(self, uri: str) -> Checked | None:
        """Return the last findings of a draft."""
        return self._checked.get(uri)

    def forget(self, uri: str) -> None:
        """Forget a draft that was closed."""
        self._checked.pop(uri, None)
        self._newest.pop(uri, None)

    def settings(self, path: Path) -> Settings:
        """Return the settings for a draft."""
        settings = settings_for(path)
        self._watched.add(settings, path)
        return settings

    def concerns(self, path: Path) -> bool:
        """Tell whether a file that changed holds settings, words or rules."""
        return self._watched.holds(path)

    def reload(self) -> None:
        """Read configuration, rules and word lists anew."""
        with self._lock:
            self._begin_anew()

    def _begin_anew(self) -> None:
        settings_module.forget()
        self._session = Session()
        self._watched = Watched()

    def rule(self, name: str, path: Path | None = None) -> Rule | None:
        """Return a rule with its examples."""
        settings = self.settings(path) if path else Settings()
        return next((r for r in all_rules(settings, examples=True) if r.name == name), None)

    def accept(self, path: Path, word: str) -> Path:
        """Write a word down as right in this newsroom; return the file it went to. Raises NewslintError or OSError."""
        from newslint.atomic import write_text

        settings = self.settings(path)
        file = (
            Path(settings.words[0])
            if settings.words
            else Path(settings.root if settings.origin else path.parent, "words.txt")
        )
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        if word not in old.split("\n"):
            write_text(file, old + ("" if not old or old.endswith("\n") else "\n") + word + "\n")
        self.reload()
        return file


def path_of(uri: str) -> Path:
    """Return the path of a file: URI; other schemes (an unsaved draft) stand for a file of that name here."""
    parsed = urlparse(uri)
    if parsed.scheme == "file":
        return Path(url2pathname(f"//{parsed.netloc}{parsed.path}" if parsed.netloc else parsed.path))
    return Path(unquote(parsed.path.rsplit("/", 1)[-1]) or "draft.txt")


def format_for(path: Path, language: str | None) -> str:
    """Return the reader for an open draft: by its name, else by the editor's language, if that is a text format."""
    name = format_of(str(path)) or _LANGUAGES.get(language or "", "text")
    return name if name in READERS and name not in ("docx", "odt", "rtf") else "text"
