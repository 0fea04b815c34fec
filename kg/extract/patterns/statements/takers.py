"""Takes a schema with its grammar; gives the attributes that take clauses, and what of an article is told already.

Touches nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.analysis.kept import kept
from kg.extract.patterns.grammar.grammar import Grammar
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.syntax import phrases
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import PropertyTerm, Schema

if TYPE_CHECKING:
    from spacy.tokens import Token


#: How the particle of a verb hangs on it.
_PARTICLES = ("prt", "advmod")


@kept
def _forms(verb: Token) -> frozenset[str]:
    """What a list may call a verb: its lemma, with its particle ("holds up deliveries"), or as denied."""
    lemma = verb.lemma_.lower()
    parted = (f"{lemma} {one.lower_}" for one in verb.children if one.dep_ in _PARTICLES)
    return frozenset((lemma, f"not {lemma}", *parted))


@dataclass(frozen=True)
class Reading:
    """An attribute that takes clauses of a kind: of these verbs only, and only beside one of these words."""

    term: PropertyTerm
    verbs: frozenset[str]
    beside: tuple[str, ...]
    classes: tuple[str, ...]

    def takes(self, verb: Token) -> bool:
        """Whether the clause of the verb is one of those."""
        if self.verbs and self.verbs.isdisjoint(_forms(verb)):
            return False
        return not self.beside or any(word in verb.sent.text.lower() for word in self.beside)


def counts(evidence: Evidence, extent: phrases.Extent) -> bool:
    """Whether there is a figure among the words."""
    return any(at in evidence.amounts for at in range(*extent))


def readings(schema: Schema, grammar: Grammar) -> Mapping[str, tuple[Reading, ...]]:
    """The attributes by the kind of clause that they take, those of listed verbs first."""
    found: dict[str, list[Reading]] = {}
    for name, told in sorted(grammar.directives.items()):
        if "clause" not in told:
            continue
        beside = tuple(told["beside"].split("|")) if "beside" in told else ()
        term = schema.properties[name]
        classes = tuple(told["about"].split("|")) if "about" in told else grammar.subjects(name)
        for taken in told["clause"].split("; "):
            kinds, _, verbs = taken.partition(" ")
            listed = frozenset(verbs.split("|")) if verbs else frozenset()
            for place, joined in enumerate(kinds.split("|")):  # the verbs are those of the first kind
                known = listed if not place else frozenset()
                for kind in joined.split("+"):
                    found.setdefault(kind, []).append(Reading(term, known, beside, classes))
    return {kind: tuple(sorted(ones, key=lambda one: not one.verbs)) for kind, ones in found.items()}


def read_verbs(evidence: Evidence, findings: Iterable[Finding]) -> frozenset[int]:
    """The verbs whose clauses patterns have read."""
    found = set()
    for finding in findings:
        if {finding.link, finding.tie} & {"title", "appos"}:
            found |= {token.i for token in finding.cue}
            continue
        if finding.link == "itself":
            found.add(finding.cue[0].i)
            continue
        anchor = evidence.root(finding.amount.span) if finding.amount else finding.cue[0]
        if anchor.dep_ == "aux":
            anchor = anchor.head  # "must sell": the duty is told, and the sale no deed beside it
        found |= {finding.cue[0].i, *_clause(anchor)}
    return frozenset(found)


def _clause(anchor: Token) -> Iterator[int]:
    """The verb whose clause the figure tells; none for one beside a name: "the Zed, a boat of five seats, is"."""
    at, verb = anchor, clause_of(anchor)
    while at.i not in (verb.i, at.head.i):
        if at.dep_ == "appos" and anchor.i < verb.i:
            return
        at = at.head
    yield verb.i


def is_told(evidence: Evidence, finding: Finding) -> bool:
    """Whether the words hold nothing but the name itself, or the name is part of them and nothing else is."""
    assert finding.words
    first, last = finding.words
    return all(evidence.mentions.get(at) is finding.subject for at in range(first, last))
