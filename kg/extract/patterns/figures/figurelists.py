"""Takes a figure and those read before it; gives what it says as one more of them; touches nothing.

It may go on with a list, be of another time, a part, or the same figure of somebody else.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures import figurechanges as changes
from kg.extract.patterns.figures.counterwords import alike
from kg.extract.patterns.figures.figurecues import Hit
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.figures.figureplaces import (
    Figure,
    Place,
    bare_fits,
    going_on,
    is_distance,
    is_of_part,
)
from kg.extract.patterns.figures.figuresubjects import Owners
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.slots.values import COUNT, fits
from kg.model import Amount, Mention

_REACH = 16
#: What may stand between a name and its figure where a figure before tells what it is.
_BEFORE_FELLOW = frozenset(
    ("with", "in", "at", "only", "just", "about", "around", "needs", "needed", "takes", "took", "reaches")
)
#: The same again in another unit: "15% of its lamps, or about 450".
_RESTATED = re.compile(r"(?: of (?:its|the|their) \w+)?,? or ")
_PART = re.compile(r"\s+of (?:them|which|these|those)\b")
_ADDED = re.compile(
    r"[^.;\d]{0,30}\b(?:on top of|in addition to|added to|besides|plus|to)(?: the| its| an?)?"
    r" (?:usual|normal|regular|standard|existing|basic|general)(?: \w+ of)? "
)
_LISTED = re.compile(r"\s*(?:,|and|or|/|, and|, or)\s*")
_PAIRED = re.compile(r"[\s(),;/]*(?:and|or|,)?[\s(),;/]*")


class Lists:
    """Reads the figures that go on with others, for one schema."""

    def __init__(self, metrics: Metrics, naming: Naming) -> None:
        self.metrics = metrics
        self.naming = naming

    def joined(self, evidence: Evidence, place: Place, lead: Finding) -> Figure | None:
        """A further figure of the same thing: "150,000, 180,000 and 210,000 yuan"."""
        assert lead.amount
        between = evidence.text[lead.amount.span.end : place.amount.span.start]
        if lead.term.name not in self.metrics.changes and _RESTATED.fullmatch(between):
            unlike = place.amount.quantity.unit not in ("", lead.amount.quantity.unit)
            if unlike and not is_distance(evidence, place.amount) and self.metrics.fits(place.amount, lead.term.name):
                return going_on("restated", place, lead, "joined", subject=(lead.subject, "list"))
        same = lead.amount.quantity.unit == place.amount.quantity.unit or not place.amount.quantity.unit
        if is_distance(evidence, place.amount) or changes.direction(evidence, place.amount) > 0:
            return None
        if not same or not fits(place.amount, lead.term) or not _LISTED.fullmatch(between):
            return None
        if not self.metrics.sized(lead.term.name, place.amount):  # "300 million, or 4,000 each"
            return None
        return going_on("joined", place, lead, "joined", subject=(lead.subject, "list"))

    def fellow(self, evidence: Evidence, place: Place, owners: Owners, lead: Finding) -> Figure | None:
        """The same figure of another thing, without a verb: "the Zed, with 3 seconds, and the Vega, with 4"."""
        said, first = place.amount.quantity, lead.amount.quantity if lead.amount else None
        shared, behind = said.unit_basis == "inferred", place.first
        portion = shared and "portion" in self.metrics.directives[lead.term.name]  # "held 30%, Norton 12"
        if first is None or not said.unit or said.unit != first.unit or not (portion or self._is_level(lead)):
            return None
        for index in range(place.first - 1, place.line[0].i - 1, -1):
            token = evidence.doc[index]
            if named := evidence.mentions.get(index):
                subject = owners.fitting(named, self.metrics.classes(lead.term))
                other = subject is not None and evidence.entity(subject) != evidence.entity(lead.subject)
                return going_on("alike", place, lead, "list", subject=(subject, "list")) if subject and other else None
            opens = token.text == "," and index + 1 == behind and evidence.doc[behind].lower_ == "with"
            if token.text in ",;" and not opens:
                return None
            if not shared and not opens and token.lower_ not in _BEFORE_FELLOW:
                return None
            behind = index
        return None

    def _is_level(self, lead: Finding) -> bool:
        """Whether a figure measures a thing by itself, and counts nothing in a period."""
        return (
            self.metrics.directives[lead.term.name].keys().isdisjoint(("change", "difference", "counting", "portion"))
        )

    def before_joined(self, evidence: Evidence, place: Place, told: list[Finding]) -> Figure | None:
        """A figure of a list whose last member is read: the first ones of "150,000, 180,000 and 210,000 yuan"."""
        text, end = evidence.text, place.amount.span.end
        for amount in evidence.all_amounts:
            if amount.span.start < end:
                continue
            if not _LISTED.fullmatch(text[end : amount.span.start]):
                return None
            end = amount.span.end
            last = next((one for one in told if one.amount and one.amount.span == amount.span), None)
            if last and last.amount:
                unit = last.amount.quantity.unit
                apart = last.term in self.metrics.distance or last.term.name in self.metrics.changes
                if place.amount.quantity.unit not in ("", unit) or apart:
                    return None
                found = going_on("joined", place, last, "joined", subject=(last.subject, "list"))
                return replace(found, unit=found.unit or unit or None, lead=None)
        return None

    def paired(self, evidence: Evidence, place: Place, told: list[Finding]) -> Figure | None:
        """The second of two pairs: "batteries of 42 kWh (390 km) and 51 kWh (473 km)"."""
        unit, text, start = place.amount.quantity.unit, evidence.text, place.amount.span.start
        before = [one for one in told if one.amount and place.line[0].idx <= one.amount.span.start < start]
        same = [one for one in before if one.amount and one.amount.quantity.unit == unit]
        lead = max(same, key=lambda one: one.amount.span.start if one.amount else 0, default=None)
        if not unit or lead is None or lead.amount is None or lead.term.name in self.metrics.changes:
            return None
        between = text[lead.amount.span.end : start]
        others = [one.span.text for one in evidence.all_amounts if lead.amount.span.end <= one.span.start < start]
        for other in others:
            between = between.replace(other, "", 1)
        if not others or not _PAIRED.fullmatch(between):
            return None
        return going_on("paired", place, lead, "joined", subject=(lead.subject, "list"))

    def aside(self, evidence: Evidence, place: Place, lead: Finding) -> Figure | None:
        """The same figure of another time: "-105% (2024: -134%)", "sales 5 billion, +4%; in August 3 billion"."""
        before = evidence.moments.get(place.first - 1) or evidence.moments.get(place.first - 2)
        if before is None or lead.term.name in self.metrics.changes or not before.when.start:
            return None
        if evidence.doc[place.first - 1].text not in (":", ",") and (place.first - 1) not in evidence.moments:
            return None
        start = evidence.token(before.span.start).i
        opened = evidence.doc[start - 1].text if start else ""
        same = lead.amount is not None and lead.amount.quantity.unit == place.amount.quantity.unit
        if not same or opened not in ("(", ";", ",") or changes.direction(evidence, place.amount):
            return None
        found = going_on("of another time", place, lead, "aside")
        return replace(found, time=before)

    def added(self, evidence: Evidence, place: Place, lead: Finding) -> Figure | None:
        """What the figure before comes on top of: "20.7% on top of the usual 10%"."""
        assert lead.amount
        between = evidence.text[lead.amount.span.end : place.amount.span.start]
        same = lead.amount.quantity.unit == place.amount.quantity.unit and place.amount.quantity.unit
        if not same or lead.term.name in self.metrics.changes or not _ADDED.fullmatch(between):
            return None
        return going_on("on top of it", place, lead, "added", subject=(lead.subject, "list"))

    def part(self, evidence: Evidence, place: Place, lead: Finding) -> Figure | None:
        """A part of the figure before it: "3,000 stores, 900 of them abroad"."""
        text = evidence.text[place.amount.span.end : place.amount.span.end + _REACH]
        if place.amount.quantity.unit or COUNT not in lead.term.units or not _PART.match(text):
            return None
        return going_on("part of it", place, lead, "part")

    def listed(self, evidence: Evidence, place: Place, owners: Owners, lead: Finding | None) -> Figure | None:
        """A further member of a list, with a name of its own right before: "Acme 7,000, Norton 6,000"."""
        if lead is None or lead.term.name in self.metrics.changes or not fits(place.amount, lead.term):
            return None
        named = owners.counted(place.root, self.metrics.classes(lead.term))
        if not named and not bare_fits(place):
            return None
        classes = self.metrics.classes(lead.term)
        subject = owners.before(place.first, classes) or named
        if subject and self._is_of_another(evidence, subject):  # "5,000 for Acme and 4,000 for Norton"
            subject = owners.after(place.last, classes) or subject
        subject = subject or owners.after(place.last, classes)
        if subject is None or evidence.entity(subject) == evidence.entity(lead.subject):
            return None
        return going_on("in a list", place, lead, "list", subject=(subject, "list"))

    def again(self, evidence: Evidence, place: Place, owners: Owners, told: list[Finding]) -> Figure | None:
        """A bare number of a row for the thing right behind it: "300 yuan for the Alpha, 400 for the Beta"."""
        doc = evidence.doc
        if place.amount.quantity.unit or place.last + 2 >= len(doc) or doc[place.last + 1].lower_ != "for":
            return None
        start = place.line[0].idx
        for lead in reversed(told):
            if lead.amount is None or not start <= lead.amount.span.start < place.amount.span.start:
                continue
            said = lead.amount.quantity
            subject = owners.after(place.last, self.metrics.classes(lead.term))
            if not said.unit or not alike(place.amount, lead.amount) or subject is None:
                continue
            stated = Amount(place.amount.span, replace(place.amount.quantity, unit=said.unit, unit_basis="inferred"))
            if self.metrics.fits(stated, lead.term.name) and lead.term.name not in self.metrics.changes:
                return going_on("in a row", replace(place, amount=stated), lead, "list", subject=(subject, "list"))
        return None

    def _is_of_another(self, evidence: Evidence, mention: Mention) -> bool:
        """Whether the name belongs to the figure right before it."""
        at = evidence.token(mention.span.start).i
        at -= at > 1 and evidence.doc[at - 1].lower_ in ("the", "its")
        return at > 1 and evidence.doc[at - 1].lower_ == "for"

    def carried(self, evidence: Evidence, place: Place, hits: list[Hit], lead: Finding) -> Figure | None:
        """A bare number that counts on: "ran 3,000 stores and wants to have more than 4,000 by May"."""
        if (place.first and evidence.doc[place.first - 1].lower_ == "after") or is_of_part(evidence, place.last):
            return None
        if place.amount.quantity.unit or not fits(place.amount, lead.term) or lead.term.name in self.metrics.changes:
            return None
        at = evidence.root(lead.amount.span).i if lead.amount else 0
        between = [hit for hit in hits if at < hit.start < place.first]
        if self._is_named_between(evidence, at, place, lead):
            return None
        if not bare_fits(place) or any(self._is_rival(hit, place, lead) for hit in between):
            return None
        return going_on("counts on", place, lead, "carried")

    def _is_named_between(self, evidence: Evidence, at: int, place: Place, lead: Finding) -> bool:
        """Whether another thing that may have the figure stands between the two."""
        between = {one.span.start: one for index in range(at, place.first) if (one := evidence.mentions.get(index))}
        return any(
            evidence.entity(one) != evidence.entity(lead.subject)
            and self.naming.fits(evidence, one, self.metrics.classes(lead.term))
            for one in between.values()
        )

    def _is_rival(self, hit: Hit, place: Place, lead: Finding) -> bool:
        """Whether the cue may claim the figure for something else than the figure before it counts."""
        others = set(hit.names) - self.metrics.changes - {lead.term.name}
        return not hit.names or any(self.metrics.fits(place.amount, name) for name in others)
