"""LanguageTool's protocol, spoken by LanguageTool's own Python client and by hand."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from newslint.server.languagetool import settings_of
from newslint.settings import Settings
from tests.server.conftest import Served

TEXT = "😀 e\u0301 It stays here here today. Sources said the mayor wants it."


def check(served: Served, **form: str) -> Any:
    with urlopen(Request(f"{served.url}/v2/check", urlencode({"language": "en-US", **form}).encode())) as reply:
        return json.load(reply)


def units(text: str) -> list[str]:
    raw = text.encode("utf-16-le")
    return [raw[i : i + 2].decode("utf-16-le", "surrogatepass") for i in range(0, len(raw), 2)]


def under(text: str, match: Any) -> str:
    return (
        "".join(units(text)[match["offset"] : match["offset"] + match["length"]])
        .encode("utf-16", "surrogatepass")
        .decode("utf-16")
    )


def test_offsets_are_utf_16(served: Served) -> None:
    found = {m["rule"]["id"]: under(TEXT, m) for m in check(served, text=TEXT)["matches"]}
    assert found["typos/doubled-word"] == "here here"
    assert found["sourcing/bare-source"].startswith("Sources")


def test_the_real_client_works_by_changing_an_address(served: Served) -> None:
    client = pytest.importorskip("language_tool_python", reason="the languagetool extra is not installed")
    tool = client.LanguageTool("en-US", remote_server=served.url)
    found = {m.rule_id if hasattr(m, "rule_id") else m.ruleId: m for m in tool.check(TEXT)}
    doubled = found["typos/doubled-word"]
    assert (
        TEXT[doubled.offset : doubled.offset + (getattr(doubled, "error_length", None) or doubled.errorLength)]
        == "here here"
    )
    assert tool.correct("It stays here here today.") == "It stays here today."


def test_annotated_text(served: Served) -> None:
    parts = [
        {"markup": "<p>", "interpretAs": "\n\n"},
        {"text": "It stays here "},
        {"markup": "<b>"},
        {"text": "here"},
        {"markup": "</b>"},
        {"text": " 😀 until until May."},
        {"markup": "</p>"},
    ]
    source = "".join(p.get("text") or p.get("markup") or "" for p in parts)
    found = [
        under(source, m)
        for m in check(served, data=json.dumps({"annotation": parts}))["matches"]
        if m["rule"]["id"] == "typos/doubled-word"
    ]
    assert found == ["here <b>here", "until until"]


def test_rules_can_be_chosen(served: Served) -> None:
    def ids(**form: str) -> set[str]:
        return {m["rule"]["id"] for m in check(served, text=TEXT, **form)["matches"]}

    assert ids(enabledRules="typos/doubled-word,MORFOLOGIK_RULE_EN_US", enabledOnly="true") == {"typos/doubled-word"}
    assert "typos/doubled-word" not in ids(disabledRules="typos/doubled-word")
    assert not any(i.startswith("sourcing/") for i in ids(disabledCategories="sourcing"))


def test_the_english_is_the_one_asked_for(served: Served) -> None:
    def code(**form: str) -> str:
        return str(check(served, text="The centre is grey.", **form)["language"]["code"])

    assert code(language="en-GB") == "en-GB" and code(language="auto") == "en-US"
    assert code(language="auto", preferredVariants="de-DE,en-AU,en-GB") == "en-AU"

    def spelling(**form: str) -> str:
        return settings_of(form, Settings()).spelling

    assert spelling(language="en-GB") == "uk" and spelling(language="auto") == Settings().spelling
    assert spelling(language="auto", preferredVariants="en-AU") == "au"


def test_words_are_added_and_forgotten(served: Served) -> None:
    def post(what: str, word: str) -> Any:
        with urlopen(Request(f"{served.url}/v2/words/{what}", urlencode({"word": word}).encode())) as reply:
            return json.load(reply)

    assert post("add", "Quillpost") == {"added": True} and post("add", "Quillpost") == {"added": False}
    with urlopen(f"{served.url}/v2/words?limit=100") as reply:
        assert "Quillpost" in json.load(reply)["words"]
    assert post("delete", "Quillpost") == {"deleted": True}


def test_languages_and_info(served: Served) -> None:
    with urlopen(f"{served.url}/v2/languages") as reply:
        assert {"name": "English (US)", "code": "en", "longCode": "en-US"} in json.load(reply)
    with urlopen(f"{served.url}/v2/info") as reply:
        assert json.load(reply)["software"]["name"] == "newslint"
