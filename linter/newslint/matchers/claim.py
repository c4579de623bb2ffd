"""claim: asks what the writer claims in their own voice. Flags claims by kind and by how sure it is."""

from __future__ import annotations

from collections.abc import Iterator

from newslint.annotations.claims import ClaimKind, claims, own_claims
from newslint.annotations.sentences import paragraph_at
from newslint.document import Document
from newslint.matchers import options
from newslint.matchers.base import Match, Matcher, Pattern, position_of
from newslint.rule import Rule

OPTIONS = {
    "kind": options.choices(*[k.value for k in ClaimKind]),
    "sure": options.boolean,
    "text": options.texts,  # expressions, one of which the clause must match
    "covered": options.boolean,
}


def build(rule: Rule) -> Matcher:
    """Flag each claim of the kinds asked for; message gets {kind}.

    `sure: true` leaves out the less likely ones, `sure: false` the likely ones; `covered` takes in those inside what a source says,
    `text` asks for words in the clause.
    """
    kinds = frozenset(rule.options.get("kind", ()))
    sure = rule.options.get("sure")
    covered = rule.options.get("covered", False)
    texts = [Pattern(e, where=position_of(rule)) for e in rule.options.get("text", ())]

    def match(document: Document) -> Iterator[Match]:
        blocks = {b.span: b.kind for b in document.blocks}
        for claim in document.fact(claims if covered else own_claims):
            if (kinds and claim.kind not in kinds) or (sure is not None and claim.sure is not sure):
                continue
            if texts and not any(p.search(document.text, *claim.clause) for p in texts):
                continue
            block = paragraph_at(document, claim.span.start)
            if block is not None and blocks.get(block) in rule.scope:
                yield Match(claim.span, {"kind": claim.kind.value})

    return match
