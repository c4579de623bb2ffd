"""dev.py: the README's two commands, on machines that lack this or that."""

from __future__ import annotations

import hashlib
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT))
import dev


def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "dev.py", *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env=env or None,
    )


def test_without_a_command_it_says_what_there_is() -> None:
    done = run()
    assert done.returncode == 0
    assert all(f"  {command} " in done.stdout for command in dev.COMMANDS)
    assert run("--help").stdout == done.stdout


def test_an_unknown_command_is_2() -> None:
    done = run("tset")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_dependency_groups_are_read_without_a_new_pip() -> None:
    groups: dict[str, list[str | dict[str, str]]] = {"a": ["x>=1"], "b": ["y", {"include-group": "a"}]}
    assert dev.requirements(groups, "b") == ["y", "x>=1"]
    assert "pytest>=8.3" in dev.requirements(dev.pyproject()["dependency-groups"], "dev")


def test_pips_configuration_is_honoured_less_what_leads_out_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1/simple")
    monkeypatch.setenv("PIP_USER", "1")
    assert dev.environment()["PIP_INDEX_URL"] == "http://127.0.0.1/simple"
    assert "PIP_USER" not in dev.environment()


def test_pips_files_are_read_where_there_is_no_pip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    (tmp_path / "pip.conf").write_text("[global]\nindex-url = http://127.0.0.1/simple%20x\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    assert dev.configured("index-url") == "http://127.0.0.1/simple%20x"
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1/other")
    assert dev.configured("index-url") == "http://127.0.0.1/other"


@pytest.mark.network
def test_without_ensurepip_another_pip_fills_the_environment(tmp_path: Path) -> None:
    (tmp_path / "ensurepip").mkdir()
    (tmp_path / "ensurepip" / "__init__.py").write_text("raise ImportError('not in this distribution')")
    venv = tmp_path / "venv"
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import dev; from pathlib import Path; p = Path({str(venv)!r})\n"
    code += "dev.make_venv(p, dev.python_of(p))"
    env = dev.environment() | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    assert dev.usable(dev.python_of(venv))


def test_where_nothing_works_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dev, "attempt", lambda tried, what, *_command: bool(tried.append(what)))
    with pytest.raises(dev.CannotDo, match=r"no way to make a virtual environment .* apt install python3-venv"):
        dev.make_venv(tmp_path / "venv", dev.python_of(tmp_path / "venv"))
    assert not (tmp_path / "venv").exists()


class _Index(http.server.BaseHTTPRequestHandler):
    """A package index that holds two pips, one of them broken on its way."""

    data = b"a wheel"
    digest = hashlib.sha256(data).hexdigest()

    def do_GET(self) -> None:
        links = "".join(
            f'<a href="../../files/pip-{v}-py3-none-any.whl#sha256={self.digest}">pip</a>' for v in ("9.0", "25.1")
        )
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.data if self.path.endswith(".whl") else links.encode())

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def index() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Index)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/simple"
    server.shutdown()


def test_a_pip_from_the_configured_index_is_the_newest_and_checked(
    index: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", index)
    [wheel] = dev.downloaded_pip(tmp_path)
    assert (wheel.name, wheel.read_bytes()) == ("pip-25.1-py3-none-any.whl", b"a wheel")
    monkeypatch.setattr(_Index, "digest", "0" * 64)
    assert dev.downloaded_pip(tmp_path) == []
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:1/simple")
    assert dev.downloaded_pip(tmp_path) == []
