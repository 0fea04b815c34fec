"""Takes the findings of an article; gives those of rows in which a preposition tells whose each figure is.

"Tariffs of 17% for Acme, 20% for Norton and 38% for Lyra": where the later figures are of those behind "for", so is the
first, whoever sets them. Touches nothing.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.model import Mention

_TO = ("for", "on")


def each_behind(evidence: Evidence, metrics: Metrics, naming: Naming, findings: list[Finding]) -> list[Finding]:
    """The findings, with the first figure of such a row of whom it is for."""
    changed: dict[int, Finding] = {}
    figures = sorted((one for one in findings if one.amount), key=lambda one: (_sentence(evidence, one), _start(one)))
    for _, row in groupby(figures, key=lambda one: (_sentence(evidence, one), one.term.name)):
        first, *later = row
        own = _behind(evidence, metrics, naming, first) if later and _is_of_noun(evidence, first) else None
        if own and all(_is_own(evidence, one, _behind(evidence, metrics, naming, one)) for one in later):
            changed[id(first)] = replace(first, subject=own, tie="list")
    return [changed.get(id(one), one) for one in findings]


def _is_of_noun(evidence: Evidence, finding: Finding) -> bool:
    """Whether a noun has the figure ("tariffs of 17%"), and no verb that somebody does."""
    at = evidence.token(_start(finding)).i
    return at > 0 and evidence.doc[at - 1].lower_ == "of"


def _is_own(evidence: Evidence, finding: Finding, behind: Mention | None) -> bool:
    return behind is not None and evidence.entity(behind) == evidence.entity(finding.subject)


def _behind(evidence: Evidence, metrics: Metrics, naming: Naming, finding: Finding) -> Mention | None:
    """The fitting thing that a preposition right behind the figure leads to."""
    at = evidence.token(finding.amount.span.end - 1).i + 1 if finding.amount else len(evidence.doc)
    if at + 1 >= len(evidence.doc) or evidence.doc[at].lower_ not in _TO:
        return None
    found = evidence.mentions.get(at + 1)
    return found if found and naming.fits(evidence, found, metrics.classes(finding.term)) else None


def _sentence(evidence: Evidence, finding: Finding) -> int:
    return evidence.token(_start(finding)).sent.start


def _start(finding: Finding) -> int:
    return finding.amount.span.start if finding.amount else 0
