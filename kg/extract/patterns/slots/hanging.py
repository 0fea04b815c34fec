"""Takes a clause that hangs on a time or on a thing with one; gives that time; touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import times
from kg.extract.patterns.analysis.evidence import Evidence
from kg.model import Moment

if TYPE_CHECKING:
    from spacy.tokens import Token


def before_when(evidence: Evidence, clause: Token) -> Moment | None:
    """The time right before the "when" that opens the clause: "in October, when it sold 500", "in which it sold"."""
    first = clause.left_edge
    which = first.lower_ in ("in", "during") and evidence.doc[first.i + 1].lower_ == "which"
    if not (which or first.lower_ == "when") or first.i < first.sent.start + 2:
        return None
    at = first.i - 2 if evidence.doc[first.i - 1].text == "," else first.i - 1
    if evidence.doc[at].tag_ == "NNS" and evidence.doc[at - 1].head.i == at:  # "from the May numbers, when"
        at -= 1
    ends = evidence.doc[at].idx + len(evidence.doc[at])
    found = evidence.moments.get(at) or next((one for one in evidence.moments.values() if one.span.end == ends), None)
    if found is None or not found.when.text.endswith("/.."):
        return found
    then = found.when.text.removesuffix("/..")  # "since March, when it sold 500": in March
    return Moment(found.span, times.read(then, found.when.basis, found.span.text))


def of_described(evidence: Evidence, clause: Token) -> Moment | None:
    """The time of the thing that the clause describes: "a crash in March that killed three", "in March killing three".

    A clause of the past that brings no time of its own tells of the same.
    """
    told = (clause.dep_ == "relcl" and clause.tag_ == "VBD") or (clause.dep_ == "acl" and clause.tag_ == "VBG")
    if not told or clause.head.i > clause.i:
        return None
    first = clause.left_edge
    if clause.dep_ == "relcl" and first.lower_ not in ("that", "which", "who", "where"):
        return None
    if any(token.i in evidence.moments for token in clause.subtree):
        return None
    between = evidence.doc[clause.head.i + 1 : first.i]
    if any(token.text in (",", ";") or token.i in evidence.amounts for token in between):
        return None
    found = [evidence.moments[token.i] for token in between if token.i in evidence.moments]
    return found[0] if found and len({id(one) for one in found}) == 1 else None
