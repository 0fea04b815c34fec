"""Takes the value of a claim as people write it; gives a `Quantity` with its wording in the quote; touches nothing."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from itertools import pairwise

from kg import quantities, strictyaml
from kg.errors import BadInput, Problem, did_you_mean
from kg.extract.quotes import number_words
from kg.model import Quantity, Schema, Span

_KEYS = ("number", "low", "high", "bound", "unit", "unit_basis", "text", "reading")
_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,2})?")

#: Digits, grouped by thousands or, as lakhs are, by hundreds above the thousand.
_FIGURE = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9])|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?![0-9])"
    r"|[0-9]+(?:,[0-9]{2,3})*(?:\.[0-9]+)?"
)
#: One, hundred, thousand, ten thousand (wan), lakh, million, crore, hundred million (yi), billion, trillion.
_MULTIPLIERS = tuple(Decimal(10) ** power for power in (0, 2, 3, 4, 5, 6, 7, 8, 9, 12))

#: How many of a smaller unit the one before it holds: "7 minutes 4.9 seconds", "2 days 4 hours", "1 year 6 months".
_SIZES = (60, 24, 12)


def read_figure(node: strictyaml.Node, span: Span, schema: Schema) -> Quantity:
    """The quantity of a compact text ("> 14000 UNIT") or of a mapping. Raises `BadInput`."""
    try:
        found = _compact(node, span) if isinstance(node, strictyaml.Scalar) else _long(node, span, schema)
    except ValueError as error:
        raise node.fail(str(error), "write '45 UNIT', '> 14000 UNIT' or '17..18 UNIT'") from None
    if found.unit not in schema.units:
        mend = did_you_mean(found.unit, schema.units, "add it to ontology/units/")
        raise node.fail(f"unknown unit {found.unit!r}", mend)
    return found


def choose(schema: Schema, node: strictyaml.Mapping, key: str, scheme: str, default: str) -> str:
    """The concept of a scheme that an entry names, or the default where there is no entry. Raises `BadInput`."""
    value = node.text(key) or default
    known = schema.concepts[scheme]
    if value not in known:
        mend = did_you_mean(value, known, f"write one of {', '.join(known)}")
        raise BadInput(Problem(node.at(key), f"unknown {key} {value!r}", mend))
    return value


def _compact(node: strictyaml.Scalar, span: Span) -> Quantity:
    return _worded(node, quantities.read(node.text), None, span)


def _long(node: strictyaml.Node, span: Span, schema: Schema) -> Quantity:
    if not isinstance(node, strictyaml.Mapping):
        raise node.fail("a value is '45 UNIT' or a mapping", "write {number: 45, unit: UNIT}")
    node.check_keys(_KEYS, "key of a value")
    unit = node.required("unit")
    bound = choose(schema, node, "bound", "Bound", "exact")
    if "number" in node.entries:
        if bound == "range":
            raise node.fail("a range has no single number", "write low: ... and high: ...")
        found = quantities.of_number(_decimal(node, "number"), bound, unit)
    else:
        found = quantities.of_range(_decimal(node, "low"), _decimal(node, "high"), unit)
    basis = choose(schema, node, "unit_basis", "Basis", "stated")
    return _worded(node, found, node.text("text"), span, basis, reading=node.flag("reading"))


def _worded(
    node: strictyaml.Node,
    found: Quantity,
    text: str | None,
    span: Span,
    basis: str = "stated",
    *,
    reading: bool = False,
) -> Quantity:
    """The quantity with the words of the quote that carry it: those given, or its numbers in digits."""
    ends = (found.number,) if found.number is not None else (found.low, found.high)
    numbers = tuple(end for end in ends if end is not None)
    words = unicodedata.normalize("NFC", text) if text else number_words(span.text, numbers)
    if words is None:
        raise node.fail("the number is not in the quote", "give its wording: {number: ..., unit: ..., text: ...}")
    if not reading and (wrong := _unlike(numbers, words)) is not None:
        raise node.fail(f"the number {wrong} is not what the wording {words!r} says", "mend the number")
    if words not in span.text:
        raise node.fail(f"the wording {words!r} is not in the quote", "copy it from the quote")
    return Quantity(found.number, found.low, found.high, found.bound, found.unit, words, basis, reading)


def _unlike(numbers: tuple[Decimal, ...], words: str) -> Decimal | None:
    """The first number that none of the figures in the words gives, in digits or with a multiplier; None if all do.

    Words without digits ("three", "a few dozen") prove nothing either way.
    """
    figures = [_number(match) for match in _FIGURE.findall(words)]
    if not figures:
        return None
    told = {figure * multiplier for figure in figures for multiplier in _MULTIPLIERS}
    told |= {one * size + other for size in _SIZES for one, other in pairwise(figures)}
    told |= {one * 3600 + two * 60 + three for one, two, three in zip(figures, figures[1:], figures[2:], strict=False)}
    told |= {100 * one / other for one, other in pairwise(figures) if other}
    return next((number for number in numbers if abs(number) not in told), None)


def _number(figure: str) -> Decimal:
    """The number of digits that are grouped by commas, blanks or, where there are several groups, points."""
    return Decimal(figure.replace(".", "") if figure.count(".") > 1 else re.sub("[,\\s]", "", figure))


def _decimal(node: strictyaml.Mapping, key: str) -> Decimal:
    text = node.required(key)
    if not _NUMBER.fullmatch(text):
        raise BadInput(Problem(node.at(key), f"{key} is {text!r}", "write digits, with a point for decimals"))
    return Decimal(text)
