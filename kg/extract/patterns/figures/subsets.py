"""Takes the findings of an article; gives those that no other figure makes needless; touches nothing.

"Acme runs 3,172 shops, 964 of them by the sea": the second figure counts some of the first, and by what mark no scope
of a claim tells. With a time of its own it is that time's ("ten of them this year"), with a place that place's. "Above
40,000, with 40,016": the first is only a mark.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.values import COUNT

_OF_THEM = re.compile(r"\s(?:of|among)\s(?:them|these|those|which|whom)\b")
_OF_WHICH = re.compile(r",\sof\s(?:which|whom)\s(?:[a-z]+\s){0,2}$")
#: What the words before the figure that goes on end with; no verb has the figure as its object.
_GOES_ON = re.compile(r"(?:[,;(–—-]|\band|\bbut|\bwith)\s?(?:\w+\s){0,2}$")
_PLACED = re.compile(r"\b(?:abroad|overseas|at\shome)\b")
_STOP = re.compile(r"[,.;:)]\s|\sand\s")
_BACK, _PLACE = 40, "Place"
#: "Above 40,000, with 40,016": what leads on to the figure that passed a mark, and how far it may lie above.
_WITH = re.compile(r",?\s(?:with|at|after|to)\s(?:\w+\s)?")
_PASSED = Decimal("1.2")


def without_subsets(evidence: Evidence, findings: list[Finding], dropped: Counter[str]) -> list[Finding]:
    """The findings without those of subsets and marks, which are counted in `dropped`."""
    found: list[Finding] = []
    for one in findings:
        if one.amount is not None and COUNT in one.term.units and _is_subset(evidence, findings, one):
            dropped["a figure of some of what another counts"] += 1
        elif _is_mark(evidence, findings, one):
            dropped["a mark that the next figure lies above"] += 1
        else:
            found.append(one)
    return found


def _is_subset(evidence: Evidence, findings: list[Finding], one: Finding) -> bool:
    assert one.amount
    text, span = evidence.text, one.amount.span
    before = text[max(0, span.start - _BACK) : span.start]
    behind = _OF_THEM.match(text, span.end)
    if not _OF_WHICH.search(before) and not (behind and _GOES_ON.search(before)):
        return False
    who, sentence = evidence.entity(one.subject), evidence.token(span.start).sent
    wholes = (
        each
        for each in findings
        if each.amount and each.term is one.term and evidence.entity(each.subject) == who
        if sentence.start_char <= each.amount.span.start < span.start
    )
    end = behind.end() if behind else span.end
    stop = _STOP.search(text, end)
    last = stop.start() if stop else len(text)
    apart = any(end <= each.span.start < last for each in evidence.all_moments) or _PLACED.search(text, end, last)
    placed = any(end <= each.span.start < last and each.type == _PLACE for each in evidence.all_mentions)
    return not apart and not placed and any(wholes)


def _is_mark(evidence: Evidence, findings: list[Finding], one: Finding) -> bool:
    """Whether the figure right behind, of the same thing and measure, says how far it was passed."""
    if one.amount is None or one.amount.quantity.bound != "more-than" or one.amount.quantity.number is None:
        return False
    who, end, size = evidence.entity(one.subject), one.amount.span.end, one.amount.quantity.number
    for each in findings:
        if each.amount and each.term is one.term and evidence.entity(each.subject) == who:
            number = each.amount.quantity.number
            near = _WITH.fullmatch(evidence.text, end, each.amount.span.start)
            if near and number is not None and size < number < size * _PASSED:
                return True
    return False
