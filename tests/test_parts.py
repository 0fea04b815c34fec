"""Parts that only a common noun names: which words call them, and where they count as things."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kg import times
from kg.errors import Location
from kg.extract.patterns import PatternExtractor, open_extractor
from kg.model import Article, Entity
from kg.ontology import read_ontology
from kg.project import find_project
from kg.resolve import Registry

pytest.importorskip("spacy")


@cache
def extractor() -> PatternExtractor:
    schema = read_ontology(find_project(Path(__file__).parent)).schema
    zed = Entity("zed", "VehicleModel", "Zed", None, (), (), None, None, Location("test"))
    return open_extractor(schema, Registry({"zed": zed}))


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
