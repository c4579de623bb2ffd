"""Where LanguageTool lives on this machine, and how it gets there: `newslint grammar install`.

By language-tool-python's download, or, where a newsroom's proxy lets only a Maven mirror through, from the Maven
artifacts of the same version. Both end in <data>/languagetool/LanguageTool-<version>/languagetool-server.jar.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from newslint.errors import NewslintError

VERSION: Final = "6.6"
"""The LanguageTool that data/languagetool.yaml was measured on."""

JAVA: Final = 17
"""The oldest Java that LanguageTool 6.6 runs on."""

_JAR: Final = "languagetool-server.jar"
_POM: Final = """<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>newslint</groupId><artifactId>languagetool</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.languagetool</groupId><artifactId>languagetool-server</artifactId><version>{version}</version>
      <exclusions>
        <exclusion><groupId>org.languagetool</groupId><artifactId>language-all</artifactId></exclusion>
      </exclusions>
    </dependency>
    <dependency>
      <groupId>org.languagetool</groupId><artifactId>language-en</artifactId><version>{version}</version>
    </dependency>
{named}  </dependencies>
</project>
"""
# The server's language detector names these three; without their jars (and without what those need) it does not start.
_NAMED: Final = """    <dependency>
      <groupId>org.languagetool</groupId><artifactId>language-{language}</artifactId><version>{version}</version>
      <exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>
    </dependency>
"""


class InstallError(NewslintError):
    """LanguageTool could not be installed; the message says why and what else to try."""


class JavaMissing(NewslintError):
    """There is no Java, or it is too old for LanguageTool."""


def data_folder() -> Path:
    """Return where newslint keeps what it downloads: $NEWSLINT_DATA, or the platform's place for such data."""
    if named := os.environ.get("NEWSLINT_DATA"):
        return Path(named)
    if xdg := os.environ.get("XDG_DATA_HOME"):
        return Path(xdg) / "newslint"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "newslint"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "newslint"
    return Path.home() / ".local" / "share" / "newslint"


def installed() -> Path | None:
    """Return the folder of the installed LanguageTool: newslint's own, or one language-tool-python keeps in $LTP_PATH."""
    folders = [data_folder() / "languagetool"]
    if named := os.environ.get("LTP_PATH"):
        folders.append(Path(named))
    for folder in folders:
        home = folder / f"LanguageTool-{VERSION}"
        if (home / _JAR).is_file():
            return home
    return None


def java_version() -> int:
    """Return the major version of the Java on the PATH. Raises JavaMissing when there is none or it is too old."""
    java = shutil.which("java")
    if java is None:
        raise JavaMissing(f"LanguageTool needs Java {JAVA} or newer, and there is no “java” on the PATH; install it.")
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    found = re.search(r'version "(?:1\.)?(\d+)', told.stderr + told.stdout)
    if found is None:
        raise JavaMissing(
            f"LanguageTool needs Java {JAVA} or newer; “{java} -version” does not tell its version; install another."
        )
    if int(found.group(1)) < JAVA:
        raise JavaMissing(f"LanguageTool needs Java {JAVA} or newer; the “java” on the PATH is {found.group(1)}.")
    return int(found.group(1))


def install(way: str = "auto", say: Callable[[str], None] = lambda _: None) -> Path:
    """Install LanguageTool and return its folder; what is already there is kept.

    `way` is ``download``, ``maven`` or ``auto`` (download, and Maven when that fails). `say` hears what is being done.
    Raises InstallError or JavaMissing.
    """
    if home := installed():
        return home
    java_version()
    folder = data_folder() / "languagetool"
    folder.mkdir(parents=True, exist_ok=True)
    problems: list[str] = []
    for name, attempt in (("download", _by_download), ("maven", _by_maven)):
        if way not in ("auto", name):
            continue
        say(f"Installing LanguageTool {VERSION} into {folder} ({name}) …")
        try:
            attempt(folder)
        except InstallError as error:
            problems.append(f"{name}: {error}")
            continue
        if home := installed():
            return home
        problems.append(f"{name}: nothing arrived in {folder}")
    raise InstallError(f"LanguageTool could not be installed. {' '.join(problems)}")


def _by_download(folder: Path) -> None:
    try:
        from newslint.grammar.languagetool import download

        download(str(folder))
    except ImportError as error:
        raise InstallError(
            "the package language-tool-python is missing (pip install newslint[languagetool])."
        ) from error
    except Exception as error:  # network, proxy, checksum, disk: the package raises whatever its parts raise
        raise InstallError(f"{_short(error)}.") from error


def _by_maven(folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise InstallError("there is no “mvn” on the PATH; install Maven.")
    with tempfile.TemporaryDirectory(dir=folder) as work:
        home = Path(work) / f"LanguageTool-{VERSION}"
        home.mkdir()
        pom = Path(work) / "pom.xml"
        named = "".join(_NAMED.format(language=code, version=VERSION) for code in ("es", "ca", "pt"))
        pom.write_text(_POM.format(version=VERSION, named=named), encoding="utf-8")
        command = [maven, "-B", "-q", "-f", str(pom), "dependency:copy-dependencies"]
        command += [f"-DoutputDirectory={home / 'libs'}", "-DincludeScope=runtime"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            told = [line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line]
            raise InstallError(f"Maven failed: {_short(told[0] if told else done.stderr)}")
        write_jar(home)
        home.rename(folder / home.name)


def write_jar(home: Path) -> None:
    """Write `home`/languagetool-server.jar: no classes, only a manifest whose Class-Path names the jars in `home`/libs."""
    jars = sorted(p.name for p in (home / "libs").glob("*.jar"))
    lines = ["Manifest-Version: 1.0", "Class-Path: " + " ".join(f"libs/{jar}" for jar in jars)]
    with zipfile.ZipFile(home / _JAR, "w") as jar:
        jar.writestr("META-INF/MANIFEST.MF", "".join(_folded(line) for line in lines) + "\r\n")


def _folded(line: str) -> str:
    """Break a manifest line so that none is longer than 72 bytes, its CRLF counted; further lines begin with a space."""
    pieces, rest = [line[:70]], line[70:]
    while rest:
        pieces.append(rest[:69])
        rest = rest[69:]
    return "\r\n ".join(pieces) + "\r\n"


def _short(problem: object) -> str:
    words = " ".join(str(problem).split())
    return words if len(words) <= 200 else f"{words[:199]}…"
