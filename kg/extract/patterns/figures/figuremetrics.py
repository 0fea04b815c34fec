"""Takes a schema and its grammar; gives what they tell of the metrics: units, conditions, changes; touches nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.grammar.grammar import Grammar, Pattern
from kg.extract.patterns.relations.places import admits
from kg.extract.patterns.slots.values import COUNT, fits
from kg.model import Amount, PropertyTerm, Schema

if TYPE_CHECKING:
    from spacy.tokens import Token

#: A time as a stopwatch shows it: "7:04.957", "2 minutes 9.944 seconds", "7m 04.95s".
_CLOCKED = re.compile(r"\d:\d\d\.\d|\bmin(?:ute)?s?\b.*\d\.\d\d|\d ?m ?\d{1,2}\.\d")


class Metrics:
    """The metrics of one schema.

    `change` is the metric of changes of any measure, `own_change` those that are the change of one thing, `moved`
    the metrics whose changes they are, `distance` those that say how far two things lie apart, `by_unit` those that
    their unit tells, `clocked` the one that a stopwatch tells, `measures` what a metric is as a measure.
    """

    def __init__(self, schema: Schema, grammar: Grammar) -> None:
        self.schema = schema
        self.sized = grammar.sized
        self.directives = grammar.directives
        self.patterns: dict[str, Pattern] = {}
        for pattern in (*grammar.by_unit, *grammar.patterns()):
            self.patterns.setdefault(pattern.term.name, pattern)
        #: Metric and pattern -> the classes that the pattern itself asks of the thing.
        self.asked = {
            (pattern.term.name, pattern.text): place.classes
            for pattern in grammar.patterns()
            if (place := pattern.place("S")) and place.classes
        }
        told = grammar.directives
        self.change = next(
            (schema.properties[name] for name in sorted(told) if told[name].get("change") == "any"), None
        )
        self.own_change = {name for name in told if told[name].get("change") == "own"}
        self.changes = self.own_change | ({self.change.name} if self.change else set())
        self.moved = {told[name]["level"]: schema.properties[name] for name in sorted(told) if "level" in told[name]}
        self.change_units = self.change.units if self.change else ()
        self.distance = [schema.properties[name] for name in sorted(told) if "difference" in told[name]]
        self.by_unit = {
            unit: pattern.term
            for pattern in grammar.by_unit
            if "difference" not in told[pattern.term.name]
            for unit in pattern.words[0]
        }
        self.clocked = next((schema.properties[name] for name in sorted(told) if "clock" in told[name]), None)
        self.measures = _measures(schema)
        self._stated: dict[str, dict[str, PropertyTerm]] = {}
        self.units = Counter(unit for one in schema.properties.values() if one.kind == "metric" for unit in one.units)

    def having(self, unit: str) -> int:
        """How many metrics are stated in the unit; a bare number counts whatever can be counted."""
        return self.units[unit or COUNT]

    def classes(self, term: PropertyTerm) -> tuple[str, ...]:
        """The classes of things that the metric is about; "!Name" bars a class."""
        told = self.directives[term.name].get("subject")
        return tuple(told.split("|")) if told else (term.domain,)

    def fits(self, amount: Amount, name: str) -> bool:
        """Whether the metric is stated in the unit; one that else only changes have ("points") is that of a change."""
        return name in self.stated_in(amount) and self.sized(name, amount)

    def stated_in(self, amount: Amount) -> Mapping[str, PropertyTerm]:
        """What is stated in the unit of the figure, in the order of the names; told once for every unit."""
        if self.is_clocked(amount) and self.clocked:
            return {self.clocked.name: self.clocked}
        unit = amount.quantity.unit
        found = self._stated.get(unit)
        if found is None:
            stated = ((name, one) for name, one in sorted(self.schema.properties.items()) if fits(amount, one))
            found = self._stated[unit] = {name: one for name, one in stated if self._has(one, unit)}
        return found

    def is_clocked(self, amount: Amount) -> bool:
        """Whether the figure is a time as a stopwatch shows it, which tells its metric by itself."""
        stated = self.clocked is not None and amount.quantity.unit in self.clocked.units
        return stated and _CLOCKED.search(amount.span.text) is not None

    def told_by_unit(self, amount: Amount) -> PropertyTerm | None:
        """The metric that the unit of the figure, or the way it is written, tells by itself."""
        return self.clocked if self.is_clocked(amount) else self.by_unit.get(amount.quantity.unit)

    def _has(self, term: PropertyTerm, unit: str) -> bool:
        """Whether figures in the unit are the metric's: a level in percent is never told in points, its change is."""
        if unit not in self.change_units[1:] or unit == term.units[0]:
            return True
        return term is self.change or term in self.distance or term.units[0] not in self.change_units

    def admits(self, evidence: Evidence, term: PropertyTerm, head: Token, *, told: bool) -> bool:
        """Whether the words that the metric bars are away, and, where no cue told, those that it wants are there."""
        pattern = self.patterns.get(term.name)
        if pattern is None:
            return True
        if told:
            around = {name: words_ for name, words_ in pattern.around.items() if name in ("@not", "@never")}
            pattern = replace(pattern, around=around)
        return admits(evidence, pattern, head)


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
