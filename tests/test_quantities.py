"""Figures: the compact form, its wording in a quote, and how it is written for people."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import quantities
from kg.extract.quotes import number_words

NUMBERS = st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False, places=4)
UNITS = st.sampled_from(["metre", "tonne", "percent"])


@pytest.mark.parametrize(
    ("text", "number", "low", "high", "bound"),
    [
        ("45 metre", 45, 45, 45, "exact"),
        ("~ 45 metre", 45, 45, 45, "about"),
        ("~45 metre", 45, 45, 45, "about"),
        ("> 45 metre", 45, 45, None, "more-than"),
        (">= 45 metre", 45, 45, None, "at-least"),
        ("< 45 metre", 45, None, 45, "less-than"),
        ("<= 45 metre", 45, None, 45, "at-most"),
        ("17..18 metre", None, 17, 18, "range"),
        ("-3..-1 metre", None, -3, -1, "range"),
        ("  -1.50   metre ", Decimal("-1.5"), Decimal("-1.5"), Decimal("-1.5"), "exact"),
    ],
)
def test_the_compact_form(text: str, number: int | None, low: int | None, high: int | None, bound: str) -> None:
    found = quantities.read(text)
    assert (found.number, found.low, found.high, found.bound, found.unit) == (number, low, high, bound, "metre")


@pytest.mark.parametrize(
    "text",
    ["", "45", "metre", "45metre", "1,000 metre", "1e3 metre", "٤٥ metre", "４５ metre", "> 1..2 metre", "2..1 metre",
     "=> 1 metre", "~~ 1 metre", "1. metre", ".5 metre", "NaN metre", "inf metre", "+1 metre", "1...2 metre",
     f"{'9' * 31} metre", f"1..{'9' * 31} metre"],
)  # fmt: skip
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no value|sign and a range|runs backwards|more than 30 digits"):
        quantities.read(text)


@given(NUMBERS, st.sampled_from(sorted(quantities.SIGNS)), UNITS)
def test_a_number_survives_writing_and_reading(number: Decimal, sign: str, unit: str) -> None:
    found = quantities.read(f"{sign} {quantities.format_number(number, '')} {unit}")
    assert (found.number, found.bound, found.unit) == (number, quantities.SIGNS[sign], unit)
    assert {found.low, found.high} <= {number, None}
    assert (found.low is None) == (found.bound in ("at-most", "less-than"))
    assert (found.high is None) == (found.bound in ("at-least", "more-than"))


@given(NUMBERS, NUMBERS, UNITS)
def test_a_range_survives_writing_and_reading(one: Decimal, other: Decimal, unit: str) -> None:
    low, high = sorted((one, other))
    text = f"{quantities.format_number(low, '')}..{quantities.format_number(high, '')} {unit}"
    found = quantities.read(text)
    assert (found.number, found.low, found.high, found.bound) == (None, low, high, "range")
    if low < high:
        with pytest.raises(ValueError, match="runs backwards"):
            quantities.of_range(high, low, unit)


@given(NUMBERS)
def test_a_number_is_written_without_waste(number: Decimal) -> None:
    text = quantities.format_number(number)
    assert "E" not in text
    assert not text.endswith(".")
    assert not ("." in text and text.endswith("0"))
    assert Decimal(text.replace(",", "")) == number
    assert all(len(group) == 3 for group in text.partition(".")[0].split(",")[1:])


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = quantities.read(text)
    except ValueError:
        return
    assert found.text == ""
    assert found.unit in text
    assert text.partition(found.unit)[0].isascii()


@given(st.integers(0, 10**12), st.sampled_from([",", " ", "\u00a0", "\u202f", "."]))
def test_a_number_is_found_in_every_spelling(number: int, group: str) -> None:
    spelled = f"{number:,}".replace(",", group)
    assert number_words(f"some {spelled} of them", (Decimal(number),)) == spelled


@pytest.mark.parametrize(
    ("quote", "number"),
    [("1458 sold", 45), ("145 sold", 45), ("4.5 sold", 5), ("45,000 sold", 45), ("1,045 sold", 45), ("45.5 sold", 45)],
)
def test_a_part_of_a_number_is_not_the_number(quote: str, number: int) -> None:
    assert number_words(quote, (Decimal(number),)) is None


def test_the_words_of_a_range_reach_from_one_number_to_the_other() -> None:
    assert number_words("between 17 and 18 per cent", (Decimal(17), Decimal(18))) == "17 and 18"
    assert number_words("between 17 and 18 per cent", (Decimal(17), Decimal(19))) is None


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("14000 metre", "14,000 metres"),
        ("~ 14000.50 metre", "about 14,000.5 metres"),
        ("> 3 metre", "more than 3 metres"),
        (">= 3 metre", "at least 3 metres"),
        ("< 3 metre", "less than 3 metres"),
        ("<= 3 metre", "at most 3 metres"),
        ("17..18 metre", "17–18 metres"),
    ],
)
def test_a_figure_is_read_out_with_its_bound(text: str, phrase: str) -> None:
    assert quantities.phrase(quantities.read(text), "metres") == phrase
