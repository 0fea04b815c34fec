"""Takes the files of `data/entities/`; gives the `Registry`, which says what a name means; touches nothing.

Identity is decided here and nowhere else. Two entities may share a name only when each says that it is `differentFrom`
the other, and a shared name then resolves to neither of them.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kg import strictyaml
from kg.errors import BadInput, Location, Problem, did_you_mean
from kg.model import Entity, Schema
from kg.project import Project
from kg.vocab import is_id

_KEYS = ("type", "label", "zh", "aliases", "differentFrom", "wikidata", "definition")


@dataclass(frozen=True)
class Registry:
    """All registered entities by id, and with them those that were proposed and that nobody has accepted yet."""

    entities: Mapping[str, Entity]
    proposed: frozenset[str] = field(default=frozenset())

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Case-folded name or id -> ids of the entities that bear it, sorted."""
        found: dict[str, set[str]] = defaultdict(set)
        for entity in self.entities.values():
            for name in (entity.id, *entity.names):
                found[fold(name)].add(entity.id)
        # A name that is registered means what is registered, whatever else may be proposed under it.
        return {name: tuple(sorted(ids - self.proposed or ids)) for name, ids in found.items()}

    def with_proposed(self, newcomers: Iterable[Entity]) -> Registry:
        """The registry with proposed entities beside the registered ones; an id that is there already stays."""
        added = {entity.id: entity for entity in newcomers if entity.id not in self.entities}
        return Registry({**self.entities, **added}, self.proposed | frozenset(added)) if added else self

    def find(self, name: str) -> tuple[Entity, ...]:
        """The entities that bear the name, case and width of letters aside; several when it is ambiguous."""
        return tuple(self.entities[one] for one in self.names.get(fold(name), ()))


def fold(name: str) -> str:
    """A name without the differences that do not distinguish: case, width, white space."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def read_registry(project: Project, schema: Schema) -> tuple[Registry, list[Problem]]:
    """The registry of a project, with what is wrong in its files. A faulty entry is left out and named."""
    entities: dict[str, Entity] = {}
    problems: list[Problem] = []
    for path in project.files(project.entities, ".yaml"):
        try:
            for key, node in _entries(project, path).items():
                _add(entities, problems, key, node, schema)
        except BadInput as error:
            problems.extend(error.problems)
    registry = Registry(entities)
    problems.extend(_unknown_differences(registry))
    problems.extend(shared_names(registry))
    return registry, problems


def _entries(project: Project, path: Path) -> dict[str, tuple[Location, strictyaml.Node]]:
    tree = strictyaml.parse(project.read(path), project.show(path))
    if not isinstance(tree, strictyaml.Mapping):
        where = Location(project.show(path), 1, 1)
        raise BadInput(Problem(where, "a file of entities maps ids to entries", "write 'some-id:' and its entry"))
    return {key: (tree.keys[key], node) for key, node in tree.entries.items()}


def _add(
    entities: dict[str, Entity],
    problems: list[Problem],
    key: str,
    place: tuple[Location, strictyaml.Node],
    schema: Schema,
) -> None:
    location, node = place
    try:
        if key in entities:
            first = entities[key].location
            raise BadInput(Problem(location, f"duplicate id {key!r}, first at {first}", "keep one of them"))
        entities[key] = _entity(key, location, node, schema)
    except BadInput as error:
        problems.extend(error.problems)


def _entity(key: str, location: Location, node: strictyaml.Node, schema: Schema) -> Entity:
    if not is_id(key):
        raise BadInput(Problem(location, f"{key!r} cannot be an id", "use lower-case letters, digits and hyphens"))
    if not isinstance(node, strictyaml.Mapping):
        raise BadInput(Problem(location, f"{key} has no entry", "add 'type: ...' and 'label: ...'"))
    node.check_keys(_KEYS, "key of an entity")
    kind = node.required("type")
    if kind not in schema.classes:
        raise BadInput(Problem(node.at("type"), f"unknown class {kind!r}", did_you_mean(kind, schema.classes)))
    wikidata = node.text("wikidata")
    if wikidata and not (wikidata[0] == "Q" and wikidata[1:].isdigit()):
        raise BadInput(Problem(node.at("wikidata"), f"{wikidata!r} is no Wikidata id", "write Q and digits"))
    zh = node.text("zh")
    return Entity(
        id=key,
        type=kind,
        label=_nfc(node.required("label")),
        zh=_nfc(zh) if zh else None,
        aliases=tuple(_nfc(name) for name in node.texts("aliases")),
        different_from=node.texts("differentFrom"),
        wikidata=wikidata,
        definition=node.text("definition"),
        location=location,
    )


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _unknown_differences(registry: Registry) -> list[Problem]:
    return [
        Problem(
            entity.location,
            f"{entity.id} is differentFrom an unknown entity {other!r}",
            did_you_mean(other, registry.entities, "add it or take the line out"),
        )
        for entity in registry.entities.values()
        for other in entity.different_from
        if other not in registry.entities or other == entity.id
    ]


def shared_names(registry: Registry) -> list[Problem]:
    """A problem for every two entities that share a name without saying that they differ."""
    problems = []
    for name, ids in registry.names.items():
        for position, one in enumerate(ids):
            for other in ids[position + 1 :]:
                pair = registry.entities[one], registry.entities[other]
                if other in pair[0].different_from or one in pair[1].different_from:
                    continue
                message = f"{name!r} names both {one} and {other}"
                mend = f"merge them, drop the alias, or add 'differentFrom: [{other}]'"
                problems.append(Problem(pair[0].location, message, mend))
    return problems
