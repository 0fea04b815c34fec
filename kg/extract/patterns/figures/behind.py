"""Takes the findings of an article; gives those of rows of figures that each name their thing behind them.

Touches nothing. "The price is 300 yuan for the Zed and 400 yuan for the Vega", "duties of 17% for Acme and 20% for
Norton": where one figure of such a row is that of the thing behind its preposition, the others are, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures import figurechanges as changes
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.figures.figureplaces import going_on, place_of
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.model import Amount, Mention

_TELLING = frozenset(("for", "at", "on", "from", "to", "by", "in", "with", "of"))
_ARTICLES = frozenset(("the", "its", "a", "an"))
#: What may stand between a thing and the next figure.
_JOINTS = frozenset((",", "and", ";", "but", "while", "a", "an", "about", "around", "only", "just", "some", "nearly"))

#: How sure a reading of who does the verb is.
_SURE = Decimal("0.6")

_Row = list[tuple[Amount, Mention]]


def told_behind(evidence: Evidence, metrics: Metrics, naming: Naming, findings: list[Finding]) -> list[Finding]:
    """The findings, with the figures of rows given to what the preposition behind each of them names.

    Where the first is sure to be that of who does the verb, so are the others: "sold 300 to Acme and 200 to Norton".
    """
    found = list(findings)
    for row in _rows(evidence):
        known = {one.amount.span.start: one for one in found if one.amount}
        ends = [(known.get(amount.span.start), thing) for amount, thing in row]
        first = ends[0][0]
        doer = first if first and first.tie == "slot" and (first.chance or _SURE) >= _SURE else None
        lead = doer or next((one for one, thing in ends if one and _same(evidence, one.subject, thing)), None)
        if lead is None or len({evidence.entity(thing) for _, thing in row}) < len(row):
            continue
        for amount, thing in row:
            own, whose = known.get(amount.span.start), doer.subject if doer else thing
            if own is lead or (own and (own.term is not lead.term or _same(evidence, own.subject, whose))):
                continue
            if not metrics.fits(amount, lead.term.name):
                continue
            if not doer and not naming.fits(evidence, thing, metrics.classes(lead.term)):
                continue
            way = changes.direction(evidence, amount) if lead.term.name in metrics.changes else 0
            place = place_of(evidence, changes.signed(amount, way) if way else amount)
            found = [one for one in found if one is not own]
            found.append(going_on("named behind it", place, lead, "list", subject=(whose, "list")))
    return found


def _same(evidence: Evidence, one: Mention, other: Mention) -> bool:
    return evidence.entity(one) == evidence.entity(other)


def _rows(evidence: Evidence) -> Iterator[_Row]:
    """The rows of two and more figures of one unit, each with a thing behind the same preposition."""
    row: _Row = []
    last = ("", "", -1)
    for amount in evidence.all_amounts:
        behind = _behind(evidence, amount)
        if behind is None:
            continue
        word, thing, end = behind
        first = evidence.token(amount.span.start).i
        joined = bool(row) and all(one.lower_ in _JOINTS for one in evidence.doc[last[2] : first]) and first > last[2]
        if not joined or last[:2] != (word, amount.quantity.unit):
            if len(row) > 1:
                yield row
            row = []
        row.append((amount, thing))
        last = word, amount.quantity.unit, end
    if len(row) > 1:
        yield row


def _behind(evidence: Evidence, amount: Amount) -> tuple[str, Mention, int] | None:
    """The preposition behind a figure, the thing that it names, and where that ends."""
    doc = evidence.doc
    at = evidence.token(amount.span.end - 1).i + 1
    if at + 1 >= len(doc) or doc[at].lower_ not in _TELLING:
        return None
    thing = evidence.mentions.get(at + 1 + (doc[at + 1].lower_ in _ARTICLES))
    if thing is None or thing.by == "reference":
        return None
    return doc[at].lower_, thing, evidence.token(thing.span.end - 1).i + 1
