"""Takes a date in EDTF text; gives it with the first and last day that it covers; touches nothing.

EDTF (ISO 8601-2:2019) keeps the precision that a text states: `2025-12` is a month and never becomes its first day.
Years, months, days and the quarters and halves of a year are read here, the rarer forms (`202X`, seasons) by the edtf
library. Two spellings of its level 2 that nobody remembers are written as people do: `2025-Q1` for `2025-33`,
`2025-H2` for `2025-41`.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

from kg.model import When

_CLOCK = r"T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d{2}:\d{2})?"
_PLAIN = re.compile(rf"(\d{{4}})(?:-(\d{{2}})(?:-(\d{{2}})(?:{_CLOCK})?)?)?[?~%]?", re.ASCII)
_SEASONS = range(21, 42)
#: The months of spring, summer and autumn by their number; that of the winter which still belongs to the year.
_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
_PART = re.compile(r"(\d{4})-([QH])(\d)[?~%]?", re.ASCII)


def read(text: str, basis: str = "stated", words: str | None = None) -> When:
    """The time with its bounds. Raises ValueError, with the reason, for what is no EDTF or no date that exists."""
    if "/" not in text:
        start, end = _bounds(text)
        return When(text, start, end, basis, words)
    left, _, right = text.partition("/")
    if "/" in right:
        raise ValueError(f"{text!r} is no EDTF interval")
    first = _bounds(left)[0] if left not in ("", "..") else None
    last = _bounds(right)[1] if right not in ("", "..") else None
    if first is None and last is None:
        raise ValueError(f"{text!r} names no date")
    if first is not None and last is not None and last < first:
        raise ValueError(f"the interval {text!r} ends before it starts")
    return When(text, first, last, basis, words)


def _bounds(text: str) -> tuple[date, date]:
    if match := _PART.fullmatch(text):
        year, kind, part = int(match[1]), match[2], int(match[3])
        length = 3 if kind == "Q" else 6
        if not 1 <= part <= 12 // length:
            raise ValueError(f"{text!r} is no {'quarter' if kind == 'Q' else 'half'} of a year")
        return date(year, (part - 1) * length + 1, 1), _last(year, part * length)
    if (match := _PLAIN.fullmatch(text)) and (match[3] or int(match[2] or 1) not in _SEASONS):
        return _calendar(text, int(match[1]), match[2], match[3])
    if match and match[1] != "0000" and text[-1].isdigit() and (months := _MONTHS.get(int(match[2]))):
        return date(int(match[1]), months[0], 1), _last(int(match[1]), months[1])
    return _by_library(text)


def _calendar(text: str, year: int, month: str | None, day: str | None) -> tuple[date, date]:
    try:
        first = date(year, int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(f"the date {text!r} does not exist") from None
    if day:
        return first, first
    return first, _last(year, int(month or 12))


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _by_library(text: str) -> tuple[date, date]:
    import edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    if any(sign.isspace() for sign in text):  # the library would let it pass
        raise ValueError(f"{text!r} is no EDTF date")
    try:
        parsed = edtf.parse_edtf(text)
        return _as_date(parsed.lower_strict()), _as_date(parsed.upper_strict())
    except (EDTFParseException, ValueError, OverflowError, TypeError, AttributeError):
        raise ValueError(f"{text!r} is no EDTF date") from None


def _as_date(moment: Any) -> date:
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)
