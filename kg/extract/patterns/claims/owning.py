"""Takes the finding of a stake; gives the organisation that it is a stake in; touches nothing.

"Acme holds 51% of Norton", "raised its stake in Norton to 12%", "a venture in which Acme has 51%", "Norton is short of
money. Acme owns 51% of it"; what the first of a row says ("Acme holds 51% of Norton, Vega 39%") holds for the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.relations.match import Finding
from kg.model import Amount, Mention, Schema

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

_ORGANISATION = "Organisation"
_IN = frozenset(("of", "in"))
#: How many tokens behind the figure the firm stands: "51% of the shares in Norton".
_NEAR = 8


def owned(schema: Schema, evidence: Evidence, finding: Finding) -> str | None:
    """The id of the organisation, where the sentence names one beside the owner."""
    assert finding.amount
    who = evidence.entity(finding.subject)
    sentence = evidence.token(finding.amount.span.start).sent
    firms = [one for one in _firms(schema, evidence, sentence) if evidence.entity(one) not in (who, None)]
    found = _named(evidence, finding.amount, firms) or _taken_up(schema, evidence, finding.amount)
    if found is not None:
        return evidence.entity(found) if evidence.entity(found) != who else None
    lead = finding.lead
    if lead is not None and lead.amount and lead.term is finding.term:
        told = owned(schema, evidence, lead)
        return told if told != who else None
    return None


def _firms(schema: Schema, evidence: Evidence, sentence: Sentence) -> Iterator[Mention]:
    """The organisations that a sentence names or takes up, in order."""
    last = None
    for at in range(sentence.start, sentence.end):
        one = evidence.mentions.get(at)
        if one is not None and one is not last and schema.is_a(one.type, _ORGANISATION):
            yield one
        last = one


def _named(evidence: Evidence, amount: Amount, firms: list[Mention]) -> Mention | None:
    first, end = evidence.token(amount.span.start), evidence.token(amount.span.end - 1)
    behind = [one for one in firms if one.span.start >= amount.span.end]
    for one in behind:
        root = _head(evidence, one)
        between = evidence.doc[end.i + 1 : root.i]
        if root.i - end.i > _NEAR or any(token.i in evidence.amounts for token in between):
            break
        if root.dep_ == "pobj" and root.head.lower_ in _IN:
            return one
    before = [one for one in firms if one.span.end <= amount.span.start]
    which = next((at for at in range(first.i, first.sent.start, -1) if _is_in_which(evidence.doc[at])), None)
    if which is not None:
        return next((one for one in reversed(before) if evidence.root(one.span).i < which), None)
    for one in reversed(before):
        root = _head(evidence, one)
        if root.dep_ == "pobj" and root.head.lower_ in _IN and _counts(root.head.head, first):
            return one
        if root.dep_ == "nsubjpass" and root.head.is_ancestor(first):
            return one
    return None


def _is_in_which(token: Token) -> bool:
    return token.lower_ == "which" and token.i > 0 and token.nbor(-1).lower_ in _IN


def _taken_up(schema: Schema, evidence: Evidence, amount: Amount) -> Mention | None:
    """What "51% of it" takes up: the firm that is the subject of the sentence before, or that it names last."""
    end = evidence.token(amount.span.end - 1).i
    behind = [token.lower_ for token in evidence.doc[end + 1 : end + 3]]
    start = evidence.doc[end].sent.start
    if behind != ["of", "it"] or start == 0:
        return None
    firms = list(_firms(schema, evidence, evidence.doc[start - 1].sent))
    subjects = [one for one in firms if evidence.root(one.span).dep_ in ("nsubj", "nsubjpass")]
    return next(reversed(subjects or firms), None)


def _head(evidence: Evidence, firm: Mention) -> Token:
    """The noun that stands behind "of": the firm, or its shares ("of Acme's capital")."""
    root = evidence.root(firm.span)
    return root.head if root.dep_ == "poss" else root


def _counts(noun: Token, first: Token) -> bool:
    """Whether the figure is that of a noun, or goes with its verb: "its stake in Norton to 12%"."""
    return noun.is_ancestor(first) or (noun.head.pos_ in ("VERB", "AUX") and noun.head.is_ancestor(first))
