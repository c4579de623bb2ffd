"""newslint config: the settings that hold for a draft, and where each came from."""

from __future__ import annotations

from pathlib import Path

import click

from newslint.rule import Severity
from newslint.settings import Settings, settings_for
from newslint.shown import plain


@click.command()
@click.argument("path", default="draft.txt", metavar="[DRAFT]")
@click.option(
    "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Use this configuration file."
)
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
def config(path: str, config: Path | None, isolated: bool) -> None:
    """Print the settings that hold for DRAFT (or here) as YAML, each with where it came from.

    An empty `select` stands for every rule that is on by default.
    """
    settings = settings_for(Path(path), config=config, isolated=isolated)
    for key, value in _shown(settings).items():
        origin = settings.origin.get("grammar" if key == "grammar" else key.replace("-", "_"), "default")
        click.echo(plain(f"{key}: {_yaml(value)}  # {origin}"))


def _shown(s: Settings) -> dict[str, object]:
    return {
        "select": list(s.select),
        "extend-select": list(s.extend_select),
        "ignore": list(s.ignore),
        "severity": {k: v.value for k, v in s.severity},
        "fail-on": s.fail_on.value,
        "house": s.house or "ap",
        "profile": s.profile,
        "spelling": s.spelling,
        "accept": list(s.accept),
        "words": list(s.words),
        "rules": list(s.rules),
        "styles": list(s.styles),
        "exclude": list(s.exclude),
        "overrides": [
            {
                "files": list(o.files),
                "select": list(o.select),
                "ignore": list(o.ignore),
                "severity": {k: v.value for k, v in o.severity},
            }
            for o in s.overrides
        ],
        "grammar": {"engine": list(s.grammar) or ["none"], "server": s.grammar_server or ""},
    }


def _yaml(value: object) -> str:
    import json

    if isinstance(value, str | Severity):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
