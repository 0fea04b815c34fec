"""Takes the compact form of a figure ("> 14000 second", "17..18 percent"); gives a `Quantity`; touches nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.model import Quantity

#: The sign before a number, and the bound that it stands for.
SIGNS = {"": "exact", "~": "about", ">=": "at-least", ">": "more-than", "<=": "at-most", "<": "less-than"}
#: The word that a table or a page shows before the number.
PHRASES = {
    "exact": "",
    "about": "about ",
    "at-least": "at least ",
    "more-than": "more than ",
    "at-most": "at most ",
    "less-than": "less than ",
    "range": "",
}
_COMPACT = re.compile(r"(~|>=|>|<=|<)?\s*(-?\d+(?:\.\d+)?)(?:\.\.(-?\d+(?:\.\d+)?))?\s+(\S+)", re.ASCII)
_MAX_DIGITS = 30


def read(text: str) -> Quantity:
    """The quantity of a compact text; `text` of the result is empty, for the caller to fill in from the quote.

    Raises ValueError with the reason.
    """
    match = _COMPACT.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} is no value")
    sign, first, second, unit = match.groups()
    if len(first) > _MAX_DIGITS or len(second or "") > _MAX_DIGITS:
        raise ValueError(f"the number has more than {_MAX_DIGITS} digits")
    if second is None:
        return of_number(Decimal(first), SIGNS[sign or ""], unit)
    if sign:
        raise ValueError(f"{text!r} has both a sign and a range")
    return of_range(Decimal(first), Decimal(second), unit)


def of_number(number: Decimal, bound: str, unit: str) -> Quantity:
    """A single figure with its bound; the open side of a bound has no limit."""
    low = None if bound in ("at-most", "less-than") else number
    high = None if bound in ("at-least", "more-than") else number
    return Quantity(number, low, high, bound, unit, "")


def of_range(low: Decimal, high: Decimal, unit: str) -> Quantity:
    """A range with both ends included. Raises ValueError when it runs backwards."""
    if high < low:
        raise ValueError(f"the range {low}..{high} runs backwards")
    return Quantity(None, low, high, "range", unit, "")


def spellings(number: Decimal) -> tuple[str, ...]:
    """How a text may write the number in digits: 14000 as "14000", "14,000" or "14 000"."""
    plain = format_number(number, "")
    return tuple(dict.fromkeys((plain, *(format_number(number, sign) for sign in (",", " ", "\u00a0", "\u202f", ".")))))


def format_number(number: Decimal, group: str = ",") -> str:
    """The number without exponent and trailing zeros, its thousands parted by `group`."""
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", group)


def phrase(quantity: Quantity, unit_label: str) -> str:
    """The quantity as people read it: "more than 14,000 seconds"."""
    if quantity.number is not None:
        figure = f"{PHRASES[quantity.bound]}{format_number(quantity.number)}"
    else:
        figure = "–".join(format_number(end) for end in (quantity.low, quantity.high) if end is not None)
    marks = "".join(
        [
            " (unit inferred)" if quantity.unit_basis == "inferred" else "",
            f' (our reading of "{quantity.text}")' if quantity.reading else "",
        ]
    )
    return f"{figure} {unit_label}{marks}"
