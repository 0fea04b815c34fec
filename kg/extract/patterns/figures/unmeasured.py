"""Takes a change of which no measure is named; gives the metric of changes that it is one of; touches nothing.

"Acme fell 4.7% to 38 dollars", "The shares of Vega sank 8%. Norton lost 9%": what something is worth moves it, too.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.figures.figuremetrics import Metrics
from kg.extract.patterns.figures.figureplaces import Place
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.slots.subjects import Naming
from kg.extract.patterns.syntax.predicates import clause_of, subjects
from kg.model import Mention, PropertyTerm

if TYPE_CHECKING:
    from spacy.tokens import Token

#: How many tokens behind the change the level stands that it reached: "4.7% on Monday to 38 dollars".
_REACH = 5
words = partial(word_set, "figures")
_WORD = re.compile(r"[a-z]+")
_POINTING = frozenset(("that", "this", "which"))
_TAKEN_UP = frozenset(("it", "they", "that", "this", "which"))


def own_change(
    evidence: Evidence, metrics: Metrics, naming: Naming, place: Place, lead: Finding | None, told: list[Finding]
) -> PropertyTerm | None:
    """The metric of changes of one thing that a change without a measure is; None where nothing tells one.

    It is that of the level beside it, of the level that it reaches, or of the last change of a thing that has such.
    """
    if lead is not None and lead.amount is not None:
        return metrics.moved.get(lead.term.name) if _goes_on(evidence, place, lead) else None
    if found := _reached(evidence, metrics, place):
        return found
    last = _change_before(evidence, metrics, naming, place, told)
    if last is None:
        return _spoken_of(evidence, metrics, place)
    return last.term if last.term.name in metrics.own_change else None


def _spoken_of(evidence: Evidence, metrics: Metrics, place: Place) -> PropertyTerm | None:
    """The metric of what title or paragraph speak of, where a thing itself moves: "Acme shares slide. It fell 5%"."""
    verb = clause_of(place.root)
    if not any(one.i in evidence.mentions for one in subjects(verb)) or _has_object(evidence, place, verb):
        return None
    start = max(0, evidence.text.rfind("\n\n", 0, place.amount.span.start))
    told = f"{evidence.article.title} {evidence.text[start : place.amount.span.start]}".casefold()
    spoken = set(_WORD.findall(told))
    terms = (metrics.schema.properties[name] for name in sorted(metrics.own_change))
    return next((one for one in terms if not spoken.isdisjoint(one.cues)), None)


def measure_taken_up(evidence: Evidence, metrics: Metrics, place: Place, told: list[Finding]) -> str | None:
    """What a change changes that only takes up the figure before in its paragraph: "In spring they rose 29%"."""
    start, end = evidence.text.rfind("\n\n", 0, place.amount.span.start), place.amount.span.start
    last = max((one for one in told if start < _start(one) < end), key=_start, default=None)
    if last is None or not _takes_up(evidence, place):
        return None
    if last.term.name in metrics.changes:
        return dict(getattr(last, "scope", ())).get("measure")
    return metrics.measures.get(last.term.name)


def pointed_at(evidence: Evidence, metrics: Metrics, place: Place, told: list[Finding]) -> Finding | None:
    """The first level of the sentence before, of which a sentence says no more than how it changed: "That was up 25%".

    It may end the paragraph before.
    """
    verb, sentence = clause_of(place.root), place.root.sent
    if verb.lemma_ not in words("restating") or not any(one.lower_ in _POINTING for one in subjects(verb)):
        return None
    if sentence.start == 0 or clause_of(sentence[0]).i != verb.i:
        return None
    start = evidence.doc[sentence.start - 1].sent.start_char
    here = (one for one in told if start <= _start(one) < sentence.start_char)
    first = min(here, key=_start, default=None)
    return first if first and first.term.kind == "metric" and first.term.name in metrics.measures else None


def taken_up(evidence: Evidence, place: Place, told: list[Finding]) -> set[str | None] | None:
    """Of which thing a figure is that is said of the one before: "sold 15,200. That is 16% up on the week"."""
    verb = clause_of(place.root)
    if verb.lemma_ != "be" or not any(one.lower_ in _POINTING for one in subjects(verb)):
        return None
    start, end = evidence.text.rfind("\n\n", 0, place.amount.span.start), place.amount.span.start
    last = max((one for one in told if start < _start(one) < end), key=_start, default=None)
    between = [one for one in evidence.all_amounts if last and _start(last) < one.span.start < end]
    return {evidence.entity(last.subject)} if last and not between else None


def _takes_up(evidence: Evidence, place: Place) -> bool:
    """Whether the sentence has no subject but a word for what was told before, or no verb."""
    verb = clause_of(place.root)
    return all(one.lower_ in _TAKEN_UP for one in subjects(verb)) and not _has_object(evidence, place, verb, ("dobj",))


def _change_before(
    evidence: Evidence, metrics: Metrics, naming: Naming, place: Place, told: list[Finding]
) -> Finding | None:
    """The last change in the paragraph, or else the last one of a thing that has changes of its own."""
    start = evidence.text.rfind("\n\n", 0, place.amount.span.start)
    before = [one for one in told if one.term.name in metrics.changes and -1 < _start(one) < place.amount.span.start]
    before.sort(key=_start, reverse=True)
    return next((one for one in before if _start(one) > start or _may_have(evidence, metrics, naming, one)), None)


def moves_by_itself(evidence: Evidence, place: Place, subject: Mention) -> bool:
    """Whether the thing does the verb of the change and does it to nothing: "Norton lost 9%"."""
    verb, root = clause_of(place.root), evidence.root(subject.span)
    if verb.pos_ not in ("VERB", "AUX") or verb.i < root.i:
        return False
    return not _has_object(evidence, place, verb)


def _has_object(evidence: Evidence, place: Place, verb: Token, roles: tuple[str, ...] = ("dobj", "attr")) -> bool:
    """Whether the verb is done to something, or says what its subject is."""
    return any(one.dep_ in roles and not _is_figure(evidence, place, one) for one in verb.children)


def _goes_on(evidence: Evidence, place: Place, lead: Finding) -> bool:
    """Whether nothing but a mark or a turn stands between the level and its change: "38 dollars, up 2%"."""
    assert lead.amount
    between = evidence.text[lead.amount.span.end : place.amount.span.start]
    return not set(between) & set(";.:") and between.count(" ") <= 2 * _REACH


def _reached(evidence: Evidence, metrics: Metrics, place: Place) -> PropertyTerm | None:
    """The metric whose level the change reaches: "fell 4.7% to 38 dollars"."""
    doc = evidence.doc
    for index in range(place.last + 1, min(place.root.sent.end - 1, place.last + 1 + _REACH)):
        token = doc[index]
        if token.lower_ in ("to", "at"):
            level = evidence.amounts.get(index + 1)
            names = [name for name in metrics.moved if level and metrics.fits(level, name)]
            return metrics.moved[names[0]] if names else None
        if token.pos_ not in ("ADP", "PROPN", "NOUN", "ADV", "DET", "ADJ") or index in evidence.amounts:
            return None
    return None


def _is_figure(evidence: Evidence, place: Place, token: Token) -> bool:
    return token.i in evidence.amounts or place.first <= token.i <= place.last


def _may_have(evidence: Evidence, metrics: Metrics, naming: Naming, finding: Finding) -> bool:
    """Whether the thing may have a change of its own."""
    return any(naming.fits(evidence, finding.subject, metrics.classes(term)) for term in metrics.moved.values())


def _start(finding: Finding) -> int:
    return finding.amount.span.start if finding.amount else -1
