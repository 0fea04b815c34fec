"""Takes the name of a publisher; gives a registered entity for it; touches one file of `data/entities/`.

A build refuses an article whose publisher is not registered. A new one is put at the end of the file in which the
publishers stand, as a hand would write it, and every byte before it stays. Likeness of names merges nothing: a near one
is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path

from kg import strictyaml
from kg.errors import BadInput, KgError, Location, did_you_mean
from kg.model import Entity, Schema
from kg.ontology import read_ontology
from kg.project import Project, decode
from kg.resolve import Registry, fold, read_registry
from kg.sources.compose import rewrite, scalar, slug
from kg.sources.likeness import take_print
from kg.sources.raw import Raw

#: The class of publishers where the ontology has it and nobody names another.
PUBLISHER = "Publisher"
#: Where publishers are registered as long as no file of the registry has any.
_REGISTER = "sources.yaml"
#: Names that are so alike may be one.
_NEAR = 0.85


class Publishers:
    """The publishers of a project; the registry is read when the first one is asked for."""

    def __init__(self, project: Project, kind: str | None, dry: bool) -> None:
        self._project = project
        self._named_kind = kind
        self._dry = dry
        self._new: dict[str, Entity] = {}

    @cached_property
    def _read(self) -> tuple[Registry, Schema]:
        schema = read_ontology(self._project).schema
        registry, problems = read_registry(self._project, schema)
        if problems:
            raise BadInput(*problems)
        return registry, schema

    def register(self, raw: Raw, name: str) -> list[str]:
        """Register a publisher unless it is; gives a remark on it. Raises `KgError` where it cannot be done."""
        known, schema = self._read
        registry = Registry({**known.entities, **self._new}) if self._new else known
        found = registry.find(name)
        if len(found) == 1:
            return []
        if found:
            names = ", ".join(entity.id for entity in found)
            raise raw.fail(f"the publisher {name!r} names several entities: {names}", "give --publisher ID")
        kind = self._kind(raw, name, schema)
        entity_id = _free_id(name, registry)
        path = self._file(registry, kind)
        shown = self._project.show(path)
        if not self._dry:
            self._append(path, entity_id, kind, name)
        near = _near(name, [one.label for one in registry.entities.values() if one.type == kind])
        self._new[entity_id] = Entity(entity_id, kind, name, None, (), (), None, None, Location(shown))
        hint = f"; if it is the same as {near!r}, make it an alias there" if near else ""
        did = "would register" if self._dry else "registered"
        return [f"{did} the publisher {name!r} as {entity_id} in {shown}{hint}"]

    def _kind(self, raw: Raw, name: str, schema: Schema) -> str:
        kind = self._named_kind or PUBLISHER
        if kind in schema.classes:
            return kind
        if self._named_kind:
            raise KgError(f"--publisher-type: unknown class {kind!r}; {did_you_mean(kind, schema.classes, 'name one')}")
        mend = "name the class of publishers with --publisher-type, or add it to data/entities/"
        raise raw.fail(f"the publisher {name!r} is not registered, and the ontology has no class {kind}", mend)

    def _file(self, registry: Registry, kind: str) -> Path:
        """The file that has most entries of the class."""
        homes = [entity.location.path for entity in registry.entities.values() if entity.type == kind]
        if not homes:
            return self._project.entities / _REGISTER
        return self._project.root / max(sorted(set(homes)), key=homes.count)

    def _append(self, path: Path, entity_id: str, kind: str, name: str) -> None:
        entry = (
            f"{entity_id}:\n  type: {kind}\n  label: {scalar(name)}\n  aliases: []\n"
            "  definition: Publisher of an article.\n"
        )
        before = path.read_bytes() if path.exists() else b""
        feed = "\r\n" if b"\r\n" in before else "\n"
        start = feed if before and not before.endswith(b"\n") else ""
        after = before + f"{start}{entry}".replace("\n", feed).encode()
        shown = self._project.show(path)
        tree = strictyaml.parse(decode(after, Location(shown)), shown)
        if not isinstance(tree, strictyaml.Mapping) or entity_id not in tree.entries:
            raise KgError(f"{shown}: no entry can be added at its end; add the publisher {entity_id!r} there by hand")
        rewrite(path, after)


def _near(name: str, others: Iterable[str]) -> str | None:
    """The name that is most like another one, or that is held by it."""
    one = fold(name)
    likeness = {other: SequenceMatcher(None, one, fold(other)).ratio() for other in sorted(others)}
    near = [other for other in likeness if likeness[other] > _NEAR or f" {fold(other)} " in f" {one} "]
    return max(near, key=likeness.__getitem__, default=None)


def _free_id(name: str, registry: Registry) -> str:
    first = slug(name) or f"publisher-{take_print(name).digest[:8]}"
    candidates: Iterable[str] = (first, f"{first}-publisher", *(f"{first}-publisher-{count}" for count in range(2, 99)))
    return next(one for one in candidates if not registry.find(one))
