"""Takes a text with its amounts; gives the numbers that share the unit of the one before; touches nothing.

"The Zed takes 3.2 seconds, the Vega 4.6": the second half of a sentence leaves out verb and unit. So do
"against 27" and "that of the Vega 822". They are read only where nothing but a name and a mark stands around them.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg import quantities
from kg.extract.patterns.amounts.numerals import tidy
from kg.extract.patterns.lexicon.openings import Walk
from kg.model import Amount, Span

#: How far behind a figure its fellow may stand, in characters.
_REACH = 90
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FELLOW = Walk(
    re.compile(
        rf"(?:[,;]\s(?:and\s|but\s|while\s)?(?:that\sof\s)?(?:the\s|its\s|an?\s)?[A-Z][^,;.:()]{{1,40}}?\s(?:in\s|only\s|just\s|about\s)?"
        rf"|\s(?:against|versus|compared\swith)\s(?:only\s|just\s|about\s)?)(?P<n>{_NUMBER})(?=[.,;]?$|[.,;](?!\d)|\sfor\s(?:the|its)\s)"
    )
)
#: How many figures back the one may stand whose unit is shared, and how much larger or smaller it may be.
_MOST, _TIMES = 2, 5
_YEAR = re.compile(r"(?:19|20)\d\d")
_STOP = re.compile(r"[.!?]\s|\n")


def fellows(text: str, found: Sequence[Amount]) -> Iterator[Amount]:
    """The numbers without a unit of which the amount before tells it; some may be parts of names."""
    starts = [one.span.start for one in found]
    for match in _FELLOW.finditer(text):
        start, end = match.span("n")
        at = bisect(starts, start) - 1
        if at < 0 or _YEAR.fullmatch(match["n"]):
            continue
        number = tidy(Decimal(match["n"].replace(",", "")))
        lead = next(
            (one for one in reversed(found[max(0, at - _MOST) : at + 1]) if _goes(text, one, match, number)), None
        )
        if lead is None:
            continue
        quantity = replace(
            quantities.of_number(number, "exact", lead.quantity.unit), text=match["n"], unit_basis="inferred"
        )
        yield Amount(Span(start, end, match["n"]), quantity)


def _goes(text: str, lead: Amount, match: re.Match[str], number: Decimal) -> bool:
    """Whether the number may have the unit of the figure: in its sentence, and of its size."""
    between = text[lead.span.end : match.start()]
    said = lead.quantity
    if (
        said.unit in ("", "percent")
        or len(between) > _REACH
        or _STOP.search(between)
        or match.start("n") < lead.span.end
    ):
        return False
    if said.unit_basis == "inferred" or not said.number:
        return False
    return Decimal(1) / _TIMES < number / said.number < _TIMES
