"""Takes a text; gives the places that name a date or a part of one, with the fields that stand there; touches nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date as calendar_date
from functools import cache

from kg.extract.patterns.wordlists import either, lexicon, values


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
    decade: bool = False
    weekday: int | None = None
    #: "this year", "last", "next" or "same": a year told by its distance.
    near: str = ""


def find_dates(text: str) -> Iterator[Date]:
    """The dates in the order of the text, none overlapping."""
    for match in _dates().finditer(text):
        found = _read(match)
        if found is not None and not _is_name(text, match, found):
            yield found


_YEAR = r"(?:19|20)\d{2}"
_CLOCK = r"(?:(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s?[apAP]\.?[mM]\b\.?)?|(?:1[0-2]|0?[1-9])(?:\.[0-5]\d)?\s?[apAP]\.?[mM]\b\.?|noon)"


@cache
def _numbers(key: str) -> dict[str, int]:
    return {word: int(value) for word, value in values(lexicon("moments"), key).items()}


@cache
def _months() -> dict[str, int]:
    return _numbers("months") | _numbers("short_months")


def _titled(words: Iterator[str] | list[str]) -> str:
    """Any of the words with a capital or in capitals."""
    return either([form for word in words for form in (word.capitalize(), word.upper())])


@cache
def _dates() -> re.Pattern[str]:
    long, short, every = (_titled(list(names)) for names in (_numbers("months"), _numbers("short_months"), _months()))
    seasons = either(_numbers("seasons"))
    name = rf"(?:{long}\b|{short}(?!\w)\.?)"
    weekdays = _titled(list(_numbers("weekdays")))
    day = r"(?:0?[1-9]|[12]\d|3[01])"
    nth = rf"{day}(?:st|nd|rd|th)?"
    dash = r"(?:\s?[-\u2010\u2011\u2013\u2014~]\s?|\s(?:to|and|until|through)\s)"
    ordinals = either(_numbers("ordinals"))
    end = r"(?![\w]|[.,]\d)"

    def year_behind(name: str) -> str:
        return rf"(?:,?\s(?:of\s)?(?P<{name}>{_YEAR}){end})"

    def this_year(name: str) -> str:
        return rf"(?:,?\s(?:of\s)?(?P<{name}>(?i:this|last|next|that|the\ssame))\syear(?!\w))"

    def at(name: str) -> str:
        return rf"(?:,?\s(?:at\s)?(?:about\s|around\s)?(?P<{name}>{_CLOCK}))"

    kinds = {
        # 2025-05-07T19:00, 2025/5/7, 2025.05.07
        "iso": rf"(?<![\w-])(?P<iy>{_YEAR})(?P<sep>[-/.])(?P<im>\d{{1,2}})(?P=sep)(?P<id>\d{{1,2}})"
        r"(?:[T\s](?P<it>\d{2}:\d{2}(?::\d{2})?))?(?![\w-])",
        "yearmonth": rf"(?<![\w-])(?P<ymy>{_YEAR})-(?P<ymm>0[1-9]|1[0-2])(?![\w-])",
        "numeric": r"(?<![\w/.])(?P<n1>\d{1,2})(?P<nsep>[/.])(?P<n2>\d{1,2})(?P=nsep)(?P<ny>(?:19|20)\d{2})(?![\w/])",
        "chinese": rf"(?P<cy>{_YEAR})\s?年(?:\s?(?P<cm>\d{{1,2}})\s?月(?:份|\s?(?P<cd>\d{{1,2}})\s?[日号])?"
        r"|第?(?P<cq>[一二三四1-4])季度|(?P<ch>[上下])半年)?",
        "chineseday": r"(?<!\d)(?P<cm2>\d{1,2})月(?P<cd2>\d{1,2})[日号]",
        # 7 May 2025, 2-5 May, the 7th of May; May 7th, 2025, May 2-5; Sept. 2025
        "daymonth": rf"(?<![\w.,:/-])(?:(?P<dt>{_CLOCK})\s(?:on\s)?)?(?P<d1>{nth})(?:{dash}(?P<d2>{nth}))?\s(?:of\s)?"
        rf"(?P<dm>{name}){year_behind('dy')}?{this_year('dr')}?{at('dc')}?",
        "monthday": rf"(?<!\w)(?:(?P<mt>{_CLOCK})\s(?:on\s)?)?(?P<mm>{name})\s(?P<m1>{nth})"
        rf"(?:{dash}(?P<m2>{nth})(?!\w|\s?(?:%|percent|per\scent|{every})))?{end}"
        rf"(?!\s?%|\s(?:percent|per\scent|million|billion)){year_behind('my')}?{this_year('mr')}?{at('mc')}?",
        "month": rf"(?<!\w)(?P<yym>{name}),?\s(?:of\s)?(?P<yyy>{_YEAR}){end}",
        "bare": rf"(?<!\w)(?<!\w-)(?:(?P<bnear>(?i:this|last|next|the\ssame))\s)?(?P<bare>{long})(?!\w|-\w)"
        r"(?:,?\s(?:of\s)?(?P<brel>(?i:this|last|next|that|the\ssame))\syear(?!\w))?|"
        rf"(?<!\w)(?P<bare2>{long})(?=[-\u2013]{long})",
        # Q1 2025, Q1/2025, 1Q25, 2025 Q1, the first quarter of 2025; the same for halves
        "quarter": rf"(?<!\w)(?P<qk>[QH])(?P<qn>[1-4])"
        rf"(?:(?:,?\s|[/-])?(?:of\s|FY\s?)?(?P<qy>{_YEAR}){end}|\s?['’]?(?P<qyy>[12]\d)(?!\d))?(?!\w)",
        "shortquarter": rf"(?<!\w)(?P<rn>[1-4])(?P<rk>[QH])(?:\s?(?P<ry>{_YEAR})|\s?['’]?(?P<ryy>[12]\d))?(?!\w)",
        "yearquarter": rf"(?<!\w)(?P<sy>{_YEAR})[\s/-]?(?P<sk>[QH])(?P<sn>[1-4])(?!\w)",
        "wordquarter": rf"(?<!\w)(?i:(?:the\s)?(?P<on>{ordinals})[\s-](?P<ok>quarter|half)(?:-year)?)"
        rf"(?:,?\s(?:of\s)?(?:(?i:the|fiscal|financial)\s)?(?:(?i:fiscal|financial)\s)?(?:year\s)?(?P<oy>{_YEAR}){end}"
        r"|\sof\s(?P<orel>(?i:this|last|next|that|the|the\ssame)\syear))?(?!\w)",
        "yearsquarter": rf"(?<!\w)(?P<py>{_YEAR})(?:['’]s)?\s(?i:(?P<pn>{ordinals})\s(?P<pk>quarter|half))(?!\w)",
        "nearquarter": rf"(?<!\w)(?i:(?P<vrel>this|last|next)\syear['’]s\s(?P<vn>{ordinals})\s(?P<vk>quarter|half))(?!\w)",
        "firstmonths": rf"(?<!\w)(?i:(?:the\s)?first\s(?P<fn>{either(_numbers('counts'))}|\d{{1,2}})\smonths\sof\s)"
        rf"(?:(?P<fy>{_YEAR}){end}|(?P<frel>(?i:this|last|next|the)\syear))",
        # spring 2026, this summer, the 2020s
        "season": rf"(?<!\w)(?i:(?P<se>{seasons}))\s(?:of\s)?(?P<sey>{_YEAR}){end}",
        "nearseason": rf"(?<!\w)(?i:(?P<serel>this|last|next)\s(?P<se2>{seasons})"
        rf"|(?P<se3>{seasons})\s(?:of\s)?(?P<serel2>this|last|next)\syear)(?!\w)",
        "decade": rf"(?<!\w)(?P<dec>{_YEAR})s(?!\w)",
        "weekday": rf"(?<!\w)(?:(?P<wrel>(?i:last|next|this|coming|the\ssame))\s)?(?P<wd>{weekdays})(?!\w)(?:,?\sat\s(?P<wt>{_CLOCK}))?",
        # 2024, FY2025, mid-2025
        "year": rf"(?:(?<![\w.,:/$€£¥-])|(?<=[a-z]-)|(?<=[12]\d{{3}}[-\u2013]))(?:FY\s?)?(?P<y>{_YEAR})(?![\w/]|[.,:]\d|-\d{{1,2}}(?!\d)|\s?%)",
    }
    return re.compile("|".join(f"(?P<k_{name}>{kind})" for name, kind in kinds.items()))


def _read(match: re.Match[str]) -> Date | None:
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
    return replace(date, year=int(match["iy"]), month=int(match["im"]), day=int(match["id"]), clock=match["it"] or "")


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
    clock = read_clock(match["dt"] or match["dc"] or "")
    month, year = _months()[match["dm"].lower().rstrip(".")], _int(match["dy"])
    return replace(
        date,
        year=year,
        month=month,
        day=_day(match["d1"]),
        last_day=_day(match["d2"]),
        clock=clock,
        near=_without_year(match["dr"]),
    )


def _monthday(match: re.Match[str], date: Date) -> Date | None:
    clock = read_clock(match["mt"] or match["mc"] or "")
    month, year = _months()[match["mm"].lower().rstrip(".")], _int(match["my"])
    return replace(
        date,
        year=year,
        month=month,
        day=_day(match["m1"]),
        last_day=_day(match["m2"]),
        clock=clock,
        near=_without_year(match["mr"]),
    )


def _month(match: re.Match[str], date: Date) -> Date | None:
    return replace(date, year=int(match["yyy"]), month=_months()[match["yym"].lower().rstrip(".")])


def _bare(match: re.Match[str], date: Date) -> Date | None:
    near = (match["bnear"] or match["brel"] or "").lower()
    if match["bnear"] and not match["brel"]:
        near += " month"
    return replace(date, month=_months()[(match["bare"] or match["bare2"]).lower()], near=near)


def _part(date: Date, kind: str, number: str, year: str | None, near: str | None = None) -> Date | None:
    """A quarter or a half; the third half does not exist."""
    of_half = kind.upper().startswith("H")
    count = int(number) if number.isdigit() else _numbers("ordinals")[number.lower()]
    if of_half and number.lower() in ("last", "final"):
        count = 2
    if of_half and count > 2:
        return None
    full = None if year is None else int(year) if len(year) == 4 else 2000 + int(year)
    return replace(date, year=full, part=f"{'H' if of_half else 'Q'}{count}", near=(near or "").lower())


def _quarter(match: re.Match[str], date: Date) -> Date | None:
    return _part(date, match["qk"], match["qn"], match["qy"] or match["qyy"])


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
    number = match["fn"].lower()
    count = int(number) if number.isdigit() else _numbers("counts")[number]
    near = _without_year(match["frel"])
    return replace(date, year=_int(match["fy"]), month=1, last_month=count, near=near) if count <= 12 else None


def _season(match: re.Match[str], date: Date) -> Date | None:
    return replace(date, year=int(match["sey"]), part=str(_numbers("seasons")[match["se"].lower()]))


def _nearseason(match: re.Match[str], date: Date) -> Date | None:
    """ "last summer" is the latest one; "summer of last year" is last year's, whenever it is said."""
    season = _numbers("seasons")[(match["se2"] or match["se3"]).lower()]
    near = match["serel"] + " season" if match["serel"] else match["serel2"]
    return replace(date, part=str(season), near=near.lower())


