"""What the user wants: found, read, merged. A missing key keeps its default; nothing is replaced silently."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newslint import expressions, trust
from newslint.errors import SettingsError
from newslint.profiles import DEFAULT, PROFILES, profile
from newslint.records import dataclass, field, replace
from newslint.rule import HOUSES, Rule, Severity, selects
from newslint.trust import SERVERS, inside, may_ask, project, stray

if TYPE_CHECKING:
    from newslint.yamlnodes import Node

FILE = ".newslint.yaml"
MAX_TOML = 2_000_000  # bytes
ENGINES = ("harper", "languagetool")
SPELLINGS = ("us", "uk", "au", "ca", "in")


@dataclass(frozen=True, slots=True)
class Override:
    """Settings that hold for the files a glob names (gitignore syntax, relative to the config)."""

    files: tuple[str, ...]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The effective settings of one file. `origin` says where each value came from."""

    select: tuple[str, ...] = ()  # empty: every rule that is on by default
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    fail_on: Severity = Severity.ERROR
    house: str | None = None  # None: AP where rules differ, the house pack asleep; naming a house wakes it
    profile: str = DEFAULT
    profile_fixed: bool = False  # named on the command line: a draft's front matter does not change it
    answers: bool = True  # are answers in the drafts heeded? --protected: no
    spelling: str = "us"
    accept: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # files of accepted words
    rules: tuple[str, ...] = ()  # folders of own rules
    styles: tuple[str, ...] = ()  # folders of Vale styles
    exclude: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    grammar: tuple[str, ...] = ("harper",)
    grammar_server: str | None = None
    only: tuple[str, ...] = ()  # the command line's --select, which beats what a configuration says
    without: tuple[str, ...] = ()  # the command line's --ignore
    root: str = "."
    origin: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)

    def severity_of(self, rule: Rule) -> Severity:
        """Return the level the user gave the rule; the last matching line wins, a name beats a pack."""
        level = rule.severity
        best = -1
        for selector, chosen in self.severity:
            weight = 2 if selector == rule.name else 1 if selects(selector, rule) else -1
            if weight >= best and weight > 0:
                level, best = chosen, weight
        return level

    @property
    def selectors(self) -> tuple[str, ...]:
        """Every name, pack and tag that these settings mention."""
        levels = (s for s, _ in self.severity)
        return (*self.only, *self.without, *self.select, *self.extend_select, *self.ignore, *levels)

    def silenced(self, rule: Rule) -> bool:
        """Tell whether the profile leaves the rule out (asking for it by name, pack or tag brings it back)."""
        return self.profile != DEFAULT and profile(self.profile).silences(rule)

    def wants(self, rule: Rule) -> bool:
        """Tell whether the rule is to run: a name beats a pack or tag, which beats ``all``; ignoring wins a draw.

        What the command line says comes first; a configuration's `ignore` holds against a weaker --select.
        """
        if rule.house and (self.house or HOUSES[0]) not in rule.house:
            return False
        if rule.pack == "newslint":  # about answers in the draft: always on, whatever is selected, unless ignored
            return not _weight((*self.ignore, *self.without), rule)
        if self.only:
            asked = _weight(self.only, rule)
            return asked > _weight(self.without, rule) and asked >= _weight(self.ignore, rule)
        if _weight(self.without, rule):
            return False
        awake = (rule.enabled or (rule.pack == "house" and self.house is not None)) and not self.silenced(rule)
        chosen = _weight(self.select, rule) if self.select else (0.5 if awake else 0)
        return max(chosen, _weight(self.extend_select, rule)) > _weight(self.ignore, rule)


def _weight(selectors: Iterable[str], rule: Rule) -> float:
    """3 for a selector that is the rule's name, 2 for its pack or tag, 1 for ``all``, 0 for none."""
    return max(
        (3 if s == rule.name or s in rule.aliases else 1 if s == "all" else 2 for s in selectors if selects(s, rule)),
        default=0,
    )


# --- reading ---------------------------------------------------------------------------------------------

KEYS = (
    "select", "extend-select", "ignore", "severity", "fail-on", "house", "spelling", "accept", "words", "rules",
    "styles", "exclude", "overrides", "grammar", "profile",
)  # fmt: skip


