"""Takes the file that maps the words of a gold to the ontology's terms; gives a `Mapping`; touches nothing.

```yaml
relations:
  castings_in_period: {property: output, scope: {counting: in-period}}
  architect_of: {property: designedBy, inverse: true}
  post_at: {post: {director: directs, other: [worksFor]}}   # the object is "HOUSE: POST"; the post tells the property
  not_alike: {property: resembles, negated: true}
  tone: null                                                # a fact that the ontology cannot state
types: {firm: [Organisation]}
bounds: {more_than: more-than}
modalities: {target: planned, denied: [denied, negated]}
units: {t (metric): tonne, CNY mn: {unit: CNY, times: 1000000}}
entities: {the Ferry Bridge: [old-ferry-bridge]}
speakers: {Hale (letter): {speaker: tom-hale, via: [vale-chronicle]}}
```

Of several properties any one counts. `modality` stands for the gold's own. `object: scope, in: KEY` says that the
object of the gold is in that key of the scope; `object: words` that it paraphrases the words of an attribute and is not
compared; `object: ignored` that subject or property say it already; `subject: any` that the claim may speak of the deed
and not of its doer. Of several values of a scope any one counts.

What a section leaves out is taken as it is, with hyphens for underscores. A relation that is not listed and is no term
of the ontology is a fault, so that none is forgotten. `via` is not compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field
from decimal import Decimal

from kg import strictyaml
from kg.errors import BadInput, Location, Problem, did_you_mean
from kg.evaluate.relations import Target, is_null, read_targets
from kg.model import Schema

_KEYS = ("relations", "types", "bounds", "modalities", "units", "entities", "speakers")
#: Beside the modalities of the ontology: stated, and negated by the text itself.
_NEGATED = "negated"
_SPEAKER = ("speaker", "via", "note")
_UNIT = ("unit", "times")
#: What English puts behind a currency or a unit for a multiple of it.
_MULTIPLES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9, "tn": 12, "trillion": 12}
_PLAIN_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Mapping:
    """How the words of a gold are said in the ontology."""

    schema: Schema
    relations: AbstractMapping[str, tuple[Target, ...]] = field(default_factory=dict)
    types: AbstractMapping[str, tuple[str, ...]] = field(default_factory=dict)
    bounds: AbstractMapping[str, str] = field(default_factory=dict)
    modalities: AbstractMapping[str, tuple[str, ...]] = field(default_factory=dict)
    units: AbstractMapping[str, tuple[str, Decimal]] = field(default_factory=dict)
    entities: AbstractMapping[str, tuple[str, ...]] = field(default_factory=dict)
    speakers: AbstractMapping[str, tuple[str, ...]] = field(default_factory=dict)

    def targets(self, relation: str, where: Location) -> tuple[Target, ...]:
        """The readings of a relation; none for one that is mapped to null. Raises `BadInput` for an unknown one."""
        if relation in self.relations:
            return self.relations[relation]
        if relation in self.schema.properties:
            return (Target(relation, self.schema.properties[relation].kind),)
        mend = did_you_mean(relation, self.relations, "add it under 'relations:' of the mapping, or null")
        raise BadInput(Problem(where, f"the relation {relation!r} is not mapped", mend))

    def classes(self, kind: str) -> tuple[str, ...] | None:
        """The classes that a type of mentions may be; None for a type without any."""
        if kind in self.types:
            return self.types[kind] or None
        return (kind,) if kind in self.schema.classes else None

    def bound(self, word: str | None) -> str:
        """The bound; a figure without one is exact."""
        return self.bounds.get(word, word.replace("_", "-")) if word else "exact"

    def readings(self, modality: str) -> tuple[tuple[str, bool], ...]:
        """The pairs of modality and negation that are right."""
        names = self.modalities.get(modality, (modality.replace("_", "-"),))
        return tuple(("asserted", True) if name == _NEGATED else (name, False) for name in names)

    def unit(self, text: str) -> tuple[str, Decimal]:
        """The unit's name in the ontology and what the number is multiplied by; the text itself where it has none."""
        if text in self.units:
            return self.units[text]
        bare = re.sub(r"\s*\([^)]*\)", "", text).partition("/")[0].strip()
        for word, factor in _without_multiple(bare):
            for name, unit in self.schema.unit_names.items():
                if name.casefold() == word.casefold():
                    return unit, factor
            for unit in (word, word.removesuffix("s")):
                if unit in self.schema.units:
                    return unit, factor
        return text, Decimal(1)


