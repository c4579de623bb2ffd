"""newslint init: a commented configuration, the pre-commit hook and a CI file, none of them over what is there."""

from __future__ import annotations

from pathlib import Path

import click

from newslint import __version__
from newslint.atomic import write_text
from newslint.errors import NewslintError
from newslint.settings import FILE

CONFIG = """\
# newslint's settings for this folder and below. “newslint config” shows what holds and where it came from.

# house: ap               # ap | guardian | bbc | reuters
# profile: news           # news | breaking | opinion | press-release
# spelling: us            # us | uk | au | ca | in
# fail-on: error          # exit 1 from this level up: error | warning | suggestion

# Rules by name, pack or tag; “newslint rules” lists them.
# ignore: [clarity/cliche]
# extend-select: [dates/vague-recency]
# severity:
#   sourcing/bare-source: error

# Words that are right here, in a list or in files, one a line.
# accept: [newslint]
# words: [words.txt]

# Rules of your own: folders of <pack>/<rule>.yaml files. “newslint rules new pack/name” starts one.
# rules: [newslint-rules]

# Vale styles, as they are: folders of .yml files.
# styles: [styles/write-good]

# What is not checked, and what is checked otherwise (gitignore patterns, relative to this file).
# exclude: [archive/]
# overrides:
#   - files: [opinion/**]
#     ignore: [language, attribution]

# grammar:
#   engine: harper        # harper | languagetool | [harper, languagetool] | none
"""
HOOK = """\
repos:
  - repo: https://github.com/newslint/newslint
    rev: v{version}
    hooks:
      - id: newslint
        args: [--force-exclude, --fail-on, warning]
"""
WORKFLOW = """\
name: copy desk
on: [pull_request]
jobs:
  newslint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {{fetch-depth: 0}}
      - uses: actions/setup-python@v5
        with: {{python-version: "3.13"}}
      - run: pip install newslint=={version}
      - run: newslint --since "origin/${{{{ github.base_ref }}}}" --changed-lines --fail-on warning .
"""


@click.command()
@click.option(
    "--into",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=Path(),
    help="The folder to set up (here).",
)
def init(into: Path) -> int:
    """Set up a folder: .newslint.yaml with every setting explained, the pre-commit hook, a CI file.

    A file that is there already is left as it is, and said.
    """
    left = 0
    for name, text in (
        (FILE, CONFIG),
        (".pre-commit-config.yaml", HOOK.format(version=__version__)),
        (".github/workflows/newslint.yml", WORKFLOW.format(version=__version__)),
    ):
        path = into / name
        if path.exists():
            click.echo(f"{path}: there already, left as it is.")
            left += 1
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_text(path, text)
        except OSError as e:
            raise NewslintError(f"{path}: cannot be written: {e.strerror or e}; choose another --into.") from None
        click.echo(f"{path}: written.")
    if left == 3:
        click.echo("Nothing to do.")
    return 0
