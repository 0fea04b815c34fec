"""Takes the findings of an article; gives those of figures whose own metric stands before them without a verb.

Touches nothing. "Spending was 3 billion and revenue 12 billion", "profit rose 10% to 3 billion, revenue 20% to 12":
the second noun takes over the verb of the first one, and not what the first one measures.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.figurecues import Cues
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.figures.figureplaces import Place, going_on, place_of
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.model import PropertyTerm

_REACH = 8
#: What may stand between a noun and its figure, and what opens the second member.
_LINKS = frozenset(("to", "by", "at", "of", "a", "an", "about", "around", "nearly", "over", "only", "just"))
_OPENS = frozenset((",", ";", "and", "but", "while", "its", "their", "his", "the"))
_PARTS = frozenset((",", ";", "and", "but", "while"))


def of_own_metric(
    evidence: Evidence, metrics: Metrics, cues: Cues, naming: Naming, findings: list[Finding]
) -> list[Finding]:
    """The findings, those of a second noun without a verb told of what it measures."""
    known = {one.amount.span.start: one for one in findings if one.amount}
    changed: dict[int, Finding] = {}
    for amount in evidence.all_amounts:
        own = known.get(amount.span.start)
        place = place_of(evidence, amount)
        start = place.root.sent.start_char
        told = [one for at, one in known.items() if start <= at < amount.span.start and one.term.kind == "metric"]
        levels = [one for one in told if one.term.name not in metrics.changes]
        if own is None or not any(one.term is own.term for one in levels):
            continue
        term = _named(evidence, metrics, cues, place)
        if term is None or own.term is term or not metrics.sized(term.name, amount):
            continue
        if not naming.fits(evidence, own.subject, metrics.classes(term)):
            continue
        found = going_on("its own noun", place, replace(own, term=term), "list", subject=(own.subject, "list"))
        known[amount.span.start] = changed[amount.span.start] = found
    return [
        *(one for one in findings if not one.amount or one.amount.span.start not in changed),
        *changed.values(),
    ]


def _named(evidence: Evidence, metrics: Metrics, cues: Cues, place: Place) -> PropertyTerm | None:
    """The only metric that the noun right before the figure names, where it opens a member without a verb."""
    doc, first = evidence.doc, place.root.sent.start
    at = place.first - 1
    while at > first and (at in evidence.amounts or doc[at].lower_ in _LINKS or doc[at].text == "%"):
        at -= 1
        if place.first - at > _REACH:
            return None
    if doc[at].pos_ not in ("NOUN", "PROPN"):
        return None
    hit = next((one for one in cues.sure(place.line) if one.start <= at < one.end), None)
    if hit is None or hit.end != at + 1 or hit.start - 1 <= first or doc[hit.start - 1].lower_ not in _OPENS:
        return None
    opened = hit.start - 1 - (doc[hit.start - 1].lower_ not in _PARTS)
    if opened <= first or doc[opened].lower_ not in _PARTS:
        return None
    names = [one for one in hit.names if metrics.fits(place.amount, one) and one not in metrics.changes]
    return metrics.schema.properties[names[0]] if len(names) == 1 else None
