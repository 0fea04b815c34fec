"""Takes a figure that is foreseen and who says it; gives whether it is what he himself will do; touches nothing.

"Acme said it would spend 300" is a plan of Acme, "an analyst said Acme would" a forecast. It is one, too, where
somebody says it who holds a post there.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.modality.manner import Manner
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.syntax.predicates import clause_of

_WILL = frozenset(("will", "'ll", "’ll", "would", "should", "shall", "speaks", "spoke", "talks", "talked"))
#: What somebody has in his hands: what he makes, sells or spends in a time, what he cuts by so much.
_IN_HAND = frozenset(("counting", "step"))


def is_own_will(
    evidence: Evidence, finding: Finding, manner: Manner, teller: str | None, directives: Mapping[str, str]
) -> bool:
    """Whether "will" tells what whoever speaks has set for himself."""
    if finding.amount is None or teller is None or not _IN_HAND & directives.keys():
        return False
    if not manner.cues or manner.cues[0].lower() not in _WILL:
        return False
    if clause_of(evidence.root(finding.amount.span)).lemma_.lower() in word_set("manner", "predicted.chances") - {
        "exceed"
    }:
        return False  # "revenue would fall to 300"
    subject, home = evidence.entity(finding.subject), evidence.held.get(teller)
    houses = {teller, *evidence.belonging.get(teller, ()), evidence.entity(home) if home else None}
    parts = {subject, *(evidence.made_by.get(subject or "", ()))}
    return bool((houses - {None}) & parts)
