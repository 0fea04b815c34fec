"""Takes the figures of an article that no pattern read; gives what they measure, by their unit and the cues near them.

Touches nothing. The patterns go from a word to its figure; this goes from the figure to the word. For every figure left
over: may the ontology state a metric in its unit, does a cue of one of them stand near, and whose figure is it? What is
only compared, and what two cues or two things claim equally, is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns import figurechanges as changes
from kg.extract.patterns.evidence import Evidence
from kg.extract.patterns.figurecues import Cues, Hit, cost
from kg.extract.patterns.figuresubjects import Owners
from kg.extract.patterns.grammar import Grammar, Pattern
from kg.extract.patterns.match import Finding
from kg.extract.patterns.places import admits
from kg.extract.patterns.predicates import clause_of
from kg.extract.patterns.subjects import Naming
from kg.extract.patterns.values import COUNT, differs, fits
from kg.extract.patterns.words import word_set
from kg.model import Amount, Mention, Moment, PropertyTerm, Schema

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "figures")
#: A cue farther away than this says nothing of a figure, and one hardly nearer than another decides nothing.
_FAR, _CLOSE = 13, 1
#: Smaller bare numbers count something else.
_LEAST = 100
_PART_REACH = 16
_PART = re.compile(r"\s+of (?:them|which|these|those)\b")
_OVER_TIME = re.compile(r"\s+over the (?:next|past|last|comi|foll|cour|year|deca|peri|same|enti|whol)")
_LISTED = re.compile(r"\s*(?:,|and|or|/|, and|, or)\s*")
#: How the subject was found where another figure of the same metric in the sentence makes it unsure.
_LOOSE = frozenset(("clause", "owner", "sentence", "earlier", "article", "holder", "bearer"))


@dataclass(frozen=True)
class Figure(Finding):
    """A finding that starts from its figure: with the scope, time and unit that the figure brings itself."""

    scope: tuple[tuple[str, str], ...] = ()
    time: Moment | None = None
    #: The unit of a bare number that counts what is no unit of its own.
    unit: str | None = None


@dataclass(frozen=True)
class _Place:
    """A figure in its sentence: its first, last and head token, and the tokens of its line of the sentence."""

    amount: Amount
    first: int
    last: int
    root: Token
    line: list[Token]


class Figures:
    """Reads the figures that are left over, for one schema."""

    def __init__(self, schema: Schema, grammar: Grammar, naming: Naming) -> None:
        self.schema = schema
        self.grammar = grammar
        self.naming = naming
        self.cues = Cues(schema)
        self.patterns: dict[str, Pattern] = {}
        for pattern in (*grammar.by_unit, *grammar.patterns()):
            self.patterns.setdefault(pattern.term.name, pattern)
        told = grammar.directives
        self.change = next(
            (schema.properties[name] for name in sorted(told) if told[name].get("change") == "any"), None
        )
        self.own_change = {name for name in told if told[name].get("change") == "own"}
        self.distance = [schema.properties[name] for name in sorted(told) if "difference" in told[name]]
        self.by_unit = {
            unit: pattern.term
            for pattern in grammar.by_unit
            if "difference" not in told[pattern.term.name]
            for unit in pattern.words[0]
        }
        self.measures = _measures(schema)

    def find(self, evidence: Evidence, findings: list[Finding], dropped: Counter[str]) -> Iterator[Finding]:
        """The findings of the figures that the given findings leave over; `dropped` counts what is only compared."""
        told = [one for one in findings if one.amount]
        used = {one.amount.span.start for one in told if one.amount}
        owners = Owners(self.naming, evidence)
        lines: dict[int, list[Hit]] = {}
        for amount in evidence.all_amounts:
            if amount.span.start in used or self._is_no_figure(evidence, amount):
                continue
            time = None
            if changes.compared(evidence, amount):
                time = changes.own_time(evidence, amount)
                if time is None:
                    dropped["only what another figure is compared with"] += 1
                    continue
            place = _place(evidence, amount)
            key = place.line[0].i
            if key not in lines:
                lines[key] = self.cues.hits(place.line)
            found = self._before_joined(evidence, place, told) or self._read(evidence, place, lines[key], owners, told)
            if found and time:
                found = replace(found, time=time)
            if found:
                told.append(found)
                yield found

    def settled(self, evidence: Evidence, findings: list[Finding]) -> list[Finding]:
        """The findings of patterns with falls made negative, and changes beside a figure told of what they are."""
        found = []
        for one in findings:
            if one.amount is None or "change" not in self.grammar.directives[one.term.name]:
                found.append(one)
                continue
            told = {field.name: getattr(one, field.name) for field in fields(one)}
            told["amount"] = changes.signed(one.amount, changes.direction(evidence, one.amount))
            measure = self.measures.get(one.lead.term.name) if one.lead and one.term is self.change else None
            found.append(Figure(**told, scope=(("measure", measure),) if measure else ()))
        return found

    def _is_no_figure(self, evidence: Evidence, amount: Amount) -> bool:
        first = evidence.token(amount.span.start).i
        return first in evidence.mentions or first in evidence.moments

    def _read(
        self, evidence: Evidence, place: _Place, hits: list[Hit], owners: Owners, told: list[Finding]
    ) -> Figure | None:
        lead = _lead(place, told)
        if lead:
            for read in (self._joined, self._aside, self._part):
                if found := read(evidence, place, lead):
                    return found
        way = changes.direction(evidence, place.amount)
        if way and (found := self._changed(evidence, place, hits, owners, lead, way)):
            return found
        if _differs(evidence, place.amount) or (way and place.amount.quantity.unit in self.change_units):
            return None
        found = self._cued(evidence, place, hits, owners, told) or self._listed(evidence, place, owners, lead)
        found = found or (self._carried(evidence, place, hits, lead) if lead else None)
        return found or (self._continued(evidence, place, owners, told) if lead is None else None)

    @property
    def change_units(self) -> tuple[str, ...]:
        return self.change.units if self.change else ()

    # Lists ----------------------------------------------------------------------------------------------------------

    def _joined(self, evidence: Evidence, place: _Place, lead: Finding) -> Figure | None:
        """A further figure of the same thing: "150,000, 180,000 and 210,000 yuan"."""
        assert lead.amount
        between = evidence.text[lead.amount.span.end : place.amount.span.start]
        same = lead.amount.quantity.unit == place.amount.quantity.unit or not place.amount.quantity.unit
        if _differs(evidence, place.amount) or changes.direction(evidence, place.amount) > 0:
            return None
        if not same or not fits(place.amount, lead.term) or not _LISTED.fullmatch(between):
            return None
        return self._goes_on(lead.term, "joined", place, lead, "joined", subject=(lead.subject, "list"))

    def _before_joined(self, evidence: Evidence, place: _Place, told: list[Finding]) -> Figure | None:
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
                apart = last.term in self.distance or last.term.name in self.change_names
                if place.amount.quantity.unit not in ("", unit) or apart:
                    return None
                found = self._goes_on(last.term, "joined", place, last, "joined", subject=(last.subject, "list"))
                return replace(found, unit=found.unit or unit or None, lead=None)
        return None

    def _listed(self, evidence: Evidence, place: _Place, owners: Owners, lead: Finding | None) -> Figure | None:
        """A further member of a list, with a name of its own right before: "Acme 7,000, Norton 6,000"."""
        if lead is None or lead.term.name in self.change_names or not fits(place.amount, lead.term):
            return None
        named = owners.counted(place.root, self._classes(lead.term))
        if not named and not self._bare_fits(place, ()):
            return None
        classes = self.grammar.subjects(lead.term.name)
        subject = owners.before(place.first, classes) or named
        if subject is None or evidence.entity(subject) == evidence.entity(lead.subject):
            return None
        return self._goes_on(lead.term, "in a list", place, lead, "list", subject=(subject, "list"))

    def _aside(self, evidence: Evidence, place: _Place, lead: Finding) -> Figure | None:
        """The same figure of another time: "-105% (2024: -134%)", "sales 5 billion, +4%; in August 3 billion"."""
        before = evidence.moments.get(place.first - 1) or evidence.moments.get(place.first - 2)
        if before is None or lead.term.name in self.change_names or not before.when.start:
            return None
        if evidence.doc[place.first - 1].text not in (":", ",") and (place.first - 1) not in evidence.moments:
            return None
        start = evidence.token(before.span.start).i
        opened = evidence.doc[start - 1].text if start else ""
        same = lead.amount is not None and lead.amount.quantity.unit == place.amount.quantity.unit
        if not same or opened not in ("(", ";", ",") or changes.direction(evidence, place.amount):
            return None
        found = self._goes_on(lead.term, "of another time", place, lead, "aside")
        return replace(found, time=before)

    def _continued(self, evidence: Evidence, place: _Place, owners: Owners, told: list[Finding]) -> Figure | None:
        """A sentence that counts on for somebody else: "Acme delivered 5,000. Norton did well: 4,000 cars"."""
        unit = place.amount.quantity.unit
        lead = _before(evidence, place, told)
        if lead is None or lead.amount is None or unit not in ("", lead.amount.quantity.unit):
            return None
        if not unit and not (COUNT in lead.term.units and self._bare_fits(place, ())):
            return None
        if "counting" not in self.grammar.directives[lead.term.name] or not self._fits(place.amount, lead.term.name):
            return None
        classes = self._classes(lead.term)
        subject = owners.before(place.first, classes) or owners.subject(place.root, classes)
        if subject is None or evidence.entity(subject) == evidence.entity(lead.subject):
            return None
        found = self._goes_on(lead.term, "counts on for another", place, lead, "continued", subject=(subject, "list"))
        return replace(found, lead=None)

    def _part(self, evidence: Evidence, place: _Place, lead: Finding) -> Figure | None:
        """A part of the figure before it: "3,000 stores, 900 of them abroad"."""
        text = evidence.text[place.amount.span.end : place.amount.span.end + _PART_REACH]
        if place.amount.quantity.unit or COUNT not in lead.term.units or not _PART.match(text):
            return None
        return self._goes_on(lead.term, "part of it", place, lead, "part")

    def _carried(self, evidence: Evidence, place: _Place, hits: list[Hit], lead: Finding) -> Figure | None:
        """A bare number that counts on: "ran 3,000 stores and wants to have more than 4,000 by May"."""
        if place.amount.quantity.unit or not fits(place.amount, lead.term) or lead.term.name in self.change_names:
            return None
        at = evidence.root(lead.amount.span).i if lead.amount else 0
        if not self._bare_fits(place, ()) or any(at < hit.start < place.first for hit in hits):
            return None
        return self._goes_on(lead.term, "counts on", place, lead, "carried")

    @property
    def change_names(self) -> set[str]:
        return self.own_change | ({self.change.name} if self.change else set())

    # Changes --------------------------------------------------------------------------------------------------------

    def _changed(
        self, evidence: Evidence, place: _Place, hits: list[Hit], owners: Owners, lead: Finding | None, way: int
    ) -> Figure | None:
        """A change: of the figure before it, or of the measure whose word stands before it."""
        if self.change is None or not fits(place.amount, self.change) or place.amount.quantity.unit == "":
            return None
        place = replace(place, amount=changes.signed(place.amount, way))
        measured = changes.measure_behind(self.schema, evidence, place.amount)
        if measured:
            return self._of_measure(evidence, place, owners, measured)
        measured = changes.measure_before(self.schema, evidence, place.amount)
        own = self._own_change(hits, place)
        at_lead = evidence.token(lead.amount.span.start).i if lead and lead.amount else -1
        at_measure = evidence.token(measured[1]).i if measured else -1
        if own and own.start > at_lead and own.end > at_measure:
            term = self.schema.properties[own.names[0]]
            subject = owners.of(
                place.root, place.first, place.last, evidence.doc[own.end - 1], self._classes(term), counts=False
            )
            return self._figure(term, "a change", place, subject, "change", cue=own) if subject else None
        if lead and at_lead > at_measure:
            if lead.term.name in self.change_names:
                measure = dict(lead.scope).get("measure") if isinstance(lead, Figure) else None
            else:
                measure = self.measures.get(lead.term.name)
            if measure and self.naming.fits(evidence, lead.subject, self._classes(self.change)):
                scope = (("measure", measure),)
                return self._figure(
                    self.change,
                    f"beside {lead.term.name}",
                    place,
                    (lead.subject, lead.tie),
                    "change",
                    lead=lead,
                    scope=scope,
                )
            return self._distance(evidence, place, lead)
        return self._of_measure(evidence, place, owners, measured) if measured else None

    def _of_measure(
        self, evidence: Evidence, place: _Place, owners: Owners, measured: tuple[str, int, int]
    ) -> Figure | None:
        """A change of the measure whose word stands at the code points given."""
        assert self.change
        name, start, end = measured
        cue = evidence.token(end - 1)
        if cue.i < place.line[0].i:
            return None
        subject = owners.of(place.root, place.first, place.last, cue, self._classes(self.change), counts=False)
        hit, scope = Hit(evidence.token(start).i, cue.i + 1, ()), (("measure", name),)
        return (
            self._figure(self.change, f"{name} near", place, subject, "change", cue=hit, scope=scope)
            if subject
            else None
        )

    def _own_change(self, hits: list[Hit], place: _Place) -> Hit | None:
        """The nearest cue before the figure of a metric that is a change itself."""
        found = [
            replace(hit, names=names)
            for hit in hits
            if hit.end <= place.first and (names := tuple(name for name in hit.names if name in self.own_change))
        ]
        return found[-1] if found else None

    def _distance(self, evidence: Evidence, place: _Place, lead: Finding) -> Figure | None:
        """How far the figure before it lies from another: "601 km, 5.8 per cent above its official 568 km"."""
        unit = place.amount.quantity.unit
        known = [one for one in self.distance if unit in one.units]
        term = min(known, key=lambda one: one.units.index(unit), default=None)
        if term is None or lead.term.name in self.change_names or not _differs(evidence, place.amount):
            return None
        return self._figure(term, f"beside {lead.term.name}", place, (lead.subject, lead.tie), "distance", lead=lead)

    # Cues -----------------------------------------------------------------------------------------------------------

    def _cued(
        self, evidence: Evidence, place: _Place, hits: list[Hit], owners: Owners, told: list[Finding]
    ) -> Figure | None:
        """The metric of the nearest cue, or the one that the unit tells by itself."""
        if _moved_by(evidence, place):
            return None
        ranked = self._ranked(evidence, place, hits)
        if ranked and ranked[0][0] <= _FAR:
            price, hit, names = ranked[0]
            if len(names) != 1 or (len(ranked) > 1 and ranked[1][0] - price < _CLOSE and ranked[1][2] != names):
                return None
            term = self.schema.properties[names[0]]
            head = evidence.doc[hit.end - 1]
        else:
            found = self.by_unit.get(place.amount.quantity.unit)
            if found is None:
                return None
            term, hit, head, price = found, None, None, 0
        if not self._admits(evidence, term, head if head is not None else place.root, told=hit is not None):
            return None
        if not self._bare_fits(place, (hit,) if hit else ()) or (hit and not self._is_bare_told(place, hit, price)):
            return None
        subject = owners.of(place.root, place.first, place.last, head, self._classes(term), counts=COUNT in term.units)
        if subject is None or (subject[1] in _LOOSE and self._is_told(evidence, place, term, subject[0], told)):
            return None
        link = "unit" if hit is None else "near" if price <= _FAR // 3 else "far"
        told_by = evidence.doc[hit.start : hit.end].text if hit else "its unit"
        found_ = self._figure(term, told_by, place, subject, link, cue=hit)
        if (
            hit
            and not place.amount.quantity.unit
            and hit.start <= place.root.head.i < hit.end
            and head is not None
            and head.pos_ == "NOUN"
        ):
            own = self.schema.unit_names.get(place.root.head.lower_)
            return replace(found_, unit=own if own in term.units else COUNT)
        return found_

    def _ranked(self, evidence: Evidence, place: _Place, hits: list[Hit]) -> list[tuple[int, Hit, tuple[str, ...]]]:
        """The cues that may be the figure's, the nearest first, each with the metrics that its unit leaves."""
        found = []
        for hit in hits:
            names = tuple(
                name for name in hit.names if name not in self.change_names and self._fits(place.amount, name)
            )
            if hit.names and not names:
                continue
            price = cost(evidence, hit, place.first, place.last, place.root)
            if price is not None:
                found.append((price, hit, names))
        return sorted(found, key=lambda one: (one[0], -one[1].start))

    def _fits(self, amount: Amount, name: str) -> bool:
        """Whether the metric is stated in the unit; one that else only changes have ("points") is that of a change."""
        term, unit = self.schema.properties[name], amount.quantity.unit
        return fits(amount, term) and (unit not in self.change_units[1:] or unit == term.units[0])

    def _bare_fits(self, place: _Place, hits: tuple[Hit, ...]) -> bool:
        """Whether a number without a unit counts what the cue says, or nothing that a noun tells."""
        if place.amount.quantity.unit:
            return True
        root = place.root
        noun = root.head if root.dep_ in ("nummod", "quantmod", "amod", "compound") else None
        if noun is None or noun.i < place.first:
            said = place.amount.quantity
            behind = root.doc[place.last + 1] if place.last + 1 < len(root.doc) else None
            stands = behind is None or behind.pos_ in ("ADP", "PUNCT", "CCONJ", "SCONJ", "AUX", "SPACE", "VERB", "ADV")
            return stands and (said.number or said.low or said.high or 0) >= _LEAST
        return any(hit.start <= noun.i < hit.end for hit in hits)

    def _is_bare_told(self, place: _Place, hit: Hit, price: int) -> bool:
        """Whether a number without a unit or noun has its cue as verb or subject of its clause, or at hand."""
        if place.amount.quantity.unit or price == 0:
            return True
        head = place.root.doc[hit.end - 1]
        if hit.start <= place.root.head.i < hit.end:
            return True
        near = price <= _FAR // 2 and head.dep_ not in ("pobj", "compound", "nmod")
        return near and clause_of(head).i == clause_of(place.root).i

    def _is_told(
        self, evidence: Evidence, place: _Place, term: PropertyTerm, subject: Mention, told: list[Finding]
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

    def _admits(self, evidence: Evidence, term: PropertyTerm, head: Token, *, told: bool) -> bool:
        """Whether the words that the metric bars are away, and, where no cue told, those that it wants are there."""
        pattern = self.patterns.get(term.name)
        if pattern is None:
            return True
        if told:
            around = {name: words_ for name, words_ in pattern.around.items() if name in ("@not", "@never")}
            pattern = replace(pattern, around=around)
        return admits(evidence, pattern, head)

    def _classes(self, term: PropertyTerm) -> tuple[str, ...]:
        told = self.grammar.directives[term.name].get("subject")
        return tuple(told.split("|")) if told else (term.domain,)

    def _goes_on(
        self,
        term: PropertyTerm,
        reason: str,
        place: _Place,
        lead: Finding,
        link: str,
        *,
        subject: tuple[Mention, str] | None = None,
    ) -> Figure:
        """A further figure of the metric of the one before, counted in the same unit."""
        found = self._figure(term, reason, place, subject or (lead.subject, lead.tie), link, lead=lead)
        return replace(found, unit=lead.unit) if isinstance(lead, Figure) else found

    def _figure(
        self,
        term: PropertyTerm,
        reason: str,
        place: _Place,
        subject: tuple[Mention, str],
        link: str,
        *,
        cue: Hit | None = None,
        lead: Finding | None = None,
        scope: tuple[tuple[str, str], ...] = (),
    ) -> Figure:
        tokens: tuple[Token, ...] = (place.root,)
        if cue:
            stretch = tuple(place.root.doc[cue.start : cue.end])
            same = clause_of(stretch[-1]).i == clause_of(place.root).i
            tokens = (*stretch, place.root) if same else (place.root, *stretch)
        return Figure(
            term, f"figure: {reason}", tokens, subject[0], subject[1], link, amount=place.amount, lead=lead, scope=scope
        )


def _differs(evidence: Evidence, amount: Amount) -> bool:
    """Whether the figure is a distance; "over the next ten years" is none."""
    behind = evidence.text[amount.span.end : amount.span.end + _PART_REACH]
    return differs(evidence, amount) and not _OVER_TIME.match(behind)


def _moved_by(evidence: Evidence, place: _Place) -> bool:
    """Whether the figure says by how much something moved, not where it stands: "rose by 5,000"."""
    before = evidence.doc[place.first - 1].lower_ if place.first > place.root.sent.start else ""
    return before == "by" and changes.direction(evidence, place.amount) != 0


def _place(evidence: Evidence, amount: Amount) -> _Place:
    first = evidence.token(amount.span.start)
    last = evidence.token(max(amount.span.start, amount.span.end - 1))
    sentence = first.sent
    start, end = first.i, last.i + 1
    while start > sentence.start and "\n" not in evidence.doc[start - 1].text:
        start -= 1
    while end < sentence.end and "\n" not in evidence.doc[end].text:
        end += 1
    return _Place(amount, first.i, last.i, evidence.root(amount.span), list(evidence.doc[start:end]))


def _lead(place: _Place, told: list[Finding]) -> Finding | None:
    """The last figure read before this one in its line of the sentence."""
    start = place.line[0].idx
    if place.first == place.line[0].i:  # a sentence broken at a colon or bracket
        start = place.root.doc.text.rfind("\n", 0, start) + 1
    before = [one for one in told if one.amount and start <= one.amount.span.start < place.amount.span.start]
    return max(before, key=lambda one: one.amount.span.start if one.amount else 0, default=None)


def _before(evidence: Evidence, place: _Place, told: list[Finding]) -> Finding | None:
    """The last figure read before this one in its paragraph."""
    start = evidence.article.body.rfind("\n\n", 0, place.amount.span.start)
    known = [one for one in told if one.amount and start < one.amount.span.start < place.amount.span.start]
    return max(known, key=lambda one: one.amount.span.start if one.amount else 0, default=None)


def _measures(schema: Schema) -> dict[str, str]:
    """Metric -> the measure that is the same figure, by its label and cues."""
    term = schema.scopes.get("measure")
    told = dict(term.cues) if term else {}
    found: dict[str, str] = {}
    for one in schema.properties.values():
        for text in (one.label, *one.cues):
            if text.casefold() in told:
                found.setdefault(one.name, told[text.casefold()])
    return found
