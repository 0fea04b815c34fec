"""Takes a text and the time of its publication; gives its dates and relative times, with those that make an interval.

Touches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from kg.extract.patterns.lexicon.wordlists import lexicon
from kg.extract.patterns.times.datereaders import Date
from kg.extract.patterns.times.dates import find_dates, is_dateline
from kg.extract.patterns.times.hanging import Near
from kg.extract.patterns.times.relative import find_near
from kg.model import When

#: A time, or the one that opens an interval with the one that closes it.
Place = tuple[Date | Near, Date | Near | None]


def find_places(text: str, published: When | None) -> list[Date | Near]:
    """All dates and relative times; of two that overlap the one that starts first, then the longer."""
    found = find_dates(text)
    doubled = {one.start for one, after in pairwise(found) if _is_doubled(text, one, after)}
    dates = (one for one in found if one.start not in doubled and not is_dateline(text, one))
    every: list[Date | Near] = sorted([*dates, *find_near(text, published)], key=lambda one: (one.start, -one.end))
    kept: list[Date | Near] = []
    for place in every:
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


def _is_doubled(text: str, one: Date, after: Date) -> bool:
    """Whether a weekday only goes with the date behind it: "Thursday, 8 May", "Thursday (May 8)"."""
    gap = text[one.end : after.start]
    return one.weekday is not None and after.day is not None and gap in (" ", ", ", " (", ", the ", " the ")


def linked(text: str, places: list[Date | Near]) -> Iterator[Place]:
    """Each place alone or with the one that closes the interval which it opens."""
    index = 0
    while index < len(places):
        here = places[index]
        after = places[index + 1] if index + 1 < len(places) else None
        if after is not None and _links(text, here, after):
            yield here, after
            index += 2
        else:
            yield _dated_by(text, here, after), None
            index += 1


def _links(text: str, here: Date | Near, after: Date | Near) -> bool:
    if (
        after.start - here.end > 16
        or not isinstance(here, Date)
        or (here.last_day or here.last_month or here.last_year)
    ):
        return False
    gap = " ".join(text[here.end : after.start].removeprefix(",").split()).lower()
    if gap.startswith("and ") or gap == "and":
        before = text[max(0, here.start - 24) : here.start]
        return gap in _ANDS and bool(_BETWEEN.search(before) or (gap == "and" and _in_both(before, here, after)))
    if gap == "or":
        return (
            isinstance(after, Date) and bool(here.month and after.month) and (after.month or 0) - (here.month or 0) == 1
        )
    gap = gap.strip("-\u2013") or gap  # "the July-to-September period"
    return gap.removesuffix(" the").removesuffix(" end of").removesuffix(" the") in _link_words()


def _in_both(before: str, here: Date, after: Date | Near) -> bool:
    """Whether what is told goes for two months side by side: "in January and February"."""
    if not isinstance(after, Date) or here.day or after.day or here.year or here.near or after.near:
        return False
    return bool(here.month) and after.month == (here.month or 0) + 1 and bool(_IN.search(before))


_IN = re.compile(r"\b(?:in|during|for|over|across|combined)\s$", re.IGNORECASE)
_ANDS = ("and", "and the", "and the end of", "and early", "and late")
_BETWEEN = re.compile(
    r"\b(?:between|from)\s(?:the\s)?(?:(?:end|start|beginning|early|late)\s(?:of\s)?)?$", re.IGNORECASE
)


def _dated_by(text: str, here: Date | Near, after: Date | Near | None) -> Date | Near:
    """In "April and May 2025" the year goes for both."""
    if not isinstance(here, Date) or not isinstance(after, Date) or here.year or not after.year or here.near:
        return here
    joined = text[here.end : after.start].strip().lower() in ("and", "or", ",", "/", "and the", "or the", "&")
    alike = bool(here.month) == bool(after.month) and bool(here.part) == bool(after.part)
    ordered = (here.month or 0) <= (after.month or 0) and here.part <= after.part
    return replace(here, year=after.year) if joined and alike and ordered and here.weekday is None else here


@cache
def _link_words() -> frozenset[str]:
    return frozenset(lexicon("moments").texts("links"))
