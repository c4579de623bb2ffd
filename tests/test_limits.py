"""What is too slow, too deep, too large, in circles, gone, full or read-only ends in one sentence and leaves nothing half done."""

from __future__ import annotations

import io
import os
import resource
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newslint import engine, settings, yamlnodes
from newslint.cli import _run, fixing
from newslint.cli.run import Draft
from newslint.cli.run import Run as CliRun
from newslint.engine import check
from newslint.errors import NewslintError, ReadError, RuleError, SettingsError
from newslint.fixes import fix
from newslint.matchers import KINDS, base
from newslint.matchers.danger import dangers, runs_away
from newslint.readers import read, read_text
from newslint.ruleset import load_builtin
from newslint.session import Session
from newslint.settings import Settings
from newslint.valestyles import load_file, load_style
from tests.conftest import ROOT, rule_of
from tests.readers.test_office import docx, p

COMMAND = str(Path(sys.executable).with_name("newslint"))
RULE = (
    "summary: A\nmessage: “{match}” is flagged.\nseverity: error\nfix: true\nmatch: {swap: {pairs: {utilise: use}}}\n"
)
DRAFT = "They utilise the plan on Monday.\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a draft that has a safe fix."""
    place = tmp_path / "desk"
    (place / "own" / "desk").mkdir(parents=True)
    (place / "own" / "desk" / "plain.yaml").write_text(RULE)
    (place / ".newslint.yaml").write_text("rules: [own]\nselect: [desk]\ngrammar: {engine: none}\n")
    (place / "a.txt").write_text(DRAFT)
    monkeypatch.chdir(place)
    monkeypatch.setenv("NEWSLINT_CACHE", str(tmp_path / "cache"))
    settings.forget()
    return place


# --- time ------------------------------------------------------------------------------------------------


def test_a_rule_has_its_time_on_a_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "RULE_SECONDS", 0.0)
    monkeypatch.setattr(engine, "RULE_SPEED", 1e12)
    rules = [rule_of("match: {pattern: {any: ['pl[a]n']}}", f"desk/rule-{i}") for i in range(2)]
    result = check(read_text("A plan.", "d.txt"), rules, Settings())
    assert result.problems == tuple(
        f"d.txt: desk/rule-{i} took too long and was stopped; simplify its pattern." for i in range(2)
    )
    [told] = result.findings
    assert [f.rule for f in (told, *told.also)] == ["newslint/slow-rule", "newslint/slow-rule"] or told.also == ()


def test_a_draft_has_its_time_and_what_did_not_run_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "DOCUMENT_SECONDS", 0.0)
    monkeypatch.setattr(engine, "DOCUMENT_SPEED", 1e12)
    rules = [rule_of("match: {phrase: {any: [plan]}}", f"desk/rule-{i}") for i in range(5)]
    [problem] = check(read_text("A plan.", "d.txt"), rules, Settings()).problems
    assert "desk/rule-0, desk/rule-1, desk/rule-2 and 2 more did not run" in problem


def test_time_is_given_back_after_a_rule() -> None:
    check(read_text("A plan.", "d.txt"), [rule_of("match: {phrase: {any: [plan]}}")], Settings())
    assert base.seconds_left() == base.TIME_LIMIT


def test_a_stopped_rule_is_in_the_report_and_ends_in_2(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "own" / "desk" / "slow.yaml").write_text(
        "summary: A\nmessage: B\nseverity: error\nmatch: {pattern: {any: ['(a+)+$']}}\n"
    )
    (desk / "a.txt").write_text("a" * 5000 + "!\n\n" + DRAFT)
    assert _run(["a.txt", "--format", "jsonl", "--exit-zero"]) == 2
    out, err = capsys.readouterr()
    assert '"rule": "newslint/slow-rule"' in out and "desk/slow took too long" in out and "desk/plain" in out
    assert "a.txt: desk/slow took too long and was stopped" in err
    assert "warning: " in err.splitlines()[0] and "“(a+)+$” can take for ever" in err


SLOW = ["(a+)+$", "(?:a|a?)+b", "(x+x+)+y"]


@pytest.mark.parametrize(
    "match",
    [
        "{sequence: {tokens: [{pattern: '(a|aa)+'}]}}",
        "{pattern: {any: ['(a|aa)+[!x]']}}",
        "{sequence: {tokens: [" + "{pattern: '.+', upto: 60, optional: true}, " * 9 + "nowhere]}}",
    ],
)
def test_no_kind_of_check_goes_on_for_ever(match: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "RULE_SECONDS", 0.3)
    monkeypatch.setattr(base, "TIME_LIMIT", 0.3)
    text = f"{'a' * 3000}1x\n\n{'a a a ' * 10}b.\n"
    assert check(read_text(text, "d.txt"), [rule_of(f"match: {match}")], Settings()).problems


