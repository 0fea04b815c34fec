"""Every example sentence of the ontology goes through the extractor itself: what must be found is, what must not is not.

A sentence brings its own tiny registry: the names in it are those that the example lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from kg import times
from kg.errors import BadInput, Location
from kg.extract.patterns import PatternExtractor, open_extractor
from kg.extract.patterns.grammar import read_patterns
from kg.model import Article, Claim, Entity, PropertyTerm, Schema
from kg.ontology import read_ontology
from kg.project import find_project
from kg.resolve import Registry

pytest.importorskip("spacy")

#: The class of the invented names of the examples, by their first word or as a whole.
NAMES = {
    "Acme": "Company",
    "Norton Holdings": "Company",
    "Norton Agency": "Regulator",
    "Norton Exchange": "Exchange",
    "Norton Plant": "Factory",
    "Norton Ring": "Place",
    "Norton Act": "Regulation",
    "Norton Auto Show": "TradeFair",
    "Norton crash": "Accident",
    "Jane Doe": "Person",
    "John Roe": "Person",
    "Berlin": "Place",
    "Norway": "Place",
    "AutoGlide": "ProductFeature",
    "Norton Forum": "Platform",
    "Norton Prize": "Award",
}
#: Names whose class depends on what the property wants of them.
PRODUCTS = ("Zed Max", "Zed", "Quark")


@cache
def schema() -> Schema:
    return read_ontology(find_project(Path(__file__).parent)).schema


def terms() -> list[PropertyTerm]:
    return sorted(schema().properties.values(), key=lambda one: one.name)


def examples(kind: str) -> list[tuple[PropertyTerm, str]]:
    chosen: dict[str, Sequence[str]] = {}
    for term in terms():
        chosen[term.name] = term.matches if kind == "match" else term.refusals
    return [(schema().properties[name], text) for name, texts in chosen.items() for text in texts]


def kind_of(name: str, term: PropertyTerm) -> str:
    if name in NAMES:
        return NAMES[name]
    wanted = (term.domain, term.range, *(part for text in term.patterns for part in text.replace("|", " ").split()))
    if name == "Quark" or (name.startswith("Zed") and any("Chip" in one for one in wanted)):
        return "Chip"
    return "VehicleModel"


def registry(sentence: str, term: PropertyTerm) -> Registry:
    found = [name for name in (*NAMES, *PRODUCTS) if name in sentence]
    entities = {}
    for name in found:
        key = name.lower().replace(" ", "-")
        entities[key] = Entity(key, kind_of(name, term), name, None, (), (), None, None, Location("test"))
    return Registry(entities)


def extractor(sentence: str, term: PropertyTerm) -> PatternExtractor:
    return open_extractor(schema(), registry(sentence, term))


def claims_of(sentence: str, term: PropertyTerm) -> list[Claim]:
    article = Article(
        "example", "Example", None, times.read("2025-06-01"), "stated", "en", None, None, None, None, sentence, 1,
        Location("test"),
    )  # fmt: skip
    (reading,) = extractor(sentence, term).read([article])
    for claim in reading.claims:
        assert sentence[claim.span.start : claim.span.end] == claim.span.text
        assert claim.reason
        assert claim.confidence is not None
    return [claim for claim in reading.claims if claim.property == term.name]


def value_of(claim: Claim) -> str:
    if claim.quantity is not None:
        return claim.quantity.text
    return claim.words or claim.object or ""


@pytest.mark.parametrize(("term", "text"), examples("match"), ids=lambda one: getattr(one, "name", str(one)))
def test_the_patterns_find_what_the_example_says(term: PropertyTerm, text: str) -> None:
    sentence, _, expected = text.partition(" => ")
    subject, _, value = (part.strip() for part in expected.partition(" | "))
    key = subject.lower().replace(" ", "-")
    found = [(claim.subject, value_of(claim)) for claim in claims_of(sentence, term)]
    wanted = value.lower().replace(" ", "-") if term.kind == "relation" else value
    assert any(who == key and (wanted in what or what in wanted) for who, what in found), found


@pytest.mark.parametrize(("term", "text"), examples("refusal"), ids=lambda one: getattr(one, "name", str(one)))
def test_the_patterns_do_not_fire_on_a_refusal(term: PropertyTerm, text: str) -> None:
    assert [(claim.subject, value_of(claim)) for claim in claims_of(text, term)] == []


def test_every_property_with_patterns_has_an_example_of_what_it_finds() -> None:
    bare = [
        term.name
        for term in terms()
        if any(not text.startswith("@") for text in term.patterns) and not term.matches
    ]
    assert bare == []


@pytest.mark.parametrize(
    "pattern",
    [
        "deliver subj=S obj=N",
        "deliver/VERB subj=S",
        "deliver/VERB obj=N",
        "deliver/VERB subj=S obj=O",
        "deliver/VERB subj=Nobody:Nothing obj=N",
        "deliver/VERB subj=S:Nothing obj=N",
        "deliver/VERB  subj=S obj=N",
        "deliver/THING subj=S obj=N",
    ],
)
def test_a_faulty_pattern_is_named_with_its_file(pattern: str) -> None:
    term = PropertyTerm("sold", "metric", "sold", "Entity", "Literal", Location("ontology/metrics/sold.ttl"), ("unit",), (pattern,))
    with pytest.raises(BadInput, match=r"ontology/metrics/sold\.ttl"):
        read_patterns(term, schema())
