from __future__ import annotations

import os
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from newslint.cli.grammar import grammar
from newslint.grammar import provision
from newslint.grammar.provision import InstallError, JavaMissing

posix = pytest.mark.skipif(os.name != "posix", reason="the stand-ins for java and mvn are shell scripts")


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing on it: no data, no programs but the shell's own."""
    monkeypatch.setenv("NEWSLINT_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("LTP_PATH", raising=False)
    programs = tmp_path / "bin"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    return programs


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_the_data_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLINT_DATA", "/a")
    monkeypatch.setenv("XDG_DATA_HOME", "/b")
    assert provision.data_folder() == Path("/a")
    monkeypatch.delenv("NEWSLINT_DATA")
    assert provision.data_folder() == Path("/b/newslint")


@pytest.mark.usefixtures("empty")
def test_no_java_is_one_sentence() -> None:
    with pytest.raises(
        JavaMissing, match=r"^LanguageTool needs Java 17 or newer, and there is no “java” on the PATH; install it\.$"
    ):
        provision.install()


@posix
@pytest.mark.parametrize(
    ("told", "major"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('java version "21" 2023-09-19', 21),
        ('openjdk version "1.8.0_392"', 8),
    ],
)
def test_java_versions(empty: Path, told: str, major: int) -> None:
    program(empty, "java", f"echo '{told}' >&2")
    if major >= 17:
        assert provision.java_version() == major
    else:
        with pytest.raises(JavaMissing, match="is 8"):
            provision.java_version()


@posix
def test_without_maven_and_network_both_reasons_are_told(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(empty, "java", "echo 'openjdk version \"17.0.1\"' >&2")
    monkeypatch.setattr(provision, "_by_download", _refused)
    with pytest.raises(
        InstallError, match=r"download: no network\. maven: there is no “mvn” on the PATH; install Maven\."
    ):
        provision.install()


def _refused(_: Path) -> None:
    raise InstallError("no network.")


@posix
def test_what_maven_says_is_told(empty: Path) -> None:
    program(empty, "java", "echo 'openjdk version \"17.0.1\"' >&2")
    program(empty, "mvn", "echo '[ERROR] Could not transfer artifact: 407 Proxy Authentication Required'; exit 1")
    with pytest.raises(InstallError, match="407 Proxy Authentication Required"):
        provision.install("maven")
    assert provision.installed() is None


@posix
def test_maven_artifacts_become_an_installation(empty: Path) -> None:
    program(empty, "java", "echo 'openjdk version \"17.0.1\"' >&2")
    script = 'for a in "$@"; do case $a in -DoutputDirectory=*) d=${a#*=};; esac; done\n'
    script += "/bin/mkdir -p $d; for i in 1 2 3; do : > $d/a-rather-long-artifact-name-for-the-manifest-$i.0.jar; done"
    program(empty, "mvn", script)
    said: list[str] = []
    home = provision.install("maven", said.append)
    assert home == provision.installed() and len(said) == 1
    assert provision.install("maven", said.append) == home and len(said) == 1  # what is there is kept


def test_manifest_lines_are_folded_as_java_wants(tmp_path: Path) -> None:
    (tmp_path / "libs").mkdir()
    for n in range(40):
        (tmp_path / "libs" / f"some-library-{n:02}.jar").touch()
    provision.write_jar(tmp_path)
    manifest = zipfile.ZipFile(tmp_path / "languagetool-server.jar").read("META-INF/MANIFEST.MF").decode()
    assert all(len(line.encode()) <= 70 for line in manifest.split("\r\n"))
    unfolded = manifest.replace("\r\n ", "")
    assert "Class-Path: libs/some-library-00.jar libs/some-library-01.jar" in unfolded
    assert unfolded.count(".jar") == 40


@pytest.mark.skipif(shutil.which("javac") is None or shutil.which("java") is None, reason="needs a JDK")
def test_java_reads_the_manifest(tmp_path: Path) -> None:
    source = tmp_path / "Hello.java"
    source.write_text('public class Hello { public static void main(String[] a) { System.out.print("hello"); } }')
    subprocess.run(["javac", "-d", str(tmp_path), str(source)], check=True)
    home = tmp_path / "home"
    (home / "libs").mkdir(parents=True)
    with zipfile.ZipFile(home / "libs" / "z-with-the-class.jar", "w") as jar:
        jar.write(tmp_path / "Hello.class", "Hello.class")
    for n in range(30):
        with zipfile.ZipFile(home / "libs" / f"another-{n}.jar", "w") as jar:
            jar.writestr("x", "")
    provision.write_jar(home)
    done = subprocess.run(
        ["java", "-cp", str(home / "languagetool-server.jar"), "Hello"], capture_output=True, text=True
    )
    assert done.stdout == "hello", done.stderr


@pytest.mark.usefixtures("empty")
def test_status_and_install_speak_plainly() -> None:
    told = CliRunner().invoke(grammar, ["status"])
    assert told.exit_code == 0
    assert "harper-py 0.2" in told.output and "not installed (newslint grammar install)" in told.output
    assert "missing or too old; 17 or newer is needed" in told.output
    failed = CliRunner().invoke(grammar, ["install"])
    assert isinstance(failed.exception, JavaMissing)  # the door makes it one sentence and exit 2