def _without_multiple(text: str) -> list[tuple[str, Decimal]]:
    head, _, tail = text.rpartition(" ")
    found = [(text, Decimal(1))]
    if head and tail.casefold() in _MULTIPLES:
        found.append((head, Decimal(10) ** _MULTIPLES[tail.casefold()]))
    return found


def read_mapping(text: str, shown: str, schema: Schema) -> Mapping:
    """The mapping of a YAML text. Raises `BadInput` with the first fault."""
    tree = strictyaml.parse(text, shown)
    if not isinstance(tree, strictyaml.Mapping):
        raise BadInput(Problem(Location(shown, 1, 1), "no mapping of names", "write 'relations:' and its entries"))
    tree.check_keys(_KEYS, "section of the mapping")
    return Mapping(
        schema,
        relations={key: read_targets(node, schema) for key, node in _section(tree, "relations").items()},
        types=_lists(tree, "types", schema.classes, "class"),
        bounds={key: _bound(tree, key, schema) for key in _section(tree, "bounds")},
        modalities=_lists(tree, "modalities", {**schema.concepts["Modality"], _NEGATED: ""}, "modality"),
        units={key: _scaled(node, key) for key, node in _section(tree, "units").items()},
        entities=_lists(tree, "entities", None, "entity"),
        speakers={key: _speaker(node, key) for key, node in _section(tree, "speakers").items()},
    )


def _section(tree: strictyaml.Mapping, key: str) -> dict[str, strictyaml.Node]:
    node = tree.entries.get(key)
    if node is None or is_null(node):
        return {}
    if not isinstance(node, strictyaml.Mapping):
        raise node.fail(f"{key} is a mapping", "write 'name: ...' below it")
    return node.entries


def _lists(
    tree: strictyaml.Mapping, section: str, known: AbstractMapping[str, object] | None, what: str
) -> dict[str, tuple[str, ...]]:
    found = {}
    for key, node in _section(tree, section).items():
        parent = tree.entries[section]
        assert isinstance(parent, strictyaml.Mapping)
        names = () if is_null(node) else parent.texts(key)
        for name in names:
            if known is not None and name not in known:
                raise node.fail(f"unknown {what} {name!r}", did_you_mean(name, known))
        found[key] = names
    return found


def _bound(tree: strictyaml.Mapping, key: str, schema: Schema) -> str:
    section = tree.entries["bounds"]
    assert isinstance(section, strictyaml.Mapping)
    name = section.required(key)
    known = schema.concepts["Bound"]
    if name not in known:
        raise section.entries[key].fail(f"unknown bound {name!r}", did_you_mean(name, known))
    return name


def _scaled(node: strictyaml.Node, key: str) -> tuple[str, Decimal]:
    if isinstance(node, strictyaml.Scalar):
        return node.text, Decimal(1)
    if not isinstance(node, strictyaml.Mapping):
        raise node.fail(f"the unit {key!r} maps to a unit or {{unit: ..., times: ...}}", "write its name")
    node.check_keys(_UNIT, "key of a mapped unit")
    factor = node.text("times") or "1"
    if not _PLAIN_NUMBER.fullmatch(factor):
        raise node.fail(f"times is {factor!r}", "write a number in digits")
    return node.required("unit"), Decimal(factor)


def _speaker(node: strictyaml.Node, key: str) -> tuple[str, ...]:
    if isinstance(node, strictyaml.Scalar):
        return (node.text,)
    if not isinstance(node, strictyaml.Mapping):
        raise node.fail(f"{key!r} maps to {{speaker: ...}}", "write the id of an entity")
    node.check_keys(_SPEAKER, "key of a speaker")
    return node.texts("speaker")
