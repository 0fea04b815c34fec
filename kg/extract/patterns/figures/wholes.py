"""Takes the findings of figures; gives those of parts as figures of the whole that has the part; touches nothing.

"Its 101 kWh Norton battery is good for 800 km" tells the range of the lamp that "its" takes up, and of four chips that
give so much "together" it is the thing that has them. Only for metrics whose parts say so of the whole (`@parts`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.syntax.predicates import clause_of, prepositional, subjects
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

words = partial(word_set, "figures")
#: How many words before a part count it, and how many around a figure say that it is that of all.
_BEFORE, _AROUND = 3, 4
_TAKEN_UP = frozenset(("its", "their"))


def of_wholes(evidence: Evidence, metrics: Metrics, naming: Naming, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those of parts about their wholes."""
    return [_of_whole(evidence, metrics, naming, one) for one in findings]


def _of_whole(evidence: Evidence, metrics: Metrics, naming: Naming, finding: Finding) -> Finding:
    if finding.amount is None or "parts" not in metrics.directives[finding.term.name]:
        return finding
    classes = metrics.classes(finding.term)
    part = finding.subject
    if part.by == "reference" or evidence.root(part.span).sent != evidence.token(finding.amount.span.start).sent:
        return finding
    together = _is_together(evidence, finding, part)
    kinds = classes[-1:] if together else classes[:1]
    if not together and naming.is_of(part.type, classes[:1]):
        return finding
    whole = _owner(evidence, naming, part, kinds) or _holder(evidence, naming, part, kinds)
    return replace(finding, subject=whole, tie="own") if whole else finding


def _owner(evidence: Evidence, naming: Naming, part: Mention, classes: tuple[str, ...]) -> Mention | None:
    """Whose the part is: "its Norton battery", "the Norton battery of the Zed"."""
    root = evidence.root(part.span)
    noun = root.head if root.dep_ in ("compound", "nmod", "poss") and root.head.pos_ in ("NOUN", "PROPN") else root
    owning = [*(one for each in (root, noun) for one in each.lefts if one.dep_ == "poss")]
    owning += [one for each in (root, noun) for one in prepositional(each, ("of",))]
    if found := naming.first(evidence, (one for one in owning if evidence.mentions.get(one.i) != part), classes):
        return found
    if not any(one.lower_ in _TAKEN_UP and one.i not in evidence.mentions for one in owning):
        return None
    return naming.earlier(evidence, root, classes, vague=False) or naming.main(evidence, classes)


def _holder(evidence: Evidence, naming: Naming, part: Mention, classes: tuple[str, ...]) -> Mention | None:
    """What has the part: "the Zed uses a Norton battery", "the Zed, whose two Norton chips"."""
    verb = clause_of(evidence.root(part.span))
    if verb.lemma_ not in words("holding"):
        return None
    doing = (one for one in subjects(verb) if evidence.mentions.get(one.i) != part)
    return naming.first(evidence, doing, classes)


def _is_together(evidence: Evidence, finding: Finding, part: Mention) -> bool:
    """Whether the figure is that of several parts at once: "four Norton chips with a total of 1,000"."""
    first = evidence.token(part.span.start).i
    doc, start = evidence.doc, evidence.doc[first].sent.start
    if not any(one.like_num and one.lower_ != "one" for one in doc[max(start, first - _BEFORE) : first]):
        return False
    assert finding.amount
    at, end = evidence.token(finding.amount.span.start).i, evidence.token(finding.amount.span.end - 1).i
    around: list[Token] = [*doc[max(start, at - _AROUND - 2) : at], *doc[end + 1 : end + 1 + _AROUND]]
    return any(one.lower_ in words("together") for one in around)
