"""Takes the findings of an article; gives those of figures that things share in their order; touches nothing.

"Acme and Norton sold 300 and 200 lamps, respectively": the first figure is of the first thing, the second of the other.
"Acme and Norton sold 300 lamps each": the figure is of both.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures import figurechanges as changes
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.figures.figureplaces import Figure, going_on, place_of
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.model import Amount, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_MARK = "respectively"
_EACH = frozenset(("each", "both", "apiece"))
_SHARED = re.compile(r"\b(?:each|both|apiece)\b")
_TWO = 2
#: What may stand between two members of a row.
_JOINTS = frozenset((",", "and", "the", "or", "about", "some", "nearly", "its", "&"))


def shared(evidence: Evidence, metrics: Metrics, naming: Naming, findings: list[Finding]) -> list[Finding]:
    """The findings, with the figures before "respectively" given to the things named before them, each to its own."""
    if _MARK not in evidence.text:
        return findings
    found = list(findings)
    for token in evidence.doc:
        if token.lower_ != _MARK:
            continue
        figures = _figures(evidence, token)
        lead = _lead(found, figures, token) if len(figures) > 1 else None
        if lead is None:
            continue
        things = _things(evidence, naming, figures, metrics.classes(lead.term))
        if len(things) != len(figures) or not all(metrics.fits(one, lead.term.name) for one in _with_unit(figures)):
            continue
        starts = {one.span.start for one in figures}
        found = [one for one in found if one.amount is None or one.amount.span.start not in starts]
        found += _given(evidence, metrics, lead, figures, things)
    return found


def each_own(evidence: Evidence, metrics: Metrics, naming: Naming, findings: list[Finding]) -> list[Finding]:
    """The findings, with a figure that things joined by "and" have "each" or "both" told of all of them."""
    marks = [token for token in evidence.doc if token.lower_ in _EACH] if _SHARED.search(evidence.text) else []
    found = list(findings)
    for one in findings if marks else ():
        amount = one.amount
        sentence = evidence.token(amount.span.start).sent if amount else None
        if amount is None or not any(sentence and sentence.start <= mark.i < sentence.end for mark in marks):
            continue
        row, end = _row(evidence, naming, one.subject, metrics.classes(one.term))
        last = evidence.token(amount.span.end - 1).i
        if len(row) < _TWO or not any(_is_of_all(mark, end, last) for mark in marks):
            continue
        known = {evidence.entity(each.subject) for each in found if each.amount and each.amount.span == amount.span}
        found += [replace(one, subject=each, tie="list") for each in row if evidence.entity(each) not in known]
    return found


def _is_of_all(mark: Token, end: int, figure: int) -> bool:
    """Whether "each" or "both" stands behind the row, a noun between ("Acme and Norton sales both"), or the figure."""
    behind = mark.i - end
    noun = behind == _TWO and mark.nbor(-1).pos_ == "NOUN"
    return behind == 1 or noun or (mark.lower_ != "both" and 0 < mark.i - figure <= _TWO)


def _row(evidence: Evidence, naming: Naming, subject: Mention, classes: tuple[str, ...]) -> tuple[list[Mention], int]:
    """The fitting things that are joined with the given one, and the token with which they end."""
    found, end = [subject], evidence.token(subject.span.end - 1).i
    for step in (1, -1):
        at = end + 1 if step > 0 else evidence.token(subject.span.start).i - 1
        while 0 <= at < len(evidence.doc):
            mention = evidence.mentions.get(at)
            if mention is not None and mention not in found and naming.fits(evidence, mention, classes):
                found.append(mention)
                last = evidence.token(mention.span.end - 1).i
                end = max(end, last)
                at = last + 1 if step > 0 else evidence.token(mention.span.start).i - 1
            elif evidence.doc[at].lower_ in _JOINTS:
                at += step
            else:
                break
    return found, end


def _figures(evidence: Evidence, token: Token) -> list[Amount]:
    """The row of figures right before the word, in their order."""
    found: list[Amount] = []
    at = token.i - 1
    while at >= token.sent.start:
        amount = next((one for one in evidence.all_amounts if _covers(evidence, one, at)), None)
        if amount is not None:
            found.append(amount)
            at = evidence.token(amount.span.start).i - 1
        elif evidence.doc[at].lower_ in _JOINTS or (not found and _is_behind(evidence, at)):
            at -= 1
        else:
            break
    return found[::-1]


def _is_behind(evidence: Evidence, index: int) -> bool:
    """Whether the word may stand between the row and "respectively": "300 and 200 lamps in May, respectively"."""
    return index in evidence.moments or evidence.doc[index].pos_ in ("NOUN", "ADV", "ADP")


def _covers(evidence: Evidence, amount: Amount, index: int) -> bool:
    return amount.span.start <= evidence.doc[index].idx < amount.span.end


def _with_unit(figures: list[Amount]) -> list[Amount]:
    """The figures, each with the unit that the last one names for all: "300 and 200 yuan"."""
    unit = figures[-1].quantity.unit
    return [
        one if one.quantity.unit else Amount(one.span, replace(one.quantity, unit=unit, unit_basis="inferred"))
        for one in figures
    ]


def _lead(findings: list[Finding], figures: list[Amount], token: Token) -> Finding | None:
    """What one of the figures was read as, or the last figure before them in the sentence with their unit."""
    starts = {one.span.start for one in figures}
    known = [one for one in findings if one.amount and token.sent.start_char <= one.amount.span.start < token.idx]
    own = [one for one in known if one.amount and one.amount.span.start in starts]
    unit = figures[-1].quantity.unit
    before = [one for one in known if one.amount and unit and one.amount.quantity.unit == unit]
    return max(own or before, key=lambda one: one.amount.span.start if one.amount else 0, default=None)


def _things(evidence: Evidence, naming: Naming, figures: list[Amount], classes: tuple[str, ...]) -> list[Mention]:
    """The last row of as many fitting things before the figures, in their order."""
    first = evidence.token(figures[0].span.start)
    found: list[Mention] = []
    at = first.i - 1
    while at >= first.sent.start:
        mention = evidence.mentions.get(at)
        if mention is not None and naming.fits(evidence, mention, classes):
            found.append(mention)
            at = evidence.token(mention.span.start).i - 1
        elif found and mention is None and evidence.doc[at].lower_ not in _JOINTS and evidence.doc[at].tag_ != "POS":
            break  # "Acme, Norland's Norton and Zed": the place is none of the row
        else:
            at -= 1
    return found[::-1]


def _given(
    evidence: Evidence, metrics: Metrics, lead: Finding, figures: list[Amount], things: list[Mention]
) -> list[Figure]:
    found = []
    way = changes.direction(evidence, figures[0]) if lead.term.name in metrics.changes else 0
    for amount, thing in zip(_with_unit(figures), things, strict=True):
        stated = changes.signed(amount, way) if way else amount
        one = going_on("each its own", place_of(evidence, stated), lead, "list", subject=(thing, "list"))
        found.append(replace(one, scope=lead.scope if isinstance(lead, Figure) else ()))
    return found
