"""Takes two figures, times or wordings; gives whether they say the same; touches nothing."""

from __future__ import annotations

import re

from kg.evaluate.names import squeeze
from kg.model import Quantity, Span, When

#: Words that carry a time, so that a gold time can be asked of the words of its fact. English, as the gold is. Months
#: and weekdays count with a capital only: "may" is mostly the verb.
_NAMED = "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|Ju[nl]|June|July|Aug(?:ust)?|Sept?(?:ember)?"
_NAMED += "|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PERIODS = "day|week|month|quarter|year|decade|morning|evening|afternoon|night|spring|summer|autumn|winter"
_OTHER = "today|yesterday|tomorrow|tonight|ago|earlier|later|since|until|last|next|recently|now|currently"
_TIME_WORD = re.compile(rf"\b(?:(?:19|20)\d\d|Q[1-4]|[12]H|H[12]|{_NAMED}|(?i:(?:{_PERIODS})s?|{_OTHER}))\b")
_WORD = re.compile(r"\w+")
#: Share of common words from which on two wordings count as the same.
SAME_WORDS = 0.5


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end


def same_number(gold: Quantity, found: Quantity) -> bool:
    """Whether the figures are equal, the sign aside: a text says "4 below", a table -4."""
    if (gold.number is None) != (found.number is None):
        return False
    if gold.number is not None and found.number is not None:
        return abs(gold.number) == abs(found.number)
    return (gold.low, gold.high) == (found.low, found.high)


def same_bound(gold: Quantity, found: Quantity) -> bool:
    """Whether the bounds are equal, the sign aside: a gold that "lost over 30%" is more than that, our -30 less."""
    falls = found.number is not None and found.number < 0
    return gold.bound == (_TURNED.get(found.bound, found.bound) if falls else found.bound)


#: The bound of a figure below zero -> the same one of its size.
_TURNED = {"less-than": "more-than", "more-than": "less-than", "at-least": "at-most", "at-most": "at-least"}


def same_unit(gold: Quantity, found: Quantity) -> bool:
    """Whether the units are the same; one that the ontology lacks is compared as it is written, plural aside."""
    return gold.unit == found.unit or squeeze(gold.unit).removesuffix("s") == squeeze(found.unit).removesuffix("s")


def same_time(gold: When | None, found: When | None) -> bool:
    """Whether two times cover the same days: 2025-Q1 is 2025-01/2025-03, and 2025-05 is not 2025-05-01.

    A time of day counts as written.
    """
    if gold is None or found is None or not gold.text or not found.text:
        return (gold is None or not gold.text) and (found is None or not found.text)
    if "T" in gold.text or "T" in found.text:
        return gold.text == found.text
    return (gold.start, gold.end) == (found.start, found.end)


def nearer_time(gold: When | None, found: When | None) -> bool:
    """Whether a proposal has no time or, with both ends known, one within the gold's or around it."""
    if gold is None or found is None or not found.text:
        return True
    if gold.start is None or gold.end is None or found.start is None or found.end is None:
        return False
    within = gold.start <= found.start and found.end <= gold.end
    return within or (found.start <= gold.start and gold.end <= found.end)


def same_words(gold: str, found: str) -> bool:
    """Whether one wording holds the other, or half of all their words are common, plural and genitive aside."""
    ours, theirs = (_words(text) for text in (gold, found))
    if not ours or not theirs:
        return False
    if f" {' '.join(ours)} " in f" {' '.join(theirs)} " or f" {' '.join(theirs)} " in f" {' '.join(ours)} ":
        return True
    return 2 * len(set(ours) & set(theirs)) / (len(set(ours)) + len(set(theirs))) > SAME_WORDS


def _words(text: str) -> list[str]:
    """The words without the s of a plural or a genitive: an order of makers is that of the largest maker."""
    words = _WORD.findall(text.casefold())
    return [word.removesuffix("s") if len(word) > len("its") else word for word in words if word != "s"]


def names_time(words: str) -> bool:
    """Whether the words carry a time at all; a gold time may be known from elsewhere in the text."""
    return _TIME_WORD.search(words) is not None
