"""What learned weights tie figures to: metric and thing, where no rule is sure; and what they leave alone."""

from __future__ import annotations

from functools import cache
from math import isclose
from pathlib import Path

import pytest

from kg import times
from kg.errors import Location
from kg.extract.patterns import PatternExtractor, open_extractor
from kg.extract.patterns.lexicon.words import weights
from kg.extract.patterns.linking.links import choose
from kg.extract.patterns.linking.weights import likelihoods
from kg.model import Article, Claim, Entity, Schema
from kg.ontology import read_ontology
from kg.project import find_project
from kg.resolve import Registry

pytest.importorskip("spacy")

NAMES = {"Acme": "Carmaker", "Norton": "Carmaker", "Zed": "VehicleModel", "Kite": "VehicleModel", "Jane Doe": "Person",
         "Tower Bank": "Company", "Berlin": "Place"}  # fmt: skip

#: A text -> the readings that must come out: thing, metric, number.
TIED = [
    ("Turnover at Acme came in at 48 billion yuan, a little more than hoped.", ("acme", "revenue", 48_000_000_000)),
    ("Acme booked sales of 48 billion yuan between July and September.", ("acme", "revenue", 48_000_000_000)),
    ("Acme ploughed 2 billion dollars into the new works.", ("acme", "investment", 2_000_000_000)),
    ("The Zed will set you back 45,000 dollars.", ("zed", "price", 45_000)),
    ("The Zed tips the scales at 2,100 kg.", ("zed", "weight", 2100)),
    ("Acme employs 12,000 people in Berlin.", ("acme", "staffCount", 12_000)),
    ("Acme shifted 31,000 cars in May.", ("acme", "unitsSold", 31_000)),
    ("The Zed goes 640 km on a charge.", ("zed", "drivingRange", 640)),
]
#: A text -> a figure that is nobody's.
LEFT = [
    ("Jane Doe, an engineer at Acme, was born in 1975 and has three children.", 3),
    ("Acme said in a note on page 14 that it was content.", 14),
    ("Tower Bank, with 900 branches, lent Acme the money.", 900),
]


@cache
def schema() -> Schema:
    return read_ontology(find_project(Path(__file__).parent)).schema


@cache
def extractor() -> PatternExtractor:
    entities = {}
    for name, kind in NAMES.items():
        key = name.lower().replace(" ", "-")
        entities[key] = Entity(key, kind, name, None, (), (), None, None, Location("test"))
    return open_extractor(schema(), Registry(entities))


def article(text: str) -> Article:
    return Article(
        "example", "Example", None, times.read("2025-06-01"), "stated", "en", None, None, None, None, text, 1,
        Location("test"),
    )  # fmt: skip


def figures(text: str) -> list[Claim]:
    (reading,) = extractor().read([article(text)])
    return [claim for claim in reading.claims if claim.quantity]


def number(claim: Claim) -> float:
    assert claim.quantity
    return float(claim.quantity.number or claim.quantity.low or claim.quantity.high or 0)


@pytest.mark.parametrize(("text", "expected"), TIED, ids=[text[:40] for text, _ in TIED])
def test_a_figure_is_tied_to_its_metric_and_thing(text: str, expected: tuple[str, str, float]) -> None:
    assert expected in [(claim.subject, claim.property, number(claim)) for claim in figures(text)]


@pytest.mark.parametrize(("text", "left"), LEFT, ids=[text[:40] for text, _ in LEFT])
def test_a_figure_that_states_nothing_known_is_left(text: str, left: float) -> None:
    assert left not in [number(claim) for claim in figures(text) if claim.subject == "acme"]


def test_what_a_sentence_leaves_open_has_less_confidence() -> None:
    sure = next(claim for claim in figures("Acme delivered 31,000 cars in May.") if claim.property == "deliveries")
    loose = list(figures("Acme and Norton did well. There were 31,000 deliveries."))
    assert all(claim.confidence < sure.confidence for claim in loose if claim.confidence and sure.confidence)


def test_features_name_no_term_of_the_ontology() -> None:
    words = {
        word.strip(",")
        for choice in ("metric", "thing")
        for feature in weights("links", choice)
        for word in feature.split()
    }
    known = {name for name, term in schema().properties.items() if term.kind == "metric"}
    assert not {word for word in words if word in known and word not in ("growth", "share", "price", "distance")}


def test_likelihoods_leave_room_for_none() -> None:
    found = likelihoods("metric", {"one": ["any", "pattern reads it"], "other": ["any"]})
    assert 0 < found["other"] < found["one"] < 1
    assert isclose(sum(likelihoods("metric", {"one": [], "other": []}).values()), 2 / 3)


def test_choices_of_a_figure_are_likelihoods() -> None:
    text = "Acme delivered 31,000 cars in May, and Norton 20,000."
    ground = extractor().ground(article(text), extractor().language(text))
    for link, _ in extractor().linker.links(ground.evidence, ground.findings, thorough=True):
        chances = [one.chance for one in choose(link)]
        assert all(0 <= chance <= 1 for chance in chances)
        assert sum(chances) <= 1 + 1e-9


def test_a_figure_knows_of_whom_its_paragraph_speaks() -> None:
    text = "Acme sells the Zed and the Kite. The Zed weighs 2,100 kg. The screen has 14 inches."
    ground = extractor().ground(article(text), extractor().language(text))
    links = extractor().linker.links(ground.evidence, ground.findings, thorough=True)
    things = next(link.things["screenSize"] for link, _ in links if link.amount.quantity.unit == "inch")
    assert "told last of it, other metric, not in sentence" in things["zed"][0]
    assert "most named in paragraph, alone" in things["zed"][0]
    assert "told last of another, other metric, not in sentence" in things["kite"][0]
