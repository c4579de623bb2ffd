"""newslint rules: list them, show one with its why, run examples, start a new one."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import click

from newslint.atomic import write_text
from newslint.errors import NewslintError, RuleError
from newslint.hints import did_you_mean
from newslint.matchers import KINDS
from newslint.rule import Example, Rule, selects
from newslint.ruleset import is_name, load_folder, load_rule
from newslint.session import all_rules
from newslint.settings import Settings, settings_for
from newslint.shown import plain
from newslint.trust import project, stray


@click.group(invoke_without_command=True)
@click.option(
    "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Use this configuration file."
)
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "jsonl"]), default="text", help="How to print the list."
)
@click.pass_context
def rules(ctx: click.Context, config: Path | None, isolated: bool, format_: str) -> None:
    """List the rules, or show, test and start one."""
    settings = settings_for(Path("draft.txt"), config=config, isolated=isolated)
    ctx.obj = settings
    if ctx.invoked_subcommand is None:
        _list(settings, format_)


def _list(settings: Settings, format: str) -> None:
    everything = all_rules(settings)
    if format == "jsonl":
        from newslint.reporters.jsonl import line

        for r in everything:
            sys.stdout.write(
                line(
                    {
                        "rule": r.name,
                        "severity": settings.severity_of(r).value,
                        "on": settings.wants(r),
                        "summary": r.summary,
                        "tags": list(r.tags),
                    }
                )
            )
        return
    wide = max(len(r.name) for r in everything)
    for r in everything:
        state = "" if settings.wants(r) else "(off) "
        click.echo(plain(f"{r.name:{wide}}  {settings.severity_of(r).value:10}  {state}{r.summary}"))
    on = sum(settings.wants(r) for r in everything)
    click.echo(f"{len(everything)} rules, {on} on. “newslint rules show NAME” says why a rule asks what it asks.")


@rules.command()
@click.argument("name")
@click.pass_obj
def show(settings: Settings, name: str) -> None:
    """Show one rule: what it asks, why, the standards behind it, good and bad examples."""
    click.echo(page_of(name, settings))


def page_of(name: str, settings: Settings) -> str:
    """Return what there is to know about a rule. Raises RuleError for a name that is none."""
    known = {r.name: r for r in all_rules(settings, examples=True)}
    found = known.get(name) or next((r for r in known.values() if name in r.aliases), None)
    if found is None:
        in_pack = [n for n, r in known.items() if selects(name, r)]
        hint = f" It is a pack or tag of: {', '.join(in_pack)}." if in_pack else did_you_mean(name, known)
        hint = hint or " “newslint rules” lists them."
        raise RuleError(f"“{name}” is no rule.{hint}")
    return _page(found, settings)


def _page(rule: Rule, settings: Settings) -> str:
    state = "on" if settings.wants(rule) else "off"
    out = [f"{rule.name}   {settings.severity_of(rule).value}, {state}", "", rule.summary, ""]
    out += textwrap.wrap(rule.message, 90, initial_indent="  ", subsequent_indent="  ")
    if rule.why:
        out += ["", *textwrap.wrap(" ".join(rule.why.split()), 92)]
    if rule.standards:
        out += ["", "Standards", *(f"  {s}" for s in rule.standards)]
    for title, examples in (
        ("Would be queried", rule.examples.bad),
        ("Fine", rule.examples.good),
        ("Fine, though it looks alike", rule.examples.near),
    ):
        if examples:
            out += ["", title]
            for example in examples:
                out += textwrap.indent(_marked(example), "    ").split("\n")
                out.append("")
            out.pop()
    if rule.house:
        out += ["", f"House styles: {', '.join(sorted(rule.house))}"]
    if rule.aliases:
        out += ["", f"Also known as: {', '.join(rule.aliases)}"]
    out += ["", f"Answer it in the draft:  newslint: ignore {rule.name} -- reason"]
    return "\n".join(map(plain, out))


def _marked(example: Example) -> str:
    text = example.text
    for start, end in sorted(example.marks, reverse=True):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text.strip("\n")


@rules.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[FILE|FOLDER]...")
@click.pass_obj
def test(settings: Settings, paths: tuple[Path, ...]) -> int:
    """Run the examples of rules: of the files and folders named, or of every rule there is."""
    from newslint.exampletests import failures
    from newslint.matchers.danger import dangers

    chosen = _named_rules(paths) if paths else [r for r in all_rules(settings, examples=True) if r.check in KINDS]
    failed = [f for rule in chosen for f in failures(rule)]
    for f in failed:
        click.echo(plain(f"{f.path}:{f.line}: {f.rule} {f.what}"))
    for said in (d for rule in chosen for d in dangers(rule)) if paths else ():  # those that ship have a test
        click.echo(plain(f"newslint: warning: {said}"), err=True)
    examples = sum(len(r.examples.bad) + len(r.examples.good) + len(r.examples.near) for r in chosen)
    count = "1 rule" if len(chosen) == 1 else f"{len(chosen)} rules"
    click.echo(f"{count}, {examples} examples, {len(failed)} failed.")
    return int(bool(failed))


def _named_rules(paths: tuple[Path, ...]) -> list[Rule]:
    out: list[Rule] = []
    for path in paths:
        root = project(path.absolute())
        found = stray(path, root) if root else None
        if found:  # what is wrong with a rule is shown with its words
            raise RuleError(
                f"{found}: a link that leads out of the project ({root}); name the file itself, where it is."
            )
        if path.is_dir():
            out += load_folder(path, examples=True)
        else:
            out.append(load_rule(path, f"{path.absolute().parent.name}/{path.stem}"))
    return out


@rules.command()
def schema() -> None:
    """Print the JSON Schema of a rule file, for editors."""
    from newslint import schema

    click.echo(schema.text(), nl=False)


_TEMPLATE = """\
summary: {summary}
message: “{{match}}” is what is wrong; say what to do.
severity: suggestion            # error | warning | suggestion
tags: []
standards: []
why: >
  Why a desk asks.
