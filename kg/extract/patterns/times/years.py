"""Takes a date that lacks its year, its sentence and the publication; gives the year or the day; touches nothing.

News leaves out what its readers know. The sentence decides where it has told a date; else the publication does: the
past, unless words of the future stand around.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache

from kg.extract.patterns.lexicon.wordlists import either, lexicon
from kg.extract.patterns.times.datereaders import Date
from kg.model import When

_REACH = 90
#: How many months ahead a month without a year may lie: with words of the future around it, and without.
_FARTHEST_AHEAD, _NEAREST_AHEAD = 8, 2
#: Nor does a quarter or a half without a year lie far in the next one.
_NEXT_QUARTER = 3


def edtf(place: Date) -> str:
    """The EDTF text of a date with a year, as precise as its fields."""
    year = f"{place.year:04}"
    if place.decade:
        return f"{year[:3]}X"
    if place.part:
        return f"{year}-{place.part}"
    if place.last_month:
        return f"{year}-{place.month or 1:02}/{year}-{place.last_month:02}"
    if place.last_year:
        return f"{year}/{place.last_year:04}"
    if not place.month:
        return year
    month = f"{year}-{place.month:02}"
    if not place.day:
        return month
    day = f"{month}-{place.day:02}" + (f"T{place.clock}" if place.clock else "")
    return f"{month}-{place.day:02}/{month}-{place.last_day:02}" if place.last_day else day


def near_year(place: Date, published: When | None) -> int | None:
    """The year that is told by its distance: "March this year", "last summer"; None without a publication."""
    if published is None or published.start is None:
        return None
    if place.near.endswith(" month") and place.month:  # "last March" is the latest one, "next March" the coming one
        month, step = published.start.month, place.near.split()[0]
        # The month just over is "last month": "last January", said in February, is the one before.
        shifts = {"last": -(place.month >= month or place.month == month - 1), "next": int(place.month <= month)}
        return published.start.year + shifts.get(step, 0)
    season = place.near.endswith(" season") and place.part.isdigit()
    year = published.start.year + {"last": -1, "next": 1}.get(place.near.split()[0], 0)
    if season and place.near.startswith("last") and (int(place.part) - 20) * 3 + 2 < published.start.month:
        return (
            published.start.year
        )  # "last summer", said in autumn; "last autumn", said in autumn, is the year before's
    return year


def year_of(text: str, place: Date, published: When | None, told: Date | None) -> int | None:
    """The year of a month, quarter or half without one: by the date `told` in its sentence, else by the publication."""
    month = place.month or _first_month(place.part)
    known = (told.month or _first_month(told.part)) if told else 0
    if told and told.year and known and place.month and _BACK.search(text[max(0, place.start - 48) : place.start]):
        return told.year - (month > known)
    if told and told.year and known and place.month and (month - known) % 12 <= _FARTHEST_AHEAD:
        return told.year + (month < known)
    if published is None or published.start is None:
        return None
    here = published.start
    if len(published.text) < len("2025-01"):
        return here.year
    ahead = (month - here.month) % 12
    farthest = _FARTHEST_AHEAD if place.month else max(12 - here.month, _NEXT_QUARTER)
    if _SINCE.search(text[max(0, place.start - 12) : place.start]):
        return here.year - (month > here.month)
    future = ahead <= farthest and (_in_future(text, place) or _is_due(text, place))
    if _MOVED.search(text[max(0, place.start - 24) : place.start]):
        return here.year - (month > here.month)
    to_come = future or (ahead <= _NEAREST_AHEAD and not place.part and not _is_done(text, place))
    return here.year + (month < here.month) if to_come else here.year - (month > here.month)


#: What is told by these came before: "its former best in March", "up from 500 in May".
_BACK = re.compile(
    r"\b(?:former|previous|prior|up from|down from|earlier|than|versus|compared)\b[^.;]*$", re.IGNORECASE
)


#: "Up 16% from August": what something has moved from is over.
_MOVED = re.compile(r"(?:%|\bper\s?cent|\b(?:up|down|rise|increase|gain|jump|drop|decline|decrease|fall))\sfrom\s$")


_SINCE = re.compile(r"\b[Ss]ince\s(?:the\s|early\s|late\s|mid-)?$")


def _first_month(part: str) -> int:
    if not part:
        return 0
    if part.isdigit():  # a season
        return (int(part) - 20) * 3
    return (int(part[1]) - 1) * (3 if part[0] == "Q" else 6) + 1


def same_sentence(text: str, start: int, end: int) -> bool:
    """Whether no sentence ends between the two places, which must be near each other."""
    return end - start <= 2 * _REACH and not _SENTENCE_END.search(text, start, end)


_SENTENCE_END = re.compile(r"[.!?]\s+(?:[A-Z\"“]|$)|[\n;]")


def _in_future(text: str, place: Date) -> bool:
    """Whether words of the future stand around the place, in its sentence, and no finished deed right before it."""
    before = _SENTENCE_END.split(text[max(0, place.start - _REACH) : place.start])[-1]
    if (done := _DONE.search(before)) and done[1].lower() not in lexicon("moments").texts("future"):
        return False
    after = _SENTENCE_END.split(text[place.end : place.end + 48])[0]
    if (told := _TOLD.match(after)) and (told[0][0] != "," or len(before.split()) <= _OPENS):
        return False  # "by July, the firm said" is no day of the saying
    clause, rest = _CLAUSE_END.split(before)[-1], _VERB_END.split(_CLAUSE_END.split(after)[0])[0]
    past, to_come = _last_verbs(clause)
    if past > to_come:
        return not to_come and bool(_future().search(rest))
    if _future().search(before) or _future().search(after):
        return True
    return bool(_scheduled().search(clause, past)) or (_opens_period(text, place) and not _PAST.search(rest))


def _opens_period(text: str, place: Date) -> bool:
    """Whether a time opens its sentence as the one from which what is told holds: "From May tea costs 5 dollars"."""
    return bool(_FROM.search(text[max(0, place.start - 24) : place.start])) and not _TO.match(text, place.end)


_FROM = re.compile(r"(?:^|[.!?\n]\s?)(?:From|Starting(?: in)?|Beginning(?: in)?)\s(?:the\s)?$")
#: "From January to March".
_TO = re.compile(r"\s(?:to|until|till|through)\b")


#: So many words at most stand with a time that opens its sentence.
_OPENS = 3
#: "In January it said that it would": the day of the saying.
_TOLD = re.compile(r",?\s(?:[\w’'-]+\s){1,4}(?:said|announced|told|promised|warned|pledged|vowed|predicted|forecast)\b")


def _last_verbs(clause: str) -> tuple[int, int]:
    """Where the last verb in the past and the last word of the future end in a clause; 0 for none."""
    past = max((one.end() for one in _PAST.finditer(clause)), default=0)
    return past, max((one.end() for one in _future().finditer(clause)), default=0)


def _is_due(text: str, place: Date) -> bool:
    """Whether something is to be done by the place: "by March I want it ready"; not "by March it had sold 500"."""
    clause = _CLAUSE_END.split(_SENTENCE_END.split(text[place.end : place.end + 48])[0])[0]
    by = _BY.search(text[max(0, place.start - 24) : place.start])
    return bool(by) and not _is_done(text, place) and not _PAST.search(clause)


_BY = re.compile(r"\b(?:by|no later than)\s(?:the\send\sof\s|early\s|mid-|late\s)?$", re.IGNORECASE)


def _is_done(text: str, place: Date) -> bool:
    """Whether the clause before the place tells a deed in the past: "introduced in January"."""
    clause = _CLAUSE_END.split(_SENTENCE_END.split(text[max(0, place.start - _REACH) : place.start])[-1])[-1]
    past, to_come = _last_verbs(clause)
    return past > to_come


#: A second verb of the same subject: "began in June and is to end in May".
_VERB_END = re.compile(
    r"\s(?:and|but)\s(?=(?:then\s|now\s)?(?:will|is|are|should|would|could|may|plans?|aims?|expects?)\b)"
)
_CLAUSE_END = re.compile(r"[,;:()\u2013\u2014]\s")
#: Verbs in the past whose form no rule tells.
_PAST = re.compile(
    r"\b(?:was|were|had|took|began|came|went|rose|fell|sold|made|built|grew|got|won|lost|left|became|met|ran|held|led"
    r"|set off|bought|brought|said|told|spoke|paid"
    r"|(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?<!\bits\s)(?<!\btheir\s)(?<!\bbe\s)(?-i:[a-z])\w+(?<![cdfnp]e)ed)\b",
    re.IGNORECASE,
)


_DONE = re.compile(r"(?<!\bbe)(?<!\bget)\s([a-z]\w*ed)\s(?:in|on)\s(?:(?:early|late|mid)[\s-])?$")


def day_of(text: str, place: Date, published: When | None) -> str:
    """The weekday nearest before the publication, or after it where the words look forward. Needs its day."""
    if published is None or published.start is None or published.start != published.end:
        return ""
    here, back = published.start, (published.start.weekday() - (place.weekday or 0)) % 7
    if place.near == "this":
        found = here + timedelta(days=(place.weekday or 0) - here.weekday())
    elif place.near in ("next", "coming") or (not place.near and back and _looks_ahead(text, place)):
        found = here + timedelta(days=7 - back)
    elif place.near == "last":
        found = here - timedelta(days=back or 7)
    else:
        found = here - timedelta(days=back)
    return found.isoformat() + (f"T{place.clock}" if place.clock else "")


def _looks_ahead(text: str, place: Date) -> bool:
    """Whether the verb right before a weekday is in the future: "will open on Friday"."""
    before = _SENTENCE_END.split(text[max(0, place.start - 36) : place.start])[-1]
    if before in ("On ", "on "):
        return bool(_SOON.match(text, place.end))
    if _SINCE.search(before) or text.startswith(("'s ", "’s "), place.end):  # "above Tuesday's close"
        return False
    return bool(_future().search(before))


#: What a day that opens a sentence has behind it, if it is to come: "On Friday it will open".
_SOON = re.compile(r",?\s(?:[\w’'-]+\s){1,3}(?:will|is\sto|are\sto|plans\sto)\s")


@cache
def _scheduled() -> re.Pattern[str]:
    """What is told in the present of a day that is fixed, right before it: "tea follows in May", "starts from June"."""
    verbs = either(lexicon("moments").texts("scheduled"))
    nouns = r"(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?<!\bits\s)(?<!\btheir\s)(?<!\bhis\s)(?<!\bher\s)(?<!['’]s\s)"
    return re.compile(rf"{nouns}\b(?:{verbs})\s(?:[^\s.]+\s){{0,6}}(?:in|from|on|before|at|with|by)\s(?:the\s)?$")


@cache
def _future() -> re.Pattern[str]:
    signs = either(word for word in lexicon("moments").texts("future") if word != "may")
    return re.compile(rf"(?<![\w])(?:(?i:{signs})|may)(?!\w)")  # "May" is the month
