"""Takes a text and the time of its publication; gives the times told from there ("last week"); touches nothing.

The precision is the words' own: "three months ago" is about a month, "last year" a year. What needs a day when only
the month of publication is known stays undated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache

from kg import times
from kg.extract.patterns.lexicon.openings import Walk
from kg.extract.patterns.lexicon.wordlists import either, lexicon, values
from kg.extract.patterns.times.datereaders import numbers
from kg.extract.patterns.times.distances import about_published, day_of_publication, period, shift
from kg.extract.patterns.times.hanging import Near, count_of, hanging
from kg.model import When


def find_near(text: str, published: When | None) -> Iterator[Near]:
    """The relative times in the order of the text, none overlapping."""
    for match in _near().finditer(text):
        kind = (match.lastgroup or "").removeprefix("k_")
        try:
            found = _READERS[kind](match, published) if published and published.start else ""
        except OverflowError:  # before the year 1 or after 9999, where the calendar ends
            found = ""
        yield hanging(text, match, kind, Near(match.start(), match.end(), found))


@cache
def _near() -> Walk:
    lists = lexicon("moments")
    count = either(values(lists, "counts"))
    unit = r"(?:day|week|fortnight|month|quarter|year|decade)"
    vague = r"(?:few|several|couple\sof)"
    kinds = {
        "today": either(lists.texts("today")),
        "yesterday": either(lists.texts("yesterday")),
        "tomorrow": either(lists.texts("tomorrow")),
        "ago": rf"(?:(?P<ahalf>half\sa)|(?P<an>{count}|\d{{1,3}}))[\s-](?P<au>{unit})s?\s(?:ago|back(?=\W))",
        "vagueago": rf"(?:(?:a\s)?{vague}|some|many)\s{unit}s\sago",
        "earlier": rf"(?P<en>{count}|\d{{1,2}})\s(?P<eunit>month|quarter|year)s?\s"
        r"(?:earlier|(?:before|prior|previously)(?=[.,;:)]|$|\sto\b))",
        "adjacent": r"the\s(?P<ju>month|quarter|year)\s(?P<jd>before|prior|earlier|after|afterwards)"
        r"(?=[.,;:)]|$|\s(?:to|and)\b)",
        "span": rf"(?:the\s|its\s|their\s)(?P<sd>past|last|next|coming|previous|preceding|following)\s"
        rf"(?:(?P<sn>{count}|\d{{1,3}})\s(?P<su>{unit}|hour)s?|(?P<s1>decade|twelvemonth|(?<=past\s)(?:year|month|week|fortnight)))",
        "inspan": rf"in\s(?P<zn>{count}|\d{{1,2}})\s(?P<zu>month|year|week)s"
        r"(?=,?\s(?:\w+\s){0,2}(?:has|have)\s\w+(?:ed|n)\b)",
        "ytdto": r"(?:(?:so\sfar\s)?this\syear|(?:the\s)?year[\s-]to[\s-]date),?\s(?:through|to|until|up\sto)\s"
        rf"(?:the\s)?(?:end[\s-](?:of\s)?)?(?P<ym>{either(numbers('months'))})(?!\s\d)",
        "ytd": r"(?:the\s)?year[\s-]to[\s-]date|YTD",
        "firstdays": rf"the\sfirst\s(?P<fdn>{count}|\d{{1,2}})\s(?P<fdu>day|week)s\sof\s"
        rf"(?:(?P<fdm>{either(numbers('months'))})(?:\s(?P<fdy>(?:19|20)\d\d))?|(?P<fdr>this|last|the)\s(?P<fdl>month|year))",
        "start": r"(?:the\s)?(?:start|beginning)\sof\s(?:the|this)\s(?P<bu>month|quarter|year)",
        "midyear": r"(?:the\s)?(?:middle\sof\sthe\syear|mid[\s-]?year)",
        "intime": rf"in\s(?P<in>{count}|\d{{1,3}})\s(?P<iu>{unit})s?['’]?\stime|"
        rf"(?P<in2>{count}|\d{{1,3}})\s(?P<iu2>{unit})s?\sfrom\snow",
        "vaguespan": rf"(?:the\s)?(?P<vd>past|last|next|coming|recent)\s(?:{vague}\s)?{unit}s",
        "this": r"(?:(?:earlier|later|early|late|so\sfar)\s(?:in\s)?)?"
        r"(?P<td>this|last|next|the\s(?:current|previous|coming))\s"
        r"(?P<tu>week|month|quarter|year|half)(?!['’]s\s(?:first|second|third|fourth|last)\s(?:quarter|half))",
        "yearend": r"(?:(?:the\s)?(?:end|close)\sof\sthe\s(?P<yu>month|quarter|year|decade)"
        r"|(?:the\s)?(?P<ye>month|quarter|year)(?:['’]s)?[\s-]end(?!\s(?:of|to)\b|-to))",
        "weekend": r"(?:(?P<wk>this|last|next|the\s(?:past|previous|coming))|(?:over|at|during)\sthe)\sweekend",
        "same": r"the\s(?:same|corresponding|comparable)\s(?:period|quarter|(?:\w+\s)?months?|weeks?|half|time)\s"
        r"(?:(?:of\s|in\s)?(?:last\syear|the\s(?:previous|prior)\syear|the\syear\s(?:before|earlier)"
        r"|(?P<sy>(?:19|20)\d\d))|(?:a|one)\syear\s(?:earlier|ago|before))",
        "period": r"(?:(?<=in\s)|(?<=for\s)|(?<=during\s)|(?<=over\s))the\s(?:full\s|whole\s|entire\s)?"
        r"(?P<pu>quarter|half|month|year|period)(?!['’]?\w)(?!\s(?!(?:was|were|rose|fell|is|came|with|by|on|at|to(?=\s(?:(?:nearly|almost|about|over|more\sthan)\s)?\W?\d))\b)[^\W\d])",
        "that": r"(?<!of\s)that\s(?P<hu>month|quarter|year)(?!\s(?:of|in)\b|['’]?\w)",
        "whole": r"the\s(?:full|whole|entire)\syear(?=,?\s(?:\w+\s){0,3}"
        r"(?:will|would|could|may|might|wants?|expects?|aims?|plans?|targets?|hopes?|forecasts?|sees)\b)",
        "annual": r"(?:full[\s-]year|annual|yearly)(?=\s(?:\w+\s)?(?:targets?|goals?|guidance)\b)",
        "nth": rf"(?<=in\s)the\s(?P<nn>{either(numbers('ordinals'))})(?=[.,;]|$|\sand\b)",
        "day": r"(?P<dw>the\s(?:same|following|next|previous|preceding)|that)"
        r"\s(?:day|morning|afternoon|evening)(?!\sof)"
        r"|(?P<db>the\sday\s(?:before|after|earlier))(?=[,.;]|$|\s(?:it|he|she|they|the)\b)",
        "daysbefore": rf"(?P<xn>{count}|\d{{1,2}})\s(?P<xu>day|week)s?\searlier",
        "later": rf"(?P<ln>{count}|\d{{1,2}})\s(?P<lu>day|week|month|year)s?\s(?:later|afterwards)",
        "now": either(lists.texts("now")),
    }
    body = rf"(?<![\w-])(?i:{'|'.join(f'(?P<k_{name}>{kind})' for name, kind in kinds.items())})(?![\w-])"
    return Walk(re.compile(body))


def _today(_match: re.Match[str], published: When) -> str:
    return about_published(published)


def _shifted(days: int) -> Callable[[re.Match[str], When], str]:
    def read(_match: re.Match[str], published: When) -> str:
        day = day_of_publication(published)
        return (day + timedelta(days=days)).isoformat() if day else ""

    return read


def _ago(match: re.Match[str], published: When) -> str:
    if match["ahalf"]:
        return _about(shift(published, -6, "month")) if match["au"].lower() == "year" else ""
    return _back(published, count_of(match["an"]), match["au"].lower())


def _earlier(match: re.Match[str], published: When) -> str:
    return _back(published, count_of(match["en"]), match["eunit"].lower())


def _back(published: When, count: int, unit: str) -> str:
    """One year back is told to about the month, more years to about the year."""
    if unit == "fortnight":
        count, unit = 2 * count, "week"
    months = shift(published, -12, "month") if (count, unit) == (1, "year") else ""
    return _about(months or shift(published, -count, unit))


def _about(edtf: str) -> str:
    return f"{edtf}~" if edtf else ""


def _nothing(_match: re.Match[str], _published: When) -> str:
    return ""


#: From so many years on the month at which they begin is not meant.
_LONG = 10


def _span(match: re.Match[str], published: When) -> str:
    """ "the past two months" runs up to the publication, "the next ten years" from it."""
    count, unit = (count_of(match["sn"]), match["su"].lower()) if match["sn"] else (1, match["s1"].lower())
    back = match["sd"].lower() in ("past", "last", "previous", "preceding")
    if unit == "fortnight":
        count, unit = 2 * count, "week"
    if unit == "hour":
        count, unit = -(-count // 24), "day"
    if unit in ("year", "twelvemonth") and count < _LONG and (months := shift(published, 0, "month")):
        far = shift(published, 12 * (-count if back else count), "month")
        return f"{far}~/{months}~" if back else f"{months}~/{far}~"
    far, here = shift(published, -count if back else count, unit), shift(published, 0, unit)
    if not far or not here:
        return ""
    mark = "" if unit in ("year", "decade") else "~"
    return f"{far}{mark}/{here}{mark}" if back else f"{here}{mark}/{far}{mark}"


def _inspan(match: re.Match[str], published: When) -> str:
    """ "In twelve months they have gained a fifth": those up to now."""
    unit = match["zu"].lower()
    count, unit = count_of(match["zn"]) * (12 if unit == "year" else 1), "month" if unit == "year" else unit
    far, here = shift(published, -count, unit), shift(published, 0, unit)
    return f"{far}~/{here}~" if far and here else ""


def _ytd(_match: re.Match[str], published: When) -> str:
    return period(published, 0, "year")


def _ytdto(match: re.Match[str], published: When) -> str:
    """ "This year through October": from January on, in the last year in which the month had begun."""
    month = numbers("months")[match["ym"].lower()]
    year = _last_with(month, published)
    return f"{year:04}-01/{year:04}-{month:02}" if month > 1 else f"{year:04}-01"


def _firstdays(match: re.Match[str], published: When) -> str:
    """ "The first two weeks of March" as the interval of its days."""
    if match["fdm"]:
        month = numbers("months")[match["fdm"].lower()]
        year = int(match["fdy"]) if match["fdy"] else _last_with(month, published)
        whole = f"{year:04}-{month:02}"
    else:
        whole = period(published, -1 if match["fdr"].lower() == "last" else 0, match["fdl"].lower())
    first = times.read(whole).start if whole else None
    days = count_of(match["fdn"]) * (7 if match["fdu"].lower() == "week" else 1)
    return f"{first.isoformat()}/{(first + timedelta(days=days - 1)).isoformat()}" if first and days > 1 else ""


def _last_with(month: int, published: When) -> int:
    """The year of the last such month that had begun when the text appeared."""
    here = published.end or published.start
    return here.year - (month > here.month) if here else 0


def _start(match: re.Match[str], published: When) -> str:
    """The month with which the year, the quarter or the month of the publication began."""
    whole = period(published, 0, match["bu"].lower())
    first = times.read(whole).start if whole else None
    return f"{first:%Y-%m}" if first else ""


def _midyear(_match: re.Match[str], published: When) -> str:
    """The nearest middle of a year."""
    return f"{published.start.year + (published.start.month > 8)}" if published.start else ""


def _intime(match: re.Match[str], published: When) -> str:
    unit = (match["iu"] or match["iu2"]).lower()
    return _about(shift(published, count_of(match["in"] or match["in2"]), unit))


def _vaguespan(match: re.Match[str], published: When) -> str:
    here = shift(published, 0, "month") or shift(published, 0, "year")
    return f"{here}/.." if match["vd"].lower() in ("next", "coming") else ""


def _this(match: re.Match[str], published: When) -> str:
    words, unit = match["td"].lower(), match["tu"].lower()
    step = -1 if "last" in words or "previous" in words else 1 if "next" in words or "coming" in words else 0
    return period(published, step, unit)


def _yearend(match: re.Match[str], published: When) -> str:
    unit = (match["yu"] or match["ye"]).lower()
    year = period(published, 0, "year")
    return f"{year[:3]}X" if unit == "decade" and year else period(published, 0, unit)


def _weekend(match: re.Match[str], published: When) -> str:
    """The Saturday and Sunday before the publication or around it, or the coming ones."""
    day = day_of_publication(published)
    if day is None:
        return ""
    saturday = day - timedelta(days=(day.weekday() - 5) % 7)
    if (match["wk"] or "").lower() in ("next", "the coming"):
        saturday += timedelta(days=7)
    return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"


def _same(match: re.Match[str], published: When) -> str:
    """The year at least, where the text has not told which part of it."""
    return match["sy"] or period(published, -1, "year")


_READERS: dict[str, Callable[[re.Match[str], When], str]] = {
    "today": _today,
    "yesterday": _shifted(-1),
    "tomorrow": _shifted(1),
    "now": _today,
    "ago": _ago,
    "vagueago": _nothing,
    "earlier": _earlier,
    "span": _span,
    "vaguespan": _vaguespan,
    "this": _this,
    "yearend": _yearend,
    "weekend": _weekend,
    "same": _same,
    "period": _nothing,
    "that": _nothing,
    "nth": _nothing,
    "annual": _ytd,
    "whole": _ytd,
    "day": _nothing,
    "adjacent": _nothing,
    "daysbefore": _nothing,
    "later": _nothing,
    "inspan": _inspan,
    "ytd": _ytd,
    "ytdto": _ytdto,
    "firstdays": _firstdays,
    "start": _start,
    "midyear": _midyear,
    "intime": _intime,
}