match:
  phrase:
    any: [at this moment in time]
examples:
  bad:
    - "The talks are, [at this moment in time], going on."
  good:
    - "The talks are going on now."
  near:
    - "“The talks are, at this moment in time, going on,” the envoy, Ada Lund, said."
"""


@rules.command()
@click.argument("name", metavar="PACK/NAME")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("newslint-rules"),
    show_default=True,
    help="The rule folder.",
)
def new(name: str, into: Path) -> None:
    """Start a rule: a file with every part it needs, whose examples already run."""
    pack, _, short = name.partition("/")
    if not is_name(name):
        raise RuleError(f"“{name}” is no rule name; write pack/rule-name in small letters, digits and hyphens.")
    path = into / pack / f"{short}.yaml"
    if path.exists():
        raise RuleError(f"{path}: there already; choose another name or edit it.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, _TEMPLATE.format(summary=short.replace("-", " ").capitalize()))
    except OSError as e:
        raise NewslintError(f"{path}: cannot be written: {e.strerror or e}; choose another --into.") from None
    click.echo(
        f"{path} written. Edit it, then “newslint rules test {path}”; a config loads the folder with “rules: [{into}]”."
    )


@rules.command("try")
@click.argument("rule", metavar="RULE")
@click.argument("paths", nargs=-1, required=True, metavar="DRAFTS...")
@click.option("--samples", default=10, show_default=True, type=click.IntRange(0), help="How many findings to show.")
@click.option("--encoding", metavar="NAME", help="The drafts' encoding.")
@click.pass_obj
def try_rule(settings: Settings, rule: str, paths: tuple[str, ...], samples: int, encoding: str | None) -> int:
    """Show what a rule would say over drafts before it is switched on: how often, and samples.

    RULE is a rule file, or the name of a rule (one that is off too).
    """
    from newslint.cli.trying import try_over

    chosen = _named_rules((Path(rule),))[0] if Path(rule).is_file() else _by_name(rule, settings)
    return try_over(chosen, paths, settings, samples, encoding)


def _by_name(name: str, settings: Settings) -> Rule:
    known = {r.name: r for r in all_rules(settings)}
    if name not in known:
        raise RuleError(f"“{name}” is no rule and no rule file.{did_you_mean(name, known)}")
    if known[name].check not in KINDS:
        raise RuleError(f"“{name}” is a rule of the grammar engine; “newslint check --select {name}” runs it.")
    return known[name]


@rules.command()
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("docs/rules"),
    show_default=True,
    help="The folder.",
)
@click.pass_obj
def docs(settings: Settings, into: Path) -> None:
    """Write the rule reference as Markdown, a page a pack."""
    from newslint.ruledocs import write

    written = [r for r in all_rules(settings, examples=True) if r.check in KINDS]
    try:
        count = write(into, written)
    except OSError as e:
        raise NewslintError(f"{into}: cannot be written: {e.strerror or e}; choose another --into.") from None
    click.echo(f"{into}: {count} pages, {len(written)} rules.")
