"""Takes the claims of an article with their findings; gives those of what is only planned as plans; touches nothing.

"Acme plans a plant in Norton. The plant employs 3,000 people": what a plan has brought up is not
there yet, and so is what the present tells of it, until the text tells that it did something.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.modality.manner import read_manner
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.syntax import clauses
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import Claim

if TYPE_CHECKING:
    from spacy.tokens import Token

Entry = tuple[Finding, Claim]
_PRESENT = ("VBZ", "VBP")
#: A month has so many signs: what holds today has the month of publication.
_MONTH = len("2025-01")


def as_planned(evidence: Evidence, entries: list[Entry]) -> list[Entry]:
    """The entries as they come; figures in the present of what a plan brought up are planned, without a time."""
    coming: dict[str, bool] = {}
    for mention in sorted(evidence.all_mentions, key=lambda one: one.span.start):
        name, token = evidence.entity(mention), evidence.root(mention.span)
        if mention.entity is not None or name is None:
            continue
        coming[name] = coming.get(name, _is_coming(evidence, token)) and not _has_come(token)
    published = evidence.article.published
    today = published.text[:_MONTH] if published else ""
    return [
        (
            finding,
            replace(claim, modality="planned", when=claim.when if claim.when and claim.when.text != today else None),
        )
        if coming.get(claim.subject) and _is_figure(finding, claim)
        else (finding, claim)
        for finding, claim in entries
    ]


def _is_coming(evidence: Evidence, token: Token) -> bool:
    """Whether the clause in which a thing is named first is a plan."""
    manner = read_manner(evidence.doc, token)
    return manner.modality == "planned" and not manner.negated and token.dep_ in ("dobj", "obj", "pobj")


def _has_come(token: Token) -> bool:
    """Whether a clause tells what a thing did: "the plant opened in May"."""
    verb = token.head
    return token.dep_ in clauses.SUBJECTS and verb.tag_ == "VBD" and verb.lemma_ != "be"


def _is_figure(finding: Finding, claim: Claim) -> bool:
    """Whether a claim tells a figure in the present."""
    plain = finding.amount is not None and claim.modality == "asserted" and not claim.negated
    verb = clause_of(finding.cue[0])
    return plain and verb.tag_ in _PRESENT and not any(one.dep_ in ("aux", "auxpass") for one in verb.children)
