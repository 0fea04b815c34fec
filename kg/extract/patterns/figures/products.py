"""Takes the findings of figures; gives them with those of makers told of what they make, where that is meant.

Touches nothing. Orders and the like are for a thing, and news name who got them: "the Zed is sold out. Acme had 200,000
orders by ten." A metric says so (`@rather Class`): its figures are about the last thing of the class that the maker of
the sentence makes and the text has named before, in the paragraph or the one before it.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.syntax.clauses import SUBJECTS
from kg.model import Mention

#: Ties by which the figure is the maker's in so many words: "the orders of Acme", a member of a list.
_ITS_OWN = frozenset(("own", "beside", "list", "for"))


def told_of_products(evidence: Evidence, metrics: Metrics, naming: Naming, findings: list[Finding]) -> list[Finding]:
    """The findings, each of a maker about the thing that it makes, where the metric is rather about such things."""
    return [_settled(evidence, metrics, naming, one) if one.amount else one for one in findings]


def _settled(evidence: Evidence, metrics: Metrics, naming: Naming, finding: Finding) -> Finding:
    rather = metrics.directives[finding.term.name].get("rather")
    if not rather or finding.tie in _ITS_OWN or not finding.amount:
        return finding
    classes = tuple(rather.split("|"))
    if naming.is_of(finding.subject.type, classes):
        return finding
    product = _last_made(evidence, naming, finding.subject, finding.amount.span.start, classes)
    return replace(finding, subject=product, tie="earlier") if product else finding


def _last_made(evidence: Evidence, naming: Naming, maker: Mention, at: int, classes: tuple[str, ...]) -> Mention | None:
    """The thing of the maker that the text spoke of last before the figure, in the paragraph or the one before it."""
    who, text = evidence.entity(maker), evidence.text
    opening = text.rfind("\n\n", 0, at)
    start = max(0, text.rfind("\n\n", 0, opening)) if opening > 0 else 0
    made = [
        one
        for one in sorted(evidence.all_mentions, key=lambda one: one.span.start)
        if start <= one.span.start < at
        and naming.fits(evidence, one, classes)
        and who in evidence.made_by.get(evidence.entity(one) or "", frozenset())
    ]
    told_of = [one for one in made if evidence.root(one.span).dep_ in SUBJECTS]
    return next(iter((*reversed(told_of), *reversed(made))), None)
