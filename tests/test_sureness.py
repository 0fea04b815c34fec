"""How sure the extractor is of the relations that its patterns find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from kg import times
from kg.errors import Location
from kg.extract.patterns import PatternExtractor, open_extractor
from kg.extract.patterns.lexicon.words import read_words
from kg.extract.patterns.relations.sureness import ANYTHING, LEAST, likelihood
from kg.model import Article, Claim, Entity, Reading
from kg.ontology import read_ontology
from kg.project import find_project
from kg.resolve import Registry

pytest.importorskip("spacy")

NAMES = {"Acme": "Company", "Norton": "Company", "Jane Doe": "Person", "Zed": "VehicleModel", "Berlin": "Place"}
TEXT = (
    "Jane Doe is chief executive of Acme. Acme competes with Norton. Acme will launch the Zed in May. "
    "The flat unit comes from Norton, whose plant in Berlin the Zed made by Acme once left."
)


def extractor(least: Mapping[str, float]) -> PatternExtractor:
    entities = {}
    for name, kind in NAMES.items():
        key = name.lower().replace(" ", "-")
        entities[key] = Entity(key, kind, name, None, (), (), None, None, Location("test"))
    return open_extractor(read_ontology(find_project(Path(__file__).parent)).schema, Registry(entities), least)


def read(text: str, least: Mapping[str, float]) -> Reading:
    article = Article(
        "example", "Example", None, times.read("2025-06-01"), "stated", "en", None, None, None, None, text, 1,
        Location("test"),
    )  # fmt: skip
    (reading,) = extractor(least).read([article])
    return reading


def relations(reading: Reading) -> list[Claim]:
    return [claim for claim in reading.claims if claim.object]


def test_every_relation_says_how_likely_it_is_and_unlikely_ones_are_left_out_and_counted() -> None:
    found = relations(read(TEXT, ANYTHING))
    chances = sorted({claim.confidence for claim in found if claim.confidence})
    assert len(chances) > 2, "each is weighed by itself"
    bar = chances[len(chances) // 2]
    kept = read(TEXT, ANYTHING | {"relation": float(bar) - 0.005})  # confidences are rounded
    assert {claim.id for claim in relations(kept)} == {
        one.id for one in found if one.confidence and one.confidence >= bar
    }
    left = Counter(dict(kept.dropped))["an unlikely relation"]
    assert left == sum(one.confidence < bar for one in found if one.confidence)
    assert left > 0


def test_a_post_told_plainly_is_proposed_and_surer_than_what_a_name_by_description_ends() -> None:
    post, *_ = relations(read("Jane Doe is chief executive of Acme.", LEAST))
    assert (post.property, post.confidence is not None and post.confidence > 0.7) == ("chiefExecutiveOf", True)
    plain = likelihood("relation", ["any", "subject Company", "subject by registry", "object by registry"])
    assert plain > likelihood("relation", ["any", "subject Company", "subject by registry", "object by described"])


def test_figures_are_not_weighed_and_what_is_left_out_is_told_in_words() -> None:
    text = "Acme delivered 300 cars in May. Jane Doe praised the Zed."
    weighed, unweighed = read(text, ANYTHING | {"relation": 1.0}), read(text, ANYTHING)
    assert [one.quantity for one in weighed.claims if one.quantity] == [one.quantity for one in unweighed.claims[:1]]
    (relation,) = relations(unweighed)
    assert relations(weighed) == []
    told = [one for one in weighed.claims if one.words and one.span.start >= text.index("Jane")]
    assert told
    assert not [one for one in unweighed.claims if one.words == told[0].words]
    assert relation.subject == told[0].subject == "jane-doe"


def test_what_is_told_in_words_is_weighed_too() -> None:
    text = "Acme's order books are full."
    (told,) = [one for one in read(text, ANYTHING).claims if one.words]
    assert told.confidence
    assert 0 < told.confidence < 1
    bare = read(text, ANYTHING | {"attribute": float(told.confidence) + 0.01})
    assert not [one for one in bare.claims if one.words]
    assert dict(bare.dropped)["an unlikely attribute"] == 1


def test_weights_are_numbers_by_features_that_the_ontology_or_the_code_knows() -> None:
    rows = [entry.rpartition(" ") for kind in LEAST for entry in read_words("sureness")[kind]]
    schema = read_ontology(find_project(Path(__file__).parent)).schema
    assert rows
    for feature, _, weight in rows:
        float(weight)
        sort, _, name = feature.partition(" ")
        if sort == "property":
            assert name in schema.properties, name
        elif sort in ("subject", "object") and name[:1].isupper() and name != "ROOT":
            assert name in schema.classes, name
