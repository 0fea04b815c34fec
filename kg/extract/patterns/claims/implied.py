"""Takes a finding whose number has no unit of its own; gives the units that it may have; touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.relations.match import Finding
from kg.model import Schema


def implied_units(schema: Schema, evidence: Evidence, finding: Finding) -> Iterator[str]:
    """The units that a number without one may have: what its thing is itself, then what its sentence implies.

    None where the metric counts no things of a class but what is done to them ("orders").
    """
    if not finding.term.units or finding.term.units[0] not in {one.lower() for one in schema.classes}:
        return
    yield from (one.lower() for one in schema.ancestors(finding.subject.type) if one.lower() in schema.units)
    told = evidence.counted.get(finding.amount.span.start) if finding.amount else None
    if told and not _speaks_of(schema, evidence, told.span.start, finding.term.units[0]):
        yield told.quantity.unit


def _speaks_of(schema: Schema, evidence: Evidence, at: int, unit: str) -> bool:
    """Whether figures of the article, or the paragraph so far, speak of things of the unit."""
    start = max(0, evidence.text.rfind("\n\n", 0, at))
    so_far = evidence.doc[evidence.token(start).i : evidence.token(at).i]
    return any(one.quantity.unit == unit for one in evidence.all_amounts) or any(
        schema.unit_names.get(one.lower_) == unit for one in so_far
    )
