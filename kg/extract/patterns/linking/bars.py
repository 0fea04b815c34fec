"""Takes a figure with a metric that its unit allows; gives whether its surroundings rule that out; touches nothing.

A step is no level, a number that counts something else is none of the metric's, what is more than a year ago is no
distance from another thing, and what moves sales moves no share price.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.patterns.figures import figurechanges as changes
from kg.extract.patterns.figures.figurecues import Hit
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.figures.figureplaces import Place, bare_fits
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.linking.scene import Scene
from kg.extract.patterns.linking.units import TIMES
from kg.extract.patterns.syntax.predicates import clause_of, subjects
from kg.model import PropertyTerm

#: What makes a distance a change: "17% more than the year before", "4% less than in 2023".
_THAN_BEFORE = re.compile(
    r"\s(?:\w+\s){1,3}?than\s(?:(?:in|a|an|the|one|last|at|it|they)\s){0,2}(?:\w+\s)?"
    r"(?:before|earlier|ago|previous\s\w+|prior\s\w+|year|quarter|month|week|previously|\d{4}|(?:same|first|second)\s\w+)\b",
    re.IGNORECASE,
)


class Bars:
    """What rules a metric out for a figure, for one schema."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics

    def may(
        self,
        scene: Scene,
        place: Place,
        term: PropertyTerm,
        cues: list[Hit],
        *,
        moved: bool,
        part: bool,
    ) -> bool:
        """Whether the figure can be the metric's at all;"""
        directives = self.metrics.directives[term.name]
        if "change" in directives and part and not _is_worth(place):
            return False
        if moved and not directives.keys() & {"change", "difference", "step"}:
            return False
        if "difference" in directives and _THAN_BEFORE.match(scene.evidence.text, place.amount.span.end):
            return False
        if directives.get("change") == "own" and self._is_of_measure(scene, place, term, cues):
            return False
        implied = not self.metrics.fits(place.amount, term.name)
        return implied or bare_fits(place, (cues[0],) if cues else ())

    def _is_of_measure(self, scene: Scene, place: Place, term: PropertyTerm, cues: list[Hit]) -> bool:
        """Whether a measure moves that is no price of a thing itself: "sales of lamps were 9% lower"."""
        if any(not scene.is_hint(one, term.name, place) for one in cues):
            return False
        measured = changes.measure_before(self.metrics.schema, scene.evidence, place.amount)
        if measured is None:
            return False
        start, end = measured[1], measured[2]
        return any(start <= one.idx < end for one in subjects(clause_of(place.root)))


def _is_worth(place: Place) -> bool:
    """Whether what follows the part is what something is worth: "lost a quarter of its value"."""
    return any(one.lower_ in ("value", "worth") for one in place.root.doc[place.last + 1 : place.last + 6])


def is_silent(scene: Scene, place: Place, hits: Iterable[tuple[int | None, Hit]], *, apart: bool) -> bool:
    """Whether words that are no cues tell no metric: of a distance, of a length of time, of what a noun names.

    The noun is the subject of the figure and names no thing and no metric: "net debt was 3 billion". Nor is anything
    told where a verb only says that the figure was reached: "Acme itself reached 8,400".
    """
    if apart or scene.counted(place.amount).quantity.unit in TIMES or _is_reached(place):
        return True
    cued = {at for _, hit in hits if hit.names for at in range(hit.start, hit.end)}
    doers = subjects(clause_of(place.root))
    return any(one.pos_ == "NOUN" and one.i not in cued and one.i not in scene.evidence.mentions for one in doers)


def _is_reached(place: Place) -> bool:
    """Whether the figure, or what it counts, is the object of a verb that says of no measure what it is."""
    root = place.root.head if place.root.dep_ == "nummod" else place.root
    return root.dep_ == "dobj" and root.head.lemma_.lower() in word_set("grammar", "measure")
