"""Harper for real: the wheel is a base dependency, so nothing here is skipped."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newslint.grammar import DictMemory, GrammarSession, findings
from newslint.grammar.earned import earned
from newslint.grammar.engine import GrammarMatch, GrammarUnavailable
from newslint.grammar.harper import HarperEngine
from newslint.readers import read_text
from tests.conftest import SEED


@pytest.fixture(scope="module")
def engine() -> HarperEngine:
    return HarperEngine()


def names_of(text: str) -> list[tuple[str, str]]:
    return [(f.rule, f.text) for f in findings(read_text(text), ("harper",))]


def test_every_rule_of_this_harper_has_been_judged(engine: HarperEngine) -> None:
    rules = set(engine._linter.get_lint_config())
    assert rules == set(earned("harper").known)


def test_spans_are_code_points_even_behind_an_emoji(engine: HarperEngine) -> None:
    paragraph = "😀 The council met in the the old hall."
    (match,) = engine.check(paragraph)
    assert match.span.of(paragraph) == "the the"
    assert match.suggestions == ("the",)


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("The minister met the the mayor on Monday.", "typos/doubled-word", "the the"),
        ("He waited for a hour outside the court.", "grammar/a-an", "a"),
        ("The road will remained closed until Friday.", "grammar/harper-will-non-lemma", "will remained"),
        ("One of the reason for this is the cost.", "grammar/harper-one-of-the-singular", "reason"),
        ("The cost is higher then the council expected.", "grammar/harper-then-than", "then"),
        ("They tried get the network to give in.", "grammar/harper-missing-to", "tried"),
        ("The plan was suppose to start in May.", "grammar/harper-supposed-to", "suppose to"),
        ("Police said these kind of attacks are rare.", "grammar/harper-this-type-of-thing", "kind"),
        ("The firm set off on a 56 day tour of the north.", "grammar/harper-hyphenate-number-day", "56 day"),
        ("The storm was more stronger than expected.", "grammar/harper-double-comparative", "more stronger"),
        ("The vote was all together in tact.", "typos/harper-split-word", "in tact"),
    ],
)
def test_what_it_finds(text: str, rule: str, words: str) -> None:
    assert (rule, words) in names_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "“We met the the mayor,” she said.",  # another's words
        "''We met the the mayor,'' she said.",
        "She walked through Walla Walla on Monday.",  # a name
        "The bill was backed by J. J. Price on Monday.",
        "The train leaves at 11 a.m. from York.",
        "Police estimate an HIV prevalence of 24 percent.",
        "It was an FBI matter and a U.S. one, an MP said.",
        "It was a unanimous decision of a one-party body.",
        "Voters had had enough, and said that that was it.",
        "George Will wrote that the party had lost.",
        "Kim said his net worth to date is one of the best in the state.",
        "Will reignited his feud with the paper on Monday.",
        "The law did its bidding, and its appointed servants obeyed.",
        "He beat the champion when she split from her coach.",
        "Opec met in Bombay with Turkey's Erdoğan, Xi and Lijian.",
    ],
)
def test_where_it_is_silent(text: str) -> None:
    assert names_of(text) == []


def test_it_is_silent_on_every_name_of_the_seed() -> None:
    text = SEED.read_text(encoding="utf-8")
    said = " ".join(f.text for f in findings(read_text(text), ("harper",)))
    for name in ("Zhao", "Lijian", "Putin", "Kremlin", "TB2", "Pixabay"):
        assert name not in said


ODD = [
    "😀",
    "\u200b",
    "\u202e",
    "\x00",
    "\ud800",
    "İ",
    "é",
    "中文",
    "“",
    "''",
    "...",
    "1st",
    "$5",
    "x" * 300,
    " the the ",
]


@given(st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=20)), max_size=12).map("".join))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered_with_spans_inside_it(engine: HarperEngine, text: str) -> None:
    for match in engine.check(text):
        assert 0 <= match.span.start < match.span.end <= len(text)


def test_a_panic_is_said_in_one_sentence(engine: HarperEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException): ...  # what pyo3 raises

    class Panicking:
        def organized_lints(self, *_: object, **__: object) -> None:
            raise PanicException("index out of bounds")

    monkeypatch.setattr(engine, "_linter", Panicking())
    with pytest.raises(GrammarUnavailable, match=r"^The grammar engine Harper failed on a paragraph;"):
        engine.check("Anything.")


def test_masked_text_and_soft_line_breaks() -> None:
    text = "The council of the\nthe town met in `the the` hall.\n"
    found = list(findings(read_text(text, "x.md"), ("harper",)))
    assert [f.text for f in found] == ["the\nthe"]


def test_nothing_goes_to_standard_output(capfd: pytest.CaptureFixture[str], engine: HarperEngine) -> None:
    engine.check("He was looking forward to see one of his favourite actors.")  # a refused rule prints here
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


def test_a_paragraph_seen_before_is_not_checked_again() -> None:
    class Counting:
        name, version = "harper", "1"
        asked = 0

        def check(self, _: str) -> list[GrammarMatch]:
            Counting.asked += 1
            return []

        def close(self) -> None: ...

    memory = DictMemory()
    for text in ("One paragraph here.\n\nAnd another one here.", "One paragraph here.\n\nA changed one here."):
        with GrammarSession({"harper": Counting}, memory=memory) as session:
            list(session.findings(read_text(text)))
    assert Counting.asked == 3


def test_a_very_long_paragraph_is_read_in_pieces() -> None:
    case = [f"The council of the town met on Monday to hear case {n} again." for n in range(600)]
    text = " ".join([*case[:300], "They met the the mayor.", *case[300:]])
    asked: list[str] = []

    class Listening(HarperEngine):
        def check(self, paragraph: str) -> list[GrammarMatch]:
            asked.append(paragraph)
            return super().check(paragraph)

    with GrammarSession({"harper": Listening}) as session:
        (found,) = session.findings(read_text(text))
    assert found.span.of(text) == "the the"
    assert max(map(len, asked)) <= 8_000 < len(text)
    assert " ".join(p.strip() for p in asked) == text


def test_reading_ahead_changes_nothing_but_when() -> None:
    text = "They met the the mayor.\n\nHe waited for a hour there."
    with GrammarSession({"harper": HarperEngine}) as session:
        plain = list(session.findings(read_text(text)))
    with GrammarSession({"harper": HarperEngine}) as session:
        document = read_text(text)
        session.begin(document)
        assert list(session.findings(document)) == plain != []
        assert not session._ahead


def test_the_version_is_the_wheels(engine: HarperEngine) -> None:
    from importlib.metadata import version

    assert engine.version.startswith(f"harper_py-{version('harper-py')} us ")


def test_memory_forgets_the_oldest() -> None:
    memory = DictMemory(limit=2)
    for key in (b"a", b"b", b"c"):
        memory.put(key, [])
    assert [memory.get(k) for k in (b"a", b"b", b"c")] == [None, (), ()]


def test_an_engine_whose_rules_are_not_wanted_is_not_loaded() -> None:
    def never() -> HarperEngine:
        raise AssertionError("loaded")

    with GrammarSession({"harper": never}) as session:
        assert list(session.findings(read_text("Met the the mayor."), rules=["sourcing/bare-source"])) == []


def test_building_harper_leaves_the_other_work_running() -> None:
    """The wheel gives the GIL back while it builds: what preload() is for. Counted in processor time, so that a busy
    machine makes no difference: were the GIL held, this thread would have got next to none."""
    code = (
        "import threading, time\n"
        "spent = []\n"
        "def build():\n"
        "    from newslint.grammar.harper import HarperEngine\n"
        "    before = time.thread_time(); HarperEngine(); spent.append(time.thread_time() - before)\n"
        "t = threading.Thread(target=build); before = time.thread_time(); t.start()\n"
        "while t.is_alive(): sum(range(100))\n"
        "print((time.thread_time() - before) / spent[0])\n"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(out.stdout) > 0.3


def test_two_threads_may_ask_one_session() -> None:
    with GrammarSession({"harper": HarperEngine}) as session:
        session.preload()
        found: list[int] = []

        def ask(n: int) -> None:
            text = f"They met the the mayor of town number {n}. " * 20
            found.append(sum(1 for _ in session.findings(read_text(text))))

        threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [20] * 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_worker_has_the_engine() -> None:
    """Forking in the middle of a build would leave the child waiting for ever; the fork waits instead."""
    code = (
        "import multiprocessing\n"
        "from newslint.grammar import findings, preload\n"
        "from newslint.readers import read_text\n"
        "def work(q): q.put([f.text for f in findings(read_text('They met the the mayor.'))])\n"
        "fork = multiprocessing.get_context('fork'); q = fork.Queue()\n"
        "preload(['harper'])\n"
        "child = fork.Process(target=work, args=(q,)); child.start(); print(q.get(timeout=60)); child.join()\n"
    )
    out = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    assert out.stdout.strip() == "['the the']"
