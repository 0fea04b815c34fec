"""What headings, references and strangers make of a text of several sentences, and what they must leave alone.

Each text goes through the extractor itself, with the registry of invented names of `test_tellings`.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from kg.extract.patterns.analysis.headings import over, sections_of
from kg.model import Mention, Span

pytest.importorskip("spacy")

from test_tellings import claims_of

SHOWN = "Acme showed the Zed in Berlin on Monday. "
READ = [
    (
        "Acme (ACM US, Buy, target $17 from $24)\nWe met buyers. Management expects a net profit of $3bn in 2026.",
        "acme netProfit",
    ),
    (
        "Acme (ACM US, Buy)\n\nJane Doe visited Berlin in May.\n\nDeliveries came to 9,000 cars in June.",
        "acme deliveries",
    ),
    ("1. Acme – Net loss narrowed to 3.5 billion yuan.", "acme loss"),
    (
        "Acme (ACM US, Buy)\nAt an investor day last week CEO Jane Doe said that prices would fall.",
        "jane-doe chiefExecutiveOf",
    ),
    (
        "Norton Holdings shipped 11,700 lamps in May. It had a share of 18% of the market.",
        "norton-holdings marketShare",
    ),
    ("Norton Holdings grew. It aims for 550,000 deliveries in 2026.", "norton-holdings deliveries"),
    (
        "Acme and Norton Holdings raised prices. The former earned 25 billion dollars, the latter 3 billion dollars.",
        "norton-holdings netProfit",
    ),
    (SHOWN + "The electric SUV is 5,085 mm long and costs 30,000 euros.", "zed length"),
    (SHOWN + "The five-seat SUV costs 30,000 euros.", "zed price"),
    (
        "After a day in the Zed I am impressed. Mine weighed 2,100 kg, and mine managed 580 km of range.",
        "zed drivingRange",
    ),
    (
        "Acme has many rivals. Its rival Norton Holdings lost 624 million yuan. It sold 93,211 cars.",
        "norton-holdings unitsSold",
    ),
]
LEFT = [
    ("Acme and Norton Holdings both have plants in Berlin. The company employs 3,000 people there.", "staffCount"),
    ("Acme's rival sold 3,000 cars. The company was founded in Berlin in 2019.", "unitsSold"),
    ("Acme's rival sold 3,000 cars. The company was founded in Berlin in 2019.", "foundingDate"),
    ("A competitor of Acme lost 2 billion yuan. The company cut 3,000 jobs.", "loss"),
    ("Acme's partner sold 8,000 vans. It employs 4,000 people.", "staffCount"),
    ("Acme (1234 HK, Buy) delivered cars.", "deliveries"),
]


@pytest.mark.parametrize(("text", "wanted"), READ, ids=[text[-50:] for text, _ in READ])
def test_what_a_part_of_the_text_is_about(text: str, wanted: str) -> None:
    assert wanted in {f"{one.subject} {one.property}" for one in claims_of(text)}


@pytest.mark.parametrize(("text", "unwanted"), LEFT, ids=[f"{text[-40:]} {name}" for text, name in LEFT])
def test_what_nobody_named_is_told_of_nobody(text: str, unwanted: str) -> None:
    assert unwanted not in {one.property for one in claims_of(text)}


def test_sections_end_where_the_next_heading_stands() -> None:
    text = "Acme (AC)\n\nIt grew.\n\nOutlook\n\nNothing new.\n\n- Zed: 400\n- Quark. Fine."
    names = [Mention(Span(at, at + len(word), word), "Company", word, "name")
             for word in ("Acme", "Zed", "Quark") for at in [text.index(word)]]  # fmt: skip
    sections = sections_of(text, names)

    def head(word: str) -> list[str]:
        return [one.span.text for one in over(sections, text.index(word))]

    assert [head(word) for word in ("grew", "Nothing", "400", "Fine")] == [["Acme"], [], ["Zed"], ["Quark"]]
    assert sections_of(text, [SimpleNamespace(by="reference", span=one.span) for one in names]) == ()  # type: ignore[misc]
