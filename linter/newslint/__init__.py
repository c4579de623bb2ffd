"""newslint: the copy desk in a terminal. The public API is check_text, check_file, Document, Finding and Rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Document", "Finding", "Rule", "__version__", "check_file", "check_text"]

if TYPE_CHECKING:
    from newslint.document import Document
    from newslint.finding import Finding
    from newslint.rule import Rule
    from newslint.settings import Settings

_HOMES = {"Document": "newslint.document", "Finding": "newslint.finding", "Rule": "newslint.rule"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'newslint' has no attribute {name!r}")


def check_text(text: str, *, path: str = "<text>", settings: Settings | None = None) -> list[Finding]:
    """Return what a copy desk would query in `text`, in order.

    The ending of `path` decides the format (plain text unless it says otherwise). Without `settings` the
    defaults hold; no configuration file is looked for. Raises newslint.errors.NewslintError when a rule,
    a setting or the grammar engine is at fault.
    """
    from newslint.readers import read_text
    from newslint.session import Session
    from newslint.settings import Settings as Defaults

    session = Session()
    return list(session.check(read_text(text, path), settings or Defaults()).findings)


def check_file(path: str | Path, *, encoding: str | None = None, settings: Settings | None = None) -> list[Finding]:
    """Return what a copy desk would query in a file, in order, under the configuration that holds for it.

    Raises newslint.errors.ReadError when it cannot be read, and NewslintError as check_text does.
    """
    from newslint.readers.files import read_file
    from newslint.session import Session
    from newslint.settings import settings_for

    chosen = settings or settings_for(Path(path))
    return list(Session().check(read_file(Path(path), encoding=encoding), chosen).findings)
