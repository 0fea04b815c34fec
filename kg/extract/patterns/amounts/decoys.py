"""Takes a text; gives the stretches and places where digits or number words count nothing; touches nothing.

Dates, addresses of the web, marks of reference, versions, stock codes, scores, the numbers of a list, parts of names.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from kg.extract.patterns.lexicon.wordlists import either, lexicon
from kg.extract.patterns.times.dates import find_dates

_DIGITS = (
    r"\d{4}-\d{2}(?:-\d{2})?(?:T[\d:]{4,8})?(?![\d-])",
    r"(?<![/,.])(?<!\d)\d{1,4}/\d{1,4}(?:/\d{2,4})?(?![\d/]|,\d)",
    r"(?<!\.)(?!\d{1,3}(?:\.\d{3})++(?![.\d]))\d{1,4}\.\d{1,4}\.\d{1,4}(?:\.\d{1,4})?(?![\d.])",
    r"\d{2,4}\s?年(?!内|后|前|来|以)|\d{1,2}\s?月(?:\d{1,2}\s?[日号])?",
    r"(?<![:.])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:.]\d|\d|\sminutes)(?:\s?[apAP]\.?[mM]\b\.?)?",
    r"(?<![.,])\d{1,2}(?:\.\d{2})?\s?(?:[ap]\.m\.|[ap]m\b|[AP]M\b|o'clock)",
    r"\d{4,6}\.(?:HK|SZ|SH|SS|TW|KS|T)\b",
    r"24/7\b|\d{1,2}-\d{1,2}(?=\s(?:win|loss|defeat|victory|draw|lead|score)\b)",
    r"(?<![\w+])\d++(?:\+\d++)++",
    r"(?<![\w.,])(?:1[89]|20)\d{2}s\b",
    r"(?<![\w.])\d{2,4}[- ]\d{3,4}[- ]\d{4}(?!\d)",
    r"(?<![\w.,$€£¥])\d{1,5}\s(?:[A-Z][a-z]+\s){1,2}(?:Road|Street|Avenue|Rd|St|Ave|Lane|Boulevard|Drive|Highway)\b",
    r"(?<![\w.,])0\s?(?:-|\u2013|to)\s?\d{2,3}(?=\s?(?:km/h|kmh|kph|mph|kilomet|miles))",
    r"(?<!\w)(?:19|20)\d{2}\s?[-\u2013/]\s?(?:(?:19|20)\d{2}|\d{2})(?![\d,.%\w])",
    r"(?m:(?<=^)|(?<=^[ \t]))\d{1,3}[.)](?=\s)",
)
_OTHERS = (
    r"(?:https?://|www\.)\S++",
    r"@[\w.-]{1,64}",
    r"\[\d{1,4}(?:[,\-\u2013]\s?\d{1,4}){0,9}\]",
    r"\(0?\d{3,5}\)",
    r"\([A-Z]{0,3}\s?\d{3,6}\s?[.:]?\s?(?:TT|TW|HK|CH|KS|JP|US|IN|SS|SZ|NA|GR|LN)\)",
    r"[$€£(]{0,2}\s?\d++(?:\.\d++)?\s?(?:[A-Za-z]{2,8}\s)?=\s?[^\s\d]{0,4}\s?\d[\d.,]*+(?:\s[A-Za-z]{2,12}(?:\s[A-Za-z]{2,12})?)?\)",
    r"(?<=[a-z] )#\d{1,3}(?![\d.])",
    r"(?m:^)\(\d{1,3}\)",
    r"\b[A-Z]{3,6}\s?:\s?\d{3,6}\b",
    r"\b(?:stock|ticker)(?:\scode)?:?\s\d{3,6}\b",
    r"\+\d{1,4}[- ]\d{2,4}[- ]\d{3,4}(?:[- ]\d{3,4})?(?!\d)",
    r"'\d0s\b",
    r"(?<!\w)f/\d{1,2}(?:\.\d{1,2})?",
    r"\bzero\s?(?:-|\u2013|to)\s?\d{2,3}(?=\s?(?:km/h|kmh|kph|mph|kilomet|miles))",
    r"(?<!\w)[vV](?:er(?:sion)?)?\.?\s?\d{1,3}(?:\.\d{1,3})*+",
)
_STRETCHES = re.compile(rf"(?<!\d)(?=\d)(?:{'|'.join(_DIGITS)})|(?=[fhw@\[(HNSTKstzvV+'])(?:{'|'.join(_OTHERS)})")
_YEAR = re.compile(r"(?:1[89]|20)\d{2}", re.ASCII)
_LAST_WORD = re.compile(r"([^\W_][\w'’.&-]*)[ \u00a0]$")
_HYPHENATED = re.compile(r"[-\u2010\u2011](?=[A-Za-z])")
_FRACTION = re.compile(
    r"[\s-](?:tenths?|hundredths?|thousandths?|thirds?|quarters\sof|fifths?|halves)\b", re.IGNORECASE
)


#: A year is no lower end of a figure so many times as large, nor the number in a name of one so many times as large.
_APART, _FAR = 5, 100
_IN = re.compile(r"\b(?:in|during|since)\s$", re.IGNORECASE)


def decoys(text: str) -> list[tuple[int, int]]:
    """The stretches [start, end) in which no amount starts, in no order.

    Bare years are not among them: "2000 units" are none.
    """
    dated = ((date.start, date.end) for date in find_dates(text) if date.end - date.start > len("2025"))
    return [
        *(match.span() for match in _STRETCHES.finditer(text)),
        *(one.span() for one in _finely().finditer(text)),
        *dated,
    ]


def merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches in order, those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def is_year(digits: str) -> bool:
    """Whether bare digits look like a year of our time."""
    return bool(_YEAR.fullmatch(digits))


def is_other(text: str, start: int, end: int, before: str, other: Decimal) -> bool:
    """Whether the digits are a year or part of a name and no lower end of what "to" leads to: "in 2025 to 350,000"."""
    digits = text[start:end]
    if is_year(digits):
        return other > _APART * int(digits) or bool(_IN.search(before))
    return digits.isdigit() and other > _FAR * int(digits) and names_something(text, start)


def names_something(text: str, start: int) -> bool:
    """Whether the word before a bare number makes it part of a name or a pointer: "Halcyon 3", "phase 2", "Q 1"."""
    match = _LAST_WORD.search(text[max(0, start - 24) : start])
    if not match:
        return False
    word = match[1]
    lowered = word.lower().removesuffix("'s").removesuffix("’s")
    if lowered.rstrip(".") in _designators():
        return True
    capital = any(letter.isupper() for letter in word)
    return capital and lowered not in _plain() and not word.endswith((".", "'s", "’s"))


def is_hyphenated(text: str, end: int) -> bool:
    """Whether a number goes on with a hyphen and a word: "4-door", "three-phase"."""
    return bool(_HYPHENATED.match(text, end))


def is_idiom(text: str, start: int, end: int) -> bool:
    """Whether a number word stands in a phrase in which it counts nothing: "one of the", "at one point"."""
    floor = max(0, start - 12)
    found = _idioms().finditer(text, floor, min(len(text), end + 32))
    return any(match.start() <= start < match.end() for match in found) or bool(_FRACTION.match(text, end))


@cache
def _finely() -> re.Pattern[str]:
    """Into how many points something is divided: "a 2K panel" is one."""
    return re.compile(
        rf"(?<![\w.,])\d(?:\.\d)?K(?=[\s-](?:[\w+-]{{2,12}}\s){{0,2}}{either(lexicon('amounts').texts('divided'))})"
    )


@cache
def _designators() -> frozenset[str]:
    return frozenset(lexicon("amounts").texts("designators"))


@cache
def _plain() -> frozenset[str]:
    return frozenset(lexicon("amounts").texts("not_names"))


@cache
def _idioms() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{either(lexicon('amounts').texts('idioms'))}|one\s\w+\safter\sanother)(?!\w)")
