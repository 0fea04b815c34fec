"""Events, rules and bodies that a text speaks of without a name, and words for two that it has told."""

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

_THINGS = (
    ("acme", "Company", "Acme", ()),
    ("norton-works", "Company", "Norton Works", ()),
    ("jane-doe", "Person", "Jane Doe", ()),
    ("zed", "VehicleModel", "Zed", ()),
    ("norton-agency", "Regulator", "Norton Agency", ()),
    ("chengdu", "Place", "Chengdu", ()),
    ("norton", "Place", "Norton", ()),
    ("crash-of-2025", "Accident", "Zed crash in Chengdu", ("Chengdu accident",)),
)


@cache
def extractor() -> PatternExtractor:
    entities = {
        one: Entity(one, kind, label, None, names, (), None, None, Location("test"))
        for one, kind, label, names in _THINGS
    }
    return open_extractor(read_ontology(find_project(Path(__file__).parent)).schema, Registry(entities), ANYTHING)


def read(text: str) -> Reading:
    article = Article(
        "text", "Text", None, times.read("2025-06-01"), "stated", "en", None, None, None, None, text, 1,
        Location("test"),
    )  # fmt: skip
    (found,) = extractor().read([article])
    for newcomer in found.newcomers:
        assert all(text[span.start : span.end] == span.text for span in newcomer.spans)
    return found


def told(text: str) -> list[tuple[str, str, str]]:
    return [(one.subject, one.property, one.object or one.words or "") for one in read(text).claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The recall affects the Zed.", ("recall-2025-06", "affects", "zed")),
        ("The new tariffs hit Acme hardest.", ("new-tariffs-2025-06", "affects", "acme")),
        ("The crash in Chengdu involved a Zed.", ("crash-of-2025", "involves", "zed")),
        ("The Norton Agency published a draft on Monday.", ("norton-agency", "issues", "draft-2025-06")),
        ("Acme welcomed the draft.", ("acme", "praises", "draft-2025-06")),
        ("The tariffs came in May. It is May. The tariffs hit Acme.", ("tariffs-2025-06", "affects", "acme")),
        ("The probe began in May. It concerns the Zed.", ("probe-2025-06", "concerns", "zed")),
        ("The new rule is strict, and Acme criticised it.", ("acme", "criticises", "new-rule-2025-06")),
        ("The police are investigating Acme.", ("police-2025-06", "investigates", "acme")),
        ("New cars must have a mechanical handle.", ("new-cars", "obligation", "have a mechanical handle")),
        ("Acme and Norton Works met. The two firms signed an agreement.", ("acme", "partnersWith", "norton-works")),
        ("Acme fined Norton Works and barred it from selling it.", ("norton-works", "prohibition", "selling it")),
        ("Acme recalls the Zed because the seal can let in water.", ("zed", "defect", "the seal can let in water")),
    ],
)  # fmt: skip
def test_what_has_no_name_is_told_of(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "No recall affects the Zed.",
        "Any recall would affect the Zed.",
        "Another crash involved a Zed.",
        "The rule of thumb affects the Zed.",
        "A deal affects Acme.",
    ],
)
def test_what_speaks_of_no_certain_one_is_left_out(text: str) -> None:
    assert not [one for one in told(text) if one[0] not in ("acme", "zed")]


def test_a_happening_is_mentioned_again() -> None:
    (found,) = [
        one
        for one in read("The recall of the Zed began in May. It affects the Zed. Acme praised the recall.").newcomers
        if one.type == "Recall"
    ]
    assert [span.text for span in found.spans] == ["recall", "It", "recall"]
    assert found.names == ("recall (Zed)",)


def test_a_figure_about_a_happening_is_nobody_elses() -> None:
    claims = told("Acme sells the Zed. The recall cost 5 million dollars.")
    assert not [one for one in claims if one[1] in ("price", "loss", "revenue")]


def test_three_are_not_two() -> None:
    text = "Acme, Norton Works and Jane Doe met. The Norton Agency came. The two firms signed an agreement."
    assert not [one for one in told(text) if one[1] == "partnersWith"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Zed hit a wall in Chengdu. Three people died.", ("crash-of-2025", "fatalities", "Three people")),
        ("A Zed caught fire in Norton. Nobody was hurt.", ("zed-norton-fire", "injuries", "Nobody")),
        ("Two people died when a Zed ran into a truck in Norton.", ("zed-crash-in-norton", "fatalities", "Two people")),
        ("A Zed crashed in Norton. The driver, aged 31, died.", ("zed-crash-in-norton", "fatalities", "The driver")),
        ("A Zed hit a tree in Norton, killing three and injuring two.", ("zed-crash-in-norton", "injuries", "two")),
        ("Jane Doe died of cancer. Three people came.", None),
        ("Three people died last year in Norton.", None),
        ("Sales of the Zed hit a wall. Three people left.", None),
    ],
)
def test_a_verb_tells_an_accident_and_who_came_to_harm_in_it(text: str, expected: tuple[str, str, str] | None) -> None:
    found = [
        (one.subject, one.property, one.quantity.text)
        for one in read(text).claims
        if one.quantity and one.property in ("fatalities", "injuries")
    ]
    assert (expected in found) if expected else not found, found
