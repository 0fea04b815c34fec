"""Takes a project and a name; gives the entity and what a sheet about it needs; touches nothing."""

from __future__ import annotations

from collections.abc import Iterable

from kg.corpus import Corpus, read_corpus
from kg.errors import BadInput, KgError, did_you_mean
from kg.model import Claim, Entity, Schema
from kg.ontology import read_ontology
from kg.project import Project


class UnknownName(KgError):
    """No entity, or more than one, bears the name."""


def read_sheet(project: Project) -> tuple[Corpus, Schema]:
    """The corpus and the schema of a project. Raises `BadInput`."""
    schema = read_ontology(project).schema
    corpus, problems = read_corpus(project, schema)
    if problems:
        raise BadInput(*problems)
    return corpus, schema


def find_entity(corpus: Corpus, name: str, namespace: str) -> Entity:
    """The one entity that bears the name, or whose IRI in `namespace` it is, written out or as `ent:...`.

    Raises `UnknownName` with near names, or with all that bear it.
    """
    name = name.removeprefix("<").removesuffix(">") if name.startswith(f"<{namespace}") else name
    found = corpus.registry.find(name.removeprefix(namespace).removeprefix("ent:"))
    if len(found) == 1:
        return found[0]
    if found:
        ids = " or ".join(entity.id for entity in found)
        raise UnknownName(f"{name!r} names several entities; say which: {ids}")
    labels = {label for entity in corpus.registry.entities.values() for label in (entity.id, *entity.names)}
    raise UnknownName(f"nothing is called {name!r}; {did_you_mean(name, labels, 'kg query lists entities')}")


def claims_about(claims: Iterable[Claim], entity: Entity) -> dict[str, dict[str, list[Claim]]]:
    """The claims on an entity by its part in them ("says of it", "names it", "it says") and by property.

    Inside a property they stand in order of time, the undated ones last.
    """
    groups: dict[str, dict[str, list[Claim]]] = {}
    for claim in claims:
        part = _part(claim, entity.id)
        if part:
            groups.setdefault(part, {}).setdefault(claim.property, []).append(claim)
    for properties in groups.values():
        for found in properties.values():
            found.sort(key=lambda claim: (claim.when is None or claim.when.start is None, _start(claim)))
    return {part: groups[part] for part in ("subject", "object", "speaker") if part in groups}


def _part(claim: Claim, entity: str) -> str | None:
    if claim.subject == entity:
        return "subject"
    if claim.object == entity or entity in dict(claim.scope).values():
        return "object"
    return "speaker" if entity == claim.speaker or entity in claim.via else None


def _start(claim: Claim) -> str:
    return claim.when.start.isoformat() if claim.when and claim.when.start else ""
