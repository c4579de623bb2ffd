from __future__ import annotations

from newslint.ruledocs import pages
from newslint.ruleset import load_builtin
from tests.conftest import ROOT


def test_the_reference_in_docs_is_what_the_rules_say() -> None:
    """Run `newslint rules docs` after changing a rule."""
    made = pages(load_builtin(examples=True))
    kept = {p.name: p.read_text(encoding="utf-8") for p in (ROOT / "docs" / "rules").glob("*.md")}
    assert sorted(made) == sorted(kept)
    assert [name for name, text in made.items() if kept[name] != text] == []
