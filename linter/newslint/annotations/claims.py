"""Claims: clauses in the writer's own voice that a desk would ask "says who?" about."""

from __future__ import annotations

from enum import StrEnum

from newslint.annotations.claim.clauses import Clause, clauses
from newslint.annotations.claim.features import cover, features, known, surroundings
from newslint.annotations.claim.model import CLAIM, focus, kind_of, weights
from newslint.document import Document, passing
from newslint.records import dataclass
from newslint.span import Span

__all__ = ["Claim", "ClaimKind", "claims", "own_claims"]


class ClaimKind(StrEnum):
    """What sort of thing is claimed."""

    STATISTIC = "statistic"
    ESTIMATE = "estimate"
    ALLEGATION = "allegation"
    MOTIVE = "motive"
    STATE_OF_MIND = "state-of-mind"
    CAUSE = "cause"
    PREDICTION = "prediction"
    SUPERLATIVE = "superlative"
    CHARACTERISATION = "characterisation"
    VERDICT = "verdict"
    REACTION = "reaction"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause that makes a claim.

    `span` is the clause, of a long one the part that carries the claim; `clause` is all of it. `score` is the log odds that a desk
    would query it, `sure` whether they are high. `by` is the footing of the source whose words cover the clause
    ("person", "body", "described", "pronoun", "vague", "none"), with + behind it when that source speaks, and
    empty when nobody's do; `near` are the footings of the sources that stand elsewhere in the sentence.
    """

    span: Span
    clause: Span
    kind: ClaimKind
    score: float
    sure: bool
    by: str = ""
    near: frozenset[str] = frozenset()


@passing
def claims(document: Document) -> tuple[Claim, ...]:
    """Return the claims of the document, in order. A fact."""
    return tuple(filter(None, (_claim(document, clause) for clause in clauses(document))))


@passing
def own_claims(document: Document) -> tuple[Claim, ...]:
    """Return the claims that no source is said to make. A fact: what others are said to say is not looked into for it."""
    around = document.fact(surroundings)
    own = (c for c in clauses(document) if not spoken_for(cover(around, c.span)))
    return tuple(filter(None, (_claim(document, clause) for clause in own)))


def spoken_for(by: str) -> bool:
    """Do words that `by` covers belong to a source that speaks and that a reader can weigh?"""
    return by.endswith("+") and by not in ("vague+", "none+")


def _claim(document: Document, clause: Clause) -> Claim | None:
    """Return the claim a clause makes, if it does."""
    table = weights()
    told = features(document, clause)
    score = table.score(CLAIM, told)
    if score < table.likely:
        return None
    around = document.fact(surroundings)
    return Claim(
        focus(clause.span, [(t.span, w) for t, w in known(clause)], table.classes[CLAIM]),
        clause.span,
        ClaimKind(kind_of(told)),
        score,
        score >= table.high,
        cover(around, clause.span),
        around.by_sentence[clause.sentence],
    )
