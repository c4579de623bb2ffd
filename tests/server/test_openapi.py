"""schemathesis calls what the OpenAPI document describes; nothing it thinks of may be answered by a 500."""

from __future__ import annotations

from pathlib import Path

import pytest

schemathesis = pytest.importorskip("schemathesis", reason="the test dependencies are not installed")
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newslint.server.app import make_app
from newslint.server.options import Options


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    config: Path = tmp_path_factory.mktemp("api") / "c.yaml"
    config.write_text("grammar: {engine: none}\n")
    return schemathesis.openapi.from_asgi("/openapi.json", make_app(Options(host="0.0.0.0", config=config)))


def test_no_call_ends_in_a_fault(api) -> None:  # type: ignore[no-untyped-def]
    operations = [o.ok() for o in api.get_all_operations()]
    assert len(operations) >= 8

    @settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.sampled_from(operations), st.data())
    def call(operation, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
        response = data.draw(operation.as_strategy()).call()
        assert response.status_code < 500 or response.status_code in (503, 504), response.text

    call()
