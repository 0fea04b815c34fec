"""What a bare figure counts, by its sentence: the shipped ontology read with an empty registry."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import times
from kg.errors import Location
from kg.extract.patterns import PatternExtractor
from kg.extract.patterns.slots.values import COUNT
from kg.model import Amount, Article
from kg.ontology import read_ontology
from kg.project import find_project
from kg.resolve import Registry

#: A text, and its figures as "words=unit"; "?" before a unit that is inferred.
TEXTS = [
    (
        "Halcyon sold 5.5 million cars in 2025, against 4.27 million in 2024.",
        ["5.5 million cars=vehicle", "4.27 million=?vehicle"],
    ),
    ("It made 40 billion yuan on revenue of 777 billion.", ["40 billion yuan=CNY", "777 billion=?CNY"]),
    ("In May some 75,869 were delivered.", ["some 75,869=?vehicle"]),
    ("It set a target of 320,000 deliveries.", ["320,000 deliveries=vehicle"]),
    ("It ran 3,172 swap stations, 964 of them in the hills.", ["3,172 swap stations=station", "964=?station"]),
    ("Halcyon led with 32,059 cars. Zephyr came to 27,182.", ["32,059 cars=vehicle", "27,182=?vehicle"]),
    ("Total sales rose to 58,000 in November.", ["58,000=?vehicle"]),
    ("In her view it needs 30,000.", ["30,000="]),
    ("It found 2,400 frogs.", ["2,400="]),
    ("Margin sank to 16.3 percent; in the first quarter it was 20.1.", ["16.3 percent=percent", "20.1=?percent"]),
    ("Zephyr had 7.1 percent, Halcyon 5.5 and Corvus 4.2.", ["7.1 percent=percent", "5.5=?percent", "4.2=?percent"]),
    ("It lost 436 million yuan, and a year ago 102 million.", ["436 million yuan=CNY", "102 million=?CNY"]),
    ("It costs 4,499 yuan with 256 GB, 4,999 with a pen.", ["4,499 yuan=CNY", "256 GB=gigabyte", "4,999=?CNY"]),
    ("It has 2.7 inches on the lid and 2.9 on the side.", ["2.7 inches=inch", "2.9=?inch"]),
    ("The club has 700 million users.", ["700 million=?person"]),
]


@pytest.fixture(scope="module")
def extractor(root: Path) -> PatternExtractor:
    return PatternExtractor(read_ontology(find_project(root)).schema, Registry({}))


def _shown(amount: Amount) -> str:
    inferred = "?" if amount.quantity.unit_basis == "inferred" else ""
    return f"{amount.span.text}={inferred}{amount.quantity.unit}"


@pytest.mark.parametrize(("text", "expected"), TEXTS, ids=[text for text, _ in TEXTS])
def test_a_bare_figure_counts_what_its_sentence_tells(
    extractor: PatternExtractor, text: str, expected: list[str]
) -> None:
    (reading,) = extractor.read([_article(text)])
    assert [_shown(amount) for amount in reading.amounts if amount.quantity.unit != "year"] == expected


def _article(text: str) -> Article:
    day = times.read("2026-02-02")
    return Article("a", "A", None, day, "stated", "en", None, None, None, None, text, 1, Location("test"))


def test_a_word_of_several_metrics_tells_the_units_of_the_one_that_counts_most(extractor: PatternExtractor) -> None:
    """And not those of any of them, as the order of a set has it."""
    for word, units in extractor.units.cues.words.items():
        terms = [
            one for one in extractor.schema.properties.values() if one.label.lower() == word and COUNT in one.units
        ]
        assert all(len(units) >= len([unit for unit in one.units if unit != COUNT]) for one in terms)
