"""A baseline: the findings there are now, so that only new ones are reported. Edits around a finding do not lose it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from newslint.atomic import write_text
from newslint.errors import SettingsError
from newslint.finding import Finding
from newslint.report import Report, fingerprints
from newslint.result import Result

FILE = ".newslint-baseline.json"
_FORM = 1


def key(path: str, folder: Path) -> str:
    """Return how a baseline names a draft: relative to the baseline's folder, with /."""
    full = Path(os.path.abspath(path))
    base = Path(os.path.abspath(folder))
    return full.relative_to(base).as_posix() if full.is_relative_to(base) else full.as_posix()


def write(file: Path, results: Iterable[Result]) -> int:
    """Write the baseline of the results; return how many findings it holds. Raises SettingsError when it cannot be written."""
    known: dict[str, dict[str, str]] = {}
    for document, finding, mark in fingerprints(_unfolded(results, file.parent)):
        known.setdefault(document.path, {})[mark] = finding.rule
    text = json.dumps({"form": _FORM, "drafts": known}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    try:
        write_text(file, text)
    except OSError as e:
        raise SettingsError(f"{file}: cannot be written: {e.strerror or e}; name another file.") from None
    return sum(len(v) for v in known.values())


def read(file: Path) -> dict[str, frozenset[str]]:
    """Return the fingerprints known for each draft. Raises SettingsError when the file is no baseline."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["form"] != _FORM:
            raise SettingsError(f"{file}: a baseline of another version; write it anew with “newslint baseline”.")
        return {str(path): frozenset(marks) for path, marks in data["drafts"].items()}
    except FileNotFoundError:
        raise SettingsError(
            f"{file}: no such baseline; write one with “newslint baseline PATHS --output {file}”."
        ) from None
    except OSError as e:
        raise SettingsError(f"{file}: cannot be read: {e.strerror or e}; see that you may read it.") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SettingsError(f"{file}: no newslint baseline; write it anew with “newslint baseline”.") from None


def fresh(result: Result, known: dict[str, frozenset[str]], folder: Path) -> Result:
    """Return the result without the findings that the baseline knows."""
    from newslint.records import replace

    old = known.get(key(result.document.path, folder))
    if not old:
        return result
    marks = {id(f): mark for _, f, mark in fingerprints(_unfolded([result], folder))}
    kept: list[Finding] = []
    for finding in result.findings:
        left = [f for f in (finding, *finding.also) if marks[id(f)] not in old]
        if left:
            lead = max(left, key=lambda f: f.severity.rank)
            kept.append(replace(lead, also=tuple(f for f in left if f is not lead)))
    return replace(result, findings=tuple(kept))


def _unfolded(results: Iterable[Result], folder: Path) -> Report:
    """Every finding for itself, drafts named as the baseline names them."""
    from newslint.records import replace

    return Report(
        [
            replace(
                r,
                document=replace(r.document, path=key(r.document.path, folder)),
                findings=tuple(g for f in r.findings for g in (f, *f.also)),
            )
            for r in results
        ]
    )
