"""Takes words that tell a time by one that the text has told before; gives its EDTF; touches nothing.

"A year earlier", "the same quarter of 2024", "in the quarter", "that day", "two weeks later": what they hang on stands
in their own sentence or, for the periods of results, shortly before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import takewhile

from kg import times
from kg.extract.patterns.times.distances import shift
from kg.extract.patterns.times.hanging import Near
from kg.extract.patterns.times.years import same_sentence
from kg.model import When

#: How far back the period lies that "in the quarter" or "a year ago" means, in characters.
_FAR = 900
#: How far back the day may lie from which "a day later" at the head of a sentence counts.
_NEXT_SENTENCE = 160
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PERIODS = {
    "quarter": re.compile(r"\d{4}-Q[1-4]|\d{4}-(?:01/\d{4}-03|04/\d{4}-06|07/\d{4}-09|10/\d{4}-12)"),
    "half": re.compile(r"\d{4}-H[12]"),
    "month": re.compile(r"\d{4}-\d{2}"),
    "year": re.compile(r"\d{4}"),
    "period": re.compile(r"\d{4}-(?:Q[1-4]|H[12]|\d{2})|\d{4}-\d{2}/\d{4}-\d{2}"),
}

#: "94 in the first quarter and 104 in the second".
_PART = re.compile(r"\d{4}-[QH]\d")
#: A time of the text: where it ends, and its EDTF.
Told = tuple[int, str]


def told_time(text: str, near: Near, published: When | None, before: Iterable[Told]) -> str:
    """The time that the words mean by those told before them, the last first; "" where none fits."""
    if not near.kind and not near.years:
        return ""
    recent = list(takewhile(lambda told: near.start - told[0] <= _FAR, before))
    same = [told for end, told in recent if same_sentence(text, end, near.start)]
    far = [told for _, told in recent]
    match near.kind:
        case "period":
            found = _latest((told for told in far if _PERIODS[near.unit].fullmatch(told)), published)
            found = found or (_year_of(published) if near.unit == "year" else "")
        case "that":
            found = next((told for told in far if _PERIODS[near.unit].fullmatch(told)), "")
        case "annual":
            close = (told[:4] for end, told in recent if near.start - end <= _NEXT_SENTENCE)
            found = next((told for told in close if told.isdigit()), "") or _year_over(far, published)
        case "day":
            found = _days(next((told[:10] for told in far if _DAY.match(told) and "/" not in told), ""), near.count)
        case "previous":
            found = _previous(next((told for told in same if _PERIODS[near.unit].fullmatch(told)), ""), near)
        case "later":
            here = [told for end, told in recent if near.start - end <= _NEXT_SENTENCE and _DAY.fullmatch(told)]
            found = _later(near, same or here[:1])
        case "window":
            day = next((told for told in same if _DAY.fullmatch(told)), "")
            found = f"{_days(day, -near.count)}/{day}" if day else ""
        case "nth":
            first = next((told for told in same if _PART.fullmatch(told)), "")
            found = f"{first[:-1]}{near.count}" if first and near.count > int(first[-1]) else ""
        case "same":
            found = _in_year(next((told for told in (*same, *far) if _is_period(told)), ""), near)
        case _:
            periods = [told for told in far if _is_period(told)] if near.kind == "compared" else []
            reported = next(iter(periods), "")
            if (later := _years_back(reported, -1)) in periods:  # told itself as what a year was compared with
                reported = later
            found = _years_back(next(iter(same), "") or reported, near.years)
    return found


#: Up to which month the results of the year before are told.
_RESULTS = 3


def _year_over(texts: list[str], published: When | None) -> str:
    """The year that has just ended, where a text of the first months of a year tells of it."""
    if published is None or published.start is None or published.start.month > _RESULTS:
        return ""
    ended = f"{published.start.year - 1:04}"
    return ended if ended in texts and f"{published.start.year:04}" not in texts else ""


def _year_of(published: When | None) -> str:
    """The year of "for the year" where none was told: the one under way, in its first months the one over."""
    if published is None or published.start is None:
        return ""
    return f"{published.start.year - (published.start.month <= _RESULTS):04}"


def _latest(texts: Iterable[str], published: When | None) -> str:
    """Of several periods the latest that had begun at the publication: results stand beside those before."""
    begun = [(start, text) for text in texts if (start := times.read(text).start)]
    if published and published.end:
        begun = [one for one in begun if one[0] < published.end]
    return max(begun, default=(None, ""))[1]


def _is_period(text: str) -> bool:
    return bool(_PERIODS["period"].fullmatch(text))


def _in_year(text: str, near: Near) -> str:
    """The same part of another year: one that the words name, or the one before."""
    if not text:
        return ""
    return _years_back(text, int(text[:4]) - near.count if near.count else 1)


def _years_back(text: str, years: int) -> str:
    ends = text.split("/")
    if not all(end[:4].isdigit() for end in ends):
        return ""
    found = "/".join(f"{int(end[:4]) - years:04}{end[4:]}" for end in ends)
    return found if exists(found) else ""


def _later(near: Near, same: list[str]) -> str:
    told = next((text for text in same if "/" not in text), "")
    if not told:
        return ""
    try:
        return shift(times.read(told[:10]), near.count, near.unit)
    except ValueError:
        return ""


def _previous(text: str, near: Near) -> str:
    """The period of the same length before one that was told."""
    if "-Q" in text:
        index = int(text[:4]) * 4 + int(text[-1]) - 1 - near.count
        return f"{index // 4:04}-Q{index % 4 + 1}"
    if _MONTHS.fullmatch(text) and near.unit == "quarter":  # "the three months to June", "the quarter before"
        ends = [shift(times.read(end), -3 * near.count, "month") for end in text.split("/")]
        return "/".join(ends) if all(ends) else ""
    return shift(times.read(text), -near.count, near.unit) if text else ""


_MONTHS = re.compile(r"\d{4}-\d{2}/\d{4}-\d{2}")


def _days(day: str, count: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=count)).isoformat() if day else ""


def exists(edtf: str) -> bool:
    """Whether the text is the EDTF of a time."""
    try:
        times.read(edtf)
    except ValueError:
        return False
    return True