VALE = {
    "substitution": "swap: {'(a|aa)+[!x]': y}",
    "existence": "tokens: [a+1x]\naction: {name: edit, params: [regex, '(a|aa)+[!]', y]}",
    "capitalization": "match: $title\nexceptions: ['(a|aa)+[!]']",
    "conditional": "first: 'a+1x'\nsecond: '(a|aa)+[!x]'",
    "sequence": "tokens: [" + "{pattern: '.+', skip: 100000000}, " * 9 + "{pattern: nowhere}]",
}


@pytest.mark.parametrize("kind", VALE)
def test_no_vale_check_goes_on_for_ever(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "RULE_SECONDS", 0.3)
    monkeypatch.setattr(base, "TIME_LIMIT", 0.3)
    file = tmp_path / "Rule.yml"
    file.write_text(f"extends: {kind}\nmessage: '%s'\n{VALE[kind]}\n")
    text = f"{'a' * 3000}1x\n\n{'a a a ' * 10}b.\n"
    assert check(read_text(text, "d.txt"), [load_file(file, "Desk")], Settings()).problems


@pytest.mark.parametrize(
    "expression",
    [*SLOW, r"(?:\w+\s?)+!", r"(\w*)*x", r"(.*,?)*;", r"((a+))+b", r"(?:(?:ab)?a+)+c", r"(?:\p{L}+-?)+\.", r"(\w+\s*){10,}x"],
)  # fmt: skip
def test_a_pattern_that_can_run_away_is_known_before_it_runs(expression: str) -> None:
    assert runs_away(expression)
    assert any("can take for ever" in d for d in dangers(rule_of(f"match: {{pattern: {{any: ['{expression}']}}}}")))


@pytest.mark.parametrize(
    "expression",
    [r"(?:\w+ )*\w+x", r"(?:[A-Z][a-z]+ )+Inc", r"(a+)+", r"\b(?:\w+[ ,]+){1,3}said", r"(?>a+)+b", r"(?:a|b)*c", "(", r"(?:\d{1,3},)+\d"],
)  # fmt: skip
def test_one_that_cannot_is_left_in_peace(expression: str) -> None:
    assert not runs_away(expression)


def test_no_rule_that_ships_and_no_style_of_others_can_run_away() -> None:
    rules = [*load_builtin(), *load_style(ROOT / "tests" / "fixtures" / "vale-styles")]
    assert [d for rule in rules for d in dangers(rule)] == []


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("((x{1000}){1000}){1000}", "repeats too much"),
        ("a{9999999}", "repeats too much"),
        ("(" * 5_000, "too large or too deep|does not compile"),
        ("(x", "does not compile"),
    ],
)
@pytest.mark.parametrize("kind", ["pattern: {any: ['%s']}", "sequence: {tokens: [{pattern: '%s'}]}"])
def test_an_expression_that_would_unfold_without_end_is_refused(kind: str, expression: str, says: str) -> None:
    """The first of these took all memory there was when it was compiled."""
    with pytest.raises(RuleError, match=says):
        check(read_text("An xxx here.", "d.txt"), [rule_of(f"match: {{{kind % expression}}}")], Settings())


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "vale"])
def test_a_check_that_lacks_what_it_needs_says_so(kind: str) -> None:
    try:
        list(
            check(
                read_text("It was very, very late.", "d.txt"), [rule_of(f"match: {{{kind}: {{}}}}")], Settings()
            ).findings
        )
    except RuleError as e:
        assert "add it" in str(e) or "needs" in str(e) or "has no" in str(e), e


# --- depth and size --------------------------------------------------------------------------------------

DEEP = {
    "flow": "[" * 400_000,
    "closed": "[" * 5_000 + "]" * 5_000,
    "maps": "{a: " * 100_000,
    "dashes": "- " * 200_000,
    "keys": "? " * 100_000,
    "blocks": "".join(" " * i + "a:\n" for i in range(1_300)),
    "behind an anchor": "&a " + "[" * 300_000,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_yaml_that_is_nested_without_end_is_refused(text: str) -> None:
    """Some of these exhausted the C stack, and the process was gone without a word."""
    with pytest.raises(RuleError, match="levels deep"):
        yamlnodes.compose(text, "f.yaml", RuleError)
    with pytest.raises(ReadError, match="front matter"):
        read_text(f"---\na: 1\nb:\n{text}\n---\nText.\n", "a.md")


def test_yaml_that_unfolds_and_yaml_without_end_are_refused() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*{b}, *{b}]\n" for b, c in zip("abcdefgh", "bcdefghi", strict=True))
    with pytest.raises(RuleError, match="aliases"):
        yamlnodes.compose(bomb, "f.yaml", RuleError)
    with pytest.raises(RuleError, match="no YAML that large"):
        yamlnodes.compose("a: b\n" * 300_000, "f.yaml", RuleError)


