"""`newslint grammar`: install LanguageTool, and tell what engines there are."""

from __future__ import annotations

import shutil
from importlib.metadata import PackageNotFoundError, version

import click


@click.group()
def grammar() -> None:
    """Install and inspect the grammar engines."""


@grammar.command()
@click.option(
    "--from",
    "way",
    type=click.Choice(["auto", "download", "maven"]),
    default="auto",
    show_default=True,
    help="Where to take LanguageTool from: its makers’ download, Maven artifacts (for networks that let only a "
    "Maven mirror through), or the first that works.",
)
def install(way: str) -> None:
    """Install LanguageTool on this machine (80 to 260 MB; needs Java 17). Harper needs no installing."""
    from newslint.grammar.provision import install as put_in_place

    home = put_in_place(way, lambda line: click.echo(line, err=True))
    click.echo(f"LanguageTool is in {home}")


@grammar.command()
def status() -> None:
    """Show which engines are there, their versions, and where."""
    from newslint.grammar.provision import JAVA, VERSION, JavaMissing, data_folder, installed, java_version

    click.echo(f"harper          {_package('harper-py')} (in process; no Java, no network)")
    home = installed()
    click.echo(f"languagetool    {f'{VERSION} in {home}' if home else 'not installed (newslint grammar install)'}")
    click.echo(f"  python extra  {_package('language-tool-python')}")
    try:
        java = f"{java_version()} ({shutil.which('java')})"
    except JavaMissing:
        java = f"missing or too old; {JAVA} or newer is needed"
    click.echo(f"  java          {java}")
    click.echo(f"  maven         {shutil.which('mvn') or 'none'}")
    click.echo(f"data folder     {data_folder()}")


def _package(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} is not installed"
