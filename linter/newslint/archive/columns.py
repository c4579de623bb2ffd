"""Which column of the input is what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newslint.errors import NewslintError
from newslint.hints import did_you_mean

# role -> the names it goes by, likeliest first; compared without regard to case
USUAL: dict[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "guid", "uri", "url"),
    "text": ("text", "body", "article", "content", "body_text", "article_text", "story"),
    "headline": ("headline", "title", "head"),
    "date": ("date", "published", "published_at", "publication_date", "pub_date", "versioncreated", "created_at"),
    "desk": ("desk", "section", "category", "channel", "department"),
    "author": ("author", "authors", "byline", "reporter"),
}
NONE = "-"


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each role; None where there is none."""

    text: str
    id: str | None = None
    headline: str | None = None
    date: str | None = None
    desk: str | None = None
    author: str | None = None

    def named(self) -> dict[str, str]:
        """Return role -> column, for the roles that have one."""
        return {role: name for role in USUAL if (name := getattr(self, role))}


def chosen(asked: Mapping[str, str], there: Iterable[str], where: str) -> Columns:
    """Return the columns to read: those asked for, and for the other roles what goes by a usual name.

    A role asked to be ``-`` is left out. Raises NewslintError, listing what there is, when a column is not there.
    """
    names = list(there)
    listed = f"The columns there are: {', '.join(names) or 'none'}."
    taken: dict[str, str | None] = {}
    for role, name in asked.items():
        if role not in USUAL:
            raise NewslintError(
                f"“{role}” is nothing a column can be.{did_you_mean(role, USUAL)} Choose from {', '.join(USUAL)}."
            )
        if name != NONE and name not in names:
            raise NewslintError(f"{where}: no column “{name}”.{did_you_mean(name, names)} {listed}")
        taken[role] = None if name == NONE else name
    by_lower = {name.lower(): name for name in reversed(names)}
    for role, usual in USUAL.items():
        if role not in taken:
            taken[role] = next((by_lower[u] for u in usual if u in by_lower), None)
    text = taken.pop("text")
    if text is None:
        raise NewslintError(
            f"{where}: none of the columns goes by a name for an article’s text ({', '.join(USUAL['text'])}); "
            f"name it with --column text=NAME. {listed}"
        )
    return Columns(text=text, **taken)
