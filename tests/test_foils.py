"""What a text only compares with what it speaks of: sentences of our own, and what the words behind them mean."""

from __future__ import annotations

import pytest
from names_sample import sample_names

from kg.extract.patterns.analysis import language
from kg.extract.patterns.names.foils import is_backing, is_compared
from kg.extract.patterns.names.mentions import find_mentions

NAMES = sample_names()


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("It asks 20% less than Hops wants for the ", True),
        ("Acme has named the price of its rival to the ", True),
        ('It has "bested" the ', True),
        ("The holder until now, the ", True),
        ("It is cheaper than that. The ", False),
        ("Acme unveiled the ", False),
    ],
)
def test_a_name_is_only_compared(before: str, wanted: bool) -> None:
    assert is_compared(f"{before}Z9 today.", len(before)) is wanted


def test_who_backs_is_not_who_is_spoken_of() -> None:
    assert is_backing("Acme-backed brewer Hops drops", 4)
    assert not is_backing("Acme-Z9 drops", 4)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Acme Z9 is out. The Acme has a lamp.", "The Acme z9"),
        ("Acme is out. The Acme has a lamp.", "Acme acme"),
        ("The Acme Z9 is out. The Acme shop has a lamp.", "Acme acme"),
    ],
)
def test_a_maker_stands_for_what_it_makes(text: str, wanted: str) -> None:
    mentions, _ = find_mentions(language.load()(text), text, NAMES)
    last = mentions[-1]
    assert f"{last.span.text} {last.entity}" == wanted
