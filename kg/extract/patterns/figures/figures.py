"""Takes the figures of an article that no pattern read; gives what they measure, by their unit and the cues near them.

Touches nothing. The patterns go from a word to its figure; this goes from the figure to the word. For every figure left
over: may the ontology state a metric in its unit, does a cue of one of them stand near, and whose figure is it? What is
only compared, and what two cues or two things claim equally, is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures import figurechanges as changes
from kg.extract.patterns.figures.figurecues import Cues, Hit, cost
from kg.extract.patterns.figures.figuregrowth import Growth
from kg.extract.patterns.figures.figurelists import Lists
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.figures.figureplaces import (
    Figure,
    Place,
    bare_fits,
    figure_of,
    in_money,
    is_distance,
    is_epithet,
    is_made,
    is_moved_by,
    lead_of,
    place_of,
)  # fmt: skip
from kg.extract.patterns.figures.figuresubjects import Owners
from kg.extract.patterns.figures.rows import Rows
from kg.extract.patterns.grammar.grammar import Grammar
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.slots.values import COUNT
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import Amount, Mention, PropertyTerm, Schema

if TYPE_CHECKING:
    pass

#: A cue farther away than this says nothing of a figure, and one hardly nearer than another decides nothing.
_FAR, _CLOSE = 13, 1
#: Where no more metrics than these have the unit of a figure, a hint tells which.
_FEW = 3
#: How the subject was found where another figure of the same metric in the sentence makes it unsure.
_LOOSE = frozenset(("clause", "owner", "sentence", "earlier", "article", "holder", "bearer"))


class Figures:
    """Reads the figures that are left over, for one schema."""

    def __init__(self, schema: Schema, grammar: Grammar, naming: Naming) -> None:
        self.naming = naming
        self.cues = Cues(schema)
        self.metrics = Metrics(schema, grammar)
        self.lists = Lists(self.metrics, naming)
        self.growth = Growth(self.metrics, naming)
        self.rows = Rows(self.metrics, naming, self.cues)

    def find(self, evidence: Evidence, findings: list[Finding], dropped: Counter[str]) -> Iterator[Finding]:
        """The findings of the figures that the given findings leave over; `dropped` counts what is only compared."""
        told = [one for one in findings if one.amount]
        used = {one.amount.span.start for one in told if one.amount}
        owners = Owners(self.naming, evidence)
        lines: dict[tuple[int, bool], list[Hit]] = {}
        for amount in evidence.all_amounts:
            if amount.span.start in used or self._is_no_figure(evidence, amount):
                continue
            time = None
            if changes.compared(evidence, amount):
                time = changes.own_time(evidence, amount)
                if time is None:
                    dropped["only what another figure is compared with"] += 1
                    continue
            place = place_of(evidence, amount)
            few = self.metrics.having(amount.quantity.unit) <= _FEW
            key = place.line[0].i, few
            if key not in lines:
                lines[key] = self.cues.hits(place.line) if few else self.cues.sure(place.line)
            found = self.lists.before_joined(evidence, place, told) or self._read(
                evidence, place, lines[key], owners, told
            )
            if found is None and (money := in_money(evidence, place)):
                found = self._cued(evidence, money, lines[key], owners, told)
            if found and time:
                found = replace(found, time=time)
            if found:
                told.append(found)
                yield found

    def settled(self, evidence: Evidence, findings: list[Finding]) -> list[Finding]:
        """The findings of patterns with falls made negative, and changes beside a figure told of what they are."""
        found: list[Finding] = []
        last: Figure | None = None
        for one in findings:
            told_of = self.metrics.directives[one.term.name]
            if one.amount and "portion" in told_of and changes.is_of_change(evidence, one.amount):
                continue  # "representing increases of 30% and 20%" is no share
            if one.amount is None or "change" not in told_of:
                found.append(one)
                continue
            told = {field.name: getattr(one, field.name) for field in fields(one)}
            way = changes.direction(evidence, one.amount)
            if last and last.amount and changes.goes_on(evidence, last.amount, one.amount):
                way = -1 if (last.amount.quantity.low or 0) < 0 else 1
            told["amount"] = changes.signed(one.amount, way)
            measure = (
                self.metrics.measures.get(one.lead.term.name) if one.lead and one.term is self.metrics.change else None
            )
            last = Figure(**told, scope=(("measure", measure),) if measure else ())
            found.append(last)
        return found

    def _is_no_figure(self, evidence: Evidence, amount: Amount) -> bool:
        first = evidence.token(amount.span.start).i
        return (first in evidence.mentions and not is_epithet(evidence, amount)) or first in evidence.moments

    def _read(
        self, evidence: Evidence, place: Place, hits: list[Hit], owners: Owners, told: list[Finding]
    ) -> Figure | None:
        lead = lead_of(place, told)
        if lead and (found := self._beside(evidence, place, owners, lead)):
            return found
        if found := self.rows.viewed(evidence, place, told):
            return found
        if found := self.growth.apart(evidence, place, owners, lead):
            return found
        way = changes.direction(evidence, place.amount)
        if way and (found := self.growth.changed(evidence, place, hits, owners, lead, way, told)):
            return found
        if found := self.rows.moved(evidence, place, owners, told, way):
            return found
        if is_distance(evidence, place.amount) or (way and place.amount.quantity.unit in self.metrics.change_units):
            return None
        if found := self.lists.paired(evidence, place, told) or self.lists.again(evidence, place, owners, told):
            return found
        found = self._cued(evidence, place, hits, owners, told) or self.lists.listed(evidence, place, owners, lead)
        found = found or (self.lists.carried(evidence, place, hits, lead) if lead else None)
        return found or self.rows.member(evidence, place, owners, told)

    def _beside(self, evidence: Evidence, place: Place, owners: Owners, lead: Finding) -> Figure | None:
        """What a figure is beside the one before it: a fellow, a distance from it, a further one, a part of it."""
        if found := self.lists.fellow(evidence, place, owners, lead):
            return found
        ways = (self.growth.away, self.lists.added, self.lists.joined, self.lists.aside, self.lists.part)
        return next((found for way in ways if (found := way(evidence, place, lead))), None)

    def _cued(
        self, evidence: Evidence, place: Place, hits: list[Hit], owners: Owners, told: list[Finding]
    ) -> Figure | None:
        """The metric of the nearest cue, or the one that the unit tells by itself."""
        ranked = self._ranked(evidence, place, hits, moved=is_moved_by(evidence, place))
        if ranked and ranked[0][0] <= _FAR:
            price, hit, names = ranked[0]
            if len(names) != 1 or (len(ranked) > 1 and ranked[1][0] - price < _CLOSE and ranked[1][2] != names):
                return None
            term = self.metrics.schema.properties[names[0]]
            head = evidence.doc[hit.end - 1]
        else:
            found = self.metrics.told_by_unit(place.amount)
            if found is None or is_moved_by(evidence, place) or not self.metrics.sized(found.name, place.amount):
                return None
            term, hit, head, price = found, None, None, 0
        told_by_itself = hit is not None or self.metrics.is_clocked(place.amount)
        if not self.metrics.admits(evidence, term, head if head is not None else place.root, told=told_by_itself):
            return None
        in_period = "counting" in self.metrics.directives[term.name]
        if not (hit and is_made(place, hit, in_period=in_period)) and (
            not bare_fits(place, (hit,) if hit else ()) or (hit and not self._is_bare_told(place, hit, price))
        ):
            return None
        subject = owners.of(
            place.root, place.first, place.last, head, self.metrics.classes(term), counts=COUNT in term.units
        )
        if subject is None or (subject[1] in _LOOSE and self._is_told(evidence, place, term, subject[0], told)):
            return None
        link = "unit" if hit is None else "near" if price <= _FAR // 3 else "far"
        told_by = evidence.doc[hit.start : hit.end].text if hit else "its unit"
        found_ = figure_of(term, told_by, place, subject, link, cue=hit)
        if (
            hit
            and not place.amount.quantity.unit
            and hit.start <= place.root.head.i < hit.end
            and head is not None
            and head.pos_ == "NOUN"
        ):
            own = self.metrics.schema.unit_names.get(place.root.head.lower_)
            return replace(found_, unit=own if own in term.units else COUNT)
        return found_

    def _ranked(
        self, evidence: Evidence, place: Place, hits: list[Hit], *, moved: bool = False
    ) -> list[tuple[int, Hit, tuple[str, ...]]]:
        """The cues that may be the figure's, the nearest first, each with the metrics that its unit leaves.

        Behind "by" they are those of a metric that says by how much something is moved, or of the verb done "by" it.
        """
        found = []
        by = evidence.doc[place.first - 1]
        verb = by.head.i if moved and by.dep_ == "agent" else -1
        barred = self.metrics.changes | {one.name for one in self.metrics.distance}
        for hit in hits:
            names = tuple(name for name in hit.names if name not in barred and self.metrics.fits(place.amount, name))
            if moved and not hit.start <= verb < hit.end:
                names = tuple(name for name in names if "step" in self.metrics.directives[name])
            if hit.names and not names:
                continue
            price = cost(evidence, hit, place.first, place.last, place.root)
            if price is not None:
                found.append((price, hit, names))
        return sorted(found, key=lambda one: (one[0], -one[1].start))

    def _is_bare_told(self, place: Place, hit: Hit, price: int) -> bool:
        """Whether a number without a unit or noun has its cue as verb or subject of its clause, or at hand."""
        if place.amount.quantity.unit or price == 0:
            return True
        head = place.root.doc[hit.end - 1]
        if hit.start <= place.root.head.i < hit.end:
            return True
        near = price <= _FAR // 2 and head.dep_ not in ("pobj", "compound", "nmod")
        return near and clause_of(head).i == clause_of(place.root).i

    def _is_told(
        self, evidence: Evidence, place: Place, term: PropertyTerm, subject: Mention, told: list[Finding]
    ) -> bool:
        """Whether the sentence gives another figure of the metric for the same thing already."""
        sentence, who = place.root.sent.start, evidence.entity(subject)
        return any(
            one.amount
            and one.term is term
            and evidence.entity(one.subject) == who
            and evidence.root(one.amount.span).sent.start == sentence
            for one in told
        )
