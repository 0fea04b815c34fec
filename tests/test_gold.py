"""The gold that extraction is measured on: every span exact, every name of its mapping one that the project has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from kg import sources
from kg.evaluate.predictions import read_predictions
from kg.ontology import read_ontology
from kg.project import Project
from kg.resolve import read_registry

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"
REPORTS = sorted((GOLD / "reports").glob("*.yaml"))
FILES = [*REPORTS, *sorted((GOLD / "news").glob("*.yaml"))]
PROJECT = Project(ROOT)
SCHEMA = read_ontology(PROJECT).schema
REGISTRY, _ = read_registry(PROJECT, SCHEMA)


def load(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


MAPPING = load(GOLD / "relations.yaml")


def listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_spans_are_exact(path: Path) -> None:
    gold = load(path)
    body = sources.read(PROJECT, PROJECT.articles / f"{gold['article']}.md").body
    for fact in gold["facts"]:
        start, end = fact["span"]
        assert body[start:end] == fact["span_text"], fact["id"]
    for mention in gold["mentions"]:
        start, end = mention["span"]
        assert body[start:end] == mention["text"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_gold_uses_what_the_mapping_knows(path: Path) -> None:
    gold = load(path)
    for fact in gold["facts"]:
        assert fact["relation"] in {*MAPPING["relations"], *SCHEMA.properties}, fact["id"]
        assert fact["modality"] in {*MAPPING["modalities"], *SCHEMA.concepts["Modality"]}, fact["id"]
        value = fact.get("value") or {}
        assert set(value.get("unit") or ()) <= {*MAPPING["units"], *SCHEMA.units, *SCHEMA.unit_names}, fact["id"]
        assert value.get("bound") in (None, *MAPPING["bounds"]), fact["id"]
    for mention in gold["mentions"]:
        assert mention["type"] in MAPPING["types"]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_what_reviewed_articles_speak_of_is_registered(path: Path) -> None:
    gold = load(path)
    for name in [fact["subject"] for fact in gold["facts"]] + [one["canonical"] for one in gold["mentions"]]:
        assert name in MAPPING["entities"] or REGISTRY.find(name), name


def test_mapping_names_what_the_project_has() -> None:
    relations: dict[str, Any] = MAPPING["relations"]
    targets: list[tuple[str, Any]] = [
        (name, one or {})
        for name, entry in relations.items()
        for one in (entry if isinstance(entry, list) else [entry])
    ]
    for name, entry in targets:
        for kind in entry.get("post", {}).values():
            assert set(listed(kind)) <= set(SCHEMA.properties), name
        assert set(listed(entry.get("property", []))) <= set(SCHEMA.properties), name
        assert set(entry.get("scope", {})) <= set(SCHEMA.scopes), name
        for key, value in entry.get("scope", {}).items():
            assert set(listed(value)) <= set(SCHEMA.concepts[SCHEMA.scopes[key].range]), name
    for classes in MAPPING["types"].values():
        assert set(classes) <= set(SCHEMA.classes)
    for unit in MAPPING["units"].values():
        assert (unit["unit"] if isinstance(unit, dict) else unit) in SCHEMA.units
    assert set(MAPPING["bounds"].values()) <= set(SCHEMA.concepts["Bound"])
    for entities in MAPPING["entities"].values():
        assert set(listed(entities)) <= set(REGISTRY.entities)
    for chain in MAPPING["speakers"].values():
        assert {*listed(chain["speaker"]), *chain.get("via", [])} <= set(REGISTRY.entities)


@pytest.mark.parametrize("path", sorted((GOLD / "readers").glob("*.jsonl")), ids=lambda path: path.stem)
def test_readers_quote_exactly_and_use_the_terms(path: Path) -> None:
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    articles = {}
    for name in {line["article"] for line in lines}:
        found = [*PROJECT.articles.glob(f"{name}.md"), *GOLD.glob(f"sealed/*/articles/{name}.md")]
        articles[name] = sources.read(PROJECT, found[0])
    readings = read_predictions(path.read_text("utf-8"), path.name, articles, SCHEMA)
    claims = [claim for reading in readings.values() for claim in reading.claims]
    assert len(claims) == sum("quote" in line for line in lines)
    assert {claim.property for claim in claims} <= SCHEMA.properties.keys()
    assert {claim.modality for claim in claims} <= set(SCHEMA.concepts["Modality"])
