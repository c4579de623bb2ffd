"""What a report was made by: this newslint, the rules it ships, the engines it asked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from newslint import __version__
from newslint.fingerprint import blake2b

WHEELS = {"harper": "harper-py", "languagetool": "language-tool-python"}


def engine(name: str) -> str | None:
    """Return the version of a grammar engine's package, or None when it is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(WHEELS[name])
    except PackageNotFoundError:
        return None


def rules(folder: Path) -> str:
    """Return a digest of the rules, lists and profiles in a folder: the same for the same rules on any machine."""
    digest = blake2b(digest_size=6)
    for file in sorted(p for p in folder.rglob("*") if p.suffix in (".yaml", ".txt")):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def told(folder: Path, engines: Iterable[str] = tuple(WHEELS)) -> str:
    """Return it in lines, as ``newslint --version`` prints it."""
    import platform

    from regex import __version__ as expressions

    lines = [f"newslint, version {__version__}", f"rules {rules(folder)}"]
    lines += [f"{WHEELS[name]} {found}" for name in engines if (found := engine(name))]
    return "\n".join([*lines, f"regex {expressions}", f"Python {platform.python_version()}"])
