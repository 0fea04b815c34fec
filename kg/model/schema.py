"""Takes nothing; gives the records of what can be said: classes, properties, units, scopes; touches nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg.errors import Location

#: The class at the top of every project's classes; its members are what a claim can speak of.
ENTITY = "Entity"


@dataclass(frozen=True, slots=True)
class ClassTerm:
    """A class of the ontology with its direct super-classes. `cues` are further common nouns for its members."""

    name: str
    label: str
    parents: tuple[str, ...]
    location: Location
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PropertyTerm:
    """A relation (value an entity), a metric (value a quantity) or an attribute (value words of the text).

    `inverse` is the relation that says the same the other way round, a symmetric one itself.
    `units` are the units that a metric is stated in, the usual one first. `patterns` say how texts express the term,
    `matches` and `refusals` are sentences that its patterns must and must not fire on. `cues` are words that, near a
    figure in a fitting unit, say that it is one of the metric's.
    """

    name: str
    kind: str
    label: str
    domain: str
    range: str
    location: Location
    inverse: str | None = None
    units: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    definition: str = ""
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScopeTerm:
    """A scope key: `kind` is "concept", "entity" or "words"; `range` the class of the concepts or entities.

    `cues` are words of a text, in small letters, with the concept that they tell; for "words" they tell themselves.
    """

    name: str
    iri: str
    kind: str
    range: str
    label: str
    cues: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Schema:
    """The ontology as the other rooms use it. Terms are keyed by local name, with their IRIs beside them.

    `unit_names` maps every surface form of a unit (labels, as written) to its name.
    """

    prefixes: Mapping[str, str]
    classes: Mapping[str, ClassTerm]
    properties: Mapping[str, PropertyTerm]
    units: Mapping[str, str]
    scopes: Mapping[str, ScopeTerm]
    concepts: Mapping[str, Mapping[str, str]]
    iris: Mapping[str, str]
    families: Mapping[str, str]
    unit_labels: Mapping[str, str]
    unit_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def inverses(self) -> Mapping[str, str]:
        """Relation -> the relation that says the same the other way round."""
        return {name: term.inverse for name, term in self.properties.items() if term.inverse}

    def family(self, name: str) -> str:
        """The class with which the members of a class are drawn: the nearest one upwards that the ontology names."""
        return next((self.families[one] for one in self.ancestors(name) if one in self.families), name)

    def ancestors(self, name: str) -> tuple[str, ...]:
        """The class and all classes above it, nearest first, each once."""
        found: dict[str, None] = {name: None}
        queue = [name]
        for current in queue:
            term = self.classes.get(current)
            for parent in term.parents if term else ():
                if parent not in found:
                    found[parent] = None
                    queue.append(parent)
        return tuple(found)

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether every member of class `name` is a member of class `ancestor`."""
        return ancestor in (ENTITY, name) or ancestor in self._above.get(name, ())

    def is_any(self, name: str, ancestors: frozenset[str]) -> bool:
        """Whether every member of class `name` is a member of one and the same of the classes `ancestors`."""
        return name in ancestors or ENTITY in ancestors or not ancestors.isdisjoint(self._above.get(name, ()))

    @cached_property
    def _above(self) -> Mapping[str, frozenset[str]]:
        """Class -> the classes above it."""
        return {name: frozenset(self.ancestors(name)) for name in self.classes}
