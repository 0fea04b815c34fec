"""Takes the figure of a change and its time; gives against what the change is measured; touches nothing.

By the words behind it ("46% MoM"), by the time named behind it ("5% from December"), by those of the change before it
in the sentence ("up 47% on the year to 5 boats, and the profit 64%") or in one before it in the paragraph. A change of
a quarter, a half or a year that says nothing, and one in a text whose last period was such a one, is one against the
year before: that is how results are told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.figurechanges import cue_pattern
from kg.model import Amount, Moment, Schema, ScopeTerm

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Tokens behind a change in which the time that it is measured by may stand; how unequal two months may be, in days.
_REACH, _SAME_LENGTH, _MONTH, _YEAR = 8, 4, 31, 12
#: Days of what counts as a year, and of more than a month.
_LONGEST, _LONG = 366, 58
#: Months between two times of one length, and whether they are longer than a month -> the base of the ontology.
_BASES = {(12, False): "year-on-year", (1, False): "month-on-month", (3, True): "quarter-on-quarter"}
_USUAL = "year-on-year"
#: "Growth of 40% a year".
_PACES = {"year": "year-on-year", "quarter": "quarter-on-quarter", "month": "month-on-month", "week": "week-on-week"}
_EACH = re.compile(r"(?:a|per|every|each)\s(year|quarter|month|week)\b(?!\s(?:ago|earlier|before))", re.IGNORECASE)
#: "Down 48% from 2,700 the week before".
_FROM = re.compile(
    r"(?:from|on|than)\s[\d.,]+(?:\s[a-z]+){0,2}?\s(?:the\s(week|month|quarter|year)\s(?:before|prior|earlier)"
    r"|(?:in\s)?the\s(?:previous|prior|preceding)\s(week|month|quarter|year))\b",
    re.IGNORECASE,
)
#: "Fell by 11.5% in January, totaling 63,000, compared to the same period last year".
_AGAINST_LAST = re.compile(
    r"(?:(?!%|\bper\s?cent|[;()\n]|\.\s).){0,72}\bcompared\s(?:to|with)\s(?:the\s)?(?:same|corresponding|year-ago)\s"
    r"(?:period|month|quarter|half)\b(?!\sof\s\d)(?:\s(?:of\s|in\s)?(?:last\syear|the\s(?:previous|prior)\syear"
    r"|(?:a|one)\syear\s(?:earlier|ago|before)))?",
    re.IGNORECASE,
)
#: What stands between a change and its base, with no other change: "rose 12% to 500 boats year on year".
_REST = re.compile(r"(?:(?!%|\bper\s?cent|[,;:()\n]\s|\.\s).){0,72}")
#: What sets a change against something that is no period: "above its target", "from June", "since the launch".
_OTHER = re.compile(
    r"\b(?:than|above|below|beneath|short|since|targets?|forecasts?|estimates?|expectations?|guidance|plans?|planned|a\syear"
    r"|per\syear|annually|average|against|versus|compared)\b|\bfrom\s(?!\S*\d)",
    re.IGNORECASE,
)


def base_of(schema: Schema, evidence: Evidence, amount: Amount, moment: Moment | None) -> str | None:
    """Against what a change is measured; None where nothing tells."""
    term = schema.scopes.get("base")
    if term is None or not term.cues:
        return None
    found = _behind(term, evidence, amount) or _by_time(evidence, amount, moment)
    return found if found in schema.concepts.get(term.range, {}) else None


def base_unsaid(schema: Schema, evidence: Evidence, amount: Amount, moment: Moment | None) -> str | None:
    """The base of a change beside which no word tells one: that of the change before, or the usual one."""
    term = schema.scopes.get("base")
    rest = _REST.match(evidence.text, amount.span.end)
    if term is None or not term.cues or (rest and _OTHER.search(rest[0])):
        return None
    start = evidence.token(amount.span.start).sent.start_char
    before = [
        dict(term.cues)[one[0].casefold()]
        for one in cue_pattern(term.cues).finditer(evidence.text, start, amount.span.start)
    ]
    if before:
        found: str | None = before[-1]
    elif moment and moment.when.start:
        found = _USUAL if _is_long(moment) else _told_before(term, evidence, start)
    else:
        found = _told_before(term, evidence, start) or _of_results(evidence, start)
    return found if found in schema.concepts.get(term.range, {}) else None


def _told_before(term: ScopeTerm, evidence: Evidence, start: int) -> str | None:
    """The base of the changes in the sentences before: the first one of the nearest sentence that tells one."""
    bases = list(cue_pattern(term.cues).finditer(evidence.text, 0, start))
    if not bases:
        return None
    sentence = evidence.token(bases[-1].start()).sent
    nearest = next(one for one in bases if one.start() >= sentence.start_char)
    return dict(term.cues)[nearest[0].casefold()]


def _of_results(evidence: Evidence, start: int) -> str | None:
    """The usual base, where the last closed period that the text told before is that of results."""
    published = evidence.article.published
    periods = [
        one
        for one in evidence.all_moments
        if one.span.end <= start and one.when.end and one.when.start and one.when.start != one.when.end
        and (not published or not published.end or one.when.end <= published.end)
    ]  # fmt: skip
    return _USUAL if periods and _is_long(periods[-1]) else None


def _is_long(moment: Moment) -> bool:
    """Whether a time is a closed period from two months to a year."""
    return _LONG < _days(moment) + 1 <= _LONGEST


def _behind(term: ScopeTerm, evidence: Evidence, amount: Amount) -> str | None:
    """The base of comparison whose words stand right behind the figure: "46% MoM"."""
    text, end = evidence.text, amount.span.end
    while text[end : end + 1] == " ":
        end += 1
    cues = cue_pattern(term.cues)
    later = _REST.match(text, end)
    if each := _EACH.match(text, end) or _EACH.search(amount.span.text):
        return _PACES[each[1].lower()]
    if _AGAINST_LAST.match(text, end):
        return _USUAL
    if moved := _FROM.match(text, end):
        return _PACES[(moved[1] or moved[2]).lower()]
    match = cues.match(text, end) or (cues.search(text, end, later.end()) if later else None)
    return dict(term.cues)[match[0].casefold()] if match else None


def _by_time(evidence: Evidence, amount: Amount, moment: Moment | None) -> str | None:
    """Against what a change is measured, by the time named behind it: "up 5% from December", of a figure of January."""
    found = _time_behind(evidence, amount)
    if found is None or found is moment:
        return None
    moment = moment if moment and moment.when.start else _reported(evidence, found)
    if moment is None or not _alike(moment, found):
        return None
    months = _months(moment) - _months(found)
    return _BASES.get((months, months != _YEAR and _days(found) > _MONTH))


def _time_behind(evidence: Evidence, amount: Amount) -> Moment | None:
    last = evidence.token(max(amount.span.start, amount.span.end - 1))
    behind: list[Token] = list(evidence.doc[last.i + 1 : min(last.sent.end, last.i + 1 + _REACH)])
    for token in behind:
        if token.lower_ in (",", ";", "and", "but"):
            return None
        if found := evidence.moments.get(token.i):
            return found if found.when.start and found.when.end else None
    return None


def _reported(evidence: Evidence, base: Moment) -> Moment | None:
    """The latest period like the base that had begun when the article appeared: a report without a time is about it."""
    published = evidence.article.published
    over = [
        one
        for one in evidence.all_moments
        if one.when.start and one.when.end and _alike(one, base) and _months(one) > _months(base)
        and (not published or not published.end or one.when.start < published.end)
    ]  # fmt: skip
    return max(over, key=_months, default=None)


def _alike(one: Moment, other: Moment) -> bool:
    return bool(one.when.end and other.when.end) and abs(_days(one) - _days(other)) <= _SAME_LENGTH


def _days(moment: Moment) -> int:
    when = moment.when
    return (when.end - when.start).days if when.start and when.end else 0


def _months(moment: Moment) -> int:
    start = moment.when.start
    return start.year * 12 + start.month if start else 0
