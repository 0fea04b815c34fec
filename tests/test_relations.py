"""What the extractor reads of who does what to whom, beyond the examples of the properties themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import times
from kg.errors import Location
from kg.extract.patterns import PatternExtractor, open_extractor
from kg.extract.patterns.names.belonging import belonging
from kg.extract.patterns.relations.sureness import ANYTHING
from kg.model import Article, Entity, Schema
from kg.ontology import read_ontology
from kg.project import find_project
from kg.resolve import Registry

KNOWN = {
    "Acme": ("Company", None),
    "Acme Lamps": ("OrganisationalUnit", None),
    "Norton Holdings": ("Company", None),
    "Zenith Bank": ("Company", None),
    "Jane Doe": ("Person", "Founder of Acme, once president of Norton Holdings."),
    "John Roe": ("Person", "Executive or official named in the news of the field."),
    "Zed": ("VehicleModel", None),
    "Quark": ("VehicleModel", None),
    "Berlin": ("Place", None),
    "Zedex": ("Exchange", None),
    "Norton Exchange": ("Exchange", None),
}


@pytest.fixture(scope="module")
def schema() -> Schema:
    return read_ontology(find_project(Path(__file__).parent)).schema


@pytest.fixture(scope="module")
def registry() -> Registry:
    where = Location("test")
    entities = [
        Entity(name.lower().replace(" ", "-"), kind, name, None, (), (), None, note, where)
        for name, (kind, note) in KNOWN.items()
    ]
    return Registry({one.id: one for one in entities})


@pytest.fixture(scope="module")
def extractor(schema: Schema, registry: Registry) -> PatternExtractor:
    return open_extractor(schema, registry, least=ANYTHING)


def relations(extractor: PatternExtractor, text: str) -> set[tuple[str, str, str | None]]:
    where, day = Location("test"), times.read("2025-06-01")
    article = Article("example", "News", None, day, "stated", "en", None, None, None, None, text, 1, where)
    (reading,) = extractor.read([article])
    kinds = extractor.schema.properties
    return {(one.subject, one.property, one.object) for one in reading.claims if kinds[one.property].kind == "relation"}


def test_the_note_on_a_person_tells_where_that_person_belongs(schema: Schema, registry: Registry) -> None:
    assert belonging(registry, schema) == {"jane-doe": ("acme",)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the firm that the text speaks of most is another
        (
            "Norton Holdings sells lamps to Acme. Norton Holdings grew. Founder Jane Doe wants more.",
            ("jane-doe", "founderOf", "acme"),
        ),
        (
            "Zenith Bank cut its target for Acme, chief executive Jane Doe said.",
            ("jane-doe", "chiefExecutiveOf", "acme"),
        ),
        # of whom nothing is known, the text tells it
        ("Norton Holdings grew. Founder John Roe wants more.", ("john-roe", "founderOf", "norton-holdings")),
        ("Acme grew, the group's president John Roe said.", ("john-roe", "presidentOf", "acme")),
        ("Analyst John Roe at Zenith Bank said so.", ("john-roe", "holdsPostIn", "zenith-bank")),
        # where somebody went the posts behind are held
        ("John Roe joined Acme in 2019 and became vice president in 2021.", ("john-roe", "vicePresidentOf", "acme")),
        (
            "John Roe went to Acme. Before, Roe came to Norton Holdings in 2003 and was made chief designer in 2016.",
            ("john-roe", "formerlyHeldPostIn", "norton-holdings"),
        ),
        # whoever is chosen does it
        ("Acme chose Norton Holdings to build the Zed.", ("norton-holdings", "manufactures", "zed")),
        ("Acme settled on Norton Holdings to build the Zed.", ("norton-holdings", "manufactures", "zed")),
        ("Acme hired John Roe last year to run Norton Holdings.", ("john-roe", "headOf", "norton-holdings")),
        ("Acme unveiled the Zed, along with the Quark.", ("acme", "launches", "quark")),
        ("Acme plans to bring the Zed to market.", ("acme", "launches", "zed")),
        # nobody is one of his own
        (
            "Acme is no stranger: Norton Holdings is one of its shareholders.",
            ("norton-holdings", "ownsStakeIn", "acme"),
        ),
        ("John Roe joins Acme as vice president and reports to Jane Doe.", ("john-roe", "reportsTo", "jane-doe")),
        # who judges a share is not the company
        (
            "Zenith Bank cut its price target for Acme. The company launched the Zed in May.",
            ("acme", "launches", "zed"),
        ),
        ("Zenith Bank has downgraded Acme, after the company launched the Zed.", ("acme", "launches", "zed")),
        ("Acme grew. In May the Berlin company launched the Zed.", ("acme", "launches", "zed")),
        ("Acme grew. In May the Berlin company launched the Zed.", ("acme", "headquarteredIn", "berlin")),
        ("Analysts of Acme led by John Roe wrote it.", ("john-roe", "holdsPostIn", "acme")),
        ("John Roe, who is visiting professor at Acme, said so.", ("john-roe", "holdsPostIn", "acme")),
        ("John Roe replaced Jane Doe as president of Acme in May.", ("john-roe", "presidentOf", "acme")),
        ("Sales of the Zed are to begin in Berlin in May.", ("zed", "soldIn", "berlin")),
        # what goes both ways is told of whom the clause is about
        ("The Zed is new. Its main rival will be the Quark.", ("zed", "competesWith", "quark")),
        # An object that the sentence before has as its subject.
        ("The Zed is a small car. Norton Holdings builds it.", ("norton-holdings", "manufactures", "zed")),
        # What a hyphen ties is no part of which the post is.
        ("Jane Doe, chairman of state-owned Acme, said so.", ("jane-doe", "chairOf", "acme")),
        ("Jane Doe, founder and chief executive of fast-growing Acme, left.", ("jane-doe", "chiefExecutiveOf", "acme")),
        # Every name before a code, of whoever stands before the brackets.
        ('Acme Inc. ("Acme") (Zedex: ACM; Norton Exchange: 99) sold lamps.', ("acme", "listedOn", "zedex")),
        ('Acme Inc. ("Acme") (Zedex: ACM; Norton Exchange: 99) sold lamps.', ("acme", "listedOn", "norton-exchange")),
        # Whose units they are that a relative clause counts up; who is ahead in a passive.
        ("Acme, whose subsidiaries include Norton Holdings, sold lamps.", ("norton-holdings", "unitOf", "acme")),
        ("The Zed was outsold by the Quark in May.", ("quark", "surpasses", "zed")),
        # Who does it stands before an aside between dashes of whatever form.
        ("Acme – the largest maker of its kind – supplies Norton Holdings.", ("acme", "suppliesTo", "norton-holdings")),
        ("Acme - based in Berlin - supplies Norton Holdings.", ("acme", "suppliesTo", "norton-holdings")),
        # "Its" before what is joined to a name takes up that name.
        ("Zenith Bank sued Acme and its parent Norton Holdings.", ("acme", "unitOf", "norton-holdings")),
    ],
)
def test_what_is_told(extractor: PatternExtractor, text: str, found: tuple[str, str, str]) -> None:
    assert found in relations(extractor, text)


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("Norton Holdings grew. Norton Holdings sells lamps to Acme. Founder Jane Doe wants more.", "norton-holdings"),
        ("Acme launched the Zed in Berlin on Tuesday.", "berlin"),
        ("Acme grew. In May a Berlin company launched the Quark.", "berlin"),
        ("Jane Doe was replaced as president of Norton Holdings in May.", "norton-holdings"),
        ("Norton Holdings chose Acme to build the Zed. The lamps are new.", "norton-holdings"),
        ("Jane Doe, an engineer, took over Norton Holdings design in 2019.", "norton-holdings"),
    ],
)
def test_what_is_not_told(extractor: PatternExtractor, text: str, barred: str) -> None:
    said = relations(extractor, text)
    assert not [one for one in said if one[2] == barred and one[1] != "suppliesTo"], said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Acme opened a lamp facility in Berlin.", ("berlin-facility", "locatedIn", "berlin")),
        (
            "Acme plans to build a facility, which will be located in Berlin.",
            ("acme-berlin-facility", "locatedIn", "berlin"),
        ),
        ("Acme took out a credit facility in Berlin.", None),
        ("Acme opened a testing facility in Berlin.", None),
    ],
)
def test_a_facility_is_a_plant_unless_it_serves_another_end(
    extractor: PatternExtractor, text: str, told: tuple[str, str, str] | None
) -> None:
    found = {one for one in relations(extractor, text) if one[1] == "locatedIn"}
    assert found == ({told} if told else set())


def test_an_apposition_behind_a_list_is_said_of_its_last(extractor: PatternExtractor) -> None:
    found = relations(extractor, "Acme works with Zenith Bank and Norton Holdings, a start-up based in Berlin.")
    assert {one for one in found if one[1] == "headquarteredIn"} == {("norton-holdings", "headquarteredIn", "berlin")}


def test_the_bracket_of_a_dateline_owns_no_title(extractor: PatternExtractor) -> None:
    found = relations(extractor, "BERLIN, May 7 (Zenith Bank) - Lamp parts supplier Acme opened a store in Berlin.")
    assert "suppliesTo" not in {one[1] for one in found}


@pytest.mark.parametrize(
    "text",
    [
        "Acme and Norton Holdings said they were forming a joint venture.",
        "Acme and Norton Holdings will build lamps. The companies signed an agreement.",
        "Acme and Norton Holdings have entered into a supply agreement.",
    ],
)
def test_they_are_the_two_that_are_joined(extractor: PatternExtractor, text: str) -> None:
    assert ("acme", "partnersWith", "norton-holdings") in relations(extractor, text)


def test_they_are_not_the_two_of_whom_one_does_something_to_the_other(extractor: PatternExtractor) -> None:
    found = relations(extractor, "Acme sued Norton Holdings. They signed an agreement.")
    assert "partnersWith" not in {one[1] for one in found}


@pytest.mark.parametrize(
    "text",
    [
        "Acme will build a plant in the city of Berlin.",
        "Acme will build an electric lamp (EL) shade plant in Berlin.",
    ],
)
def test_neither_a_kind_of_place_nor_a_short_form_hides_where_a_site_is(extractor: PatternExtractor, text: str) -> None:
    assert ("acme", "opensSiteIn", "berlin") in relations(extractor, text)
