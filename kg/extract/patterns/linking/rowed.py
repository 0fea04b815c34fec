"""Takes the readings of a figure of a row; gives the likeliest metric, whoever has it; touches nothing.

"Acme and Norton came first and second, with shares of 30% and 20%, respectively": each thing is as likely as the other,
and which of them has the figure is told by its place in the row alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures import figurechanges as changes

if TYPE_CHECKING:
    from kg.extract.patterns.linking.links import Choice, Link


def of_row(evidence: Evidence, link: Link, choices: Iterable[Choice], moving: Collection[str]) -> Choice | None:
    """The choice of the likeliest metric, as likely as that; one of the `moving` only where a word tells the way."""
    way = changes.direction(evidence, link.amount)
    known = [one for one in choices if way or one.metric not in moving]
    best = max(known, key=lambda one: link.chances[one.metric], default=None)
    return replace(best, chance=link.chances[best.metric]) if best else None
