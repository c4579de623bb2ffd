from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import CLEAN, FLAWED, Run


def test_standard_input(nl: Run) -> None:
    done = nl("-", input=FLAWED)
    assert done.code == 1
    assert done.out.startswith("<stdin>:5:11: warning")


def test_standard_input_takes_name_format_and_settings_from_stdin_filename(nl: Run, desk: Path) -> None:
    remark = "<!-- newslint: ignore desk/loaded -- quoted by request -->\n\nThe mayor slammed it.\n"
    assert nl("-", "--stdin-filename", "story.md", input=remark).rules == []
    assert nl("-", "--stdin-filename", "story.txt", input=remark).rules == ["desk/loaded"]
    (desk / "sub").mkdir()
    (desk / "sub" / ".newslint.yaml").write_text("rules: [../house-rules]\nselect: [desk/wordy]\n")
    done = nl("-", "--stdin-filename", "sub/story.txt", input=FLAWED)
    assert done.rules == ["desk/wordy"]
    assert done.out.startswith("sub/story.txt:5:")


def test_standard_input_beside_files(nl: Run) -> None:
    done = nl("-", "clean.txt", input=CLEAN)
    assert done.out == "No queries in 2 drafts.\n"


def test_empty_input_is_a_draft_without_queries(nl: Run, desk: Path) -> None:
    (desk / "empty.txt").write_bytes(b"")
    assert nl("empty.txt").out == "No queries in 1 draft.\n"
    assert nl("-").code == 0


def test_a_folder_is_walked_in_order_for_the_formats_newslint_reads(nl: Run, desk: Path) -> None:
    for name in ("b/two.md", "a/one.txt", "a/.hidden/x.txt", "node_modules/y.txt", "a/.draft.txt", "a/page.docx"):
        path = desk / "stories" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The mayor slammed it.\n")
    done = nl("stories", "--format", "jsonl")
    assert [json.loads(line)["path"] for line in done.out.splitlines()] == ["stories/a/one.txt", "stories/b/two.md"]


def test_a_glob_that_the_shell_left_alone(nl: Run, desk: Path) -> None:
    assert nl("f*.txt").rules == nl("flawed.txt").rules
    (desk / "deep" / "er").mkdir(parents=True)
    (desk / "deep" / "er" / "x.txt").write_text("The mayor slammed it.\n")
    assert nl("deep/**/*.txt").out.startswith("deep/er/x.txt:1:11:")


def test_a_file_named_twice_is_checked_once(nl: Run) -> None:
    assert nl("clean.txt", "./clean.txt", "clean.txt").out == "No queries in 1 draft.\n"


def test_a_named_file_is_read_whatever_its_ending(nl: Run, desk: Path) -> None:
    (desk / "STORY").write_text("The mayor slammed it.\n")
    (desk / "story[1].txt").write_text("The mayor slammed it.\n")
    assert nl("STORY", "story[1].txt").rules == ["desk/loaded", "desk/loaded"]


def test_a_name_that_starts_with_a_dash(nl: Run, desk: Path) -> None:
    (desk / "-draft.txt").write_text("The mayor slammed it.\n")
    assert nl("check", "--", "-draft.txt").rules == ["desk/loaded"]


def test_output_goes_to_a_file_whole(nl: Run, desk: Path) -> None:
    done = nl("flawed.txt", "--format", "json", "--output", "report.json")
    assert (done.code, done.out, done.err) == (1, "", "")
    assert len(json.loads((desk / "report.json").read_text())) == 4


def test_output_into_no_folder_is_one_sentence(nl: Run) -> None:
    done = nl("flawed.txt", "--output", "nowhere/report.txt")
    assert done.code == 2
    assert done.err.startswith("newslint: nowhere/report.txt: cannot be written: No such file or directory")
    assert done.err.count("\n") == 1


def test_encodings(nl: Run, desk: Path) -> None:
    text = "The mayor slammed the café.\n"
    (desk / "mark.txt").write_bytes(text.encode("utf-8-sig"))
    (desk / "wide.txt").write_bytes(text.encode("utf-16"))
    (desk / "old.txt").write_bytes(text.encode("cp1252"))
    assert nl("mark.txt").out.startswith("mark.txt:1:11:")
    assert nl("wide.txt").rules == ["desk/loaded"]
    assert nl("old.txt", "--encoding", "cp1252").rules == ["desk/loaded"]


def test_line_breaks_of_every_system(nl: Run, desk: Path) -> None:
    for name, end in (("dos", "\r\n"), ("mac", "\r"), ("unix", "\n")):
        (desk / f"{name}.txt").write_bytes(f"A line.{end}{end}The mayor slammed it.{end}".encode())
        assert nl(f"{name}.txt").out.startswith(f"{name}.txt:3:11:")


def test_many_files_come_in_their_order_and_only_once(nl: Run, desk: Path) -> None:
    for i in range(25):
        (desk / f"n{i:02}.txt").write_text("The mayor slammed it.\n")
    done = nl(*[f"n{i:02}.txt" for i in range(25)])
    assert done.err == ""  # no progress bar where nobody watches
    assert [line[:3] for line in done.out.splitlines() if line.startswith("n")] == [f"n{i:02}" for i in range(25)]
