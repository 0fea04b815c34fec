"""Takes a figure of a row with the years of the row; gives the year that is its own; touches nothing.

"36, 46 and 66 million for 2025-2027": the second is that of 2026, as its place in the row tells.
"""

from __future__ import annotations

from dataclasses import replace

from kg import times
from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.inorder import rows
from kg.model import Amount, Moment


def own_year(evidence: Evidence, amount: Amount, moment: Moment) -> Moment:
    """The year of the figure, where as many years are told as the row has figures; else the time as it is."""
    start, end = moment.when.start, moment.when.end
    if start is None or end is None or start.year == end.year or moment.when.text != f"{start.year}/{end.year}":
        return moment
    row = next((row for row in rows(evidence) if amount in row), [])
    if len(row) != end.year - start.year + 1:
        return moment
    year = times.read(str(start.year + row.index(amount)))
    return replace(moment, when=replace(year, basis=moment.when.basis))
