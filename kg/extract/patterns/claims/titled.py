"""Takes the claims of an article with their findings; gives those of its results their period; touches nothing.

"Acme's second quarter at a glance" tells of which period the figures below it are, though none of their lines says so;
where the title tells none, the first paragraph may: "Acme published its results for the second quarter". Only where
nothing nearer tells of another: no time in the sentence, and none of another period in its paragraph before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from kg import times
from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.claims.dating import TIMELESS, holds_by_itself
from kg.extract.patterns.figures.figureplaces import COUNTERPART
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.times.moments import find_moments
from kg.model import Claim, When

Entry = tuple[Finding, Claim]
#: A period of results is a month at least and a year at most; it is told so long after its end.
_SHORTEST, _LONGEST, _NEWS = timedelta(days=27), timedelta(days=366), timedelta(days=150)
#: Letters of a first paragraph that are looked at, and of a line that is no more than a heading of it.
_LEAD, _DATELINE = 500, 40
#: Before the time in a title that is not what it tells of: "down from December".
_AGAINST = re.compile(
    r"\b(?:from|than|vs\.?|versus|against|since|after|before|until|till|by)\s(?:(?:the|an?|last)\s)?(?:[a-z-]+\s)?$",
    re.IGNORECASE,
)
#: Words for a time that a sentence leaves open, or that of the other figure of a pair.
_OPEN = re.compile(
    r"\b(?:\w+|\d+)\smonths\b|\b(?:first|second|third|fourth|last|past|full|whole|same|this|that|next|previous|prior|the)"
    r"\s(?:month|quarter|half|year|week)\b(?!\s(?:earlier|before|ago))|\bsince\b|\bso\sfar\b|\bto\sdate\b",
    re.IGNORECASE,
)


def of_title(evidence: Evidence, entries: list[Entry], directives: Mapping[str, Mapping[str, str]]) -> list[Entry]:
    """The entries as they come; results without a time have the period that the title tells."""
    period = _told(evidence.article.title, evidence.article.published) or _of_lead(evidence)
    if period is None:
        return entries
    return [
        (finding, _dated(claim, period))
        if _is_result(finding, claim, directives.get(claim.property, {}), evidence)
        and _is_alone(evidence, finding, period)
        else (finding, claim)
        for finding, claim in entries
    ]


@lru_cache(maxsize=8)
def _told(title: str, published: When | None) -> When | None:
    """The one period that is over of which a title tells."""
    if published is None or published.end is None:
        return None
    found = {
        moment.when.text: moment.when
        for moment in find_moments(title, published)
        if _is_over(moment.when, published) and not _AGAINST.search(title[: moment.span.start])
    }
    period = next(iter(found.values()), None) if len(found) == 1 else None
    return period if period and _is_fresh(period, published) else None


def _of_lead(evidence: Evidence) -> When | None:
    """The first period that is over of which the first paragraph tells."""
    published, text = evidence.article.published, evidence.text
    if published is None:
        return None
    end = text.find("\n\n", _DATELINE)
    end = min(_LEAD, end if end >= 0 else len(text))
    over = [one for one in evidence.all_moments if one.span.start < end and _is_over(one.when, published)]
    told = [
        one.when
        for one in sorted(over, key=lambda one: one.span.start)
        if not _AGAINST.search(text[max(0, one.span.start - _DATELINE) : one.span.start])
    ]
    if not told or any(one.when.end == told[0].end and one.when.start != told[0].start for one in over):
        return None  # "30 from January to May, and 9 of them in May"
    return told[0] if _is_fresh(told[0], published) else None


def _is_fresh(period: When, published: When) -> bool:
    """Whether a period has ended not long before."""
    return period.end is not None and published.end is not None and published.end - period.end <= _NEWS


def _is_over(when: When, published: When) -> bool:
    """Whether a time is a period of results that had ended."""
    if when.start is None or when.end is None or published.end is None:
        return False
    return _SHORTEST <= when.end - when.start <= _LONGEST and when.end <= published.end


def _is_result(finding: Finding, claim: Claim, own: Mapping[str, str], evidence: Evidence) -> bool:
    """Whether a claim tells a figure of a period as a fact, and the period not."""
    periodic = own.get("counting") == "in-period" or own.get("change") == "any" or "periodic" in own
    if not periodic or finding.amount is None or claim.when is not None or claim.modality != "asserted":
        return False
    if finding.link == COUNTERPART or {finding.link, finding.tie} & TIMELESS or claim.negated:
        return False
    counted = dict(claim.scope).get("counting") in (None, "in-period")
    return counted and not holds_by_itself(own, evidence, finding)


def _is_alone(evidence: Evidence, finding: Finding, period: When) -> bool:
    """Whether neither the sentence nor its paragraph before it tells of another time."""
    assert finding.amount is not None
    sentence = finding.cue[0].sent
    if _OPEN.search(sentence.text):
        return False
    text, start = evidence.text, finding.amount.span.start
    paragraph = text.rfind("\n\n", 0, start) + 1
    published = evidence.article.published
    for moment in evidence.all_moments:
        inside = sentence.start_char <= moment.span.start < sentence.end_char
        before = paragraph <= moment.span.start < start
        if not (inside or before) or _is_year_before(moment.when, period) or moment.when.text == period.text:
            continue
        if inside or published is None or _is_over(moment.when, published):
            return False
    return True


def _is_year_before(when: When, period: When) -> bool:
    """Whether a time is what the period is measured against."""
    if when.start is None or period.start is None or when.end is None or period.end is None:
        return False
    return (when.start.year + 1, when.start.month) == (period.start.year, period.start.month) and (
        when.end.year + 1,
        when.end.month,
    ) == (period.end.year, period.end.month)


def _dated(claim: Claim, period: When) -> Claim:
    scope = tuple((key, "in-period" if key == "counting" else value) for key, value in claim.scope)
    return replace(claim, when=times.read(period.text, "derived"), scope=scope)