@pytest.mark.parametrize("value", ["[" * 5_000 + "]" * 5_000, "'a'\n" + ".".join(["b"] * 3_000) + " = 1"])
def test_toml_that_is_nested_without_end_is_refused(tmp_path: Path, value: str) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.newslint]\na = {value}\n")
    with pytest.raises(SettingsError, match="nested"):
        settings.load(tmp_path / "pyproject.toml")


def test_toml_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("# x\n" * 600_000)
    with pytest.raises(SettingsError, match="put newslint’s settings into"):
        settings.load(tmp_path / "pyproject.toml")


def test_json_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(ReadError):
        read(b'{"a":' * 100_000, "a.ninjs")


# --- packages --------------------------------------------------------------------------------------------


def package(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name.replace("__", "/").replace("--", "."), data)
    return out.getvalue()


DOCTYPE = '<?xml version="1.0" encoding="{}"?><!DOCTYPE x [<!ENTITY a {}>]><x>&a;</x>'


@pytest.mark.parametrize("entity", ['"aaaa"', 'SYSTEM "file:///etc/passwd"', 'SYSTEM "http://127.0.0.1:1/"'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "latin-1"])
@pytest.mark.parametrize("name", ["word__document--xml", "content--xml"])
def test_entities_are_refused_in_any_encoding(entity: str, encoding: str, name: str) -> None:
    xml = DOCTYPE.format(encoding.removesuffix("-le"), entity).encode(encoding)
    with pytest.raises(ReadError, match=r"declares entities|damaged"):
        read(package(**{name: xml}), "x.docx" if "word" in name else "x.odt")


def test_a_package_whose_sizes_lie_is_refused() -> None:
    data = docx(p("Text here."))
    size = zipfile.ZipFile(io.BytesIO(data)).getinfo("word/document.xml").file_size
    with pytest.raises(ReadError, match="damaged"):
        read(data.replace(size.to_bytes(4, "little"), (size // 2).to_bytes(4, "little")), "x.docx")


def test_deep_packages_are_read_or_refused() -> None:
    nested = "<w:sdt>" * 50_000 + p("In the deep.") + "</w:sdt>" * 50_000
    try:
        assert read(docx(nested), "x.docx").text is not None
    except ReadError as e:
        assert "damaged" in str(e)


def test_names_in_a_package_lead_nowhere_and_macros_are_left_alone(tmp_path: Path) -> None:
    strange = {
        "../../evil.txt": b"x",
        "/evil.txt": b"x",
        "C:\\evil.txt": b"x",
        "word/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro",
    }
    out = io.BytesIO(docx(p("They utilise it.")))
    with zipfile.ZipFile(out, "a") as z:
        for name, data in strange.items():
            z.writestr(name, data)
    place = tmp_path / "a" / "b"
    place.mkdir(parents=True)
    (place / "x.docm").write_bytes(out.getvalue())
    swap = rule_of("fix: true\nmatch: {swap: {pairs: {utilise: use}}}")
    done = fix(out.getvalue(), lambda d: read(d, str(place / "x.docm")), lambda d: check(d, [swap], Settings()))
    assert read(done.data, "x.docm").text == "They use it.\n"
    with zipfile.ZipFile(io.BytesIO(done.data)) as z:
        assert {n: z.read(n) for n in z.namelist() if n in strange} == {
            k: v for k, v in strange.items() if k in z.namelist()
        }
        assert z.read("word/vbaProject.bin") == strange["word/vbaProject.bin"]
    assert sorted(f.name for f in tmp_path.rglob("*")) == ["a", "b", "x.docm"]


# --- files -----------------------------------------------------------------------------------------------


def test_links_in_circles(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two folders that lead back: followed, a pattern with ** would meet two to the fortieth of them."""
    for name in ("one", "two"):
        (desk / name).symlink_to(desk, target_is_directory=True)
    (desk / "self.txt").symlink_to("self.txt")
    assert _run(["**/*.txt", "--exit-zero", "--format", "jsonl"]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    assert _run([".", "--exit-zero"]) == 2
    assert "self.txt: " in capsys.readouterr().err


def options(**changes: Any) -> dict[str, Any]:
    return {
        "config": None, "isolated": False, "select": (), "ignore": (), "fail_on": None, "house": None, "profile": None,
        "encoding": None, "no_cache": True, "severity": None, "baseline": None, "changed_lines": False, "since": None,
        "format_": (), "output": None, "statistics": False, "exit_zero": False, "max_bytes": None, **changes,
    }  # fmt: skip


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_vanishes_is_said_and_the_others_are_checked(
    desk: Path, jobs: int, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("b.txt", "c.txt"):
        (desk / name).write_text(DRAFT)
    run = CliRun(options(jobs=jobs))
    drafts = [Draft(Path(n)) for n in ("a.txt", "b.txt", "c.txt")]
    (desk / "b.txt").unlink()
    results = list(run.results(drafts))
    assert [r.document.path for r in results] == ["a.txt", "c.txt"] and run.exit_code(results) == 2
    assert "b.txt: no such file" in capsys.readouterr().err


def test_a_draft_that_is_saved_while_it_is_fixed_is_not_overwritten(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fixed(data: bytes, *rest: Any) -> Any:
        done = fix(data, *rest)
        (desk / "a.txt").write_text("The writer’s newer text.\n")
        return done

    monkeypatch.setattr(fixing.fixes, "fix", fixed)
    assert _run(["a.txt", "--fix"]) == 2
    assert "a.txt: changed while newslint was at work" in capsys.readouterr().err
    assert (desk / "a.txt").read_text() == "The writer’s newer text.\n"


def small_files(limit: int) -> Callable[[], None]:
    """What a full disk is to a process: no file of its own grows past `limit` bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def cli(desk: Path, *arguments: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments], cwd=desk, capture_output=True, text=True, check=False, timeout=120,
        preexec_fn=small_files(limit) if limit is not None else None,
    )  # fmt: skip


def told(done: subprocess.CompletedProcess[str], *parts: str) -> None:
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr and "fault in newslint" not in done.stderr
    assert all(part in done.stderr for part in parts), done.stderr


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("a.txt", "--fix"), "a.txt: cannot be written"),
        (("a.txt", "--output", "report.txt"), "report.txt: cannot be written"),
        (("a.txt", "--format", "html=report.txt"), "report.txt: cannot be written"),
        (("baseline", "a.txt", "--output", "report.txt"), "report.txt: cannot be written"),
    ],
)
def test_a_full_disk_leaves_nothing_half_written(desk: Path, arguments: tuple[str, ...], what: str) -> None:
    (desk / "report.txt").write_text("what was there before\n")
    before = {f.name: f.read_bytes() for f in desk.iterdir() if f.is_file()}
    told(cli(desk, *arguments, limit=10), what)
    assert {f.name: f.read_bytes() for f in desk.iterdir() if f.is_file()} == before


