"""Every example sentence of the ontology goes through the extractor: what must be found is, what must not is not.

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
from kg.extract.patterns.grammar.grammar import read_patterns
from kg.extract.patterns.relations.sureness import ANYTHING
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
    "Norton Tales": "WrittenWork",
    "Norton Works": "Brand",
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
    if name == "Quark" or (name.startswith("Zed") and any("Chip" in one and one[0] != "!" for one in wanted)):
        return "Chip"
    return "VehicleModel"


def registry(sentence: str, term: PropertyTerm) -> Registry:
    found = [name for name in (*NAMES, *PRODUCTS) if name in sentence]
    entities = {}
    for name in found:
        key = name.lower().replace(" ", "-")
        entities[key] = Entity(key, kind_of(name, term), name, None, (), (), None, None, Location("test"))
    return Registry(entities)


@cache
def patterns(*, unlikely: bool = False) -> PatternExtractor:
    """What patterns find, and with `unlikely` also of figures; how sure that is, test_sureness asks."""
    return open_extractor(schema(), Registry({}), least={**ANYTHING, "figure": 0.0} if unlikely else ANYTHING)


def extractor(sentence: str, term: PropertyTerm, *, unlikely: bool = False) -> PatternExtractor:
    return patterns(unlikely=unlikely).knowing(registry(sentence, term))


def claims_of(sentence: str, term: PropertyTerm, *, unlikely: bool = False) -> list[Claim]:
    article = Article(
        "example", "Example", None, times.read("2025-06-01"), "stated", "en", None, None, None, None, sentence, 1,
        Location("test"),
    )  # fmt: skip
    (reading,) = extractor(sentence, term, unlikely=unlikely).read([article])
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
    found = [(claim.subject, value_of(claim)) for claim in claims_of(sentence, term, unlikely=True)]
    wanted = value.lower().replace(" ", "-") if term.kind == "relation" else value
    assert any(who == key and (wanted in what or what in wanted) for who, what in found), found


@pytest.mark.parametrize(("term", "text"), examples("refusal"), ids=lambda one: getattr(one, "name", str(one)))
def test_the_patterns_do_not_fire_on_a_refusal(term: PropertyTerm, text: str) -> None:
    assert [(claim.subject, value_of(claim)) for claim in claims_of(text, term)] == []


def test_every_property_with_patterns_has_an_example_of_what_it_finds() -> None:
    bare = [
        term.name for term in terms() if any(not text.startswith("@") for text in term.patterns) and not term.matches
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
    term = PropertyTerm(
        "sold",
        "metric",
        "sold",
        "Entity",
        "Literal",
        Location("ontology/metrics/sold.ttl"),
        units=("unit",),
        patterns=(pattern,),
    )
    with pytest.raises(BadInput, match=r"ontology/metrics/sold\.ttl"):
        read_patterns(term, schema())


def test_a_directive_said_twice_is_a_fault() -> None:
    lines = ("@counting in-period", "@names S:Product by O:Company", "@names S:Product of O:Company", "@counting rate")
    where = Location("ontology/metrics/sold.ttl")
    term = PropertyTerm("sold", "metric", "sold", "Entity", "Literal", where, units=("unit",), patterns=lines)
    with pytest.raises(BadInput, match=r"says @counting a second time: put both into one line"):
        read_patterns(term, schema())


def reading(text: str, **things: str) -> list[Claim]:
    """The claims in a text about things with these names and classes."""
    entities = {
        key: Entity(key, kind, key.replace("-", " ").title(), None, (), (), None, None, Location("test"))
        for key, kind in ((name.replace("_", "-"), kind) for name, kind in things.items())
    }
    article = Article(
        "text",
        "Text",
        None,
        times.read("2025-06-01"),
        "stated",
        "en",
        None,
        None,
        None,
        None,
        text,
        1,
        Location("test"),
    )
    (found,) = patterns().knowing(Registry(entities)).read([article])
    for claim in found.claims:
        assert text[claim.span.start : claim.span.end] == claim.span.text
        assert claim.quantity is None or claim.quantity.text in claim.span.text
    return list(found.claims)


def figures(claims: list[Claim], name: str) -> list[tuple[str, int]]:
    return [(one.subject, int(one.quantity.number or 0)) for one in claims if one.quantity and one.property == name]


def test_a_list_tells_each_member_its_own_figure_and_the_time_of_the_first() -> None:
    text = "Acme delivered 7,000 units in May. Bolt came to 6,000 units, and Corda with 5,000 units was third."
    claims = reading(text, acme="Carmaker", bolt="Carmaker", corda="Carmaker")
    assert figures(claims, "deliveries") == [("acme", 7000), ("bolt", 6000), ("corda", 5000)]
    assert {one.when.text for one in claims if one.when and one.property == "deliveries"} == {"2025-05"}


def test_a_change_stands_beside_the_figure_that_it_changes() -> None:
    claims = reading("Revenue at Acme was 5 billion yuan, up 12% year on year.", acme="Company")
    (growth,) = [one for one in claims if one.property == "growth"]
    assert growth.quantity is not None
    assert growth.quantity.number == 12
    assert dict(growth.scope) == {"measure": "revenue", "base": "year-on-year"}


def test_a_fall_is_below_zero() -> None:
    claims = reading("Shares of Acme fell 5.71% on Monday.", acme="Company")
    assert [str(one.quantity.number) for one in claims if one.quantity] == ["-5.71"]


def test_what_was_before_is_told_of_its_own_time() -> None:
    claims = reading("Acme delivered 9,000 cars in May, compared with 4,000 a year earlier.", acme="Carmaker")
    assert sorted(figures(claims, "deliveries")) == [("acme", 4000), ("acme", 9000)]
    assert {one.when.text for one in claims if one.when and one.quantity and one.quantity.number == 4000} == {"2024-05"}


def test_an_item_of_a_list_is_of_the_period_of_the_line_that_opens_it() -> None:
    text = (
        "Here are the May numbers:\n\n"
        "- Acme: 7,000 deliveries, barely half of December's 14,000. Last May it was 5,000.\n"
        "- Bolt: 6,000 deliveries."
    )
    claims = reading(text, acme="Carmaker", bolt="Carmaker")
    told = {one.when.text if one.when else None for one in claims if one.subject == "bolt" and one.quantity}
    assert told == {"2025-05"}
    first = [one for one in claims if one.quantity and one.quantity.number == 7000]
    assert {one.when.text for one in first if one.when} <= {"2025-05"}


def test_the_time_of_a_figure_set_against_another_is_its_own() -> None:
    claims = reading("Acme delivered 9,000 cars, against 4,000 in the first quarter of 2024.", acme="Carmaker")
    assert [one.when for one in claims if one.quantity and one.quantity.number == 9000] == [None]


def test_how_far_things_lie_apart_is_not_their_price() -> None:
    claims = reading("The Zed costs $4,000 less than the Quark.", zed="VehicleModel", quark="VehicleModel")
    assert figures(claims, "price") == []
    assert figures(claims, "priceDifference") == [("zed", -4000)]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Acme delivered 9,000 cars in May.", "asserted"),
        ("Acme aims to deliver 9,000 cars in 2026.", "planned"),
        ("Acme set a delivery target of 9,000 for 2026.", "planned"),
        ("Analysts expect Acme to deliver 9,000 cars in June.", "predicted"),
    ],
)
def test_plans_and_forecasts_are_no_facts(text: str, modality: str) -> None:
    (claim,) = [one for one in reading(text, acme="Carmaker") if one.property == "deliveries"]
    assert claim.modality == modality


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Acme plans a plant in Norton. The plant employs 300 people.", "planned"),
        ("Acme plans a plant in Norton. The plant opened in May. The plant employs 300 people.", "asserted"),
        ("Acme opened a plant in Norton. The plant employs 300 people.", "asserted"),
    ],
)
def test_what_a_plan_brought_up_is_not_there_yet(text: str, modality: str) -> None:
    (claim,) = [one for one in reading(text, acme="Carmaker", norton="Place") if one.property == "staffCount"]
    assert claim.modality == modality
    assert (claim.when is None) == (modality == "planned")


@pytest.mark.parametrize(
    ("text", "counting"),
    [
        ("Acme delivered 9,000 cars in May.", "in-period"),
        ("Acme has delivered 9,000 cars so far.", "cumulative"),
        ("By 21 May Acme had delivered 9,000 cars.", "cumulative"),
        ("Acme delivers 9,000 cars a month.", "rate"),
        ("Acme aims to deliver 9,000 cars in 2026.", "target"),
    ],
)
def test_a_count_says_how_it_counts(text: str, counting: str) -> None:
    (claim,) = [one for one in reading(text, acme="Carmaker") if one.property == "deliveries"]
    assert dict(claim.scope)["counting"] == counting


def test_a_subject_that_no_name_tells_is_not_replaced_by_another() -> None:
    assert reading("Acme watched. The old supplier of the town delivered 9,000 cars in May.", acme="Carmaker") == []


def test_figures_of_a_trade_at_large_are_about_the_kind_that_is_traded() -> None:
    found = reading("Sales of electric cars in Norton rose 24% in June.", norton="Place")
    assert {(one.subject, one.property) for one in found} == {("electric-cars", "growth")}
    found = reading("Acme said that sales of electric cars rose 24% in Norton.", norton="Place", acme="Carmaker")
    assert "electric-cars" not in {one.subject for one in found}


def test_a_plant_is_whose_verb_builds_it() -> None:
    found = reading("Acme has opened a plant which can make 50,000 vehicles a year.", acme="Carmaker")
    assert ("acme-plant", "productionCapacity") in {(one.subject, one.property) for one in found}


def test_a_group_is_who_may_and_must() -> None:
    (claim,) = reading("Carmakers must prove the reliability of the system.", acme="Carmaker")
    assert (claim.subject, claim.property, claim.words) == (
        "carmakers",
        "obligation",
        "prove the reliability of the system",
    )


def test_the_same_text_gives_the_same_claims_each_time() -> None:
    text = "Acme delivered 7,000 units in May. Bolt came to 6,000 units, up 3%."
    assert reading(text, acme="Carmaker", bolt="Carmaker") == reading(text, bolt="Carmaker", acme="Carmaker")


@pytest.mark.parametrize("text", ["", "\n\n", "1", "a" * 5000, "“”’‘—", "5 5 5 5 %"])
def test_texts_that_say_nothing_give_no_claims(text: str) -> None:
    assert reading(text, acme="Company") == []


def test_typography_does_not_hide_a_figure_and_its_words_are_those_of_the_article() -> None:
    claims = reading("Acme’s revenue rose to 5\u00a0billion yuan in last year’s third quarter.", acme="Company")
    (claim,) = [one for one in claims if one.property == "revenue"]
    assert claim.quantity is not None
    assert claim.quantity.text == "5\u00a0billion yuan"