def _decade(match: re.Match[str], date: Date) -> Date | None:
    return replace(date, year=int(match["dec"]), decade=True) if match["dec"].endswith("0") else None


def _weekday(match: re.Match[str], date: Date) -> Date | None:
    number, near = _numbers("weekdays")[match["wd"].lower()], (match["wrel"] or "").lower()
    return replace(date, weekday=number, near=near, clock=read_clock(match["wt"] or ""))


def _year(match: re.Match[str], date: Date) -> Date | None:
    return replace(date, year=int(match["y"]))


_READERS: dict[str, Callable[[re.Match[str], Date], Date | None]] = {
    "iso": _iso,
    "yearmonth": _yearmonth,
    "numeric": _numeric,
    "chinese": _chinese,
    "chineseday": _chineseday,
    "daymonth": _daymonth,
    "monthday": _monthday,
    "month": _month,
    "bare": _bare,
    "quarter": _quarter,
    "shortquarter": _shortquarter,
    "yearquarter": _yearquarter,
    "wordquarter": _wordquarter,
    "yearsquarter": _yearsquarter,
    "nearquarter": _nearquarter,
    "firstmonths": _firstmonths,
    "season": _season,
    "nearseason": _nearseason,
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


# What looks like a date and is a name ------------------------------------------------------------------------------

_WORD_BEFORE = re.compile(r"([^\W_][\w'’&.-]*)[ \u00a0]$")
_WORD_BEHIND = re.compile(r"['’]?s?[ \u00a0]([^\W_][\w'’&-]*)")


def _is_name(text: str, match: re.Match[str], date: Date) -> bool:
    """Whether a month, a year or a weekday is part of a name, or a word of another kind: "Theresa May", "CES 2025"."""
    kind = (match.lastgroup or "").removeprefix("k_")
    if kind not in ("bare", "year", "month", "monthday", "weekday"):
        return False
    before = _WORD_BEFORE.search(text[max(0, date.start - 24) : date.start])
    word = before[1] if before else ""
    plain = word.lower().removesuffix("'s").removesuffix("’s")
    if kind in ("month", "monthday"):
        short = (match["yym"] or match["mm"]).rstrip(".")
        return len(short) <= 4 and short.lower() == "jun" and word[:1].isupper() and plain not in _openers()
    named = word[:1].isupper() and not word.endswith(".") and plain not in _openers() and plain not in _months()
    if kind == "year":
        return named or _is_model_year(text, date, plain)
    if kind == "bare" and match["bare"] in ("May", "March", "MAY", "MARCH"):
        return named or _is_verb(text, date, before is None)
    return named and kind == "bare"


def _is_model_year(text: str, date: Date, before: str) -> bool:
    behind = _WORD_BEHIND.match(text, date.end)
    if behind is None:
        return False
    if behind[1].lower() in lexicon("moments").texts("model_years"):
        return True
    return before in ("", "the", "a", "new", "all-new", "its", "their") and behind[1][0].isupper()


def _is_verb(text: str, date: Date, opens: bool) -> bool:
    behind = _WORD_BEHIND.match(text, date.end)
    opens = opens or text[: date.start].rstrip(" \u00a0\"'“(")[-1:] in (".", "!", "?", "\n", "")
    return opens and behind is not None and behind[1].lower() in lexicon("moments").texts("after_verb_may")


@cache
def _openers() -> frozenset[str]:
    return frozenset(lexicon("moments").texts("openers"))