def test_a_full_disk_under_the_cache_costs_time_and_no_run(desk: Path) -> None:
    usual = cli(desk, "a.txt", "--format", "jsonl")
    shutil.rmtree(os.environ["NEWSLINT_CACHE"])
    full = cli(desk, "a.txt", "--format", "jsonl", limit=2_000)
    assert (full.returncode, full.stdout, full.stderr) == (1, usual.stdout, "")
    again = cli(desk, "a.txt", "--format", "jsonl")
    assert (again.returncode, again.stdout, again.stderr) == (1, usual.stdout, "")


def read_only(desk: Path, place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run newslint with a folder read-only: root needs a mount for that."""
    if os.geteuid() != 0:
        place.chmod(0o555)
        try:
            return cli(desk, *arguments)
        finally:
            place.chmod(0o755)
    script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && cd "$1" && shift && exec "$@"'
    command = ["unshare", "-m", "sh", "-c", script, str(place), str(desk), COMMAND, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.skipif(sys.platform != "linux", reason="needs mounts")
def test_read_only_folders(desk: Path, tmp_path: Path) -> None:
    usual = cli(desk, "a.txt", "--format", "jsonl")
    told(read_only(desk, desk, "a.txt", "--fix"), "a.txt: cannot be written", "the draft is as it was")
    told(read_only(desk, desk, "a.txt", "--output", "report.txt"), "report.txt: cannot be written")
    assert (desk / "a.txt").read_text() == DRAFT
    seen = read_only(desk, desk, "a.txt", "--format", "jsonl")
    assert (seen.returncode, seen.stdout, seen.stderr) == (1, usual.stdout, "")
    shutil.rmtree(tmp_path / "cache")
    (tmp_path / "cache").mkdir()
    seen = read_only(desk, tmp_path / "cache", "a.txt", "--format", "jsonl")
    assert (seen.returncode, seen.stdout, seen.stderr) == (1, usual.stdout, "")


def test_a_session_under_bad_rules_ends_in_an_error_of_ours(desk: Path) -> None:
    (desk / "own" / "desk" / "bad.yaml").write_text("[" * 50_000)
    with pytest.raises(NewslintError, match="levels deep"):
        Session().plan(Settings(rules=(str(desk / "own"),)))
