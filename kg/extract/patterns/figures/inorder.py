"""Takes the findings of an article; gives those of figures that things share in their order; touches nothing.

"Acme and Norton sold 300 and 200 lamps, respectively": the first figure is of the first thing, the second of the other.
"Acme and Norton sold 300 lamps each": the figure is of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures import figurechanges as changes
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.figures.figureplaces import Figure, going_on, place_of
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.model import Amount, Mention

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_MARK = "respectively"
#: The link of a figure of a marked row that is of whichever thing the order tells.
ROWED = "row"
_EACH = frozenset(("each", "both", "apiece"))
_SHARED = re.compile(r"\b(?:each|both|apiece)\b")
_TWO = 2
#: How many words may stand between a row of things and its row of figures, where no "respectively" tells.
_NEAR = 5
#: What may stand between two members of a row.
_JOINTS = frozenset((",", "and", "the", "or", "about", "some", "nearly", "its", "&"))


def shared(evidence: Evidence, metrics: Metrics, naming: Naming, findings: list[Finding]) -> list[Finding]:
    """The findings, with the figures of rows given to the things of the row before them, each to its own."""
    told = list(rows(evidence))
    marks = [token.i for token in evidence.doc if token.lower_ == _MARK] if told and _MARK in evidence.text else []
    found = list(findings)
    for figures in told:
        sentence = evidence.token(figures[0].span.start).sent
        lead = _lead(found, figures, sentence)
        if lead is None or not all(metrics.fits(one, lead.term.name) for one in _with_unit(figures)):
            continue
        things = _things(evidence, naming, figures, metrics.classes(lead.term))
        marked = any(sentence.start <= at < sentence.end for at in marks)
        if len(things) != len(figures) or not (marked or _is_told(evidence, things, figures, lead)):
            continue
        starts = {one.span.start for one in figures}
        found = [one for one in found if one.amount is None or one.amount.span.start not in starts]
        found += _given(evidence, metrics, lead, figures, things)
    return [one for one in found if one.link != ROWED]


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


def in_marked_rows(evidence: Evidence) -> frozenset[int]:
    """Where the figures start that stand in a row of a sentence with "respectively"."""
    if _MARK not in evidence.text:
        return frozenset()
    sentences = {token.sent.start for token in evidence.doc if token.lower_ == _MARK}
    marked = (row for row in rows(evidence) if evidence.token(row[0].span.start).sent.start in sentences)
    return frozenset(one.span.start for row in marked for one in row)


def rows(evidence: Evidence) -> Iterator[list[Amount]]:
    """The rows of two and more figures that only "and" and commas part, in their order."""
    row: list[Amount] = []
    for amount in evidence.all_amounts:
        between = evidence.text[row[-1].span.end : amount.span.start] if row else ""
        if row and between.strip() and _JOINTS.issuperset(between.replace(",", " , ").split()):
            row.append(amount)
            continue
        if len(row) > 1:
            yield row
        row = [amount]
    if len(row) > 1:
        yield row


def _is_told(evidence: Evidence, things: list[Mention], figures: list[Amount], lead: Finding) -> bool:
    """Whether the row of things stands right before as many figures that were read as those of one of them.

    "Acme and Norton sold 300 and 200 lamps": nobody has two figures of one measure and one time.
    """
    owner = evidence.entity(lead.subject)
    if not any(evidence.entity(one) == owner for one in things) or not evidence.text[: figures[-1].span.start].endswith(
        " and "
    ):
        return False
    if len({evidence.entity(one) for one in things}) < len(things):
        return False
    joints = (evidence.text[one.span.end : other.span.start] for one, other in pairwise(things))
    if not all(_JOINTS.issuperset(one.replace(",", " , ").split()) and one.strip() for one in joints):
        return False
    between = evidence.text[things[-1].span.end : figures[0].span.start]
    return len(between.split()) <= _NEAR and not any(mark in between for mark in ",;.:()")


def _with_unit(figures: list[Amount]) -> list[Amount]:
    """The figures, each with the unit that the last one names for all: "300 and 200 yuan"."""
    unit = figures[-1].quantity.unit
    return [
        one if one.quantity.unit else Amount(one.span, replace(one.quantity, unit=unit, unit_basis="inferred"))
        for one in figures
    ]


def _lead(findings: list[Finding], figures: list[Amount], sentence: Span) -> Finding | None:
    """What one of the figures was read as, or the last figure before them in the sentence with their unit."""
    starts, end = {one.span.start for one in figures}, figures[-1].span.end
    known = [one for one in findings if one.amount and sentence.start_char <= one.amount.span.start < end]
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
