"""What the title alone names, and which of a firm's plants a text speaks of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kg import times
from kg.errors import Location
from kg.extract.patterns import PatternExtractor, open_extractor
from kg.extract.patterns.relations.sureness import ANYTHING
from kg.model import Article, Entity, Reading
from kg.ontology import read_ontology
from kg.project import find_project
from kg.resolve import Registry

pytest.importorskip("spacy")

NAMES = {
    "Acme": ("Company", (), None),
    "Norton Bank": ("Bank", (), None),
    "Acme Zed": ("VehicleModel", (), "A car of Acme."),
    "Norton": ("Place", (), None),
    "Berlin": ("Place", (), None),
    "Berlin car plant": ("Factory", ("Acme's plant", "Acme's car factory"), "Builds cars in Berlin."),
    "Norton lamp factory": ("Factory", (), "Builds lamps in Norton."),
}


@cache
def extractor() -> PatternExtractor:
    entities = {}
    for name, (kind, aliases, note) in NAMES.items():
        key = name.lower().replace(" ", "-")
        entities[key] = Entity(key, kind, name, None, aliases, (), note, None, Location("test"))
    return open_extractor(read_ontology(find_project(Path(__file__).parent)).schema, Registry(entities), ANYTHING)


def read(text: str, title: str = "Example") -> Reading:
    article = Article(
        "example", title, None, times.read("2025-06-01"), "stated", "en", None, None, None, None, text, 1,
        Location("test"),
    )  # fmt: skip
    return next(iter(extractor().read([article])))


def told(text: str, title: str = "Example") -> set[str]:
    reading = read(text, title)
    for claim in reading.claims:
        assert text[claim.span.start : claim.span.end] == claim.span.text
    return {f"{one.subject} {one.property}" for one in reading.claims}


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        ("Acme Zed: your questions", "What does it weigh? It weighs 1,845 kg.", "acme-zed weight"),
        ("Acme Zed: your questions", "How far does it go? The car has a range of 434 km.", "acme-zed drivingRange"),
        ("Acme Q1 2025 earnings call", "Revenue: 20.38 billion yuan. Net loss: 380 million yuan.", "acme revenue"),
    ],
)
def test_what_the_title_alone_names_has_the_figures(title: str, text: str, wanted: str) -> None:
    assert wanted in told(text, title)
    assert wanted not in told(text)


@pytest.mark.parametrize(
    ("title", "text", "unwanted"),
    [
        ("Acme Zed: your questions", "The watch has a battery of 300 mAh and weighs 40 grams.", "acme-zed weight"),
        ("Acme Zed sells well", "Norton Bank earned 20.38 billion yuan last year.", "acme-zed netProfit"),
        ("Acme Zed and Norton Bank", "Norton Bank has a profit of 3 billion yuan.", "acme-zed netProfit"),
    ],
)
def test_what_the_title_alone_names_is_not_everything(title: str, text: str, unwanted: str) -> None:
    assert unwanted not in told(text, title)


@pytest.mark.parametrize(("noun", "meant"), [("car", {"acme-zed"}), ("watch", set())])
def test_a_noun_means_what_the_title_names_if_that_is_called_so(noun: str, meant: set[str]) -> None:
    reading = read(f"Wireless charging works. The {noun} was shown on Monday.", "Acme Zed: your questions")
    assert {one.entity for one in reading.mentions} == meant


def test_what_the_title_alone_names_is_no_mention_of_the_text() -> None:
    reading = read("It weighs 1,845 kg.", "Acme Zed: your questions")
    assert [one.subject for one in reading.claims] == ["acme-zed"]
    assert [one for one in reading.mentions if one.span.start < 0 or one.by != "reference"] == []


@pytest.mark.parametrize(
    ("text", "plant"),
    [
        ("Acme opened a lamp factory in Norton. The plant can make 7,000 lamps a year.", "norton-lamp-factory"),
        ("Acme runs its car factory in Berlin. The plant can make 7,000 cars a year.", "berlin-car-plant"),
        ("Acme's plant in Berlin can make 7,000 cars a year.", "berlin-car-plant"),
        ("Acme's plant in Norton can make 7,000 lamps a year.", "acme-norton-plant"),
        ("Acme's plant can make 7,000 cars a year.", "berlin-car-plant"),
    ],
)
def test_a_plant_elsewhere_or_for_something_else_is_another(text: str, plant: str) -> None:
    reading = read(text)
    spans = {(span.start, span.end): one.id for one in reading.newcomers for span in one.spans}
    plants = [one for one in reading.mentions if "plant" in one.span.text or "factory" in one.span.text]
    assert {one.entity or spans[one.span.start, one.span.end] for one in plants} == {plant}
