"""Takes the EDTF of a time and the words before it; gives what it is the end, or the limit, of; touches nothing.

The end of a time is what is one step finer: that of a decade its last year, that of a year, a half or a quarter its
last month, that of a month or a week, where a deadline or a count stands "by", "at" or "as of" it, its last day. Of 122
facts of the gold with the end of a year 67 have the month, 34 the year, 21 the day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from kg import times
from kg.extract.patterns.lexicon.wordlists import either, lexicon
from kg.extract.patterns.times.datereaders import numbers

_BY_DAY = re.compile(
    r"(?<![\w-])(?:by|before|at|as\s(?:of|at)|until|till|up\s(?:to|until)|to|through|no\slater\sthan|not\slater\sthan"
    r"|prior\sto|ahead\sof)\s(?:the\s)?(?:very\s)?$",
    re.IGNORECASE,
)


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"(?i:(?:the\s)?(?:{either(lexicon('moments').texts('ends'))}))(?![a-z])|[\w’' -]*[\s-]end$")


def limits_end(words: str) -> bool:
    """Whether the words of a time name its end."""
    return bool(_ends().match(words))


def ended(text: str, start: int, words: str, edtf: str) -> str:
    """The time whose words, from `start` on, name its end: its last day or month; what names no end stays."""
    if not edtf or "/" in edtf or not limits_end(words):
        return edtf
    if _LAST_DAY.search(words):
        return _last_day(edtf)
    before_it = text[max(0, start - 40) : start]
    by_day = bool(_BY_DAY.search(before_it) and not _BEGUN.search(before_it)) or bool(_BARE_END.search(words))
    return _finer(edtf, by_day=by_day)


#: What happens "at the end of March" does so about then; what stands so and so high does on the last day.
_BEGUN = re.compile(
    r"\b(?:beg[aiu]ns?|start(?:s|ed)?|open(?:s|ed)?|launched|came|comes|released|unveiled|introduced|announced|left|joined|due)"
    r"\s(?:out\s|up\s|on\s|to\sthe\spublic\s)?(?:only\s)?at\s(?:the\s)?(?:very\s)?$",
    re.IGNORECASE,
)
_BARE_END = re.compile(r"end$", re.IGNORECASE)
_LAST_DAY = re.compile(r"^(?:the\s)?(?:last|final)\sday\b", re.IGNORECASE)
#: Days of the longest month and the longest year.
_MONTH, _YEAR = 31, 366


def _last_day(text: str) -> str:
    end = times.read(text).end
    return end.isoformat() if end else text


def _finer(text: str, *, by_day: bool) -> str:
    """The last year of a decade, month of a year, a half or a quarter; what is shorter stays, or is its last day."""
    when = times.read(text)
    if when.end is None or when.start is None:
        return text
    days = (when.end - when.start).days + 1
    if days > _MONTH:
        return f"{when.end:%Y-%m}" if days <= _YEAR else f"{when.end:%Y}"
    return _last_day(text) if by_day else text


def ended_period(text: str, start: int, month: int, edtf: str) -> tuple[int, str] | None:
    """Where the words of a period that ends with this time begin, and its EDTF: "the three months to June"."""
    match = _periods().search(text[max(0, start - 40) : start])
    if not match or not edtf[:7].replace("-", "").isdigit():
        return None
    begins = max(0, start - 40) + match.start()
    if match["week"]:
        day = date.fromisoformat(edtf) if _DAY.fullmatch(edtf) else None
        return (begins, f"{day - timedelta(days=6)}/{day}") if day else None
    number = (match["count"] or "").lower()
    count = int(number) if number.isdigit() else numbers("counts").get(number, 12 if match["year"] else 3)
    last = int(edtf[:4]) * 12 + month - 1
    first = last - count + 1
    whole = f"{first // 12:04}-{first % 12 + 1:02}/{last // 12:04}-{last % 12 + 1:02}"
    return (begins, whole) if 0 < count <= last else None


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@cache
def _periods() -> re.Pattern[str]:
    ended = either(lexicon("moments").texts("ended"))
    months = rf"(?P<count>{either(numbers('counts'))}|\d{{1,2}})\smonths\s{ended}"
    period = r"(?:quarter|period|(?P<year>(?:fiscal\s|financial\s)?year))\s(?:ended|ending|to|through)(?:\sin)?"
    week = r"(?P<week>week)\s(?:ended|ending|to|through)(?:\son)?"
    return re.compile(rf"(?<!\w)(?i:(?:the\s)?(?:{months}|{period}|{week}))\s$")


def before(text: str) -> str:
    """All that comes before a time: before 2028 is up to 2027."""
    start = times.read(text).start
    if start is None:
        return text
    last = (start - timedelta(days=1)).isoformat()
    return f"../{last[: len(text)] if len(text) in (4, 7) else last[:7] if len(text) < len(last) else last}"


def started(words: str, edtf: str) -> str:
    """The first month of a year whose words name its start; what names none, or is no year, stays."""
    return f"{edtf}-01" if _START.match(words) and len(edtf) == len("2025") and edtf.isdigit() else edtf


_START = re.compile(r"(?:the\s)?(?:start|beginning|turn)\sof\b", re.IGNORECASE)


#: "They must wait until January": it begins then; "until January" ends then.
_WAIT = re.compile(
    r"(?:\b(?:wait|waits|waited|waiting|not)|n['’]t|\b(?:will|would|do|does|is|are|can|may)\snot(?:\s\w+){1,3}"
    r"|\bwon['’]t(?:\s\w+){1,3})\s$",
    re.IGNORECASE,
)
_NOT_UNTIL = re.compile(r"not\suntil\b", re.IGNORECASE)
_EARLIEST = re.compile(r"\sat\sthe\s(?:very\s)?earliest\b", re.IGNORECASE)


def awaited(words: str, text: str, begin: int, end: int) -> bool:
    """Whether something begins at a time whose "until" stands at `begin`: the words before it or around it say so."""
    return bool(_WAIT.search(words) or _NOT_UNTIL.match(text, begin) or _EARLIEST.match(text, end))


_NOT_BEFORE = re.compile(
    r"(?:\b(?:not|never)|(?:\bno|\bnone)\b[^,.;:]*\s(?:is|are|was|were)\s(?:now\s)?(?:expected|due|planned|likely|foreseen)"
    r"|\b(?:will|would|may|might|do|does|did|can|could|should)(?:\snot|n['’]t)\b(?:\s[\w-]+){1,6}"
    r"|\bnone\b(?:\s[\w-]+){0,3}\s(?:will|would|can|could)\b(?:\s[\w-]+){1,6})\s$",
    re.IGNORECASE,
)


def not_before(words: str) -> bool:
    """Whether "before 2027" behind the words means then or later: "not", "no verdict is expected"."""
    return bool(_NOT_BEFORE.search(words))


_TO_END = re.compile(
    r"\b(?:to|will|would|not|n['’]t|may|might|could|should|must)\s(?:end|start|close)\s$", re.IGNORECASE
)


def is_verb(words: str) -> bool:
    """Whether the last of the words, one that names a part of a time, is a verb: "the strike will not end"."""
    return bool(_TO_END.search(words))
