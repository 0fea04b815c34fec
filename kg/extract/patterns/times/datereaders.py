"""Takes the match of a form of date; gives what it says, field by field; touches nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date as calendar_date
from functools import cache

from kg.extract.patterns.lexicon.wordlists import lexicon, values


@dataclass(frozen=True, slots=True)
class Date:
    """What the words [start, end) say of a date. Exactly the fields that they state; `part` is "Q1", "H2" or "21".

    `last_day` and `last_month` close an interval that is written within the words ("2-5 May", "the first nine months").
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    clock: str = ""
    last_day: int | None = None
    last_month: int | None = None
    last_year: int | None = None
    decade: bool = False
    weekday: int | None = None
    #: "this year", "last", "next" or "same": a year told by its distance.
    near: str = ""


@cache
def numbers(key: str) -> dict[str, int]:
    """The words of one list of the lexicon with their whole numbers."""
    return {word: int(value) for word, value in values(lexicon("moments"), key).items()}


@cache
def months() -> dict[str, int]:
    """The months by their names, long and short, in small letters."""
    return numbers("months") | numbers("short_months")


def read_date(match: re.Match[str]) -> Date | None:
    """The date of a match, by the kind of its outermost group; None for one that does not exist."""
    kind = (match.lastgroup or "").removeprefix("k_")
    date = _READERS[kind](match, Date(match.start(), match.end()))
    if date is None or not 1 <= (date.month or 1) <= 12:
        return None
    try:
        calendar_date(date.year or 2000, date.month or 1, date.day or 1)
        calendar_date(date.year or 2000, date.month or 1, date.last_day or 1)
    except ValueError:
        return None
    return date


def _iso(match: re.Match[str], date: Date) -> Date | None:
    return replace(date, year=int(match["iy"]), month=int(match["imo"]), day=int(match["ida"]), clock=match["it"] or "")


def _months(match: re.Match[str], date: Date) -> Date | None:
    first, last = (months()[match[key].lower()] for key in ("msa", "msb"))
    return replace(date, year=_int(match["msy"]), month=first, last_month=last) if first < last else None


def _years(match: re.Match[str], date: Date) -> Date | None:
    """A year and the next one, in short."""
    first, last = int(match["ysa"]), int(match["ysb"])
    return replace(date, year=first, last_year=first + 1) if (first + 1) % 100 == last else None


def _firstquarters(match: re.Match[str], date: Date) -> Date | None:
    parts = [numbers("ordinals")[match[key].lower()] for key in ("tqa", "tqb") if match[key]]
    first, last = parts or (1, 2 if (match["fq"] or "").lower() in ("two", "2") else 3)
    near = _without_year(match["fqrel"])
    return replace(date, year=_int(match["fqy"]), month=3 * first - 2, last_month=3 * last, near=near)


def _yearmonth(match: re.Match[str], date: Date) -> Date | None:
    return replace(date, year=int(match["ymy"]), month=int(match["ymm"]))


def _numeric(match: re.Match[str], date: Date) -> Date | None:
    """05/07/2025 may be May or July; 15/07 and 07/07 are clear, and a point is never American."""
    first, second = int(match["n1"]), int(match["n2"])
    if match["nsep"] == "/" and first <= 12 and second <= 12 and first != second:
        return None
    month, day = (first, second) if second > 12 and match["nsep"] == "/" else (second, first)
    return replace(date, year=int(match["ny"]), month=month, day=day)


def _chinese(match: re.Match[str], date: Date) -> Date | None:
    part = ""
    if match["cq"]:
        part = f"Q{'一二三四'.find(match['cq']) + 1 or int(match['cq'])}"
    if match["ch"]:
        part = "H1" if match["ch"] == "上" else "H2"
    return replace(date, year=int(match["cy"]), month=_int(match["cm"]), day=_int(match["cd"]), part=part)


def _chineseday(match: re.Match[str], date: Date) -> Date | None:
    return replace(date, month=int(match["cm2"]), day=int(match["cd2"]))


def _daymonth(match: re.Match[str], date: Date) -> Date | None:
    return _day_of_month(match, date, "d")


def _monthday(match: re.Match[str], date: Date) -> Date | None:
    return _day_of_month(match, date, "m")


def _day_of_month(match: re.Match[str], date: Date, form: str) -> Date | None:
    """A day, or several of a month; the groups of both forms differ in their first letter."""
    said = {key: match[form + key] for key in ("t", "c", "m", "y", "1", "2", "r")}
    return replace(
        date,
        year=_int(said["y"]),
        month=months()[said["m"].lower().rstrip(".")],
        day=_day(said["1"]),
        last_day=_day(said["2"]),
        clock=read_clock(said["t"] or said["c"] or ""),
        near=_without_year(said["r"]),
    )


def _month(match: re.Match[str], date: Date) -> Date | None:
    year = int(match["yyy"] or 2000 + int(match["yyyy"]))
    return replace(date, year=year, month=months()[match["yym"].lower().rstrip(".")])


def _firstday(match: re.Match[str], date: Date) -> Date | None:
    return replace(date, year=_int(match["fdy"]), month=months()[match["fdm"].lower()], day=1)


def _bare(match: re.Match[str], date: Date) -> Date | None:
    near = (match["bnear"] or match["brel"] or "").lower()
    if match["bnear"] and not match["brel"]:
        near += " month"
    return replace(date, month=months()[(match["bare"] or match["bare2"]).lower()], near=near)


