"""Takes a text and the time of its publication; gives the times that its words state, as EDTF; touches nothing.

A time keeps the precision of its words: "late May" is a month with its words beside it. Where words leave out the
year, the sentence or the publication gives it, and the time is marked as derived; where nothing can, it has no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from kg import times
from kg.extract.patterns.lexicon.wordlists import either, lexicon
from kg.extract.patterns.times.datereaders import Date
from kg.extract.patterns.times.ends import (
    awaited,
    before,
    ended,
    ended_period,
    is_verb,
    limits_end,
    not_before,
    started,
)
from kg.extract.patterns.times.hanging import Near
from kg.extract.patterns.times.intervals import Place, find_places, linked
from kg.extract.patterns.times.told import exists, told_time
from kg.extract.patterns.times.years import day_of, edtf, near_year, same_sentence, year_of
from kg.model import Moment, Span, When


@dataclass(frozen=True, slots=True)
class _Time:
    """A time under way: its words [start, end), its EDTF text so far, and the date that the words name."""

    start: int
    end: int
    text: str
    derived: bool
    date: Date | None
    vague: bool = False
    #: Whether it goes on from a time told before, and so tells the year of what follows: "a week later".
    later: bool = False


def find_moments(text: str, published: When | None) -> list[Moment]:
    """The times of a text, sorted, none overlapping."""
    found: list[_Time] = []
    stated: _Time | None = None
    places = list(linked(text, find_places(text, published)))
    for place, following in zip_longest(places, places[1:]):
        ahead = _ahead(text, place, following, published, found)
        found += _read(text, _that_year(place, stated), published, found, ahead)
        if not found:
            continue
        stated = found[-1] if not found[-1].derived and found[-1].text[:4].isdigit() else stated
    return [moment for time in found if (moment := _moment(text, time)) is not None]


def _ahead(
    text: str, place: Place, following: Place | None, published: When | None, found: list[_Time]
) -> _Time | None:
    """The date behind "a year earlier" in its sentence, on which it hangs if nothing before does."""
    here, after = place[0], following[0] if following else None
    if not isinstance(here, Near) or not isinstance(after, Date) or not (here.years or here.kind == "previous"):
        return None
    return _one(text, after, published, found) if same_sentence(text, here.end, after.start) else None


def _that_year(place: Place, stated: _Time | None) -> Place:
    """ "On 1 September that year": the year that the text stated last."""
    here, after = place
    if isinstance(here, Date) and here.near in ("that", "the same") and stated:
        here = replace(here, year=int(stated.text[:4]))
    return here, after


# One place -> times --------------------------------------------------------------------------------------------------


def _read(text: str, place: Place, published: When | None, found: list[_Time], ahead: _Time | None) -> list[_Time]:
    first, second = place
    opening = _one(text, first, published, found, ahead)
    if isinstance(first, Near) and first.kind in _HANGING and not opening.text:
        return []
    if second is None:
        return [_around(text, opening, published)]
    closing = _one(text, second, published, [opening])
    if isinstance(first, Date) and isinstance(second, Date) and not first.year and not first.near:
        opening = _one(text, _same_year(first, second, closing), published, found)
        opening = replace(opening, derived=closing.derived)
    last = closing.text
    if (
        isinstance(first, Date) and isinstance(second, Date) and second.part and first.month and exists(last)
    ):  # "the July-September quarter"
        last = f"{times.read(last).end:%Y-%m}"
    joined = f"{opening.text}/{last}"
    if "/" not in opening.text + closing.text and opening.text and closing.text and exists(joined):
        whole = _Time(opening.start, closing.end, joined, opening.derived or closing.derived, closing.date)
        return [_with_part(text, whole)]
    return [_around(text, opening, published), _around(text, closing, published)]


def _same_year(first: Date, second: Date, closing: _Time) -> Date:
    """The opening date in the closing one's year, or in the year before where it would come after it."""
    if not closing.text[:4].isdigit():
        return first
    year = int(closing.text[:4])
    before = (first.month or 0) > (second.month or 12) or (bool(second.part) and first.part > second.part)
    month = first.month or (second.month if first.day else None)
    return replace(first, year=year - 1 if before else year, month=month)


def _one(
    text: str, place: Date | Near, published: When | None, found: list[_Time], ahead: _Time | None = None
) -> _Time:
    last = found[-1] if found else None
    if isinstance(place, Near):
        told = told_time(text, place, published, ((one.end, one.text) for one in reversed(found)))
        if not told and ahead and ahead.text:
            told = told_time(text, place, published, [(place.start, ahead.text)])
        later = place.kind in ("later", "day")
        return _Time(place.start, place.end, told or place.text, True, None, vague=True, later=later)
    year, derived = place.year, bool(place.near)
    if year is None:
        derived = True
        if place.weekday is not None:
            return _Time(place.start, place.end, day_of(text, place, published), True, place)
        stated = _told_date(last) if last and same_sentence(text, last.end, place.start) else None
        year = near_year(place, published) if place.near else year_of(text, place, published, stated)
        if year is None:
            return _Time(place.start, place.end, "", True, place)
        if place.last_month and published and published.end and place.near in ("", "the"):
            year -= (year, place.last_month) > (published.end.year, published.end.month)
    return _Time(place.start, place.end, edtf(replace(place, year=year)), derived, place)


