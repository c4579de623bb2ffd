from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from newslint import yamlnodes
from newslint.document import Document
from newslint.engine import check
from newslint.errors import RuleError
from newslint.finding import Finding
from newslint.readers import read_text
from newslint.rule import Rule
from newslint.ruleset import builtin_folder, parse_rule, word_lists
from newslint.settings import Settings

ROOT = Path(__file__).parents[1]
# CI runs the same examples every time, at whatever pace the machine has; on a desk they are new ones each time
hypothesis_settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis_settings.register_profile("desk", deadline=None)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")
SEED = ROOT / "seeds" / "000_99d83c75e2443e71.txt"


def rule_of(text: str, name: str = "test/rule") -> Rule:
    """A rule from YAML; what every rule must have is filled in."""
    full = text
    for key, value in (("summary", "A rule"), ("message", "“{match}” is flagged."), ("severity", "warning")):
        if f"{key}:" not in text:
            full = f"{key}: {value}\n{full}"
    root = yamlnodes.compose(full, "rule.yaml", RuleError)
    assert root is not None
    return parse_rule(root, name, "rule.yaml", word_lists(builtin_folder()))


def run(rule: Rule | str, text: str, *, path: str = "draft.txt", settings: Settings | None = None) -> list[Finding]:
    """What one rule says of a text."""
    chosen = rule_of(rule) if isinstance(rule, str) else rule
    document = read_text(text, path)
    return list(check(document, [chosen], settings or Settings()).findings)


def flagged(rule: Rule | str, text: str, **options: object) -> list[str]:
    """The words one rule flags in a text."""
    return [f.text for f in run(rule, text, **options)]  # type: ignore[arg-type]


@pytest.fixture
def document() -> Callable[[str], Document]:
    return lambda text: read_text(text, "draft.txt")


_HIDDEN = {".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", "__pycache__", "node_modules"}


def copy_of_checkout(folder: Path) -> None:
    """Copy what git knows of this checkout, and what is new in it, to a folder: as it stands, uncommitted work too."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    if (ROOT / ".git").exists():
        names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    else:  # a source distribution
        names = [p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*") if not _HIDDEN & set(p.parts)]
    for name in names:
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


# --- in CI no test may be skipped ------------------------------------------------------------------------


def _skipped(terminalreporter: pytest.TerminalReporter) -> Iterator[str]:
    for report in terminalreporter.stats.get("skipped", ()):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        yield f"{report.nodeid}: {reason.removeprefix('Skipped: ')}"


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Fail a CI run in which a test was skipped: what it promises was not looked at."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter is not None and any(_skipped(reporter)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    return (yield)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the skipped tests that fail a CI run."""
    skipped = list(_skipped(terminalreporter))
    if os.environ.get("CI") == "true" and skipped:
        terminalreporter.section("skipped, which CI does not allow")
        for line in skipped:
            terminalreporter.line(line)
