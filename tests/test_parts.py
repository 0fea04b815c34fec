"""Parts that only a common noun names: which words call them, and where they count as things."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kg import times
from kg.errors import Location
from kg.extract.patterns import PatternExtractor, open_extractor
from kg.extract.patterns.relations.sureness import ANYTHING
from kg.model import Article, Entity
from kg.ontology import read_ontology
from kg.project import find_project
from kg.resolve import Registry

pytest.importorskip("spacy")


@cache
def extractor() -> PatternExtractor:
    schema = read_ontology(find_project(Path(__file__).parent)).schema
    zed = Entity("zed", "VehicleModel", "Zed", None, (), (), None, None, Location("test"))
    return open_extractor(schema, Registry({"zed": zed}), least=ANYTHING)


def told(text: str) -> tuple[set[tuple[str, str]], dict[str, str]]:
    """The relations of the text and its newcomers with the first form of each."""
    article = Article(
        "example", "Example", None, times.read("2025-06-01"), "stated", "en", None, None, None, None, text, 1,
        Location("test"),
    )  # fmt: skip
    (reading,) = extractor().read([article])
    claims = {(claim.property, claim.object) for claim in reading.claims if claim.object}
    return claims, {one.id: one.names[0] for one in reading.newcomers}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The Zed has a mini-fridge.", "mini-fridge"),
        ("The Zed offers a fridge, a sunroof and rear-seat screens.", "rear-seat screens"),
        ("The Zed comes with a 16.1-inch central display.", "central display"),
        ("The Zed was fitted with a driver-monitoring camera.", "driver-monitoring camera"),
        ("The Zed sells well. All trims have a heat pump.", "heat pump"),
    ],
)
def test_a_part_is_called_by_its_noun_and_the_words_of_its_kind(text: str, part: str) -> None:
    claims, newcomers = told(text)
    slug = part.replace(" ", "-")
    assert ("hasFeature", slug) in claims
    assert newcomers[slug] == part


@pytest.mark.parametrize(
    "text",
    [
        "The Zed has a new motor.",  # what could be said of any thing tells no kind
        "The Zed has a screen supplier.",  # the noun only begins what is named
        "The driver of the Zed had a sunroof.",  # not the thing itself
        "The fridge is cold.",
    ],
)
def test_a_noun_alone_is_no_part(text: str) -> None:
    claims, newcomers = told(text)
    assert not [one for one in claims if one[0] == "hasFeature"]
    assert not newcomers


def test_what_a_thing_lacks_is_a_part_too() -> None:
    assert ("lacks", "fridge") in told("The Zed lacks a fridge.")[0]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Acme Motors supplies the tyres.", ("supplies", "tyres")),
        ("The braking system comes from Acme Motors.", ("supplies", "braking-system")),
        ("The Zed goes on sale in May. Top versions get a heat pump.", ("hasFeature", "heat-pump")),
        ("The Zed goes on sale in May. Its long-range edition has a heat pump.", ("hasFeature", "heat-pump")),
        ("The Zed can be unlocked by face recognition.", ("hasFeature", "face-recognition")),
        ("Acme Motors promised a rear camera in all versions of the Zed.", ("hasFeature", "rear-camera")),
    ],
)
def test_parts_are_supplied_and_things_have_them_in_their_versions(text: str, fact: tuple[str, str]) -> None:
    claims, _ = told(text)
    assert fact in claims


@pytest.mark.parametrize(
    "text",
    [
        "Acme Motors supplies tyres.",  # wares of a kind, not certain ones
        "The Zed looks good. The top model of Acme Motors wears a hat.",
        "Acme Motors buys the tyres.",
    ],
)
def test_what_is_no_certain_part_is_not_supplied(text: str) -> None:
    claims, _ = told(text)
    assert not {name for name, _ in claims} & {"supplies", "hasFeature"}