def _part(date: Date, kind: str, number: str, year: str | None, near: str | None = None) -> Date | None:
    """A quarter or a half; the third half does not exist."""
    of_half = kind.upper().startswith("H")
    count = int(number) if number.isdigit() else numbers("ordinals")[number.lower()]
    if of_half and number.lower() in ("last", "final"):
        count = 2
    if of_half and count > 2:
        return None
    full = None if year is None else int(year) if len(year) == 4 else 2000 + int(year)
    return replace(date, year=full, part=f"{'H' if of_half else 'Q'}{count}", near=(near or "").lower())


def _quarter(match: re.Match[str], date: Date) -> Date | None:
    return _part(date, match["qk"], match["qn"], match["qy"] or match["qyy"], _without_year(match["qrel"]))


def _shortquarter(match: re.Match[str], date: Date) -> Date | None:
    return _part(date, match["rk"], match["rn"], match["ry"] or match["ryy"])


def _yearquarter(match: re.Match[str], date: Date) -> Date | None:
    return _part(date, match["sk"], match["sn"], match["sy"])


def _wordquarter(match: re.Match[str], date: Date) -> Date | None:
    near = _without_year(match["orel"])
    return _part(date, match["ok"], match["on"], match["oy"], near)


def _yearsquarter(match: re.Match[str], date: Date) -> Date | None:
    return _part(date, match["pk"], match["pn"], match["py"])


def _nearquarter(match: re.Match[str], date: Date) -> Date | None:
    return _part(date, match["vk"], match["vn"], None, match["vrel"])


def _firstmonths(match: re.Match[str], date: Date) -> Date | None:
    number = (match["fn"] or match["fn2"] or "one").lower()
    count = int(number) if number.isdigit() else numbers("counts")[number]
    first = 1 if (match["fo"] or "first").lower() == "first" else 13 - count
    date = replace(date, month=first, last_month=first + count - 1 if count > 1 else None, year=_int(match["fy"]))
    return replace(date, near=_without_year(match["frel"])) if count <= 12 else None


def _monthsto(match: re.Match[str], date: Date) -> Date | None:
    year = int(match["mny"] or 2000 + int(match["mnyy"]))
    return replace(date, year=year, month=1, last_month=int(match["mn"]))


def _short(match: re.Match[str], date: Date) -> Date | None:
    return replace(date, month=months()[(match["sh"] or match["sh2"]).lower()])


def _holiday(match: re.Match[str], date: Date) -> Date | None:
    number = numbers("holidays")[match["ho"].lower()]
    return replace(date, year=_int(match["hoy"]), month=number // 100, day=number % 100)


def _season(match: re.Match[str], date: Date) -> Date | None:
    return replace(date, year=int(match["sey"]), part=str(numbers("seasons")[match["se"].lower()]))


def _nearseason(match: re.Match[str], date: Date) -> Date | None:
    """ "last summer" is the latest one; "summer of last year" is last year's, whenever it is said."""
    season = numbers("seasons")[(match["se2"] or match["se3"]).lower()]
    near = match["serel"] + " season" if match["serel"] else match["serel2"]
    return replace(date, part=str(season), near=near.lower())


def _bareseason(match: re.Match[str], date: Date) -> Date | None:
    return replace(date, part=str(numbers("seasons")[match["se4"].lower()]))


def _decade(match: re.Match[str], date: Date) -> Date | None:
    year = numbers("decades")[match["decw"]] if match["decw"] else int(match["dec"])
    return None if year % 10 else replace(date, year=year, decade=True)


def _weekday(match: re.Match[str], date: Date) -> Date | None:
    number, near = numbers("weekdays")[match["wd"].lower()], (match["wrel"] or "").lower()
    return replace(date, weekday=number, near=near, clock=read_clock(match["wt"] or match["wc"] or ""))


def _year(match: re.Match[str], date: Date) -> Date | None:
    return replace(date, year=int(match["y"] or 2000 + int(match["yy"])))


def _monthquarter(match: re.Match[str], date: Date) -> Date | None:
    """The quarter that ends with a month; of other months than every third none is made."""
    month = months()[match["mq"].lower()]
    return None if month % 3 else replace(date, year=_int(match["mqy"]), part=f"Q{month // 3}")


_READERS: dict[str, Callable[[re.Match[str], Date], Date | None]] = {
    "iso": _iso,
    "yearmonth": _yearmonth,
    "months": _months,
    "years": _years,
    "firstquarters": _firstquarters,
    "numeric": _numeric,
    "chinese": _chinese,
    "chineseday": _chineseday,
    "daymonth": _daymonth,
    "monthday": _monthday,
    "month": _month,
    "monthquarter": _monthquarter,
    "firstday": _firstday,
    "bare": _bare,
    "quarter": _quarter,
    "shortquarter": _shortquarter,
    "yearquarter": _yearquarter,
    "wordquarter": _wordquarter,
    "yearsquarter": _yearsquarter,
    "nearquarter": _nearquarter,
    "firstmonths": _firstmonths,
    "monthsto": _monthsto,
    "short": _short,
    "holiday": _holiday,
    "season": _season,
    "nearseason": _nearseason,
    "bareseason": _bareseason,
    "decade": _decade,
    "weekday": _weekday,
    "year": _year,
}


def _without_year(words: str | None) -> str:
    """The "last" of "last year", in small letters."""
    return (words or "").lower().removesuffix("year").strip()


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _day(words: str | None) -> int | None:
    return int(words.rstrip("stndrh")) if words else None


def read_clock(words: str) -> str:
    """A time of day as EDTF writes it: "7 pm" as 19:00. Empty for what is none."""
    if words == "noon":
        return "12:00"
    match = re.match(r"(\d{1,2})(?:[:.](\d{2})(?::(\d{2}))?)?\s?([ap])?", words, re.IGNORECASE)
    if not match:
        return ""
    hour, half = int(match[1]), (match[4] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{match[2] or '00'}" + (f":{match[3]}" if match[3] else "")
