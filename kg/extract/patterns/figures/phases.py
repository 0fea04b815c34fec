"""Takes the findings of an article; gives those of what is built in phases with the phase that is told.

Touches nothing. "In its first phase the plant is to turn out 300 lamps a day", "600 lamps, 300 of them in the first
phase": the figure is of the phase, not of the plant. What is told to be "in" a phase stands in no place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.syntax.predicates import clause_of
from kg.model import Amount, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_WITHIN = frozenset(("in", "during", "by"))
#: How many tokens behind a figure the phase may stand that it hangs on.
_BEHIND = 4


def in_phases(evidence: Evidence, findings: list[Finding]) -> list[Finding]:
    """The findings, with figures of what is built given to the phase in which they hold."""
    phases = [one for one in evidence.all_mentions if one.span.text.lower() in word_set("names", "phases")]
    led = [(one, link) for one in phases if (link := _link(evidence.token(one.span.start))) is not None]
    if not led:
        return findings
    spans = {one.span for one, _ in led}
    return [_of_phase(evidence, one, led) for one in findings if one.object is None or one.object.span not in spans]


def _link(noun: Token) -> Token | None:
    """The preposition behind which the phase stands."""
    return noun.head if noun.dep_ == "pobj" and noun.head.lower_ in _WITHIN else None


def _of_phase(evidence: Evidence, finding: Finding, led: list[tuple[Mention, Token]]) -> Finding:
    if finding.amount is None:
        return finding
    for phase, link in led:
        if finding.subject.type == phase.type and _holds(evidence, finding.amount, link):
            return replace(finding, subject=phase, tie="holder")
    return finding


def _holds(evidence: Evidence, amount: Amount, link: Token) -> bool:
    """Whether a figure is told to hold in the phase: right before it, or in the clause that opens with it."""
    first, last = evidence.token(amount.span.start), evidence.token(amount.span.end - 1)
    if 0 < link.i - last.i <= _BEHIND:
        return all(one.lower_ not in (",", ";", "and") for one in link.doc[last.i + 1 : link.i])
    verb = clause_of(first)
    leads = link.i < first.i and link.head in (verb, verb.head)
    return leads and all(one.text != ";" and one.dep_ != "cc" for one in link.doc[link.i : first.i])
