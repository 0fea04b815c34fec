"""Takes an article and a finding; gives whether its words are the text's own amid what somebody says; touches nothing.

"He ruled out the cells, which come from Acme": where they come from the text adds. "Norton unveiled the Z9, a 300 g
lamp": what it is, too.
"""

from __future__ import annotations

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.syntax.predicates import clause_of

_MARKS = ('"', "“", "”")
_PRESENT = ("VBZ", "VBP", "VBG")


def is_added(finding: Finding) -> bool:
    """Whether a relation is told by a relative clause in the present, outside the words quoted."""
    if finding.term.kind != "relation" or finding.amount is not None:
        return False
    verb = clause_of(finding.cue[0])
    if verb.dep_ != "relcl" or verb.tag_ not in _PRESENT or any(one.tag_ == "MD" for one in verb.children):
        return False
    return not any(one.text in _MARKS for one in verb.sent)


def stands_apart(evidence: Evidence, finding: Finding) -> bool:
    """Whether a figure stands in an apposition and is not what the verb of its clause tells."""
    if finding.amount is None:
        return False
    at = evidence.root(finding.amount.span)
    while at.head != at and at.pos_ not in ("VERB", "AUX"):
        if at.dep_ == "appos" and at.pos_ in ("NOUN", "PROPN") and not at.like_num and at.head.pos_ == "PROPN":
            return True
        at = at.head
    return False
