"""Takes the claims of an article with their findings; gives those of rows their period; touches nothing.

Who tells the numbers of a month names the month once: "Acme led with 57,000 deliveries in January. ... Norton reported
27,000 units." What another thing counts of the same measure, told as over and without a time, is of the same period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.claims.counting import only_passes
from kg.extract.patterns.claims.dating import TIMELESS, holds_by_itself
from kg.extract.patterns.claims.titled import of_title
from kg.extract.patterns.claims.unbuilt import as_planned
from kg.extract.patterns.figures.figureplaces import COUNTERPART
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import Claim, When

_DAY = timedelta(days=1)
#: Forms of a verb that tell what is over.
_OVER = ("VBD", "VBN")
Entry = tuple[Finding, Claim]


def continued(evidence: Evidence, entries: list[Entry], directives: Mapping[str, Mapping[str, str]]) -> list[Entry]:
    """The entries as they come; those that go on with a row, and the results of its period or the title's, have it."""
    entries = as_planned(evidence, entries)
    rows: dict[str, Claim | None] = {}
    given: dict[tuple[str, int], When] = {}
    found = list(entries)
    for at in sorted(range(len(entries)), key=lambda one: (entries[one][1].span.start, entries[one][1].span.end)):
        finding, claim = entries[at]
        own = directives.get(claim.property, {})
        counts, beside = own.get("counting") == "in-period", (claim.subject, finding.cue[0].sent.start)
        if finding.amount and claim.when is None and _goes_on(evidence, finding, claim, own):
            moves = own.get("change") == "any"
            period = given.get(beside) if moves else None
            if counts and (lead := rows.get(claim.property)) and lead.subject != claim.subject:
                period = lead.when
            elif period is None and claim.property not in rows and (counts or moves or "periodic" in own):
                period = _only(rows)
            if period is not None and _is_news(period, evidence.article.published):
                given[beside] = period
                scope = tuple((key, "in-period" if key == "counting" else value) for key, value in claim.scope)
                found[at] = finding, replace(claim, when=period, scope=scope)
        elif counts and claim.when and claim.modality == "asserted" and finding.link != COUNTERPART:
            rows[claim.property] = _leading(rows.get(claim.property, claim), claim)
    return of_title(evidence, found, directives)


def _only(rows: Mapping[str, Claim | None]) -> When | None:
    """The period of all rows so far, if it is the same."""
    known = {lead.when for lead in rows.values() if lead and lead.when}
    return known.pop() if len(known) == 1 else None


def _is_news(period: When, published: When | None) -> bool:
    """Whether no other such period has passed between the period and the article."""
    if period.start is None or period.end is None or published is None or published.start is None:
        return False
    return published.start - period.end <= period.end - period.start + _DAY


def _leading(lead: Claim | None, claim: Claim) -> Claim | None:
    """Who leads the row from a figure with a period on: none while two periods have the same end."""
    ends, end = (one.when.end if one and one.when else None for one in (lead, claim))
    if ends is None or end is None or end > ends:
        return claim
    if lead and lead.when and claim.when and end == ends and lead.when.start != claim.when.start:
        return None
    return lead


def _goes_on(evidence: Evidence, finding: Finding, claim: Claim, own: Mapping[str, str]) -> bool:
    """Whether a figure is told as over, by itself: no aim, no sum, no second of a pair, no mere description."""
    if claim.modality != "asserted" or finding.link == COUNTERPART or {finding.link, finding.tie} & TIMELESS:
        return False
    if holds_by_itself(own, evidence, finding):
        return False
    counting, cue = dict(claim.scope).get("counting"), finding.cue[0]
    counts = counting in (None, "in-period")
    if counting == "cumulative" and finding.amount:
        counts = only_passes(evidence, finding.amount, cue)
    return counts and clause_of(cue).tag_ in _OVER
