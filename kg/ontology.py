"""Takes the Turtle files of `ontology/`; gives the `Schema` that the other rooms work by, and the merged triples.

Touches nothing. A term's file is named after it; where a term is used wrongly, the error says in which file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg import vocab
from kg.errors import BadInput, Location, Problem
from kg.model import ENTITY, ClassTerm, PropertyTerm, Schema, ScopeTerm
from kg.project import Project
from kg.store import parse_turtle, read_prefixes

_TYPE = ox.NamedNode(vocab.RDF + "type")
_LABEL = ox.NamedNode(vocab.RDFS + "label")
_HIDDEN_LABEL = ox.NamedNode(vocab.SKOS + "hiddenLabel")
#: Units of money are named by the three capitals of ISO 4217.
_CURRENCY = re.compile(r"[A-Z]{3}")
_UNITS = (ox.NamedNode(vocab.KG + "usualUnit"), ox.NamedNode(vocab.KG + "possibleUnit"))
_CUE = ox.NamedNode(vocab.KG + "cue")
_PATTERN = ox.NamedNode(vocab.KG + "pattern")
_MATCH = ox.NamedNode(vocab.KG + "match")
_REFUSAL = ox.NamedNode(vocab.KG + "refusal")
#: The predicates that say how texts put a term, not what it means.
WORDING = frozenset((_CUE, _PATTERN, _MATCH, _REFUSAL))
_DEFINITION = ox.NamedNode(vocab.SKOS + "definition")
_ALT_LABEL = ox.NamedNode(vocab.SKOS + "altLabel")
_DOMAIN = ox.NamedNode(vocab.RDFS + "domain")
_RANGE = ox.NamedNode(vocab.RDFS + "range")
_INVERSE = ox.NamedNode(vocab.OWL + "inverseOf")
_SYMMETRIC = ox.NamedNode(vocab.OWL + "SymmetricProperty")
_SUBCLASS = ox.NamedNode(vocab.RDFS + "subClassOf")
_CLASS = ox.NamedNode(vocab.OWL + "Class")
_OBJECT_PROPERTY = ox.NamedNode(vocab.OWL + "ObjectProperty")
_METRIC = ox.NamedNode(vocab.KG + "Metric")
_ATTRIBUTE = ox.NamedNode(vocab.KG + "Attribute")
_SCOPE_KEY = ox.NamedNode(vocab.KG + "ScopeKey")
_UNIT = ox.NamedNode(vocab.KG + "Unit")
_CONCEPT = ox.NamedNode(vocab.SKOS + "Concept")
_NOTATION = ox.NamedNode(vocab.SKOS + "notation")
_DRAWN_WITH = ox.NamedNode(vocab.KG + "drawnWith")
_STRING = ox.NamedNode(vocab.XSD + "string")
#: The schemes of concepts without which no claim can be read.
_SCHEMES = ("Basis", "Bound", "Modality", "Status", "TextPart")


@dataclass(frozen=True)
class Ontology:
    """The schema, with the triples of the terms and, apart from them, those of the shapes."""

    schema: Schema
    terms: tuple[ox.Triple, ...]
    shapes: tuple[ox.Triple, ...]


def read_ontology(project: Project) -> Ontology:
    """The ontology of a project. Raises `BadInput` for Turtle that does not parse and terms that do not hold."""
    prefixes = read_prefixes(project)
    terms: dict[ox.Triple, None] = {}
    shapes: dict[ox.Triple, None] = {}
    homes: dict[ox.NamedNode | ox.BlankNode, str] = {}
    for path in project.files(project.ontology, ".ttl"):
        triples, _ = parse_turtle(project, path)
        part = path.relative_to(project.ontology).parts[0]
        (shapes if part == "shapes" else terms).update(dict.fromkeys(triples))
        for triple in triples:
            if triple.predicate == _TYPE and not isinstance(triple.subject, ox.Triple):
                homes.setdefault(triple.subject, project.show(path))
    return Ontology(_Facts(terms, homes, prefixes).schema(), tuple(terms), tuple(shapes))


class _Facts:
    """The triples of the terms, indexed, while the schema is read from them."""

    def __init__(
        self,
        triples: Iterable[ox.Triple],
        homes: Mapping[ox.NamedNode | ox.BlankNode, str],
        prefixes: dict[str, str],
    ) -> None:
        self.homes = homes
        self.prefixes = prefixes
        self.objects: dict[tuple[object, object], list[object]] = defaultdict(list)
        self.members: dict[object, list[ox.NamedNode]] = defaultdict(list)
        self.inverses: dict[object, list[ox.NamedNode]] = defaultdict(list)
        self.drawn: list[tuple[ox.NamedNode, ox.NamedNode]] = []
        for triple in triples:
            self.objects[triple.subject, triple.predicate].append(triple.object)
            if not isinstance(triple.subject, ox.NamedNode):
                continue
            if triple.predicate == _INVERSE:
                self.inverses[triple.object].append(triple.subject)
            if triple.predicate == _TYPE:
                self.members[triple.object].append(triple.subject)
            if triple.predicate == _DRAWN_WITH and isinstance(triple.object, ox.NamedNode):
                self.drawn.append((triple.subject, triple.object))
        self.iris: dict[str, str] = {}

    def schema(self) -> Schema:
        classes = {self.name(node): self.class_term(node) for node in self.members[_CLASS]}
        concepts = {self.name(node): self.concepts(node) for node in self.members[_CLASS] if self.is_concept(node)}
        for name in _SCHEMES:
            if name not in concepts:
                where = Location(f"ontology/core/{name}.ttl")
                raise BadInput(Problem(where, f"the class kg:{name} has no concepts", "take the file from the program"))
        scopes = {self.name(node): self.scope_term(node, concepts) for node in self.members[_SCOPE_KEY]}
        properties = {}
        for kind, nodes in self.properties().items():
            for node in nodes:
                term = self.property_term(node, kind, classes)
                properties[term.name] = term
        units = {self.local(node): node.value for node in self.members[_UNIT]}
        unit_labels = {self.local(node): self.plural(node) for node in self.members[_UNIT]}
        families = {self.local(node): self.local(target) for node, target in self.drawn}
        return Schema(
            self.prefixes,
            classes,
            properties,
            units,
            scopes,
            concepts,
            self.iris,
            families,
            unit_labels,
            unit_names=self.unit_names(),
        )

    def properties(self) -> dict[str, list[ox.NamedNode]]:
        """Relations are the object properties of the project's own namespace that are no scope keys."""
        scope_keys = set(self.members[_SCOPE_KEY])
        own = self.prefixes[""]
        relations = [
            node for node in self.members[_OBJECT_PROPERTY] if node.value.startswith(own) and node not in scope_keys
        ]
        return {"relation": relations, "metric": self.members[_METRIC], "attribute": self.members[_ATTRIBUTE]}

    def local(self, node: ox.NamedNode) -> str:
        """The name after the last # or /."""
        return node.value.replace("#", "/").rpartition("/")[2]

    def name(self, node: ox.NamedNode) -> str:
        """The local name of a term; two terms may not share one, because people write it without a prefix."""
        name = self.local(node)
        if self.iris.setdefault(name, node.value) != node.value:
            raise self.fault(node, f"two terms are called {name!r}: <{self.iris[name]}> too", "rename one of them")
        return name

    def fault(self, node: ox.NamedNode, message: str, mend: str) -> BadInput:
        return BadInput(Problem(Location(self.homes.get(node, "ontology")), message, mend))

    def one(self, node: ox.NamedNode, predicate: ox.NamedNode, what: str) -> ox.NamedNode:
        found = self.objects[node, predicate]
        if len(found) != 1 or not isinstance(found[0], ox.NamedNode):
            raise self.fault(node, f"{self.local(node)} has {len(found)} {what}s", f"give it exactly one {what}")
        return found[0]

    def label(self, node: ox.NamedNode) -> str:
        for found in self.objects[node, _LABEL]:
            if isinstance(found, ox.Literal):
                return found.value
        raise self.fault(node, f"{self.local(node)} has no label", 'add rdfs:label "..."@en')

    def plural(self, node: ox.NamedNode) -> str:
        """What a unit is called after a number: its alternative label, or its label."""
        found = [one.value for one in self.objects[node, _ALT_LABEL] if isinstance(one, ox.Literal)]
        return found[0] if found else self.label(node)

    def class_term(self, node: ox.NamedNode) -> ClassTerm:
        known = set(self.members[_CLASS])
        parents = tuple(
            self.local(parent)
            for parent in self.objects[node, _SUBCLASS]
            if isinstance(parent, ox.NamedNode) and parent in known
        )
        where = Location(self.homes.get(node, "ontology"))
        return ClassTerm(self.local(node), self.label(node), parents, where, self.texts(node, _CUE))

    def property_term(self, node: ox.NamedNode, kind: str, classes: Mapping[str, ClassTerm]) -> PropertyTerm:
        domain = self.local(self.one(node, _DOMAIN, "domain"))
        target = self.local(self.one(node, _RANGE, "range"))
        for name in (domain, target) if kind == "relation" else (domain,):
            if name not in classes and name != ENTITY:
                raise self.fault(node, f"{self.local(node)} names the class {name!r}, which is not there", "add it")
        where = Location(self.homes.get(node, "ontology"))
        inverse = next(iter([*self.nodes(node, _INVERSE), *self.inverses.get(node, ())]), None)
        if node in self.members[_SYMMETRIC]:
            inverse = node
        return PropertyTerm(
            self.name(node),
            kind,
            self.label(node),
            domain,
            target,
            where,
            inverse=self.local(inverse) if inverse else None,
            units=self.units_of(node),
            patterns=self.texts(node, _PATTERN),
            matches=self.texts(node, _MATCH),
            refusals=self.texts(node, _REFUSAL),
            definition=" ".join(self.texts(node, _DEFINITION)),
            cues=self.texts(node, _CUE),
        )

    def units_of(self, node: ox.NamedNode) -> tuple[str, ...]:
        """The units of a metric, the usual one first; one that is usually in money may be in any currency."""
        units = tuple(self.local(unit) for unit in self.nodes(node, *_UNITS))
        if not units or not _CURRENCY.fullmatch(units[0]):
            return units
        known = (self.local(unit) for unit in self.members[_UNIT])
        return tuple(dict.fromkeys((*units, *sorted(unit for unit in known if _CURRENCY.fullmatch(unit)))))

    def nodes(self, node: ox.NamedNode, *predicates: ox.NamedNode) -> list[ox.NamedNode]:
        """The nodes that the predicates lead to, in the order of the predicates, sorted within each."""
        found = []
        for predicate in predicates:
            named = (one for one in self.objects[node, predicate] if isinstance(one, ox.NamedNode))
            found += sorted(named, key=lambda one: one.value)
        return found

    def texts(self, node: ox.NamedNode, predicate: ox.NamedNode) -> tuple[str, ...]:
        """The texts that a predicate gives, sorted: triples have no order."""
        return tuple(sorted(one.value for one in self.objects[node, predicate] if isinstance(one, ox.Literal)))

    def unit_names(self) -> dict[str, str]:
        """Every label of a unit, as texts write it, to its local name. Two units may not share one."""
        found: dict[str, str] = {}
        for node in self.members[_UNIT]:
            for predicate in (_LABEL, _ALT_LABEL, _HIDDEN_LABEL):
                for text in self.texts(node, predicate):
                    if found.setdefault(text, self.local(node)) != self.local(node):
                        raise self.fault(node, f"{text!r} names {found[text]} too", "keep it with one unit")
        return found

    def is_concept(self, node: ox.NamedNode) -> bool:
        return _CONCEPT in self.objects[node, _SUBCLASS] and any(
            self.objects[member, _NOTATION] for member in self.members[node]
        )

    def concepts(self, node: ox.NamedNode) -> dict[str, str]:
        """The concepts of a class: notation, as people write it, to IRI."""
        return {
            notation.value: member.value
            for member in self.members[node]
            for notation in self.objects[member, _NOTATION]
            if isinstance(notation, ox.Literal)
        }

    def scope_term(self, node: ox.NamedNode, concepts: Mapping[str, Mapping[str, str]]) -> ScopeTerm:
        target = self.one(node, _RANGE, "range")
        kind = "words" if target == _STRING else "concept" if self.local(target) in concepts else "entity"
        cues = self.scope_cues(node, target, kind)
        return ScopeTerm(self.name(node), node.value, kind, self.local(target), self.label(node), cues)

    def scope_cues(self, node: ox.NamedNode, target: ox.NamedNode, kind: str) -> tuple[tuple[str, str], ...]:
        """The further labels of the concepts of a scope key, or of the key itself, with what they tell."""
        found: dict[str, str] = {}
        for member in self.members[target] if kind == "concept" else [node]:
            notation = self.texts(member, _NOTATION) or ("",)
            for text in (*self.texts(member, _ALT_LABEL), *self.texts(member, _HIDDEN_LABEL)):
                if found.setdefault(text.casefold(), notation[0]) != notation[0]:
                    raise self.fault(member, f"{text!r} tells {found[text.casefold()]} too", "keep it with one concept")
        return tuple(sorted(found.items()))
