from __future__ import annotations

import json
import re
from typing import Any, ClassVar

import pytest
import yaml
from jsonschema import Draft202012Validator

from newslint import schema
from newslint.ruleset import builtin_folder, rule_files
from tests.conftest import ROOT

VALIDATOR = Draft202012Validator(schema.schema())
RULES = list(rule_files(builtin_folder()))
GOOD = "summary: A\nmessage: B\nseverity: error\nmatch: {phrase: {any: [x]}}\n"


class Loader(yaml.SafeLoader):
    """YAML 1.2's scalars, as editors read them: no dates, no yes and no."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^-?[0-9]+$"), list("-0123456789"))
Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^-?[0-9]*\.[0-9]+$"), list("-.0123456789"))


def complaints(text: str) -> list[str]:
    return [e.message for e in VALIDATOR.iter_errors(yaml.load(text, Loader))]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema.schema())


def test_the_file_that_ships_is_up_to_date() -> None:
    shipped = (ROOT / "docs" / "rule.schema.json").read_text(encoding="utf-8")
    assert shipped == schema.text(), "run: newslint rules schema > docs/rule.schema.json"
    assert json.loads(shipped) == schema.schema()


def test_every_shipped_rule_fits() -> None:
    assert RULES
    wrong = {name: found for name, path in RULES if (found := complaints(path.read_text(encoding="utf-8")))}
    assert wrong == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "match: {phrase: {any: [x]}}",
        GOOD.replace("error", "eror"),
        GOOD.replace("phrase", "phrse"),
        GOOD.replace("any", "some"),
        GOOD + "taggs: [x]\n",
        GOOD + "unless: {attributed: page}\n",
        GOOD + "scope: [boddy]\n",
        GOOD + "examples: {bad: [{offers: x}]}\n",
        GOOD.replace("{phrase: {any: [x]}}", "{phrase: {any: [x]}, pattern: {any: [x]}}"),
        GOOD.replace("{phrase: {any: [x]}}", "{}"),
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(text: str) -> None:
    assert complaints(text) != []


def test_a_good_rule_fits() -> None:
    assert complaints(GOOD) == []
