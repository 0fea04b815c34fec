"""Takes a figure that is a change; gives of what: of the figure before, of a measure named near it; touches nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures import figurechanges as changes
from kg.extract.patterns.figures.besides import level_behind, level_taken_up
from kg.extract.patterns.figures.figurecues import Hit
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.figures.figureplaces import Figure, Place, figure_of, is_apart, is_distance
from kg.extract.patterns.figures.figuresubjects import Owners
from kg.extract.patterns.figures.unmeasured import moves_by_itself, own_change, pointed_at
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.slots.values import falls, fits
from kg.extract.patterns.syntax.nouns import owners as owners_of
from kg.extract.patterns.syntax.predicates import clause_of, subjects
from kg.model import Amount, Mention, PropertyTerm

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What stands between a figure and how far it lies from another: "300 yuan ($42) in May, that is about".
_BEHIND = re.compile(r"(?:[^\d.;]{0,30}\([^()]*\))?[^\d.:]{0,30}?(?:[,;–—-]|\bor\b|\bis\b)[^\d.,;:]{0,24}")
#: What tells where the figure before was counted, and not what moved: "500 lamps in the home market, up 5%".
_WHERE = re.compile(r"\s(?:in|on|across|to)\s(?:the|its|their|an?)\s(?:[\w'’-]+\s){0,2}")
#: What makes a distance a change: "4% less than before", "above the earlier one".
_EARLIER = re.compile(
    r"\W+\w+(?: \w+)? (?:than (?:before|in|a|last|previously|earlier|at|ever)|the (?:earlier|previous))\b"
)
#: Ties of a figure to its thing that hold for what it is compared with, too.
_SURE = frozenset(("slot", "own", "beside", "counted", "clause"))


class Growth:
    """Reads changes and distances, for one schema."""

    def __init__(self, metrics: Metrics, naming: Naming) -> None:
        self.metrics = metrics
        self.naming = naming

    def changed(
        self,
        evidence: Evidence,
        place: Place,
        hits: list[Hit],
        owners: Owners,
        lead: Finding | None,
        way: int,
        told: list[Finding],
    ) -> Figure | None:
        """A change: of the figure before it, or of the measure whose word stands before it."""
        if (
            self.metrics.change is None
            or not fits(place.amount, self.metrics.change)
            or place.amount.quantity.unit == ""
        ):
            return None
        if lead and (found := self._joined(evidence, place, lead)):
            return found
        place = replace(place, amount=changes.signed(place.amount, way))
        measured = changes.measure_behind(self.metrics.schema, evidence, place.amount)
        if measured:
            return self._of_measure(evidence, place, owners, measured)
        if found := self._of_level(evidence, place, owners, told):
            return found
        measured = changes.measure_before(self.metrics.schema, evidence, place.amount)
        if lead and lead.amount and measured:
            measured = None if _WHERE.fullmatch(evidence.text, lead.amount.span.end, measured[1]) else measured
        own = self._own_change(hits, place)
        at_lead = evidence.token(lead.amount.span.start).i if lead and lead.amount else -1
        at_measure = evidence.token(measured[1]).i if measured else -1
        if own and own.start > at_lead and own.end > at_measure:
            term = self.metrics.schema.properties[own.names[0]]
            subject = owners.of(
                place.root, place.first, place.last, evidence.doc[own.end - 1], self.metrics.classes(term), counts=False
            )
            return figure_of(term, "a change", place, subject, "change", cue=own) if subject else None
        if lead and at_lead > at_measure:
            return self._of_lead(evidence, place, lead, told)
        if measured:
            return self._of_measure(evidence, place, owners, measured)
        return self._unmeasured(evidence, place, owners, told)

    def _of_level(self, evidence: Evidence, place: Place, owners: Owners, told: list[Finding]) -> Figure | None:
        """A change of the level that it led to, or that its sentence takes up."""
        assert self.metrics.change
        reached = level_behind(evidence, self.metrics, place, told)
        level = reached[0] if reached else level_taken_up(evidence, self.metrics, place, told)
        classes = self.metrics.classes(self.metrics.change)
        if level is None or not self.naming.fits(evidence, level.subject, classes):
            return None
        own = reached is None or reached[1]
        thing = level.subject if own else owners.subject(place.root, classes)
        if thing is None:
            return None
        subject = thing, level.tie if own else "clause"
        scope = (("measure", self.metrics.measures[level.term.name]),)
        lead = level if own else None
        return figure_of(self.metrics.change, f"of {level.term.name}", place, subject, "change", lead=lead, scope=scope)

    def apart(self, evidence: Evidence, place: Place, owners: Owners, lead: Finding | None) -> Figure | None:
        """How far a thing lies from another one that is named: "has 440 hp more than the Norton"."""
        unit = place.amount.quantity.unit
        known = [one for one in self.metrics.distance if unit and unit in one.units]
        term = min(known, key=lambda one: one.units.index(unit), default=None)
        if term is None or not is_apart(evidence, place, self.naming):
            return None
        classes = self.metrics.classes(term)
        subject = next(
            (one for noun in subjects(clause_of(place.root)) if (one := _whose(owners, noun, classes))), None
        )
        if subject is None and lead and lead.tie in _SURE and self.naming.fits(evidence, lead.subject, classes):
            subject = lead.subject
        if subject is None:
            return None
        own = self.metrics.directives[term.name].get("signed")
        place = replace(place, amount=changes.signed(place.amount, -falls(evidence, place.amount, (), own)))
        return figure_of(term, "against another", place, (subject, "clause"), "distance")

    def _of_lead(self, evidence: Evidence, place: Place, lead: Finding, told: list[Finding]) -> Figure | None:
        """A change of the figure before it, or how far the two lie apart."""
        assert self.metrics.change
        if lead.term.name in self.metrics.changes:
            measure = dict(lead.scope).get("measure") if isinstance(lead, Figure) else None
        else:
            measure = self.metrics.measures.get(lead.term.name)
        term: PropertyTerm | None = self.metrics.change
        if not measure or not self.naming.fits(evidence, lead.subject, self.metrics.classes(self.metrics.change)):
            term = own_change(evidence, self.metrics, self.naming, place, lead, told)
        if term is None:
            return self._distance(evidence, place, lead)
        scope = (("measure", measure),) if measure and term is self.metrics.change else ()
        subject = lead.subject, lead.tie
        return figure_of(term, f"beside {lead.term.name}", place, subject, "change", lead=lead, scope=scope)

    def _unmeasured(self, evidence: Evidence, place: Place, owners: Owners, told: list[Finding]) -> Figure | None:
        """The change of a thing itself, where the text speaks of such: "Norton lost 9%"."""
        if before := pointed_at(evidence, self.metrics, place, told):
            return self._of_lead(evidence, place, before, told)
        term = own_change(evidence, self.metrics, self.naming, place, None, told)
        subject = owners.subject(place.root, self.metrics.classes(term)) if term else None
        if term is None or subject is None or not moves_by_itself(evidence, place, subject):
            return None
        return figure_of(term, "like the change before", place, (subject, "clause"), "change")

    def away(self, evidence: Evidence, place: Place, lead: Finding) -> Figure | None:
        """How far the figure before it lies from another, told right behind it: "300 yuan, 4% less than the Norton"."""
        assert lead.amount
        between = evidence.text[lead.amount.span.end : place.amount.span.start]
        if not _BEHIND.fullmatch(between) or not is_distance(evidence, place.amount):
            return None
        if _EARLIER.match(evidence.text, place.amount.span.end):
            return None
        unit = place.amount.quantity.unit or lead.amount.quantity.unit
        known = [one for one in self.metrics.distance if unit in one.units and _is_of(one, lead.term)]
        if len(known) != 1 or lead.term in self.metrics.distance or self._is_named_between(evidence, place, lead):
            return None
        if not place.amount.quantity.unit:
            stated = replace(place.amount.quantity, unit=unit, unit_basis="inferred")
            place = replace(place, amount=Amount(place.amount.span, stated))
        return figure_of(known[0], f"beside {lead.term.name}", place, (lead.subject, lead.tie), "distance", lead=lead)

    def _is_named_between(self, evidence: Evidence, place: Place, lead: Finding) -> bool:
        """Whether another thing that may have the figure is named between the two."""
        start = evidence.root(lead.amount.span).i if lead.amount else place.first
        named = (evidence.mentions.get(at) for at in range(start, place.first))
        own, classes = evidence.entity(lead.subject), self.metrics.classes(lead.term)
        others = (one for one in named if one is not None and evidence.entity(one) != own)
        return any(self.naming.fits(evidence, one, classes) for one in others)

    def _joined(self, evidence: Evidence, place: Place, lead: Finding) -> Figure | None:
        """A further change of the same figure in the same direction: "down 34% YoY and 46% MoM"."""
        if lead.term is not self.metrics.change or lead.amount is None:
            return None
        if not changes.goes_on(evidence, lead.amount, place.amount):
            return None
        low = lead.amount.quantity.low or lead.amount.quantity.number or 0
        place = replace(place, amount=changes.signed(place.amount, -1 if low < 0 else 1))
        scope = tuple(pair for pair in lead.scope if pair[0] == "measure") if isinstance(lead, Figure) else ()
        subject = lead.subject, lead.tie
        return figure_of(self.metrics.change, "joined", place, subject, "change", lead=lead, scope=scope)

    def _of_measure(
        self, evidence: Evidence, place: Place, owners: Owners, measured: tuple[str, int, int]
    ) -> Figure | None:
        """A change of the measure whose word stands at the code points given."""
        assert self.metrics.change
        name, start, end = measured
        cue = evidence.token(end - 1)
        if cue.i < place.line[0].i:
            return None
        subject = owners.of(
            place.root, place.first, place.last, cue, self.metrics.classes(self.metrics.change), counts=False
        )
        hit, scope = Hit(evidence.token(start).i, cue.i + 1, ()), (("measure", name),)
        return (
            figure_of(self.metrics.change, f"{name} near", place, subject, "change", cue=hit, scope=scope)
            if subject
            else None
        )

    def _own_change(self, hits: list[Hit], place: Place) -> Hit | None:
        """The nearest cue before the figure of a metric that is a change itself."""
        found = [
            replace(hit, names=names)
            for hit in hits
            if hit.end <= place.first
            and (names := tuple(name for name in hit.names if name in self.metrics.own_change))
        ]
        return found[-1] if found else None

    def _distance(self, evidence: Evidence, place: Place, lead: Finding) -> Figure | None:
        """How far the figure before it lies from another: "601 km, 5.8 per cent above its official 568 km"."""
        unit = place.amount.quantity.unit
        known = [one for one in self.metrics.distance if unit in one.units]
        term = min(known, key=lambda one: one.units.index(unit), default=None)
        if term is None or lead.term.name in self.metrics.changes or not is_distance(evidence, place.amount):
            return None
        return figure_of(term, f"beside {lead.term.name}", place, (lead.subject, lead.tie), "distance", lead=lead)


def _is_of(distance: PropertyTerm, level: PropertyTerm) -> bool:
    """Whether a metric of distances is that of the level: "price difference" of "price", "time difference" of times."""
    return distance.label.split()[0] == level.label.split()[-1]


def _whose(owners: Owners, noun: Token, classes: tuple[str, ...]) -> Mention | None:
    """The thing that a subject is, or whose it is: "its result is 8.7% above the average"."""
    if (found := owners.thing(noun, classes)) is not None:
        return found
    return next((one for token, how in owners_of(noun) if how == "own" and (one := owners.thing(token, classes))), None)
