"""How times that are open on one side are noted, and what other slots a claim gets from the words around it."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")

from test_tellings import extractor

from kg import times
from kg.errors import Location
from kg.model import Article, Reading

MOMENTS = [
    ("The plant in Berlin has been working in two shifts since March.", "2025-03"),
    ("Norton Holdings has supplied Acme since 2019.", "2019"),
    ("Acme has cut its prices three times since January.", "2025-01/2025-06"),
    ("The shares of Acme have risen 40% since February.", "2025-02/2025-06"),
    ("The Zed can be ordered from 229,900 yuan since May.", "2025-05"),
    ("Comments are accepted until July 15.", "2025-07-15"),
    ("Acme wants to sell the Zed in Europe from 2027.", "2027"),
    ("All Zeds made from 2021 are safe.", "2021/.."),
    ("It concerns Zeds built before 2024.", "../2023"),
    ("Exports of the Zed will not begin before 2027.", "2027"),
    ("The shares of Acme are down by 40% from their high of January.", "2025-01/2025-06"),
    ("Its margin should reach its low in the second and third quarters of 2026.", "2026-04/2026-09"),
]
#: A text, a metric, and when, by whom, how and in which scope it is told.
SLOTS = [
    ("Pre-sales of the Zed began on May 6 at 49,000 dollars.", "price", "49000 - - asserted"),
    ("In May the Zed cost 49,000 dollars.", "price", "49000 2025-05 - asserted"),
    ("Acme, the country's third-largest maker of lamps, wants to sell 300,000 lamps this year.", "marketRank",
     "3 - - asserted ranking=the country's third-largest maker of lamps"),
    ("Acme delivered 35,000 cars in May. In April it had been 20,000. Norton Holdings had 30,846 deliveries.",
     "deliveries", "35000 2025-05 - asserted counting=in-period"),
    ("Norton Holdings has cut its target price for Acme from 45 dollars to 38 dollars.", "sharePrice",
     "38 - norton-holdings predicted"),
    ("Acme's shares closed at 35 dollars on Tuesday. That is 40% below their peak of last June (61 dollars).",
     "sharePrice", "35 2025-06-10 - asserted"),
    ("Norton Holdings thinks the car margin of Acme could shrink to 22% next year.", "grossMargin",
     "22 2026 norton-holdings predicted"),
    ("Acme said it would spend 200 billion dollars on research this year.", "researchSpending",
     "200000000000 2025 acme planned counting=target"),
    ("An analyst said Acme would sell 20,000 cars in July.", "unitsSold",
     "20000 2025-07 unnamed-sources predicted counting=in-period"),
    ("Sources in Berlin speak of a price of 40,000 dollars for the Zed.", "price",
     "40000 - unnamed-sources predicted"),
    ("Acme promises a top speed of 350 km/h for the Zed.", "topSpeed", "350 - acme asserted"),
    ("Acme delivered more than 40,000 cars in May, its best month so far.", "deliveries",
     "40000 2025-05 - asserted counting=in-period"),
    ("Norton Holdings expects deliveries of Acme to grow 40% in 2026.", "growth",
     "40 2026 norton-holdings predicted base=year-on-year measure=deliveries"),
    ("Acme delivered 20,000 cars in April. It plans to sell 100,000.", "unitsSold",
     "100000 - - planned counting=target"),
    ("In January Acme said that it would shed 15% of its jobs.", "jobsCut", "15 - acme planned"),
]  # fmt: skip


def read(text: str) -> Reading:
    article = Article(
        "example", "Example", None, times.read("2025-06-11"), "stated", "en", None, None, None, None, text, 1,
        Location("test"),
    )  # fmt: skip
    (reading,) = extractor().read([article])
    return reading


@pytest.mark.parametrize(("text", "edtf"), MOMENTS)
def test_open_time_is_noted_by_the_end_that_its_words_name(text: str, edtf: str) -> None:
    assert [one.when.text for one in read(text).moments] == [edtf]


@pytest.mark.parametrize(("text", "name", "slots"), SLOTS)
def test_slots_of_a_figure(text: str, name: str, slots: str) -> None:
    found = []
    for one in read(text).claims:
        if one.property == name and one.quantity is not None:
            when, scope = one.when.text if one.when else "", (f"{key}={value}" for key, value in one.scope)
            parts = (str(one.quantity.number), when or "-", one.speaker or "-", one.modality, *scope)
            found.append(" ".join(parts))
    assert slots in found


POSTS = [
    ("Jane Doe, chief executive of Acme, spoke in Berlin.", "chiefExecutiveOf", ("2025-06", "derived")),
    ("Jane Doe became chief executive of Acme in May 2024.", "chiefExecutiveOf", ("2024-05", "stated")),
    ("Jane Doe, founder of Acme, spoke in Berlin.", "founderOf", ("2025-06", "derived")),
]


@pytest.mark.parametrize(("text", "name", "told"), POSTS)
def test_a_post_told_to_be_held_is_held_as_the_article_appears(
    text: str, name: str, told: tuple[str, str] | None
) -> None:
    (when,) = [one.when for one in read(text).claims if one.property == name]
    assert (when and (when.text, when.basis)) == told


def test_the_post_of_another_firm_is_nobodys() -> None:
    text = "Jane Doe, chief executive of Norton Holdings, drives a Zed. Acme's chief executive would not drive one."
    told = {(one.subject, one.object) for one in read(text).claims if one.property == "chiefExecutiveOf"}
    assert told == {("jane-doe", "norton-holdings")}


def test_what_a_line_is_about_is_no_name() -> None:
    assert not read("- Lamps & Shade Progress: Acme showed its first lamp and opened a shop.").newcomers
