from __future__ import annotations

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell(nl: Run, shell: str) -> None:
    done = nl(_NEWSLINT_COMPLETE=f"{shell}_source")
    assert done.code == 0
    assert "_newslint_completion" in done.out


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("newslint ru", {"plain,rules", "file,ru"}),
        ("newslint dr", {"file,dr"}),
        ("newslint --exit", {"plain,--exit-zero"}),
        ("newslint draft.txt --exit", {"plain,--exit-zero"}),
        ("newslint check dr", {"file,dr"}),
        ("newslint check --format js", {"plain,json", "plain,jsonl"}),
        ("newslint --house gu", {"plain,guardian"}),
        ("newslint rules s", {"plain,show", "plain,schema"}),
        ("newslint sources dr", {"file,dr"}),
    ],
)
def test_what_is_offered(nl: Run, words: str, offered: set[str]) -> None:
    done = nl(_NEWSLINT_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(len(words.split()) - 1))
    assert set(done.out.split()) == offered
