"""Takes the findings of an article; gives, of those that say the same, only the surest one; touches nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from kg.extract.patterns.relations.confidence import confidence
from kg.extract.patterns.relations.match import Finding


def best(findings: Iterable[Finding], dropped: Counter[str]) -> list[Finding]:
    """Of findings that read the same figure, or tie the same things by the same word, only the surest one.

    Of relations that is the one with the longer head: "vice president" is not "president".
    """
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key: tuple[object, ...]
        if finding.amount:
            key = finding.amount.span.start, finding.amount.span.end
        elif finding.object and len(finding.cue) and finding.cue[0].pos_ not in ("VERB", "AUX"):
            key = "noun", finding.subject.span, finding.object.span, finding.cue[-1].i
        else:
            key = "other", finding.term.name, finding.subject.span, finding.object, finding.words, finding.moment
        rival = kept.get(key)
        if rival is not None:
            dropped["another pattern reads the figure" if finding.amount else "another pattern says it better"] += 1
        if rival is None or _rank(finding) > _rank(rival):
            kept[key] = finding
    return list(kept.values())


def _rank(finding: Finding) -> tuple[object, ...]:
    if finding.amount is None:
        return len(finding.cue), finding.special, confidence(finding.kind), finding.term.domain != "Entity"
    span = finding.amount.span
    gap = min(min(abs(token.idx - span.end), abs(span.start - token.idx)) for token in finding.cue)
    return confidence(finding.kind) + Decimal("0.05") * finding.special, len(finding.cue), -gap
