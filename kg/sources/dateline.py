"""Takes the words of a date of publication; gives it as EDTF in the precision of the words; touches nothing.

Only dates that stand in full are read: a dateline without a year, and "yesterday", give nothing. Of a time of day
nothing is kept, because the abbreviations of time zones are ambiguous. 03/04/2025 is two dates and so none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
#: Names of months, whole and in short, to their numbers.
_MONTHS = {short: number for number, name in enumerate(_NAMES, 1) for short in (name, name[:3])} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})(?:-(?P<d>\d{2}))?(?=$|[T\s,;.)]|Z$)", re.ASCII)
_FORMS = (
    _ISO,
    re.compile(rf"(?P<n>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)", re.ASCII | re.I),
    re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<n>{_MONTH})\.?,?\s+(?P<y>\d{{4}})(?!\d)", re.ASCII | re.I),
    re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*日)?", re.ASCII),
    re.compile(r"(?P<y>\d{4})[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})(?!\d)", re.ASCII),
    re.compile(rf"(?P<n>{_MONTH})\.?,?\s+(?P<y>\d{{4}})(?!\d)", re.ASCII | re.I),
)
#: What may stand in a dateline beside its date: words of publishing, a weekday, a time of day with its zone.
_BESIDE = re.compile(
    r"(?:\b(?:published|posted|date|dated|released|first|on|at|by|in|the|time|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|"
    r"sat(?:ur)?|sun)(?:day)?|(?-i:[A-Z]{1,4}T)|UTC|GMT|Z|\d+\s+min(?:ute)?s?\s+read)\b|[ap]\.?m\b\.?|发布|时间|发表于|"
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?|T(?=\d)|[+-]\d{1,2}(?::?\d{2})?|[\s,.:;|·•—–()\-/])+",
    re.I,
)
_BYLINE = re.compile(r"by [^\d|·•,]{2,60}(?:[|·•,]|\s[-–—]\s)\s*", re.I)
_PUBLISHED_BY = re.compile(
    r"\s*(?:published by (?P<who>[^\d\n]{2,80}?),? on|(?:from|source|来源)\s*[:：]\s*(?P<from>[^\d\n|]{2,80}?))[\s|,]+"
    rf"(?=\d|(?:{_MONTH})\b)",
    re.I,
)
_LABEL = re.compile(r"date\s*:?\s+(?=\d{4}-)", re.I)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")
#: So many names, of an author and of a paper, may stand in a dateline; so long may it be then.
_MOST_NAMES, _LONGEST = 6, 100
_CHANGED = re.compile(r"\b(?:updated|modified|edited|corrected)\b|更新", re.I)
_ADDRESS = re.compile(r"/(?P<y>(?:19|20)\d{2})[/-](?P<m>0[1-9]|1[0-2])(?:[/-](?P<d>[0-2]\d|3[01]))?(?=[/-])", re.ASCII)
#: How many lines at the top and the bottom of a text may hold its dateline.
_TOP, _BOTTOM = 6, 3


def read_date(words: str) -> str | None:
    """The date that the words start with, None where they start with none."""
    words = words.strip()
    return next((found for form in _FORMS if (match := form.match(words)) and (found := _edtf(match))), None)


def find_dateline(lines: Iterable[str]) -> tuple[str | None, str | None]:
    """Date and publisher from the lines near the top and the end that say nothing else; None where there is none."""
    filled = [line.strip() for line in lines if line.strip()]
    near = filled if len(filled) <= _TOP + _BOTTOM else [*filled[:_TOP], *filled[-_BOTTOM:]]
    for line in near:
        if len(line) <= 200 and (found := _only_date(line)):
            return found
    return None, None


def _only_date(line: str) -> tuple[str, str | None] | None:
    if changed := _CHANGED.search(line):
        line = line[: changed.start()]
    if byline := _BYLINE.match(line):
        line = line[byline.end() :]
    publisher = None
    if match := _PUBLISHED_BY.match(line):
        publisher, line = (match["who"] or match["from"]).strip(), line[match.end() :]
    elif label := _LABEL.match(line):
        return (found, None) if (found := read_date(line[label.end() :])) else None
    for form in _FORMS:
        match = form.search(line)
        if match and (found := _edtf(match)):
            rest = f"{line[: match.start()]} {line[match.end() :]}"
            return (found, publisher) if _BESIDE.fullmatch(rest) or _is_names(line, rest) else None
    return None


def _is_names(line: str, rest: str) -> bool:
    """Whether a line with a time of day has nothing beside it but names: who wrote it, and where it appeared."""
    if len(line) > _LONGEST or not _CLOCK.search(rest) or line.endswith((".", "!", "?", "。")):
        return False
    words = _BESIDE.sub(" ", rest).split()
    return len(words) <= _MOST_NAMES and not any(word[0].islower() or word[0].isdigit() for word in words)


def date_of_address(url: str) -> str | None:
    """The date in a web address such as https://example.org/2025/05/19/title."""
    match = _ADDRESS.search(url)
    return _edtf(match) if match else None


def _edtf(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = int(parts["y"])
    month = _MONTHS[parts["n"].casefold()] if parts.get("n") else int(parts["m"])
    try:
        day = date(year, month, int(parts.get("d") or 1))
    except ValueError:
        return None
    if day == date(1970, 1, 1):  # what an empty field of a content system turns into
        return None
    return day.isoformat() if parts.get("d") else f"{year:04}-{month:02}"
