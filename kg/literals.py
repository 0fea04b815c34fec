"""Takes numbers and times; gives the RDF literals that stand for them; touches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pyoxigraph as ox

from kg import vocab
from kg.model import When


def date_bounds(when: When) -> Iterator[tuple[str, ox.Literal]]:
    """The first and the last day of a time, each with its property, where it has one."""
    if when.start:
        yield "kg:from", date_literal(when.start.isoformat())
    if when.end:
        yield "kg:until", date_literal(when.end.isoformat())


def date_literal(text: str) -> ox.Literal:
    """The day of an ISO date."""
    return ox.Literal(text[:10], datatype=ox.NamedNode(vocab.XSD + "date"))


def decimal_literal(number: Decimal) -> ox.Literal:
    """The number as xsd:decimal, without exponent and trailing zeros."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return ox.Literal(text, datatype=ox.NamedNode(vocab.XSD + "decimal"))


def number_literal(number: Decimal) -> ox.Literal:
    """The number as xsd:integer where it is whole, else as xsd:decimal."""
    if number == number.to_integral_value():
        return ox.Literal(f"{number.to_integral_value():f}", datatype=ox.NamedNode(vocab.XSD + "integer"))
    return decimal_literal(number)