def load(path: Path, *, trusted: bool = True) -> Settings:
    """Read one configuration file: .newslint.yaml (or any YAML), or the [tool.newslint] table of a TOML file.

    One that is not `trusted` leads to nothing outside its project and to no other machine (see trust.py). Raises
    SettingsError with file:line:column.
    """
    bounds = None if trusted else project(path.parent) or _uppermost(path.parent)
    if bounds and not inside(path, bounds):
        raise SettingsError(f"{path}: a link that leads out of the project; name the file itself with --config.")
    from newslint import yamlnodes  # most runs have no configuration, and YAML is slow to import

    if path.suffix == ".toml":
        table = _toml_table(path)
        if table is None:
            raise SettingsError(f"{path}: has no [tool.newslint] table; add one or name another --config.")
        root: Node | None = yamlnodes.from_plain(table, f"{path}: [tool.newslint]", SettingsError)
    else:
        root = yamlnodes.load(path, SettingsError)
    if root is None:
        return Settings(root=str(path.parent))
    settings = _parsed(root, path)
    if bounds:
        _confine(settings, root, path, bounds)
    return settings


def _toml_table(path: Path) -> dict[str, Any] | None:
    import tomllib

    try:
        if path.stat().st_size > MAX_TOML:
            raise SettingsError(f"{path}: over {MAX_TOML:,} bytes; put newslint’s settings into {FILE}.")
        tool = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {})
    except OSError as e:
        raise SettingsError(f"{path}: cannot be read: {e.strerror or e}; see that you may read it.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise SettingsError(f"{path}: not valid TOML: {e}; mend it there.") from None
    except RecursionError:
        raise SettingsError(f"{path}: nested too deeply; flatten it.") from None
    table = tool.get("newslint") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def _parsed(root: Node, path: Path) -> Settings:
    f = root.fields(KEYS)
    out: dict[str, Any] = {"root": str(path.parent)}
    for key in ("select", "extend-select", "ignore", "accept", "words", "rules", "styles", "exclude"):
        if key in f:
            out[key.replace("-", "_")] = f[key].texts()
    if "fail-on" in f:
        out["fail_on"] = Severity(f["fail-on"].choice(list(Severity)))
    if "house" in f:
        out["house"] = f["house"].choice(HOUSES)
    if "profile" in f:
        out["profile"] = f["profile"].choice(PROFILES)
    if "spelling" in f:
        out["spelling"] = f["spelling"].choice(SPELLINGS)
    if "severity" in f:
        out["severity"] = _severities(f["severity"])
    if "overrides" in f:
        out["overrides"] = tuple(_override(n) for n in f["overrides"].list())
    if "grammar" in f:
        out.update(_grammar(f["grammar"]))
    for key in ("rules", "styles", "words"):
        if key in out:
            out[key] = tuple(str(path.parent / p) for p in out[key])
    return Settings(**out, origin={k: str(path) for k in out if k != "root"})


def _confine(settings: Settings, root: Node, path: Path, bounds: Path) -> None:
    """Raise SettingsError when a configuration leads out of its project. Reading is no harm; a public log shows what is read."""
    fields = {key: node for key, _, node in root.items()}
    for key in ("rules", "styles", "words"):
        for place in map(Path, getattr(settings, key)):
            beside = _vocabularies(place) if key == "styles" else ()
            found = next((p for p in (place, *beside) if (p is place or p.exists()) and stray(p, bounds)), None)
            if found:
                raise fields[key].wrong(
                    f"“{os.path.relpath(found, path.parent)}” leads out of the project ({bounds}); "
                    "keep it inside, or name this configuration with --config."
                )
    if settings.grammar_server and not may_ask(settings.grammar_server):
        raise fields["grammar"].wrong(
            f"the server {settings.grammar_server} is another machine, and no file beside the drafts may send them there; "
            f"allow it with {SERVERS}={settings.grammar_server} in the environment, or name this configuration with --config."
        )


def _uppermost(folder: Path) -> Path:
    """The project where there is no git: the uppermost folder with a configuration, at or above this one."""
    places = [p for p in (folder, *folder.parents) if (p / FILE).is_file()]
    return places[-1] if places else folder


def _vocabularies(style: Path) -> tuple[Path, ...]:
    """Where a Vale style that is named by itself is looked beside for words."""
    here = style.parent
    return (here / "config", here / "Vocab", here / "vocab") if any(style.glob("*.yml")) else ()


def _severities(node: Node) -> tuple[tuple[str, Severity], ...]:
    return tuple((key, Severity(value.choice(list(Severity)))) for key, _, value in node.items())


def _override(node: Node) -> Override:
    f = node.fields(("files", "select", "ignore", "severity", "profile"))
    if "files" not in f:
        raise node.wrong("the override has no “files”; say which files it is for.")
    return Override(
        files=f["files"].texts(),
        select=f["select"].texts() if "select" in f else (),
        ignore=f["ignore"].texts() if "ignore" in f else (),
        severity=_severities(f["severity"]) if "severity" in f else (),
        profile=f["profile"].choice(PROFILES) if "profile" in f else None,
    )


def _grammar(node: Node) -> dict[str, Any]:
    f = node.fields(("engine", "server"))
    out: dict[str, Any] = {}
    if "engine" in f:
        chosen = f["engine"].choices((*ENGINES, "none"))
        out["grammar"] = tuple(e for e in chosen if e != "none")
    if "server" in f:
        out["grammar_server"] = f["server"].text()
    return out


# --- finding ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def find(folder: Path) -> Path | None:
    """Return the configuration file that holds in `folder`: the first one upward, stopping at the repository's root or
    the home folder; then the user's own."""
    home = Path.home()
    for place in (folder, *folder.parents):
        named = place / FILE
        if named.is_file():
            return named
        project = place / "pyproject.toml"
        if project.is_file() and _toml_table(project) is not None:
            return project
        if (place / ".git").exists() or place == home:
            break
    own = users_own()
    return own if own.is_file() else None


def users_own() -> Path:
    """Return where the user's own configuration is, if there is one."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "newslint" / "config.yaml"


@lru_cache(maxsize=256)
def _loaded(path: Path, trusted: bool) -> Settings:
    return load(path, trusted=trusted)


def forget() -> None:
    """Forget every configuration file read so far; the next question reads them anew."""
    find.cache_clear()
    trust.forget()
    _loaded.cache_clear()


def settings_for(path: Path, *, config: Path | None = None, isolated: bool = False) -> Settings:
    """Return the settings that hold for a draft: its configuration file's, with the overrides for its name."""
    if isolated:
        return Settings()
    file = config or find(Path(os.path.abspath(path)).parent)
    if file is None:
        return Settings()
    return for_file(_loaded(file, config is not None or file == users_own()), path)


def for_draft(settings: Settings, meta: Mapping[str, Any]) -> Settings:
    """Return the settings with the profile that a draft's front matter names (``profile: opinion``)."""
    named = str(meta.get("profile", "")).strip().lower()
    if settings.profile_fixed or named not in PROFILES or named == settings.profile:
        return settings
    return replace(settings, profile=named)


def for_file(settings: Settings, path: Path) -> Settings:
    """Return the settings with the overrides whose globs match `path` put on top."""
    for override in settings.overrides:
        if matches(override.files, path, settings.root):
            settings = replace(
                settings,
                select=override.select or settings.select,
                ignore=(*settings.ignore, *override.ignore),
                severity=(*settings.severity, *override.severity),
                profile=override.profile or settings.profile,
                origin=_origin(settings, override),
            )
    return settings


def _origin(settings: Settings, override: Override) -> dict[str, str]:
    """Where values came from, those an override changed among them."""
    where = f"{settings.origin.get('overrides', 'configuration')}, the overrides for {', '.join(override.files)}"
    changed = (key for key in ("select", "ignore", "severity", "profile") if getattr(override, key))
    return {**settings.origin, **dict.fromkeys(changed, where)}


def matches(globs: tuple[str, ...], path: Path, root: str) -> bool:
    """Tell whether gitignore-style globs, relative to `root`, name `path`."""
    if not globs:
        return False
    full = Path(os.path.abspath(path))
    # a configuration that is kept elsewhere is about the place where newslint was started
    base = next((place for place in map(os.path.abspath, (root, ".")) if full.is_relative_to(place)), None)
    relative = full.relative_to(base).as_posix() if base else path.name
    if all(_NAME.fullmatch(g) for g in globs):  # *.md: told without the library, which is slow to import
        return any(fnmatchcase(part, g) for part in relative.split("/") for g in globs)
    from pathspec import GitIgnoreSpec

    return bool(_spec(globs, GitIgnoreSpec).match_file(relative))


_NAME = expressions.compile(r"\*?[\w.-]+")


@lru_cache(maxsize=256)
def _spec(globs: tuple[str, ...], kind: Any) -> Any:
    return kind.from_lines(globs)
