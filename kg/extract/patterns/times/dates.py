"""Takes a text; gives the places that name a date or a part of one, with what they say; touches nothing."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.extract.patterns.lexicon.wordlists import lexicon
from kg.extract.patterns.times.dateforms import date_forms
from kg.extract.patterns.times.datereaders import Date, months, read_date


@lru_cache(maxsize=2)
def find_dates(text: str) -> tuple[Date, ...]:
    """The dates in the order of the text, none overlapping. Kept for the next who asks about the same text."""
    read = ((match, read_date(match)) for match in date_forms().finditer(text))
    return tuple(date for match, date in read if date is not None and not _is_name(text, match, date))


_DATELINE = re.compile(r"(?:^|\n)[ \t]*[A-Z][\w .,'’/-]{2,40},\s$")
_AFTER_DATELINE = re.compile(r"\s?(?:\([^()\n]{2,40}\)\s?)?(?:-{1,2}|\u2013|\u2014)\s")


def is_dateline(text: str, date: Date) -> bool:
    """Whether a date only says where and when a report was sent: "HARBOUR, May 7 (Agency) -"."""
    before = text[max(0, date.start - 48) : date.start]
    return bool(date.day and _DATELINE.search(before) and _AFTER_DATELINE.match(text, date.end))


# What looks like a date and is a name ------------------------------------------------------------------------------

_WORD_BEFORE = re.compile(r"([^\W_][\w'’&.-]*)[ \u00a0]$")
_WORD_BEHIND = re.compile(r"['’]?s?[ \u00a0]([^\W_][\w'’&-]*)")


def _is_name(text: str, match: re.Match[str], date: Date) -> bool:
    """Whether a month, a year or a weekday is part of a name, or a word of another kind: "Theresa May", "Expo 2025"."""
    kind = (match.lastgroup or "").removeprefix("k_")
    if kind not in ("bare", "year", "years", "month", "monthday", "weekday"):
        return False
    before = _WORD_BEFORE.search(text[max(0, date.start - 24) : date.start])
    word = before[1] if before else ""
    plain, owned = word.lower().removesuffix("'s").removesuffix("’s"), word.endswith(("'s", "’s"))
    if kind in ("month", "monthday"):
        short = (match["yym"] or match["mm"]).rstrip(".")
        return len(short) <= 4 and months().get(short.lower()) == 6 and word[:1].isupper() and plain not in _openers()
    named = word[:1].isupper() and not word.endswith(".") and plain not in _openers() and plain not in months()
    named = named and not owned  # "Acme's October sales"
    if kind == "years":  # "certain 2023-24 Norton lamps"
        return _is_model_year(text, date, plain)
    if kind == "year":
        return named or plain in lexicon("moments").texts("model_years") or _is_model_year(text, date, plain)
    if kind == "bare" and match["bare"] in ("May", "March", "MAY", "MARCH") and not match["bnear"]:
        return named or _is_verb(text, date, before is None)
    return named and kind == "bare"


_OF_MODEL = re.compile(r"\bmodel[\s-]years?\s$", re.IGNORECASE)
#: "The 2023 Norton and 2024 Zed": a model stands before the second, too, and no month.
_MODEL_BEFORE = re.compile(r"[A-Z][\w-]*[a-z\d] and $")
_TO_YEAR = re.compile(r"[-\u2013](?:19|20)\d\d\b")


def _is_model_year(text: str, date: Date, before: str) -> bool:
    last = _TO_YEAR.match(text, date.end)  # "certain 2023-2024 Norton lamps"
    behind = _WORD_BEHIND.match(text, last.end() if last else date.end)
    if _OF_MODEL.search(text[max(0, date.start - 16) : date.start]):
        return True
    if behind is None:
        return False
    if behind[1].lower() in lexicon("moments").texts("model_years"):
        return True
    listed = before == "and" and _MODEL_BEFORE.search(text[max(0, date.start - 24) : date.start])
    known = before in ("", *lexicon("moments").texts("before_model_years"))
    return (known or bool(listed)) and behind[1][0].isupper()


def _is_verb(text: str, date: Date, opens: bool) -> bool:
    behind = _WORD_BEHIND.match(text, date.end)
    opens = opens or text[: date.start].rstrip(" \u00a0\"'“(")[-1:] in (".", "!", "?", "\n", "")
    return opens and behind is not None and behind[1].lower() in lexicon("moments").texts("after_verb_may")


@cache
def _openers() -> frozenset[str]:
    return frozenset(lexicon("moments").texts("openers"))