def _told_date(time: _Time) -> Date | None:
    """The date of a time that states it, or that hangs on one told before: "a week later, on March 3"."""
    if time.date is None and time.later and _MONTH.match(time.text):
        return Date(time.start, time.end, year=int(time.text[:4]), month=int(time.text[5:7]))
    return None if time.derived else time.date


_MONTH = re.compile(r"\d{4}-\d{2}(?!\d|.*/)")


# What stands around a time -------------------------------------------------------------------------------------------


def _around(text: str, time: _Time, published: When | None) -> _Time:
    """The time with the words around it that open or close an interval, set a deadline or name a part of it."""
    parted = _with_part(text, time)
    if parted.date is None or not parted.date.clock:
        parted = replace(parted, text=ended(text, parted.start, text[parted.start : parted.end], parted.text))
    time = _with_months(text, parted)
    window = text[max(0, time.start - 32) : time.start]
    match = _leads().search(window)
    behind = _onwards().match(text, time.end)
    if behind and (match is None or match["from"]):
        start = time.start - len(window) + match.start() if match else time.start
        return _opened(replace(time, start=start, end=behind.end()))
    return time if match is None else _led(text, time, match, published)


def _led(text: str, time: _Time, match: re.Match[str], published: When | None) -> _Time:
    """The time behind words that open or close an interval or set a deadline."""
    window, words = match.string, text[time.start : time.end]
    if time.date and time.date.clock and (match["since"] or match["before"]):  # "after 7 a.m. on Wednesday" is that day
        return replace(time, text=time.text.partition("T")[0])
    time = replace(time, text=started(words, time.text))
    start = time.start - len(window) + match.start()
    if match["since"] or match["earliest"]:
        return _opened(replace(time, start=start))
    single = bool(time.text) and "/" not in time.text
    if match["until"] and single:
        closed = time.text if awaited(window[: match.start()], text, start, time.end) else f"../{time.text}"
        return replace(time, start=start, text=closed, vague=True)
    if match["before"] and single and not_before(_said_before(text, start)):
        return _opened(replace(time, start=start))
    if match["before"] and single and not limits_end(words):
        return replace(time, start=start, text=before(time.text), vague=True)
    if match["deadline"] or match["before"]:
        return replace(time, start=start, vague=True)
    if match["from"] and single and not _DAY.match(time.text) and _opens(text, start, time, published):
        return _opened(replace(time, start=start))
    return time


def _said_before(text: str, start: int) -> str:
    """The words of the sentence before a place, as far as a denial reaches."""
    return text[max(0, start - 64) : start].rsplit("\n", 1)[-1]


#: "Boats built from 2021": and after.
_MADE = re.compile(r"\b(?:made|built|produced|manufactured|registered|valid)\s$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: What hangs on a time told before and is none without it.
_HANGING = ("period", "day", "later", "that", "nth")


def _opens(text: str, start: int, time: _Time, published: When | None) -> bool:
    """Whether "from 2027" opens an interval: it stands first in its sentence or lies in the future."""
    first = text[:start].rstrip(" \u00a0\"“'")[-1:] in ("", ".", "\n", "!", "?", ";", ":", ",")
    first = first or bool(_MADE.search(text[max(0, start - 16) : start]))
    ahead = published and published.end and time.text[:4].isdigit() and times.read(time.text).start
    return first or bool(ahead and published and published.end and ahead > published.end)


def _opened(time: _Time) -> _Time:
    if not time.text or "/" in time.text:
        return replace(time, vague=True)
    return replace(time, text=f"{time.text}/..", vague=True)


def _with_months(text: str, time: _Time) -> _Time:
    """ "The three months ended June 30" as the interval of its months, "the week to 14 June" of its days."""
    month = time.date.month if time.date else None
    whole = ended_period(text, time.start, month, time.text) if month else None
    return replace(time, start=whole[0], text=whole[1], vague=True) if whole else time


def _with_part(text: str, time: _Time) -> _Time:
    window = text[max(0, time.start - 28) : time.start]
    match = _parts().search(window)
    if match is None or is_verb(window[: match.end()]):
        return time
    return replace(time, start=time.start - len(window) + match.start(), vague=True)


def _moment(text: str, time: _Time) -> Moment | None:
    words = text[time.start : time.end]
    span = Span(time.start, time.end, words)
    if not time.text:
        return Moment(span, When("", None, None, words=words))
    kept = words if time.derived or time.vague else None
    basis, kept = "derived" if time.derived else "stated", words if time.derived or time.vague else None
    return Moment(span, times.read(time.text, basis, kept)) if exists(time.text) else None


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{either(lexicon('moments').texts('parts'))})[\s-]?(?:the\s)?$")


@cache
def _leads() -> re.Pattern[str]:
    lists = lexicon("moments")
    lead = "|".join(f"(?P<{key}>{either(lists.texts(key))})" for key in ("until", "deadline", "before", "earliest"))
    lead = rf"(?P<since>{either(lists.texts('since'))})|{lead}"
    return re.compile(
        rf"(?<![\w-])(?i:{lead}|(?P<from>from|starting(?:\sfrom|\sin)?"
        r"|beginning(?:\sfrom|\sin)?|effective(?:\sfrom)?|with\seffect\sfrom))\s(?:the\s|at\sleast\s|about\s|around\s)?$"
    )


@cache
def _onwards() -> re.Pattern[str]:
    return re.compile(rf"\s(?i:{either(lexicon('moments').texts('onwards'))})(?!\s?\w)|\s(?i:onwards?)\b")
